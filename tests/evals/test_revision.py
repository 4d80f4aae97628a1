"""States of code have names that differ when the code does."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from evals import revision


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the packages, outside any repository."""
    for package in revision.PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "evals" / "cases").mkdir()
    monkeypatch.setattr(revision, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def git(at: Path, *arguments: str) -> str:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    command = ["git", "-C", str(at), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_outside_a_checkout_it_is_the_version(checkout: Path) -> None:
    assert revision.revision() == version("ascn-assistant")


def test_an_installation_below_somebody_elses_repository_is_not_named_after_it(checkout: Path) -> None:
    git(checkout, "init")
    git(checkout, "commit", "--allow-empty", "-m", "theirs")
    assert revision.revision() == version("ascn-assistant")


def test_two_different_changes_of_one_commit_have_different_names(checkout: Path) -> None:
    git(checkout, "init")
    git(checkout, "add", ".")
    git(checkout, "commit", "-m", "ours")
    clean = revision.revision()
    assert clean == git(checkout, "rev-parse", "--short", "HEAD")
    names = []
    for text in ("1", "2", "1"):
        (checkout / "corpus" / "__init__.py").write_text(text)
        names.append(revision.revision())
    assert names[0].startswith(f"{clean}-dirty.")
    assert names[0] != names[1]
    assert names[0] == names[2]
    (checkout / "evals" / "cases" / "facts.yaml").write_text("[]")
    assert revision.revision() == names[0], "cases have a hash of their own"


def test_a_hash_tells_content_and_place(checkout: Path) -> None:
    one, other = checkout / "corpus" / "a.yaml", checkout / "indexing" / "a.yaml"
    one.write_text("x")
    other.write_text("x")
    assert revision.content_hash([one]) != revision.content_hash([other])
    before = revision.content_hash([one])
    one.write_text("y")
    assert revision.content_hash([one]) != before
