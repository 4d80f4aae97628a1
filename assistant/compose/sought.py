"""What exactly a question wants to know, and how well a sentence offers just that.

"How many patients" wants a number of patients, "how deep" a depth, "what did it cost" money, "on which
day" a day. A sentence on the right subject without it answers nothing, and no likeness of meaning tells.
Rules over words: what they do not know stays `Kind.OPEN`, which every sentence fits. Must not rank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import regex

from assistant.compose.amounts import Amount, Measure, amounts, states_share
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
    EXPANSION = "expansion"
    OPEN = "open"


DATED = frozenset({Kind.YEAR, Kind.DAY, Kind.DATE})


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question wants.

    Attributes:
        measures: what an amount may measure; any number will do where empty.
        head: stems, one of which stands beside the number or name.
        dimension: stems, one of which stands with a length: "deep" wants a depth.
        given: numbers that the question states itself.
        years: years for which it is asked; those that name an edition ("the plan of 2018") are left out.
        short: the abbreviation to be spelt out.
        editions: years that name a document: "the plan of 2018".
        ordinals: of the thing asked for: another meeting than the eighth is another meeting.
    """

    kind: Kind = Kind.OPEN
    measures: frozenset[Measure] = frozenset()
    head: frozenset[str] = frozenset()
    dimension: frozenset[str] = frozenset()
    given: frozenset[float] = frozenset()
    years: frozenset[int] = frozenset()
    short: str = ""
    editions: frozenset[int] = frozenset()
    ordinals: frozenset[int] = frozenset()

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
_PEOPLE = frozenset(
    stems("people person inhabitant resident citizen population individual man woman".split())
)
_ALIKE = (
    _PEOPLE,
    frozenset(stems("passenger rider".split())),
    frozenset(stems("camera cctv".split())),
    frozenset(stems("country state nation".split())),
    frozenset(stems("meeting session".split())),
    frozenset(stems("firm company enterprise business".split())),
    frozenset(stems("job employment".split())),
    frozenset(stems("house home household unit dwelling".split())),
)
"""Stems that count the same things."""

_COUNT = regex.compile(
    r"\b(?:how many|what number of|the number of|what is the total number of)\s+(?P<thing>[^?.;!]+)", regex.I
)
_BREAKS = regex.compile(
    r"\s(?:are|is|was|were|do|does|did|have|has|had|can|could|will|would|there|take|took|took part|in|of|for|with|on|at|"
    r"from|by|to|live|lived|lives|work|use|used|attend|attended|join|joined|belong|make|made|carry|carried|need|visit|visited|that|who|which|under|per|a|an|according|as|during|since|between)\b.*|,.*",
    regex.I | regex.S,
)
_MONEY_NOUN = r"(?:costs?|prices?|fares?|fees?|rents?|budgets?|salar(?:y|ies)|wages?|prize money|funding|grants?|loans?|investments?|revenues?|GDP)"
_MONEY = regex.compile(
    rf"\bhow much (?:money|funding)\b|\bhow much\b.*\b(?:costs?|pay|paid|spend|spent|invest(?:ed)?|give|gave|contribute[sd]?|worth|earn)\b"
    rf"|\bwhat (?:do|does|did|will|would)\b.*\bcosts?\b|\bhow expensive\b"
    rf"|\b(?:what|which|how (?:large|big|high|much)) (?:(?:is|was|were|are) )?(?:the |its )?(?:\w+ ){{0,3}}{_MONEY_NOUN}(?= (?:of|for|in|to|that|does|do|did|is|was|per)\b|\?|$)",
    regex.I,
)
_SHARE = regex.compile(
    r"\b(?:what|which|how (?:large|high|big))\b[^,.?]{0,24}\b(?:percentage|(?<=(?:what|which|the) )share|proportion|per ?cent)\b|\bhow many per ?cent\b",
    regex.I,
)
_AREA = regex.compile(
    r"\bwhat (?:is|was|are|were) the (?:total |land |surface |urban |geographical )*(?:area|size)\b(?! of (?:focus|work|cooperation))|\bwhat area (?:does|do|did)\b|\b(?:land|surface) areas?\b",
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
    r"\bwhat (?:is|was|are|were|will be) the (?P<noun>depth|width|height|length|duration|capacity|speed|weight|distance)\b",
    regex.I,
)
_DIMENSIONS = {
    "deep": "deep depth",
    "depth": "deep depth",
    "wide": "wide width breadth broad",
    "width": "wide width breadth broad",
    "high": "high height tall storey floor",
    "tall": "high height tall storey floor",
    "height": "high height tall storey floor",
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
_NAMED = regex.compile(
    r"\bwhat (?:is|was|are|were) the (?:\w+ ){0,2}names? of (?:the )?(?P<thing>[^?,.]+)|\bname of the (?P<thing>[^?,.]+)\b",
    regex.I,
)
_SPELT_OUT = regex.compile(
    r"\bstands? for\b|\b(?:abbreviation|acronym)\b|\bshort for\b|\bspelt out\b|\bfull (?:name|form) of\b",
    regex.I,
)
_SHORT = regex.compile(r"\b(?:\p{Lu}[\p{Lu}\p{Nd}&]+|\p{Lu}\p{Ll}?\p{Lu}\p{L}*)\b")

_EDITION = r"(?:reports?|plans?|lists?|frameworks?|statements?|declarations?|profiles?|calls?|editions?|notes?|references?|TOR|SCAPs?|page|survey|version)"
_YEAR = r"(?:19|20|21)\d\d"
_OF_EDITION = regex.compile(
    rf"\b{_EDITION}\b[^,.?;]{{0,24}}?\b{_YEAR}(?:\s*(?:and|or|to|,)\s*(?:(?:that|the one) (?:of|for) )?{_YEAR})*|\b{_YEAR}(?:'s|’s)?\s+(?:[\w-]+\s+){{0,5}}?{_EDITION}\b",
    regex.I,
)
_STATE = regex.compile(rf"\(?\bas (?:of|at) (?:\d{{1,2}} )?(?:\p{{Lu}}\p{{Ll}}+ )?{_YEAR}\)?", regex.I)
_FOUR = regex.compile(rf"(?<![\d.,/-]){_YEAR}(?![\d/])")
_ANY_YEAR = regex.compile(r"(?<![\d.,/])1?\d{3}(?![\d/]|[.,]\d)|(?<![\d.,/])2\d{3}(?![\d/]|[.,]\d)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\p{L}*\.?"
_DAY = regex.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}}(?:st|nd|rd|th)?)?(?: of)? {_MONTH}|\b{_MONTH} \d{{1,2}}\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
)
_MONTHLY = regex.compile(
    rf"\b{_MONTH}(?= |,|$)(?: \d{{4}})?|\bQ[1-4]\b|\bquarter of\b|\bcentury\b|\b\d{{3,4}} (?:BC|AD)\b|\b\d\d\d\ds\b"
)
_PASSES = regex.compile(
    rf"\b(?:since|until|till|to|through|and|[-–]) (?:\p{{Lu}}\p{{Ll}}+ )?{_YEAR}\b|\b(?:since|until) ",
    regex.I,
)
_NAME = regex.compile(r"(?:\p{Lu}[\p{L}\p{M}\p{N}&’'-]*|\b\p{Ll}+\p{Lu}\p{L}*)")

