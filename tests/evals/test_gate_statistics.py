"""The gate's statistics: exact where they can be worked out, silent by chance, awake where it matters."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.gate.comparison import UNCHANGED, Standing
from evals.gate.judgement import Judgement, Layer, judge
from evals.gate.significance import Tail, level, sign_flips
from evals.gate.snapshot import Snapshot
from evals.schema import Case, Split, Theme
from evals.stats import MARGIN, Paired, mcnemar_worse, score_interval
from tests.evals.gating import Chance, made_cases, taken

CASES = made_cases()
ALL_PASS = taken(CASES, lambda _: True)
MOST_PASS = taken(CASES, lambda case: not case.id.endswith("4"))
DRAWS = 200


def judged(before: Snapshot, after: Snapshot, cases: tuple[Case, ...] = CASES) -> Judgement:
    return judge(before, after, cases, draws=DRAWS)


def failing_only(*ids: str) -> Snapshot:
    return taken(CASES, lambda case: case.id not in ids)


def ids(theme: Theme, number: int) -> list[str]:
    return [case.id for case in CASES if case.theme is theme][:number]


@given(st.integers(0, 12), st.integers(0, 12))
def test_families_of_one_question_are_tested_like_mcnemar(gained: int, lost: int) -> None:
    tail = sign_flips([1] * gained + [-1] * lost)
    assert tail.p == pytest.approx(mcnemar_worse(Paired(gained, lost, 30)))
    assert tail.least == 0.5 ** (gained + lost)


def test_a_family_of_eight_that_fails_together_is_one_change() -> None:
    assert sign_flips([-8]).p == 0.5
    assert sign_flips([-8, 1, 1]).p == pytest.approx(4 / 8)  # -8 with any signs of the two others
    assert sign_flips([]) == Tail(1.0, 1.0)


def test_tables_that_can_never_alarm_cost_the_others_nothing() -> None:
    unchanged, small, large = Tail(1.0, 1.0), Tail(0.25, 0.25), Tail(0.001, 0.001)
    assert level([large, *[unchanged] * 20, small], 0.01) == 0.01
    assert level([large, large, large], 0.01) == pytest.approx(0.01 / 3)
    # Three could alarm at 0.01, but only two at 0.005: they share it.
    assert level([large, large, Tail(0.008, 0.008)], 0.01) == 0.005


def test_two_hundred_runs_of_the_same_system_raise_no_alarm() -> None:
    # The system is deterministic: what differs is which cases are asked, in which order, and a case in a
    # hundred that a busy machine lets time out in one run or the other.
    alarms = []
    for seed in range(200):
        rng = random.Random(seed)
        some = tuple(rng.sample(CASES, rng.randint(len(CASES) // 2, len(CASES))))
        late = [{case.id for case in some if rng.random() < 0.01} for _ in range(2)]
        before, after = (
            Snapshot(
                MOST_PASS.header,
                {
                    case.id: MOST_PASS.outcomes[case.id].model_copy(update={"passed": False})
                    if case.id in out
                    else MOST_PASS.outcomes[case.id]
                    for case in some
                },
            )
            for out in late
        )
        if not judged(before, after, some).passed:
            alarms.append(seed)
    assert not alarms


@pytest.mark.parametrize(("luck", "family_luck"), [(1.0, 0.0), (0.5, 1.0)])
def test_runs_that_differ_by_chance_alone_hardly_ever_raise_an_alarm(luck: float, family_luck: float) -> None:
    chance = Chance(CASES, luck, family_luck)
    pairs = [chance.pair(seed) for seed in range(100)]
    changed = [
        sum(a.outcomes[c.id].passed != b.outcomes[c.id].passed for c in CASES) / len(CASES) for a, b in pairs
    ]
    assert 0.1 < sum(changed) / len(changed) < 0.25  # as wild as two models of the same quality
    assert sum(not judged(a, b).passed for a, b in pairs) <= 1


def test_a_theme_that_became_worse_fails_by_its_name() -> None:
    judgement = judged(ALL_PASS, failing_only(*ids(Theme.DATES, 16)))
    worse = {table.theme for table in judgement.compared if table.standing is Standing.WORSE}
    assert judgement.failing == (Layer.FLIPS, Layer.INFERIOR)
    assert worse == {None, Theme.DATES}


def test_a_dozen_losses_in_a_small_theme_are_seen_among_hundreds_of_cases() -> None:
    assert Layer.FLIPS in judged(ALL_PASS, failing_only(*ids(Theme.SEVERAL, 12))).failing


def test_few_losses_are_told_but_do_not_fail() -> None:
    judgement = judged(ALL_PASS, failing_only(*ids(Theme.FACTS, 4)))
    assert judgement.passed
    assert [flip.case.id for flip in judgement.flips if flip.lost] == ids(Theme.FACTS, 4)


def test_as_many_gains_as_losses_do_not_fail() -> None:
    before = failing_only(*ids(Theme.LISTS, 20))
    after = failing_only(*[case.id for case in CASES if case.theme is Theme.LISTS][20:40])
    assert judged(before, after).passed


def test_an_improvement_passes() -> None:
    judgement = judged(MOST_PASS, ALL_PASS)
    assert judgement.passed
    assert all(table.standing is not Standing.WORSE for table in judgement.compared)


def test_a_theme_of_a_few_cases_says_that_it_is_underpowered_and_how_many_it_needs() -> None:
    judgement = judged(ALL_PASS, ALL_PASS)
    tables = {(table.theme, table.split): table for table in judgement.compared}
    few, many = tables[Theme.SEVERAL, None], tables[Theme.FACTS, None]
    assert few.standing is Standing.UNDERPOWERED
    assert few.needed == UNCHANGED
    assert many.standing is Standing.NO_WORSE


def test_as_many_unchanged_cases_as_are_needed_are_enough_and_one_less_is_not() -> None:
    assert score_interval(Paired(0, 0, UNCHANGED)).low > -MARGIN
    assert score_interval(Paired(0, 0, UNCHANGED - 1)).low <= -MARGIN


def test_every_split_of_a_theme_is_looked_at() -> None:
    seen = {(table.theme, table.split) for table in judged(ALL_PASS, ALL_PASS).compared}
    assert {(theme, split) for theme in {case.theme for case in CASES} for split in Split} <= seen


def test_neither_the_order_of_cases_nor_of_outcomes_matters() -> None:
    after = failing_only(*ids(Theme.DATES, 5), *ids(Theme.FACTS, 3))
    turned = replace(after, outcomes=dict(reversed(list(after.outcomes.items()))))
    forwards, backwards = judged(ALL_PASS, after), judged(ALL_PASS, turned, CASES[::-1])
    assert forwards.compared == backwards.compared


def test_questions_that_must_not_be_answered_are_looked_at_together() -> None:
    lost = [case.id for case in CASES if case.theme is Theme.UNANSWERABLE][:14]
    judgement = judged(ALL_PASS, failing_only(*lost))
    table = next(table for table in judgement.compared if table.name == "must not be answered")
    assert table.standing is Standing.WORSE
