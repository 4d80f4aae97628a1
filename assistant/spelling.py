"""Mends the spelling of words that no document holds, by the words that they do hold.

Only words in Latin script, only where exactly one known word is that near and begins alike: a word that is
merely unknown must not become another one. People see the question as it was understood. Must not search.

Why our own distance: the packages that have one weigh 12 MB, and six thousand words are compared here.
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
"""Letters from which one edit may be mended, and from which two; a shorter word only where two letters are
swapped or a double one is missing, for "fare" is no misspelt "far"."""

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
        near = [known for known in self._by_first[folded[0]] if _is_near(folded, known)]
        best = sorted(near, key=lambda known: (edits(folded, known), -self._held[known], known))
        if not best:
            return None
        alike = {stems([known])[0] for known in best if edits(folded, known) == edits(folded, best[0])}
        if len(alike) > 1:
            return None
        return best[0].capitalize() if word[0].isupper() else best[0]


def _is_near(word: str, known: str) -> bool:
    if abs(len(word) - len(known)) > 2 or len(known) < 4:
        return False
    if len(word) < _SHORTEST:
        return _is_swapped(word, known) or _lacks_double(word, known)
    return edits(word, known) <= (2 if len(word) >= _LONG else 1)


def _is_swapped(word: str, known: str) -> bool:
    """Whether two neighbouring letters are swapped."""
    return len(word) == len(known) and sorted(word) == sorted(known) and edits(word, known) == 1


def _lacks_double(word: str, known: str) -> bool:
    """Whether one letter of a double one is missing."""
    return any(f"{word[:i]}{letter}{word[i:]}" == known for i, letter in enumerate(word))


def edits(one: str, other: str) -> int:
    """Letters inserted, left out, replaced or swapped with their neighbour, at the least.

    Source: optimal string alignment, as in Boytsov 2011, "Indexing methods for approximate dictionary
    searching", section 2.
    """
    last: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        second_last, last, row = last, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, second_last[j - 2] + 1)
            row.append(cost)
    return row[-1]