_ORDINALS = {
    word: n
    for n, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        2,
    )
}
_ORDINAL = regex.compile(
    rf"\b(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b(?! (?:of )?{_MONTH.lower()})"
)

_AFTER, _BEFORE = 7, 6
"""Words behind and before a number or name among which the thing is expected."""


def sought(question: str) -> Sought:
    """What ``question`` wants."""
    given = frozenset(a.value for a in amounts(question))
    years = asked_years(question)
    found = _sort(question)
    return replace(found, given=given, years=years, editions=editions(question), ordinals=ordinals(question))


def asked_years(question: str) -> frozenset[int]:
    """The years for which something is asked; "the report of 2025" names a document."""
    return frozenset(map(int, _FOUR.findall(_OF_EDITION.sub(" ", question))))


def editions(text: str) -> frozenset[int]:
    """The years by which a text names documents: "the plan of 2018", "the 2018 plan"."""
    return frozenset(int(year) for found in _OF_EDITION.findall(text) for year in _FOUR.findall(found))


def ordinals(text: str) -> frozenset[int]:
    """The ordinal numbers of a text from the second on; "first" says too much else."""
    return frozenset(
        _ORDINALS[word] if word in _ORDINALS else int(word[:-2]) for word in _ORDINAL.findall(text.casefold())
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
        return Sought(Kind.COUNT, head=_PEOPLE)
    if _AREA.search(question):
        return Sought(Kind.AMOUNT, frozenset({Measure.AREA}))
    if found := _HOW.search(question) or _NOUN_OF.search(question):
        return _extent(found.group(1).casefold())
    if _DAY_ASKED.search(question):
        return Sought(Kind.DAY)
    if _PERIOD.search(question) or _YEAR_ASKED.search(question):
        return Sought(Kind.YEAR)
    if _WHEN.search(question):
        return Sought(Kind.DATE)
    if found := _NAMED.search(question):
        return Sought(Kind.NAME, head=_head(found["thing"]))
    return OPEN


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
    """The noun a phrase ends in, with the nouns that mean the same."""
    words = stems(terms(_BREAKS.sub("", f" {thing}")).words) or stems(terms(thing).words)[:1]
    head = frozenset(words[-1:])
    return head.union(*(alike for alike in _ALIKE if head & alike))


def _extent(how: str) -> Sought:
    if how in _DIMENSIONS:
        return Sought(
            Kind.AMOUNT, frozenset({Measure.LENGTH}), dimension=frozenset(stems(_DIMENSIONS[how].split()))
        )
    return Sought(Kind.AMOUNT, frozenset(_EXTENTS.get(how, ())))


def fit(sought_: Sought, text: str, place: str = "", published: date | None = None) -> float:
    """How well a sentence offers what is wanted, from 0 to 1; ``place`` is title and headings above it.

    A number of another year than the one asked for is none.
    """
    kind = sought_.kind
    if not sought_.ordinals <= ordinals(f"{place} {text}"):
        return 0.0
    if _is_of_another_year(sought_, text) and not (
        kind is Kind.OPEN and _tells_of(sought_, place, published)
    ):
        return 0.0
    match kind:
        case Kind.COUNT:
            return _count_fit(sought_, text, place)
        case Kind.AMOUNT:
            return _amount_fit(sought_, text)
        case Kind.NAME:
            return _name_fit(sought_, text)
        case Kind.EXPANSION:
            return _expansion_fit(sought_.short, text)
        case Kind.OPEN:
            return 1.0
        case _:
            return _date_fit(kind, sought_, text)


def _is_of_another_year(sought_: Sought, text: str) -> bool:
    stated = {int(year) for year in _FOUR.findall(text)}
    if not sought_.years or not stated or sought_.years & stated:
        return False
    return not any(min(stated) <= year <= max(stated) for year in sought_.years)


def _tells_of(sought_: Sought, place: str, published: date | None) -> bool:
    """Whether a text tells of a year asked for as a whole, whatever other years it mentions."""
    known = {int(year) for year in _FOUR.findall(place)} | ({published.year} if published else set())
    return bool(sought_.years & known)


def _free(sought_: Sought, text: str) -> Iterator[Amount]:
    return (a for a in amounts(text) if a.value not in sought_.given)


def _count_fit(sought_: Sought, text: str, place: str) -> float:
    return max((_clause_fit(sought_, clause, place) for clause in regex.split(r"[;\n]", text)), default=0.0)


def _clause_fit(sought_: Sought, text: str, place: str) -> float:
    best = 0.0
    for amount in _free(sought_, text):
        if amount.is_year or amount.measures - {Measure.LENGTH}:
            continue
        after = stems(terms(text[amount.end : amount.end + 90]).words)[:_AFTER]
        before = stems(terms(text[max(0, amount.start - 70) : amount.start]).words)[-_BEFORE:]
        if sought_.head & set(after):
            return 1.0
        best = max(best, 0.8 if sought_.head & set(before) else 0.3)
    if best == 0.3 and sought_.head & set(stems(terms(f"{place} {text}").words)):
        return 0.5
    return best


def _amount_fit(sought_: Sought, text: str) -> float:
    if sought_.measures == {Measure.SHARE}:
        return float(states_share(text))
    held = [a for a in _free(sought_, text) if not a.is_year]
    if sought_.measures:
        held = [a for a in held if a.measures & sought_.measures]
    if not held:
        return float(
            Measure.MONEY in sought_.measures
            and bool(regex.search(r"\bfree\b|\bno (?:fee|charge|cost)", text, regex.I))
        )
    if sought_.dimension and not sought_.dimension & set(stems(terms(text).words)):
        return 0.2
    return 1.0 if sought_.measures else 0.7


def _date_fit(kind: Kind, sought_: Sought, text: str) -> float:
    own = _STATE.sub(" ", _OF_EDITION.sub(" ", text))
    if kind is Kind.DAY:
        return 1.0 if _DAY.search(own) else 0.3 * bool(_MONTHLY.search(own))
    years = {int(y) for y in _ANY_YEAR.findall(own)}
    if kind is Kind.YEAR:
        return float(bool(years - sought_.years) or (bool(sought_.years) and bool(years)))
    return float(bool(years) or bool(_DAY.search(own) or _MONTHLY.search(own)))


def _name_fit(sought_: Sought, text: str) -> float:
    """A name near the thing named, or at least one somewhere behind the first word."""
    words = text.split()
    stemmed = [set(stems(terms(word).words)) for word in words]
    best = 0.0
    for position, word in enumerate(words):
        if position and _NAME.match(word.strip("“”\"'(")):
            near = set().union(*stemmed[max(0, position - _BEFORE) : position + _AFTER])
            best = max(best, 1.0 if sought_.head & near else 0.4)
    return best


def _expansion_fit(short: str, text: str) -> float:
    """Words whose initials spell the abbreviation, or the abbreviation in or before brackets."""
    letters = "".join(c for c in short if c.isupper())
    capitals = [
        word for word in regex.findall(r"[\p{L}\p{M}\p{N}’'-]+", text) if word[0].isupper() and word != short
    ]
    initials = "".join(word[0] for word in capitals)
    if short in text and letters in initials:
        return 1.0
    return 0.7 if regex.search(rf"\({regex.escape(short)}\)|\b{regex.escape(short)} \(", text) else 0.0
