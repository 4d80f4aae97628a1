"""What somebody has said so far of an applicant, rebuilt from the turns of a conversation.

A pure function of the turns, so that it is the same behind every door. Must not decide eligibility or word
anything. Why: what was said last counts, but a question about somebody else ("and Cebu?") begins anew with
them, and what a question supposes is no fact of the asker's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import regex

from assistant.eligibility.places import NO_CITY, country_of_city
from assistant.eligibility.recognition import is_about_eligibility
from assistant.eligibility.replies import bare, corrects, is_unknown, replied, turns_to_another, vague
from assistant.eligibility.stated import Partner, Stated, Unsure
from assistant.eligibility.understanding import Understood, understand

_QUESTION = regex.compile(
    r"(?i)\?\s*$|^\W*(?:what|which|who|whom|whose|where|when|why|how|is|are|am|was|were|do|does|did|can|could|"
    r"may|might|will|would|should|has|have (?:we|you|they)|tell|list|show|give|explain|describe|compare|"
    r"name)(?![\p{L}])"
)
_ANYTHING = regex.compile(
    r"(?i)(?:open|available|there) (?:to|for)|(?:which|what|any|other) (?:programmes?|programs?|funds?|"
    r"grants?|calls?|funding)|what (?:can|could|may|else)|anything|something"
)
_THEIRS = ("applicant.", "city.", "documents.", "course.")


@dataclass(frozen=True, slots=True)
class Said:
    """What is known after some turns.

    Attributes:
        facts: path → fact; the last word on each.
        partners: one fact for each; empty for unknown, one with an empty value for none.
        programmes: ids of what is asked about; empty for all there are.
        unknown: paths of facts that the asker could not tell.
        unsure: words of the last turn that settle no fact.
        strange: names in the last turn that nothing explains.
        unread: the last turn, where it was no answer to the question before it.
        year: asked about as a whole, where no day is.
        asks: whether a verdict was asked for.
    """

    facts: Mapping[str, Stated] = field(default_factory=dict)
    partners: tuple[Stated, ...] = ()
    programmes: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    role: str | None = None
    as_of: date | None = None
    year: int | None = None
    unknown: frozenset[str] = frozenset()
    unsure: tuple[Unsure, ...] = ()
    strange: tuple[str, ...] = ()
    unread: str | None = None
    asks: bool = False

    def all_facts(self) -> tuple[Stated, ...]:
        """Every fact, each partner apart."""
        return (*self.facts.values(), *self.partners)

    def given(self) -> dict[str, object]:
        """The facts as plain values, in the shape that rules read."""
        given: dict[str, object] = {}
        for path, fact in self.facts.items():
            group, _, name = path.partition(".")
            held = given.setdefault(group, {})
            assert isinstance(held, dict)
            held[name] = list(fact.value) if isinstance(fact.value, tuple) else fact.value
        if self.partners:
            given["partners"] = [_plain(f.value) for f in self.partners if isinstance(f.value, Partner)]
        return given


def heard(said: Said, text: str, pending: str | None) -> Said | None:
    """What is known after one more turn; None where the turn has nothing to do with eligibility.

    Args:
        pending: the path of the fact that the turn before was answered with a question for.
    """
    understood = understand(text)
    fresh = replace(said, unsure=understood.unsure, strange=understood.strange, unread=None)
    if is_about_eligibility(text):
        anew = _anew(fresh, understood.facts) if understood.of_another else fresh
        return _asked(_with(anew, understood.facts), understood, text)
    return _followed(fresh, understood, text, pending) if said.asks else None


def remembered(said: Said, text: str) -> Said:
    """What is known after a turn that asks for no verdict: what somebody says of themselves is kept."""
    return said if is_question(text) else _with(said, understand(text).facts)


def is_question(text: str) -> bool:
    """Whether a text asks or demands something."""
    return _QUESTION.search(text) is not None


def _followed(said: Said, understood: Understood, text: str, pending: str | None) -> Said | None:
    """A turn that leans on the dialogue: an answer, a correction, a change of programme or applicant."""
    if pending is not None and is_unknown(text):
        return replace(said, unknown=said.unknown | {pending})
    another, takes_back = turns_to_another(text), corrects(text)
    answer = replied(text, pending) if pending is not None and not is_question(text) else ()
    loose = bare(text) if another or takes_back else ()
    facts = _joined(
        answer, loose, () if is_question(text) and not (another or takes_back) else understood.facts
    )
    if facts:
        anew = _anew(said, facts) if another else said
        return _asked(_with(anew, facts), understood, text)
    if understood.programmes and (another or takes_back or not is_question(text)):
        return _asked(said, understood, text)
    if pending is not None and not is_question(text):
        open_ = vague(text, pending)
        return replace(said, unsure=open_) if open_ else replace(said, unread=text)
    return None


def _joined(*several: Iterable[Stated]) -> tuple[Stated, ...]:
    """The facts of several readings of one turn; the first reading of a fact counts."""
    first: dict[str, Stated] = {}
    partners: dict[tuple[int, int], Stated] = {}
    for fact in (fact for facts in several for fact in facts):
        if fact.path == "partners":
            partners.setdefault((fact.start, fact.end), fact)
        else:
            first.setdefault(fact.path, fact)
    return (*first.values(), *partners.values())


def _asked(said: Said, understood: Understood, text: str) -> Said:
    """With what the turn asks about: a programme named takes the place of the one before."""
    programmes, calls = said.programmes, said.calls
    if understood.programmes:
        programmes, calls = tuple(named.id for named in understood.programmes), understood.calls
    elif _ANYTHING.search(text) and is_about_eligibility(text):
        programmes, calls = (), ()
    role = understood.role.id if understood.role else said.role
    dated = understood.as_of is not None or understood.year is not None
    return replace(
        said,
        programmes=programmes,
        calls=calls,
        role=role,
        as_of=understood.as_of if dated else said.as_of,
        year=understood.year if dated else said.year,
        asks=True,
    )


def _anew(said: Said, facts: Iterable[Stated]) -> Said:
    """Without what was known of another applicant; the project and what is asked about stay."""
    told = {fact.path: fact.value for fact in facts}
    whose = ("applicant.type", "applicant.country", "city.key")
    if not any(
        path in told and path in said.facts and said.facts[path].value != told[path] for path in whose
    ):
        return said
    kept = {path: fact for path, fact in said.facts.items() if not path.startswith(_THEIRS)}
    return replace(said, facts=kept, partners=(), unknown=frozenset())


def _with(said: Said, facts: Iterable[Stated]) -> Said:
    """With more facts: the last word on each counts, and what it contradicts is dropped."""
    known, partners = dict(said.facts), [fact for fact in facts if fact.path == "partners"]
    new = {fact.path: fact for fact in facts if fact.path != "partners"}
    country = new.get("applicant.country")
    city = known.get("city.key")
    home = country_of_city(str(city.value)) if city else None
    if country and home not in {None, country.value}:
        # "No, Thailand": the city that was named lies elsewhere, so it is not theirs.
        del known["city.key"]
    if (named := new.get("city.key")) and not _is_key(str(named.value)):
        where = country or known.get("applicant.country")
        new.pop("city.key")
        if where is not None:
            new["city.key"] = replace(named, value=f"{where.value}/{named.value}")
    unknown = said.unknown - {*new, *(fact.path for fact in partners)}
    return replace(
        said, facts=known | new, partners=tuple(partners) or said.partners, unknown=frozenset(unknown)
    )


def _is_key(value: str) -> bool:
    return "/" in value or value == NO_CITY


def _plain(partner: Partner) -> dict[str, str]:
    told = {"type": partner.type, "country": partner.country}
    return {key: value for key, value in told.items() if value is not None}
