"""Faults planted in a copy of the corpus are found, each with its place; the corpus itself has none."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.data_files import SHIPPED
from corpus.faults import Finding, damaged, supersession_loop
from corpus.lint import lint

LONG = " ".join(f"Word{n}" for n in range(60))


@dataclass
class Copy:
    """A copy of the corpus to plant faults in."""

    root: Path

    def replace(self, name: str, old: str, new: str) -> int:
        """Put ``new`` in place of the first ``old``; the line on which it stands."""
        path = self.root / name
        before, found, after = path.read_text(encoding="utf-8").partition(old)
        assert found, f"{name} does not hold {old}"
        path.write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

    def append(self, name: str, text: str) -> int:
        """Put a line at the end; its number."""
        path = self.root / name
        lines = path.read_text(encoding="utf-8").rstrip("\n").splitlines()
        path.write_text("\n".join([*lines, text, ""]), encoding="utf-8")
        return len(lines) + 1

    @property
    def found(self) -> Finding:
        """The one fault that is found."""
        (finding,) = lint(self.root)
        return finding


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    for folder in ("records", "documents"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    shutil.copy(SHIPPED / "sources.yaml", tmp_path)
    return Copy(tmp_path)


def test_the_corpus_has_no_fault() -> None:
    assert lint() == ()


def test_a_source_that_is_not_declared_is_found_at_its_line(copy: Copy) -> None:
    line = copy.replace("records/cities/da-nang.yaml", '"cn p.8"', '"nowhere p.8"')
    finding = copy.found
    assert (finding.thing, finding.reason) == ("nowhere p.8", "no source has the id nowhere")
    assert finding.place == f"records/cities/da-nang.yaml:{line} joined.src.1"


def test_every_source_that_is_not_declared_is_found_in_one_go(copy: Copy) -> None:
    copy.replace("records/cities/da-nang.yaml", '"cn p.8"', '"nowhere p.8"')
    copy.replace("records/chairs.yaml", "src: [", "src: [nobody, ")
    copy.replace("records/programmes/kcity.yaml", "src: [S", "src: [S000, S")
    assert {finding.thing for finding in lint(copy.root)} == {"nowhere p.8", "nobody", "S000"}


def test_a_citation_in_no_known_form_is_found(copy: Copy) -> None:
    copy.replace("records/cities/da-nang.yaml", '"cn p.8"', '"cn pages 8"')
    assert "is no citation" in copy.found.reason


def test_declared_documents_that_supersede_each_other_in_a_circle_are_found_once(copy: Copy) -> None:
    old, new = "ascn-monitoring-evaluation-2022", "ascn-monitoring-evaluation-2025"
    path = copy.root / "sources.yaml"
    before, name, after = path.read_text(encoding="utf-8").partition(f"id: {old}")
    path.write_text(
        before + name + after.replace("supersedes: null", f"supersedes: {new}", 1), encoding="utf-8"
    )
    assert copy.found.reason.startswith("it supersedes itself: ")
    assert copy.found.reason.count("→") == 4
    assert copy.found.place.startswith("sources.yaml:")


def test_a_built_in_document_that_supersedes_itself_is_found(copy: Copy) -> None:
    copy.replace("documents/ascn-governance.md", "supersedes: null", "supersedes: ascn-governance")
    assert copy.found == Finding(
        "ascn-governance",
        "it supersedes itself: ascn-governance → ascn-governance",
        "documents/ascn-governance.md",
    )


def test_a_loop_is_found_from_each_of_its_documents_and_from_no_other() -> None:
    older = {"a": "b", "b": "c", "c": "b", "x": "y"}
    assert supersession_loop("b", older) == ("b", "c")
    assert supersession_loop("c", older) == ("c", "b")
    assert supersession_loop("a", older) == supersession_loop("x", older) == ()


def test_a_project_of_a_city_that_is_no_record_is_found(copy: Copy) -> None:
    line = copy.replace("records/projects/2025.yaml", "city: battambang", "city: atlantis")
    finding = copy.found
    assert finding.thing == "atlantis"
    assert finding.place.startswith(f"records/projects/2025.yaml:{line} rows.")


def test_a_project_listed_before_its_city_joined_is_found(copy: Copy) -> None:
    copy.replace("records/projects/2022.yaml", "city: battambang", "city: dili")
    (outside,) = [f for f in lint(copy.root) if f.thing.startswith("2022:dili")]
    assert outside.reason == "the list of 2022-09-21 names a city that joined in 2026"


def test_an_office_held_before_the_state_was_in_asean_is_found(copy: Copy) -> None:
    row = '- {state: TL, body: A ministry, as_of: 2024-01-31, text: "A ministry leads.", src: [cont]}'
    copy.append("records/bodies.yaml", row)
    assert copy.found.thing == "TL-2024-01-31"
    assert "in ASEAN since 2025-10-26" in copy.found.reason


def test_a_number_of_cities_that_the_records_contradict_is_found(copy: Copy) -> None:
    (copy.root / "records/cities/dili.yaml").unlink()
    reasons = {f.thing: f.reason for f in lint(copy.root) if f.place == "records/figures.yaml"}
    assert reasons["cities-38"] == "it says 38, the records of cities count 37 on 2026-01-31"
    assert "cities-26" not in reasons


def test_a_number_of_projects_that_the_rows_contradict_is_found(copy: Copy) -> None:
    rows = (copy.root / "records/projects/2025.yaml").read_text(encoding="utf-8").splitlines()
    gone = next(row for row in rows if "city: bangkok" in row)
    copy.replace("records/projects/2025.yaml", gone + "\n", "")
    reasons = {f.thing: f.reason for f in lint(copy.root) if f.place == "records/figures.yaml"}
    assert reasons["projects-2025"] == "it says 134, the report's list has 133"
    assert "projects-2024" not in reasons


def test_a_number_of_states_that_the_records_contradict_is_found(copy: Copy) -> None:
    copy.replace("records/states.yaml", "asean_from: 2025-10-26", "asean_from: 2025-10-20")
    assert ("states-10", "it says 10, the records of states count 11 on 2025-10-25") in {
        (f.thing, f.reason) for f in lint(copy.root)
    }


def test_a_figure_whose_sentence_tells_another_number_is_found(copy: Copy) -> None:
    copy.replace("records/figures.yaml", "consists of 38 cities", "consists of 37 cities")
    assert copy.found == Finding("cities-38", "its text does not tell its value 38", "records/figures.yaml")


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("As of 30 September 2025 the ASEAN Smart Cities Network had 135 projects.", "135 projects"),
        ("The monitoring report of 2024 lists 109 projects.", "109 projects"),
        ("In 2026 the network consists of 39 cities.", "39 cities"),
        ("The ASCN began with 27 pilot cities.", "27 cities"),
    ],
)
def test_a_count_in_a_text_that_the_records_contradict_is_found(
    copy: Copy, sentence: str, reason: str
) -> None:
    line = copy.append("documents/ascn-profile-2020.md", f"\n{sentence}") + 1
    assert copy.found.reason.startswith(reason)
    assert copy.found.place == f"documents/ascn-profile-2020.md:{line}"


@pytest.mark.parametrize(
    "sentence",
    [
        "As of 30 September 2025 the ASEAN Smart Cities Network had 134 projects.",
        "As of 30 September 2025 the network had 116 projects on-going or in planning.",
        "The monitoring report of 2022 gives 65 projects for 2021.",
        "In 2026 the network consists of 38 cities, of which 7 cities lie in Malaysia.",
        "By January 2026 another programme counted 135 projects in 39 cities.",
    ],
)
def test_a_count_that_the_records_bear_out_is_no_fault(copy: Copy, sentence: str) -> None:
    copy.append("documents/ascn-profile-2020.md", f"\n{sentence}")
    assert lint(copy.root) == ()


def test_a_sentence_over_sixty_words_is_found_and_one_of_sixty_is_not(copy: Copy) -> None:
    copy.append("documents/ascn-profile-2020.md", f"\nShort. {LONG}. Short.")
    assert lint(copy.root) == ()
    copy.append("documents/ascn-profile-2020.md", f"\nShort. The {LONG}. Short.")
    assert copy.found.reason == "the sentence has 61 words"


def test_a_long_sentence_of_a_record_is_found_too(copy: Copy) -> None:
    line = copy.replace("records/chairs.yaml", 'text: "', f'text: "The {LONG}, ')
    assert "words" in copy.found.reason
    assert copy.found.place.startswith(f"records/chairs.yaml:{line} ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Th\ufffd city.", "replacement character"),
        ("The cafÃ© of the city.", "decoded wrongly"),
        ("The cityâ€™s port.", "decoded wrongly"),
        ("The \x07city.", "U+0007"),
        ("The \x93city\x94.", "U+0093"),
        ("The \ue000 city.", "U+E000"),
    ],
)
def test_damaged_text_is_found_in_a_document(copy: Copy, text: str, reason: str) -> None:
    assert reason in (damaged(text) or "")
    copy.append("documents/ascn-profile-2020.md", f"\n{text}")
    assert any(reason in finding.reason for finding in lint(copy.root))


def test_damaged_text_is_found_in_a_record(copy: Copy) -> None:
    copy.replace("records/cities/da-nang.yaml", "th: ดานัง", "th: Ä\u00a0 Náºµng")
    assert "da-nang.yaml" in copy.found.place
    assert copy.found.place.endswith("local_names.th")


@pytest.mark.parametrize("text", ["Đà Nẵng", "ดานัง", "ភ្នំពេញ", "ຫຼວງພະບາງ", "ရန်ကုန်", "岘港", "“16 – 40 %” km²"])
def test_text_in_the_scripts_of_the_members_is_whole(text: str) -> None:
    assert damaged(text) is None


def test_a_fact_dated_after_all_its_sources_is_found(copy: Copy) -> None:
    copy.replace("records/cities/da-nang.yaml", 'as_of: "2018", src: ["scap', 'as_of: "2019", src: ["scap')
    assert copy.found.reason == "it holds as of 2019, its latest source is of 2018-07-08"


def test_a_file_that_breaks_its_schema_is_found(copy: Copy) -> None:
    copy.replace("records/cities/da-nang.yaml", "country: VN", "country: Vietnam")
    assert copy.found.thing == "cities/da-nang.yaml"
    assert "country" in copy.found.reason


def test_a_file_that_is_no_yaml_hides_no_fault_of_another(copy: Copy) -> None:
    copy.replace("records/cities/da-nang.yaml", "country: VN", "country: [VN")
    copy.append("documents/ascn-profile-2020.md", "\nTh\ufffd city.")
    assert {finding.place.partition(":")[0] for finding in lint(copy.root)} >= {
        "cities/da-nang.yaml",
        "documents/ascn-profile-2020.md",
    }
