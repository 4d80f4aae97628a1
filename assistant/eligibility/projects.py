"""Reads what the support is for: sector, stage, place, amounts, duration, people, experience.

Must not read who asks. Why: a number counts only where its unit and its thing stand beside it; a bound
("at least", "up to") or a bare "$" leaves the value open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from assistant.eligibility.gazetteer import PlaceKind, gazetteer
from assistant.eligibility.mood import Mood, mood, sentence
from assistant.eligibility.stated import Stated, Unsure, stated
from assistant.lists.vocabulary import NUMBERS

_SECTORS: tuple[tuple[str, str], ...] = (
    ("transport", r"(?:public )?transport(?:ation)?|mobility|traffic"),
    ("energy", r"(?:renewable |clean )?energy|electricity"),
    ("water", r"water(?: supply)?|waste-?water|sanitation"),
    ("environment", r"environment(?:al)?"),
    ("health", r"health(?:care)?"),
    ("tourism", r"tourism"),
    ("agriculture_fisheries", r"agricultur(?:e|al)|fisher(?:y|ies)"),
    ("telecommunications", r"telecom(?:s|munications?)"),
    ("connectivity", r"connectivity"),
    ("utilities", r"utilities"),
    ("culture", r"cultur(?:e|al)"),
    ("defence", r"defen[cs]e|military"),
    ("education", r"education(?:al)?"),
    ("finance", r"financ(?:e|ial)|banking"),
    ("housing", r"housing"),
    ("industry", r"industr(?:y|ial)"),
    ("mining", r"mining"),
    ("public_safety", r"public safety"),
    ("multisector", r"multi-?sector(?:al)?"),
    ("urban", r"urban(?: development)?"),
)
_STAGES: tuple[tuple[str, str], ...] = (
    ("pre_feasibility", r"pre-?feasibility"),
    ("feasibility", r"feasibility"),
    ("idea", r"idea"),
    ("concept", r"concept"),
    ("planning", r"planning"),
    ("design", r"(?:detailed )?design"),
    ("procurement", r"procurement|tender(?:ing)?"),
    ("construction", r"construction"),
    ("operation", r"operations?"),
)
_NUMBER = r"(?<!\d[.,])(?P<n>\d{1,3}(?:[,\u202f\u00a0]\d{3})+|\d+(?:\.\d{1,2})?)(?![.,]?\d)"
"""Of "100.000" or "2,5" nobody knows which country's sign it is: no number."""
_SCALE = r"(?:\s?(?P<scale>k|thousand|m|mn|mio|million|bn|billion)(?![\p{L}]))?"
_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}
_CURRENCIES = (
    ("project.amount_usd", 1.0, r"US\s?\$|USD|U\.S\. dollars?|US[- ]dollars?"),
    ("project.amount_eur", 1.0, r"EUR|€|euros?"),
    ("project.amount_krw_million", 1e-6, r"KRW|₩|(?:(?:South )?Korean )?won"),
)
_OTHER_MONEY = (
    r"(?<!US ?)\$|(?<!US[- ])dollars?|SGD|S\$|AUD|A\$|JPY|¥|yen|THB|baht|IDR|rupiah|PHP|pesos?|VND|GBP|£|"
    r"MYR|ringgit"
)
_BOUND = regex.compile(
    r"(?i)(?:at least|at most|up to|more than|less than|fewer than|over|under|above|below|between|from|"
    r"minimum|maximum|max\.?|min\.?|–|-|\bto)\s*(?:of )?$"
)
_EARNED = regex.compile(
    r"(?i)(?:revenues?|turnover|sales|capital|income|profits?|raised|valued|worth)[^.;]{0,30}$"
)
_NOT_SO = frozenset({Mood.OPEN, Mood.DENIED})
"""A project that is wanted or asked about is described all the same; one under a condition is not."""
_COUNT = rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})"
_PROJECT = r"(?:projects?|proposals?|pilots?|studies|study)"


def _words(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{N}}])")


def _sector(words: str) -> regex.Pattern[str]:
    return _words(
        rf"(?P<v>{words}) (?:[\p{{L}}-]+ )?{_PROJECT}|(?:the )?(?P<v>{words}) sector|"
        rf"{_PROJECT} (?:is |are )?(?:on|about|in|for|concerns?|deals? with) (?:the )?(?P<v>{words})"
        r"(?: sector)?"
    )


