"""An official document as the list of sources declares it, and whether bytes are what is declared.

Must not fetch, list or read documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

import regex

from corpus.errors import FetchFailed, Unreadable
from corpus.intake import Given
from corpus.manifest import file_hash
from corpus.models import Media
from corpus.readers.charset import decode
from corpus.readers.sniff import HEAD_BYTES, sniff

_EXPECTED = {".pdf": Media.PDF, ".html": Media.HTML, ".htm": Media.HTML}
_CALLED = {
    Media.PDF: "a PDF",
    Media.HTML: "an HTML page",
    Media.MARKDOWN: "Markdown text",
    Media.TEXT: "plain text",
    Media.CSV: "a table",
}
_TAIL_BYTES = 65_536
_TITLE = regex.compile(r"(?is)<title[^>]*>\s*(.{1,80}?)\s*(?:</title>|$)")


@dataclass(frozen=True, slots=True)
class Official:
    """A document that can be fetched.

    Attributes:
        file: name of its file, whose ending says what kind of file is expected.
        bytes: its size, None where unknown.
        sha256: hexadecimal, None where unknown.
        checked: whether size and hash are those of the file at ``url``; else those of a copy of it.
        given: what its entry says beside that.
    """

    id: str
    url: str
    file: str
    bytes: int | None
    sha256: str | None
    checked: bool
    given: Given

    @property
    def by_hand(self) -> str:
        """The next step where it cannot be fetched."""
        return f"Open {self.url} in a browser, save it as {self.file} and run `ascn add {self.file}`"


@dataclass(frozen=True, slots=True)
class Vetted:
    """What was found out about a file that may be kept."""

    sha256: str
    warning: str | None = None


def vet(path: Path, official: Official) -> Vetted:
    """Whether the file at ``path`` is the document declared, and what people should know about it.

    Raises:
        FetchFailed: it is of another kind, or not of the size or hash that were checked.
    """
    _insist_on_kind(path, official)
    size, digest = path.stat().st_size, file_hash(path)
    if difference := _difference(official, size, digest):
        if official.checked:
            reason = f"what came is not the file declared: {difference}"
            raise FetchFailed(official.id, reason, official.by_hand)
        _insist_on_end(path, official)
        return Vetted(digest, f"{difference}; kept, as that was never checked at this address")
    if official.sha256 is None:
        return Vetted(digest, f"no hash is declared to check it by; kept with sha256 {digest}")
    return Vetted(digest)


def _difference(official: Official, size: int, digest: str) -> str | None:
    if official.bytes is not None and size != official.bytes:
        return f"{size:,} bytes instead of {official.bytes:,}, sha256 {digest}"
    if official.sha256 is not None and digest != official.sha256:
        return f"sha256 {digest} instead of {official.sha256}"
    return None


def _insist_on_kind(path: Path, official: Official) -> None:
    expected = _EXPECTED.get(PurePath(official.file).suffix.lower())
    if expected is None:
        return
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    try:
        came = sniff(head, name=official.file) if head else None
        what = f"{_CALLED.get(came, str(came))}{_titled(head, came)}" if came else "an empty file"
    except Unreadable as error:
        came, what = None, f"something else ({error.reason})"
    if came is not expected:
        reason = f"{what} came instead of {_CALLED[expected]}"
        raise FetchFailed(official.id, reason, official.by_hand)


def _insist_on_end(path: Path, official: Official) -> None:
    """A server that names no length and hangs up early cannot be told from one that has finished."""
    if PurePath(official.file).suffix.lower() != ".pdf":
        return
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        if b"%%EOF" not in file.read():
            raise FetchFailed(official.id, "the PDF that came has no end, it was cut short", official.by_hand)


def _titled(head: bytes, media: Media) -> str:
    found = _TITLE.search(decode(head) or "") if media is Media.HTML else None
    return f" (“{' '.join(found[1].split())}”)" if found else ""
