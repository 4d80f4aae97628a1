"""How much a single file may cost; must not know any file format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of reading one file.

    Attributes:
        max_bytes: size of the file on disk.
        max_pages: pages read of a PDF; the rest are listed as over the limit.
        seconds: wall time of all child processes that read one PDF.
        seconds_per_page: wall time without news from the child before its page is given up.
        memory_bytes: address space of the child.
        max_unpacked_bytes: sum of the unpacked sizes of a zipped file's members.
        max_ratio: unpacked to packed size of a zipped file, above 10 MB unpacked.
        max_characters: text of the whole file.
        max_page_characters: text of one PDF page.
    """

    max_bytes: int = 200_000_000
    max_pages: int = 2_000
    seconds: float = 60.0
    seconds_per_page: float = 10.0
    memory_bytes: int = 1_500_000_000
    max_unpacked_bytes: int = 200_000_000
    max_ratio: int = 200
    max_characters: int = 20_000_000
    max_page_characters: int = 200_000
