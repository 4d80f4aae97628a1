"""Lets a language model phrase the answer from evidence, and keeps of it what is proven.

The model gets the sentences that could be quoted, numbered, and gives claims with their numbers; each claim
is held against what it cites. Where the model fails, proves nothing or answers less of the question, the
default answer stands. Must not choose evidence, and nothing that is not checked leaves here.

Why the same question may be answered in other words another day: temperature 0 and a fixed seed are asked
for, but batching, hardware and a service's updates change what a model says. What it says is proven every
time; only the default answerer gives the same answer for the same question, generation and settings. The
settings of the model are part of an answer's id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.claim_check import Checked, Nearness, check
from assistant.compose.claims_parser import parse
from assistant.compose.confidence import Band
from assistant.compose.evidence_prompt import answer_prompt, within
from assistant.compose.extractive import rank
from assistant.compose.llm_rewrite import standalone
from assistant.compose.model import Calls, Failure, Model, ModelFailed, Schema
from assistant.compose.question_type import offers, question_type
from assistant.evidence import Evidence, Wanted
from assistant.finding import Found
from assistant.origin import original
from assistant.reply import draft_of
from assistant.rewrite import Asked
from assistant.schema import Claim, Composer, ModelUse, Trace
from assistant.settings import Settings
from assistant.verify import DocumentOf, verify
from indexing.analysis import terms
from indexing.language import differ, language_of
from indexing.lexical import stems

MOST_OFFERED = 12
"""Sentences a model gets to choose from."""

_WORTH = 0.6
"""Share of the best sentence's score that a sentence needs to be offered: what answers nothing cannot be
quoted, whatever a model makes of it."""

_AS_MUCH = 0.9
"""Share of what the default answer meets of the question that the model's claims must meet."""

SCHEMA: Schema = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "evidence": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "evidence"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a model's answer.

    Attributes:
        claims: proven; empty where the default answer must stand.
        checked: each sentence of the model with its outcome.
        failure: why the default answer stands.
        use: what the trace tells of it.
    """

    claims: tuple[Claim, ...]
    checked: tuple[Checked, ...]
    failure: Failure | None
    use: ModelUse


class Writer:
    """Asks a model for what the settings allow it; usable from several threads."""

    def __init__(self, model: Model, settings: Settings, nearness: Nearness | None = None) -> None:
        self._model, self._settings, self._nearness = model, settings, nearness

    def calls(self) -> Calls:
        """What one question may spend, from now on."""
        return Calls(self._model, self._settings.llm_timeout)

    def rewrite(self, calls: Calls, turns: Sequence[str], asked: Asked) -> Asked:
        """A follow-up as the model reads it, as the rules do where its reading is of no use."""
        told = standalone(calls, turns, asked.text, asked.language)
        return replace(asked, standalone=told) if told else asked

    def write(
        self,
        calls: Calls,
        asked: Asked,
        found: Sequence[Found],
        default: Sequence[Claim],
        document_of: DocumentOf,
        as_of: date,
    ) -> Written:
        """The proven claims of the model's answer, as many as an answer may have.

        Args:
            found: what answers each part of the question.
            default: the claims that stand where the model is of no use.
        """
        given = within(offered(found, default, document_of, as_of), self._settings.llm_characters)
        prompt = answer_prompt(asked.standalone, given, asked.language)
        try:
            said = parse(calls.ask(prompt, SCHEMA))
        except ModelFailed as failed:
            return self._written(calls, failure=failed.failure)
        if not said:
            return self._written(calls, failure=Failure.SILENT)
        checked = tuple(check(one, given, asked.language, self._nearness) for one in said)
        proven = dict.fromkeys(claim for one in checked for claim in one.claims)
        claims = tuple(proven)[: max(self._settings.sentences, len(default))]
        if not claims:
            return self._written(calls, (), checked, Failure.UNPROVEN)
        if any(answers_less(one.part.ask, one.words, claims, default) for one in _answered(found)):
            return self._written(calls, (), checked, Failure.ANSWERS_LESS)
        return self._written(calls, claims, checked)

    def _written(
        self,
        calls: Calls,
        claims: tuple[Claim, ...] = (),
        checked: tuple[Checked, ...] = (),
        failure: Failure | None = None,
    ) -> Written:
        counted = Counter(one.outcome.value for one in checked)
        use = ModelUse(name=self._settings.llm_model, calls=calls.made, **counted)
        return Written(claims, checked, failure, use)


def answers_less(question: str, wanted: Wanted, claims: Sequence[Claim], default: Sequence[Claim]) -> bool:
    """Whether claims meet less of what the question asks than the default answer does.

    A claim in another language than its proof counts with its quotes.
    """
    kind = question_type(question)
    met, usual = (wanted.share(_met(told, wanted)) for told in (claims, default))
    fits, fitted = (any(offers(kind, claim.text) for claim in told) for told in (claims, default))
    return met < usual * _AS_MUCH or (fitted and not fits)


def _met(claims: Sequence[Claim], wanted: Wanted) -> frozenset[str]:
    """The question's stems that claims hold, or the places that their proof stands in."""
    texts = []
    for claim in claims:
        quotes = " ".join(citation.quote for citation in claim.citations)
        texts.append(quotes if differ(language_of(claim.text), language_of(quotes)) else claim.text)
        texts += [f"{citation.title} {citation.heading or ''}" for citation in claim.citations]
    held = terms(" ".join(texts))
    return frozenset([*stems(held.words), *held.pairs]) & wanted.weights.keys()


def offered(
    found: Sequence[Found], default: Sequence[Claim], document_of: DocumentOf, as_of: date
) -> list[Claim]:
    """The verbatim claims a model gets: the default answer, then sentences that answer nearly as well."""
    claims = dict.fromkeys(default)
    for one in _answered(found):
        for evidence in _worth(one, as_of):
            draft = original(evidence, one.words, document_of) or draft_of(evidence)
            if (claim := verify(draft, document_of)) is not None:
                claims[claim] = None
    return list(claims)[: max(MOST_OFFERED, len(default))]


def _answered(found: Sequence[Found]) -> Iterator[Found]:
    return (one for one in found if one.band is Band.ANSWER)


def _worth(found: Found, as_of: date) -> list[Evidence]:
    """What the default answer quotes of a part, and the sentences whose score comes near."""
    scores = rank(found.part.ask, found.evidence, found.words, as_of)
    floor = _WORTH * max(scores.values(), default=0.0)
    ranked = sorted(scores, key=lambda e: (-scores[e], e.document_id, e.start))
    near = (evidence for evidence in ranked if scores[evidence] >= floor)
    return list(dict.fromkeys((*found.choice.quoted, *near)))[:MOST_OFFERED]


def traced(trace: Trace, written: Written | None) -> Trace:
    """The trace, telling who phrased the answer."""
    if written is None:
        return trace
    composer = Composer.EXTRACTIVE if written.failure else Composer.LLM
    fallback = written.failure.value if written.failure else None
    told = {"composer": composer, "fallback": fallback, "model": written.use}
    return trace.model_copy(update=told)
