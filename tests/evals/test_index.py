"""The index that cases are asked of: made once, made again when anything in it changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from evals import index
from evals.answering import Answerer
from evals.errors import IndexUnusable
from indexing.fake_embedding import FakeEmbedder
from tests.evals.harbour import LIGHT, TEXTS


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


def written(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.md").write_text(TEXTS[name], encoding="utf-8")
    return sorted(folder.iterdir())


def served(root: Path) -> tuple[str, set[str]]:
    workspace = Answerer(root, LIGHT).open()
    try:
        active = workspace.ledger.active()
        assert active is not None
        return active.id, {entry.id for entry in workspace.ledger.entries(active.id)}
    finally:
        workspace.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are embedded during a test."""
    texts: list[str] = []
    real: Callable[..., object] = FakeEmbedder.embed_with_spans

    def noted(self: FakeEmbedder, given: list[str], spans: object) -> object:
        texts.extend(given)
        return real(self, given, spans)

    monkeypatch.setattr(FakeEmbedder, "embed_with_spans", noted)
    return texts


def test_an_index_is_made_once_and_another_document_embeds_only_itself(
    home: Path, tmp_path: Path, embedded: list[str]
) -> None:
    first = index.prepare(home, written(tmp_path / "d", "harbour"), LIGHT, quiet)
    generation, ids = served(first)
    assert "harbour" in ids
    assert "city-record:da-nang" in ids, "the built-in corpus is missing"
    embedded.clear()
    assert index.prepare(home, written(tmp_path / "d"), LIGHT, quiet) == first
    assert served(first)[0] == generation
    assert not embedded

    second = index.prepare(home, written(tmp_path / "d", "lamps"), LIGHT, quiet)
    assert second != first
    assert {"harbour", "lamps"} <= served(second)[1]
    assert len(embedded) == 1
    assert "134 street lamps" in embedded[0]


def test_a_killed_preparation_goes_on(home: Path, tmp_path: Path, embedded: list[str]) -> None:
    documents = written(tmp_path / "d", "harbour")
    root = index.prepare(home, documents, LIGHT, quiet)
    (root / "complete").unlink()
    embedded.clear()
    assert index.prepare(home, documents, LIGHT, quiet) == root
    assert not embedded
    assert (root / "complete").is_file()


def test_a_document_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "torn.pdf"
    file.write_bytes(b"%PDF-1.7 torn")
    with pytest.raises(IndexUnusable, match=r"torn\.pdf"):
        index.prepare(tmp_path / "home", [file], LIGHT, quiet)


def test_another_embedder_and_other_code_have_an_index_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code"
    for place in ("corpus/facts.yaml", "indexing/passages.py", "indexing/retrieve.py", "indexing/tokens.py"):
        (code / place).parent.mkdir(parents=True, exist_ok=True)
        (code / place).write_text("1")
    monkeypatch.setattr(index, "ROOT", code)
    monkeypatch.setattr("evals.revision.ROOT", code)
    names = [index.name_of([], {}), index.name_of([], LIGHT)]
    for place in ("corpus/facts.yaml", "indexing/passages.py", "indexing/tokens.py"):
        (code / place).write_text("2")
        names.append(index.name_of([], {}))
    assert len(set(names)) == 5
    vectors = [name[:8] for name in names]
    assert len(set(vectors[:4])) == 1, "text and splitting have no part in how a vector is made"
    assert vectors[4] != vectors[3]
    (code / "indexing/retrieve.py").write_text("2")
    assert index.name_of([], {}) == names[-1], "searching has no part in making an index"


def test_folders_that_nobody_used_for_long_are_removed(home: Path, tmp_path: Path) -> None:
    old = [home / f"00000000-{n:012}" for n in range(6)]
    for age, folder in enumerate(old):
        folder.mkdir()
        (folder / "complete").touch()
        os.utime(folder / "complete", (1_000_000 - age, 1_000_000 - age))
    root = index.prepare(home, written(tmp_path / "d", "harbour"), LIGHT, quiet)
    assert root.is_dir()
    assert not any(folder.exists() for folder in old[2:])
