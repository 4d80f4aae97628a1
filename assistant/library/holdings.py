"""The documents as a catalogue: what is known of each, and those that a reader picks, in the order picked.

Must not read documents from anywhere: they come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.entry import Entry
from corpus.models import Document, DocumentKind, Problem
from corpus.normalise import fold


class Edition(StrEnum):
    """Whether a newer edition of a document is there."""

    CURRENT = "current"
    SUPERSEDED = "superseded"


class Order(StrEnum):
    """What a list of documents is sorted by."""

    TITLE = "title"
    NEWEST = "newest"
    OLDEST = "oldest"
    LONGEST = "longest"


@dataclass(frozen=True, slots=True)
class Holding:
    """A document in the catalogue.

    Attributes:
        pages: None where its pages mean nothing to people.
        passages: how many can be found by a search; None where that is not known.
        successor: the document that replaces it, where that is there.
        problems: pages and parts that could not be read, and why.
    """

    entry: Entry
    pages: int | None
    characters: int
    passages: int | None = None
    successor: Entry | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def edition(self) -> Edition:
        """Whether it was replaced."""
        return Edition.CURRENT if self.successor is None else Edition.SUPERSEDED

    @property
    def is_record(self) -> bool:
        """Whether it is made of records rather than written as a text."""
        return self.entry.kind is DocumentKind.RECORD


@dataclass(frozen=True, slots=True)
class Unread:
    """A listed document of which nothing could be read."""

    title: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader picks; None and empty for any.

    Attributes:
        words: all of them stand in the title, the publisher, the edition or the id.
        records: whether the documents made of records are meant too.
    """

    words: str = ""
    kind: DocumentKind | None = None
    trust: str | None = None
    language: str | None = None
    edition: Edition | None = None
    order: Order = Order.TITLE
    records: bool = False


def holdings(documents: Iterable[Document], passages: Mapping[str, int] | None = None) -> tuple[Holding, ...]:
    """The catalogue of ``documents``.

    Args:
        passages: how many each has, by id; a document that is not in it has none.
    """
    held = tuple(documents)
    successors = {document.entry.supersedes: document.entry for document in held}
    return tuple(
        Holding(
            entry=document.entry,
            pages=len(document.pages) if document.paged else None,
            characters=sum(len(page.text) for page in document.pages),
            passages=None if passages is None else passages.get(document.id, 0),
            successor=successors.get(document.id),
            problems=problems(document),
        )
        for document in held
    )


def problems(document: Document) -> tuple[Problem, ...]:
    """What of a document could not be read, by page; what concerns all of it first."""
    of_pages = (page.problem for page in document.pages if page.problem)
    found = dict.fromkeys((*document.problems, *of_pages))
    return tuple(sorted(found, key=lambda problem: problem.page or 0))


def chosen(every: Sequence[Holding], wanted: Wanted) -> tuple[Holding, ...]:
    """The documents that are meant, in the order asked for."""
    terms = fold(wanted.words).casefold().split()
    found = [
        holding
        for holding in every
        if (wanted.records or wanted.kind is DocumentKind.RECORD or not holding.is_record)
        and wanted.kind in {None, holding.entry.kind}
        and wanted.trust in {None, holding.entry.trust}
        and wanted.language in {None, holding.entry.language}
        and wanted.edition in {None, holding.edition}
        and all(term in _searched(holding.entry) for term in terms)
    ]
    return tuple(sorted(found, key=_KEYS[wanted.order]))


def _searched(entry: Entry) -> str:
    known = (entry.title, entry.publisher, entry.edition, entry.id, entry.published)
    return fold(" ".join(str(part) for part in known if part)).casefold()


def _title(holding: Holding) -> str:
    return fold(holding.entry.title).casefold()


def _age(holding: Holding) -> int:
    """Days; those of no known date come last either way."""
    return (holding.entry.published or date.min).toordinal()


_KEYS: Mapping[Order, Callable[[Holding], tuple[object, ...]]] = {
    Order.TITLE: lambda each: (_title(each), each.entry.id),
    Order.NEWEST: lambda each: (-_age(each), _title(each)),
    Order.OLDEST: lambda each: (each.entry.published is None, _age(each), _title(each)),
    Order.LONGEST: lambda each: (-each.characters, _title(each)),
}
