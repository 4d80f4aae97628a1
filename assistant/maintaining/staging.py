"""Files that were sent and wait to be looked at before they are added, in the data folder.

    uploads/<id>/<file name>      complete
    uploads/.half-<id>/…          being received; whoever breaks off leaves nothing

Names come from strangers and become names of files here and nowhere else. Must not read what is sent.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import UploadsFull, UploadUnknown

MOST_WAITING = 8
"""Uploads that wait at the same time; with the limit of one, what they can take of the disk."""

MOST_SECONDS = 24 * 3600.0
"""That an upload waits before it is cleared away."""

_HALF = ".half-"
_ID = re.compile(r"[0-9a-f]{16}")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}")
_MOST_NAME_BYTES = 150
_SEPARATORS = re.compile(r"[/\\]")


class Staging:
    """The uploads below a folder, which need not exist.

    Args:
        clock: seconds since 1970, as the file system counts.
    """

    def __init__(self, root: Path, clock: Callable[[], float] = time.time) -> None:
        self._root = root
        self._clock = clock

    @contextmanager
    def receiving(self) -> Iterator[Path]:
        """A folder to write files into; it becomes an upload at the end of the block unless that fails.

        Raises:
            UploadsFull: too many wait already.
        """
        self.clear()
        if len(self.waiting()) >= MOST_WAITING:
            raise UploadsFull(MOST_WAITING)
        draft = self._root / f"{_HALF}{secrets.token_hex(8)}"
        draft.mkdir(parents=True)
        try:
            yield draft
            draft.rename(self._root / self.upload_of(draft))
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise

    @staticmethod
    def upload_of(received: Path) -> str:
        """The id that a folder of files has as an upload."""
        return received.name.removeprefix(_HALF)

    def waiting(self) -> tuple[str, ...]:
        """The ids of the uploads, in no order that means anything."""
        return tuple(sorted(path.name for path in self._folders() if _ID.fullmatch(path.name)))

    def files(self, upload: str) -> tuple[Path, ...]:
        """The files of an upload, by name.

        Raises:
            UploadUnknown: it was added, discarded or cleared away, or never was.
        """
        return tuple(sorted(self.folder(upload).iterdir()))

    def folder(self, upload: str) -> Path:
        """The folder of an upload.

        Raises:
            UploadUnknown: there is none.
        """
        folder = self._root / upload
        if not _ID.fullmatch(upload) or not folder.is_dir():
            raise UploadUnknown()
        return folder

    def discard(self, upload: str) -> None:
        """Delete an upload with its files.

        Raises:
            UploadUnknown: there is none.
        """
        shutil.rmtree(self.folder(upload))

    def clear(self, *, half: bool = False) -> None:
        """Delete what has waited too long; with ``half`` also what a killed process was receiving."""
        oldest = self._clock() - MOST_SECONDS
        for folder in self._folders():
            if (half and folder.name.startswith(_HALF)) or folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)

    def _folders(self) -> tuple[Path, ...]:
        return tuple(self._root.iterdir()) if self._root.is_dir() else ()


def safe_name(name: str, taken: frozenset[str] = frozenset()) -> str:
    """A file name that cannot leave its folder, hide, or be taken for an option; none of those ``taken``."""
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .-")
    stem, dot, ending = plain.rpartition(".")
    if not stem or not _ENDING.fullmatch(dot + ending):
        stem, ending = plain, ""
    stem = stem.encode()[:_MOST_NAME_BYTES].decode(errors="ignore").strip(" .") or "document"
    suffix = f".{ending}" if ending else ""
    names = (f"{stem}{number}{suffix}" for number in ("", *(f"-{n}" for n in range(2, len(taken) + 3))))
    return next(candidate for candidate in names if candidate not in taken)
