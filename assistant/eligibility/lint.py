"""All that is wrong with the rules of the programmes at once: names that lead nowhere, quotes that are gone.

Must not mend anything, print, or decide. What breaks the schema of a file is told as its loader tells it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from assistant.eligibility.facts import KNOWN_WORDS, Seniority, Size, questions
from assistant.eligibility.places import resolve_city
from assistant.eligibility.routes import facts_of
from corpus.assembly import assemble
from corpus.data_files import SHIPPED
from corpus.eligibility_rules import Criterion
from corpus.errors import CorpusInvalid
from corpus.faults import Finding
from corpus.named_sets import NamedSet, load_sets
from corpus.programme_rendering import render_programme
from corpus.programmes import Offer, Programme, Window, criteria_of, offers, programme_files, read_programme
from corpus.records import records
from corpus.rule_parts import members_of, sets_named, tests_of
from corpus.sources import Source, load_sources
from corpus.validity import Validity

_WORDS: Mapping[str, Collection[str]] = {
    **KNOWN_WORDS,
    "applicant.size": frozenset(Size),
    "applicant.seniority": frozenset(Seniority),
}


def lint(folder: Path = SHIPPED) -> tuple[Finding, ...]:
    """The faults of the programmes below a corpus ``folder``.

    Raises:
        CorpusInvalid: the sources cannot be read, without which nothing can be checked.
    """
    known = load_sources([folder / "sources.yaml", *sorted(folder.glob("records/*/sources.yaml"))])
    place = folder / "records" / "programmes"
    found: list[Finding] = []
    programmes = list(_read(place, known, found))
    sets = _sets(place, known, found)
    found += _unknown_successors(programmes)
    for programme in programmes:
        text = assembled(programme, known)
        for offer in offers(programme):
            found += _of_offer(offer, text, sets)
    found += _idle_members(programmes, sets)
    return tuple(found)


def assembled(programme: Programme, known: Mapping[str, Source]) -> str:
    """The text of the record that quotes are looked up in."""
    record = render_programme(programme, known)
    return assemble(record.reading, record.entry).text


def _read(place: Path, known: Mapping[str, Source], found: list[Finding]) -> Iterator[Programme]:
    for path in programme_files(place):
        try:
            yield read_programme(path, known)
        except CorpusInvalid as error:
            found.append(Finding(path.stem, error.reason, error.thing))


def _sets(place: Path, known: Mapping[str, Source], found: list[Finding]) -> Mapping[str, NamedSet]:
    held = records()
    try:
        return load_sets(place / "sets.yaml", known, held.cities.values(), held.states.values())
    except CorpusInvalid as error:
        found.append(Finding("sets", error.reason, error.thing))
        return held.sets


def _unknown_successors(programmes: Iterable[Programme]) -> Iterator[Finding]:
    held = list(programmes)
    known = {call.id for programme in held for call in programme.calls}
    for programme in held:
        for call in programme.calls:
            later = call.window.late_goes_to
            if later is not None and later not in known:
                yield Finding(call.id, f"late_goes_to: no call has the id {later}", _place(programme))


def _of_offer(offer: Offer, text: str, sets: Mapping[str, NamedSet]) -> Iterator[Finding]:
    place = _place(offer.programme)
    for quote in offer.window.quote if offer.window else ():
        if quote not in text:
            yield Finding(f"{offer.id}.window", "the record no longer says what it quotes", place)
    for role, criterion in criteria_of(offer):
        name = f"{offer.id}.{role}.{criterion.id}"
        yield from (Finding(name, reason, place) for reason in _of_criterion(criterion, text, sets))


def _of_criterion(criterion: Criterion, text: str, sets: Mapping[str, NamedSet]) -> Iterator[str]:
    for sentence in (*criterion.sentences, *criterion.doubt):
        if sentence not in text:
            yield "the record no longer says what it quotes"
    for test in tests_of(criterion.test):
        yield from (f"no fact is called {path}" for path in facts_of(test) if path not in questions())
        for fact, members in members_of(test):
            if isinstance(members, str):
                if members[1:] not in sets:
                    yield f"no set is called {members}"
            else:
                yield from (f"{word} is no {fact}" for word in members if not _can_be(fact, word))


def _can_be(fact: str, word: str) -> bool:
    if fact == "city.key":
        return _is_city(word)
    known = _WORDS.get(fact)
    return known is None or word in known


def _is_city(key: str) -> bool:
    try:
        return resolve_city(key) == key
    except ValueError:
        return False


def _idle_members(programmes: Iterable[Programme], sets: Mapping[str, NamedSet]) -> Iterator[Finding]:
    """Members that a set lists itself, yet of no use: no city, or none on any day of a window that asks."""
    windows = _windows(programmes)
    for set_ in sets.values():
        if set_.of is not None:
            continue
        for member, validity in set_.members.items():
            if "/" in member and not _is_city(member):
                yield Finding(f"@{set_.id}", f"{member} is no key of a city", "programmes/sets.yaml")
            asking = windows.get(set_.id, ())
            if asking and not any(_meets(window, validity) for window in asking):
                reason = f"{member} is no member on any day of a call that names the set"
                yield Finding(f"@{set_.id}", reason, "programmes/sets.yaml")


def _windows(programmes: Iterable[Programme]) -> Mapping[str, list[Window | None]]:
    """By set, the windows of the calls whose rules name it."""
    found: dict[str, list[Window | None]] = {}
    for offer in chain.from_iterable(map(offers, programmes)):
        for _, criterion in criteria_of(offer):
            for name in sets_named(criterion):
                found.setdefault(name, []).append(offer.window)
    return found


def _meets(window: Window | None, validity: Validity) -> bool:
    """Whether the days of a window, open ends included, and those of a member have one in common."""
    opens = window.opens if window else None
    closes = window.last_day if window else None
    too_late = closes and validity.from_earliest and validity.from_earliest > closes
    too_early = opens and validity.to_latest and validity.to_latest < opens
    return not (too_late or too_early)


def _place(programme: Programme) -> str:
    return f"programmes/{programme.id}.yaml"
