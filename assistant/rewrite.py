"""Makes a question fit to be searched: cleaned, its language known, standing alone.

Must not search. The question people see is never changed, only what is searched for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from assistant.errors import QuestionInvalid
from assistant.schema import MAX_QUESTION_CHARACTERS, Question
from corpus.invisible import visible
from indexing.language import language_of

_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}]+")
_FORMAT = regex.compile(r"[\p{Cf}--[\u200c\u200d]]+", regex.V1)
_WORD = regex.compile(r"[\p{L}\p{N}]")
_SPACE = regex.compile(r"\s+")
_LEANS_BACK = regex.compile(
    r"(?i)^(and|but|or|also|what about|how about|then)\b"
    r"|\b(it|its|they|them|their|that|those|these|this|he|she|there)\b"
)
_SHORT = 4
"""Words: a shorter follow-up leans on the question before it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready to be searched.

    Attributes:
        text: as asked, cleaned of control characters.
        standalone: what is searched for; differs from ``text`` for a follow-up.
        language: BCP 47 tag; "en" where nothing tells.
    """

    text: str
    standalone: str
    language: str


def rewrite(question: Question) -> Asked:
    """Clean a question, find its language, and lean a follow-up on the question before it.

    Raises:
        QuestionInvalid: nothing to ask, or too long.
    """
    text = cleaned(question.text)
    previous = [cleaned(turn, strict=False) for turn in question.turns]
    standalone = text
    if previous and previous[-1] and _is_follow_up(text):
        standalone = f"{previous[-1]} {text}"
    return Asked(text, standalone[-MAX_QUESTION_CHARACTERS:], question.language or language_of(text))


def cleaned(text: str, *, strict: bool = True) -> str:
    """The text in NFC on one line without characters that show nothing: those within a word part nothing.

    Raises:
        QuestionInvalid: with ``strict``, where no letter or digit is left or it is too long.
    """
    if strict and len(text) > MAX_QUESTION_CHARACTERS:
        reason = f"it has {len(text):,} characters, {MAX_QUESTION_CHARACTERS:,} are allowed"
        raise QuestionInvalid("question", reason, "Ask in fewer words, one thing at a time")
    shown = _FORMAT.sub("", visible(_CONTROL.sub(" ", text)))
    folded = _SPACE.sub(" ", unicodedata.normalize("NFC", shown)).strip()
    if strict and not _WORD.search(folded):
        raise QuestionInvalid("question", "it holds no word", "Type a question, for example a city's name")
    return folded


def _is_follow_up(text: str) -> bool:
    return len(text.split()) <= _SHORT or _LEANS_BACK.search(text) is not None
