"""Verdicts in the order of their use, and what programmes offer, listed, compared and drawn on a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from assistant.eligibility.decide import decide
from assistant.eligibility.dialogue import facts_of, focus, next_facts, standing
from assistant.eligibility.facts import read_inquiry
from assistant.eligibility.introduction import introduction
from assistant.eligibility.offered import Teller, admitted_by, by_use, fitting, state_of
from assistant.eligibility.proof import Proofs
from assistant.eligibility.sheet import No, Part, sheet
from assistant.eligibility.timeline import timeline
from corpus.eligibility_rules import ApplicantType
from corpus.programmes import Topic, WindowState, offers
from corpus.records import records
from corpus.sources import sources
from tests.assistant.eligibility.stage import TODAY, asked, documents

CITY = {"applicant": {"type": "local_government", "country": "PH"}, "city": {"key": "PH/Iloilo"}}
MINISTRY = {"applicant": {"type": "national_government", "country": "TH"}}
HELD = records()


def test_every_verdict_stands_once_and_what_is_open_comes_first() -> None:
    answer = asked(facts=MINISTRY)
    assert answer.verdicts
    made = sheet(answer.verdicts)
    told = [*made.shown, *(one for noes in made.noes.values() for one in noes)]
    assert sorted(map(id, told)) == sorted(map(id, answer.verdicts))
    assert [part for part in Part if part in made.parts] == list(made.parts)
    assert {one.verdict for one in made.parts[Part.ELIGIBLE]} == {"eligible"}
    assert all(one.missing for one in made.parts[Part.ASKING])
    assert made.refused == sum(one.verdict == "not_eligible" for one in answer.verdicts)


def test_within_a_part_what_closes_first_comes_first_and_undated_windows_last() -> None:
    asking = sheet(asked(facts=CITY).verdicts or ()).parts[Part.ASKING]
    assert asking[0].call == "kcity-2026-planning"  # the only one with a closing day that is not passed
    windows = [one.window for one in asking]
    assert windows == sorted(windows, key=lambda window: window != "open")


def test_what_opens_later_is_told_apart_from_what_is_closed() -> None:
    before = sheet(asked(as_of="2026-01-20", programme="kcity", facts=CITY).verdicts or ())
    assert "kcity-2026-planning" in {one.call for one in before.noes[No.NOT_YET]}
    assert {one.window for one in before.noes[No.CLOSED]} == {"closed"}


def test_the_questions_that_settle_most_come_first_and_who_asks_before_them() -> None:
    def wanted(facts: Mapping[str, object]) -> list[tuple[str, int]]:
        found = decide(read_inquiry({"facts": facts}), HELD, TODAY)
        return next_facts(focus(found, None), is_named=False)

    assert next(iter(wanted({})))[0] == "applicant.type"
    counts = [count for _, count in wanted(CITY)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1


@pytest.mark.parametrize("kind", ApplicantType)
def test_the_chat_understands_the_facts_that_the_form_hands_over(kind: ApplicantType) -> None:
    facts = {"applicant": {"type": kind, "country": "PH"}, "city": {"key": "PH/Iloilo"}}
    inquiry = read_inquiry({"programme": "kcity", "facts": facts})
    now = standing(introduction(inquiry), (), TODAY, HELD)
    assert now is not None
    assert facts_of(now.said) == inquiry.facts
    assert now.said.programmes == ("kcity",)


@pytest.mark.parametrize("programme", HELD.programmes)
def test_every_programme_can_be_named_in_the_chat(programme: str) -> None:
    inquiry = read_inquiry({"programme": programme, "facts": {"applicant": {"country": "SG"}}})
    now = standing(introduction(inquiry), (), TODAY, HELD)
    assert now is not None
    assert (now.said.programmes, facts_of(now.said)) == ((programme,), inquiry.facts)


def test_a_filter_leaves_out_what_bars_the_type_and_nothing_that_is_unknown() -> None:
    for kind in (ApplicantType.COMPANY, ApplicantType.INDIVIDUAL):
        found = fitting(HELD.programmes.values(), TODAY, kind, is_open=False)
        left = {programme.id for programme in HELD.programmes.values()} - {one.id for one in found}
        for id_ in left:
            admitted = admitted_by(HELD.programmes[id_])
            assert admitted is not None
            assert kind not in admitted
        assert {one.id for one in HELD.programmes.values() if admitted_by(one) is None} <= {
            o.id for o in found
        }


def test_open_now_is_the_state_of_the_day() -> None:
    def is_open(day: date) -> bool:
        found = fitting(HELD.programmes.values(), day, None, is_open=True)
        return "kcity" in {one.id for one in found}

    assert is_open(date(2026, 12, 31))
    assert not is_open(date(2027, 1, 1))


def test_every_statement_of_a_programme_stands_in_its_record_where_it_is_cited() -> None:
    teller = Teller(Proofs(documents().get, HELD), sources())
    for programme in HELD.programmes.values():
        told = teller.told(programme, TODAY)
        assert list(told.topics) == list(Topic)
        assert [offer.offer for offer in told.offers] == list(by_use(programme, TODAY))
        statements = [one for held in told.topics.values() for one in held if one.sources]
        statements += [
            one for offer in told.offers for held in offer.topics.values() for one in held if one.sources
        ]
        for one in statements:
            assert one.citation is not None
            document = documents()[one.citation.document_id]
            assert document.text[one.citation.start : one.citation.end] == one.text


def test_calls_are_told_by_use_the_latest_of_the_closed_ones_first() -> None:
    found = by_use(HELD.programmes["kcity"], TODAY)
    assert found[0].id == "kcity-2026-planning"
    assert found[1].id == "kcity-2026-demo"
    assert found[-1].id == "kcity-2020"


def test_the_line_holds_every_call_once_and_bars_only_where_a_day_is_known() -> None:
    line = timeline(HELD.programmes.values(), TODAY)
    periods = [period for held in line.periods.values() for period in held]
    assert len(periods) == sum(1 for p in HELD.programmes.values() for _ in offers(p))
    for period in periods:
        window = period.offer.window
        dated = window is not None and (window.opens or window.last_day)
        assert (period.bar is not None) == bool(dated)
        assert period.state is state_of(period.offer, TODAY)
        if period.bar:
            assert 0 <= period.bar.left <= 100
    assert 0 < line.today < 100


def test_a_bar_spans_the_days_of_its_window() -> None:
    line = timeline([HELD.programmes["kcity"]], TODAY)
    (open_,) = line.periods[WindowState.OPEN]
    assert open_.bar is not None
    # From 28 January to 31 December of the last of the seven years 2020 to 2026.
    assert open_.bar.left == pytest.approx(100 * (6 + 27 / 365) / 7, abs=0.2)
    assert open_.bar.left + open_.bar.width == pytest.approx(100, abs=0.1)
