"""Turns a page so that most of its text reads from left to right; other directions are set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.readers.layout.lines import Line
from corpus.readers.pdf_page import PageWords, Rect, Word


def upright(page: PageWords) -> tuple[list[Word], list[Rect], float, float, list[Line]]:
    """Words, drawn boxes, width and height after turning, and the lines of other directions."""
    counts: Counter[int] = Counter()
    for word in page.words:
        counts[word.angle] += len(word.text)
    angle = counts.most_common(1)[0][0] if counts else 0
    words = [_turn_word(word, angle, page) for word in page.words if word.angle == angle]
    rects = [Rect(*_turn(*rect, angle, page)) for rect in page.rects]
    sideways = angle in {90, 270}
    width, height = (page.height, page.width) if sideways else (page.width, page.height)
    return words, rects, width, height, _aside([w for w in page.words if w.angle != angle])


def _turn_word(word: Word, angle: int, page: PageWords) -> Word:
    if angle == 0:
        return word
    box = _turn(word.left, word.top, word.right, word.bottom, angle, page)
    return word._replace(left=box[0], top=box[1], right=box[2], bottom=box[3])


def _turn(
    left: float, top: float, right: float, bottom: float, angle: int, page: PageWords
) -> tuple[float, float, float, float]:
    """Box after turning the page back by ``angle`` degrees, against the clock."""
    if angle == 90:
        return top, page.width - right, bottom, page.width - left
    if angle == 180:
        return page.width - right, page.height - bottom, page.width - left, page.height - top
    if angle == 270:
        return page.height - bottom, left, page.height - top, right
    return left, top, right, bottom


def _aside(words: Sequence[Word]) -> list[Line]:
    """Words of other directions, those that follow each other in the file together."""
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        if last and last.angle == word.angle and _near(last, word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Line(tuple(group)) for group in groups]


def _near(a: Word, b: Word) -> bool:
    reach = 2 * max(a.size, b.size, 4.0)
    return (
        max(a.left, b.left) - min(a.right, b.right) <= reach
        and max(a.top, b.top) - min(a.bottom, b.bottom) <= reach
    )
