"""The names of a sentence: what records and a list of countries know in any language, and words in capitals.

A place the records know compares by what it is, so "ดานัง" is proven by "Da Nang". Any other name must stand
in the proof as it is written, its words side by side. Must not know what is true of a name.

Why a name of another script that no record knows is not seen: nothing in its letters tells it from a word.
Such claims must also be near their proof in meaning, see `assistant.claim_check`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

import regex

from assistant.names import known_names
from assistant.stated import vocabulary as words
from indexing.lexical import stems

_GAP = "¤"
"""Stands for each character of a name that was taken out."""

_LATIN = r"(?<![\p{Latin}\d])\p{Latin}[\p{Latin}\p{M}\d]*(?:[’'.&/-][\p{Latin}\p{M}\d]+)*"
_TOKEN = regex.compile(rf"{_LATIN}|[^\s\p{{Latin}}]")
_WORD = regex.compile(_LATIN)
_JOINING = frozenset({"of", "for", "de", "da", "do"})
_SKIPPED = _JOINING | {"the", "and", "on", "in"}
_POSSESSIVE = regex.compile(r"[’']s?$")
_SHORTENED = regex.compile(r"\p{L}|\p{Lu}\p{Ll}{1,2}")
"""Before a full stop that ends no sentence: "U.S.", "Mr."."""

_PARTED = regex.compile(r"[&/-]")
_ENDS = frozenset('!?:;•"“‘([*-–')
_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Tamil}]")


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a sentence.

    Attributes:
        known: what records and countries know, as "city:phuket".
        runs: other names, each as the stems of its words in order.
        words: stems of all words in Latin script in order, among which a run is looked up.
        initials: what words in capitals that stand side by side can be shortened to.
    """

    known: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    words: tuple[str, ...]
    initials: frozenset[str]

    def lacks(self, other: Named) -> list[str]:
        """The names of ``other`` that are not here."""
        missing = sorted(other.known - self.known)
        return missing + [" ".join(run) for run in sorted(other.runs) if not self._holds(run)]

    def _holds(self, run: tuple[str, ...]) -> bool:
        size = len(run)
        if any(self.words[n : n + size] == run for n in range(len(self.words) - size + 1)):
            return True
        return size == 1 and run[0] in self.initials


def named(text: str, *, latin: bool, ordinary: Set[str] = frozenset()) -> Named:
    """The names of a sentence that is folded by NFKC.

    Args:
        text: the sentence; its dates are no names and should be taken out.
        latin: whether its language is written in Latin script, where capitals tell a name; in any other
            language every word in Latin script counts as one.
        ordinary: lower-case words that are no names where a sentence begins with them.
    """
    known, rest = _known(text)
    tokens = [match[0] for match in _TOKEN.finditer(rest)]
    runs = _runs(rest, ordinary) if latin else _foreign(tokens)
    own = [_bare(match[0]) for match in _WORD.finditer(text)]
    return Named(
        frozenset(known),
        frozenset(_stemmed(run) for run in runs if run),
        _stemmed(own),
        frozenset(_initials(own)),
    )


def folded(word: str) -> str:
    """A word without case and accents."""
    plain = unicodedata.normalize("NFD", word.casefold()).replace("đ", "d")
    return "".join(char for char in plain if not unicodedata.combining(char))


def _stemmed(found: Sequence[str]) -> tuple[str, ...]:
    """The stems of words, each part of "ASEAN-Australia" one of them: either may be looked for alone."""
    return tuple(stems(part for word in found for part in _PARTED.split(folded(word)) if part))


def _known(text: str) -> tuple[set[str], str]:
    """What records and countries know in a text, and the text without it."""
    known = set()
    for mention in known_names().find(text):
        known |= {f"{mention.kind}:{mention.id}"} | ({f"state:{mention.state}"} if mention.state else set())
        text = _without(text, mention.start, mention.end)
    pattern, codes = _countries()
    for match in pattern.finditer(text):
        known.add(f"country:{codes[_key(match[0])]}")
        text = _without(text, match.start(), match.end())
    return known, text


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + _GAP * (end - start) + text[end:]


@cache
def _countries() -> tuple[regex.Pattern[str], dict[str, str]]:
    codes = {_key(name): code for code, names in words.COUNTRIES.items() for name in names.split()}
    names = sorted(
        (name for held in words.COUNTRIES.values() for name in held.split()), key=len, reverse=True
    )
    patterns = []
    for name in names:
        pattern = r"\s?".join(map(regex.escape, name.split("_")))
        unspaced = _UNSPACED.search(name)
        ends = r"(?![\p{L}\p{M}\p{N}])" if name[-1].isalpha() else ""
        patterns.append(pattern if unspaced else rf"(?<![\p{{L}}\p{{N}}]){pattern}{ends}")
    return regex.compile("|".join(patterns)), codes


def _key(name: str) -> str:
    return regex.sub(r"[\s_]", "", name)


def _runs(text: str, ordinary: Set[str]) -> Iterator[tuple[str, ...]]:
    """Words in capitals that stand side by side, with what joins them: "Ministry of Transport"."""
    run: tuple[str, ...] = ()
    begins, end = True, 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        word = _bare(token)
        if not token[0].isalpha():
            yield _trimmed(run)
            stop = token == "." and not _SHORTENED.fullmatch(text[:end].rpartition(" ")[2])
            run, begins, end = (), begins or stop or token in _ENDS, match.end()
            continue
        is_name = token[:1].isupper() and not (begins and _is_ordinary(word, ordinary))
        if is_name or (run and word.casefold() in _JOINING):
            run = (*run, word)
        else:
            yield _trimmed(run)
            run = ()
        if word != token:  # a possessive ends a name: "Japan's Ministry"
            yield _trimmed(run)
            run = ()
        begins, end = False, match.end()
    yield _trimmed(run)


def _is_ordinary(word: str, ordinary: Set[str]) -> bool:
    return any(
        _are_in(word, known) for known in (words.OPENERS, words.OPENERS_ELSEWHERE, _counted(), ordinary)
    )


def _are_in(word: str, known: Set[str]) -> bool:
    """Whether a word, or each part of "twenty-six", is among those known."""
    return word.casefold() in known or all(part in known for part in word.casefold().split("-"))


@cache
def _counted() -> frozenset[str]:
    """Numbers in words."""
    named = (
        entry.partition("=")[0] for held in (words.UNITS, words.MULTIPLIERS) for entry in held["en"].split()
    )
    return frozenset([*named, *words.ORDINALS.split()])


def _foreign(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every word in Latin script within another one, those side by side together."""
    run: tuple[str, ...] = ()
    for token in tokens:
        if token[0].isalpha() and _WORD.fullmatch(token):
            run = (*run, _bare(token))
        else:
            yield run
            run = ()
    yield run


def _trimmed(run: tuple[str, ...]) -> tuple[str, ...]:
    while run and run[-1].casefold() in _JOINING:
        run = run[:-1]
    return run if any(word.casefold() not in words.TITLES for word in run) else ()


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _initials(found: Sequence[str]) -> Iterator[str]:
    """The initials of two to six words in capitals that stand side by side, small words between left out."""
    run = ""
    for word in found:
        if word[:1].isupper():
            run += word[0].casefold()
            yield from (run[start:] for start in range(len(run)) if 2 <= len(run) - start <= 6)
        elif word.casefold() not in _SKIPPED:
            run = ""
