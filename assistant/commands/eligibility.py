"""Reads a file of facts for `ascn eligible` and lays its verdicts out for a terminal.

Must not print, parse arguments or decide.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from rich.table import Table

from assistant.eligibility.facts import Inquiry, read_inquiry
from assistant.errors import FactsInvalid
from assistant.schema import Answer, Verdict
from corpus.programmes import offers
from corpus.records import records
from corpus.sources import written

MAX_BYTES = 256 * 1024
"""A longer file is refused, as at the HTTP door."""

_WORDS = {
    "eligible": "meets the conditions",
    "not_eligible": "no",
    "cannot_tell": "cannot tell",
    "sponsor_decides": "sponsor decides",
}


def read_facts_file(file: Path, asked: Mapping[str, object]) -> Inquiry:
    """The inquiry in a YAML or JSON file, "-" for standard input; either the whole one or its facts alone.

    Args:
        asked: what the command line asks for; it goes before what the file says.

    Raises:
        FactsInvalid: the file cannot be read, is too long, or holds what is no fact.
    """
    given = _parsed(str(file), _content(file))
    if not isinstance(given, Mapping):
        return read_inquiry(given)
    whole = given if Inquiry.model_fields.keys() & given.keys() else {"facts": given}
    return read_inquiry({**whole, **{key: value for key, value in asked.items() if value is not None}})


def table_of(verdicts: Iterable[Verdict]) -> Table:
    """One row per call and role, best first."""
    table = Table(box=None, pad_edge=False)
    for column in ("call", "role", "verdict", "dates aside", "window", "until"):
        table.add_column(column, overflow="fold")
    for verdict in verdicts:
        table.add_row(
            verdict.call or verdict.programme,
            verdict.role.replace("_", " "),
            _WORDS[verdict.verdict],
            _WORDS[verdict.substantive] if verdict.substantive != verdict.verdict else "",
            "at any time" if verdict.rolling else verdict.window.replace("_", " "),
            str(verdict.deadline or ""),
        )
    return table


def lines_of(answer: Answer) -> Iterator[str]:
    """The text of an answer and where its quotes stand."""
    yield answer.text
    for number, claim in enumerate(answer.claims, 1):
        citation = claim.citations[0]
        address = f" <{citation.url}>" if citation.url else ""
        yield f"  [{number}] {citation.title}: “{citation.quote}”{address}"
    yield f"As of {written(answer.as_of)}."


def programme_table() -> Table:
    """Every programme with its calls and their windows."""
    table = Table(box=None, pad_edge=False)
    for column in ("programme", "call", "opens", "closes", "roles"):
        table.add_column(column, overflow="fold")
    for programme in records().programmes.values():
        for offer in offers(programme):
            window = offer.window
            last = window.closes or window.closed_by if window else None
            table.add_row(
                programme.id,
                offer.id or "",
                str(window.opens or "") if window else "",
                "at any time" if window and window.rolling and not last else str(last or ""),
                ", ".join(offer.roles or ()),
            )
    return table


def _content(file: Path) -> bytes:
    try:
        if str(file) == "-":
            return _within_limits("-", sys.stdin.buffer.read(MAX_BYTES + 1))
        with file.open("rb") as opened:
            return _within_limits(str(file), opened.read(MAX_BYTES + 1))
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        raise FactsInvalid(str(file), reason, "Name a file of facts") from error


def _within_limits(name: str, content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        reason = f"the facts are larger than {MAX_BYTES // 1024} KB"
        raise FactsInvalid(name, reason, "Give the facts of one applicant")
    return content


def _parsed(name: str, content: bytes) -> object:
    try:
        return yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        raise FactsInvalid(name, f"it is no valid YAML or JSON{where}", "Mend that line") from error
