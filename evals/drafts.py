"""Drafts of cases: YAML that is no case until a maintainer approves it, in a folder that holds no cases.

A file is a list of drafts, each ``approved: false`` with the row of a case. Adopting checks a draft as
every case is checked and adds it to a file of cases, once. Must not invent what a draft says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus.data_files import read_data
from corpus.errors import CorpusInvalid
from evals.errors import DraftUnfit
from evals.schema import Case, load_cases

FOLDER = "drafts"
"""Below a folder of cases; `load_cases` looks into no folder below."""


class Draft(BaseModel):
    """A proposal. ``case`` is a row as a file of cases holds it, which may not be whole yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    approved: bool = False
    case: dict[str, Any]


def write(path: Path, drafts: Iterable[Draft], notes: Sequence[str] = ()) -> None:
    """Write a file of drafts; ``notes`` are lines of comment at its head.

    Raises:
        FileExistsError: there is a file, whose edits would be lost.
    """
    head = "".join(f"# {line}\n" for note in notes for line in note.splitlines() or [""])
    rows = [draft.model_dump(mode="json") for draft in drafts]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(head + dumped(rows))


def read(path: Path) -> tuple[Draft, ...]:
    """The drafts of a file.

    Raises:
        DraftUnfit: it is no file of drafts.
    """
    try:
        return read_data(_DRAFTS, path)
    except CorpusInvalid as error:
        raise DraftUnfit(error.thing, error.reason, error.next_step) from error


def adopt(row: Mapping[str, Any], cases: Path, origin: str) -> Path:
    """Add a case to the file of its theme and ``origin`` in a folder of cases; nothing where it stands there.

    The file is written whole beside the old one and takes its place at once, so that no case is lost.

    Raises:
        DraftUnfit: it is no whole case yet, or another case has its id.
        CasesInvalid: the folder holds what is no case.
    """
    case = fit(row)
    path = cases / f"{case.theme}-{origin}.yaml"
    known = {held.id: held for held in load_cases(cases)} if cases.is_dir() else {}
    if case.id in known:
        if known[case.id] == case:
            return path
        raise DraftUnfit(case.id, "another case has this id", "Give the draft another id")
    if case.pair is not None and case.pair not in known:
        raise DraftUnfit(case.id, f"pair: no case has the id {case.pair}", "Correct that id")
    _replace(path, (path.read_text(encoding="utf-8") if path.exists() else "") + dumped([dict(row)]))
    return path


def fit(row: Mapping[str, Any]) -> Case:
    """The case that a row is.

    Raises:
        DraftUnfit: it is none yet; says which field lacks what.
    """
    try:
        return Case.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "case"
        reason = first["msg"].removeprefix("Value error, ")
        raise DraftUnfit(str(row.get("id", "draft")), f"{field}: {reason}", "Edit the draft first") from error


def dumped(rows: Sequence[Any]) -> str:
    """Rows as YAML that people like to edit."""
    return yaml.safe_dump(list(rows), sort_keys=False, allow_unicode=True, width=110)


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


_DRAFTS = TypeAdapter(tuple[Draft, ...])
