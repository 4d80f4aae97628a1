"""What the PDF child tells its parent of a page, as frozen values and as lines of JSON.

Must not import pdfium or pypdf: the parent never loads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from corpus.models import Reason


class Rect(NamedTuple):
    """Points from the top left corner of the page as shown."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top


class Word(NamedTuple):
    """A word of a page; the order of words is that of the file, which need not be reading order.

    Attributes:
        size: font size in points as shown.
        angle: writing direction as shown in degrees, clockwise, 0 from left to right.
        font: font name, only where the file does not tell the font's weight.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    angle: int = 0
    font: str = ""

    @property
    def middle(self) -> float:
        """Height of the word's middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page as the child found it.

    Attributes:
        rects: boxes of drawn paths: rules, cell borders, fills.
        pictures: whether anything but text is drawn.
        plain: text without places, where only pypdf could read the page.
        failure: (reason, detail) when neither could.
        unseen: (how it is hidden, word) of each word that nobody sees; not among ``words``.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rects: tuple[Rect, ...] = ()
    pictures: bool = False
    plain: str = ""
    failure: tuple[Reason, str] | None = None
    unseen: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A value for `json.dumps`."""
        return {
            "page": self.number,
            "size": [round(self.width, 2), round(self.height, 2)],
            "words": [[w[0], *(round(v, 2) for v in w[1:5]), w[5], int(w[6]), *w[7:]] for w in self.words],
            "rects": [[round(side, 2) for side in rect] for rect in self.rects],
            "pictures": self.pictures,
            "plain": self.plain,
            "failure": self.failure,
            "unseen": self.unseen,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> PageWords:
        """The inverse of `to_json`."""
        failure = value["failure"]
        return cls(
            value["page"],
            value["size"][0],
            value["size"][1],
            words=tuple(Word._make([*word[:6], bool(word[6]), *word[7:]]) for word in value["words"]),
            rects=tuple(Rect(*rect) for rect in value["rects"]),
            pictures=value["pictures"],
            plain=value["plain"],
            failure=(Reason(failure[0]), failure[1]) if failure else None,
            unseen=tuple((how, word) for how, word in value["unseen"]),
        )


@dataclass(frozen=True, slots=True)
class Structure:
    """What the file declares about itself, by pypdf.

    Attributes:
        labels: printed page label by page number, only where the file declares labels.
        outline: (depth from 1, title, page number) of each bookmark that points to a page.
        created: creation day in ISO form.
    """

    title: str | None = None
    language: str | None = None
    created: str | None = None
    labels: tuple[str, ...] = ()
    outline: tuple[tuple[int, str, int], ...] = ()
