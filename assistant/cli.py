"""The `ascn` command: parses, calls, prints. Everything that is done is done elsewhere.

Packages to the right (evaluation, benchmarks) add their commands through the entry-point group
``ascn.commands``, so that nothing here imports them.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from assistant.commands import asking, corpus, documents, filing, generations, indexing, programmes
from assistant.progress import shown
from assistant.schema import Question
from assistant.terminal import complete, ensure_complete, err, opened, out, print_plan, synchronise
from assistant.workspace import Workspace
from corpus.errors import AscnError
from corpus.intake import Given
from corpus.models import Audience, DocumentKind
from corpus.readers import Limits
from indexing import work

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Ask the documents of the ASEAN Smart Cities Network; every sentence is proven by a quote.",
)  # fmt: skip
app.add_typer(corpus.app, name="corpus")
app.add_typer(programmes.app, name="programmes")

AsOf = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Answer as of this day.")]
AnswerId = Annotated[str, typer.Argument(metavar="ANSWER_ID", help="As `ascn ask` prints it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in any language.")] = None,
    as_of: AsOf = None,
    json_: AsJson = False,
    batch: Annotated[
        Path | None, typer.Option(help="A file of questions, one JSON object a line; - reads standard input.")
    ] = None,
) -> None:
    """Ask a question, or a batch of them."""
    with opened() as workspace:
        _ensure_indexed(workspace)
        ready = partial(ensure_complete, workspace)
        if batch is not None:
            for line in asking.ask_batch(workspace.conversations, asking.batch_lines(batch), ready):
                sys.stdout.write(line + "\n")
            return
        ready(question or "")
        day = as_of.date() if as_of else None
        answer = workspace.conversations.answer(Question(text=question or "", as_of=day))
        if json_:
            sys.stdout.write(answer.model_dump_json(indent=2) + "\n")
        else:
            for text in asking.lines_of(answer):
                out.print(text)


@app.command()
def eligible(
    facts: Annotated[
        Path | None,
        typer.Option(help="A YAML or JSON file of facts; - reads standard input. Else asks for them."),
    ] = None,
    programme: Annotated[str | None, typer.Option(help="This programme only.")] = None,
    call: Annotated[str | None, typer.Option(help="This call only.")] = None,
    role: Annotated[str | None, typer.Option(help="This role only.")] = None,
    as_of: AsOf = None,
    json_: AsJson = False,
    record: Annotated[
        Path | None,
        typer.Option(help="Write the decision record to this file, .md or .html.", callback=filing.checked),
    ] = None,
) -> None:
    """Say which calls an applicant may apply to: verdicts with their proof."""
    from assistant.commands import eligibility

    day = as_of.date() if as_of else None
    if facts is None:
        _eligible_by_talking(programme, call, role, day)
        return
    asked = {"programme": programme, "call": call, "role": role, "as_of": day}
    with opened() as workspace:
        inquiry = eligibility.read_facts_file(facts, asked)
        _ensure_indexed(workspace)
        answer = workspace.pipeline.eligible(inquiry)
    if record is not None:
        filing.file_record(record, inquiry, answer)
    if json_:
        sys.stdout.write(answer.model_dump_json(indent=2) + "\n")
        return
    out.print(eligibility.table_of(answer.verdicts or ()))
    for text in eligibility.lines_of(answer):
        out.print(text)


def _eligible_by_talking(programme: str | None, call: str | None, role: str | None, day: date | None) -> None:
    from assistant.commands import conversing

    with opened() as workspace:
        first = conversing.opening(programme, call, role, day or workspace.today())
        _ensure_indexed(workspace)
        out.print(conversing.GREETING)
        for text in conversing.converse(workspace.pipeline, first, day, _heard):
            out.print(text)


def _heard() -> str | None:
    """The next line that somebody types; None at the end of input."""
    try:
        return input("> ")
    except EOFError:
        return None


@app.command()
def search(
    query: str,
    number: Annotated[int, typer.Option("--number", "-n", min=1, max=50, help="How many passages.")] = 5,
) -> None:
    """Show the passages found for a query, best first, with their scores."""
    with opened() as workspace:
        _ensure_indexed(workspace)
        for text in asking.found(workspace, query, number):
            out.print(text)


@app.command()
def explain(answer_id: AnswerId, json_: AsJson = False) -> None:
    """Show why an answer is as it is: what was searched, found, scored and dropped."""
    from assistant.commands import keeping

    with opened() as workspace:
        told = keeping.explanation(workspace, answer_id)
    if json_:
        sys.stdout.write(told.model_dump_json(indent=2) + "\n")
        return
    for line in keeping.explanation_lines(told):
        out.print(line)


@app.command()
def replay(answer_id: AnswerId, json_: AsJson = False) -> None:
    """Ask the question of a kept answer again and show what differs; exit code 1 if anything does."""
    from assistant.commands import keeping

    with opened() as workspace:
        _ensure_indexed(workspace)
        replayed = keeping.replayed(workspace, answer_id)
    if json_:
        sys.stdout.write(replayed.told.model_dump_json(indent=2) + "\n")
    else:
        for line in keeping.replay_lines(replayed):
            out.print(line)
    if not replayed.told.same:
        raise typer.Exit(1)


@app.command()
def stale(json_: AsJson = False) -> None:
    """List kept answers whose quotes have gone from the documents; exit code 1 if there are any."""
    from assistant.commands import keeping

    with opened() as workspace:
        _ensure_indexed(workspace)
        found = list(keeping.outdated(workspace))
    if json_:
        sys.stdout.write(json.dumps([each.model_dump(mode="json") for each in found], indent=2) + "\n")
    else:
        for each in found:
            for line in keeping.stale_lines(each):
                out.print(line)
        out.print(f"{len(found)} kept answers are stale." if found else "No kept answer is stale.")
    if found:
        raise typer.Exit(1)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    title: Annotated[str | None, typer.Option(help="Title; else the file's own.")] = None,
    published: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="Day of publication; else as the file states it."),
    ] = None,
    kind: Annotated[DocumentKind, typer.Option(help="What sort of text it is.")] = DocumentKind.OTHER,
    audience: Annotated[Audience, typer.Option(help="Who may see it.")] = Audience.PUBLIC,
    language: Annotated[str | None, typer.Option(help="BCP 47 tag, for example th.")] = None,
    url: Annotated[str | None, typer.Option(help="Where the original can be opened.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
) -> None:
    """Add documents: files or folders of PDF, HTML, DOCX, Markdown, text, CSV or XLSX."""
    given = Given(title, published.date() if published else None, kind, audience, language, url, publisher)
    with opened() as workspace, workspace.folder.writing():
        taken = refused = 0
        for added in documents.add(workspace, paths, given, Limits()):
            (out if added.document_id else err).print(f"{added.path}: {added.text}")
            for warning in added.warnings:
                err.print(f"  {warning}")
            taken, refused = taken + bool(added.document_id), refused + (not added.document_id)
        synchronise(workspace)
        complete(workspace)
        out.print(f"{taken} documents taken, {refused} refused.")
    if not taken:
        raise typer.Exit(1)


@app.command()
def remove(ids: Annotated[list[str], typer.Argument(help="Document ids, see `ascn status`.")]) -> None:
    """Remove added documents and everything derived from them."""
    with opened() as workspace, workspace.folder.writing():
        for entry in documents.remove(workspace, ids):
            out.print(f"{entry.id}: removed")
        synchronise(workspace)


@app.command()
def sync(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and change nothing.")] = False,
    background: Annotated[bool, typer.Option("--background", help="Go on when this command ends.")] = False,
    pause: Annotated[
        bool, typer.Option("--pause", help="Stop the sync that runs; the next goes on.")
    ] = False,
    gently: Annotated[bool, typer.Option("--gently", help="Let every other process go first.")] = False,
) -> None:
    """Bring the index in line with the documents: a plan, then its steps."""
    with opened() as workspace:
        if dry_run:
            print_plan(documents.planned(workspace))
        elif pause:
            owner = work.pause(workspace.folder)
            out.print(f"Process {owner} pauses. `ascn sync` goes on." if owner else "No sync is running.")
        elif background:
            child = indexing.started(workspace.folder)
            out.print(
                f"Process {child.pid} goes on. `ascn status` shows how far, `ascn sync --pause` pauses it."
            )
        else:
            if gently:
                indexing.give_way()
            with workspace.folder.writing():
                synchronise(workspace)
                complete(workspace)


@app.command()
def rebuild() -> None:
    """Build both indexes anew from the ledger, embedding nothing."""
    with opened() as workspace, workspace.folder.writing():
        with shown(err) as progress:
            generation = documents.rebuilt(workspace, progress)
        out.print(f"Generation {generation.id} serves {generation.passages:,} passages.")


@app.command()
def rollback(
    generation: Annotated[str | None, typer.Argument(help="The one to go back to; else lists them.")] = None,
) -> None:
    """List the kept generations, or let one serve again; the list of documents stays as it is."""
    with opened() as workspace:
        if generation is not None:
            with workspace.folder.writing():
                generations.restored(workspace, generation)
        active = workspace.ledger.active()
        for kept in workspace.ledger.generations():
            serves = "serves" if active and kept.id == active.id else ""
            out.print(f"{kept.id}  {kept.passages:,} passages  {serves}".rstrip())


@app.command()
def status() -> None:
    """Show the documents, what could not be read, and the generation that serves."""
    with opened() as workspace:
        table = Table(box=None, pad_edge=False)
        for column in ("id", "title", "kind", "published", "pages", "passages"):
            table.add_column(column, overflow="fold")
        for row in documents.overview(workspace):
            table.add_row(*row)
        out.print(table)
        for document_id, problem in workspace.ledger.failures().items():
            err.print(f"{document_id}: not readable, {problem[1].detail}")
        active = workspace.ledger.active()
        served = (
            f"Generation {active.id}, {active.passages:,} passages." if active else "Nothing is indexed yet."
        )
        out.print(served + f" Data folder {workspace.folder.root}.")
        if line := indexing.progress_line(workspace.folder):
            out.print(line)


@app.command()
def doctor() -> None:
    """Examine the index; every finding names its remedy."""
    with opened() as workspace:
        findings = list(documents.examined(workspace))
    for finding in findings:
        out.print(f"{finding.severity:8}{finding.check:12}{finding.text}")
        if finding.remedy:
            out.print(f"{'':20}→ {finding.remedy}.")
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


@app.command()
def settings() -> None:
    """Show every setting with its value and where it comes from."""
    with opened() as workspace:
        for key, setting in workspace.origins.items():
            out.print(f"{key:16}{setting.value!s:15} {setting.origin}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port, 0 for any free one.")] = None,
    maintain: Annotated[
        bool, typer.Option("--maintain", help="Open the maintainers' pages and print a link that lets in.")
    ] = False,
) -> None:
    """Serve the page and the API; the first start indexes the built-in documents."""
    from assistant.commands.serving import maintainers
    from assistant.commands.serving import serve as run

    with opened() as workspace:
        _ensure_indexed(workspace)
        at = host or workspace.settings.host, workspace.settings.port if port is None else port
        role = maintainers(workspace, maintain)
        with indexing.beside(workspace):
            run(workspace, *at, announce=lambda line: out.print(line), role=role)


def _ensure_indexed(workspace: Workspace) -> None:
    """Index the built-in corpus where nothing is indexed yet."""
    if workspace.ledger.active() is None:
        with workspace.folder.writing():
            synchronise(workspace)


def main() -> None:
    """Run `ascn` with the commands that other packages add."""
    for command in entry_points(group="ascn.commands"):
        app.add_typer(command.load(), name=command.name)
    run(app)


def run(commands: typer.Typer) -> None:
    """Run a command; an error is one line and exit code 2."""
    try:
        commands()
    except AscnError as error:
        err.print(f"ascn: {error}")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; the interpreter would complain about it
        sys.exit(1)
    except OSError as error:
        err.print(f"ascn: {error.filename or 'system'}: {error.strerror or error}. Mend that and try again.")
        sys.exit(2)
    except KeyboardInterrupt:
        err.print("ascn: stopped. Nothing is half-written; run the command again to go on.")
        sys.exit(130)
