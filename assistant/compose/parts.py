"""Takes a question apart that asks several things: clause by clause, and name by name.

"How many people live in Jakarta and in Manila?" is answered by two sentences, one for each; asked as a
whole it finds the one that happens to name both. Must not search or answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

_QUESTION_WORD = (
    r"(?:who|whom|whose|what|when|where|which|why|how|(?:since|by|until) when|(?:from|to|in) what|with whom"
    r"|(?:in|on|under) which)"
)
_CLAUSE = regex.compile(
    rf"\s*(?:,|;|\?)?\s*\b(?:and|but|or)\s+(?:also\s+)?(?:(?:please\s+)?(?:tell (?:me|us)|say|state)\s+)?"
    rf"(?={_QUESTION_WORD}\b)|\s*\?\s+(?=\S)"
    rf"|,\s+(?={_QUESTION_WORD}\s+\w+\s+\w+)",
    regex.IGNORECASE,
)
_ASKS = regex.compile(
    rf"\b{_QUESTION_WORD}\b|\b(?:list|name|compare|is|are|was|were|does|do|did|has|have|can)\b",
    regex.IGNORECASE,
)
_ORDERS = regex.compile(r"(?:list|name|give|show|count|compare)\b", regex.IGNORECASE)
_NETWORK = regex.compile(r"\bthe network\b(?!['’]s)", regex.IGNORECASE)
_SAME_YEAR = regex.compile(r"\b(?:that|the same) year\b", regex.IGNORECASE)
_LEANS = regex.compile(
    r"\b(?:it|its|they|them|their|there|this|that|these|those|he|she|his|her"
    r"|the (?:one|ones|same|latest|first|other))\b",
    regex.IGNORECASE,
)
_JOINS = regex.compile(
    r"^\s*(?:,\s*)?(?:and|or|versus|vs\.?|against|compared (?:with|to)|than|to|with|,)?\s*(?:and|or)?\s*"
    r"(?:(?:the )?(?:one|that|those|report|list|plan|edition)s?\s+)?(?:in|of|from|for|the|at|to|by)?\s*"
    r"(?:the\s+)?$",
    regex.IGNORECASE,
)
_COMPARES = regex.compile(
    r"\b(?:which|who)\b[^,?]*\b(?:larger|bigger|smaller|higher|lower|more|fewer|less|longer|shorter|older|newer"
    r"|earlier|later|most|least)\b",
    regex.IGNORECASE,
)
_YEAR = regex.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/])")
_EDITION = regex.compile(
    r"(?:(?:19|20)\d\d (?:action )?(?:plan|report|list)|(?:plan|report|list) (?:of|on|for) (?:19|20)\d\d)"
    r"(?![\p{L}\p{N}])",
    regex.IGNORECASE,
)
"""A document named by its year, all of it one name: "the 2018 plan", "the list of 2022"."""

_STEP = regex.compile(
    r"\b(?:phase|stage|round|batch)\s+(?:\d{1,2}|[IVX]{1,4}|one|two|three|four|five)\b", regex.IGNORECASE
)
"""A step of a project: what is told of one is not told of the next."""

_COUNTED = regex.compile(
    r"\b(?:how many|which|what)\s+(?:[\w-]+\s+){0,2}?(?P<thing>[\w-]{3,}s)\b", regex.IGNORECASE
)
_ONES = regex.compile(r"\bones\b", regex.IGNORECASE)

_SHORTEST = 4
"""Words of a first clause; "on what date" and the like ask nothing alone."""

_MOST = 4
"""Parts of one question; more are asked as a whole."""

_RANGE = regex.compile(r"^\s*(?:to|until|till|through|[-–])\s*$", regex.IGNORECASE)
_BETWEEN = regex.compile(r"\b(?:between|from)\s*$", regex.IGNORECASE)
_TOGETHER = regex.compile(
    r"\b(?:in common|together|between them|both|jointly|the same|partner(?:ed|ship)? with)\b",
    regex.IGNORECASE,
)
_ELLIPSIS = regex.compile(
    r"^(?:and )?(?P<asks>how (?:many|much)|what|when|where)\s+(?:in|of|for|on|by|about)\b", regex.IGNORECASE
)

Span = tuple[int, int]
NamesIn = Callable[[str], Sequence[Span]]
"""Gives the spans of the names of one kind in a text, in order."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked.

    Attributes:
        ask: the clause that asks it.
        search: the same with what it leans on, to be searched for.
    """

    ask: str
    search: str


def parts(question: str, names_in: Sequence[NamesIn]) -> tuple[Part, ...]:
    """The things that ``question`` asks, each understood alone; itself where it asks one.

    Args:
        names_in: for each kind of name that can be asked about side by side.
    """
    kinds = (*names_in, _steps, _editions, _years)
    clauses = _clauses(question, kinds)
    found = tuple(dict.fromkeys(one for clause in clauses for one in _by_name(clause, kinds)))
    return found if 1 < len(found) <= _MOST else (Part(question, question),)


def _clauses(question: str, kinds: Sequence[NamesIn]) -> list[Part]:
    """The clauses that ask something, one that leans on the first with the first one's words beside it."""
    cut = [piece.strip(" ,;?") for piece in _CLAUSE.split(question)]
    cut = [piece for piece in cut if piece]
    if len(cut) < 2 or not all(_ASKS.search(piece) and len(piece.split()) > 1 for piece in cut):
        return [Part(question, question)]
    first, *others = cut
    if len(first.split()) < _SHORTEST and not _ORDERS.match(first):
        return [Part(question, question)]
    made = []
    if _COMPARES.search(first) and any(_LEANS.search(other) for other in others):
        first = _COMPARES.sub("", first).strip(" ,")  # the figures that the others ask for compare themselves
    else:
        named = _named(first) or not any(map(_named, others))
        made.append(Part(f"{first}?", f"{first}?" if named else f"{first} ({'; '.join(others)})?"))
    return made + [_after(first, other, kinds) for other in others]


