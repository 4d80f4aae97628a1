"""Gold: a planted fault of every kind is found, and gold that holds is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.models import Document
from evals.errors import EvaluationError
from evals.gold import check, faults, unfounded
from evals.schema import Case, load_cases
from tests.documents import document
from tests.evals.answers import case
from tests.running import workspace_of

TEXT = "The framework has 2 urban systems.\n\nThe plan of Da Nang counts 1\u00a0200 sensors."


def held(id_: str) -> Document | None:
    return document(TEXT, "report") if id_ == "report" else None


def with_gold(quote: str, page: int | None = None, document_id: str = "report", **expect: Any) -> Case:
    gold = [{"document": document_id, "page": page, "quote": quote}]
    return case(expect={"citations": gold, **expect})


@pytest.mark.parametrize(
    "quote", ["has 2 urban systems", "HAS 2 URBAN-SYSTEMS", "1 200 sensors", "1\u202f200 sensors"]
)
def test_a_quote_that_stands_there_is_no_fault(quote: str) -> None:
    assert not list(faults([with_gold(quote)], held))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (with_gold("has 3 urban systems"), "stands nowhere"),
        (with_gold("has 2 urban systems", document_id="elsewhere"), "no document has this id"),
        (with_gold("has 2 urban systems", page=1), "the document has no pages"),
        (with_gold("--"), "no letter or digit"),
        (with_gold("has 2 urban systems", forbidden=[r"\b2\b"]), "holds what is forbidden"),
    ],
)
def test_a_fault_is_found_and_told(wrong: Case, told: str) -> None:
    (fault,) = faults([wrong], held)
    assert told in fault.reason
    assert str(fault).startswith("fact-one: ")


def test_a_vital_nugget_that_no_gold_page_holds_is_worth_a_look() -> None:
    good = with_gold("has 2 urban systems")
    odd = with_gold(
        "has 2 urban systems", nuggets=[{"any_of": ["seven"]}, {"any_of": ["nine"], "vital": False}]
    )
    assert list(unfounded([good, odd], held)) == [("fact-one", "seven")]


def test_the_gold_of_every_shipped_case_is_proven(official: Path) -> None:
    with workspace_of(official) as workspace:
        assert not [str(fault) for fault in check(load_cases(), workspace)]


def test_gold_is_not_checked_against_nothing(tmp_path: Path) -> None:
    with workspace_of(tmp_path) as workspace, pytest.raises(EvaluationError, match="nothing is indexed"):
        check([case()], workspace)