_SECTOR = tuple((value, _sector(words)) for value, words in _SECTORS)
_STAGE = tuple(
    (
        value,
        _words(
            rf"(?:at|in) (?:the |an? )?(?P<v>{words})(?: study)? (?:stage|phase)|"
            rf"(?:stage|phase) (?:is|of|:) (?:the )?(?P<v>{words})"
            + (rf"|(?:pay(?:s)? for|finance|fund) (?:the )?(?P<v>{words})" if value == "construction" else "")
        ),
    )
    for value, words in _STAGES
)
_URBAN = ((True, _words(r"(?P<v>urban projects?|functionally linked to (?:an urban|the city))")),)
_AMOUNT = tuple(
    (
        path,
        unit,
        regex.compile(
            rf"(?i)(?<![\p{{L}}\p{{N}}])(?:(?:{m})\s?{_NUMBER}{_SCALE}|{_NUMBER}{_SCALE}\s?(?:{m})(?![\p{{L}}]))"
        ),
    )
    for path, unit, m in _CURRENCIES
)
_MONEY = regex.compile(
    rf"(?i)(?<![\p{{L}}\p{{N}}])(?:(?:{_OTHER_MONEY})\s?{_NUMBER}{_SCALE}|{_NUMBER}{_SCALE}\s?(?:{_OTHER_MONEY}))"
)
_DURATION = _words(
    rf"{_COUNT}[- ](?P<unit>months?|years?)(?!['’]? (?:of )?(?:[\p{{L}}-]+ ){{0,2}}experience)"
    r"(?! ago| old|[- ]old)"
)
_EXPERIENCE = _words(
    rf"{_COUNT} years?['’]?(?: of)? (?:(?:project|relevant|work|working|field|such|the) )*experience|"
    rf"experience (?:with [\p{{L}}-]+ )?of {_COUNT} years"
)
_PEOPLE = regex.compile(
    rf"(?i)(?<![\p{{L}}\p{{N}}.,]){_NUMBER}{_SCALE} "
    r"(?:people|inhabitants|residents|citizens|persons)(?![\p{L}])|"
    rf"(?<![\p{{L}}])population (?:is |of |: ?|was |has )*(?:about |around |some |roughly )?{_NUMBER}{_SCALE}"
)
_TRL = regex.compile(
    r"(?i)(?<![\p{L}])(?:TRL|(?:technology )?readiness level)(?: of| is|:|-)?\s?(?P<n>[1-9])(?!\d)"
)
_PLACED = regex.compile(
    rf"(?i)(?<![\p{{L}}])(?:{_PROJECT}|hosted|host city) "
    r"(?:is |are |will be |takes place |located |based |\p{L}+ )?(?:in|for) "
    r"(?:the )?(?:city of )?$"
)
_OUR_CITY = regex.compile(
    r"(?i)(?<![\p{L}])(?:our|the) (?:city|municipality|town) (?:is |would be )(?:called )?"
    r"(?:the )?(?:city of )?$"
)
_HELPED = regex.compile(r"(?i)(?<![\p{L}])(?:helps?|benefits?|serves?|supports?)(?: both)? (?:the )?$")
_AND = regex.compile(r"(?i)^(?:\s*,\s*|,? and (?:the )?|\s*/\s*)$")


def project(text: str) -> Iterator[Stated | Unsure]:
    """Everything that a text states of the project."""
    yield from _one_of("project.sector", _SECTOR, text)
    yield from _one_of("project.stage", _STAGE, text)
    yield from _one_of("project.urban_or_functionally_linked", _URBAN, text)
    yield from _amounts(text)
    yield from _counts(text)
    yield from _places(text)


def sector_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The sectors that a text names by themselves, longest words first, with their places."""
    yield from _bare(text, _SECTORS)


def stage_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The stages that a text names by themselves, with their places."""
    yield from _bare(text, _STAGES)


def amount_of(match: regex.Match[str]) -> float:
    """The number that a match holds, its scale counted in."""
    digits = match["n"].replace(",", "").replace("\u202f", "").replace("\u00a0", "")
    return float(digits) * _SCALES.get((match["scale"] or "").casefold(), 1.0)


def _bare(text: str, table: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int, int]]:
    found = [(value, m.start(), m.end()) for value, words in table for m in _words(words).finditer(text)]
    for value, start, end in found:
        if not any((s, e) != (start, end) and s <= start and end <= e for _, s, e in found):
            yield value, start, end


