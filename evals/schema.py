"""Cases: questions with what a right answer must and must not hold, read from `evals/cases/*.yaml`.

Says what a case may look like and refuses every other. Must not answer, score, or open an index; that a
gold quote stands where it is said to stand is proven in `evals.gold`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import regex
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from assistant.schema import Status
from corpus.data_files import read_data
from corpus.errors import CorpusInvalid
from evals.errors import CasesInvalid

SHIPPED = Path(str(resources.files("evals"))) / "cases"
"""The folder of the cases that ship with the project."""

LONGEST_GOLD = 25
"""Words of a gold quote: an extract for checking, not a copy of the page."""

ASSERTING = frozenset({Status.ANSWERED, Status.PARTIAL})
"""The ways to end that say something about the world and so must carry proof."""


class Theme(StrEnum):
    """What a case is about; every theme is reported and gated on its own."""

    FACTS = "facts"
    LISTS = "lists"
    DATES = "dates"
    SEVERAL = "several"
    UNANSWERABLE = "unanswerable"
    FOLLOW_UPS = "follow_ups"
    LANGUAGES = "languages"
    ELIGIBILITY = "eligibility"
    ATTACKS = "attacks"
    METAMORPHIC = "metamorphic"


class Split(StrEnum):
    """Whether the system may be tuned on a case."""

    DEV = "dev"
    HELD_OUT = "held_out"


class Relation(StrEnum):
    """What holds between a case and the one it is a variant of."""

    SAME = "same"
    DIFFERS = "differs"


def _compiles(pattern: str) -> str:
    try:
        regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        raise ValueError(f"{pattern!r} is no pattern: {error}") from error
    return pattern


def _short(quote: str) -> str:
    if len(quote.split()) > LONGEST_GOLD:
        raise ValueError(f"a gold quote has at most {LONGEST_GOLD} words")
    return quote


def _plain(value: Any) -> Any:
    """What YAML read as days, as JSON writes them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]
"""A pattern of the `regex` module; case does not matter."""

Spellings = Annotated[tuple[Pattern, ...], Field(min_length=1)]
"""The ways to write one thing, plain or as patterns; found only as whole words, not inside longer ones."""

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
Sentence = Annotated[str, Field(min_length=1)]


