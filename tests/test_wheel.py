"""The wheel holds all that runs and all that is read at run time, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "corpus", "indexing", "evals")


@pytest.fixture(scope="module")
def held() -> set[str]:
    """Every file of the wheel, as the build backend would put it there."""
    builder = WheelBuilder(str(ROOT))
    return {Path(file.distribution_path).as_posix() for file in builder.recurse_included_files()}


def test_every_file_of_the_packages_is_in_the_wheel_and_no_other(held: set[str]) -> None:
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"}
    assert held == wanted


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_says_that_it_is_typed(held: set[str], package: str) -> None:
    assert f"{package}/py.typed" in held


@pytest.mark.parametrize(
    "name",
    [
        "corpus/sources.yaml",
        "corpus/documents/vectors.npz",
        "corpus/records/programmes/sources.yaml",
        "indexing/e5/centring.npz",
        "indexing/e5/centring.yaml",
        "assistant/web/templates/ask.html",
        "evals/templates/report.html",
    ],
)
def test_what_a_first_start_reads_is_in_the_wheel(held: set[str], name: str) -> None:
    assert name in held


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("corpus/documents/*.md", 9),
        ("corpus/records/cities/*.yaml", 38),
        ("corpus/records/projects/*.yaml", 4),
        ("corpus/records/programmes/*.yaml", 36 + 2),
    ],
)
def test_all_built_in_documents_and_records_are_in_the_wheel(
    held: set[str], pattern: str, number: int
) -> None:
    """38 cities, four reports, 36 programmes with the lists of their sources and of the named sets."""
    assert sum(Path(name).match(pattern) for name in held) == number


def test_no_document_of_others_is_in_the_wheel(held: set[str]) -> None:
    theirs = {name for name in held if name.endswith((".pdf", ".html", ".docx", ".jsonl", ".txt"))}
    ours = ("assistant/web/templates/", "evals/templates/")
    assert {name for name in theirs if not name.startswith(ours)} == set()
