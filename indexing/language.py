"""Tells the language of a text from its script and its commonest short words; offline, no model.

Enough to choose an interface text and to know whether question and passage differ in language; not
made for names or single words, which count as English. Must not translate or search.
"""

from __future__ import annotations

import unicodedata

import regex

_VIETNAMESE = regex.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", regex.IGNORECASE)
_SCRIPTS = {
    "th": regex.compile(r"\p{Thai}"),
    "lo": regex.compile(r"\p{Lao}"),
    "km": regex.compile(r"\p{Khmer}"),
    "my": regex.compile(r"\p{Myanmar}"),
    "ta": regex.compile(r"\p{Tamil}"),
    "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "zh": regex.compile(r"\p{Han}"),
}
_OWN_LETTERS = 0.12
"""The same for letters that only Vietnamese has; a question of words without them has short words."""

_SHARE = 0.2
"""Of a text's letters, what a script needs to decide its language: names in Latin often stand beside."""

# The commonest short words, which tell languages of one script apart; a tie goes to the first.
_FUNCTION_WORDS = {
    "en": "the of in is are was were what which who when where how many much do does did and to for a an on",
    "id": "yang di dan apa berapa siapa kapan kapankah dari untuk dengan menurut adalah kota mana dalam"
    " pada ke dimana dimanakah bagaimana mengapa oleh nama",
    "ms": "yang di dan apakah berapakah siapakah bila daripada untuk dengan ialah bandar manakah pada ke",
    "vi": "là của và có bao nhiêu những các được trong ở khi nào ai thành phố cho với gì đâu tại một đã",
    "fil": "ang ng mga sa ano ilan sino kailan saan ay at na para ba noong",
    "pt": "o a os as de do da dos das que em quantos quantas quem quando onde qual quais e é para na no",
}
_WORDS_OF = {tag: frozenset(words.split()) for tag, words in _FUNCTION_WORDS.items()}

_ENOUGH = 2
"""Weight of the words found, below which a language is not recognised."""

_MUTUALLY_UNDERSTOOD = {"ms": "id"}
"""Malay and Indonesian share most words: neither is foreign to the other."""


def language_of(text: str) -> str:
    """The BCP 47 tag of the language a text is in; "en" where nothing tells."""
    letters = sum(1 for char in text if char.isalpha()) or 1
    for tag, script in _SCRIPTS.items():
        if len(script.findall(text)) / letters > _SHARE:
            return tag
    if len(_VIETNAMESE.findall(unicodedata.normalize("NFC", text))) / letters > _OWN_LETTERS:
        return "vi"
    words = [word.strip(".,?!") for word in text.casefold().split()]
    weights = {tag: sum(_weight(word) for word in words if word in own) for tag, own in _WORDS_OF.items()}
    best = max(weights, key=lambda tag: weights[tag])
    return best if weights[best] >= _ENOUGH else "en"


def _weight(word: str) -> int:
    """Two letters may be a name ("Da Nang") or a word of another language ("do", "as")."""
    return 1 if len(word) <= 2 else 2


def differ(one: str, other: str) -> bool:
    """Whether two tags name languages whose words do not match each other."""
    return _base(one) != _base(other)


def _base(tag: str) -> str:
    base = tag.split("-")[0].casefold()
    return _MUTUALLY_UNDERSTOOD.get(base, base)
