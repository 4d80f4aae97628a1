"""Mends the spelling of words that no document holds, by the words that they do hold.

Only words in Latin script, only where exactly one known word begins alike and has the same letters with two
swapped or some left out. People see the question as it was understood. Must not search.

Why no replaced or superfluous letters, which spelling checkers mend too: they have a dictionary of the
language, here only the words of the documents are known. "Quantum computing" is no "commuting".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import regex

from assistant.evidence import STOP_WORDS
from indexing.analysis import terms
from indexing.lexical import stems
from indexing.retrieve import Retriever

_WORD = regex.compile(r"(?<![\p{L}\p{N}'’-])[\p{Latin}]{4,}(?![\p{L}\p{N}-])")
_SHORTEST, _LONG = 6, 9
"""Letters of a word that may lack one, and that may lack two; a shorter one may lack half of a double."""

_MOST_WORDS = 3
"""Words mended in one question; where more are unknown, it is in another language or about something else."""


class Speller:
    """Mends English questions by the words of the generation that answers; usable from several threads."""

    def __init__(self, more: Iterable[str] = ()) -> None:
        self._more = tuple(more)
        self._held: tuple[str, Spelling] | None = None

    def mended(self, text: str, retriever: Retriever) -> str:
        """The text as it was meant; the words of the documents are read where one of its own is unknown."""
        words = stems(word.casefold() for word in _WORD.findall(text))
        if all(word in STOP_WORDS or retriever.occurs(word) for word in words):
            return text
        held = self._held
        if held is None or held[0] != retriever.generation.id:
            documents = filter(None, map(retriever.document, retriever.entries))
            spelling = Spelling((document.text for document in documents), (*STOP_WORDS, *self._more))
            self._held = held = (retriever.generation.id, spelling)
        return held[1].mended(text)


class Spelling:
    """The words of some texts, ready to mend those of a question."""

    def __init__(self, texts: Iterable[str], more: Iterable[str] = ()) -> None:
        held = Counter(word for text in texts for word in terms(text).words if word.isalpha())
        held.update(word for text in more for word in terms(text).words if word.isalpha())
        self._held = held
        self._stems = frozenset(stems(held))
        self._by_first: Mapping[str, list[str]] = defaultdict(list)
        for word in held:
            self._by_first[word[0]].append(word)

    def mended(self, text: str) -> str:
        """The text with misspelt words replaced; as it is where too many are unknown."""
        unknown = [m for m in _WORD.finditer(text) if not self._is_known(m.group())]
        if len(unknown) > _MOST_WORDS + len(text.split()) // 3:
            return text
        for match in reversed(unknown):
            if (right := self._nearest(match.group())) is not None:
                text = f"{text[: match.start()]}{right}{text[match.end() :]}"
        return text

    def _is_known(self, word: str) -> bool:
        folded = word.casefold()
        return folded in self._held or stems([folded])[0] in self._stems

    def _nearest(self, word: str) -> str | None:
        """The one known word near enough, with the capital of the word it stands for."""
        folded = word.casefold()
        near = [known for known in self._by_first[folded[0]] if _is_meant(folded, known)]
        if len({stems([known])[0] for known in near}) != 1:
            return None
        best = max(near, key=lambda known: (self._held[known], known))
        return best.capitalize() if word[0].isupper() else best


def _is_meant(word: str, known: str) -> bool:
    """Whether a word is a known one with two neighbouring letters swapped, or with letters left out."""
    missing = len(known) - len(word)
    if missing == 0:
        return _is_swapped(word, known)
    if len(word) < _SHORTEST:
        return missing == 1 and _lacks_double(word, known)
    return 0 < missing <= (2 if len(word) >= _LONG else 1) and _lacks_letters(word, known)


def _is_swapped(word: str, known: str) -> bool:
    differ = [i for i, (a, b) in enumerate(zip(word, known, strict=True)) if a != b]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return word[first] == known[second] and word[second] == known[first]


def _lacks_double(word: str, known: str) -> bool:
    """Whether one letter of a double one is missing."""
    return any(f"{word[:i]}{letter}{word[i:]}" == known for i, letter in enumerate(word))


def _lacks_letters(word: str, known: str) -> bool:
    """Whether all letters of a word stand in a known one in their order."""
    rest = iter(known)
    return all(letter in rest for letter in word)
