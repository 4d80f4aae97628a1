"""Drafted cases hold what the records hold, are proven by their texts, and are no cases until approved."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from corpus.assembly import assemble
from corpus.models import Document
from corpus.records import records
from corpus.rendering import rendered
from corpus.sources import sources
from evals.draft import HELD_OUT, day_patterns, drafts, number_pattern
from evals.drafts import Draft, adopt, fit, read, write
from evals.errors import DraftUnfit
from evals.gold import faults
from evals.metrics.wording import occurs
from evals.schema import Case, Split, Theme, load_cases


@cache
def texts() -> dict[str, Document]:
    return {made.entry.id: assemble(made.reading, made.entry) for made in rendered()}


@cache
def proposals() -> tuple[Draft, ...]:
    return tuple(drafts(records(), sources(), rendered(), ()))


@cache
def proposed() -> dict[str, Case]:
    return {case.id: case for case in (fit(draft.case) for draft in proposals())}


def test_every_proposal_is_a_whole_case_that_nobody_approved() -> None:
    assert len(proposed()) == len(proposals()) > 200
    assert not any(draft.approved for draft in proposals())


def test_every_proposal_is_proven_by_the_text_of_its_record() -> None:
    assert list(faults(proposed().values(), texts().get)) == []


def test_the_proof_of_a_proposal_holds_its_answer() -> None:
    for case in proposed().values():
        for nugget in case.expect.nuggets:
            quote = case.expect.citations[0].quote
            assert any(occurs(pattern, quote) for pattern in nugget.any_of), (case.id, quote)


def test_what_was_read_in_the_documents_is_what_is_proposed() -> None:
    """Read in the report of 2025, on the network's page and in the press of its meetings."""
    listed = proposed()["draft-projects-da-nang-2025"].expect.list
    assert listed is not None
    assert [item[0] for item in listed.items] == [
        "Intelligent Operation Centre",
        "Smart Water Management System",
    ]
    (joined,) = proposed()["draft-joined-khon-kaen"].expect.nuggets
    assert occurs(joined.any_of[0], "It joined in 2023.")
    (chair,) = proposed()["draft-chair-2025"].expect.nuggets
    assert occurs(chair.any_of[0], "Malaysia held the chair.")
    (day,) = proposed()["draft-meeting-annual-1"].expect.nuggets
    assert any(occurs(pattern, "It met on 8 July 2018.") for pattern in day.any_of)


def test_an_area_is_asked_with_its_scope_and_only_of_official_sources() -> None:
    areas = [case for id_, case in proposed().items() if id_.startswith("draft-area-da-nang")]
    assert [case.turns[-1] for case in areas] == [
        "How many square kilometres does Da Nang cover (city before the merger of 2025)?"
    ]


def test_what_is_asked_already_is_not_proposed_again() -> None:
    asked = proposed()["draft-chair-2025"].model_copy(
        update={"id": "other", "turns": ("which country chaired the ASEAN Smart Cities Network in 2025",)}
    )
    left = {d.case["id"] for d in drafts(records(), sources(), rendered(), [asked])}
    assert proposed().keys() - left == {"draft-chair-2025"}


def test_only_the_themes_wished_for_are_proposed() -> None:
    found = drafts(records(), sources(), rendered(), (), [Theme.DATES])
    assert {draft.case["theme"] for draft in found} == {"dates"}


def test_the_first_proposals_are_of_several_sorts() -> None:
    first = [draft.case["id"].split("-")[1] for draft in proposals()[:6]]
    assert len(set(first)) >= 5


def test_about_as_many_are_held_out_as_should_be() -> None:
    held = sum(case.split is Split.HELD_OUT for case in proposed().values())
    assert abs(held / len(proposed()) - HELD_OUT) < 0.1


def test_an_official_page_that_holds_the_fact_becomes_gold_too() -> None:
    """A stand-in for the report: the row cites page 31, which names the project; page 33 is not cited."""
    city = texts()["city-record:da-nang"]

    def document_of(id_: str) -> Document | None:
        if id_ != "ascn-monitoring-evaluation-2025":
            return None
        page = city.pages[0]
        pages = tuple(
            page.__class__(number=number, label=None, text=text, start=0, raw=text, offsets=page.offsets)
            for number, text in (
                (31, "… Intelligent  Operation Centre …"),
                (33, "Intelligent Operation Centre"),
            )
        )
        return Document(entry=city.entry, pages=pages, regions=(), paged=True)

    found = {d.case["id"]: d for d in drafts(records(), sources(), rendered(), (), (), document_of)}
    gold = found["draft-projects-da-nang-2025"].case["expect"]["citations"]
    assert [(g["page"], g["quote"]) for g in gold[1:]] == [(31, "Intelligent Operation Centre")]


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        (1285, "1,285 km", True),
        (1285, "1.285 km", True),
        (1285, "1285 km", True),
        (1285, "11,285 km", False),
        (1285, "1,285.5 km", False),
        (100.4, "100,4 km", True),
        (100.4, "100.45 km", False),
        (5, "15 projects", False),
    ],
)
def test_a_number_is_found_in_its_writings_and_not_inside_others(
    number: float, text: str, found: bool
) -> None:
    assert occurs(number_pattern(number), text) is found


@pytest.mark.parametrize("text", ["8 July 2018", "8th of July, 2018", "July 8, 2018", "2018-07-08"])
def test_a_day_is_found_in_its_writings(text: str) -> None:
    patterns = day_patterns(date(2018, 7, 8))
    assert any(occurs(pattern, text) for pattern in patterns)
    assert not any(occurs(pattern, "18 July 2018") for pattern in patterns)


def test_drafts_beside_cases_are_no_cases(tmp_path: Path) -> None:
    write(tmp_path / "drafts" / "new.yaml", proposals()[:3], ["Read the pages."])
    assert load_cases(tmp_path) == ()
    assert read(tmp_path / "drafts" / "new.yaml") == proposals()[:3]


def test_a_file_of_drafts_is_never_written_over(tmp_path: Path) -> None:
    write(tmp_path / "new.yaml", proposals()[:1])
    with pytest.raises(FileExistsError):
        write(tmp_path / "new.yaml", proposals()[:1])


def test_adopting_writes_a_case_once_and_refuses_another_of_its_id(tmp_path: Path) -> None:
    row = dict(proposals()[0].case)
    for _ in range(2):
        adopt(row, tmp_path, "drafted")
    assert len(load_cases(tmp_path)) == 1
    with pytest.raises(DraftUnfit, match="another case has this id"):
        adopt({**row, "turns": ["Something else?"]}, tmp_path, "drafted")


def test_what_is_no_file_of_drafts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(yaml.safe_dump([{"case": {}, "aproved": True}]), encoding="utf-8")
    with pytest.raises(DraftUnfit, match="aproved"):
        read(tmp_path / "x.yaml")
