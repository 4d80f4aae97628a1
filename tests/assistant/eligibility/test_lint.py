"""The check of the rules finds every fault at once and none where there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.eligibility.lint import lint
from corpus.data_files import SHIPPED

PROGRAMMES = Path("records") / "programmes"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus with the sources and two programmes, which a test may spoil."""
    (tmp_path / PROGRAMMES).mkdir(parents=True)
    shutil.copy(SHIPPED / "sources.yaml", tmp_path)
    for name in ("sources.yaml", "sets.yaml", "cdia.yaml", "kcity.yaml"):
        shutil.copy(SHIPPED / PROGRAMMES / name, tmp_path / PROGRAMMES)
    return tmp_path


def spoil(corpus: Path, name: str, old: str, new: str) -> None:
    path = corpus / PROGRAMMES / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_rules_that_ship_have_no_fault() -> None:
    assert lint() == ()


def test_an_unspoilt_copy_has_no_fault(corpus: Path) -> None:
    assert lint(corpus) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        (
            "cdia.yaml",
            "has_document: integrated_urban",
            "has_document: integral_urban",
            "no fact is called documents.",
        ),
        (
            "cdia.yaml",
            "in_set: applicant.country",
            "in_set: applicant.land",
            "no fact is called applicant.land",
        ),
        ("cdia.yaml", "@ADB_BORROWERS_SEA", "@ADB_BORROWERS", "no set is called @ADB_BORROWERS"),
        (
            "cdia.yaml",
            "set: [local_government]",
            "set: [municipality]",
            "municipality is no type of applicant",
        ),
        ("cdia.yaml", "src: [S53, S54]", "src: [S53, S999]", "no source has the id S999"),
        ("cdia.yaml", "quote: Local governments", "quote: All local governments", "no longer says"),
        ("kcity.yaml", "doubt: Whether public", "doubt: If public", "no longer says"),
        ("kcity.yaml", "quote: Planning proposals", "quote: All planning proposals", "no longer says"),
        ("kcity.yaml", "closes: 2020-03-20", "closes: 2019-03-20", "it closes on 2019-03-20 before it opens"),
        (
            "kcity.yaml",
            "late_goes_to: kcity-2025-planning",
            "late_goes_to: kcity-2035",
            "no call has the id kcity-2035",
        ),
        (
            "sets.yaml",
            "KH: {}, LA: {}, MM: {}, TL",
            "KH: {to: 2017-01-01, from: 2018-01-01}, TL",
            "before it begins",
        ),
        ("sets.yaml", "PH/Quezon City", "PH/Quezon/City", "PH/Quezon/City is no key of a city"),
        ("sets.yaml", "VN/Ha Noi", "VN/Hanoi", "VN/Hanoi is no key of a city"),
    ],
)
def test_a_fault_is_found_and_named(corpus: Path, name: str, old: str, new: str, reason: str) -> None:
    spoil(corpus, name, old, new)
    found = lint(corpus)
    assert any(reason in finding.reason for finding in found), found
    assert all(finding.place == f"programmes/{name}" for finding in found), found


def test_a_member_that_no_call_can_ever_meet_is_found(corpus: Path) -> None:
    spoil(corpus, "sets.yaml", "members: {KH: {}, LA", "members: {KH: {from: 2031-01-01}, LA")
    spoil(corpus, "cdia.yaml", "    rolling: true", "    closes: 2030-12-31")
    (finding,) = lint(corpus)
    assert finding.thing == "@ADB_BORROWERS_SEA"
    assert "KH is no member on any day of a call" in finding.reason


def test_all_faults_are_told_at_once(corpus: Path) -> None:
    spoil(corpus, "cdia.yaml", "has_document: integrated_urban", "has_document: integral_urban")
    spoil(corpus, "cdia.yaml", "quote: Local governments", "quote: All local governments")
    spoil(corpus, "kcity.yaml", "closes: 2020-03-20", "closes: 2019-03-20")
    assert len({finding.reason for finding in lint(corpus)}) == 3