def _after(first: str, other: str, kinds: Sequence[NamesIn]) -> Part:
    """A later clause, understood by the first: "ones" are what that one counts, "that year" is its year."""
    if (counted := _COUNTED.search(first)) is not None:
        other = _ONES.sub(counted["thing"], other)
    if len(own := _YEAR.findall(first)) == 1:
        other = _SAME_YEAR.sub(own[0], other)
    if _ELLIPSIS.match(other) and (changed := _substituted(first, other, kinds)) != first:
        return Part(f"{changed}?", f"{changed}?")
    if _named(other) and not _LEANS.search(other):
        return Part(f"{other}?", f"{other}?")
    context = _YEAR.sub("", first) if _YEAR.search(other) else first
    return Part(f"{other}?", f"{other} ({context})?")


def _named(clause: str) -> bool:
    """Whether a clause names what it is about: the network, or a word with a capital behind its first one."""
    return _NETWORK.search(clause) is not None or any(word[:1].isupper() for word in clause.split()[1:])


def _substituted(first: str, other: str, kinds: Sequence[NamesIn]) -> str:
    """The first clause with the names and years of the other in place of its own, like for like."""
    for names_in in kinds:
        own, new = names_in(first), names_in(other)
        if len(own) == len(new) == 1:
            first = f"{first[: own[0][0]]}{other[new[0][0] : new[0][1]]}{first[own[0][1] :]}"
    return first


def _by_name(part: Part, kinds: Sequence[NamesIn]) -> Iterator[Part]:
    """The part once for each of the names of a kind that stand side by side in it."""
    for names_in in kinds:
        row = _side_by_side(part.search, names_in(part.search))
        if len(row) > 1 and not _TOGETHER.search(part.search):
            begin, end = row[0][0], row[-1][1]
            for start, stop in row:
                one = f"{part.search[:begin]}{part.search[start:stop]}{part.search[end:]}"
                yield Part(one if part.ask == part.search else part.ask, one)
            return
    yield part


def _side_by_side(text: str, names: Sequence[Span]) -> list[Span]:
    """The longest run of names with nothing but words that join them between."""
    runs: list[list[Span]] = [[]]
    for name in names:
        if runs[-1] and not _joined(text, runs[-1][-1], name):
            runs.append([])
        runs[-1].append(name)
    best = max(runs, key=len)
    return best if len({text[a:b].casefold() for a, b in best}) == len(best) else []


def _joined(text: str, one: Span, other: Span) -> bool:
    between = text[one[1] : other[0]]
    spans = _BETWEEN.search(text[: one[0]])
    if _YEAR.fullmatch(text[slice(*one)]) and (_RANGE.match(between) or spans):
        return False  # a span of years is one thing
    if spans and _RANGE.match(between):
        return False  # and so is a way from one place to another
    return _JOINS.match(between) is not None


def _steps(text: str) -> list[Span]:
    return [m.span() for m in _STEP.finditer(text)]


def _editions(text: str) -> list[Span]:
    """Those that are asked about; a statement behind the question only says what is known of them."""
    asked = text.rfind("?") + 1 or len(text)
    return [m.span() for m in _EDITION.finditer(text, 0, asked)]


def _years(text: str) -> list[Span]:
    return [m.span() for m in _YEAR.finditer(text)]
