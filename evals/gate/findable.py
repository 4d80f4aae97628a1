"""Whether all text of an index can be found: by passages that hold it, and by its words in every script.

Must not know cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

import regex

from corpus.models import BlockKind, Document
from indexing import lexical
from indexing.analysis import terms
from indexing.folder import WORDS, DataFolder
from indexing.ledger import Ledger
from indexing.passages import Passage
from indexing.stored import Generation, StoredPassage

SAMPLES = {
    "Thai": ("เครือข่ายเมืองอัจฉริยะอาเซียน", "อัจฉริยะ"),
    "Lao": ("ເຄືອຂ່າຍເມືອງອັດສະລິຍະ", "ອັດສະລິຍະ"),
    "Khmer": ("បណ្តាញទីក្រុងឆ្លាតវៃ", "ឆ្លាតវៃ"),
    "Burmese": ("စမတ်မြို့တော်ကွန်ရက်", "မြို့တော်"),
    "Han": ("东盟智慧城市网络", "智慧城市"),
}
"""Scripts without spaces: a name as it is written, and a word inside it that people would ask for."""

_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Katakana}][\p{Thai}\p{Lao}\p{Khmer}"
                          r"\p{Myanmar}\p{Han}\p{Katakana}\p{M}]{3,}")  # fmt: skip
_PROBES = 40


def lost_text(ledger: Ledger, generation: Generation) -> Iterator[tuple[str, str]]:
    """Each document with text that stands in no passage, and where the first of it begins."""
    passages: dict[str, list[Passage]] = defaultdict(list)
    for stored in ledger.passages(generation.id):
        passages[stored.entry.id].append(stored.passage)
    for entry in ledger.entries(generation.id):
        document = ledger.document(generation.id, entry.id)
        if document is not None and (lost := unheld(document, passages[entry.id])):
            text = " ".join(document.text[lost[0] : lost[0] + 60].split())
            yield entry.id, f"{len(lost)} letters are in no passage, from {text!r} on"


def unheld(document: Document, passages: Iterable[Passage]) -> list[int]:
    """Offsets of letters and digits that stand in no passage; headings are found by what is below them."""
    held = bytearray(len(document.text))
    for passage in passages:
        held[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
    return [
        offset
        for region in document.regions
        if region.kind is not BlockKind.HEADING and not all(held[region.start : region.end])
        for offset in range(region.start, region.end)
        if not held[offset] and document.text[offset].isalnum()
    ]


def unread_scripts() -> Iterator[tuple[str, str]]:
    """Each script without spaces in which a word inside a longer name would not be found."""
    for script, (whole, part) in SAMPLES.items():
        asked = set(terms(part).pairs)
        if not asked or not asked <= set(terms(whole).pairs):
            yield script, f"{part} is not found in {whole}"


def unfound_words(folder: DataFolder, ledger: Ledger, generation: Generation) -> Iterator[tuple[str, str]]:
    """Documents in a script without spaces whose passages keywords do not find by the middle of a word."""
    index = lexical.open_index(folder.generations / generation.id / WORDS)
    for stored, middle in islice(_middles(ledger.passages(generation.id)), _PROBES):
        if stored.id not in dict(index.query(middle, 50)):
            yield stored.entry.id, f"{middle} is not found on page {stored.passage.page}"


def _middles(passages: Iterable[StoredPassage]) -> Iterator[tuple[StoredPassage, str]]:
    for stored in passages:
        for match in _UNSPACED.finditer(stored.text):
            clusters = regex.findall(r"\X", match[0])
            if len(clusters) > 3:
                yield stored, "".join(clusters[1:-1])
