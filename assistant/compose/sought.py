"""What exactly a question wants to know.

"How many patients" wants a number of patients, "how deep" a depth, "what did it cost" money, "on which
day" a day. Rules over words: what they do not know stays `Kind.OPEN`, which every sentence fits. Must not
look at sentences; that is `assistant.compose.fitting`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from assistant.alike import ALIKE, PEOPLE
from assistant.compose import times
from assistant.compose.amounts import Measure, amounts
from assistant.names import PLACES, known_names
from indexing.analysis import terms
from indexing.lexical import stems


class Kind(StrEnum):
    """The sort of answer wanted."""

    COUNT = "count"
    AMOUNT = "amount"
    YEAR = "year"
    DAY = "day"
    DATE = "date"
    NAME = "name"
    PLACE = "place"
    EXPANSION = "expansion"
    OPEN = "open"


DATED = frozenset({Kind.YEAR, Kind.DAY, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question wants.

    Attributes:
        measures: what an amount may measure; any number will do where empty.
        head: stems, one of which stands beside the number or name.
        prefers: what an amount should rather measure, where another may answer too.
        dimension: stems, one of which stands with a length: "deep" wants a depth.
        given: numbers that the question states itself.
        years: years for which it is asked; those that name an edition ("the plan of 2018") are left out.
        span: whether several years are asked for, from one to another.
        short: the abbreviation to be spelt out.
        editions: years that name a document: "the plan of 2018".
        ordinals: of the thing asked for: another meeting than the eighth is another meeting.
        places: ids of the cities and states that the question names: none of them is the place asked for.
    """

    kind: Kind = Kind.OPEN
    measures: frozenset[Measure] = frozenset()
    prefers: frozenset[Measure] = frozenset()
    head: frozenset[str] = frozenset()
    dimension: frozenset[str] = frozenset()
    given: frozenset[float] = frozenset()
    years: frozenset[int] = frozenset()
    span: bool = False
    short: str = ""
    editions: frozenset[int] = frozenset()
    ordinals: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def is_strict(self) -> bool:
        """Whether a sentence that does not fit is no answer."""
        return self.kind is not Kind.OPEN


OPEN = Sought()

