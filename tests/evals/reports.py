"""A report with something in every part of it, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.schema import Trace
from evals.report import Report, of_run, report
from evals.result import Recorded, Result, Run
from evals.schema import Case, fingerprint
from evals.scoring import score
from tests.evals.answers import answer, case, citation, claim, conflict, rows, unanswerable

RIGHT = "There are 2 systems."
WRONG = "There are many systems."


def recorded(results: Sequence[Result], cases: Sequence[Case], revision: str = "abc1234") -> Recorded:
    """A run of these results."""
    run = Run(
        settings="s",
        revision=revision,
        generation="g",
        cases=fingerprint(cases),
        started=datetime(2026, 11, 24, 12, tzinfo=UTC),
    )
    return Recorded(run, {result.key: result for result in results})


def told(of: Case, text: str, confidence: float | None = None, page: int = 1) -> Result:
    """A case answered with a claim that is its own quote."""
    given = answer(claim(text, citation(text, page=page)), trace=Trace(confidence=confidence))
    return score(of, given, 0.02)


def refused(of: Case, confidence: float | None = None, read_page: int = 1) -> Result:
    """A case without an answer, a passage of one page having been read."""
    also = (citation("two systems", page=read_page),)
    return score(of, answer(also_read=also, trace=Trace(confidence=confidence)), 0.01)


def whole_report() -> Report:
    """Every theme's kind of thing once: lists, conflicts, follow-ups, languages, refusals, long words."""
    base = [case(f"lang-en-{n}", theme="languages") for n in range(4)]
    thai = [
        case(
            f"lang-th-{n}",
            theme="languages",
            language="th",
            turns=["\u0e21\u0e35\u0e01\u0e35\u0e48\u0e23\u0e30\u0e1a\u0e1a" * 9],
            english="How many systems?",
            pair=f"lang-en-{n}",
            relation="same",
        )
        for n in range(4)
    ]
    long = case("fact-long", turns=["W" * 300], why="W" * 300)
    listed = case(
        "list-one", theme="lists", expect={"list": {"items": [["2 quays"], ["ferries"]], "count": 2}}
    )
    follow = case("follow-one", theme="follow_ups", turns=["What is the harbour?", "How many has it?"])
    absent = [unanswerable(f"none-{n}") for n in range(3)]
    hidden = [case(f"hidden-{n}", split="held_out") for n in range(4)]
    asked = [*base, *thai, long, listed, follow, *absent, *hidden]
    after = [told(c, RIGHT, 0.8 + n / 20) for n, c in enumerate(base)]
    after += [told(c, RIGHT if n % 2 else WRONG, 0.6) for n, c in enumerate(thai)]
    after.append(told(long, "V" * 300, 0.3, page=9))
    shown = answer(claim("There are 2."), list=rows("2 quays", "lamps"), conflicts=(conflict("26", "38"),))
    after += [score(listed, shown, 0.5), refused(follow, 0.2)]
    after += [refused(absent[0], 0.1), refused(absent[1], 0.2), told(absent[2], RIGHT, 0.7)]
    after += [told(c, RIGHT) for c in hidden]
    before = [told(c, WRONG if n % 3 else RIGHT) for n, c in enumerate(asked)]
    return report(asked, recorded(after, asked), of_run(recorded(before, asked, "before1")))
