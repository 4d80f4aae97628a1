"""Offers follow-up questions that the documents answer, each one asked before it is offered.

Candidates come from what the question and its answer name: a city, a state, a programme, a year. A
candidate is offered only if its answer tells what was asked of just that thing, and something new.
English only for now. Must not answer by itself: it is given something that does.

Why the work is counted and not timed: the same question must get the same suggestions on a slow machine.
What a candidate brought is remembered for as long as the generation serves, for candidates recur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice, zip_longest

import regex

from assistant.names import NameKind, known_names
from assistant.schema import Answer, Claim, Question, Status, Tried
from corpus.records import records

Subject = tuple[NameKind, str]
"""Kind and id of a record."""

MOST_TRIED = 5
"""Candidates asked for one answer."""

_MOST_REMEMBERED = 2_000
_MOST_SUBJECTS = 2
_LEAD = 2
"""Claims of an answer whose names may be asked about."""

_OPEN = frozenset({Status.ANSWERED, Status.PARTIAL, Status.NOT_FOUND})
_NONE = regex.compile(r"\b(has|lists|names) no\b|\bwere not found\b")
"""An answer, but nothing to lead anybody to."""

_YEAR = regex.compile(r"(?<![\d.,/-])20\d\d(?![\d/-])")

_ABOUT = {
    NameKind.CITY: (
        ("Which projects are in {}?", r"\bprojects?\b"),
        ("What is the population of {}?", r"\bpopulation|\bpeople\b|\binhabitants"),
        ("Who is the Chief Smart City Officer of {}?", r"\bofficers?\b|\bCSCO\b"),
        ("What is the vision of {}?", r"\bvision\b|\benvisions\b"),
        ("Which partners does {} have?", r"\bpartner"),
        ("What is the area of {}?", r"\bkm²|\bsquare kilomet|(?<!focus )\barea\b"),
    ),
    NameKind.STATE: (
        ("Which cities of {} are in the network?", r"\bcit(y|ies)\b"),
        ("Which projects are in {}?", r"\bprojects?\b"),
    ),
    NameKind.PROGRAMME: (
        ("Which calls of {} are open?", r"\bcalls\b|\bopen for\b|\bdeadline|\bclos(e|es|ed|ing)\b"),
        ("Who may apply to {}?", r"\bappl(y|ies|icants?)\b|\beligib|\bopen to\b"),
        ("What does {} offer?", r"\boffers?\b|\bsupports?\b|\bgrants?\b"),
        ("Who leads {}?", r"\bled\b|\bleads?\b|\bmanage"),
    ),
}
"""What can be asked of a thing, and the words by which an answer tells it or a question has asked it."""

_NETWORK = (
    ("Which cities are members of the network?", r"\bcities\b"),
    ("Who chairs the network in {}?", r"\bchair"),
)
_WITH_ARTICLE = frozenset({"PH"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that might be offered.

    Attributes:
        tells: what its answer must hold.
        subject: what its answer must be about; None for the network.
    """

    question: str
    tells: regex.Pattern[str]
    subject: Subject | None = None


class Suggester:
    """Finds suggestions; usable from several threads.

    Args:
        ask: gives the plain answer to a question, without suggestions.
    """

    def __init__(self, ask: Callable[[Question], Answer]) -> None:
        self._ask = ask
        self._held: tuple[str | None, dict[tuple[str, date | None, date], tuple[Claim, ...]]] = (None, {})

    def tried(
        self, question: Question, standalone: str, answer: Answer, today: date, most: int
    ) -> list[Tried]:
        """Candidates with whether they may be offered, until ``most`` may or enough were tried."""
        if answer.status not in _OPEN or answer.language.split("-")[0] != "en" or not most:
            return []
        told: list[Tried] = []
        known = list(answer.claims)
        for each in islice(candidates(question, standalone, answer, today), MOST_TRIED):
            claims = self._claims(each.question, question.as_of, today, answer.generation)
            told.append(Tried(question=each.question, answered=is_answered(each, claims, known)))
            known += claims[:1]
            if sum(one.answered for one in told) == most:
                break
        return told

    def _claims(
        self, text: str, as_of: date | None, today: date, generation: str | None
    ) -> tuple[Claim, ...]:
        """What a question gets claimed; nothing unless it is answered."""
        held = self._held
        if held[0] != generation or len(held[1]) >= _MOST_REMEMBERED:
            self._held = held = (generation, {})
        key = (text, as_of, today)
        if key not in held[1]:
            answer = self._ask(Question(text=text, as_of=as_of))
            held[1][key] = answer.claims if answer.status is Status.ANSWERED else ()
        return held[1][key]