_UNIT_NOUNS = {
    Measure.MONEY: "dollar euro baht ringgit rupiah peso dong yen won yuan riel kip kyat pound money funding",
    Measure.LENGTH: "kilometre kilometer metre meter km mile feet storey floor",
    Measure.AREA: "hectare acre rai",
    Measure.SHARE: "percent per percentage",
    Measure.TIME: "year month week day hour minute second",
    Measure.WEIGHT: "ton tonne kilogram kg gram",
    Measure.ENERGY: "kilowatt megawatt gigawatt watt kwh mwh kilowatt-hour",
    Measure.VOLUME: "litre liter cubic",
    Measure.TEMPERATURE: "degree",
}
_MEASURE_OF = {stem: measure for measure, words in _UNIT_NOUNS.items() for stem in stems(words.split())}
_COUNT = regex.compile(
    r"\b(?:how many|what number of|the number of|what is the total number of)\s+(?P<thing>[^?.;!]+)", regex.I
)
_BREAKS = regex.compile(
    r"\s(?:are|is|was|were|do|does|did|have|has|had|can|could|will|would|there|take|took|in|of|for|with|on|at|from"
    r"|by|to|live|lived|lives|work|use|used|attend|attended|join|joined|belong|make|made|carry|carried|need|visit"
    r"|visited|each|every|that|who|which|under|per|a|an|according|as|during|since|between)\b.*|,.*",
    regex.I | regex.S,
)
_TO_A_PLURAL = regex.compile(r".*\b\p{L}{3,}[^s\W\d]s(?=\s+\p{Ll}+\s*$)")
_MONEY_NOUN = (
    r"(?:costs?|prices?|fares?|fees?|rents?|budgets?|salar(?:y|ies)|wages?|prize money|funding|grants?|loans?"
    r"|investments?|revenues?|GDP)"
)
_MONEY = regex.compile(
    r"\bhow much (?:money|funding)\b"
    r"|\bhow much\b.*\b(?:costs?|pay|paid|spend|spent|invest(?:ed)?|give|gave|contribute[sd]?|worth|earn)\b"
    rf"|\bwhat (?:do|does|did|will|would)\b.*\bcosts?\b|\bhow expensive\b"
    r"|\b(?:what|which|how (?:large|big|high|much)) (?:(?:is|was|were|are) )?(?:the |its )?"
    rf"(?:\w+ ){{0,3}}{_MONEY_NOUN}"
    r"(?= (?:of|for|in|to|that|does|do|did|is|was|per)\b|\?|$)",
    regex.I,
)
_SHARE = regex.compile(
    r"\b(?:what|which|how (?:large|high|big))\b[^,.?]{0,24}"
    r"\b(?:percentage|(?<=(?:what|which|the) )share|proportion|per ?cent)\b|\bhow many per ?cent\b",
    regex.I,
)
_AREA = regex.compile(
    r"\bwhat (?:is|was|are|were) the (?:total |land |surface |urban |geographical )*(?:area|size)\b"
    r"(?! of (?:focus|work|cooperation))|\bwhat area\b(?! of)|\b(?:land|surface) areas?\b",
    regex.I,
)
_POPULATION = regex.compile(
    r"\b(?:what|how (?:large|big|high))\b[^,.?]{0,40}\bpopulation\b|\bhow populous\b", regex.I
)
_HOW = regex.compile(
    r"\bhow (?P<how>deep|wide|high|tall|long|far|large|big|old|fast|heavy|hot)\b(?! (?:term|range|reaching))",
    regex.I,
)
_NOUN_OF = regex.compile(
    r"\bwhat (?:is|was|are|were|will be) the "
    r"(?P<noun>depth|width|height|length|duration|capacity|speed|weight|distance)\b",
    regex.I,
)
_DIMENSIONS = {
    "deep": "deep depth deepen",
    "depth": "deep depth deepen",
    "wide": "wide width breadth broad widen",
    "width": "wide width breadth broad widen",
    "high": "high height tall storey floor raise",
    "tall": "high height tall storey floor raise",
    "height": "high height tall storey floor raise",
}
_EXTENTS = {
    "long": {Measure.LENGTH, Measure.TIME},
    "length": {Measure.LENGTH, Measure.TIME},
    "far": {Measure.LENGTH, Measure.TIME},
    "distance": {Measure.LENGTH},
    "duration": {Measure.TIME},
    "fast": {Measure.SPEED, Measure.TIME},
    "speed": {Measure.SPEED},
    "heavy": {Measure.WEIGHT},
    "weight": {Measure.WEIGHT},
    "hot": {Measure.TEMPERATURE},
}
_PERIOD = regex.compile(
    r"\b(?:over|in|between) (?:which|what) years\b|\b(?:which|what) (?:period|years)\b", regex.I
)
_YEAR_ASKED = regex.compile(r"\b(?:which|what) year\b", regex.I)
_DAY_ASKED = regex.compile(
    r"\b(?:which|what)(?: exact)? (?:day|date)\b|\bwhat is the date\b|\bexact date\b", regex.I
)
_WHEN = regex.compile(
    r"^(?:\W|and |but |so |by |since |until |till |from |exactly )*when\b"
    r"|\b(?:by|since|until|till|and) when\b|\bwhen (?:did|was|were|is|are|will|does|do|has|have|had)\b"
    r"|\b(?:which|what) month\b|\bwhat (?:is|was) the deadline\b",
    regex.I,
)
_WHERE = regex.compile(
    r"^(?:\W|and |but |so |exactly )*where\b(?! to (?:find|read|apply))"
    r"|\bwhere (?:did|was|were|is|are|will|does|do|has|have|had)\b"
    r"|\b(?:in|at) (?:which|what) (?:\S+ ){0,2}(?:city|town|place|venue|location|country)\b",
    regex.I,
)
_NAMED = regex.compile(
    r"\bwhat (?:is|was|are|were) the (?:\w+ ){0,2}names? of (?:the )?(?P<thing>[^?,.]+)"
    r"|\bname of the (?P<thing>[^?,.]+)\b",
    regex.I,
)
_SPELT_OUT = regex.compile(
    r"\bstands? for\b|\b(?:abbreviation|acronym)\b|\bshort for\b|\bspelt out\b|\bfull (?:name|form) of\b",
    regex.I,
)
_SHORT = regex.compile(r"\b(?:\p{Lu}[\p{Lu}\p{Nd}&]+|\p{Lu}\p{Ll}?\p{Lu}\p{L}*)\b")


