"""Files the record of a decision: Markdown or a page, by the ending of the file.

Must not decide or word anything.
"""

from __future__ import annotations

from pathlib import Path

import typer

from assistant.eligibility.facts import Inquiry
from assistant.eligibility.record import markdown, page, record
from assistant.schema import Answer

ENDINGS = (".md", ".html")


def checked(file: Path | None) -> Path | None:
    """The file, where its ending says how the record is to be written."""
    if file is not None and file.suffix.lower() not in ENDINGS:
        raise typer.BadParameter(f"{file.name}: it ends neither in .md nor in .html. Give it one of them.")
    return file


def file_record(file: Path, inquiry: Inquiry, answer: Answer) -> None:
    """Write the record of the answer to an inquiry."""
    made = record(inquiry, answer)
    written = page(made, alone=True) if file.suffix.lower() == ".html" else markdown(made)
    file.write_text(written, encoding="utf-8")
