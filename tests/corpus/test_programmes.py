"""The programmes: complete, faithful to the facts behind them, checked when loaded, asked by day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.data_files import SHIPPED
from corpus.eligibility_rules import ApplicantType, Role, criteria
from corpus.programmes import (
    Call,
    Openness,
    Programme,
    Window,
    WindowState,
    admitted,
    load_programmes,
    open_to,
    programme_files,
    window_state,
)
from corpus.sources import Source, load_sources

FOLDER = SHIPPED / "records" / "programmes"
LONGEST_SENTENCE = 45
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")

OF_THE_NETWORK = ("page", "me25")
"""Sources declared beside the programmes' own."""

FACT_TYPES = {"types": "project_types"}
"""Where a key of the facts has another name in a record."""

TRUST = {"A": {"official"}, "A2": {"official"}, "B": {"press", "partner", "academic"}, "C": {"low"}}


@pytest.fixture(scope="module")
def own_sources() -> Mapping[str, Source]:
    return load_sources([FOLDER / "sources.yaml"])


@pytest.fixture(scope="module")
def programmes(own_sources: Mapping[str, Source]) -> Mapping[str, Programme]:
    return load_programmes(FOLDER, {*own_sources, *OF_THE_NETWORK})


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, Any]:
    """The facts of each programme by id, as they were collected."""
    read = yaml.safe_load((shared / "facts/programmes/programmes.yaml").read_text(encoding="utf-8"))
    return {programme["id"]: programme for programme in read["programmes"]}


