"""Decisions → verdicts with quotes, as the public contract has them.

Every criterion carries the sentence that states it, verified in the generation that answers. Must not
decide; what is said in our own voice stands in `assistant.eligibility.wording`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.eligibility import wording
from assistant.eligibility.decide import POSITIVE, Access, Decision
from assistant.eligibility.decide import Verdict as Decided
from assistant.eligibility.facts import Facts, questions
from assistant.eligibility.logic import Outcome, Weighing
from assistant.eligibility.proof import Proofs, record_of
from assistant.eligibility.routes import Route
from assistant.schema import Change, Citation, Deciding, MissingFact, Verdict
from corpus.eligibility_rules import Criterion, criteria
from corpus.programmes import CallTopic, Topic, WindowState
from corpus.sources import Source

_WINDOW_VALUES = {
    WindowState.OPEN: Outcome.MET,
    WindowState.ROLLING: Outcome.MET,
    WindowState.CLOSED: Outcome.FAILED,
    WindowState.NOT_YET: Outcome.FAILED,
    WindowState.UNKNOWN: Outcome.SILENT,
}


@dataclass(frozen=True)
class Explainer:
    """Puts proof and words to decisions about one set of facts; ``sources`` by id."""

    proofs: Proofs
    facts: Facts
    sources: Mapping[str, Source]

    def told(self, decision: Decision) -> Verdict:
        """A decision with its proof."""
        offer, window = decision.offer, decision.offer.window
        rolling = decision.window is WindowState.ROLLING
        return Verdict(
            programme=offer.programme.id,
            call=offer.id,
            role=decision.role.value,
            verdict=decision.verdict.value,
            substantive=decision.substantive.value,
            window="open" if rolling else decision.window.value,
            rolling=rolling,
            title=offer.title,
            text=wording.headline(decision),
            deciding=tuple(self._deciding(decision)),
            missing=tuple(MissingFact(fact=path, question=questions()[path]) for path in decision.missing),
            next_step=wording.next_step(decision),
            opens=window.opens if window else None,
            deadline=window.closes if window else None,
            changes=tuple(_change(route, decision) for route in decision.routes),
            criteria=tuple(self._criterion(one, decision) for one in _leaves(decision.weighing)),
            also=tuple(self._displayed(decision)),
            guidance=tuple(self._guidance(decision)),
            source_date=self._source_date(decision),
            rules=self.proofs.version(offer.programme.id),
        )

    def _deciding(self, decision: Decision) -> Iterator[Deciding]:
        """The window where it decides, the criteria where they do, both for a yes."""
        if decision.dated:
            yield self._window(decision)
        if not decision.dated or decision.substantive is Decided.NOT_ELIGIBLE:
            yield from self._substance(decision)
        if decision.verdict in POSITIVE:
            yield self._window(decision)

    def _substance(self, decision: Decision) -> Iterator[Deciding]:
        if decision.weighing is not None:
            yield from (self._criterion(one, decision) for one in decision.weighing.deciding())
        elif decision.access is Access.NOBODY:
            yield _quoted("rules", Outcome.FAILED, wording.NOBODY, self._who(decision))
        else:
            text = wording.TOO_LITTLE if _says_who(decision) else wording.NO_RULES
            yield _quoted("rules", Outcome.SILENT, text, self._who(decision))

    def _criterion(self, weighing: Weighing, decision: Decision) -> Deciding:
        """A criterion with its quotes; where it is unclear, first the sentence that tells the doubt."""
        criterion = weighing.rule
        assert isinstance(criterion, Criterion)
        doubt = criterion.doubt if weighing.outcome is Outcome.SILENT else ()
        quotes = self.proofs.quotes(decision.offer.programme.id, (*doubt, *criterion.sentences))
        members = self.proofs.membership(criterion, self.facts)
        return _quoted(criterion.id, weighing.outcome, criterion.text, (*quotes, *members))

    def _window(self, decision: Decision) -> Deciding:
        window = decision.offer.window
        sentences = (window.text, *window.quote) if window else ()
        quotes = self.proofs.quotes(decision.offer.programme.id, sentences)
        words = wording.window_words(decision)
        return _quoted("window", _WINDOW_VALUES[decision.window], f"{words[:1].upper()}{words[1:]}.", quotes)

    def _displayed(self, decision: Decision) -> Iterator[Deciding]:
        """How the sponsor selects, and preferences without effect."""
        rule = (decision.offer.roles or {}).get(decision.role)
        for criterion in criteria(rule) if rule is not None else ():
            if not criterion.decides:
                quotes = self.proofs.quotes(decision.offer.programme.id, criterion.sentences)
                yield _quoted(criterion.id, Outcome.MET, criterion.text, quotes)

    def _guidance(self, decision: Decision) -> Iterator[Citation]:
        """How to apply for a yes; whom to ask where the rules or the dates leave it open."""
        if decision.verdict is Decided.NOT_ELIGIBLE or decision.missing:
            return
        topics = (Topic.HOW_TO_APPLY, Topic.CONTACT) if decision.verdict in POSITIVE else (Topic.CONTACT,)
        fields = decision.offer.programme.fields
        known = [topic for topic in topics if not fields[topic][0].unknown] or [Topic.LEAD]
        for topic in known:
            for number, statement in enumerate(fields[topic]):
                if not statement.unknown:
                    yield from self._keyed(decision, f"fields:{topic}:{number}")

    def _who(self, decision: Decision) -> tuple[Citation, ...]:
        """What the record says of who may apply, be it that nothing was found."""
        call = decision.offer.call
        if call is not None and CallTopic.WHO in call.fields:
            return tuple(self._keyed(decision, f"calls:{call.id}:{CallTopic.WHO}:0"))
        return tuple(self._keyed(decision, f"fields:{Topic.WHO_MAY_APPLY}:0"))

    def _keyed(self, decision: Decision, key: str) -> Iterator[Citation]:
        citation = self.proofs.keyed(record_of(decision.offer.programme.id), key)
        if citation is not None:
            yield citation

    def _source_date(self, decision: Decision) -> str | None:
        """The day, month or year of the latest source of the rules and the window."""
        rule = (decision.offer.roles or {}).get(decision.role)
        cited = [ref for criterion in criteria(rule) for ref in criterion.src] if rule is not None else []
        window = decision.offer.window.src if decision.offer.window else ()
        days = (self.sources[ref.source].published for ref in (*cited, *window) if ref.source in self.sources)
        return max((str(day) for day in days if day is not None), default=None)


def _quoted(id_: str, outcome: Outcome, text: str, quotes: Sequence[Citation]) -> Deciding:
    found = tuple(dict.fromkeys(quotes))
    return Deciding(
        criterion=id_,
        value=outcome.value,
        text=text,
        citation=found[0] if found else None,
        further=found[1:],
    )


def _change(route: Route, decision: Decision) -> Change:
    text = wording.change_words(route, decision)
    if route.criteria:
        return Change(kind="facts", text=text, criteria=tuple(criterion.id for criterion in route.criteria))
    other = route.offer.id != decision.offer.id
    return Change(kind="call" if other else "role", text=text, call=route.offer.id, role=route.role.value)


def _says_who(decision: Decision) -> bool:
    """Whether the record says anything of who may apply."""
    call, fields = decision.offer.call, decision.offer.programme.fields
    of_call = call.fields.get(CallTopic.WHO) if call is not None else None
    return not (of_call or fields[Topic.WHO_MAY_APPLY])[0].unknown


def _leaves(weighing: Weighing | None) -> Iterator[Weighing]:
    if weighing is None:
        return
    if not weighing.parts and isinstance(weighing.rule, Criterion):
        yield weighing
    for part in weighing.parts:
        yield from _leaves(part)
