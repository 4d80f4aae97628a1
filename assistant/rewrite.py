"""Makes a question fit to be searched: cleaned, its language known, standing alone.

Must not search. The question people see is never changed, only what is searched for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

import regex

from assistant.errors import QuestionInvalid
from assistant.messages import ENGLISH
from assistant.rewriting.proposals import Proposer, is_faithful
from assistant.rewriting.standalone import standalone
from assistant.schema import MAX_QUESTION_CHARACTERS, Question
from corpus.invisible import visible
from indexing.language import language_of

_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}]+")
_FORMAT = regex.compile(r"[\p{Cf}--[\u200c\u200d]]+", regex.V1)
_WORD = regex.compile(r"[\p{L}\p{N}]")
_SPACE = regex.compile(r"\s+")


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

    @property
    def rewritten(self) -> str | None:
        """The standalone question where it is not what was asked word for word."""
        return None if self.standalone == self.text else self.standalone


def rewrite(question: Question, today: date | None = None, by_llm: Proposer | None = None) -> Asked:
    """Clean a question, find its language, and make a follow-up stand alone after the turns before.

    Args:
        today: the day from which "last year" counts.
        by_llm: proposes a standalone question; what it invents is not used, and rules have to do.

    Raises:
        QuestionInvalid: nothing to ask, or too long.
    """
    text = cleaned(question.text)
    turns = tuple(filter(None, (cleaned(turn, strict=False) for turn in question.turns)))
    present = today.year if today else 0
    made = _proposed(text, turns, present, by_llm) if by_llm and turns else None
    if made is None:
        made = standalone(text, turns, present, question.said, question.offered)
    if len(made) > MAX_QUESTION_CHARACTERS:
        made = text
    return Asked(text, made, question.language or _language(text, turns))


def _language(text: str, turns: tuple[str, ...]) -> str:
    """The language of a turn; of one that tells none, as a bare name, that of the turns before."""
    held = ENGLISH
    for turn in turns:
        held = language_of(turn, held)
    return language_of(text, held)


def _proposed(text: str, turns: tuple[str, ...], present: int, by_llm: Proposer) -> str | None:
    made = by_llm(text, turns)
    return made if made and is_faithful(made, (*turns, text), present) else None


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
