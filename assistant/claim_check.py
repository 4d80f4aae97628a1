"""Lets a sentence that a model wrote pass only where one sentence it cites proves it alone.

Every number, date, name, code, address and denial of the claim must stand in one cited sentence, together as
they stand there, and most of its other words too; in another language than its proof it must be near in
meaning instead. What fails is replaced by the sentences it cites, verbatim; what cites nothing, or is about
something else, is dropped. Must not ask a model or repair a sentence.

Why one sentence and not all of those cited together: pooled, "Japan gave the centre a hall" and "Australia
contributed 30 million Australian dollars" prove that Japan contributed 30 million Australian dollars. Why
the question proves nothing: what it takes for granted may be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

import regex

from assistant.evidence import content
from assistant.schema import Claim
from assistant.stated.pairing import mispaired
from assistant.stated.reading import LATIN, stated, unproven
from indexing.analysis import terms
from indexing.language import differ, language_of

Nearness = Callable[[str, str], float]
"""From 0 to 1, how near two sentences of different languages are in meaning; see `assistant.nearness`."""

_OWN_WORDS, _ABOUT = 0.75, 0.25
"""Share of a claim's words that its proof must hold, and below which it is about something else."""

_SAME_MEANING, _NEAR = 0.5, 0.25
"""The same for the nearness of two languages."""

_LONGEST = 600
"""Characters; more is no sentence."""

_UNTOLD = "en"
"""What `language_of` says where nothing tells."""

_ASSENT = regex.compile(
    r"(?i)^\W*(?:yes|ya|có|vâng|oo|sim|ใช่(?:แล้ว)?|是的|ແມ່ນ(?:ແລ້ວ)?|បាទ|ហ្នឹង|ဟုတ်(?:ကဲ့)?|ஆம்)\s*[,.!,。:;–-]+\s*"
)
"""A yes before the sentence: no quote proves that the sentence says what was asked."""

_LOWER = regex.compile(r"(?<!\p{L})\p{Ll}[\p{L}\p{M}]+")


class Outcome(StrEnum):
    """What became of a sentence."""

    KEPT = "kept"
    REPLACED = "replaced"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a model and the numbers, from 1, of the evidence it cites."""

    text: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a sentence, the claims that stand for it, and why it was not kept."""

    outcome: Outcome
    claims: tuple[Claim, ...] = ()
    why: str = ""


def check(
    said: Said, offered: Sequence[Claim], asked_in: str = _UNTOLD, nearness: Nearness | None = None
) -> Checked:
    """What a model's sentence may be answered with.

    Args:
        asked_in: the language of the question, for sentences too short to tell theirs.
        offered: the verbatim claims that the model was given, in their order.
        nearness: None where no measure of two languages is at hand; then a claim in another language than
            its proof is never kept.
    """
    numbers = [n for n in dict.fromkeys(said.evidence) if 1 <= n <= len(offered)]
    cited = [offered[number - 1] for number in numbers]
    if not cited:
        return Checked(Outcome.DROPPED, why="it cites no evidence that was given")
    text = _ASSENT.sub("", said.text[: _LONGEST + 1]).strip()
    ordinary = frozenset(_LOWER.findall(" ".join(claim.text for claim in offered)))
    verdicts = [_Against(text, claim, ordinary, asked_in, nearness) for claim in cited]
    proofs = [v.proof for v in verdicts if v.share >= v.least and not v.missing]
    if proofs and len(said.text) <= _LONGEST:
        citations = tuple(dict.fromkeys(c for proof in proofs for c in proof.citations))
        return Checked(Outcome.KEPT, (Claim(text=text, citations=citations),))
    why = "; ".join(dict.fromkeys(missing for v in verdicts for missing in v.missing)) or "its other words"
    about = tuple(v.proof for v in verdicts if v.share >= v.about)
    if not about:
        return Checked(Outcome.DROPPED, why=f"it is about something else than it cites: {why}")
    return Checked(Outcome.REPLACED, about, why=f"not proven: {why}")


class _Against:
    """A sentence held against one piece of evidence.

    Attributes:
        share: of its words that the proof holds; how near it is where the languages differ.
        missing: what it states and the proof does not.
    """

    def __init__(
        self, text: str, proof: Claim, ordinary: Set[str], asked_in: str, nearness: Nearness | None
    ) -> None:
        self.proof, self.share = proof, _share(text, proof)
        own, other = language_of(text), language_of(proof.text)
        if own == _UNTOLD and asked_in in LATIN and self.share < _OWN_WORDS:
            own = asked_in  # a short sentence tells its language by no word
        self.least, self.about = _OWN_WORDS, _ABOUT
        if differ(own, other):
            self.least, self.about = _SAME_MEANING, _NEAR
            self.share = nearness(text, proof.text) if nearness else 0.0
        lacking = unproven(stated(text, own, ordinary), stated(proof.text, other))
        self.missing = lacking or mispaired(text, own, proof.text, other)


def _share(text: str, proof: Claim) -> float:
    """Share of a sentence's content words that its proof, or the place where that stands, holds."""
    own = _content(text)
    place = " ".join(f"{c.title} {c.heading or ''}" for c in proof.citations)
    return len(own & _content(f"{proof.text} {place}")) / len(own) if own else 0.0


def _content(text: str) -> frozenset[str]:
    """Stems of content words without figures, whose value is compared; of unspaced scripts pairs of signs."""
    words = content(text) | frozenset(terms(text).pairs)
    return frozenset(word for word in words if not any(char.isdigit() for char in word))
