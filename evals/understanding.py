"""An outside yardstick: rule texts of others, read with the dialogue's general means. Reported, never gating.

`python -m evals.understanding` prints how often a rule of OR-ShARC is answered, or the right thing asked,
and how often a yes-or-no question of ConditionalQA is. Must not be tuned on these sets.
Why: the dialogue decides by written rules and reads words of applicants; these sets hold rules as prose on
taxes and benefits. What carries over is the logic of unknown facts, the reading of "yes", "no" and denials,
and asking what is open; everything else here is plain word overlap. Low figures are expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import regex
import typer

from assistant.eligibility.mood import Mood, put
from assistant.eligibility.replies import replied
from corpus.readers import read
from evals.bench.sets import read_rows
from evals.errors import MaterialMissing
from evals.material import MATERIAL
from evals.metrics.shares import Share

_TOKEN = regex.compile(r"[\p{L}\p{N}]+")
_ITEM = regex.compile(r"(?m)^\s*(?:[*•-]|\d+[.)])\s+(.+)$")
_SENTENCE = regex.compile(r"(?<=[.!?])\s+|\n+")
_ANY = regex.compile(r"(?i)(?<![\p{L}])(?:any of|either|one of|one or more|or)(?![\p{L}])")
_KNOWN = 0.5
"""Share of a condition's weight that words of the scenario must hold to speak of it."""
_A_YES_OR_NO = "documents.project_proposal"
"""The path of any yes-or-no fact: its replies are read alike."""
ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Decided:
    """A yes, a no, or the condition that is still open."""

    verdict: str
    question: str = ""


