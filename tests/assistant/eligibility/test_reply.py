"""The answer to an inquiry: every criterion proven, the text honest about who decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.eligibility.reply import eligible
from assistant.schema import Citation, Status, Verdict
from tests.assistant.eligibility.stage import TODAY, asked, documents

EVERYONE = asked()
SMALL_FIRM = asked(facts={"applicant": {"type": "company", "country": "VN", "size": "small"}})


def verdicts() -> tuple[Verdict, ...]:
    assert EVERYONE.verdicts is not None
    return EVERYONE.verdicts


def cited(verdict: Verdict) -> Iterator[Citation]:
    for one in (*verdict.deciding, *verdict.criteria, *verdict.also):
        assert one.citation is not None, (verdict.call, one.criterion)
        yield from (one.citation, *one.further)
    yield from verdict.guidance


def test_every_criterion_of_every_call_carries_a_quote_that_stands_in_its_record() -> None:
    for verdict in verdicts():
        for citation in cited(verdict):
            document = documents()[citation.document_id]
            assert document.text[citation.start : citation.end] == citation.quote


def test_every_claim_of_the_text_is_a_verified_quote_and_every_mark_has_one() -> None:
    for answer in (EVERYONE, SMALL_FIRM):
        marks = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)}
        assert marks == set(range(1, len(answer.claims) + 1))
        for claim in answer.claims:
            assert [citation.quote for citation in claim.citations] == [claim.text]


def test_the_sponsor_decides_and_nobody_will_be_selected() -> None:
    for answer in (EVERYONE, SMALL_FIRM, asked(programme="kcity")):
        assert "The sponsor decides" in answer.text
        assert not re.search(r"will be (selected|chosen|accepted)", answer.text)


def test_every_verdict_tells_as_of_when_its_sources_are() -> None:
    answer = asked(call="kcity-2025-demo", role="lead", as_of="2025-02-20")
    assert answer.verdicts is not None
    assert answer.verdicts[0].source_date == "2025-01-20"
    assert "The latest source is of 20 January 2025." in answer.text
    assert "The sources are undated." in asked(call="cdia").text


def test_the_best_verdicts_come_first_and_a_long_row_of_noes_is_counted() -> None:
    order = ["eligible", "sponsor_decides", "cannot_tell", "not_eligible"]
    assert SMALL_FIRM.verdicts is not None
    places = [order.index(verdict.verdict) for verdict in SMALL_FIRM.verdicts]
    assert places == sorted(places)
    noes = places.count(3)
    assert f"For {noes} other calls and roles the answer is no." in SMALL_FIRM.text


def test_open_questions_make_a_partial_answer() -> None:
    assert asked(call="cdia").status is Status.PARTIAL
    assert asked(call="cdia", facts={"applicant": {"type": "company"}}).status is Status.ANSWERED


def test_a_day_that_lies_ahead_is_told() -> None:
    assert "lies ahead" in asked(call="cdia", as_of="2027-03-01").text
    assert "lies ahead" not in asked(call="cdia", as_of="2026-11-24").text


def test_the_same_inquiry_gives_the_same_answer() -> None:
    again = asked(call="cdia").model_copy(update={"trace": asked(call="cdia").trace})
    first = asked(call="cdia")
    assert first.model_dump(exclude={"trace"}) == again.model_dump(exclude={"trace"})
    assert first.id != asked(call="cdia", as_of="2026-11-23").id


def test_without_an_index_nothing_is_claimed() -> None:
    answer = eligible({"call": "cdia"}, lambda document_id: None, None, TODAY)
    assert (answer.status, answer.claims, answer.verdicts) == (Status.NOT_FOUND, (), None)


def test_a_quote_that_the_generation_does_not_hold_is_left_out() -> None:
    answer = eligible({"call": "cdia"}, lambda document_id: None, "generation-2", TODAY)
    assert answer.claims == ()
    assert answer.verdicts is not None
    assert answer.verdicts[0].deciding[0].citation is None


@pytest.mark.parametrize("word", ["criteria", "deciding"])
def test_a_criterion_is_told_in_a_sentence(word: str) -> None:
    for verdict in verdicts():
        for one in getattr(verdict, word):
            assert re.fullmatch(r"[A-Z].*\.", one.text), one.text
