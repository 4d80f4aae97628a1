"""A report tells changes first, counts what is held out without naming it, and runs nothing it shows."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from assistant.schema import Answer, Trace
from evals.gate.snapshot import snapshot
from evals.metric_table import METRICS
from evals.report import Report, of_run, of_snapshot, report
from evals.report_page import markdown, movement, page
from evals.schema import Case, Split, Theme
from evals.scoring import score
from evals.stats import wilson
from tests.evals.answers import answer, case, citation, claim, unanswerable
from tests.evals.reports import RIGHT, WRONG, recorded, refused, told


def cases(**given: object) -> list[Case]:
    return [case(f"fact-{name}", **given) for name in ("one", "two", "three", "four")]


def changed() -> Report:
    """The first fails now, the second passes now, the others stay right and wrong."""
    asked = cases()
    before = [told(c, text) for c, text in zip(asked, (RIGHT, WRONG, RIGHT, WRONG), strict=True)]
    after = [told(c, text) for c, text in zip(asked, (WRONG, RIGHT, RIGHT, WRONG), strict=True)]
    return report(asked, recorded(after, asked), of_run(recorded(before, asked, "before1")))


def test_what_fails_now_and_what_passes_now_is_named() -> None:
    seen = changed()
    assert [a.case.id for a in seen.changed("lost")] == ["fact-one"]
    assert [a.case.id for a in seen.changed("gained")] == ["fact-two"]
    compared = seen.lines[Split.DEV][-1].compared
    assert compared is not None
    assert (compared.paired.gained, compared.paired.lost, compared.paired.cases) == (1, 1, 4)


def test_changes_stand_before_everything_else() -> None:
    text = page(changed())
    places = [text.index(f'id="{name}"') for name in ("changes", "themes", "metrics", "plots", "cases")]
    assert places == sorted(places)
    assert "1 fail now" in text
    assert "1 pass now" in text


def test_a_case_is_compared_only_where_it_was_asked_before() -> None:
    asked = cases()
    after = [told(c, RIGHT) for c in asked]
    seen = report(asked, recorded(after, asked), of_run(recorded([told(asked[0], WRONG)], asked[:1])))
    compared = seen.lines[Split.DEV][-1].compared
    assert compared is not None
    assert (compared.paired.gained, compared.paired.cases) == (1, 1)
    assert not seen.comparable
    assert "only those in both runs are compared" in page(seen)


def test_a_baseline_that_is_kept_tells_of_cases_and_not_of_metrics() -> None:
    asked = cases()
    kept = snapshot(recorded([told(c, RIGHT) for c in asked], asked), asked)
    after = recorded([told(c, WRONG) for c in asked], asked)
    seen = report(asked, after, of_snapshot(kept, asked))
    assert len(seen.changed("lost")) == 4
    assert not seen.moves
    assert f"{RIGHT} [1]" in page(seen), "what was answered before"


def test_a_case_that_was_changed_is_not_compared_with_what_it_was() -> None:
    asked = cases()
    kept = snapshot(recorded([told(c, RIGHT) for c in asked], asked), asked)
    asked[0] = asked[0].model_copy(update={"turns": ("How many more?",)})
    seen = report(asked, recorded([told(c, WRONG) for c in asked], asked), of_snapshot(kept, asked))
    assert [a.case.id for a in seen.changed("lost")] == [c.id for c in asked[1:]]


def test_held_out_cases_are_counted_apart_and_never_shown() -> None:
    hidden = [case(f"secret-{n}", split="held_out", turns=[f"Hidden question {n}?"]) for n in range(3)]
    asked = [*cases(), *hidden]
    after = [told(c, WRONG) for c in asked]
    before = [told(c, RIGHT) for c in asked]
    seen = report(asked, recorded(after, asked), of_run(recorded(before, asked)))
    assert seen.lines[Split.HELD_OUT][-1].passed.whole == 3
    assert seen.lines[Split.DEV][-1].passed.whole == 4
    for text in (page(seen), markdown(seen)):
        assert "secret-" not in text
        assert "Hidden question" not in text
        assert "0/3" in text


def test_results_without_a_case_are_counted_and_left_out() -> None:
    asked = cases()
    results = [told(c, RIGHT) for c in asked]
    seen = report(asked[:2], recorded(results, asked))
    assert (seen.unknown, len(seen.asked)) == (2, 2)
    assert "2 results belong to no case any more" in page(seen)


def test_a_case_shows_question_answer_quote_page_expectation_reason_and_trace() -> None:
    asked = case("fact-one", why="Report, page 1")
    step = {"steps": [{"name": "retrieve", "ms": 12.5}], "confidence": 0.875}
    given = answer(
        claim(WRONG, citation("There are many systems.", page=7, title="Harbour Report")),
        trace=Trace.model_validate(step),
    )
    text = page(report([asked], recorded([score(asked, given, 0.02)], [asked])))
    for shown in (
        asked.turns[-1],
        WRONG,
        "Harbour Report, page 7",
        "nugget",
        "Report, page 1",
        "12.5 ms",
        "0.88",
    ):
        assert shown in text, shown
    assert asked.expect.citations[0].quote in text


HOSTILE = '</script><img src="https://evil.example/x" onerror="alert(1)"><style>*{display:none}</style>'


class Tags(HTMLParser):
    """What stands in a page as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action"}]


