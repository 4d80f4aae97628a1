"""Variants beside their bases: only pairs count, and each in its own kind."""

from __future__ import annotations

from typing import Any

from evals.metrics.pairs import clusters, follow_up_parity, language_parity, relations_held
from evals.metrics.shares import Share
from evals.schema import Case, Relation
from tests.evals.answers import case, flags, unanswerable


def variant(id_: str, base: str, theme: str, relation: str = "same", **given: Any) -> Case:
    return case(id_, theme=theme, pair=base, relation=relation, **given)


BASES = [case("b1"), case("b2"), case("b3")]


def in_(language: str, id_: str, base: str) -> Case:
    return variant(id_, base, "languages", language=language, english="How many?")


def test_a_language_lies_as_many_points_below_as_counted_by_hand() -> None:
    cases = [*BASES, in_("th", "t1", "b1"), in_("th", "t2", "b2"), in_("id", "i1", "b3"), case("alone")]
    parity = language_parity(flags(cases, [True, True, False, True, False, True, False]))
    assert list(parity) == ["id", "th"]
    assert (parity["th"].variants, parity["th"].bases) == (Share(1, 2), Share(2, 2))
    assert parity["th"].gap == -50
    assert parity["id"].gap == 100


def test_follow_ups_are_held_against_the_same_in_one_turn() -> None:
    cases = [
        *BASES,
        variant("f1", "b1", "follow_ups", turns=["a", "b"]),
        variant("f2", "b2", "follow_ups", turns=["a", "b"]),
    ]
    parity = follow_up_parity(flags(cases, [True, True, True, True, False]))
    assert (parity.variants, parity.bases, parity.gap) == (Share(1, 2), Share(2, 2), -50)
    assert follow_up_parity([]).gap is None


def test_a_relation_is_only_asked_of_variants_whose_base_passes() -> None:
    cases = [
        *BASES,
        variant("m1", "b1", "metamorphic"),
        variant("m2", "b2", "metamorphic", "differs"),
        variant("m3", "b3", "metamorphic"),
    ]
    scored = flags(cases, [True, True, False, True, False, True])
    assert relations_held(scored) == Share(1, 2)
    assert relations_held(scored, Relation.SAME) == Share(1, 1)
    assert relations_held(scored, Relation.DIFFERS) == Share(0, 1)


def test_a_variant_stands_and_falls_with_the_document_of_its_base() -> None:
    other = {"citations": [{"document": "elsewhere", "page": 1, "quote": "2"}]}
    cases = [
        case("a"),
        case("b", expect=other),
        variant("c", "b", "metamorphic"),
        variant("d", "c", "metamorphic"),
        unanswerable("e"),
        unanswerable("f", pair="e", relation="same", theme="metamorphic"),
        variant("g", "h", "metamorphic"),
        variant("h", "g", "metamorphic"),
    ]
    found = clusters(cases)
    assert found["a"] == "report"
    assert found["b"] == found["c"] == found["d"] == "elsewhere"
    assert found["e"] == found["f"] == "case e"
    assert found["g"] == found["h"]
