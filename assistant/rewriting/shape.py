"""The shape of an English question: what it asks for, of whom, and the rest.

Must not look at other turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from assistant.rewriting import words as w
from assistant.rewriting.nouns import Phrase, phrases
from assistant.rewriting.tokens import Class, Token, is_plural, phrase_end, tokens

_ASKS = regex.compile(
    r"(?i)^(?P<before>(?:(?:at|in|on|by|for|from|to|under|since|with|of|over|through|until|between|out of"
    r"|more than"
    r"|less than|into|during)\s+){0,2})"
    r"(?P<wh>how (?:many|much)|how (?:long|large|big|often|far|old|high|deep|tall|fast|soon|wide)|how|what"
    r"|which"
    r"|who|whom|whose|when|where|why)(?![\p{L}’'])"
)
_COMMANDS = regex.compile(
    r"(?i)^(?:list|name|show|give|tell|enumerate|count|compare|describe|explain|summari[sz]e|find|write"
    r"|say|print"
    r"|state|make|decode|apply|ignore|let)\b"
)
_ADVERBS = frozenset(
    "when where why how".split()
    + [f"how {a}" for a in "long large big often far old high deep tall fast soon wide".split()]
)
_WITH_NOUN = frozenset({"how many", "how much", "what", "which", "whose"})
_EMPTY = frozenset({"", "be", "do", "about", "like", "mean", "say", "give"})
_TELLS = frozenset({"is", "are", "was", "were", "has", "have", "had"})
_LONG = 4
"""Words: a longer noun behind the words that ask has swallowed a verb."""

_END = regex.compile(r"[\s?.!]+$")


@dataclass(frozen=True, slots=True)
class Shape:
    """A question in its parts, in their order: "How many", "wetlands", "does", "Luang Prabang", "have".

    Attributes:
        wh: the words that ask, in lower case; "" where there are none.
        asked: the noun they ask for.
        subject: "" where what is asked for is the subject itself.
        rest: verb and all that follows, without the mark at the end.
    """

    wh: str = ""
    asked: str = ""
    auxiliary: str = ""
    subject: str = ""
    rest: str = ""
    before: str = ""

    @property
    def is_adverbial(self) -> bool:
        """Whether it asks when, where, why or how."""
        return self.wh in _ADVERBS

    @property
    def asks_only(self) -> bool:
        """Whether it is nothing but the words that ask: "Since when?", "Under whose chairmanship?"."""
        return bool(self.wh) and not (self.auxiliary or self.subject or self.rest)


@lru_cache(maxsize=1_024)
def shaped(text: str) -> Shape:
    """The parts of a question; for anything else all of it is the rest."""
    text = _END.sub("", text)
    match = _ASKS.match(text)
    if match is None:
        return _yes_or_no(text)
    all_ = tokens_from(text, match.end())
    wh, at, asked = match["wh"].casefold(), 0, ""
    if wh in _WITH_NOUN:
        at = _asked_end(text, match.end())
        asked = text[all_[0].start : all_[at - 1].end] if at else ""
    shape = Shape(wh, asked, before=match["before"].strip())
    return _with_clause(shape, text, all_, at)


def is_command(text: str) -> bool:
    """Whether a turn tells the assistant to do something: "List all projects"."""
    return _COMMANDS.match(text) is not None


def is_clause(text: str) -> bool:
    """Whether a turn says a whole sentence rather than a part of one."""
    if is_command(text):
        return True
    shape = shaped(text)
    if not shape.wh:
        first = tokens(text)[:1]
        return bool(first) and first[0].kind is Class.AUXILIARY
    if shape.auxiliary or len(shape.asked.split()) > _LONG:
        return True
    if shape.wh in {"who", "what", "which", "whom"} or shape.asked:
        return bool(shape.rest) and tokens(shape.rest)[0].kind in {
            Class.VERB,
            Class.WORD,
            Class.AUXILIARY,
        }
    return False


def told(shape: Shape) -> str:
    """What a question takes for granted, as a statement as far as that goes: "the ASCN does meet"."""
    if shape.asked.casefold().startswith("of "):
        shape = replace(shape, asked=shape.asked[3:])
    if not shape.wh:
        return f"{shape.subject} {shape.rest}".strip() if shape.subject else shape.rest
    if shape.subject and shape.rest in _EMPTY:
        return f"the {shape.asked} of {shape.subject}" if _measures(shape) else shape.subject
    if shape.subject:
        verb, _, others = shape.rest.partition(" ")
        things = "" if shape.is_adverbial or not shape.asked else shape.asked
        return " ".join(filter(None, (shape.subject, shape.auxiliary, verb, things, others)))
    if shape.asked:
        return " ".join(filter(None, (shape.asked, shape.auxiliary, shape.rest)))
    named = main_phrase(shape.rest)
    return named.text if named else shape.rest


def described(shape: Shape) -> str:
    """What a question asks for, in its own words: "the city that uses INFLOS"; "" where that cannot be."""
    if shape.wh == "who" and not shape.subject and shape.rest:
        return f"the one who {' '.join(filter(None, (shape.auxiliary, shape.rest)))}"
    if not shape.asked or not shape.rest:
        return ""
    noun = _singular_article(shape.asked)
    verb, _, others = shape.rest.partition(" ")
    if shape.subject and verb == "have":
        return " ".join(filter(None, (noun, "of" if shape.subject else "", shape.subject, others)))
    return " ".join(filter(None, (noun, "that", shape.subject, shape.auxiliary, shape.rest)))


def main_phrase(text: str) -> Phrase | None:
    """The first noun phrase of a text."""
    return next(iter(phrases(text)), None)


def _measures(shape: Shape) -> bool:
    return bool(shape.asked) and shape.asked.split()[-1].casefold() in w.MEASURES


def _singular_article(asked: str) -> str:
    first = asked.split()[0].casefold()
    return asked if first in w.DETERMINERS else f"the {asked}"


def _yes_or_no(text: str) -> Shape:
    all_ = tokens(text)
    if not all_ or all_[0].kind is not Class.AUXILIARY:
        return Shape(rest=text)
    return _with_clause(Shape(), text, all_, 0)


def _with_clause(shape: Shape, text: str, all_: Sequence[Token], at: int) -> Shape:
    """The shape with auxiliary, subject and rest as they follow the words that ask."""
    auxiliary = subject = ""
    if at < len(all_) and all_[at].kind is Class.AUXILIARY:
        auxiliary, at = all_[at].text, at + 1
        end = _subject_end(text, all_, at)
        if end > at:
            subject, at = text[all_[at].start : all_[end - 1].end], end
    rest = text[all_[at].start :] if at < len(all_) else ""
    if shape.asked and subject and not rest and auxiliary in _TELLS:
        # "Which city has JakLingko?" asks for the subject itself.
        return replace(shape, rest=f"{auxiliary} {subject}")
    return Shape(shape.wh, shape.asked, auxiliary, subject, rest, shape.before)


def tokens_from(text: str, start: int) -> list[Token]:
    """The words from a place on."""
    return [token for token in tokens(text) if token.start >= start]


def _asked_end(text: str, start: int) -> int:
    """Behind the noun asked for, in words from ``start``; "which of the two" asks for "of the two"."""
    all_ = tokens(text)
    first = next((n for n, token in enumerate(all_) if token.start >= start), len(all_))
    of = first < len(all_) and all_[first].word == "of"
    if of and first + 1 < len(all_) and all_[first + 1].word in w.POINTING:
        return 2
    end = phrase_end(text, all_, first + of)
    return end - first if end > first + of else 0


def _subject_end(text: str, all_: Sequence[Token], at: int) -> int:
    if at < len(all_) and all_[at].kind is Class.PRONOUN and all_[at].word != "there":
        return at + 1
    return phrase_end(text, all_, at)


def counted_in_plural(noun: str) -> bool:
    """Whether "how many" can be asked of a noun."""
    return bool(noun) and is_plural(noun.split()[-1].casefold())
