"""Makes a question fit to be searched: cleaned, its language known, standing alone.

Must not search. The question people see is never changed, only what is searched for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from assistant.errors import QuestionInvalid
from assistant.schema import MAX_QUESTION_CHARACTERS, Question

_CONTROL = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}--[\u200c\u200d]]+", regex.V1)
_WORD = regex.compile(r"[\p{L}\p{N}]")
_SPACE = regex.compile(r"\s+")
_LEANS_BACK = regex.compile(
    r"(?i)^(and|but|or|also|what about|how about|then)\b"
    r"|\b(it|its|they|them|their|that|those|these|this|he|she|there)\b"
)
_SHORT = 4
"""Words: a shorter follow-up leans on the question before it."""

_SCRIPTS = {
    "th": regex.compile(r"\p{Thai}"),
    "lo": regex.compile(r"\p{Lao}"),
    "km": regex.compile(r"\p{Khmer}"),
    "my": regex.compile(r"\p{Myanmar}"),
    "ta": regex.compile(r"\p{Tamil}"),
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "zh": regex.compile(r"\p{Han}"),
}


# The commonest short words, which tell languages of one script apart; a tie goes to the first.
_FUNCTION_WORDS = {
    "en": "the of in is are was were what which who when where how many much do does did and to for a an on",
    "id": "yang di dan apa berapa siapa kapan dari untuk dengan menurut adalah kota mana dalam pada ke",
    "ms": "yang di dan apakah berapakah siapakah bila daripada untuk dengan ialah bandar manakah pada ke",
    "vi": "là của và có bao nhiêu những các được trong ở khi nào ai nào thành phố cho với",
    "fil": "ang ng mga sa ano ilan sino kailan saan ay at na para ba noong",
    "pt": "o a os as de do da dos das que em quantos quantas quem quando onde qual quais e é para na no",
}
_WORDS_OF = {tag: frozenset(words.split()) for tag, words in _FUNCTION_WORDS.items()}


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
    """The text in NFC on one line without control characters.

    Raises:
        QuestionInvalid: with ``strict``, where no letter or digit is left or it is too long.
    """
    if strict and len(text) > MAX_QUESTION_CHARACTERS:
        reason = f"it has {len(text):,} characters, {MAX_QUESTION_CHARACTERS:,} are allowed"
        raise QuestionInvalid("question", reason, "Ask in fewer words, one thing at a time")
    folded = _SPACE.sub(" ", unicodedata.normalize("NFC", _CONTROL.sub(" ", text))).strip()
    if strict and not _WORD.search(folded):
        raise QuestionInvalid("question", "it holds no word", "Type a question, for example a city's name")
    return folded


def language_of(text: str) -> str:
    """The language that a text's script tells, or for Latin script its commonest short words."""
    letters = sum(1 for char in text if char.isalpha()) or 1
    for tag, script in _SCRIPTS.items():
        if len(script.findall(text)) / letters > 0.2:
            return tag
    words = text.casefold().split()
    counts = {tag: sum(word.strip(".,?!") in known for word in words) for tag, known in _WORDS_OF.items()}
    return max(counts, key=lambda tag: counts[tag])


def _is_follow_up(text: str) -> bool:
    return len(text.split()) <= _SHORT or _LEANS_BACK.search(text) is not None
