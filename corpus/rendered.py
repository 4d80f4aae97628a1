"""Records as documents: headings, sentences with their footnotes, and the key of the fact behind each.

A `Sheet` is filled from top to bottom and finished once. Must not know any kind of record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import regex

from corpus.citations import Reference
from corpus.entry import Entry
from corpus.models import Block, BlockKind, Document, DocumentKind, Media, RawPage, Reading, Region
from corpus.sources import Source

PUBLISHER = "ASCN Assistant project"

# Wherever a sentence may end there is a footnote: one too many inside a sentence does no harm, for all
# footnotes of a block are the same, one too few would leave a quote without its address.
_END = regex.compile(r"[.!?][\"”’)\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document made of records.

    Attributes:
        keys: for each block of the reading's one page the key of the fact it states, such as
            "projects:2025:da-nang:3"; None for headings.
    """

    entry: Entry
    reading: Reading
    keys: tuple[str | None, ...]

    def places(self, document: Document) -> dict[str, Region]:
        """Key → where its fact stands in the assembled ``document``."""
        pairs = zip(self.keys, document.regions, strict=True)
        return {key: region for key, region in pairs if key is not None}


@dataclass(slots=True)
class Sheet:
    """A document while it is written.

    Attributes:
        sources: by id; every citation names one of them.
    """

    sources: Mapping[str, Source]
    blocks: list[Block] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    _pending: list[Block] = field(default_factory=list)

    def head(self, text: str, level: int = 2) -> None:
        """Open a section; a heading below which nothing is said is left out."""
        self._pending = [block for block in self._pending if block.level < level]
        self._pending.append(Block(BlockKind.HEADING, text, level))

    def say(self, key: str, text: str, src: Iterable[Reference]) -> None:
        """Add one or more sentences, each with all the footnotes of ``src``, the best one first.

        Raises:
            ValueError: ``key`` was used before.
        """
        if key in self.keys:
            raise ValueError(f"the key {key} is used twice")
        cited = tuple(map(str, src))
        for reference in src:
            self.footnotes[str(reference)] = self.sources[reference.source].footnote(reference)
        notes = tuple((end.end(), name) for end in _END.finditer(text) for name in cited)
        self.blocks += [*self._pending, Block(BlockKind.PARAGRAPH, text, notes=notes)]
        self.keys += [*(None for _ in self._pending), key]
        self._pending = []

    def says(self, text: str) -> bool:
        """Whether exactly this was said before."""
        return any(block.text == text for block in self.blocks)

    def finish(self, id_: str, title: str, file: str) -> Rendered:
        """The document with all that was said; ``file`` names the YAML file that the facts come from."""
        page = RawPage(1, tuple(self.blocks))
        footnotes = dict(self.footnotes)
        entry = Entry(
            id=id_,
            title=title,
            file=file,
            sha256=hashlib.sha256(self._text().encode()).hexdigest(),
            media=Media.MARKDOWN,
            kind=DocumentKind.RECORD,
            publisher=PUBLISHER,
            published=self._latest_day(),
            language="en",
            trust="own",
        )
        reading = Reading(
            Media.MARKDOWN, (page,), paged=False, title=title, language="en", footnotes=footnotes
        )
        return Rendered(entry, reading, tuple(self.keys))

    def _text(self) -> str:
        """Everything that is rendered, as one text to be hashed."""
        lines = [f"{block.level} {block.text} {block.notes}" for block in self.blocks]
        return "\n".join((*lines, *map(str, self.keys), *map(str, self.footnotes.items())))

    def _latest_day(self) -> date | None:
        """The day of the latest source cited: as of when the record speaks."""
        cited = {Reference.parse(name).source for name in self.footnotes}
        days = (self.sources[id_].published for id_ in cited)
        return max((day for day in days if isinstance(day, date)), default=None)
