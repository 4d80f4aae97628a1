"""The packages import only to the left: corpus ← indexing ← assistant ← evals."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ("corpus", "indexing", "assistant", "evals")
ONLY_IMPORTER = {
    "chromadb": {"indexing/store.py"},
    "tantivy": {"indexing/lexical.py"},
    "onnxruntime": {"indexing/e5"},
    "pypdfium2": {"corpus/readers", "corpus/facsimile.py"},
    "llama_index": {"indexing/llama.py", "indexing/llama_embedding.py", "assistant/compose/model.py"},
    "docx": {"assistant/memo/word.py"},
    "openai": {"assistant/compose/model.py"},
}


def modules() -> list[Path]:
    return sorted(p for package in ORDER for p in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_nothing_to_its_right(package: str) -> None:
    right = set(ORDER[ORDER.index(package) + 1 :])
    for path in (ROOT / package).rglob("*.py"):
        wrong = {name for name in imported(path) if name.split(".")[0] in right}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


@pytest.mark.parametrize(("library", "places"), ONLY_IMPORTER.items())
def test_a_library_with_traps_is_imported_in_one_place_only(library: str, places: set[str]) -> None:
    for path in modules():
        if library in {name.split(".")[0] for name in imported(path)}:
            where = path.relative_to(ROOT).as_posix()
            assert any(where.startswith(place) for place in places), f"{where} imports {library}"


def test_every_module_states_its_responsibility() -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in modules()
        if p.read_text().strip() and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert not silent


def test_no_module_has_outgrown_one_responsibility() -> None:
    long = {str(p.relative_to(ROOT)): n for p in modules() if (n := len(p.read_text().splitlines())) > 400}
    assert not long
