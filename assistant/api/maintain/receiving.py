"""Takes the files of a form straight to the disk as they arrive, none of them held in memory.

    request body ─▶ python-multipart ─▶ folder/<safe name>

Must not read what is in them, and must not decide where they go. Why not Starlette's form: it would put the
files into the system's temporary folder first, and the size that this takes could not be bounded.
"""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from anyio import to_thread
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from assistant.api.problems import Refused
from assistant.maintaining.staging import safe_name

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MAX_UPLOAD_BYTES = 250_000_000
"""Of one upload with all its files; the largest official report has 30 million."""

MOST_FILES = 20
MOST_PARTS = 40
RESERVE_BYTES = 200_000_000
"""That an upload leaves free on the disk: an index is built there afterwards."""

_MOST_HEADER_BYTES = 8_000


def check_announced(length: str | None, free: int) -> None:
    """Refuse an upload by the size it announces, before any of it is taken.

    Args:
        length: the header ``Content-Length``.
        free: bytes left on the disk.

    Raises:
        Refused: it is too large, or the disk too full.
    """
    announced = int(length) if length and length.isdecimal() else 0
    if announced > MAX_UPLOAD_BYTES:
        raise too_large()
    if announced + RESERVE_BYTES > free:
        raise _disk_full()


async def receive(body: AsyncIterator[bytes], content_type: str, folder: Path) -> list[Path]:
    """Write the files of a form below ``folder``; gives their paths.

    Raises:
        Refused: it is no form with files, holds too many, or the disk is full.
    """
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise _malformed("this is no form with files")
    receiver = _Receiver(folder)
    try:
        parser = MultipartParser(options[b"boundary"], receiver.callbacks())
        async for part in body:
            await to_thread.run_sync(parser.write, part)
        parser.finalize()
    except FormParserError as error:
        raise _malformed("the form was cut off or damaged") from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise _disk_full() from error
        raise
    finally:
        receiver.close()
    if not receiver.complete:
        raise _malformed("the form was cut off")
    if not receiver.files:
        raise Refused("files", "no file was chosen", "Choose at least one", status=422, kind="no-file")
    return receiver.files


class _Receiver:
    """Follows the parser from part to part; a part without a file name is passed over."""

    def __init__(self, folder: Path) -> None:
        self.files: list[Path] = []
        self.complete = False
        self._folder = folder
        self._parts = 0
        self._field = self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._open: BinaryIO | None = None

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._name_goes_on,
            "on_header_value": self._value_goes_on,
            "on_header_end": self._header,
            "on_headers_finished": self._start_file,
            "on_part_data": self._data,
            "on_part_end": self.close,
            "on_end": self._end,
        }

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _begin(self) -> None:
        self._parts += 1
        self._headers = {}
        if self._parts > MOST_PARTS:
            raise _malformed("the form has too many parts")

    def _name_goes_on(self, data: bytes, start: int, end: int) -> None:
        self._field = self._grown(self._field, data[start:end])

    def _value_goes_on(self, data: bytes, start: int, end: int) -> None:
        self._value = self._grown(self._value, data[start:end])

    def _grown(self, known: bytes, more: bytes) -> bytes:
        if len(known) + len(more) > _MOST_HEADER_BYTES:
            raise _malformed("the form has a header that is too long")
        return known + more

    def _header(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field = self._value = b""

    def _start_file(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"filename", b"").decode(errors="replace")
        if not name:
            return
        if len(self.files) >= MOST_FILES:
            reason, step = f"more than {MOST_FILES} files were chosen", "Send them in several parts"
            raise Refused("files", reason, step, status=422, kind="too-many-files")
        path = self._folder / safe_name(name, frozenset(file.name for file in self.files))
        self._open = _opened(path)
        self.files.append(path)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._open is not None:
            self._open.write(data[start:end])

    def _end(self) -> None:
        self.complete = True


def _opened(path: Path) -> BinaryIO:
    return path.open("xb")


def too_large() -> Refused:
    """What is told of an upload that is larger than the limit."""
    most = f"{MAX_UPLOAD_BYTES // 1_000_000} MB"
    reason, step = f"the files are larger than {most} together", "Send fewer, or use `ascn add`"
    return Refused("files", reason, step, status=413, kind="upload-too-large")


def _disk_full() -> Refused:
    step = "Free some space, then send the files again"
    return Refused("files", "the disk of the server is too full", step, status=507, kind="disk-full")


def _malformed(reason: str) -> Refused:
    return Refused("files", reason, "Send them again", status=400, kind="malformed-upload")