@pytest.fixture(scope="module")
def rules(shared: Path) -> dict[str, Any]:
    """The rule sets by the id of their call or standing programme."""
    read = yaml.safe_load((shared / "facts/programmes/rules.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = read["calls"]
    return found


def calls(programmes: Mapping[str, Programme]) -> dict[str, Call]:
    return {call.id: call for programme in programmes.values() for call in programme.calls}


def texts(programme: Programme) -> Iterator[str]:
    """Every text that is written in the file of a programme."""
    yield from (s.text for statements in programme.fields.values() for s in statements if s.text)
    if programme.window:
        yield programme.window.text
    for call in programme.calls:
        yield call.window.text
        yield from (s.text for statements in call.fields.values() for s in statements if s.text)
    yield from (doubt.text for doubt in programme.uncertain)
    trees = (roles for roles in (programme.roles, *(call.roles for call in programme.calls)) if roles)
    rules = [rule for roles in trees for rule in roles.values()]
    yield from dict.fromkeys(c.text for rule in rules for c in criteria(rule) if not c.quote)


def sentences(programme: Programme) -> list[str]:
    return [sentence for text in texts(programme) for sentence in SENTENCE_END.split(text)]


# --- complete and faithful -------------------------------------------------------------------------------


def test_there_are_thirty_six_programmes_with_forty_two_calls(
    programmes: Mapping[str, Programme], facts: dict[str, Any]
) -> None:
    assert len(programmes) == 36
    assert len(calls(programmes)) == 42
    assert set(programmes) == set(facts)
    for id_, programme in programmes.items():
        assert [call.id for call in programme.calls] == [call["id"] for call in facts[id_]["calls"]]


def test_every_topic_is_unknown_exactly_where_nothing_was_found(
    programmes: Mapping[str, Programme], facts: dict[str, Any]
) -> None:
    for id_, programme in programmes.items():
        for topic, statements in programme.fields.items():
            found = facts[id_][topic]["v"] != "unknown"
            assert {s.unknown for s in statements} == {not found}, f"{id_}: {topic}"


def test_every_topic_of_a_programme_rests_on_the_sources_of_its_fact(
    programmes: Mapping[str, Programme], facts: dict[str, Any]
) -> None:
    """Only the counts of member cities, which the facts take from another file, rest on further sources."""
    for id_, programme in programmes.items():
        for topic, statements in programme.fields.items():
            cited = {reference.source for s in statements for reference in s.src} - set(OF_THE_NETWORK)
            assert cited == set(facts[id_][topic]["src"]), f"{id_}: {topic}"


def test_every_fact_of_a_call_is_told_from_its_sources(
    programmes: Mapping[str, Programme], facts: dict[str, Any]
) -> None:
    for id_, programme in programmes.items():
        for call, fact in zip(programme.calls, facts[id_]["calls"], strict=True):
            told = {topic.value: statements for topic, statements in call.fields.items()}
            for key in fact.keys() - {"id", "title", "window", "note"}:
                cited = {str(r) for s in told[FACT_TYPES.get(key, key)] for r in s.src}
                assert cited == set(fact[key]["src"]), f"{call.id}: {key}"


def test_a_doubt_is_kept_wherever_the_facts_have_one(
    programmes: Mapping[str, Programme], facts: dict[str, Any]
) -> None:
    for id_, programme in programmes.items():
        assert len(programme.uncertain) >= len(facts[id_]["uncertain"]), id_
        assert bool(programme.uncertain) == bool(facts[id_]["uncertain"]), id_


def test_the_names_of_a_programme_are_those_of_the_facts(
    programmes: Mapping[str, Programme], facts: dict[str, Any]
) -> None:
    for id_, programme in programmes.items():
        assert {*programme.aliases, *programme.local_names.values()} == set(facts[id_]["aliases"])
    assert programmes["kcity"].local_names == {"ko": "K-시티 네트워크"}


def test_every_window_has_the_days_of_its_rule_set(
    programmes: Mapping[str, Programme], rules: dict[str, Any]
) -> None:
    dated = calls(programmes)
    standing = {rule: ruled(rules, rule) for rule in rules if rule not in dated}
    assert (len(rules), len(standing)) == (42, 12)
    for id_ in rules.keys() & dated.keys():
        assert days(dated[id_].window) == declared(rules[id_]["window"]), id_
    for rule, ids in standing.items():
        for id_ in ids:
            window = programmes[id_].window
            assert window is not None
            assert days(window) == declared(rules[rule]["window"]), id_


def test_the_types_of_applicant_are_those_that_the_rule_sets_admit(
    programmes: Mapping[str, Programme], rules: dict[str, Any]
) -> None:
    dated = calls(programmes)
    for rule in rules:
        accesses = [dated[rule]] if rule in dated else [programmes[id_] for id_ in ruled(rules, rule)]
        for access in accesses:
            assert access.roles is not None
            assert list(access.roles) == list(rules[rule]["roles"])
            for role, tree in rules[rule]["roles"].items():
                for type_ in ApplicantType:
                    found = admitted(access.roles[role], type_)
                    assert found == _OPENNESS[admits(tree, type_)], f"{rule}: {type_}"


def test_a_call_without_a_rule_set_has_no_roles(
    programmes: Mapping[str, Programme], rules: dict[str, Any]
) -> None:
    without = {id_ for id_, call in calls(programmes).items() if call.roles is None}
    assert without == calls(programmes).keys() - rules.keys()
    assert len(without) == 12


def ruled(rules: dict[str, Any], rule: str) -> list[str]:
    named = rules[rule]["programme"]
    return named if isinstance(named, list) else [named]


def days(window: Window) -> tuple[date | None, date | None, date | None, bool]:
    return window.opens, window.closes, window.closed_by, window.rolling


def declared(window: dict[str, Any]) -> tuple[date | None, date | None, date | None, bool]:
    return window.get("opens"), window.get("closes"), window.get("closed_by"), window.get("rolling", False)


_OPENNESS = (Openness.NO, Openness.UNCLEAR, Openness.YES)


def admits(node: dict[str, Any], type_: ApplicantType) -> int:
    """2 for yes, 1 for unclear, 0 for no: every test of a tree but those of the type taken as met."""
    if "all" in node:
        return min(admits(child, type_) for child in node["all"])
    if "any" in node:
        return max(admits(child, type_) for child in node["any"])
    if node.get("in_set") == "applicant.type":
        return 2 if type_ in node["set"] else int(type_ in node.get("unclear", []))
    if node.get("not_in_set") == "applicant.type":
        return 0 if type_ in node["set"] else 2
    return 2


# --- sources ---------------------------------------------------------------------------------------------


def test_every_source_keeps_what_is_known_of_it(own_sources: Mapping[str, Source], shared: Path) -> None:
    lines = (shared / "facts/programmes/sources.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line[:3] == "| S"]
    assert {row[0] for row in rows} == set(own_sources)
    assert len(own_sources) == 120
    for id_, title, publisher, day, trust, address in rows:
        source = own_sources[id_]
        assert (source.publisher, f"<{source.url}>") == (publisher, address)
        assert source.title == title or id_ == "S01"
        assert source.trust in TRUST.get(trust, {"low"}), id_
        assert source.published is None or day.startswith(str(source.published)), id_
        assert source.published is not None or not re.fullmatch(r"[\d-]+", day), id_


def test_every_source_of_the_programmes_is_cited_or_was_read_for_a_rule(
    own_sources: Mapping[str, Source],
) -> None:
    files = [*programme_files(FOLDER), FOLDER / "sets.yaml"]
    cited = set(re.findall(r"\bS\d{2,3}\b", " ".join(path.read_text(encoding="utf-8") for path in files)))
    assert cited <= set(own_sources)
    assert set(own_sources) - cited == {"S113", "S117", "S119"}


# --- sentences -------------------------------------------------------------------------------------------


def test_every_sentence_names_its_programme(programmes: Mapping[str, Programme]) -> None:
    for programme in programmes.values():
        spoken = programme.called.removeprefix("the ")
        names = {spoken, spoken.partition(" (")[0], programme.name, *programme.aliases}
        names |= {" ".join(programme.name.split()[:2])}
        nameless = [s for s in sentences(programme) if not any(name in s for name in names)]
        assert nameless == [], programme.id


def test_no_sentence_is_too_long_to_quote_or_points_at_another(programmes: Mapping[str, Programme]) -> None:
    pointing = re.compile(r"(It|Its|They|Their|This|That is|These|Those|He|She|Such|Both|There)\b")
    for programme in programmes.values():
        for sentence in sentences(programme):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
            assert not pointing.match(sentence), sentence


def test_no_sentence_stands_twice(programmes: Mapping[str, Programme]) -> None:
    told = [sentence for programme in programmes.values() for sentence in sentences(programme)]
    assert sorted(told) == sorted(set(told))


def test_countries_are_spelt_officially_and_nobody_can_be_reached(
    programmes: Mapping[str, Programme],
) -> None:
    told = " ".join(" ".join(texts(programme)) for programme in programmes.values())
    assert re.findall(r"\bVietnam\b|\bLaos\b|\bHanoi\b|\bEast Timor\b|\bBrunei\b(?! Darussalam)", told) == []
    assert re.findall(r"[\w.+-]+@[\w-]+\.\w+|\+ ?\d{2}\b|\b(?:Ms|Mr|Mrs|Dr) ", told) == []


# --- windows and applicants ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "day", "state"),
    [
        ("kcity-2020", "2020-03-15", "open"),
        ("kcity-2023-planning", "2023-05-10", "open"),
        ("kcity-2023-planning", "2023-05-11", "closed"),
        ("kcity-2024-planning", "2024-06-03", "closed"),
        ("kcity-2025-planning", "2024-06-03", "open"),
        ("kcity-2025-planning", "2025-06-10", "open"),
        ("kcity-2025-demo", "2025-02-05", "not_yet"),
        ("kcity-2026-demo", "2026-01-27", "not_yet"),
        ("kcity-2026-demo", "2026-01-28", "open"),
        ("kcity-2026-demo", "2026-03-17", "open"),
        ("kcity-2026-demo", "2026-03-18", "closed"),
        ("smartjamp-2020-studies", "2021-01-20", "open"),
        ("usascp-bif2", "2024-12-01", "unknown"),
        ("sg-us-tctp-smartcities-2022", "2022-08-15", "unknown"),
        ("sg-us-tctp-smartcities-2022", "2022-10-04", "closed"),
        ("techemerge-ascn", "2019-06-01", "unknown"),
        ("cdia", "2024-05-01", "rolling"),
        ("gap-fund", "2024-04-01", "rolling"),
    ],
)
def test_a_call_is_open_from_its_first_day_to_its_last(
    programmes: Mapping[str, Programme], call: str, day: str, state: str
) -> None:
    assert window_state(calls(programmes)[call].window, date.fromisoformat(day)) == state


def test_with_only_a_closing_day_known_a_call_is_open_or_not_yet_open(
    programmes: Mapping[str, Programme],
) -> None:
    window = calls(programmes)["smartjamp-fy2023-subsidy"].window
    assert window_state(window, date(2024, 3, 1)) is WindowState.UNKNOWN
    assert window_state(window, date(2024, 3, 7)) is WindowState.UNKNOWN
    assert window_state(window, date(2024, 3, 8)) is WindowState.CLOSED


def test_a_standing_programme_has_a_window_of_its_own(programmes: Mapping[str, Programme]) -> None:
    lending, cities = programmes["adb-sovereign"].window, programmes["uk-gfcp"].window
    assert lending is not None
    assert cities is not None
    assert window_state(lending, date(2026, 2, 1)) is WindowState.ROLLING
    assert window_state(cities, date(2022, 3, 31)) is WindowState.OPEN
    assert window_state(cities, date(2022, 4, 1)) is WindowState.CLOSED


@pytest.mark.parametrize(
    ("access", "type_", "answer"),
    [
        ("kcity", "local_government", "yes"),
        ("kcity-2025-planning", "public_entity", "unclear"),
        ("kcity-2025-planning", "company", "no"),
        ("kcity-2026-demo", "local_government", "yes"),
        ("kcity-2021-demo", "company", "unknown"),
        ("adb-sovereign", "national_government", "yes"),
        ("adb-sovereign", "local_government", "no"),
        ("akcf", "local_government", "unclear"),
        ("mkcf-3-2019", "international_organisation", "no"),
        ("mkcf-9-2025", "international_organisation", "yes"),
        ("bkcf-4-2024", "individual", "no"),
        ("stars", "government_official", "unknown"),
        ("wiley-banyuwangi", "company", "no"),
    ],
)
def test_a_programme_is_open_to_the_types_that_a_rule_set_admits(
    programmes: Mapping[str, Programme], access: str, type_: str, answer: str
) -> None:
    accesses: dict[str, Programme | Call] = {**programmes, **calls(programmes)}
    assert open_to(accesses[access], ApplicantType(type_)) is Openness(answer)


def test_an_overseas_city_joins_a_demonstration_but_neither_leads_it_nor_is_paid(
    programmes: Mapping[str, Programme],
) -> None:
    roles = calls(programmes)["kcity-2026-demo"].roles
    assert roles is not None
    city = ApplicantType.LOCAL_GOVERNMENT
    assert [role for role, rule in roles.items() if admitted(rule, city) is Openness.YES] == [
        Role.CONSORTIUM_MEMBER
    ]