def sought(question: str) -> Sought:
    """What ``question`` wants."""
    given = frozenset(a.value for a in amounts(question))
    return replace(
        _sort(question),
        given=given,
        years=times.asked_years(question),
        editions=times.editions(question),
        ordinals=times.ordinals(question),
    )


def _sort(question: str) -> Sought:
    if _SPELT_OUT.search(question) and (short := _SHORT.findall(question)):
        return Sought(Kind.EXPANSION, short=max(short, key=lambda s: sum(c.isupper() for c in s)))
    if _SHARE.search(question):
        return Sought(Kind.AMOUNT, frozenset({Measure.SHARE}))
    if _MONEY.search(question):
        return Sought(Kind.AMOUNT, frozenset({Measure.MONEY}))
    if found := _COUNT.search(question):
        return _counted(found["thing"])
    if _POPULATION.search(question):
        return Sought(Kind.COUNT, head=PEOPLE)
    if _AREA.search(question):
        return Sought(Kind.AMOUNT, frozenset({Measure.AREA}))
    if found := _HOW.search(question) or _NOUN_OF.search(question):
        return _extent(found.group(1).casefold())
    return (
        _time(question)
        or _place(question)
        or (Sought(Kind.NAME, head=_head(found["thing"])) if (found := _NAMED.search(question)) else OPEN)
    )


def _time(question: str) -> Sought | None:
    """What is wanted of a question for a time; None for any other."""
    if _DAY_ASKED.search(question):
        return Sought(Kind.DAY)
    if _PERIOD.search(question):
        return Sought(Kind.YEAR, span=True)
    if _YEAR_ASKED.search(question):
        return Sought(Kind.YEAR)
    if _WHEN.search(question):
        return Sought(Kind.DATE)
    return None


def _place(question: str) -> Sought | None:
    """What is wanted of a question for a place; None for any other."""
    if not _WHERE.search(question):
        return None
    named = known_names().find(question)
    return Sought(Kind.PLACE, places=frozenset(m.id for m in named if m.kind in PLACES))


def _counted(thing: str) -> Sought:
    thing = regex.sub(r"^of (?:the |its |all )?", "", thing.strip(), flags=regex.I)
    head = _head(thing)
    if head & {"pound"}:
        return Sought(Kind.AMOUNT, frozenset({Measure.MONEY, Measure.WEIGHT}))
    if regex.match(r"(?:of )?sq(?:uare)?\b", thing, regex.I):
        return Sought(Kind.AMOUNT, frozenset({Measure.AREA}))
    if regex.match(r"cubic\b", thing, regex.I):
        return Sought(Kind.AMOUNT, frozenset({Measure.VOLUME}))
    measures = frozenset(_MEASURE_OF[stem] for stem in head if stem in _MEASURE_OF)
    return Sought(Kind.AMOUNT, measures) if measures else Sought(Kind.COUNT, head=head)


def _head(thing: str) -> frozenset[str]:
    """The noun a phrase ends in, with the nouns that mean the same; a verb may stand behind its plural."""
    phrase = _BREAKS.sub("", f" {thing}")
    if (plural := _TO_A_PLURAL.match(phrase)) is not None:
        phrase = plural[0]
    words = stems(terms(phrase).words) or stems(terms(thing).words)[:1]
    head = frozenset(words[-1:])
    return head.union(*(alike for alike in ALIKE if head & alike))


def _extent(how: str) -> Sought:
    if how in _DIMENSIONS:
        return Sought(
            Kind.AMOUNT, frozenset({Measure.LENGTH}), dimension=frozenset(stems(_DIMENSIONS[how].split()))
        )
    if how in {"large", "big"}:
        return Sought(Kind.AMOUNT, prefers=frozenset({Measure.AREA}))
    return Sought(Kind.AMOUNT, frozenset(_EXTENTS.get(how, ())))
