"""Opens what a door needs, and no more: data folder, ledger, embedder, library, pipeline.

The one place where the parts are put together. Must not do the work of any of them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.compose.llm import Writer
from assistant.compose.model import load_model
from assistant.compose.thresholds import thresholds_for
from assistant.library.holdings import Unread
from assistant.nearness import nearness_of
from assistant.pipeline import Pipeline
from assistant.settings import Origin, Settings, data_root, load
from corpus.entry import Entry
from corpus.errors import UnknownDocument
from corpus.manifest import Listed, builtin
from corpus.manifest import load as load_manifest
from corpus.models import Audience, Document
from indexing.embedding import Embedder, load_embedder
from indexing.folder import DataFolder
from indexing.ledger import Ledger, open_ledger
from indexing.retrieve import Library, Retriever

if TYPE_CHECKING:
    from assistant.conversations import Conversations
    from assistant.history import History


@dataclass(frozen=True)
class Workspace:
    """Everything that belongs to one data folder, opened when first used; ``today`` is the asker's day."""

    folder: DataFolder
    settings: Settings
    origins: Mapping[str, Origin]
    today: Callable[[], date] = date.today

    @cached_property
    def ledger(self) -> Ledger:
        """The source of truth."""
        return open_ledger(self.folder.ledger)

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder of questions and passages."""
        return load_embedder(self.settings.embedder, self.folder.cache, self.settings.threads)

    @cached_property
    def library(self) -> Library:
        """The generation that serves."""
        return Library(self.folder, self.ledger)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The path from question to answer.

        Raises:
            SettingsInvalid: a language model is named and what asks it is not installed.
        """
        return self.pipeline_on(self.today)

    def pipeline_on(self, today: Callable[[], date]) -> Pipeline:
        """The same path for someone who asks on another day."""
        thresholds = thresholds_for(self.embedder.fingerprint)
        return Pipeline(self.library, self.embedder, self.settings, thresholds, today, writer=self.writer)

    @cached_property
    def writer(self) -> Writer | None:
        """What lets a language model phrase answers; None where the settings name none."""
        model = load_model(self.settings)
        return None if model is None else Writer(model, self.settings, nearness_of(self.embedder))

    @cached_property
    def history(self) -> History | None:
        """Answers and conversations on disk; None where they are not to be kept."""
        # A command that keeps nothing never pays for the database library.
        from assistant.history import Bounds, History

        chosen = self.settings
        url = chosen.history_url.get_secret_value() if chosen.history_url else None
        bounds = Bounds(chosen.history_days, chosen.history_answers)
        return History(self.folder.history, bounds, url) if chosen.history else None

    @cached_property
    def conversations(self) -> Conversations:
        """The pipeline, asked as part of conversations; what is answered is kept."""
        from assistant.conversations import Conversations

        return Conversations(self.pipeline, self.history)

    @cached_property
    def shelf(self) -> Shelf:
        """The documents as the public role sees them."""
        return Shelf(self)

    def listed(self) -> tuple[Listed, ...]:
        """Built-in documents and those added, an added one taking the place of a built-in of its id."""
        added = load_manifest(self.folder.manifest, self.folder.documents)
        ids = {item.entry.id for item in added}
        return (*(item for item in builtin() if item.entry.id not in ids), *added)

    def close(self) -> None:
        """Close what was opened."""
        if "ledger" in self.__dict__:
            self.ledger.close()
        if history := self.__dict__.get("history"):
            history.close()


class Shelf:
    """The documents of the generation that serves, as far as the public may see them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def documents(self) -> tuple[Entry, ...]:
        """Entries by id."""
        retriever = self._workspace.library.retriever()
        entries = retriever.entries.values() if retriever else ()
        return tuple(entry for entry in entries if entry.audience is Audience.PUBLIC)

    def document(self, document_id: str) -> Document:
        """A document with its pages.

        Raises:
            UnknownDocument: none of that id is visible.
        """
        document = self._retriever(document_id).document(document_id)
        if document is None:
            raise UnknownDocument(document_id)
        return document

    def path(self, document_id: str) -> Path:
        """The stored file of a document; of one made of records, the file that holds them.

        Raises:
            UnknownDocument: none of that id is visible, or its file is gone.
        """
        self._retriever(document_id)
        listed = {item.entry.id: item.path for item in self._workspace.listed()}
        if document_id not in listed:
            raise UnknownDocument(document_id)
        return listed[document_id]

    def generation(self) -> str | None:
        """The id of the generation that serves."""
        active = self._workspace.ledger.active()
        return active.id if active else None

    def passages(self) -> Mapping[str, int]:
        """How many passages of each document are searched, by its id."""
        ledger = self._workspace.ledger
        active = ledger.active()
        return Counter(document_id for document_id, _ in ledger.passage_ids(active.id)) if active else {}

    def unread(self) -> tuple[Unread, ...]:
        """The listed public documents of which nothing could be read, and why."""
        failures = self._workspace.ledger.failures()
        return tuple(
            Unread(item.entry.title, failures[item.entry.id][1])
            for item in self._workspace.listed()
            if item.entry.id in failures and item.entry.audience is Audience.PUBLIC
        )

    def _retriever(self, document_id: str) -> Retriever:
        retriever = self._workspace.library.retriever()
        entry = retriever.entries.get(document_id) if retriever else None
        if retriever is None or entry is None or entry.audience is not Audience.PUBLIC:
            raise UnknownDocument(document_id)
        return retriever


def open_workspace(
    environment: Mapping[str, str] = os.environ, today: Callable[[], date] = date.today
) -> Workspace:
    """The workspace that the environment names; nothing is opened yet.

    Raises:
        SettingsInvalid: an unknown or invalid setting.
    """
    folder = DataFolder(data_root(environment))
    settings, origins = load(folder.root / "ascn.toml", environment)
    return Workspace(folder, settings, origins, today)
