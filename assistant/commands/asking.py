"""Asks one question or a batch of them, and lays an answer out for a terminal.

Must not print or parse.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import phrases
from assistant.errors import BatchInvalid, QuestionInvalid
from assistant.languages.gloss import in_english
from assistant.messages import said, written_day
from assistant.rewrite import cleaned
from assistant.schema import Answer, Citation, Question, Status
from assistant.workspace import Workspace
from indexing.language import language_of
from indexing.query import query_of


class Asker(Protocol):
    """Answers questions."""

    def answer(self, question: Question) -> Answer:
        """The whole answer at once.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        ...


class BatchLine(BaseModel):
    """One line of a batch file: the last turn is asked, earlier ones are the conversation."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str | int
    turns: tuple[str, ...] = Field(min_length=1)
    as_of: date | None = None


def batch_lines(file: Path) -> Iterable[str]:
    """The lines of a batch file, of standard input for "-".

    Raises:
        BatchInvalid: it cannot be read as text.
    """
    if str(file) == "-":
        return sys.stdin
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = f"it cannot be read ({getattr(error, 'strerror', None) or 'it is no UTF-8 text'})"
        raise BatchInvalid(str(file), reason, "Name a file of JSON lines") from error


def ask_batch(
    asker: Asker, lines: Iterable[str], ready: Callable[[str], None] = lambda question: None
) -> Iterator[str]:
    """``{"id", "answer"}`` lines for ``{"id", "turns", "as_of"}`` lines, in their order.

    ``ready`` is called with each question before it is asked.

    A turn that cannot be asked is answered with status ``refused`` and its reason, so that one bad
    question does not end a run.

    Raises:
        BatchInvalid: a line is no JSON object of that shape; names the line.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = BatchLine.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise BatchInvalid(
                f"line {number}",
                f"{where} {first['msg']}".strip(),
                'Write {"id": …, "turns": […]} on each line',
            ) from error
        question = Question(text=item.turns[-1], turns=item.turns[:-1], as_of=item.as_of)
        ready(question.text)
        answer = answer_or_refusal(asker, question)
        yield json.dumps({"id": item.id, "answer": answer.model_dump(mode="json")}, ensure_ascii=False)


def answer_or_refusal(asker: Asker, question: Question) -> Answer:
    """The answer; a question that cannot be asked gives a refusal with its reason."""
    try:
        return asker.answer(question)
    except QuestionInvalid as error:
        return Answer(
            id="refused",
            status=Status.REFUSED,
            reason=str(error),
            text=str(error),
            language="en",
            as_of=question.as_of or date.today(),
            generation=None,
        )


def found(workspace: Workspace, query: str, number: int) -> Iterator[str]:
    """The best passages for a query with their scores and places, two lines each."""
    retriever = workspace.library.retriever()
    if retriever is None:
        return
    text = cleaned(query)
    read = in_english(text, language_of(text)).text
    asked = query_of(text, workspace.embedder, tokens=workspace.settings.rerank, read=read)
    for rank, hit in enumerate(retriever.retrieve(asked, number), start=1):
        passage, entry = hit.stored.passage, hit.stored.entry
        yield (
            f"{rank:2}. {entry.title}, page {passage.page}  "
            f"score {hit.score:.3f}, cosine {hit.cosine:.3f}, keywords {hit.bm25:.1f}"
        )
        yield f"    {_shortened(hit.stored.text, 300)}"


def lines_of(answer: Answer) -> Iterator[str]:
    """An answer as lines for a terminal: claims with numbers, then the quotes' places, then what is near."""
    if answer.rewritten:
        yield phrases.understood(answer.rewritten, answer.language)
        yield ""
    yield answer.text
    number = 0
    if answer.claims:
        yield ""
    for claim in answer.claims:
        for citation in claim.citations:
            number += 1
            yield f"  [{number}] {place_of(citation)}"
    for conflict in answer.conflicts:
        yield ""
        yield f"{phrases.differ(conflict.kind, answer.language)}: {conflict.about}"
        for value in conflict.values:
            when = f" ({value.when})" if value.when else ""
            yield f"  - {value.value}{when}: {_shortened(value.citation.quote)}"
    if answer.also_read:
        yield ""
        yield f"{said('see_also' if answer.claims else 'closest_passages', answer.language)}:"
        for citation in answer.also_read:
            yield f"  - {place_of(citation)}: {_shortened(citation.quote)}"
    if answer.suggestions:
        yield ""
        yield "Choose an answer, or write your own:" if answer.asks else "You could ask:"
        yield from (f"  - {question}" for question in answer.suggestions)
    yield ""
    if answer.note:
        yield answer.note
    day = said("as_of", answer.language, day=written_day(answer.as_of, answer.language))
    yield f"{day} Why: ascn explain {answer.id}"


def place_of(citation: Citation) -> str:
    """Title, page, date and address of a citation on one line."""
    parts = [citation.title]
    if citation.page is not None:
        label = (
            f" (printed {citation.page_label})"
            if citation.page_label not in {None, str(citation.page)}
            else ""
        )
        parts.append(f"page {citation.page}{label}")
    elif citation.heading:
        parts.append(f"section “{citation.heading}”")
    if citation.published:
        parts.append(f"{citation.published:%d %B %Y}")
    return ", ".join(parts) + (f" <{citation.url}>" if citation.url else "")


def _shortened(quote: str, most: int = 160) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"
