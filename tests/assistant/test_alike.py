from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.alike import said_by
from assistant.compose.fitting import fit
from assistant.compose.sought import sought
from assistant.schema import Question, Status
from assistant.workspace import Workspace
from indexing.lexical import stems
from tests.running import workspace_of


@pytest.fixture(scope="module")
def workspace(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "said"),
    [("people", "population"), ("live", "population"), ("large", "area"), ("deep", "depth")],
)
def test_a_figure_may_stand_under_another_word_than_it_is_asked_by(asked: str, said: str) -> None:
    (wanted,), (found,) = stems([asked]), stems([said])
    assert wanted in said_by(frozenset({wanted}))[found]


@pytest.mark.parametrize(
    ("asked", "said"), [("hold", "held"), ("began", "begun"), ("seventh", "7"), ("percentage", "cent")]
)
def test_forms_that_no_stemmer_brings_together_stand_for_each_other(asked: str, said: str) -> None:
    (wanted,), (found,) = stems([asked]), stems([said])
    assert wanted in said_by(frozenset({wanted}))[found]


def test_the_network_is_met_by_its_short_and_by_its_full_name() -> None:
    full = frozenset(stems("asean smart cities network".split()))
    assert said_by(full)["ascn"] == full
    assert said_by(frozenset({"ascn"}))["network"] == {"ascn"}
    assert "ascn" not in said_by(full - {"smart"})


def test_a_word_without_a_fellow_stands_for_nothing() -> None:
    assert not said_by(frozenset(stems(["harbour"])))


def test_how_large_asks_for_an_area_before_any_other_number() -> None:
    wants = sought("How large is Kuching?")
    assert fit(wants, "The area of Kuching is 2,031 km².") == 1.0
    assert 0.3 <= fit(wants, "Kuching has 680,000 people.") < 1.0
    assert fit(wants, "Kuching lies on a river.") == 0.0


@pytest.mark.parametrize("question", ["How large is Da Nang?", "How many people live in Da Nang?"])
def test_the_plainest_questions_of_a_city_are_answered(workspace: Workspace, question: str) -> None:
    assert workspace.pipeline.answer(Question(text=question)).status is Status.ANSWERED
