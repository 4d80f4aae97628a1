"""The record of a decision, to be printed and filed: what was given, by which rules, the outcome, the quotes.

Whoever holds it can check it without us: each quote says where it stands, each rule file its SHA-256. Must
not decide, or quote anything that the verdicts do not.

Why: the id follows from what was given, the day, the state of the index and the rule files, so that the
same question under the same rules has the same record, and a changed rule another.
"""

from __future__ import annotations

import hashlib
import uuid
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.eligibility.facts import Facts, Inquiry, Partner, questions
from assistant.schema import Answer, Citation, Deciding, Verdict
from corpus.data_files import SHIPPED

VALUES = {
    "T": "met",
    "F": "not met",
    "U": "open: a fact is missing",
    "S": "not settled by the sources",
    "J": "for the sponsor to judge",
}
VERDICTS = {
    "eligible": "Meets the published conditions to apply",
    "not_eligible": "Not eligible",
    "cannot_tell": "Cannot tell",
    "sponsor_decides": "The sponsor decides",
}
WINDOWS = {
    "open": "open",
    "closed": "closed",
    "not_yet": "not open yet",
    "rolling": "open",
    "unknown": "dates not known",
}
NOTICE = (
    "This record compares the facts given with conditions that were published. It is no promise: the sponsor "
    "decides who may apply and who is selected. What was not given counts as unknown, never as a no."
)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file that the decision rests on; ``name`` is its place below the corpus."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Given:
    """A fact as it was given, with the question that asks for it."""

    fact: str
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is filed of one inquiry.

    Attributes:
        asked: what it was narrowed to, such as "call" → "kcity-2025-demo".
        quotes: every quote once, in reading order; its number is its place, from 1.
    """

    id: str
    as_of: date
    generation: str | None
    asked: Mapping[str, str]
    given: tuple[Given, ...]
    files: tuple[RuleFile, ...]
    verdicts: tuple[Verdict, ...]
    quotes: tuple[Citation, ...]

    def numbers(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of these quotes."""
        return tuple(self.quotes.index(citation) + 1 for citation in citations)


def record(inquiry: Inquiry, answer: Answer, corpus: Path = SHIPPED) -> Record:
    """The record of the ``answer`` to an ``inquiry``; ``corpus`` holds the rule files.

    Raises:
        OSError: a rule file cannot be read.
    """
    verdicts = answer.verdicts or ()
    files = tuple(_rule_files(corpus, verdicts))
    named = (inquiry.model_dump_json(), answer.as_of, answer.generation, files)
    asked = inquiry.model_dump(mode="json", include={"programme", "call", "role"}, exclude_none=True)
    return Record(
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, "\0".join(map(str, named)))),
        as_of=answer.as_of,
        generation=answer.generation,
        asked=asked,
        given=tuple(_given(inquiry.facts)),
        files=files,
        verdicts=verdicts,
        quotes=tuple(dict.fromkeys(_quotes(verdicts))),
    )


def markdown(made: Record) -> str:
    """The record as Markdown."""
    return "\n".join(_markdown(made)) + "\n"


def page(made: Record, *, alone: bool) -> str:
    """The record as an HTML page.

    Args:
        alone: for a file that stands by itself: the style is inside and a policy allows it and nothing else.
    """
    from assistant.web import STATIC, TEMPLATES

    style = (STATIC / "record.css").read_text(encoding="utf-8") if alone else ""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    words = {"VALUES": VALUES, "VERDICTS": VERDICTS, "WINDOWS": WINDOWS, "NOTICE": NOTICE}
    return TEMPLATES.get_template("record.html").render(
        record=made,
        style=style,
        digest=digest,
        place_of=place_of,
        conditions=conditions,
        cited=cited,
        **words,
    )


def place_of(citation: Citation) -> str:
    """Where a quote stands: "kcity, page 3, characters 120 to 188"."""
    at = "" if citation.page is None else f"page {citation.page}, "
    return f"{citation.document_id}, {at}characters {citation.start} to {citation.end}"