def _one_of(
    path: str, patterns: Sequence[tuple[str | bool, regex.Pattern[str]]], text: str
) -> Iterator[Stated | Unsure]:
    """The one value named; several leave it open."""
    found = [
        stated(path, value, text, match.start("v"), match.end("v"))
        for value, pattern in patterns
        for match in pattern.finditer(text)
        if mood(text, *match.span()) not in _NOT_SO
    ]
    found = [f for f in found if not any(f is not o and o.start <= f.start and f.end <= o.end for o in found)]
    if len({fact.value for fact in found}) > 1:
        options = tuple(dict.fromkeys(str(fact.value) for fact in found))
        yield Unsure(path, found[0].words, found[0].start, found[0].end, options)
    elif found:
        yield found[0]


def _amounts(text: str) -> Iterator[Stated | Unsure]:
    for path, unit, pattern in _AMOUNT:
        for match in pattern.finditer(text):
            if _EARNED.search(text[: match.start()]):
                continue
            if _is_bound(text, match):
                yield Unsure(path, match.group(), match.start(), match.end())
            elif mood(text, *match.span()) not in _NOT_SO:
                yield stated(path, round(amount_of(match) * unit, 6), text, *match.span())
    for match in _MONEY.finditer(text):
        if not _EARNED.search(text[: match.start()]):
            yield Unsure("project.amount_usd", match.group(), match.start(), match.end())


def _counts(text: str) -> Iterator[Stated | Unsure]:
    for match in _DURATION.finditer(text):
        first, last = sentence(text, *match.span())
        if not regex.search(rf"(?i)\b{_PROJECT}|\b(?:lasts?|takes?|runs?|duration)\b", text[first:last]):
            continue
        months = _count(match["n"]) * (12 if match["unit"].casefold().startswith("year") else 1)
        yield _measured("project.duration_months", months, text, match)
    for match in _EXPERIENCE.finditer(text):
        yield _measured("applicant.years_project_experience", _count(match["n"]), text, match)
    for match in _PEOPLE.finditer(text):
        yield _measured("city.population", int(amount_of(match)), text, match)
    for match in _TRL.finditer(text):
        yield _measured("project.trl", int(match["n"]), text, match)


def _measured(path: str, value: int, text: str, match: regex.Match[str]) -> Stated | Unsure:
    if _is_bound(text, match) or mood(text, *match.span()) in _NOT_SO:
        return Unsure(path, match.group(), match.start(), match.end())
    return stated(path, value, text, *match.span())


def _is_bound(text: str, match: regex.Match[str]) -> bool:
    behind = regex.match(r"(?i)\s*(?:or (?:more|less)|to|–|-|\+)\s*\d?", text[match.end() :])
    before = _BOUND.search(text[: match.start()])
    # "Over 24 months" is how long, "over 500 people" is a bound.
    lasting = (
        before is not None and before.group().casefold().startswith("over") and "unit" in match.re.groupindex
    )
    return (before is not None and not lasting) or behind is not None


def _places(text: str) -> Iterator[Stated]:
    """Where the project takes place, and the countries it helps."""
    places = [place for place in gazetteer().find(text) if place.kind is not PlaceKind.PEOPLE]
    helped: list[int] = []
    for index, place in enumerate(places):
        before = text[: place.start]
        if _PLACED.search(before) and mood(text, place.start, place.end) not in _NOT_SO:
            yield stated("project.country", place.country, text, place.start, place.end)
            if place.kind is PlaceKind.CITY and place.city is not None:
                yield stated("city.key", place.city, text, place.start, place.end)
        elif place.city is not None and _OUR_CITY.search(before):
            yield stated("city.key", place.city, text, place.start, place.end)
        joined = helped and _AND.match(text[places[index - 1].end : place.start]) is not None
        if _HELPED.search(before) or (joined and helped[-1] == index - 1):
            helped.append(index)
    if helped:
        countries = tuple(dict.fromkeys(places[index].country for index in helped))
        first, last = places[helped[0]].start, places[helped[-1]].end
        yield stated("project.benefit_countries", countries, text, first, last)


def _count(number: str) -> int:
    return int(number) if number.isdigit() else NUMBERS[number.casefold()]
