"""Free text → the facts it states, each with its words, and what it asks about; by rules, offline.

Must not fill a gap: what is not understood stays unknown and is asked. The parts of the text are read by
`applicants`, `projects`, `assertions`, `partners` and `naming`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.eligibility import naming
from assistant.eligibility.applicants import applicant
from assistant.eligibility.assertions import flags, papers
from assistant.eligibility.naming import Named
from assistant.eligibility.partners import partners
from assistant.eligibility.projects import project
from assistant.eligibility.stated import Stated, Unsure


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text says of an applicant.

    Attributes:
        facts: each path once, but "partners" once for each partner.
        unsure: words that speak of a fact without settling it.
        strange: names of an applicant that nothing on record or in the world's list explains.
        programmes: what is asked about, in the order of the text.
        calls: ids of the calls of these programmes that the text means; empty for all of them.
        of_another: whether the applicant is told of in the third person: "can Iloilo apply".
        as_of: the day whose state is asked about.
        year: the year, where it is no day: "in 2021".
    """

    facts: tuple[Stated, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    strange: tuple[str, ...] = ()
    programmes: tuple[Named, ...] = ()
    calls: tuple[str, ...] = ()
    role: Named | None = None
    as_of: date | None = None
    day: Named | None = None
    of_another: bool = False
    year: int | None = None

    def fact(self, path: str) -> Stated | None:
        """The fact under a path; None where the text does not state it."""
        return next((fact for fact in self.facts if fact.path == path), None)


def understand(text: str) -> Understood:
    """Everything that a text states about an applicant, and what it asks about."""
    who = applicant(text)
    found = [*who.facts, *who.unsure, *project(text), *papers(text), *flags(text), *partners(text)]
    facts, unsure = _sorted(found)
    named = tuple(naming.programmes(text))
    day = naming.day(text)
    return Understood(
        facts,
        unsure,
        who.strange,
        named,
        tuple(call for name in named for call in naming.calls(text, name.id)),
        naming.role(text),
        day[0] if day else None,
        day[1] if day else None,
        who.of_another,
        naming.year(text),
    )


def _sorted(found: Iterable[Stated | Unsure]) -> tuple[tuple[Stated, ...], tuple[Unsure, ...]]:
    """Each fact once; a fact told in two ways that differ is unsure."""
    facts: dict[str, Stated] = {}
    partners: list[Stated] = []
    unsure: dict[str, Unsure] = {}
    for one in found:
        if isinstance(one, Unsure):
            unsure.setdefault(one.path, one)
        elif one.path == "partners":
            partners.append(one)
        elif facts.setdefault(one.path, one).value != one.value:
            unsure[one.path] = Unsure(one.path, one.words, one.start, one.end)
    sure = [fact for path, fact in facts.items() if path not in unsure]
    ordered = sorted((*sure, *partners), key=lambda fact: (fact.start, fact.path))
    return tuple(ordered), tuple(sorted(unsure.values(), key=lambda one: one.start))
