"""Verdicts for calls and roles: the window apart from the substance, and the ways around a "no"."""

from __future__ import annotations

import pytest

from assistant.eligibility.decide import decide
from assistant.eligibility.facts import read_inquiry
from assistant.errors import FactsInvalid
from corpus.records import records
from tests.assistant.eligibility.stage import TODAY, asked, deciding, verdict

KOREAN = {
    "applicant": {"type": "company", "country": "KR"},
    "partners": [{"type": "university", "country": "VN"}],
}
LAO_CITY = {
    "applicant": {"type": "local_government", "country": "LA", "other_proposal_same_city": False},
    "project": {"applicant_in_charge": True},
    "documents": {"prior_consultation_completed": True},
}


@pytest.mark.parametrize(
    ("as_of", "given", "window"),
    [
        ("2025-02-05", "not_eligible", "not_yet"),
        ("2025-02-06", "eligible", "open"),
        ("2025-03-11", "eligible", "open"),
        ("2025-03-12", "not_eligible", "closed"),
    ],
)
def test_outside_the_window_the_answer_is_not_now_and_tells_the_substance(
    as_of: str, given: str, window: str
) -> None:
    found = verdict("kcity-2025-demo", KOREAN, as_of)
    assert (found.verdict, found.substantive, found.window) == (given, "eligible", window)
    assert ("window", "T" if given == "eligible" else "F") in deciding(found)


def test_a_call_at_any_time_counts_as_open() -> None:
    found = verdict("gap-fund", {"applicant": {"type": "individual"}}, "2024-04-01")
    assert (found.window, found.rolling) == ("open", True)


def test_dates_that_are_not_known_turn_a_yes_into_cannot_tell() -> None:
    official = {
        "type": "government_official",
        "country": "VN",
        "seniority": "senior",
        "works_for_city": True,
        "can_attend_both_segments": True,
    }
    found = verdict("sg-us-tctp-smartcities-2022", {"applicant": official}, "2022-08-15", "participant")
    assert (found.verdict, found.substantive, found.window) == ("cannot_tell", "eligible", "unknown")
    assert deciding(found) == [("window", "S")]


def test_dates_that_are_not_known_do_not_soften_a_no() -> None:
    individual = {"applicant": {"type": "individual", "country": "VN"}}
    found = verdict("sg-us-tctp-smartcities-2022", individual, "2022-08-15", "participant")
    assert found.verdict == "not_eligible"


def test_with_only_the_closing_day_known_the_verdict_stands() -> None:
    found = verdict(
        "smartjamp-fy2023-subsidy", {"applicant": {"type": "company", "country": "JP"}}, "2024-03-07"
    )
    assert (found.verdict, found.window) == ("sponsor_decides", "unknown")
    assert "open or not yet open; closes on 7 March 2024" in found.text


def test_all_missing_facts_are_asked_for_at_once() -> None:
    found = verdict("kcity-2025-planning", {"applicant": {"type": "local_government"}}, "2025-06-10")
    assert [missing.fact for missing in found.missing] == [
        "applicant.country",
        "project.applicant_in_charge",
        "applicant.other_proposal_same_city",
    ]
    assert all(missing.question.endswith("?") for missing in found.missing)


def test_a_failed_condition_decides_although_others_are_unknown() -> None:
    found = verdict("cdia", {"applicant": {"type": "company"}}, "2024-05-01")
    assert (found.verdict, deciding(found), found.missing) == ("not_eligible", [("type", "F")], ())


def test_a_late_proposal_is_shown_the_next_call() -> None:
    found = verdict("kcity-2024-planning", LAO_CITY, "2024-06-03")
    assert (found.verdict, found.substantive) == ("not_eligible", "eligible")
    assert [(change.kind, change.call) for change in found.changes] == [("call", "kcity-2025-planning")]


def test_a_city_that_cannot_lead_is_shown_the_role_that_it_can_take() -> None:
    city = {
        "applicant": {"type": "local_government", "country": "TH"},
        "partners": [{"type": "company", "country": "KR"}, {"type": "university", "country": "TH"}],
    }
    found = verdict("kcity-2025-demo", city, "2025-02-20")
    assert found.verdict == "not_eligible"
    first = found.changes[0]
    assert (first.kind, first.call, first.role) == ("role", "kcity-2025-demo", "consortium_member")


def test_a_letter_that_is_missing_is_named_as_the_change() -> None:
    city = {
        "applicant": {"type": "local_government", "country": "PH"},
        "documents": {"central_or_state_endorsement_letter": False},
    }
    found = verdict("cdia", city, "2024-05-01")
    assert [(change.kind, change.criteria) for change in found.changes] == [("facts", ("endorsement",))]
    assert "letter of endorsement" in found.next_step


def test_nobody_is_told_to_become_another_applicant() -> None:
    found = verdict("cdia", {"applicant": {"type": "company", "country": "NL"}}, "2024-05-01")
    assert found.changes == ()


def test_the_fewest_changes_are_offered_where_routes_differ() -> None:
    company = {
        "applicant": {"type": "company", "country": "PH"},
        "documents": {"local_government_support": False},
        "project": {"stage": "concept", "urban_or_functionally_linked": True},
    }
    found = verdict("gap-fund", company, "2024-04-01")
    assert [change.criteria for change in found.changes] == [("support-evidence",)]


def test_where_nobody_can_apply_or_no_rule_was_found_the_record_says_so() -> None:
    for programme, given, value in (("yusa-chonburi", "not_eligible", "F"), ("stars", "cannot_tell", "S")):
        answer = asked(programme=programme)
        assert answer.verdicts is not None
        (found,) = answer.verdicts
        assert (found.verdict, deciding(found)) == (given, [("rules", value)])
        assert found.deciding[0].citation is not None


def test_membership_counts_on_the_day_of_the_question() -> None:
    khon_kaen = {"applicant": {"type": "local_government", "country": "TH"}, "city": {"key": "khon-kaen"}}
    found = verdict("smartjamp-2020-studies", khon_kaen, "2021-01-20")
    assert found.verdict == "not_eligible"
    quotes = [citation.quote for one in found.deciding for citation in one.further]
    assert "Khon Kaen, Thailand, joined the ASEAN Smart Cities Network on 12 July 2023." in quotes


def test_every_call_and_role_is_decided_without_an_inquiry_for_one() -> None:
    found = decide(read_inquiry({}), records(), TODAY)
    calls = {call.id for programme in records().programmes.values() for call in programme.calls}
    assert calls <= {decision.offer.id for decision in found}
    assert {decision.offer.programme.id for decision in found} == set(records().programmes)
    assert len({(d.offer.programme.id, d.offer.id, d.role) for d in found}) == len(found)


@pytest.mark.parametrize(
    ("inquiry", "field", "near"),
    [
        ({"programme": "kcitty"}, "programme", "kcity"),
        ({"call": "kcity-2025-dmo"}, "call", "kcity-2025-demo"),
        ({"programme": "cdia", "call": "kcity-2020"}, "call", "cdia"),
        ({"call": "cdia", "role": "participant"}, "role", "lead"),
    ],
)
def test_an_inquiry_for_what_does_not_exist_is_met_with_what_does(
    inquiry: dict[str, str], field: str, near: str
) -> None:
    with pytest.raises(FactsInvalid) as caught:
        asked(**inquiry)
    assert caught.value.thing == field
    assert near in caught.value.next_step
