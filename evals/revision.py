"""Names states of code by their content, so that results of different states never mix.

Must not know what the code does.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Collection, Iterable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The folder that holds the packages."""

PACKAGES = ("corpus", "indexing", "assistant", "evals")

_NO_CODE = frozenset({"__pycache__", "cases", "baselines"})
"""Cases have a hash of their own in every run; baselines are results."""


def revision() -> str:
    """`git describe` of a checkout, the package's version elsewhere.

    A checkout with changes is told apart from one with other changes by a hash of its content.
    """
    described = _git("describe", "--always", "--dirty") if _git("ls-files", "evals/__init__.py") else ""
    if not described:
        return version("ascn-assistant")
    if described.endswith("-dirty"):
        return f"{described}.{content_hash(files_of(ROOT / package for package in PACKAGES))[:12]}"
    return described


def files_of(folders: Iterable[Path], without: Collection[str] = ()) -> list[Path]:
    """Every file of these folders that an answer can depend on, those of the names ``without`` left out."""
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in without and _NO_CODE.isdisjoint(path.parts)
    ]


def content_hash(paths: Iterable[Path]) -> str:
    """SHA-256 over the places below `ROOT` and the bytes of files; of another file, over its name."""
    digest = hashlib.sha256()
    for path in paths:
        place = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        inner = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{place}\0{inner}\n".encode())
    return digest.hexdigest()


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
