"""The rules of eligibility: the trees of the notes, each criterion quoted; what breaks them is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from corpus.assembly import assemble
from corpus.data_files import SHIPPED
from corpus.eligibility_rules import Criterion, Roles, Rule, criteria
from corpus.errors import CorpusInvalid
from corpus.named_sets import load_sets
from corpus.programmes import Call, Offer, Programme, criteria_of, offers
from corpus.records import records
from corpus.rendering import rendered
from corpus.sources import sources
from corpus.validity import Holds

FOLDER = SHIPPED / "records" / "programmes"
ROLES: TypeAdapter[Any] = TypeAdapter(Roles)
SHOWN = ("selection", "soft", "judged", "source_silent", "note", "id", "src")
"""Parts of a node that are told in words of their own."""


@pytest.fixture(scope="module")
def notes(shared: Path) -> dict[str, Any]:
    """The rule sets and named sets as they were collected."""
    found: dict[str, Any] = yaml.safe_load(
        (shared / "facts/programmes/rules.yaml").read_text(encoding="utf-8")
    )
    return found


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """The trees as they stand in the files, by rule set."""
    found: dict[str, Any] = {}
    for path in FOLDER.glob("*.yaml"):
        programme = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(programme, dict) or "fields" not in programme:
            continue
        for one in (programme, *programme.get("calls", ())):
            if one.get("roles"):
                found.setdefault(one.get("rules", one["id"]), []).append(one["roles"])
    return found


def held() -> Iterator[tuple[Offer, Criterion]]:
    for programme in records().programmes.values():
        for offer in offers(programme):
            yield from ((offer, criterion) for _, criterion in criteria_of(offer))


def bare(node: Any) -> Any:
    """A tree with its tests alone: a test without words, a combinator with its parts."""
    for kind in ("all", "any"):
        if kind in node:
            return {kind: [bare(child) for child in node[kind]]}
    kept = {key: value for key, value in node.items() if key not in {*SHOWN, "text", "quote", "doubt"}}
    shown = [kind for kind in ("selection", "soft", "judged", "source_silent") if kind in node]
    return {**kept, **dict.fromkeys(shown, True)}


# --- complete and faithful -------------------------------------------------------------------------------


def test_all_forty_two_rule_sets_are_here_with_the_same_trees(
    notes: dict[str, Any], written: dict[str, Any]
) -> None:
    assert set(written) == set(notes["calls"])
    assert len(written) == 42
    for id_, copies in written.items():
        expected = {role: as_read(role, bare(tree)) for role, tree in notes["calls"][id_]["roles"].items()}
        for roles in copies:
            assert {role: bare(tree) for role, tree in roles.items()} == expected, id_


def as_read(role: str, tree: dict[str, Any]) -> dict[str, Any]:
    """The tree of the notes, but for the one rule that is read otherwise.

    They ask every member of a K-City consortium for an overseas public partner. A city or university abroad
    that joins is itself that partner: S15 asks for one in the consortium, not for a second.
    """
    if role != "consortium_member":
        return tree
    kind, partner, lead, *rest = tree["all"]
    sought = partner["has_partner"]
    itself = [
        {"in_set": "applicant.type", "set": sought["type"]},
        {"not_in_set": "applicant.country", "set": sought["country_not"]},
    ]
    return {"all": [kind, {"any": [{"all": itself}, partner]}, lead, *rest]}


def test_every_criterion_keeps_its_name_and_its_sources(
    notes: dict[str, Any], written: dict[str, Any]
) -> None:
    for id_, copies in written.items():
        for roles in copies:
            for role, tree in roles.items():
                expected = dict(named(notes["calls"][id_]["roles"][role]))
                got = dict(named(tree))
                assert {key: got.get(key) for key in expected} == expected, (id_, role)


def named(node: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The ids of the criteria of a tree with their sources."""
    children = node.get("all") or node.get("any")
    for child in children or ():
        yield from named(child)
    if children is None and "id" in node and "src" in node:
        yield node["id"], node["src"]


def test_the_standing_rule_sets_are_those_without_a_dated_call(notes: dict[str, Any]) -> None:
    standing = {p.rules for p in records().programmes.values() if p.rules}
    dated = {call.id for p in records().programmes.values() for call in p.calls}
    assert standing == set(notes["calls"]) - dated
    assert len(standing) == 12


def test_the_named_sets_have_the_members_and_days_of_the_notes(notes: dict[str, Any]) -> None:
    known = records().sets
    assert set(known) == set(notes["named_sets"])
    spelt = {"VN/Hanoi": "VN/Ha Noi", "KH/Sihanoukville": "KH/Sihanoukville City"}
    for id_, set_ in notes["named_sets"].items():
        expected = {spelt.get(key, key): days for key, days in set_["members"].items()}
        assert set(known[id_].members) == set(expected), id_
        for member, days in expected.items():
            first = days.get("from_earliest", days.get("from"))
            if first is not None:
                assert known[id_].members[member].from_earliest == first, member
                assert known[id_].members[member].from_latest == days.get("from_latest", days.get("from"))


@pytest.mark.parametrize(
    ("set_", "member", "day", "expected"),
    [
        ("ASEAN_MS", "TL", date(2025, 10, 25), Holds.NO),
        ("ASEAN_MS", "TL", date(2025, 10, 26), Holds.YES),
        ("ASCN_CITIES", "TH/Khon Kaen", date(2023, 7, 11), Holds.NO),
        ("ASCN_CITIES", "TH/Khon Kaen", date(2023, 7, 12), Holds.YES),
        ("ASCN_CITIES", "ID/Sumedang", date(2024, 6, 1), Holds.MAYBE),
        ("ASCN_CITIES", "TH/Pattaya", date(2024, 6, 1), Holds.NO),
    ],
)
def test_membership_is_read_at_a_day(set_: str, member: str, day: date, expected: Holds) -> None:
    assert records().sets[set_].holds(member, day) is expected


