"""Finds a quote in the letters and digits of a page, in pieces where the page keeps another order.

Pure text: must not know PDF or boxes.
"""

from __future__ import annotations

from corpus.normalise import letters_and_digits

_MIN_PIECE = 3
_MAX_WORDS = 3_000
_USED = "\0"

Span = tuple[int, int]


def key_of(text: str) -> str:
    """What is compared: letters and digits, NFKC, without case."""
    return letters_and_digits(text).casefold()


def find_pieces(quote: str, page: str) -> list[Span]:
    """Spans of ``page`` (as `key_of` gives it) that together make up ``quote``, in the quote's order.

    Args:
        page: letters and digits of the whole page in file order.
    """
    words = [key for word in quote.split()[:_MAX_WORDS] if (key := key_of(word))]
    whole = page.find("".join(words)) if words else -1
    if whole >= 0:
        return [(whole, whole + sum(map(len, words)))]
    found: list[tuple[int, Span]] = []
    free = page
    todo = [(0, len(words))]
    while todo:
        first, last = todo.pop()
        piece = _longest(words, first, last, free)
        if piece is None:
            continue
        start, end, length = piece
        at = _nearest(free, "".join(words[start:end]), [span for _, span in found])
        found.append((start, (at, at + length)))
        free = free[:at] + _USED * length + free[at + length :]
        todo += [(first, start), (end, last)]
    return [span for _, span in sorted(found)]


def _longest(words: list[str], first: int, last: int, page: str) -> tuple[int, int, int] | None:
    """(first word, word after the last, length) of the longest run of words that the page holds."""
    best: tuple[int, int, int] | None = None
    for start in range(first, last):
        end, length = start, 0
        low, high = start + 1, last
        while low <= high:  # containment of a run implies that of every shorter one
            middle = (low + high) // 2
            run = "".join(words[start:middle])
            if run in page:
                end, length, low = middle, len(run), middle + 1
            else:
                high = middle - 1
        if length >= _MIN_PIECE and (best is None or length > best[2]):
            best = (start, end, length)
    return best


def _nearest(page: str, run: str, spans: list[Span]) -> int:
    """Of all places of a run the one nearest to what was found before."""
    places: list[int] = []
    at = page.find(run)
    while at >= 0 and len(places) < 200:
        places.append(at)
        at = page.find(run, at + 1)
    if not spans:
        return places[0]
    return min(places, key=lambda place: min(abs(place - end) + abs(place - start) for start, end in spans))
