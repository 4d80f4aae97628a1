"""What whoever adds a document should know of it beside pages that fail: text that nobody sees, hidden
characters, sentences that speak to a language model.

Words notices only; must not leave anything out itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.instructions import instruction_in
from corpus.invisible import suspects
from corpus.models import Page, Problem, Reading, Reason, Region

_SHOWN = 80
"""Characters of a text that are told."""


def unseen(found: Sequence[tuple[str, str]]) -> tuple[Problem, ...]:
    """One notice for all texts of a file that nobody sees, each given as (how it is hidden, text)."""
    if not found:
        return ()
    text = " ".join(text for _, text in found)
    number, how = len(text.split()), ", ".join(dict.fromkeys(how for how, _ in found))
    verb = "1 word that nobody sees was" if number == 1 else f"{number:,} words that nobody sees were"
    speaks = "; they speak to a language model" if instruction_in(" ".join(text.split())) else ""
    return (Problem(Reason.HIDDEN, f"{verb} left out ({how}): {_quoted(text)}{speaks}"),)


def notices(reading: Reading, pages: Sequence[Page], regions: Iterable[Region]) -> Iterator[Problem]:
    """What characters of the raw text hide, and what of the clean text speaks to a language model."""
    counted: Counter[str] = sum((suspects(b.text) for p in reading.pages for b in p.blocks), Counter())
    if counted:
        told = ", ".join(f"{number:,} {name}" for name, number in sorted(counted.items()))
        yield Problem(Reason.HIDDEN, f"characters that hide something were left out: {told}")
    spoken = [(page, found) for page, text in _texts(pages, regions) if (found := instruction_in(text))]
    if spoken:
        page, first = spoken[0]
        number = "a passage speaks" if len(spoken) == 1 else f"{len(spoken)} passages speak"
        where = f"page {page}, " if reading.paged else ""
        detail = f"{number} to a language model; such sentences are never quoted: {where}{_quoted(first)}"
        yield Problem(Reason.INSTRUCTION, detail)


def _texts(pages: Sequence[Page], regions: Iterable[Region]) -> Iterator[tuple[int, str]]:
    held = iter(pages)
    page = next(held, None)
    for region in regions:
        while page is not None and region.start > page.end:
            page = next(held, None)
        if page is not None:
            yield page.number, page.text[region.start - page.start : region.end - page.start]


def _quoted(text: str) -> str:
    short = " ".join(text.split())
    return f"“{short}”" if len(short) <= _SHOWN else f"“{short[:_SHOWN].rstrip()}…”"
