"""A dialogue about eligibility: rebuilt from its turns, one question at a time, never a guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.eligibility import speech
from assistant.eligibility.decide import Decision, Verdict
from assistant.eligibility.dialogue import MOST_OPEN, Standing, focus, standing
from assistant.eligibility.facts import questions
from assistant.eligibility.recognition import is_about_eligibility
from assistant.eligibility.replies import is_unknown, replied
from corpus.records import records

TODAY = date(2026, 11, 24)
DEFINITE = {Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE}


def after(*turns: str) -> Standing:
    now = standing(turns[-1], turns[:-1], TODAY, records())
    assert now is not None, f"not taken: {turns[-1]}"
    return now


def facts_of(now: Standing) -> dict[str, object]:
    return {path: fact.value for path, fact in now.said.facts.items()}


def verdict(now: Standing, call: str) -> Decision:
    return next(one for one in focus(now.decisions, now.said.role) if one.offer.id == call)


def to_the_end(first: str, replies: Mapping[str, str]) -> tuple[Standing, Sequence[str]]:
    """Answer each question by its fact; what is asked beyond that fails the test."""
    turns, now, asked = [first], after(first), []
    while now.pending is not None:
        asked.append(now.pending)
        turns.append(replies[now.pending])
        now = after(*turns)
    return now, asked


def test_can_iloilo_apply_to_k_city_ends_in_a_verdict_on_the_open_call() -> None:
    now, asked = to_the_end(
        "Can Iloilo apply to K-City?",
        {"project.applicant_in_charge": "yes", "applicant.other_proposal_same_city": "no"},
    )
    assert facts_of(now)["applicant.country"] == "PH"
    assert sorted(asked) == ["applicant.other_proposal_same_city", "project.applicant_in_charge"]
    assert verdict(now, "kcity-2026-planning").verdict is Verdict.ELIGIBLE


def test_a_second_proposal_of_the_same_city_turns_the_verdict() -> None:
    now = after("Can Iloilo apply to K-City?", "yes")
    assert now.pending is None
    assert verdict(now, "kcity-2026-planning").verdict is Verdict.NOT_ELIGIBLE


def test_a_dutch_start_up_is_told_what_is_open_without_a_question_that_changes_nothing() -> None:
    now = after("We are a Dutch water start-up, what is open to us?")
    assert now.pending is None
    assert verdict(now, "gap-fund").verdict is Verdict.NOT_ELIGIBLE
    assert not [one for one in focus(now.decisions, None) if one.verdict is Verdict.ELIGIBLE]


def test_a_ministry_is_asked_where_it_is_and_then_what_most_calls_wait_for() -> None:
    first = after("Is our ministry eligible and until when?")
    then = after("Is our ministry eligible and until when?", "Thailand")
    last, asked = to_the_end(
        "Is our ministry eligible and until when?",
        {
            "applicant.country": "Thailand",
            "project.sector": "energy",
            "applicant.other_proposal_same_city": "no",
            "project.applicant_in_charge": "yes",
        },
    )
    assert (first.pending, then.pending) == ("applicant.country", "project.sector")
    assert len(asked) == len(set(asked)) <= MOST_OPEN
    assert verdict(last, "adb-sovereign-loan").verdict is Verdict.ELIGIBLE
    assert verdict(last, "kcity-2026-planning").verdict is Verdict.ELIGIBLE
    assert verdict(last, "cdia").verdict is Verdict.NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("turns", "path", "value"),
    [
        (
            ("Is our company eligible for CDIA?", "actually we are a public corporation"),
            "applicant.type",
            "public_entity",
        ),
        (("We are a Lao ministry. Are we eligible for ACGF?", "no, Thailand"), "applicant.country", "TH"),
        (("Can Khon Kaen apply to K-City?", "Sorry, I meant Da Nang"), "city.key", "VN/Da Nang"),
        (("Can Khon Kaen apply to K-City?", "And Cebu?"), "applicant.country", "PH"),
        (("We are a Thai city.", "What is open to us?"), "applicant.type", "local_government"),
        (
            ("Can a city in Laos apply to CDIA?", "our city has 300,000 inhabitants"),
            "city.population",
            300_000,
        ),
    ],
)
def test_facts_stay_and_the_last_word_on_each_counts(
    turns: tuple[str, ...], path: str, value: object
) -> None:
    assert facts_of(after(*turns))[path] == value


def test_a_country_that_is_corrected_takes_the_city_of_the_other_country_with_it() -> None:
    known = facts_of(after("Can Khon Kaen apply to K-City?", "no, the Philippines"))
    assert known["applicant.country"] == "PH"
    assert "city.key" not in known


def test_another_applicant_does_not_inherit_what_the_first_one_holds() -> None:
    first = ("Can Khon Kaen apply to CDIA?", "we have an integrated urban development plan")
    path = "documents.integrated_urban_development_plan"
    assert facts_of(after(*first))[path] is True
    assert path not in facts_of(after(*first, "What about Cebu?"))


def test_another_programme_is_asked_about_for_the_same_applicant() -> None:
    now = after("Can Khon Kaen apply to K-City?", "And what about CDIA?", "What about the Gap Fund?")
    assert now.said.programmes == ("gap-fund",)
    assert facts_of(now)["city.key"] == "TH/Khon Kaen"


def test_what_nobody_knows_is_not_asked_again_and_never_becomes_a_no() -> None:
    turns, now = ["Can Khon Kaen apply to CDIA?"], after("Can Khon Kaen apply to CDIA?")
    asked = []
    while now.pending is not None:
        asked.append(now.pending)
        turns.append("I do not know")
        now = after(*turns)
    assert len(asked) == len(set(asked)) > 3
    assert verdict(now, "cdia").verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    "reply", ["เราเป็นบริษัท", "chúng tôi là một công ty", "blue", "maybe an agency of sorts"]
)
def test_a_reply_that_is_not_understood_is_asked_again_and_states_nothing(reply: str) -> None:
    first = after("Are we eligible for K-City?")
    now = after("Are we eligible for K-City?", reply)
    assert first.pending == now.pending == "applicant.type"
    assert facts_of(now) == {}
    assert now.said.unread == reply or now.said.unsure


@pytest.mark.parametrize(
    "question", ["Apakah kami bisa mendaftar ke K-City?", "เราสมัคร K-City ได้ไหม", "我们可以申请K-City吗？"]
)
def test_a_question_in_another_language_gives_a_question_and_no_facts(question: str) -> None:
    now = after(question)
    assert facts_of(now) == {}
    assert now.pending == "applicant.type"


def test_an_answer_that_comes_after_another_question_is_not_taken_for_one() -> None:
    turns = ("Can Iloilo apply to K-City?", "What is the K-City Network?")
    assert standing(turns[1], turns[:1], TODAY, records()) is None
    assert standing("yes", turns, TODAY, records()) is None


def test_facts_that_contradict_each_other_name_the_field() -> None:
    turns = ("We are a city government in Thailand. Can we apply to CDIA?", "our city is Da Nang")
    contradictory, mended = after(*turns), after(*turns, "no, Viet Nam")
    assert contradictory.fault is not None
    assert contradictory.fault.thing == "applicant.country"
    assert contradictory.decisions == ()
    assert mended.fault is None
    assert facts_of(mended)["applicant.country"] == "VN"


def test_a_year_asks_for_the_members_of_that_year() -> None:
    # Khon Kaen joined in July 2023, Bangkok was among the first.
    question = "Could {} have applied to Smart JAMP in 2021?"
    khon_kaen = verdict(after(question.format("Khon Kaen")), "smartjamp-2020-studies")
    bangkok = verdict(after(question.format("Bangkok")), "smartjamp-2020-studies")
    assert khon_kaen.verdict is Verdict.NOT_ELIGIBLE
    assert bangkok.verdict is Verdict.ELIGIBLE
    assert bangkok.day == date(2021, 2, 28)


def test_whoever_names_no_programme_is_not_asked_for_ever() -> None:
    turns, now, number = ["What is open to us?"], after("What is open to us?"), 0
    replies = {"applicant.type": "a city", "applicant.country": "Laos", "city.key": "Vientiane"}
    while now.pending is not None:
        number += 1
        turns.append(replies.get(now.pending, "I do not know"))
        now = after(*turns)
    assert number <= MOST_OPEN


@pytest.mark.parametrize("path", list(questions()))
def test_every_choice_that_is_offered_is_understood(path: str) -> None:
    for choice in speech.choices(path):
        assert is_unknown(choice) or [fact.path for fact in replied(choice, path)][:1] == [path]


@pytest.mark.parametrize(
    "question",
    [
        "Which programmes are open to companies?",
        "Who may apply to K-City?",
        "How do we apply to K-City?",
        "Does a city have to be a member to take part in the K-City Network?",
        "Which countries are eligible for the City Climate Finance Gap Fund?",
        "Which calls are open now?",
        "When did Khon Kaen join the ASCN?",
        "Did Iloilo apply to K-City?",
        "Which documents do we need to apply to CDIA?",
    ],
)
def test_questions_about_nobody_in_particular_are_left_to_lists_and_documents(question: str) -> None:
    assert not is_about_eligibility(question)


@pytest.mark.parametrize(
    ("reply", "path", "value"),
    [
        ("2 million people", "city.population", 2_000_000),
        ("two years", "project.duration_months", 24),
        ("USD 500,000", "project.amount_usd", 500_000),
        ("300 million won", "project.amount_krw_million", 300),
        ("not yet", "documents.project_budget", False),
        ("TH", "applicant.country", "TH"),
        ("Cambodia and Viet Nam", "project.benefit_countries", ("KH", "VN")),
        ("none", "partners", ()),
        ("none", "city.key", "none"),
        ("yes, but it is not signed", "documents.project_budget", None),
        ("no, Thailand", "documents.project_budget", None),
        ("500.000", "project.amount_usd", None),
        ("EUR 500,000", "project.amount_usd", None),
        ("between 20 and 30", "project.duration_months", None),
        ("ya", "documents.project_budget", None),
    ],
)
def test_a_reply_is_a_fact_only_where_it_fits_the_question(reply: str, path: str, value: object) -> None:
    found = [fact for fact in replied(reply, path) if fact.path == path]
    assert [fact.value for fact in found] == ([] if value is None else [value])
    assert all(reply[fact.start : fact.end] == fact.words for fact in found)


SENTENCES = (
    "We are a water company in Thailand.",
    "Our urban project is at concept stage.",
    "The city has given us a letter of support.",
    "The city has not given us a project budget.",
    "Our two-year project of USD 500,000 helps Cambodia and Viet Nam.",
    "We have 30 years of project experience.",
    "Our partner is a Lao ministry.",
    "There is no other proposal for our city.",
    "We are in charge of the project.",
    "Our city has 450,000 inhabitants.",
)


@settings(deadline=None)
@given(st.sets(st.sampled_from(SENTENCES)), st.data())
def test_a_sentence_that_is_taken_out_never_makes_a_verdict_definite(
    said: set[str], data: st.DataObject
) -> None:
    fewer = data.draw(st.sets(st.sampled_from(sorted(said)))) if said else set()
    for programme in ("the Gap Fund", "K-City", "BKCF", "the Mekong-ROK Cooperation Fund"):
        question = f"Can we apply to {programme}?"
        less, more = (after(" ".join((*sorted(held), question))) for held in (fewer, said))
        for one, other in zip(less.decisions, more.decisions, strict=True):
            if one.substantive in DEFINITE:
                assert other.substantive is one.substantive


def test_every_fact_was_said_in_the_words_that_are_shown_for_it() -> None:
    turns = ("We are a Dutch start-up with a Thai city as partner.", "Can we apply to K-City?", "no, Laos")
    now = after(*turns)
    assert {fact.path for fact in now.said.all_facts()} == {"applicant.type", "applicant.country", "partners"}
    for fact in now.said.all_facts():
        assert any(turn[fact.start : fact.end] == fact.words for turn in turns)
