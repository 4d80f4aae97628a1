"""`ascn eval report`, `intake`, `draft`, `public` and `judge`: parses and prints.

What is done stands in the modules beside it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from assistant.progress import shown
from assistant.terminal import err, opened, out
from corpus.records import records
from corpus.rendering import rendered
from corpus.sources import sources
from evals import drafts, index, judges, public
from evals.answering import Answerer
from evals.bench.cli import Split as Half
from evals.draft import drafts as proposed
from evals.errors import RunUnreadable, SelectionInvalid
from evals.gate.snapshot import baseline_path, read_baseline
from evals.intake import Intake
from evals.material import MATERIAL, documents
from evals.report import Baseline, of_run, of_snapshot
from evals.report import report as lay_out
from evals.result import first_repeats, read
from evals.schema import SHIPPED, Case, Split, Theme, load_cases

Cases = Annotated[Path, typer.Option(help="Folder of cases.")]
Data = Annotated[Path | None, typer.Option(help="Where indexes and runs are kept.")]
Material = Annotated[Path, typer.Option(help="Folder of test material.")]
Results = Annotated[Path | None, typer.Option(help="File of results; by default the latest run.")]


def report(
    results: Results = None,
    baseline: Annotated[str, typer.Option(help="Name or file of the run to compare with.")] = "main",
    out_: Annotated[Path, typer.Option("--out", help="Where the page is written.")] = Path("report.html"),
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown instead.")] = False,
    cases: Cases = SHIPPED,
    data: Data = None,
) -> None:
    """Lay out a run as one page, or as a comment for a pull request."""
    # Here, so that no other command waits for the templates.
    from evals import report_page

    known = load_cases(cases)
    told = lay_out(known, read(_latest(results, data)), _baseline(baseline, known))
    if markdown:
        out.print(report_page.markdown(told), end="")
        return
    out_.write_text(report_page.page(told), encoding="utf-8")
    err.print(f"Written: {out_}")


def intake(
    out_: Annotated[Path, typer.Option("--out", help="Folder of cases; drafts go below it.")] = SHIPPED,
    accept: Annotated[str | None, typer.Option(metavar="ID", help="Make a case of this draft.")] = None,
    theme: Annotated[Theme | None, typer.Option(help="Theme of the accepted case.")] = None,
    drop: Annotated[str | None, typer.Option(metavar="ID", help="Make no case of this feedback.")] = None,
) -> None:
    """List feedback that is not handled yet and draft a case of each, to be edited, accepted or dropped."""
    if accept and drop:
        raise SelectionInvalid("--accept and --drop", "only one can be done at once", "Name one of them")
    with opened() as workspace:
        taken = Intake(workspace.folder.feedback, out_)
    if drop:
        taken.drop(drop)
        err.print(f"{drop}: dropped; the feedback itself is kept.")
    elif accept:
        if theme is None:
            raise SelectionInvalid(accept, "the case needs a theme", "Name it with --theme")
        path = taken.accept(accept, theme)
        err.print(f"{accept}: now a case in {path}" if path else f"{accept}: is a case already")
    else:
        _list_open(taken)


def draft(
    theme: Annotated[list[Theme] | None, typer.Option(help="Only this theme; may be repeated.")] = None,
    number: Annotated[int, typer.Option("-n", min=1, help="How many at most.")] = 20,
    out_: Annotated[Path | None, typer.Option("--out", help="New file; without it they are printed.")] = None,
    adopt: Annotated[Path | None, typer.Option(help="Make cases of the approved drafts of a file.")] = None,
    cases: Cases = SHIPPED,
    data: Data = None,
    material: Material = MATERIAL,
) -> None:
    """Propose cases from the records; after you set `approved: true`, --adopt makes cases of them."""
    if adopt is not None:
        _adopt(adopt, cases)
        return
    with shown(err) as progress:
        root = index.prepare(data or index.default_home(), documents(material), {}, progress)
    workspace = Answerer(root).open()
    try:
        retriever = workspace.library.retriever()
        document_of = retriever.document if retriever else None
        found = proposed(records(), sources(), rendered(), load_cases(cases), theme or (), document_of)
        chosen = [row for row, _ in zip(found, range(number), strict=False)]
    finally:
        workspace.close()
    if out_ is None:
        out.print(drafts.dumped([row.model_dump(mode="json") for row in chosen]), end="")
        return
    drafts.write(out_, chosen, ["Read the page that each names, then set approved: true."])
    err.print(f"{len(chosen)} drafts: {out_}")


def public_(
    only: Annotated[list[str] | None, typer.Option(help="Sets whose names begin so.")] = None,
    split: Annotated[Half, typer.Option(help="Questions: weights were chosen on dev.")] = Half.TEST,
    every: Annotated[int, typer.Option(min=1, help="Ask every n-th question only.")] = 1,
    material: Material = MATERIAL,
) -> None:
    """Measure retrieval on public sets, beside what others reach; says nothing about passing."""
    table = Table("searched", "asked in", "", "questions", "hit@1", "hit@5", "stands in", box=None)
    with opened() as workspace, shown(err) as progress:
        for yard in public.measure(material, workspace.embedder, progress, only or (), split, every):
            ours, whole = yard.ours, yard.ours.whole
            cells = (str(ours.questions), _share(whole.first), _share(whole.five), "measured now")
            table.add_row(ours.searched, ours.asked, "this project", *cells)
            for peer in yard.peers:
                table.add_row("", "", peer.name, "", _share(peer.first), _share(peer.five), peer.stands)
            if not yard.peers:
                table.add_row("", "", "others: none published in the material")
    out.print(table)
    out.print("Numbers of others are over all questions of a set; ours over those asked.")


def judge(
    llm: Annotated[str, typer.Option(metavar="MODULE:FUNCTION", help="Makes a LlamaIndex LLM.")],
    results: Results = None,
    out_: Annotated[Path, typer.Option("--out", help="Judgements, a line each.")] = Path("judgements.jsonl"),
    cases: Cases = SHIPPED,
    data: Data = None,
) -> None:
    """Let a language model grade the development cases of a run; reported apart, never gating."""
    first = {result.case: result for result in first_repeats(read(_latest(results, data)).results.values())}
    chosen = (case for case in load_cases(cases) if case.split is Split.DEV)
    scored = [(case, first[case.id]) for case in chosen if case.id in first]
    told = list(judges.judged(scored, judges.LlmJudge(judges.load_llm(llm))))
    lines = (json.dumps(asdict(judgement), ensure_ascii=False) for judgement in told)
    out_.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    _print_agreement(judges.agreement(scored, told))
    err.print(f"{len(told)} judgements: {out_}")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for name, command in (
        ("report", report),
        ("intake", intake),
        ("draft", draft),
        ("public", public_),
        ("judge", judge),
    ):
        app.command(name)(command)


def _latest(results: Path | None, data: Path | None) -> Path:
    runs = (data or index.default_home()) / "runs"
    latest = max(runs.glob("*.jsonl"), key=lambda path: path.stat().st_mtime, default=None)
    if results is None and latest is None:
        raise RunUnreadable(str(runs), "there is no run yet", "Run `ascn eval run`")
    return results or latest or runs


def _baseline(name: str, cases: Sequence[Case]) -> Baseline | None:
    """A run by its file or a baseline by its name; None where the usual one is not kept yet."""
    if Path(name).is_file():
        return of_run(read(Path(name)))
    path = baseline_path(name)
    if name == "main" and not path.exists():
        return None
    return of_snapshot(read_baseline(path), cases)


def _list_open(taken: Intake) -> None:
    table = Table("id", "day", "found", "question", "draft", box=None)
    for feedback, path in taken.propose():
        day = f"{feedback.time:%Y-%m-%d}"
        table.add_row(feedback.id, day, feedback.verdict.value, feedback.question[:80], str(path))
    if table.rows:
        out.print(table)
        err.print("Edit a draft, then `ascn eval intake --accept ID --theme THEME`, or `--drop ID`.")
    else:
        err.print("No feedback is waiting.")


def _adopt(path: Path, cases: Path) -> None:
    rows = drafts.read(path)
    for row in rows:
        if row.approved:
            err.print(f"{row.case.get('id')}: in {drafts.adopt(row.case, cases, 'drafted')}")
    left = sum(not row.approved for row in rows)
    if left:
        err.print(f"{left} are not approved and stay drafts.")


def _print_agreement(agreed: judges.Agreement) -> None:
    mean = "–" if agreed.mean is None else f"{agreed.mean:.2f}"
    kappa = "–" if agreed.kappa is None else f"{agreed.kappa:.2f}"
    out.print(f"Judged right: {agreed.right.part} of {agreed.right.whole}, mean grade {mean}.")
    out.print(f"Agrees with the rules on {agreed.agree.part} of {agreed.agree.whole}, kappa {kappa}.")
    if agreed.unread:
        out.print(f"No grade could be read from {agreed.unread} replies.")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
