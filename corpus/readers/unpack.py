"""Zipped documents: checked before a byte of them is unpacked; must not know what is in them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from corpus.errors import Unreadable
from corpus.models import Reason
from corpus.readers.limits import Limits

_ALWAYS_ALLOWED_BYTES = 10_000_000
_MAX_MEMBERS = 20_000
_ENCRYPTED_FLAG = 0x1


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse a bomb, a locked archive and one that is no archive.

    The sizes an archive declares are binding: `zipfile` stops reading a member at its declared size.

    Raises:
        Unreadable: what is wrong with it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(
            path.name,
            Reason.DAMAGED,
            "it is zipped and its contents cannot be listed",
            "Get a whole copy of it",
        ) from error
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise Unreadable(
            path.name, Reason.ENCRYPTED, "a password is needed to open it", "Save a copy without a password"
        )
    unpacked = sum(member.file_size for member in members)
    packed = max(path.stat().st_size, 1)
    swollen = unpacked > _ALWAYS_ALLOWED_BYTES and unpacked / packed > limits.max_ratio
    if unpacked > limits.max_unpacked_bytes or swollen or len(members) > _MAX_MEMBERS:
        raise Unreadable(
            path.name,
            Reason.OVER_LIMIT,
            f"unpacked it would take {unpacked:,} bytes",
            "Save a smaller copy of it or split it",
        )