# --- every criterion can be looked up --------------------------------------------------------------------


def test_every_quote_stands_word_for_word_in_the_record_of_its_programme() -> None:
    texts = {made.entry.id: assemble(made.reading, made.entry).text for made in rendered()}
    for offer, criterion in held():
        text = texts[f"programme-record:{offer.programme.id}"]
        for sentence in (*criterion.sentences, *criterion.doubt):
            assert sentence in text, (offer.id, criterion.id)
        for sentence in offer.window.quote if offer.window else ():
            assert sentence in text, offer.id


def test_every_criterion_rests_on_known_sources() -> None:
    known = sources()
    for offer, criterion in held():
        assert criterion.src, (offer.id, criterion.id)
        assert {reference.source for reference in criterion.src} <= set(known)


def test_a_criterion_is_told_in_one_short_sentence() -> None:
    for _, criterion in held():
        assert len(criterion.text.split()) <= 40, criterion.text
        assert re.fullmatch(r"[A-Z][^.]*(\([^.]*\))?[^.]*\.", criterion.text), criterion.text


# --- what is refused -------------------------------------------------------------------------------------


def tree() -> dict[str, Any]:
    return {
        "lead": {
            "all": [
                {
                    "id": "type",
                    "in_set": "applicant.type",
                    "set": ["company"],
                    "text": "A text.",
                    "src": ["S18"],
                },
                {"any": [{"id": "trl", "range": "project.trl", "min": 6, "text": "A text.", "src": ["S18"]}]},
            ]
        }
    }


def refused(**changes: object) -> str:
    """The error that follows when the first criterion is changed; None takes a key away."""
    spoilt = tree()
    first = spoilt["lead"]["all"][0]
    for key, value in changes.items():
        first.pop(key, None)
        if value is not None:
            first[key] = value
    with pytest.raises(ValidationError) as caught:
        ROLES.validate_python(spoilt)
    return str(caught.value)


def test_an_unspoilt_tree_loads() -> None:
    (rule,) = ROLES.validate_python(tree()).values()
    assert [criterion.id for criterion in criteria(rule)] == ["type", "trl"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"colour": "red"}, "colour"),
        ({"set": ["firm"]}, "firm is no type of applicant"),
        ({"set": ["company", "company"]}, "company stands twice"),
        ({"unclear": ["company"]}, "company stands twice"),
        ({"in_set": "applicant.country", "set": ["XX"]}, "XX is no code of a country"),
        ({"in_set": None, "set": None}, "it needs one test"),
        ({"in_set": None, "set": None, "range": "project.trl"}, "a range needs a bound"),
        ({"in_set": None, "set": None, "range": "project.trl", "min": 9, "max": 6}, "before it begins"),
        ({"id": "trl"}, "the criterion trl stands twice"),
        ({"src": None}, "src"),
        ({"src": []}, "src"),
        ({"text": None}, "text"),
        ({"text": "no sentence"}, "whole sentences"),
        ({"quote": "no sentence"}, "whole sentences"),
        ({"set": "@lower"}, "set"),
    ],
)
def test_a_rule_that_breaks_the_vocabulary_is_refused(changes: dict[str, object], reason: str) -> None:
    assert reason in refused(**changes)


def test_an_empty_combinator_and_an_unknown_role_are_refused() -> None:
    wrong: tuple[dict[str, Any], ...] = ({"lead": {"all": []}}, {"boss": tree()["lead"]})
    for spoilt in wrong:
        with pytest.raises(ValidationError):
            ROLES.validate_python(spoilt)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{}", "members"),
        ("members: {}", "members"),
        ("members: {TH: {}}\n  of: states", "members"),
        ("members: {TH: {from: 2025-01-02, to: 2025-01-01}}", "before it begins"),
        ("members: {TH: {since: 2025-01-02}}", "since"),
        ("of: planets", "of"),
    ],
)
def test_a_set_without_members_or_with_impossible_days_is_refused(
    tmp_path: Path, row: str, reason: str
) -> None:
    path = tmp_path / "sets.yaml"
    head = "- id: TESTED\n  called: a member\n  text: A set.\n  src: [S18]\n"
    path.write_text(head if row == "{}" else f"{head}  {row}\n", encoding="utf-8")
    with pytest.raises(CorpusInvalid, match=reason):
        load_sets(path, sources(), (), ())


def test_rules_without_a_call_need_a_name_and_a_window() -> None:
    written = yaml.safe_load((FOLDER / "scp.yaml").read_text(encoding="utf-8"))
    assert Programme.model_validate(written).rules == "scp-course"
    for key in ("rules", "window"):
        with pytest.raises(ValidationError, match="need a name"):
            Programme.model_validate({**written, key: None})


# --- the worked example ----------------------------------------------------------------------------------


def example() -> str:
    """The call in the README beside the programmes."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    return text.partition("```yaml\n")[2].partition("```")[0]


def test_the_worked_example_of_a_call_loads_and_is_short() -> None:
    assert len(example().splitlines()) < 40
    (row,) = yaml.safe_load(example())
    call = TypeAdapter(Call).validate_python(row, context={"sources": set(sources())})
    assert call.window.closes == date(2027, 3, 15)
    assert call.roles is not None
    kinds: Mapping[str, Rule] = {c.id: c for rule in call.roles.values() for c in criteria(rule)}
    assert list(kinds) == ["type", "country", "amount", "merit"]
