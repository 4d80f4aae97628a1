"""The sentences the assistant says in its own voice, beside quotes, in the asker's language.

The words are those of `assistant.messages`; here they are put together. A function takes the language
last, English where it is left out. Must not hold facts: what is stated about the network is always quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from assistant.messages import ENGLISH, said
from assistant.schema import Fate
from indexing.language import differ as differ_in_language

_MOST_NAMES = 3
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’&-]{1,40}")
"""What is said back of a question: never an address or a piece of code that came in with it."""


def understood(question: str, language: str = ENGLISH) -> str:
    """What stands above an answer to a question that leaned on the ones before it."""
    return said("understood", language, question=question)


def writing(language: str = ENGLISH) -> str:
    """What is said while a language model words the answer."""
    return said("writing", language)


def no_index(language: str = ENGLISH) -> str:
    """What is said before any document is indexed."""
    return said("no_index", language)


def closest(language: str = ENGLISH) -> str:
    """What is said where passages come near, but not near enough."""
    return said("closest", language)


def searching(documents: int, language: str = ENGLISH) -> str:
    """What is said while passages are looked for."""
    return said("searching", language, count=documents)


def in_line(ahead: int, language: str = ENGLISH) -> str:
    """What is said while other questions are answered first."""
    return said("in_line", language, count=ahead)


def not_found(documents: int, absent: Sequence[str], language: str = ENGLISH) -> str:
    """What is said when the documents do not hold the answer, naming words that none of them mentions."""
    words = (word.strip(".,;:!?\"'()“”") for word in absent)
    names = list(dict.fromkeys(word for word in words if _WORD.fullmatch(word)))[:_MOST_NAMES]
    if not names:
        return said("not_found", language, count=documents)
    return said("not_found_absent", language, count=documents, names=", ".join(names))


def missing(parts: Sequence[str], language: str = ENGLISH) -> str:
    """What is said beside an answer to some parts of a question, naming the parts without one."""
    return said("missing", language, parts="; ".join(dict.fromkeys(parts)))


def yes_or_no(holds: bool, quote: str, language: str = ENGLISH) -> str:
    """Yes or no before the sentence that proves it."""
    return said("yes" if holds else "no", language, quote=quote)


def which_one(kind: str, language: str = ENGLISH) -> str:
    """What is asked back where a ``city`` or ``country`` is spoken of and none is named."""
    return said(f"which_{kind}", language)


def which_meeting(language: str = ENGLISH) -> str:
    """What is asked back where meetings of two series bear the number."""
    return said("which_meeting", language)


def not_kept(reason: str) -> str:
    """What is said in the trace where an answer could not be kept."""
    return f"This answer is not kept in the history: {reason}."


FATES = {
    Fate.QUOTED: "quoted",
    Fate.REPLACED: "left out: a document proper says the same and is quoted",
    Fate.UNPROVEN: "left out: its quote did not hold",
    Fate.UNSURE: "left out: not sure enough that it answers",
    Fate.LOW: "left out: scores too low beside the best",
    Fate.ADDS_NOTHING: "left out: adds nothing that was asked for",
    Fate.OVERLAPS: "left out: says the same as one that is quoted",
    Fate.ENOUGH: "left out: enough was said",
    Fate.NOT_OF_THE_DAY: "set aside: not known on that day, or refuted by a better source",
}
"""What became of a sentence that was weighed."""


def differ(kind: str, language: str = ENGLISH) -> str:
    """What stands above the values of a conflict of this kind."""
    return said(f"differ_{kind}", language)


def no_list(words: Sequence[str], language: str = ENGLISH) -> str:
    """What is said where a list was asked for under a condition that is not understood."""
    *others, last = (f"“{word}”" for word in list(dict.fromkeys(words))[:_MOST_NAMES])
    named = said("either", language, some=", ".join(others), last=last) if others else last
    return said("no_list", language, words=named)


def unknown_name(name: str, language: str = ENGLISH) -> str:
    """What is said where a list was asked for of something that no record knows."""
    return said("unknown_name", language, name=name)


def declined(kind: str, language: str = ENGLISH) -> str:
    """What is said to what is not looked up, or was looked up in vain, by its kind in `assistant.conduct`."""
    reply = said(f"declined_{kind}", language)
    return reply if kind in ASKS_BACK else f"{reply} {said('declined_offer', language)}"


ASKS_BACK = frozenset({"greeting", "about"})
"""Kinds whose reply is a question itself."""

EXAMPLES = (
    "How many cities does the network have?",
    "Which cities joined the ASCN in 2025?",
    "Who chairs the ASCN in 2026?",
)
"""Questions that the built-in documents answer; a test asks them."""


def quoted(quotes_in: Iterable[str], language: str = ENGLISH) -> str | None:
    """That quotes are in another language than the question; None where all are in that.

    Args:
        quotes_in: the languages of the documents that are quoted.
    """
    foreign = {tag.split("-")[0] for tag in quotes_in if differ_in_language(tag, language)}
    if not foreign:
        return None
    return said("quoted_en" if foreign == {ENGLISH} else "quoted", language)
