"""The gate: what fails a run, what is only told, and what a baseline keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.schema import Answer, Status
from evals.errors import BaselineUnusable
from evals.gate.findable import unread_scripts
from evals.gate.invariants import Breach, of_answers
from evals.gate.judgement import Layer, judge
from evals.gate.snapshot import Snapshot, latency, read_baseline, snapshot, write_baseline
from evals.gate.telling import as_json, lines
from evals.metrics.negations import dropped
from evals.quick import quick
from evals.result import Recorded, Result
from evals.schema import ASSERTING, Case, Split, Theme, fingerprint, load_cases
from evals.scoring import score
from tests.evals.answers import answer, case, citation, claim, result, rows
from tests.evals.gating import run, taken

ONE, TWO = case("fact-one"), case("fact-two", turns=["How many again?"])
HELD_OUT = case("fact-held", split="held_out", turns=["How many in secret?"])
CASES = (ONE, TWO, HELD_OUT)
RIGHT = taken(CASES, lambda _: True)


def without(*ids: str) -> Snapshot:
    return taken(CASES, lambda of: of.id not in ids)


def told(before: Snapshot, after: Snapshot, held_out: bool = False) -> str:
    return "\n".join(lines(judge(before, after, CASES), "main", held_out))


def scored(given: Answer, of: Case = ONE) -> tuple[str, ...]:
    return tuple(breach.detail.split(":")[0] for breach in of_answers([score(of, given, 0.1)], [of]))


def test_a_flip_is_listed_with_its_question_both_answers_and_the_reason() -> None:
    text = told(RIGHT, without("fact-two"))
    for part in ("fact-two: How many again?", "It has 2.", "It has 6.", "nugget: two", "1 pass → fail"):
        assert part in text


def test_the_first_lines_tell_the_verdict_and_the_changes() -> None:
    first, second, *_ = told(without("fact-one"), RIGHT).splitlines()
    assert first.endswith("passed")
    assert second.startswith("Flips: 0 pass → fail, 1 fail → pass")
    assert told(RIGHT, RIGHT).splitlines()[1] == "No answer changed."


def test_held_out_cases_are_counted_and_named_only_where_that_is_asked_for() -> None:
    after = without("fact-held")
    assert "in secret" not in told(RIGHT, after)
    assert "1 held out" in told(RIGHT, after)
    assert "in secret" in told(RIGHT, after, held_out=True)
    found = as_json(judge(RIGHT, after, CASES), "main")
    assert found["lost"] == []
    assert found["lost_held_out"] == 1


def test_a_breach_fails_the_run_even_where_nothing_flipped() -> None:
    breach = Breach("answers", "fact-one", "made up: 6 stands in no quote of its claim")
    judgement = judge(RIGHT, RIGHT, CASES, [breach])
    assert judgement.failing == (Layer.ANSWERS,)
    assert "made up: 6" in "\n".join(lines(judgement, "main"))


def test_cases_that_were_not_asked_again_fail_unless_a_part_is_enough() -> None:
    after = taken((ONE,), lambda _: True)
    assert judge(RIGHT, after, CASES).failing == (Layer.MISSING,)
    assert judge(RIGHT, after, CASES, part=True).passed
    assert judge(RIGHT, after, (ONE,)).passed  # the others are no cases any more


def test_a_case_that_was_changed_is_not_compared_with_what_it_was() -> None:
    changed = case("fact-two", turns=["How many now?"])
    after = taken((ONE, changed, HELD_OUT), lambda of: of is not changed)
    judgement = judge(RIGHT, after, (ONE, changed, HELD_OUT))
    assert judgement.passed
    assert not judgement.flips
    assert judgement.common.changed == 1


def test_runs_without_a_common_case_cannot_be_compared() -> None:
    with pytest.raises(BaselineUnusable):
        judge(RIGHT, taken((case("fact-new"),), lambda _: True), (case("fact-new"),))


@pytest.mark.parametrize(
    ("latency_", "megabytes", "kept"), [(9.9, 400, True), (10.1, 400, False), (5, 530, False), (5, 519, True)]
)
def test_costs_fail_beyond_twice_the_latency_or_a_third_more_memory(
    latency_: float, megabytes: float, kept: bool
) -> None:
    before = taken(CASES, lambda _: True, latency=5, megabytes=400)
    after = taken(CASES, lambda _: True, latency=latency_, megabytes=megabytes)
    assert judge(before, after, CASES).passed is kept


def timed(seconds: float, embed: float, number: int = 30) -> list[Result]:
    trace = {"trace": {"steps": [{"name": "embed", "ms": embed}]}}
    return [result(case(f"fact-{n}"), answer=trace, seconds=seconds) for n in range(number)]


def test_latency_is_the_same_on_a_machine_ten_times_as_slow() -> None:
    assert latency(timed(0.03, 5)) == latency(timed(0.3, 50)) == pytest.approx(6.0)


def test_few_questions_say_nothing_of_latency() -> None:
    assert latency(timed(0.03, 5, number=19)) is None


def test_of_several_answers_to_a_case_the_quickest_counts() -> None:
    disturbed = [r.model_copy(update={"repeat": 1, "seconds": 9.0}) for r in timed(0.03, 5)]
    assert latency([*timed(0.03, 5), *disturbed]) == pytest.approx(6.0)


# -- invariants ----------------------------------------------------------------------------------------------


def test_a_right_answer_breaks_no_invariant() -> None:
    assert scored(answer(claim("It has 2 urban systems."))) == ()


def test_an_answer_without_proof_a_proof_without_an_answer_and_a_made_up_number_are_breaches() -> None:
    assert scored(answer(status=Status.ANSWERED)) == ("unproven",)
    assert scored(answer(claim("It has 2."), status=Status.REFUSED)) == ("proof on a refusal",)
    assert scored(answer(claim("It has 6.", citation("It has many.")))) == ("made up",)
    assert scored(answer(claim("2 rows."), list=rows("one", "two", count=3))) == ("count",)


def test_a_claim_that_leaves_out_the_not_of_its_quote_is_a_breach() -> None:
    quote = citation("The 2 cities are not members.")
    assert scored(answer(claim("The 2 cities are members.", quote))) == ("negation",)
    assert scored(answer(claim("The 2 cities are not members.", quote))) == ()


@pytest.mark.parametrize(
    ("text", "quote", "lost"),
    [
        ("It can vote.", "It cannot vote.", None),  # other words, not the same words less one
        ("It does vote.", "It does not vote.", "not"),
        ("Cities vote.", "Members do not vote. Cities vote.", None),
        ("2 projects are listed.", "Not started; Smart parking", None),
        ("It doesn't vote.", "It doesn't vote.", None),
    ],
)
def test_only_a_negation_inside_words_that_are_quoted_in_a_row_counts(
    text: str, quote: str, lost: str | None
) -> None:
    assert dropped(claim(text, citation(quote))) == lost


def test_two_answers_to_the_same_question_are_a_breach() -> None:
    first = score(ONE, answer(claim("It has 2.")), 0.1)
    other = score(ONE, answer(claim("It has 2 systems.")), 0.1, repeat=1)
    again = first.model_copy(update={"repeat": 1})
    assert [breach.thing for breach in of_answers([first, other], CASES)] == ["fact-one"]
    assert not list(of_answers([first, again], CASES))


def test_a_breach_is_told_once_however_often_the_case_was_asked() -> None:
    wrong = score(ONE, answer(status=Status.ANSWERED), 0.1)
    assert len(list(of_answers([wrong, wrong.model_copy(update={"repeat": 1})], CASES))) == 1


def test_quotes_are_proven_anew_where_the_index_is_at_hand() -> None:
    forged = score(ONE, answer(claim("It has 2.")), 0.1)
    assert not list(of_answers([forged], [ONE]))
    (breach,) = of_answers([forged], [ONE], lambda id_: None)
    assert breach.detail.startswith("unverifiable: report p. 1")


def test_words_inside_names_of_scripts_without_spaces_are_found() -> None:
    assert not list(unread_scripts())


# -- baselines -----------------------------------------------------------------------------------------------


def recorded(*given: Result) -> Recorded:
    of = [c for c in CASES if c.id in {r.case for r in given}]
    return Recorded(run(cases=fingerprint(of)), {r.key: r for r in given})


def test_a_baseline_gives_back_what_was_kept_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    kept = snapshot(recorded(score(ONE, answer(claim("It has 2.")), 0.1)), CASES)
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        write_baseline(tmp_path / name, kept)
    assert read_baseline(tmp_path / "a.jsonl.gz") == kept
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


def test_the_same_answer_of_another_index_or_moment_is_the_same() -> None:
    first = answer(claim("It has 2."))
    later = first.model_copy(update={"generation": "h", "id": "2"})
    changed = first.model_copy(update={"text": "It has two."})
    hashes = [snapshot(recorded(score(ONE, a, 0.1)), CASES).outcomes for a in (first, later, changed)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_results_of_other_cases_or_of_a_killed_run_are_refused() -> None:
    whole = recorded(score(ONE, answer(claim("It has 2.")), 0.1))
    torn = Recorded(run(cases=fingerprint(CASES)), whole.results)
    with pytest.raises(BaselineUnusable, match="not finished"):
        snapshot(torn, CASES)
    with pytest.raises(BaselineUnusable, match="as they are now"):
        snapshot(whole, [case("fact-one", turns=["How few?"])])


@pytest.mark.parametrize("content", [None, b"", b"no gzip"])
def test_a_baseline_that_is_absent_or_broken_names_the_way_to_make_one(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "main.jsonl.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BaselineUnusable, match="--accept"):
        read_baseline(path)


def test_the_quick_set_has_every_theme_is_small_and_holds_nothing_held_out() -> None:
    cases = load_cases()
    chosen = quick(cases)
    assert {of.theme for of in chosen} == {of.theme for of in cases} == set(Theme)
    assert 50 <= len(chosen) <= 90
    assert all(of.split is Split.DEV for of in chosen)
    assert sum(ASSERTING.isdisjoint(of.expect.status) for of in chosen) >= 20
    assert {of.id for of in quick(cases[::-1])} == {of.id for of in chosen}