def _markdown(made: Record) -> Iterator[str]:
    yield from ("# Decision record", "", NOTICE, "", f"- Record: {made.id}", f"- As of: {made.as_of}")
    yield f"- State of the index: {_plain(made.generation or 'none')}"
    yield from (f"- Asked about: {key} {_plain(value)}" for key, value in made.asked.items())
    yield from ("", "## What was given", "")
    yield from (f"- {given.fact}: {_plain(given.value)}" for given in made.given)
    if not made.given:
        yield "Nothing."
    for verdict in made.verdicts:
        yield from _told(made, verdict)
    yield from ("", "## Quotes", "")
    for number, citation in enumerate(made.quotes, 1):
        yield f"{number}. {_plain(citation.title)}: {_plain(place_of(citation))}"
        yield from ("", f"   > {_plain(citation.quote)}", "")
        if citation.url:
            yield from (f"   <{citation.url}>", "")
    yield from ("## Rule files", "")
    yield from (f"- {file.name}, SHA-256 {file.sha256}" for file in made.files)


def _told(made: Record, verdict: Verdict) -> Iterator[str]:
    yield from ("", f"## {_plain(verdict.title)}, as {verdict.role.replace('_', ' ')}", "")
    yield f"**{VERDICTS[verdict.verdict]}.** {_plain(verdict.text[:1].upper() + verdict.text[1:])}"
    yield ""
    yield f"- Call: {verdict.call or 'none'} of {verdict.programme}"
    yield f"- Dates aside: {VERDICTS[verdict.substantive].lower()}"
    yield f"- Window: {WINDOWS[verdict.window]}{_days(verdict)}"
    yield f"- Latest source: {verdict.source_date or 'undated'}"
    yield f"- Next step: {_plain(verdict.next_step)}{_marks(made, verdict.guidance)}"
    yield from (
        f"- To be answered: {_plain(missing.question)} ({missing.fact})" for missing in verdict.missing
    )
    yield from (f"- What would change it: {_plain(change.text)}" for change in verdict.changes)
    yield from ("", "| condition | outcome | quotes |", "| --- | --- | --- |")
    for criterion in conditions(verdict):
        marks = _marks(made, cited(criterion))
        yield f"| {_plain(criterion.text)} | {VALUES[criterion.value]} |{marks} |"
    if verdict.also:
        yield ""
    yield from (f"- How it is chosen: {_plain(one.text)}{_marks(made, cited(one))}" for one in verdict.also)


def cited(criterion: Deciding) -> tuple[Citation, ...]:
    """The quotes of a criterion, the best first."""
    return (*((criterion.citation,) if criterion.citation else ()), *criterion.further)


def conditions(verdict: Verdict) -> tuple[Deciding, ...]:
    """What the verdict rests on, each once: the dates first where they decide, then every criterion."""
    apart = tuple(one for one in verdict.deciding if one.criterion in {"window", "rules"})
    return (*apart, *verdict.criteria)


def _marks(made: Record, citations: Iterable[Citation]) -> str:
    return "".join(f" [{number}]" for number in made.numbers(citations))


def _days(verdict: Verdict) -> str:
    known = (("from", verdict.opens), ("to", verdict.deadline))
    return "".join(f", {word} {day}" for word, day in known if day)


def _given(facts: Facts) -> Iterator[Given]:
    for path, question in questions().items():
        value = facts.value(path)
        if value is not None:
            yield Given(path, question, _written(value))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, tuple):
        return ", ".join(map(_written, value)) or "none"
    if isinstance(value, Partner):
        return " in ".join(filter(None, (value.type, value.country))) or "not described"
    return str(value)


def _quotes(verdicts: Iterable[Verdict]) -> Iterator[Citation]:
    for verdict in verdicts:
        yield from verdict.guidance
        for criterion in (*conditions(verdict), *verdict.also):
            yield from cited(criterion)


def _rule_files(corpus: Path, verdicts: Iterable[Verdict]) -> Iterator[RuleFile]:
    """The files of the programmes decided on, and of the sets that their rules may name."""
    programmes = sorted({verdict.programme for verdict in verdicts})
    for stem in (*programmes, "sets") if programmes else ():
        name = f"records/programmes/{stem}.yaml"
        yield RuleFile(name, hashlib.sha256((corpus / name).read_bytes()).hexdigest())


def _plain(text: str) -> str:
    """Text on one line in which no character is taken for Markdown or HTML."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~&" else sign for sign in " ".join(text.split()))