def test_nothing_of_what_is_shown_can_run_or_fetch() -> None:
    asked = [case("fact-one", turns=[HOSTILE], why=HOSTILE)]
    given = answer(claim(HOSTILE, citation(HOSTILE, title=HOSTILE, url="https://evil.example/")))
    text = page(report(asked, recorded([score(asked[0], given, 0)], asked)))
    tags = Tags(text)
    assert {"img", "script", "iframe", "object", "form"}.isdisjoint(tags.names)
    assert tags.names.count("style") == 1
    assert [address for address in tags.addresses if not address.startswith(("#", "data:,"))] == []
    assert [name for name in tags.attributes if name.startswith("on")] == []
    assert "default-src 'none'" in text


def test_questions_with_and_without_an_answer_are_told_apart() -> None:
    none = [unanswerable(f"none-{n}") for n in range(3)]
    asked = [*cases(), *none]
    results = [told(asked[0], RIGHT), told(asked[1], WRONG), refused(asked[2]), refused(asked[3])]
    results += [refused(none[0]), refused(none[1]), told(none[2], RIGHT)]
    first, second = report(asked, recorded(results, asked)).abstention
    assert (first.right, first.wrong, first.abstained) == (1, 1, 2)
    assert (second.right, second.wrong, second.abstained) == (0, 1, 2)


def test_confidence_is_judged_by_what_the_evidence_held() -> None:
    asked = cases()
    results = [
        told(asked[0], RIGHT, 0.9),
        told(asked[1], WRONG, 0.8),
        refused(asked[2], 0.3),
        refused(asked[3], 0.1, read_page=9),
    ]
    seen = report(asked, recorded(results, asked))
    assert seen.judged[:2] == ((0.9, True), (0.8, False))
    assert seen.judged[2] == (0.3, True), "the gold page was read and not used"


def test_depth_counts_the_questions_whose_gold_page_is_found_by_then() -> None:
    asked = cases()
    rankings = (("report#1",), ("note", "report#1"), ("report#2",) * 3, ("report#3", "note", "report#1"))
    results = [
        told(c, RIGHT).model_copy(update={"ranking": ranking})
        for c, ranking in zip(asked, rankings, strict=True)
    ]
    depth = report(asked, recorded(results, asked)).depth
    assert depth[:4] == (0.25, 0.5, 0.75, 0.75)
    assert depth[-1] == 0.75


def test_languages_are_drawn_beside_their_english_pairs() -> None:
    english = [case(f"lang-en-{n}", theme="languages") for n in range(2)]
    thai = [
        case(
            f"lang-th-{n}",
            theme="languages",
            language="th",
            english="?",
            pair=f"lang-en-{n}",
            relation="same",
        )
        for n in range(2)
    ]
    asked = [*english, *thai]
    results = [told(c, text) for c, text in zip(asked, (RIGHT, RIGHT, RIGHT, WRONG), strict=True)]
    seen = report(asked, recorded(results, asked))
    assert seen.parity["th"].gap == -50
    text = page(seen)
    assert "Thai" in text
    assert "1/2, English 2/2 (−50)" in text


@pytest.mark.parametrize(("name", "way"), [("Passed", "better"), ("False refusals", "worse")])
def test_a_metric_that_rises_is_good_or_bad_by_its_meaning(name: str, way: str) -> None:
    asked = cases()
    some = [told(c, RIGHT) for c in asked]
    fewer = [told(asked[0], RIGHT), *(refused(c) for c in asked[1:])]
    more, less = (some, fewer) if name == "Passed" else (fewer, some)
    seen = report(asked, recorded(more, asked), of_run(recorded(less, asked)))
    (measured,) = (m for m in seen.metrics if m.metric.name == name)
    assert movement(measured) == ("+75.0", way)


def test_a_metric_without_anything_to_measure_is_left_out() -> None:
    asked = cases()
    names = {m.metric.name for m in report(asked, recorded([told(c, RIGHT) for c in asked], asked)).metrics}
    assert "Passed" in names
    assert "Attacks that succeed" not in names
    assert len(names) < len(METRICS)


def test_a_run_of_nothing_still_makes_a_page() -> None:
    seen = report(cases(), recorded([], []))
    assert "There is no baseline" in page(seen)
    assert seen.lines == {}


def test_markdown_is_short_and_names_what_changed() -> None:
    text = markdown(changed())
    assert "**Fail now (1):** `fact-one`" in text
    assert "**Pass now (1):** `fact-two`" in text
    assert "| all | 2/4 | 50% | +0.0 (+1 −1) | 20 ms |" in text
    assert len(text.splitlines()) < 20


def test_markdown_names_no_more_cases_than_fit() -> None:
    asked = [case(f"fact-{n}") for n in range(40)]
    seen = report(
        asked,
        recorded([told(c, WRONG) for c in asked], asked),
        of_run(recorded([told(c, RIGHT) for c in asked], asked)),
    )
    assert "and 28 more" in markdown(seen)
    assert len(markdown(seen)) < 1_500


def test_a_broken_invariant_cannot_be_overlooked() -> None:
    asked = case("fact-one")
    broken = Answer.model_validate({**answer().model_dump(), "status": "answered", "text": "2"})
    seen = report([asked], recorded([score(asked, broken, 0)], [asked]))
    assert seen.breaches == 1
    assert "Invariants broken: 1" in markdown(seen)
    assert 'class="tile bad"' in page(seen)


def test_shares_carry_the_interval_of_wilson() -> None:
    asked = cases()
    line = report(asked, recorded([told(c, RIGHT) for c in asked], asked)).lines[Split.DEV][0]
    assert line.theme is Theme.FACTS
    assert line.passed.interval == wilson(4, 4)
