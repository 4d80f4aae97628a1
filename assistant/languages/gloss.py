"""Puts a question into the English words that the readers of questions know.

Word by word, longest phrase first; names as the records spell them, years of the common era, the word
that asks first. It is no translation and is never shown: keyword search, question types, names, numbers,
lists and counts read it, the meaning of a question is searched in its own words. What no glossary knows
stays as it is, so that a reader who must understand everything sees that it does not.

Must not search, or know the records beyond their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

import regex

from assistant.languages.glossary import Glossary, glossary, typed_alike
from assistant.names import Mention, NameKind, known_names
from corpus.records import records
from indexing.language import language_of

_MONTHS = "January February March April May June July August September October November December".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ROMAN = "I II III IV V VI VII VIII IX X".split()
_BUDDHIST = 543
_BUDDHIST_YEARS = range(2480, 2621)

_WORD = regex.compile(
    r"(?V1)\p{N}+(?:[.,]\p{N}+)*%?|\p{Latin}[\p{Latin}\p{M}\p{N}'’&/-]*|[\p{L}--\p{Latin}][\p{L}\p{M}]*"
)
_CLUSTER = regex.compile(r"[\p{L}\p{M}\p{N}]")
_GENERIC = {NameKind.CITY: frozenset({"cities", "city"}), NameKind.STATE: frozenset({"countries", "country"})}
"""What a name is; beside the name it says nothing, and to a reader of lists something else."""

_COUNTS = frozenset({"how many", "at least how many", "how many total"})
_NO_NOUNS = frozenset(
    "in,on,of,and,or,with,without,for,from,by,as,as of,total,all,at least,at most,most,fewest,more than,each,"
    "a year,since,until,before,after,not,according to,have,held,installed,built,joined,established,completed,"
    "planned,attended".split(",")
)
"""Words that are told of what is counted, not what it is."""
_ADJECTIVES = frozenset({"additional", "new", "smart", "digital"})

_WITH_NYA = frozenset({"id", "ms"})
_NYA = regex.compile(r"(?<=\p{L}{3})nya(?![\p{L}\p{M}])")
"""The ending "its", which says nothing more than the noun."""

_NETWORK = frozenset({"ASEAN Smart Cities Network", "ASCN"})

_MONTH = "|".join(_MONTHS)
_BEFORE = "according to|by|since|until|before|after|as of|from|in|on"
_TIDY = tuple(
    (regex.compile(pattern), by)
    for pattern, by in (
        (rf"\b({_BEFORE}) (?:in|on)\b", r"\1"),
        (r"\b((?:\d{4} )?(?:monitoring )?(?:report|action plan|plan)) according to\b", r"according to \1"),
        (rf"\b(?:in )?(\d{{4}}) ((?:as of |in |by )?)({_MONTH})\b", r"\2\3 \1"),
        (rf"\b({_MONTH}) in (\d{{4}})\b", r"\1 \2"),
        (rf"\b((?:{_MONTH}) \d{{4}}) as of\b", r"as of \1"),
        (r"\b(\w+)(?: \1\b)+", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """A question in English words.

    Attributes:
        unknown: the words of ``text`` that were left as they are, in lower case.
        is_read: whether it is English, or its language has a glossary.
    """

    text: str
    unknown: frozenset[str] = frozenset()
    is_read: bool = True


class _Kind(Enum):
    ASKS = auto()
    WORD = auto()
    NAME = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    kind: _Kind
    names: NameKind | None = None


_IN = _Piece("in", _Kind.WORD)


@lru_cache(maxsize=256)
def gloss(text: str, language: str) -> Gloss:
    """The English words of a question in ``language``, a BCP 47 tag.

    Of a language without a glossary, as of English, only names in other letters are put into English.
    """
    held = glossary(language)
    if held is None:
        return Gloss(_named(text), is_read=language.split("-")[0].casefold() == "en")
    typed = typed_alike(text)
    if held.language in _WITH_NYA:
        typed = _NYA.sub("", typed)
    pieces = _ordered(list(_without_generic(list(_pieces(typed, held)))))
    unknown = frozenset(piece.text.casefold() for piece in pieces if piece.kind is _Kind.UNKNOWN)
    return Gloss(_tidied(" ".join(piece.text for piece in pieces)), unknown)


def in_english(text: str, language: str) -> Gloss:
    """The English words of what somebody who is answered in ``language`` typed, in whatever language."""
    recognised = language_of(text)
    return gloss(text, language if recognised == "en" else recognised)


def _named(text: str) -> str:
    """The text with names in other letters than English ones as the records spell them."""
    for mention in reversed(known_names().find(text)):
        if not text[mention.start : mention.end].isascii():
            text = text[: mention.start] + _name(mention) + text[mention.end :]
    return text


def _pieces(text: str, held: Glossary) -> Iterator[_Piece]:
    mentions = {mention.start: mention for mention in known_names().find(text)}
    folded, at, strange = held.folded(text), 0, ""
    while at < len(text):
        entry, mention = held.at(folded, at), mentions.get(at)
        word = _WORD.match(text, at)
        if mention is not None and (entry is None or mention.end >= entry.end):
            piece, end = _Piece(_name(mention), _Kind.NAME, mention.kind), mention.end
        elif entry is not None:
            kind = _Kind.ASKS if entry.entry.asks else _Kind.WORD
            piece, end = _Piece(_filled(entry.entry.english, entry.numbers), kind), entry.end
        elif word is not None and (held.is_spaced or word.group()[0].isascii()):
            piece, end = _left(word.group(), held.language), word.end()
        else:
            # Of a script without spaces a strange stretch ends where something known begins.
            strange, at = strange + text[at], at + 1
            continue
        yield from _strange(strange)
        strange = ""
        if piece.text:
            yield piece
        at = end
    yield from _strange(strange)


def _strange(stretch: str) -> Iterator[_Piece]:
    return (_Piece(part, _Kind.UNKNOWN) for part in regex.findall(r"[\p{L}\p{M}]+", stretch))


def _left(word: str, language: str) -> _Piece:
    """A word that no glossary knows: a number, a name or a strange one."""
    if word.isdigit() and language == "th":
        word = str(_common_era(int(word))) if len(word) == 4 else word
    word = word.rstrip("-/&'’")
    is_known = word[0].isdigit() or any(char.isupper() for char in word)
    return _Piece(word, _Kind.WORD if is_known else _Kind.UNKNOWN)


def _name(mention: Mention) -> str:
    held = records()
    match mention.kind:
        case NameKind.CITY:
            return held.cities[mention.id].name
        case NameKind.STATE:
            return held.states[mention.id].name
        case NameKind.PROGRAMME:
            return held.programmes[mention.id].name


def _filled(english: str, numbers: Mapping[str, int]) -> str:
    if not numbers:
        return english
    n, month = numbers.get("n", 0), numbers.get("m", 0)
    said = {
        "{n}": str(n),
        "{k}": str(numbers.get("k", 0)),
        "{roman}": _ROMAN[n - 1] if 0 < n <= len(_ROMAN) else str(n),
        "{nth}": _ORDINALS[n - 1] if 0 < n <= len(_ORDINALS) else f"{n}th",
        "{year}": str(_common_era(n)),
        "{month}": _MONTHS[month - 1] if 0 < month <= len(_MONTHS) else str(month),
    }
    for slot, value in said.items():
        english = english.replace(slot, value)
    return english


def _common_era(year: int) -> int:
    return year - _BUDDHIST if year in _BUDDHIST_YEARS else year


def _without_generic(pieces: list[_Piece]) -> Iterator[_Piece]:
    """All but the nouns that only say what the name beside them is."""
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        beside = {other.names for other in (before, after) if other is not None and other.names}
        is_generic = piece.kind is _Kind.WORD and any(piece.text in _GENERIC.get(k, ()) for k in beside)
        is_repeated = piece.names is not None and before is not None and before.text == piece.text
        if not (is_generic or is_repeated):
            yield piece


def _ordered(pieces: list[_Piece]) -> list[_Piece]:
    """What asks goes first, and with it what it counts; the network goes last, lest its cities be counted."""
    network = list(dict.fromkeys(piece for piece in pieces if piece.text in _NETWORK))
    others = [piece for piece in pieces if piece.text not in _NETWORK]
    at = next((n for n, piece in enumerate(others) if piece.kind is _Kind.ASKS), None)
    if at is not None:
        first, last = _counted(others, at) if others[at].text in _COUNTS else (at, at)
        noun = [*others[first:at], *others[at + 1 : last + 1]]
        others = [others[at], *noun, *others[:first], *others[last + 1 :]]
    return [*others, *([_IN, *network] if network else [])]


def _counted(pieces: list[_Piece], at: int) -> tuple[int, int]:
    """First and last place of the word that counts at ``at`` with its noun, behind it or else before."""
    last = _noun_from(pieces, at, 1)
    return (at, last) if last != at else (_noun_from(pieces, at, -1), at)


def _noun_from(pieces: list[_Piece], at: int, step: int) -> int:
    """Where the noun beside ``at`` ends, on one side; abbreviations and adjectives belong to it."""
    end, there = at, at + step
    while 0 <= there < len(pieces) and _is_noun(pieces[there]):
        end, there = there, there + step
        if pieces[end].text.islower() and pieces[end].text not in _ADJECTIVES:
            break
    return end


def _is_noun(piece: _Piece) -> bool:
    return piece.kind is _Kind.WORD and piece.text not in _NO_NOUNS and not piece.text[0].isdigit()


def _tidied(text: str) -> str:
    for pattern, by in _TIDY:
        text = pattern.sub(by, text)
    return " ".join(text.split())
