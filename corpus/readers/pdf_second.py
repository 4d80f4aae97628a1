"""pypdf as second opinion: text where pdfium finds none, and what the file declares about itself.

Must not raise: AssertionError, TypeError and AttributeError escape pypdf on damaged files, so every
door here catches everything and answers with nothing found. Runs only inside the child process.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from corpus.readers.pdf_page import Structure

T = TypeVar("T")
_MAX_BOOKMARKS = 5_000


def _or(default: T, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except Exception:  # noqa: BLE001  # see the module's docstring
        return default


class SecondOpinion:
    """A PDF as pypdf sees it; opened only when asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _reader(self) -> Any:
        from pypdf import PasswordType, PdfReader

        def open_it() -> Any:
            reader = PdfReader(io.BytesIO(self._data), strict=False)
            if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
                self._locked = True
                return None
            return reader

        self._locked = False
        return _or(None, open_it)

    def needs_password(self) -> bool:
        """Whether the empty password does not open it."""
        return self._reader is None and self._locked

    def page_count(self) -> int:
        """Number of pages, 0 where it cannot tell."""
        return 0 if self._reader is None else _or(0, lambda: len(self._reader.pages))

    def can_open(self, number: int) -> bool:
        """Whether the page exists for pypdf."""
        return self._reader is not None and _or(False, lambda: self._reader.pages[number - 1] is not None)

    def page_text(self, number: int, max_characters: int) -> str:
        """The page's text without places; empty where there is none."""
        if self._reader is None:
            return ""
        text: str = _or("", lambda: self._reader.pages[number - 1].extract_text())
        return text if len(text) <= max_characters else ""

    def structure(self) -> Structure:
        """Title, language, dates, page labels and outline, as far as they can be read."""
        if self._reader is None:
            return Structure()
        return Structure(
            title=_or(None, lambda: str(self._reader.metadata.title or "").strip() or None),
            language=_or(None, lambda: str(self._root.get("/Lang") or "").strip() or None),
            created=_or(None, lambda: self._reader.metadata.creation_date.date().isoformat()),
            labels=_or((), lambda: tuple(self._reader.page_labels) if "/PageLabels" in self._root else ()),
            outline=_or((), lambda: tuple(self._bookmarks(self._reader.outline, 1))),
        )

    @property
    def _root(self) -> Any:
        return self._reader.trailer["/Root"]

    def _bookmarks(self, entries: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries[:_MAX_BOOKMARKS]:
            if isinstance(entry, list):
                yield from self._bookmarks(entry, depth + 1)
                continue
            page = _or(None, lambda entry=entry: self._reader.get_destination_page_number(entry))  # type: ignore[misc]
            if page is not None:
                yield depth, str(entry.title), page + 1
