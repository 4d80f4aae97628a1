"""Tells what the words of an English question are: names, nouns, verbs, small words.

No grammar: closed lists, endings and capitals. Must not tell what a phrase names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import regex

from assistant.names import NameKind, known_names
from assistant.rewriting import words as w

_TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}&/’'\-]*(?:\.[\p{L}\p{N}]+)*")
POSSESSIVE = regex.compile(r"['’](?:s)?$")
_NUMBER = regex.compile(r"\d[\d.,]*(?:st|nd|rd|th)?$")


class Class(StrEnum):
    """What a word is, as far as closed lists tell."""

    QUESTION = "question"
    AUXILIARY = "auxiliary"
    DETERMINER = "determiner"
    PREPOSITION = "preposition"
    PRONOUN = "pronoun"
    JOINT = "joint"
    VERB = "verb"
    NAME = "name"
    DATE = "date"
    WORD = "word"


class Kind(StrEnum):
    """What a phrase names."""

    CITY = "city"
    STATE = "state"
    NAMED = "named"
    NOUN = "noun"
    DOCUMENT = "document"
    BODY = "body"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: ``text[start:end]``; ``place`` is the kind of the place it names."""

    text: str
    start: int
    end: int
    kind: Class
    place: Kind | None = None

    @property
    def word(self) -> str:
        """In lower case, without the ending of a possessive."""
        return POSSESSIVE.sub("", self.text).casefold()

    @property
    def is_possessive(self) -> bool:
        """Whether it ends as in "Hue's"."""
        return POSSESSIVE.search(self.text) is not None