class _Value(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nugget(_Value):
    """One fact that an answer should hold, found by any of the patterns (TREC's nuggets).

    Attributes:
        vital: whether an answer without it is wrong; the others only count in nugget recall.
    """

    any_of: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    vital: bool = True


class Gold(_Value):
    """Where the proof of an expectation stands.

    Attributes:
        page: 1-based page of the file; None where the document has none, or where any page will do.
        quote: words that stand there, letter for letter but for spacing and Unicode's compatible forms.
    """

    document: Annotated[str, Field(min_length=1)]
    page: Annotated[int, Field(ge=1)] | None = None
    quote: Annotated[str, Field(min_length=1), AfterValidator(_short)]


class ListExpectation(_Value):
    """The rows that a list must have.

    Attributes:
        exact: whether nothing else may be listed.
        count: the number that the answer must give; None leaves it unchecked.
    """

    items: tuple[Spellings, ...] = ()
    exact: bool = True
    count: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _counts_its_items(self) -> ListExpectation:
        if self.exact and self.items and self.count not in (None, len(self.items)):
            raise ValueError(f"count is {self.count}, but {len(self.items)} items make the exact list")
        return self


class VerdictExpectation(_Value):
    """The verdict that must be given, in the words of the public contract; None leaves a field unchecked."""

    programme: str
    call: str | None = None
    role: str | None = None
    verdict: Annotated[str, Field(pattern=r"^(eligible|not_eligible|cannot_tell|sponsor_decides)$")]
    window: Annotated[str, Field(pattern=r"^(open|closed|not_yet|rolling|unknown)$")] | None = None


class Expectation(_Value):
    """What a right answer holds.

    Attributes:
        status: the ways to end that are right; `nuggets` and `forbidden` are checked for each of them, the
            rest only for an answer that asserts something.
        citations: proof; one of these must be cited.
        as_of: the day that the answer must hold for.
        conflict: the values that must be shown as disagreeing.
    """

    status: Annotated[tuple[Status, ...], Field(min_length=1)]
    nuggets: tuple[Nugget, ...] = ()
    forbidden: tuple[Pattern, ...] = ()
    citations: tuple[Gold, ...] = ()
    list: ListExpectation | None = None
    as_of: date | None = None
    conflict: tuple[Spellings, ...] | None = None
    verdict: VerdictExpectation | None = None

    @property
    def asserting(self) -> bool:
        """Whether only an answer that says something is right."""
        return ASSERTING.issuperset(self.status)

    @model_validator(mode="after")
    def _can_be_checked(self) -> Expectation:
        if self.asserting and not (self.citations or self.verdict):
            raise ValueError("an answer is expected, so give the citations or the verdict that prove it")
        if self.asserting and not (self.nuggets or self.list or self.conflict or self.verdict):
            raise ValueError(
                "an answer is expected, so say what it holds: nuggets, list, conflict or verdict"
            )
        proven = self.citations or self.list or self.conflict
        if proven and ASSERTING.isdisjoint(self.status):
            raise ValueError("a refusal carries no proof: leave out citations, list and conflict")
        return self


class Case(_Value):
    """A question, its conversation and the answer expected; a case is one evaluation item.

    Attributes:
        language: BCP 47 tag of the question.
        as_of: the day to answer for; None is today.
        turns: the conversation, the last one is asked; empty only where ``facts`` are given.
        english: the question in English, where it is in another language.
        pair: the case that this is a variant of, and by ``relation`` what should follow.
        facts: the body of a request for eligibility.
        why: where the author read it.
    """

    id: Id
    theme: Theme
    language: Language = "en"
    split: Split
    as_of: date | None = None
    turns: tuple[Sentence, ...] = ()
    english: Sentence | None = None
    pair: Id | None = None
    relation: Relation | None = None
    expect: Expectation
    facts: Annotated[dict[str, JsonValue], BeforeValidator(_plain)] | None = None
    why: Sentence

    @model_validator(mode="after")
    def _holds_together(self) -> Case:
        if not self.turns and self.facts is None:
            raise ValueError("turns: nothing is asked")
        if self.turns and self.language.split("-")[0] != "en" and self.english is None:
            raise ValueError("english: the question is in another language, so give it in English too")
        if (self.pair is None) != (self.relation is None):
            raise ValueError("pair and relation come together")
        if self.pair == self.id:
            raise ValueError("pair: a case is no variant of itself")
        if self.theme is Theme.FOLLOW_UPS and len(self.turns) < 2:
            raise ValueError("turns: a follow-up has at least two")
        return self


def load_cases(folder: Path = SHIPPED) -> tuple[Case, ...]:
    """All cases of a folder, by the order of files and of cases in each.

    Raises:
        CasesInvalid: a file is no list of cases; names file, case and field.
    """
    found: dict[str, Case] = {}
    where: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yaml")):
        for case in _cases(path):
            if case.id in found:
                reason = f"the id stands in {where[case.id].name} too"
                raise _invalid(path, case.id, reason, "Give one of the two another id")
            found[case.id], where[case.id] = case, path
    for case in found.values():
        if case.pair is not None and case.pair not in found:
            raise _invalid(
                where[case.id], case.id, f"pair: no case has the id {case.pair}", "Correct that id"
            )
    return tuple(found.values())


def fingerprint(cases: Iterable[Case]) -> str:
    """SHA-256 over the cases, whatever their order: two runs compare only where it is the same."""
    rows = sorted(json.dumps(case.model_dump(mode="json"), sort_keys=True) for case in cases)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a file of cases, for editors that complete and check while one writes."""
    schema = TypeAdapter(tuple[Case, ...]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Cases", **schema}


def write_schema(folder: Path = SHIPPED) -> None:
    """Write `json_schema` beside the cases."""
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    (folder / "schema.json").write_text(text, encoding="utf-8")


def _cases(path: Path) -> Iterator[Case]:
    try:
        rows = read_data(_ROWS, path)
    except CorpusInvalid as error:
        raise CasesInvalid(error.thing, error.reason, error.next_step) from error
    for number, row in enumerate(rows, 1):
        name = str(row.get("id", f"case {number}"))
        try:
            case = Case.model_validate(row)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            reason = first["msg"].removeprefix("Value error, ")
            raise _invalid(
                path, name, f"{field}: {reason}" if field else reason, "Mend that field"
            ) from error
        if path.stem != case.theme and not path.stem.startswith(f"{case.theme}-"):
            raise _invalid(path, name, f"theme: {case.theme} has a file of its own", "Move the case there")
        yield case


def _invalid(path: Path, case: str, reason: str, next_step: str) -> CasesInvalid:
    return CasesInvalid(f"{path.parent.name}/{path.name}", f"{case}: {reason}", next_step)


_ROWS = TypeAdapter(tuple[dict[str, Any], ...])


if __name__ == "__main__":
    write_schema()
