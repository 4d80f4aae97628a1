"""What can go wrong while documents are read, and how it is told.

    AscnError                 thing, reason, next step: one line for people
    └── CorpusError
        ├── Unreadable        a file yields no text: why is in ``problem``
        ├── ManifestInvalid   the list of documents, or a front matter, breaks its schema
        ├── CorpusInvalid     a file of sources or records breaks its schema or contradicts another
        ├── UnknownDocument   an id that no manifest names
        ├── UnknownRecord     an id that no document, record or source has
        └── FetchFailed       an official document did not arrive as declared
            └── Unreachable   its server could not even be spoken to

Every error of the project descends from `AscnError`, so that a door (command line, API, page)
prints one line and never a traceback. Must not import anything of the project.
"""

from __future__ import annotations

from collections.abc import Sequence


class AscnError(Exception):
    """Names the thing, the reason and the next step.

    Args:
        thing: what the error is about, e.g. a path or an id.
        reason: what is wrong with it, without the full stop.
        next_step: what the reader can do about it, an imperative sentence without the full stop.
    """

    def __init__(self, thing: str, reason: str, next_step: str) -> None:
        super().__init__(thing, reason, next_step)
        self.thing = thing
        self.reason = reason
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.thing}: {self.reason}. {self.next_step}."


class CorpusError(AscnError):
    """Anything wrong with what we know, as opposed to how it is searched."""


class ManifestInvalid(CorpusError):
    """The list of documents, or the front matter of one, breaks its schema."""


class CorpusInvalid(CorpusError):
    """A file of sources or records breaks its schema, or names what no other file holds."""


class UnknownDocument(CorpusError):
    """An id that no manifest names."""

    def __init__(self, document_id: str) -> None:
        super().__init__(document_id, "no document has this id", "See the ids with `ascn status`")


class UnknownRecord(CorpusError):
    """An id that no document, record or source has.

    Args:
        near: ids that look alike.
        example: what to try where none does.
    """

    def __init__(self, id_: str, near: Sequence[str] = (), example: str = "a city, such as da-nang") -> None:
        step = f"Did you mean {' or '.join(near)}" if near else f"Try {example}"
        super().__init__(id_, "no document, record or source has this id", step)


class FetchFailed(CorpusError):
    """An official document did not arrive, or what arrived is not what is declared."""


class Unreachable(FetchFailed):
    """The server of an official document could not even be spoken to."""


class Unreadable(CorpusError):
    """A file yields no text at all. ``problem`` is one of `corpus.models.Reason`."""

    def __init__(self, thing: str, problem: str, reason: str, next_step: str) -> None:
        super().__init__(thing, reason, next_step)
        self.problem = problem
