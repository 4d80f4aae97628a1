"""`ascn bench`: parses and prints; what is measured stands in the modules beside it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from assistant.progress import shown
from evals.bench import corpus, eligibility, embedding, retrieval, speed, web
from evals.bench.serving import served
from evals.bench.sets import retrieval_sets
from evals.material import MATERIAL

app = typer.Typer(help="Measure speed, memory and retrieval; ratios within one run.", no_args_is_help=True)
out = Console(highlight=False, markup=False)
err = Console(stderr=True, markup=False)


class Split(StrEnum):
    """Which questions are asked."""

    ALL = "all"
    DEV = "dev"
    TEST = "test"


Material = Annotated[Path, typer.Option(help="Folder of test material.")]
QUESTIONS = ("How many cities are in the network?", "What are the two enablers of the framework?")


@app.command()
def main_job(material: Material = MATERIAL) -> None:
    """Index the official documents, ask the example questions, start from cold: all targets."""
    with speed.scratch() as folder, shown(err) as progress:
        _print("Indexing", speed.indexing(material, Path(folder), progress))
        _print("Answering, warm", speed.answering(material, Path(folder)))
        _print("Starting", speed.cold_start(Path(folder)))
        _print("Serving", speed.serving_memory(Path(folder), QUESTIONS))


@app.command(name="embedding")
def embedding_(material: Material = MATERIAL) -> None:
    """Passages per CPU-second, loading, memory, comparing token by token, beside the C engine."""
    with speed.scratch() as folder:
        _print("Embedding", embedding.embedding(material, Path(folder)))


@app.command(name="retrieval")
def retrieval_(
    material: Material = MATERIAL,
    every: Annotated[int, typer.Option(min=1, help="Ask every n-th question only.")] = 1,
    split: Annotated[
        Split, typer.Option(help="The half that weights are chosen on, the other, or all.")
    ] = Split.ALL,
) -> None:
    """hit@1 / hit@5 of every retrieval set: vectors alone, mixed with keywords, and as served."""
    table = Table("questions", "paragraphs", "n", "vectors", "mixed", "as served", box=None)
    with speed.scratch() as folder, shown(err) as progress:
        embedder = speed.workspace_at(Path(folder)).embedder
        for row in retrieval.score(retrieval_sets(material), embedder, progress, split, every):
            shares = (f"{hits.first:.3f} / {hits.five:.3f}" for hits in (row.dense, row.mixed, row.whole))
            table.add_row(row.asked, row.searched, str(row.questions), *shares)
    out.print(table)


@app.command(name="corpus")
def corpus_(material: Material = MATERIAL) -> None:
    """Loading the corpus, looking for its faults, lists over all records with and without originals."""
    with speed.scratch() as folder, shown(err) as progress:
        _print("Loading", corpus.loading())
        _print("Looking for faults", corpus.linting(Path(folder)))
        with corpus.indexed(Path(folder), [], progress) as document_of:
            _print("Listing", corpus.listing(document_of, date.today()))
        with corpus.indexed(Path(folder), [corpus.originals(material)], progress) as document_of:
            _print("Listing, originals at hand", corpus.listing(document_of, date.today()))


@app.command(name="eligibility")
def eligibility_() -> None:
    """Deciding on every call of every programme at once, without and with quotes."""
    _print("Eligibility", eligibility.deciding())


@app.command(name="web")
def web_(
    material: Material = MATERIAL,
    data: Annotated[Path | None, typer.Option(help="An indexed data folder, in place of a new one.")] = None,
    times: Annotated[int, typer.Option(min=1, help="Loads of each page; the median counts.")] = 5,
    askers: Annotated[int, typer.Option(min=1, help="Who ask at the same time.")] = web.ASKERS,
    json_: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")] = None,
) -> None:
    """The pages in a real browser, cold, the proof panel, and many asking at once, on the real server."""
    with speed.scratch() as folder:
        if data is None:
            with shown(err) as progress:
                speed.indexing(material, Path(folder), progress)
        with served(data or Path(folder)) as running:
            found = web.measured(running, times, askers)
    for title, figures in found.items():
        _print(title, figures)
    if json_ is not None:
        web.write(found, json_)


def _print(title: str, figures: list[speed.Figure]) -> None:
    table = Table(title, "measured", "target", box=None, title_justify="left")
    for figure in figures:
        table.add_row(figure.name, figure.value, figure.target)
    out.print(table)
    out.print()
