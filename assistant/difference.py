"""Compares two answers to the same question: what is gone, what is new, what has changed.

Times and ids do not count. Must not ask anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from assistant.schema import Answer, AnswerList, Claim, Status, Value

_ALIKE = 0.6
"""Two claims that share this much of their words are one that has changed."""

_PARTS = ("status", "language", "as_of", "claims", "list", "conflicts", "verdicts")
_BESIDE = ("reason", "also_read", "suggestions")


class Changed(Value):
    """A claim before and after: its words have changed, or the places that prove it."""

    before: Claim
    after: Claim


class Difference(Value):
    """What differs between two answers; rows are those of a complete list.

    ``parts`` names what differs of the answer, nothing where it is the same; ``beside`` what differs only
    of what stands beside it, such as the passages near by.
    """

    gone: tuple[Claim, ...] = ()
    new: tuple[Claim, ...] = ()
    changed: tuple[Changed, ...] = ()
    rows_gone: tuple[str, ...] = ()
    rows_new: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def compare(before: Answer, after: Answer) -> Difference:
    """What has become of an answer."""
    gone = [claim for claim in before.claims if claim not in after.claims]
    new = [claim for claim in after.claims if claim not in before.claims]
    changed = [*_paired(gone, new, _same_words), *_paired(gone, new, _alike)]
    rows, later = _rows(before.list), _rows(after.list)
    return Difference(
        gone=tuple(gone),
        new=tuple(new),
        changed=tuple(changed),
        rows_gone=tuple(row for row in rows if row not in later),
        rows_new=tuple(row for row in later if row not in rows),
        parts=_differing(before, after, _parts_of(before)),
        beside=_differing(before, after, _BESIDE),
    )


def _parts_of(answer: Answer) -> tuple[str, ...]:
    """What counts; not the text of a search in vain, whose numbers grow with every document."""
    return _PARTS if answer.status is Status.NOT_FOUND else (*_PARTS, "text")


def _differing(before: Answer, after: Answer, names: Sequence[str]) -> tuple[str, ...]:
    # As they are written down: a kept answer has been read from there.
    one, other = before.model_dump(mode="json"), after.model_dump(mode="json")
    return tuple(name for name in names if one[name] != other[name])


def _paired(gone: list[Claim], new: list[Claim], is_one: Callable[[Claim, Claim], bool]) -> list[Changed]:
    """Pairs that are one claim, each claim in one pair at the most; they are taken out of both lists."""
    pairs = []
    for before in tuple(gone):
        after = next((claim for claim in new if is_one(before, claim)), None)
        if after is not None:
            gone.remove(before)
            new.remove(after)
            pairs.append(Changed(before=before, after=after))
    return pairs


def _same_words(before: Claim, after: Claim) -> bool:
    return before.text == after.text


def _alike(before: Claim, after: Claim) -> bool:
    return SequenceMatcher(None, before.text.split(), after.text.split(), autojunk=False).ratio() >= _ALIKE


def _rows(rows: AnswerList | None) -> Sequence[str]:
    return [item.text for item in rows.items] if rows else []
