"""The day before, on and after each day that a window knows, and sets whose members change with the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.eligibility.decide import Verdict, decide, decided
from assistant.eligibility.facts import Facts, Inquiry, read_inquiry
from assistant.eligibility.logic import Outcome
from corpus.programmes import Offer, Window, WindowState, offers
from corpus.records import records
from tests.assistant.eligibility.profiles import CASES, Case
from tests.assistant.eligibility.scenarios import FAR, SCENARIOS

DAY = timedelta(days=1)
NOT_NOW = {WindowState.CLOSED, WindowState.NOT_YET}

OFFERS = [offer for programme in records().programmes.values() for offer in offers(programme) if offer.window]


def boundaries(kind: str) -> Iterator[Any]:
    for offer in OFFERS:
        if (day := getattr(offer.window, kind)) is not None:
            yield pytest.param(offer, day, id=f"{offer.programme.id} {offer.id}")


def state(offer: Offer, day: date) -> WindowState:
    first, *_ = decide(Inquiry(programme=offer.programme.id, call=offer.id, as_of=day), records(), FAR)
    return first.window


@pytest.mark.parametrize(("offer", "opens"), list(boundaries("opens")))
def test_a_call_is_not_open_the_day_before_it_opens_and_no_longer_so_on_the_day(
    offer: Offer, opens: date
) -> None:
    assert state(offer, opens - DAY) is WindowState.NOT_YET
    assert state(offer, opens) not in NOT_NOW
    assert state(offer, opens + DAY) not in NOT_NOW


@pytest.mark.parametrize(("offer", "closes"), list(boundaries("closes")))
def test_a_call_takes_applications_on_its_last_day_and_not_the_day_after(offer: Offer, closes: date) -> None:
    assert state(offer, closes - DAY) not in NOT_NOW
    assert state(offer, closes) not in NOT_NOW
    assert state(offer, closes + DAY) is WindowState.CLOSED


@pytest.mark.parametrize(("offer", "closed_by"), list(boundaries("closed_by")))
def test_a_call_of_which_only_a_bound_is_known_is_closed_after_it(offer: Offer, closed_by: date) -> None:
    assert state(offer, closed_by - DAY) is not WindowState.CLOSED
    assert state(offer, closed_by + DAY) is WindowState.CLOSED


@pytest.mark.parametrize("case", CASES, ids=repr)
def test_a_call_that_takes_no_applications_is_a_no_for_now_and_keeps_the_substance(case: Case) -> None:
    window = case.offer.window
    assert window is not None
    for day in _outside(window):
        told = decided(case.offer, case.role, Facts(), records(), day)
        assert told.verdict is Verdict.NOT_ELIGIBLE
        assert told.substantive is Verdict.CANNOT_TELL
        assert told.dated


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[s.title for s in SCENARIOS])
def test_the_dates_never_make_a_verdict_better_than_its_substance(scenario: Any) -> None:
    told = scenario.decision()
    if told.verdict is not told.substantive:
        assert told.dated
        assert told.verdict in {Verdict.NOT_ELIGIBLE, Verdict.CANNOT_TELL}


def test_the_windows_are_those_of_the_facts(shared: Path) -> None:
    given = yaml.safe_load((shared / "facts/programmes/rules.yaml").read_text(encoding="utf-8"))["calls"]
    known = {offer.id: offer.window for offer in OFFERS if offer.window}
    for call, row in given.items():
        for key in ("opens", "closes", "closed_by"):
            assert getattr(known[call], key) == row["window"].get(key), f"{call} {key}"
        assert known[call].rolling is row["window"].get("rolling", False), call


def _outside(window: Window) -> Iterator[date]:
    if window.opens:
        yield window.opens - DAY
    if window.last_day:
        yield window.last_day + DAY


def membership(type_: str, country: str, key: str, day: date) -> Outcome:
    """What the criterion "ascn-city" gives for a city on a day."""
    asked = {
        "call": "smartjamp-2020-studies",
        "as_of": day,
        "facts": {"applicant": {"type": type_, "country": country}, "city": {"key": key}},
    }
    [told] = decide(read_inquiry(asked), records(), FAR)
    assert told.weighing is not None
    return told.weighing.outcome


@pytest.mark.parametrize(
    ("country", "key", "day", "expected"),
    [
        ("TH", "TH/Khon Kaen", date(2022, 8, 1), Outcome.FAILED),
        ("TH", "TH/Khon Kaen", date(2023, 7, 11), Outcome.FAILED),
        ("TH", "TH/Khon Kaen", date(2023, 7, 12), Outcome.MET),
        ("ID", "ID/Sumedang", date(2023, 12, 31), Outcome.FAILED),
        ("ID", "ID/Sumedang", date(2024, 5, 1), Outcome.SILENT),
        ("ID", "ID/Sumedang", date(2024, 9, 25), Outcome.MET),
        ("TL", "TL/Dili", date(2025, 12, 31), Outcome.FAILED),
        ("TL", "TL/Dili", date(2026, 1, 15), Outcome.SILENT),
        ("TL", "TL/Dili", date(2026, 1, 31), Outcome.MET),
        ("PH", "PH/Baguio", date(2026, 1, 31), Outcome.FAILED),
        ("VN", "VN/Da Nang", date(2018, 5, 1), Outcome.MET),
    ],
)
def test_a_city_belongs_to_the_network_from_the_day_that_is_known(
    country: str, key: str, day: date, expected: Outcome
) -> None:
    assert membership("local_government", country, key, day) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2025, 10, 25), Outcome.FAILED), (date(2025, 10, 26), Outcome.MET)],
)
def test_a_ministry_of_timor_leste_counts_as_one_of_asean_from_the_day_of_accession(
    day: date, expected: Outcome
) -> None:
    assert membership("national_government", "TL", "none", day) is expected


def test_an_inquiry_without_a_day_is_read_as_of_today() -> None:
    asked = Inquiry(call="kcity-2025-demo")
    open_, *_ = decide(asked, records(), date(2025, 3, 11))
    closed, *_ = decide(asked, records(), date(2025, 3, 12))
    assert (open_.window, closed.window) == (WindowState.OPEN, WindowState.CLOSED)
