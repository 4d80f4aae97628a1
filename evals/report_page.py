"""Writes a report: as one page that needs nothing but itself, and as Markdown for a pull request.

All text is escaped by the template. Must not compute anything that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import jinja2
from markupsafe import Markup

from assistant.schema import Citation
from evals import plots
from evals.metrics import calibration, citations
from evals.report import Abstention, Asked, Compared, Line, Measured, Report
from evals.schema import Split

TITLES = {Split.DEV: "Development", Split.HELD_OUT: "Held out"}

MOST_NAMED = 12
"""Cases that Markdown names; the page has them all."""


_LANGUAGES = {
    "en": "English",
    "fil": "Filipino",
    "id": "Indonesian",
    "km": "Khmer",
    "lo": "Lao",
    "ms": "Malay",
    "my": "Burmese",
    "pt": "Portuguese",
    "ta": "Tamil",
    "tet": "Tetum",
    "th": "Thai",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def page(report: Report) -> str:
    """The whole page as HTML."""
    return _environment().get_template("report.html").render(report=report, titles=TITLES)


def markdown(report: Report) -> str:
    """What fits a comment below a pull request."""
    return "\n".join(_markdown(report)) + "\n"


def _markdown(report: Report) -> Iterator[str]:
    yield f"### Answer quality at `{report.run.revision}`"
    yield ""
    yield f"{_headline(report)}."
    if report.breaches:
        yield f"**Invariants broken: {report.breaches}.**"
    for change, title in (("lost", "Fail now"), ("gained", "Pass now")):
        if ids := [f"`{asked.case.id}`" for asked in report.changed(change)]:
            more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
            yield f"**{title} ({len(ids)}):** {', '.join(ids[:MOST_NAMED])}{more}"
    for split, lines in report.lines.items():
        yield ""
        yield f"| {TITLES[split]} | passed | | change | median |"
        yield "|---|--:|--:|--:|--:|"
        for line in lines:
            share = f"{line.passed.value or 0:.0%}"
            cells = (theme(line), f"{line.passed.part}/{line.passed.whole}", share, change_of(line.compared))
            yield f"| {' | '.join(cells)} | {milliseconds(line.milliseconds)} |"


def _headline(report: Report) -> str:
    """The main shares in one line."""
    parts = [
        f"{TITLES[split]}: {lines[-1].passed.part} of {lines[-1].passed.whole} pass"
        for split, lines in report.lines.items()
    ]
    if report.baseline is None:
        return "; ".join(parts) + "; no baseline"
    same = "" if report.comparable else ", whose cases differ, so that only common ones are compared"
    return "; ".join(parts) + f"; compared with `{report.baseline.revision}`{same}"


def language(tag: str) -> str:
    """A language by its English name, by its tag where we know none."""
    return _LANGUAGES.get(tag.split("-")[0], tag)


def theme(line: Line) -> str:
    """A theme as people read it."""
    return line.theme.value.replace("_", " ") if line.theme else "all"


def change_of(compared: Compared | None) -> str:
    """Points gained or lost against the baseline, and how many cases changed either way."""
    if compared is None:
        return ""
    paired = compared.paired
    if not paired.gained and not paired.lost:
        return "same"
    return f"{signed(100 * paired.difference)} (+{paired.gained} −{paired.lost})"


def signed(value: float, digits: int = 1) -> str:
    """A number with its sign, and with a real minus."""
    return f"{value:+.{digits}f}".replace("-", "−")


def milliseconds(value: float | None) -> str:
    """A time."""
    return "" if value is None else f"{value:,.0f} ms"


def figure(value: float | None, measured: Measured) -> str:
    """A metric as it is written; a dash where it has nothing to measure."""
    if value is None:
        return "–"
    if measured.metric.unit == "ms":
        return milliseconds(value)
    return f"{100 * value:.1f} %" if measured.metric.unit == "share" else signed(value)


def movement(measured: Measured) -> tuple[str, str]:
    """How a metric moved, written, and whether that is ``better``, ``worse`` or neither."""
    if measured.dev is None or measured.before is None:
        return "", ""
    unit = measured.metric.unit
    moved = (measured.dev - measured.before) * (100 if unit == "share" else 1)
    if abs(moved) < 0.05 or unit == "ms":  # times differ from run to run, and from machine to machine
        return ("same", "") if abs(moved) < 0.05 else (f"{signed(moved, 0)} ms", "")
    return signed(moved), "better" if (moved > 0) is (measured.metric.better == "high") else "worse"


def theme_bar(line: Line) -> Markup:
    """The share that passes, with its interval."""
    value, reach = line.passed.value or 0.0, line.passed.interval
    label = f"{value:.0%} pass" + (f", 95 % interval {reach.low:.0%} to {reach.high:.0%}" if reach else "")
    return plots.bar([(value, "right")], label, reach)


def share_bar(value: float, name: str, label: str) -> Markup:
    """One share as a bar."""
    return plots.bar([(value, name)], label)


def abstention_bar(row: Abstention) -> Markup:
    """Right, wrong and not answered, beside each other."""
    parts = (
        [(row.right, "right"), (row.wrong, "wrong"), (row.abstained, "none")]
        if row.answerable
        else [(row.abstained, "right"), (row.right + row.wrong, "wrong")]
    )
    label = ", ".join(f"{number} {name}" for number, name in parts)
    return plots.bar([(number / row.total, name) for number, name in parts], label)


def reliability(judged: Sequence[calibration.Judged]) -> Markup:
    """Confidence against what was right, by bins."""
    rows = [
        (b.confidence, b.accuracy, b.number)
        for b in calibration.bins(judged)
        if b.confidence is not None and b.accuracy is not None
    ]
    told = "; ".join(f"at {c:.0%} confidence {a:.0%} of {n} are right" for c, a, n in rows)
    return plots.reliability(rows, told)


def depth(values: Sequence[float]) -> Markup:
    """The share of questions with gold found, by place."""
    label = f"first {values[0]:.0%}, among the first {len(values)} {values[-1]:.0%}"
    return plots.curve(values, label, "places looked at")


def proves(asked: Asked, citation: Citation) -> bool:
    """Whether a citation is of gold."""
    return citations.supports(citation, asked.case.expect.citations)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "theme": theme,
        "language": language,
        "change_of": change_of,
        "signed": signed,
        "milliseconds": milliseconds,
        "theme_bar": theme_bar,
        "abstention_bar": abstention_bar,
        "reliability": reliability,
        "depth": depth,
        "calibration_error": calibration.calibration_error,
    }
    environment.globals |= {
        "figure": figure,
        "movement": movement,
        "proves": proves,
        "share_bar": share_bar,
    }
    return environment