class Words:
    """How telling words are in a collection of texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        seen = [frozenset(tokens(text)) for text in texts]
        counts = Counter(word for words in seen for word in words)
        self._weight: Mapping[str, float] = {word: log(1 + len(seen) / n) for word, n in counts.items()}
        self._rare = log(1 + len(seen))

    def shared(self, wanted: str, text: str) -> float:
        """Share of the weight of ``wanted`` whose words stand in ``text``; 0 for no words."""
        held, words = frozenset(tokens(text)), frozenset(tokens(wanted))
        total = sum(self._weight.get(word, self._rare) for word in words)
        return sum(self._weight.get(word, self._rare) for word in words & held) / total if total else 0.0

    def alike(self, one: str, other: str) -> float:
        """The larger share of one text that stands in the other."""
        return max(self.shared(one, other), self.shared(other, one))


def tokens(text: str) -> list[str]:
    """Words in small letters, plural endings cut."""
    return [word.casefold().removesuffix("s") for word in _TOKEN.findall(text)]


def conditions(rule: str) -> tuple[list[str], bool]:
    """The conditions of a rule in prose, and whether any of them is enough."""
    items = [match.group(1).strip() for match in _ITEM.finditer(rule)]
    parts = items or [part.strip() for part in _SENTENCE.split(rule) if len(tokens(part)) > 3]
    return parts, _ANY.search(_ITEM.sub("", rule)) is not None


def decide(rule: str, scenario: str, history: Sequence[Mapping[str, str]], words: Words) -> Decided:
    """What a rule says, as the rules of programmes do: unknown is asked, never taken for a no."""
    parts, any_of = conditions(rule)
    values = [(part, _value(part, scenario, history, words)) for part in parts]
    known = [value for _, value in values if value is not None]
    settles = any_of
    if settles in known:
        return Decided("yes" if settles else "no")
    open_ = [part for part, value in values if value is None]
    return Decided(ASKED, open_[0]) if open_ else Decided("no" if any_of else "yes")


def _value(part: str, scenario: str, history: Sequence[Mapping[str, str]], words: Words) -> bool | None:
    """Whether a condition is met, by the closest question answered or the scenario; None for unknown."""
    scored = [(words.alike(part, turn["follow_up_question"]), turn) for turn in history]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if best is not None and best[0] >= _KNOWN:
        read_ = replied(best[1]["follow_up_answer"], _A_YES_OR_NO)
        return bool(read_[0].value) if read_ else None
    said = [sentence for sentence in _SENTENCE.split(scenario) if words.shared(part, sentence) >= _KNOWN]
    if not said:
        return None
    return put(said[0], len(said[0]), len(said[0])).mood is not Mood.DENIED


def orsharc(home: Path) -> Iterator[tuple[str, Share]]:
    """Figures of the dialogue turns: with the right rule given, and with the rule found by its words.

    Raises:
        MaterialMissing: the set is not there.
    """
    if not (home / "dev.jsonl").is_file():
        raise MaterialMissing(home)
    rules = {row["id"]: row["text"] for row in read_rows(home / "rules.jsonl")}
    rows, words = read_rows(home / "dev.jsonl"), Words(rules.values())
    given = [str(row["gold_snippet_id"]) for row in rows]
    found = [_nearest(f"{row['question']} {row['scenario']}", rules, words) for row in rows]
    right = [one == other for one, other in zip(given, found, strict=True)]
    yield "OR-ShARC dev: rule found", Share(sum(right), len(rows))
    for name, ids in (("rule given", given), ("rule found", found)):
        decided = [
            (row, decide(rules[id_], row["scenario"], row["history"], words))
            for row, id_ in zip(rows, ids, strict=True)
        ]
        yield from _shares(f"OR-ShARC dev, {name}", decided)
    most = Counter(_class(row["answer"]) for row in rows).most_common(1)[0]
    yield f"OR-ShARC dev: always “{most[0]}”", Share(most[1], len(rows))


def _shares(name: str, given: Sequence[tuple[Mapping[str, str], Decided]]) -> Iterator[tuple[str, Share]]:
    hits = [_class(row["answer"]) == decided.verdict for row, decided in given]
    yield f"{name}: yes, no or asking right", Share(sum(hits), len(hits))
    for kind in ("yes", "no", ASKED):
        own = [hit for hit, (row, _) in zip(hits, given, strict=True) if _class(row["answer"]) == kind]
        yield f"{name}: right where it is “{kind}”", Share(sum(own), len(own))
    asked = [
        (row["answer"], d.question) for row, d in given if ASKED in {d.verdict} & {_class(row["answer"])}
    ]
    close = sum(overlap(question, answer) >= 0.5 for answer, question in asked)
    yield f"{name}: the right thing asked, where asking is right", Share(close, len(asked))


def conditional_qa(home: Path) -> Iterator[tuple[str, Share]]:
    """Figures of the yes-or-no questions, each read against the nearest part of its page.

    Raises:
        MaterialMissing: the set is not there.
    """
    if not (home / "qa_dev.jsonl").is_file():
        raise MaterialMissing(home)
    rows = [row for row in read_rows(home / "qa_dev.jsonl") if _is_yes_or_no(row)]
    pages = {file.stem: _parts(file) for file in sorted((home / "docs").glob("*.html"))}
    words = Words(part for parts in pages.values() for part in parts.values())
    hits, open_ = 0, []
    for row in rows:
        parts = pages[row["doc"]]
        rule = parts[_nearest(f"{row['question']} {row['scenario']}", parts, words)]
        decided = decide(rule, row["scenario"], (), words)
        hits += decided.verdict == row["answers"][0]["answer"]
        open_.append((bool(row["answers"][0]["conditions"]), decided.verdict == ASKED))
    yield "ConditionalQA dev: yes or no right", Share(hits, len(rows))
    conditional = [asked for is_conditional, asked in open_ if is_conditional]
    yield (
        "ConditionalQA dev: asks where the answer hangs on a condition",
        Share(sum(conditional), len(conditional)),
    )
    settled = [asked for is_conditional, asked in open_ if not is_conditional]
    yield "ConditionalQA dev: asks where it hangs on none", Share(sum(settled), len(settled))


def overlap(one: str, other: str) -> float:
    """F1 of the words of two texts."""
    a, b = Counter(tokens(one)), Counter(tokens(other))
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0


def _nearest(asked: str, texts: Mapping[str, str], words: Words) -> str:
    return max(texts, key=lambda id_: (words.shared(asked, texts[id_]), id_))


def _parts(file: Path) -> dict[str, str]:
    """The blocks of a page in threes, by number."""
    blocks = [block.text for page in read(file).pages for block in page.blocks if block.text.strip()]
    return {str(n): "\n".join(blocks[n : n + 3]) for n in range(0, max(len(blocks) - 2, 1))}


def _class(answer: str) -> str:
    return answer.casefold() if answer in {"Yes", "No"} else ASKED


def _is_yes_or_no(row: Mapping[str, Sequence[Mapping[str, str]]]) -> bool:
    return bool(row["answers"]) and row["answers"][0]["answer"] in {"yes", "no"}


def main(material: Path = MATERIAL) -> None:
    """Print the figures of both sets, as they are."""
    for name, share in (
        *orsharc(material / "bench" / "orsharc"),
        *conditional_qa(material / "bench" / "conditionalqa"),
    ):
        value = f"{share.value:.1%}" if share.value is not None else "–"
        typer.echo(f"{name}: {value} ({share.part} of {share.whole})")


if __name__ == "__main__":
    typer.run(main)
