"""Makes the manifest entry of a file that somebody adds, from what the file itself tells.

The id is the file name without its ending; title, date and language come from the reading unless
they are given. Must not copy files or write the manifest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import regex

from corpus.entry import Entry, Trust
from corpus.models import Audience, BlockKind, DocumentKind, Media, RawPage, Reading

_ODD = regex.compile(r"[^\p{L}\p{M}\p{N}_.:+@()#,&' -]+")
_MONTHS = "January February March April May June July August September October November December".split()
_DATED = regex.compile(
    r"(?i)\b(?:as of|as at|endorsed(?: by [\w ]{1,30})? on|adopted on|published(?: on)?|dated|date:)\s+"
    rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b"
)
_LEADING_PAGES = 4


@dataclass(frozen=True, slots=True)
class Given:
    """What whoever adds a file says about it; None where nothing is said.

    A person leaves ``id``, ``edition``, ``supersedes`` and ``trust`` alone; the list of sources has them.
    """

    title: str | None = None
    published: date | None = None
    kind: DocumentKind = DocumentKind.OTHER
    audience: Audience = Audience.PUBLIC
    language: str | None = None
    url: str | None = None
    publisher: str | None = None
    id: str | None = None
    edition: str | None = None
    supersedes: str | None = None
    trust: Trust | None = None


def entry_for(
    path: Path, sha256: str, reading: Reading, given: Given, taken: Collection[str] = frozenset()
) -> Entry:
    """The entry of a file; its id is the one given, else it avoids those ``taken``."""
    id_ = given.id or free_id(document_id(path), reading.media, taken)
    return Entry(
        id=id_,
        title=given.title or reading.title or id_,
        file=f"{id_}{path.suffix.lower()}",
        sha256=sha256,
        media=reading.media,
        kind=given.kind,
        publisher=given.publisher,
        published=given.published or stated_date(reading) or reading.published,
        language=given.language or reading.language,
        audience=given.audience,
        url=given.url,
        edition=given.edition,
        supersedes=given.supersedes,
        trust=given.trust or "unknown",
    )


def document_id(path: Path) -> str:
    """The file name without its ending, in NFC, characters that addresses cannot carry replaced."""
    stem = _ODD.sub("-", unicodedata.normalize("NFC", path.stem)).strip(" -.")
    return stem[:120].strip() or "document"


def free_id(id_: str, media: Media, taken: Collection[str]) -> str:
    """``id_``, or where it is taken ``id_-media``, then numbered."""
    if id_ not in taken:
        return id_
    candidates = [f"{id_}-{media}", *(f"{id_}-{media}-{n}" for n in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def stated_date(reading: Reading) -> date | None:
    """The day that running headers or the first pages state, such as "as of 30 September 2025"."""
    for text in _leading_texts(reading.pages[:_LEADING_PAGES]):
        if found := _DATED.search(text):
            day, month, year = found.groups()
            try:
                return datetime.strptime(f"{day} {month} {year}", "%d %B %Y").date()
            except ValueError:
                continue
    return None


def _leading_texts(pages: Iterable[RawPage]) -> Iterator[str]:
    for page in pages:
        yield from page.furniture
        yield from (b.text for b in page.blocks if b.kind is BlockKind.HEADING or len(b.text) < 200)