@lru_cache(maxsize=1_024)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, a name on record being one word."""
    found: list[Token] = []
    position = 0
    for mention in known_names().find(text):
        found += _words(text, position, mention.start)
        places = {NameKind.CITY: Kind.CITY, NameKind.STATE: Kind.STATE}
        end = mention.end + 2 if regex.match(r"['’]s\b", text[mention.end :]) else mention.end
        name = text[mention.start : end]
        found.append(Token(name, mention.start, end, Class.NAME, places.get(mention.kind)))
        position = end
    return tuple(_classed([*found, *_words(text, position, len(text))], text))


def phrase_end(text: str, all_: Sequence[Token], at: int) -> int:
    """The place behind the noun phrase that begins at a word; ``at`` where none does."""
    end = simple_end(text, all_, at)
    while end > at and end < len(all_) - 1 and _adjacent(text, all_, end):
        joint, after = all_[end], simple_end(text, all_, end + 1)
        if after == end + 1 or not _adjacent(text, all_, end + 1):
            break
        previous, follower = all_[end - 1], all_[end + 1]
        if not _joins(joint, previous, follower, all_[at:end]):
            break
        end = after
    return end


def _joins(joint: Token, previous: Token, follower: Token, before: Sequence[Token]) -> bool:
    """Whether a small word ties what follows to the phrase before it."""
    if joint.word == "and":
        if follower.kind is not previous.kind or previous.is_possessive:
            return False
        names = any(t.place is not None or t.text.isupper() for t in (*before, follower))
        return not names and (previous.kind is Class.NAME or all(t.kind is not Class.NAME for t in before))
    if joint.word == "of":
        return True
    tied = joint.word in {"in", "for", "against", "on", "at"} and previous.place is None
    return tied and not previous.is_possessive and follower.word not in w.POINTING | w.OWNING


def is_plural(head: str) -> bool:
    """Whether a noun looks like more than one thing."""
    return head in {"people", "men", "women", "children"} or (
        head.endswith("s") and len(head) > 3 and not w.SINGULAR_S.search(head)
    )


def simple_end(text: str, all_: Sequence[Token], at: int) -> int:
    """Behind determiner, adjectives and nouns without anything that a preposition adds."""
    end = at
    determined = end < len(all_) and all_[end].kind is Class.DETERMINER
    end += determined
    begin = end
    determined = determined or (at > 0 and all_[at - 1].kind is Class.QUESTION)
    while end < len(all_) and (end == at or _adjacent(text, all_, end)):
        token = all_[end]
        if token.kind is Class.VERB and end == begin and determined and token.word in w.EITHER:
            end += 1
            continue
        if token.kind not in {Class.NAME, Class.WORD}:
            break
        before = all_[end - 1] if end > begin else None
        if before is not None and before.kind is Class.NAME and not before.is_possessive:
            lone = not determined and token.kind is Class.WORD and not _has_number(all_[begin:end])
            if lone:
                break
            if before.place is not None and token.place is not None:
                break
        end += 1
    return end if end > begin else at


def _words(text: str, start: int, end: int) -> list[Token]:
    return [Token(m.group(), m.start(), m.end(), Class.WORD) for m in _TOKEN.finditer(text, start, end)]


def _classed(all_: list[Token], text: str) -> list[Token]:
    found: list[Token] = []
    for at, token in enumerate(all_):
        kind = token.kind if token.kind is Class.NAME else _class(all_, at, found, text)
        found.append(replace(token, kind=kind))
    for at, token in enumerate(found):
        if token.kind is Class.AUXILIARY and token.word in w.DO:
            _mark_verb(found, at + 1, text)
    return found


def _mark_verb(all_: list[Token], at: int, text: str) -> None:
    """Mark the verb that stands right behind a subject and looks like a noun: "does the framework name"."""
    end, whole = simple_end(text, all_, at), phrase_end(text, all_, at)
    if whole < len(all_) and all_[whole].kind in {Class.VERB, Class.AUXILIARY}:
        return
    nouns = [n for n in range(at, end) if all_[n].kind in {Class.WORD, Class.NAME, Class.VERB}]
    for number in reversed(nouns[1:]):
        word = all_[number]
        if word.kind is not Class.NAME and (word.word in w.VERBS or w.BASE.search(word.word)):
            all_[number] = replace(word, kind=Class.VERB)
            return
    if len(nouns) > 1 and all_[end - 1].kind is Class.WORD:
        all_[end - 1] = replace(all_[end - 1], kind=Class.VERB)


def _class(all_: list[Token], at: int, before: list[Token], text: str) -> Class:
    token, word = all_[at], all_[at].word
    begins = at == 0 or regex.search(r"[.?!:]\s*$", text[: token.start]) is not None
    previous = before[-1] if before else None
    if previous is not None and previous.word == "how" and word in w.DEGREES:
        return Class.QUESTION
    if word in w.MONTHS and token.text[:1].isupper():
        return Class.DATE
    if w.YEARS.match(word) and (previous is None or previous.kind is not Class.DETERMINER):
        return Class.DATE
    if _is_name(token.text, begins, all_[at + 1] if at + 1 < len(all_) else None):
        return Class.NAME
    for kind, own in _CLOSED:
        if word in own and not token.is_possessive:
            return kind
    return Class.VERB if _is_verb(word, before) else Class.WORD


_CLOSED = (
    (Class.QUESTION, w.QUESTION_WORDS),
    (Class.AUXILIARY, w.AUXILIARIES | w.BE),
    (Class.DETERMINER, w.DETERMINERS),
    (Class.PREPOSITION, w.PREPOSITIONS),
    (Class.PRONOUN, w.PRONOUNS),
    (Class.JOINT, w.JOINTS),
)


def _is_name(word: str, begins: bool, after: Token | None) -> bool:
    bare = POSSESSIVE.sub("", word)
    if not any(char.isupper() for char in bare):
        return False
    if sum(char.isupper() for char in bare) > 1 or any(char.isdigit() for char in bare):
        return True
    if not begins and bare.casefold() not in w.PREPOSITIONS | w.QUESTION_WORDS:
        return bare != "I"
    closed = any(bare.casefold() in own for _, own in _CLOSED) or bare.casefold() in w.VERBS
    follows = after is not None and after.text[:1].isupper()
    return not closed and (follows or POSSESSIVE.search(word) is not None)


def _is_verb(word: str, before: list[Token]) -> bool:
    previous = before[-1].kind if before else None
    asked = previous is Class.AUXILIARY or previous is Class.PRONOUN
    if word in w.IRREGULAR or (w.PAST.search(word) and previous is not Class.DETERMINER):
        return True
    base = word in w.VERBS or (word.endswith("s") and (word[:-1] in w.VERBS or word[:-2] in w.VERBS))
    if word.endswith("ing") and len(word) > 5:
        return asked and word not in w.EITHER
    if not base:
        return False
    return word not in w.EITHER or asked


def _has_number(own: Sequence[Token]) -> bool:
    return any(_NUMBER.match(token.text) for token in own)


def _adjacent(text: str, all_: Sequence[Token], at: int) -> bool:
    return at == 0 or not text[all_[at - 1].end : all_[at].start].strip()
