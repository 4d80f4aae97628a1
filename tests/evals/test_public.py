"""Public sets go through the real path; numbers of others stand only where their source holds them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import regex

from evals.bench.retrieval import Hits, Score
from evals.errors import MaterialMissing, SelectionInvalid
from evals.public import NOTES, PEERS, conditional_qa, measure, sets
from indexing.fake_embedding import FakeEmbedder


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Two pages of rules and a question about each."""
    home = tmp_path / "bench" / "conditionalqa"
    (home / "docs").mkdir(parents=True)
    pages = {"lamps": "You may claim 134 lamps.", "ferries": "Ferries pay no toll on Sundays."}
    for name, text in pages.items():
        page = f"<!doctype html><html><head><title>{name}</title></head><body><p>{text}</p></body></html>"
        (home / "docs" / f"{name}.html").write_text(page, encoding="utf-8")
    index = [{"doc": name, "title": name, "url": "", "half": "give"} for name in pages]
    asked = [
        {"doc": "lamps", "scenario": "I own lamps.", "question": "May I claim 134 lamps?"},
        {"doc": "ferries", "scenario": "I run ferries.", "question": "Do I pay toll on Sundays?"},
    ]
    for file, rows in (("index.jsonl", index), ("qa_dev.jsonl", asked)):
        (home / file).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return home


def test_pages_of_rules_come_in_through_our_reader(rules: Path) -> None:
    found = conditional_qa(rules)
    assert [(id_, text) for id_, _, text in found.rows] == [
        ("lamps", "You may claim 134 lamps."),
        ("ferries", "Ferries pay no toll on Sundays."),
    ]
    first = found.questions["en"][0]
    assert (first.text, set(first.right)) == ("I own lamps. May I claim 134 lamps?", {"lamps"})


def test_a_set_is_asked_through_the_real_path(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.public.sets", lambda material: [conditional_qa(rules)])
    (yard,) = measure(rules.parents[1], FakeEmbedder(), quiet, split="all")
    assert yard.ours.whole == Hits(1.0, 1.0)
    assert yard.peers == (), "none is published, so none is shown"


def test_others_are_shown_beside_the_set_that_they_were_measured_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Score("th", "xquad en", 9, *(Hits(0.5, 0.5),) * 3)
    monkeypatch.setattr("evals.public.sets", lambda material: [])
    monkeypatch.setattr("evals.public._named", lambda found, names: found)
    monkeypatch.setattr("evals.public.score", lambda *given: [ours])
    (yard,) = measure(Path(), FakeEmbedder(), quiet)
    assert {(peer.searched, peer.asked) for peer in yard.peers} == {("xquad en", "th")}
    assert len(yard.peers) >= 2


def test_every_number_of_others_stands_in_its_source(shared: Path) -> None:
    text = (shared / NOTES).read_text(encoding="utf-8")
    for peer in PEERS:
        for value in (peer.first, peer.five):
            written = "" if value is None else regex.escape(f"{value:.3f}".lstrip("0").rstrip("0"))
            assert regex.search(rf"{written}0?(?!\d)", text), peer


def test_a_set_that_does_not_exist_is_refused(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.public.sets", lambda material: [conditional_qa(rules)])
    with pytest.raises(SelectionInvalid):
        list(measure(rules, FakeEmbedder(), quiet, ["nothing"]))


def test_absent_material_is_said(tmp_path: Path) -> None:
    with pytest.raises(MaterialMissing):
        list(sets(tmp_path))


def test_all_pages_of_rules_are_there(shared: Path) -> None:
    home = shared / "bench" / "conditionalqa"
    found = conditional_qa(home)
    assert {id_ for id_, *_ in found.rows} == {path.stem for path in (home / "docs").iterdir()}
    assert len(found.questions["en"]) == len((home / "qa_dev.jsonl").read_text().splitlines())
    assert {id_ for q in found.questions["en"] for id_ in q.right} <= {id_ for id_, *_ in found.rows}
    assert all(len(text) > 200 for *_, text in found.rows)
