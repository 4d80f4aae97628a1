"""The retrieval sets in the test material in one shape: paragraphs, and questions with the right ones.

Each question belongs to the dev half, on which weights are chosen, or to the other, which reports.
Must not search.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.entry import Entry
from corpus.models import Block, BlockKind, Media, RawPage, Reading
from evals.errors import MaterialMissing

Row = dict[str, Any]

_LONGEST_QUESTION = 900
"""Characters; a scenario and its question are cut there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the ids of the paragraphs that answer it.

    Attributes:
        group: what is kept in one half: an article, a site or the question itself.
        among: ids of the paragraphs searched; empty for all.
    """

    text: str
    right: frozenset[str]
    group: str
    among: frozenset[str] = frozenset()

    @property
    def dev(self) -> bool:
        """Whether weights may be chosen on it."""
        return hashlib.sha256(self.group.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs that are indexed together, and the question sets asked of them by name."""

    name: str
    rows: tuple[tuple[str, str, str], ...]
    questions: dict[str, tuple[Asked, ...]]

    def documents(self) -> Iterator[tuple[Reading, Entry]]:
        """Each paragraph as a document of its own."""
        for id_, title, text in self.rows:
            yield _document(id_, title, text)


def retrieval_sets(material: Path) -> Iterator[Paragraphs]:
    """All sets, one after the other.

    Raises:
        MaterialMissing: they are not in ``material``.
    """
    home = material / "bench"
    for folder, read in _SETS:
        if not (home / folder).is_dir():
            raise MaterialMissing(home / folder)
        yield from read(home / folder)


def xquad(home: Path, searched: Sequence[str] = ("en", "th", "vi")) -> Iterator[Paragraphs]:
    """Paragraphs of a language, asked in all three; an article stays in one half."""
    for tag in searched:
        rows = tuple(
            (r["id"], r["title"].replace("_", " "), r["text"]) for r in read_rows(home / f"docs_{tag}.jsonl")
        )
        title = {id_: name for id_, name, _ in rows}
        yield Paragraphs(
            f"xquad {tag}",
            rows,
            {
                asked: tuple(
                    Asked(r["question"], frozenset({r["doc"]}), title[r["doc"]])
                    for r in read_rows(home / f"qa_{asked}.jsonl")
                )
                for asked in ("en", "th", "vi")
            },
        )


def read_rows(file: Path) -> list[Row]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _facqa(home: Path) -> Iterator[Paragraphs]:
    yield _plain("facqa", "id", home)


def _iapp(home: Path) -> Iterator[Paragraphs]:
    yield _plain("iapp", "th", home)


def _plain(name: str, tag: str, home: Path) -> Paragraphs:
    rows = tuple((r["id"], r["id"], r["text"]) for r in read_rows(home / f"docs_{tag}.jsonl"))
    questions = tuple(
        Asked(r["question"], frozenset({r["doc"]}), r["question"])
        for r in read_rows(home / f"qa_{tag}.jsonl")
    )
    return Paragraphs(name, rows, {tag: questions})


def _policyqa(home: Path) -> Iterator[Paragraphs]:
    """A question is asked of the paragraphs of one site."""
    sites = {r["id"]: r["paragraphs"] for r in read_rows(home / "docs.jsonl")}
    rows = tuple((f"{id_}#{n}", id_, text) for id_, texts in sites.items() for n, text in enumerate(texts))
    questions = tuple(
        Asked(
            r["question"],
            frozenset(f"{r['doc']}#{n}" for n in r["paragraphs"]),
            r["question"] + r["doc"],
            frozenset(f"{r['doc']}#{n}" for n in range(len(sites[r["doc"]]))),
        )
        for r in read_rows(home / "qa.jsonl")
    )
    yield Paragraphs("policyqa", rows, {"en": questions})


def _orsharc(home: Path) -> Iterator[Paragraphs]:
    """Every third dialogue turn: scenario and question ask for the rule text."""
    rows = tuple((r["id"], r["id"], r["text"]) for r in read_rows(home / "rules.jsonl"))
    questions = tuple(
        Asked(
            f"{r['scenario']} {r['question']}".strip()[:_LONGEST_QUESTION],
            frozenset({str(r["gold_snippet_id"])}),
            r["question"],
        )
        for r in read_rows(home / "dev.jsonl")[::3]
    )
    yield Paragraphs("orsharc", rows, {"en": questions})


_SETS: tuple[tuple[str, Callable[[Path], Iterator[Paragraphs]]], ...] = (
    ("xquad", xquad),
    ("facqa_id", _facqa),
    ("iapp_th", _iapp),
    ("policyqa", _policyqa),
    ("orsharc", _orsharc),
)


def _document(id_: str, title: str, text: str) -> tuple[Reading, Entry]:
    paragraphs = (part for part in text.split("\n\n") if part.strip())
    page = RawPage(1, tuple(Block(BlockKind.PARAGRAPH, part) for part in paragraphs))
    digest = hashlib.sha256(text.encode()).hexdigest()
    entry = Entry(id=id_, title=title, file="paragraph.txt", sha256=digest, media=Media.TEXT)
    return Reading(Media.TEXT, (page,), paged=False), entry