def candidates(question: Question, standalone: str, answer: Answer, today: date) -> Iterator[Candidate]:
    """Questions that lead on from an answer, the nearest first; none that was asked already."""
    asked = [standalone, question.text, *question.turns]
    said = {text.strip().casefold() for text in asked}
    named = list(_subjects([standalone]))
    for each in _of_another_year(standalone, named, today):
        if each.question.casefold() not in said:
            yield each
    told = (claim.text for claim in answer.claims[:_LEAD])
    subjects = list(dict.fromkeys([*named, *_subjects(told)]))[:_MOST_SUBJECTS]
    for each in _of(subjects) if subjects else _of_the_network(answer, today):
        if not any(each.tells.search(text) for text in asked):
            yield each


def is_answered(candidate: Candidate, claims: Sequence[Claim], known: Sequence[Claim]) -> bool:
    """Whether the first claim tells what was asked of the thing it was asked of, and is new."""
    if not claims or claims[0] in known:
        return False
    proof = (words for c in claims[0].citations for words in (c.quote, c.heading or "", c.title))
    text = "\n".join((claims[0].text, *proof))
    tells = candidate.tells.search(text) and not _NONE.search(claims[0].text)
    return bool(tells) and _is_about(candidate.subject, claims[0], text)


def _is_about(subject: Subject | None, claim: Claim, text: str) -> bool:
    if subject is None:
        return True
    own = f"{subject[0].value}-record:{subject[1]}"
    return any(c.document_id == own for c in claim.citations) or subject in _subjects([text])


def _subjects(texts: Iterable[str]) -> Iterator[Subject]:
    """What the texts name, each once, in their order."""
    seen: set[Subject] = set()
    for mention in (mention for text in texts for mention in known_names().find(text)):
        subject = (mention.kind, mention.id)
        if subject not in seen:
            seen.add(subject)
            yield subject


def _of(subjects: Sequence[Subject]) -> Iterator[Candidate]:
    """What can be asked of the things, the first question of each first."""
    for row in zip_longest(*(_ABOUT[kind] for kind, _ in subjects)):
        for subject, form in zip(subjects, row, strict=True):
            if form is not None:
                yield Candidate(form[0].format(_named(subject)), _pattern(form[1]), subject)


def _of_the_network(answer: Answer, today: date) -> Iterator[Candidate]:
    if answer.claims:
        for form, tells in _NETWORK:
            yield Candidate(form.format(today.year), _pattern(tells))


def _of_another_year(text: str, subjects: Sequence[Subject], today: date) -> Iterator[Candidate]:
    """The same question of the year after, or of the year before."""
    years = set(_YEAR.findall(text))
    if len(years) != 1 or not text.endswith("?") or text.count("?") > 1:
        return
    year = int(years.pop())
    other = year + 1 if year < today.year else year - 1
    asked = _YEAR.sub(str(other), text)
    yield Candidate(asked, _pattern(rf"\b{other}\b"), subjects[0] if subjects else None)


def _named(subject: Subject) -> str:
    kind, id_ = subject
    if kind is NameKind.CITY:
        return records().cities[id_].name
    if kind is NameKind.PROGRAMME:
        return records().programmes[id_].called
    name = records().states[id_].name
    return f"the {name}" if id_ in _WITH_ARTICLE else name


@cache
def _pattern(words: str) -> regex.Pattern[str]:
    return regex.compile(words, regex.IGNORECASE)
