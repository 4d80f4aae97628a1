"""The rules of a call as text and picture: nothing left out, everything escaped, nothing out of place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from assistant.eligibility import matrix
from assistant.eligibility.drawing import Branch, Drawing, Kind, branch, drawings, lines
from assistant.eligibility.svg import WIDTH, svg
from corpus.eligibility_rules import ApplicantType, Criterion, criteria
from corpus.programmes import Openness, Programme
from corpus.records import records

SVG = "{http://www.w3.org/2000/svg}"
PROGRAMMES = records().programmes
EVERY = [drawing for id_, programme in PROGRAMMES.items() for drawing in drawings(programme, id_)]


def text_of(id_: str, programme: str) -> str:
    return "\n".join(line for d in drawings(PROGRAMMES[programme], id_) for line in lines(d.tree))


def rectangles(picture: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every box, without the ground."""
    boxes = picture.findall(f"{SVG}rect")[1:]
    sides = [[float(box.attrib[name]) for name in ("x", "y", "width", "height")] for box in boxes]
    return [(x, y, x + width, y + height) for x, y, width, height in sides]


def rules(programme: Programme) -> Iterator[Criterion]:
    for roles in (programme.roles, *(call.roles for call in programme.calls)):
        for rule in (roles or {}).values():
            yield from criteria(rule)


def test_the_tree_of_the_gap_fund_shows_its_two_ways_in() -> None:
    told = text_of("gap-fund", "gap-fund")
    assert "who: any one of these" in told
    assert "applicant.type in local_government" in told
    assert "documents.local_government_support is held" in told
    assert "unclear: ngo" in told


def test_a_condition_for_part_of_the_applicants_reads_as_if_then() -> None:
    told = text_of("usascp-bif1", "usascp")
    assert "if applicant.country in KH, LA, then project.sector in environment, health" in told


def test_what_decides_nothing_and_what_is_judged_are_marked() -> None:
    told = text_of("mkcf-9-2025", "mkcf")
    assert told.count("shown only, decides nothing") == 2
    assert "the sponsor judges it" in text_of("uk-gfcp", "uk-gfcp")
    assert "no source says it" in text_of("techemerge-ascn", "techemerge")


def test_the_roles_of_a_call_are_drawn_one_by_one() -> None:
    titles = [drawing.title for drawing in drawings(PROGRAMMES["kcity"], "kcity-2025-demo")]
    assert [title.partition(", role ")[2] for title in titles] == [
        "lead",
        "consortium_member",
        "direct_subsidy_recipient",
    ]


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=PROGRAMMES)
def test_every_criterion_of_a_programme_is_drawn_with_its_sentence_and_sources(programme: Programme) -> None:
    told = "\n".join(line for d in drawings(programme, programme.id) for line in lines(d.tree))
    for criterion in rules(programme):
        assert f"{criterion.id}: {criterion.text} [{', '.join(map(str, criterion.src))}]" in told


def test_a_picture_holds_every_word_of_the_tree() -> None:
    picture = ElementTree.fromstring(svg(EVERY, "All rules"))
    shown = " ".join(text.text or "" for text in picture.iter(f"{SVG}text"))
    for drawing in EVERY:
        for line in lines(drawing.tree):
            assert " ".join(line.strip("│├└─ ").split()) in shown


def test_no_box_of_a_picture_overlaps_another_or_leaves_it() -> None:
    picture = ElementTree.fromstring(svg(EVERY, "All rules"))
    boxes = rectangles(picture)
    assert len(boxes) > 100
    for (_, _, right, bottom), (_, top, _, _) in pairwise(boxes):
        assert right <= WIDTH
        assert bottom < top
    assert boxes[-1][3] < float(picture.attrib["height"])


def test_a_word_longer_than_its_box_is_broken() -> None:
    picture = ElementTree.fromstring(svg([Drawing("t", Branch(Kind.TESTED, "a", "x" * 500))], "t"))
    assert max(len(text.text or "") for text in picture.iter(f"{SVG}text")) < 200


def test_signs_that_mean_something_in_a_picture_stay_text() -> None:
    hostile = '</text><script>alert("1")</script>&'
    told = Branch(Kind.TESTED, "a", hostile, hostile, ("S01",))
    picture = ElementTree.fromstring(svg([Drawing(hostile, told)], hostile))
    assert picture.find(f".//{SVG}script") is None
    assert hostile in {text.text for text in picture.iter(f"{SVG}text")}


def test_a_picture_asks_for_nothing_from_outside() -> None:
    shown = svg(EVERY, "All rules").replace("http://www.w3.org/2000/svg", "")
    assert all(word not in shown for word in ("http", "href", "<style", "@import", "url("))


def test_the_same_rules_give_the_same_picture() -> None:
    rule = next(iter((PROGRAMMES["cdia"].calls[0].roles or {}).values()))
    assert svg([Drawing("t", branch(rule))], "t") == svg([Drawing("t", branch(rule))], "t")


def row(call: str, day: date = date(2025, 2, 6)) -> matrix.Row:
    return next(row for row in matrix.matrix(PROGRAMMES.values(), day) if row.name == call)


@pytest.mark.parametrize(
    ("call", "kind", "expected"),
    [
        ("kcity-2020", ApplicantType.PUBLIC_ENTITY, Openness.YES),
        ("kcity-2025-planning", ApplicantType.PUBLIC_ENTITY, Openness.UNCLEAR),
        ("kcity-2025-planning", ApplicantType.COMPANY, Openness.NO),
        ("kcity-2025-planning", ApplicantType.INTERNATIONAL_ORGANISATION, Openness.YES),
        ("mkcf-3-2019", ApplicantType.INTERNATIONAL_ORGANISATION, Openness.NO),
        ("mkcf-9-2025", ApplicantType.INTERNATIONAL_ORGANISATION, Openness.YES),
        ("bkcf-4-2024", ApplicantType.INDIVIDUAL, Openness.NO),
        ("gap-fund", ApplicantType.NGO, Openness.UNCLEAR),
        ("c40-cff-2024", ApplicantType.LOCAL_GOVERNMENT, Openness.UNKNOWN),
    ],
)
def test_the_matrix_tells_who_may_apply(call: str, kind: ApplicantType, expected: Openness) -> None:
    assert row(call).access[list(ApplicantType).index(kind)] is expected


def test_the_matrix_has_a_row_for_every_call_and_every_programme() -> None:
    rows = matrix.matrix(PROGRAMMES.values(), date(2025, 2, 6))
    assert {row.programme for row in rows} == PROGRAMMES.keys()
    assert {call.id for p in PROGRAMMES.values() for call in p.calls} <= {row.name for row in rows}


def test_the_matrix_in_markdown_has_as_many_cells_in_every_line() -> None:
    told = list(matrix.markdown(matrix.matrix(PROGRAMMES.values(), date(2025, 2, 6))))
    assert {line.count("|") for line in told} == {len(ApplicantType) + 4}
    assert "| kcity-2025-demo | kcity | open |" in "\n".join(told)
