"""What the dialogue says in its own voice: the question, its choices, what was understood. English for now.

Must not decide, or state facts about a programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.eligibility.facts import questions
from assistant.eligibility.stated import Partner, Stated, Unsure, Value
from corpus.countries import country_name

ENGLISH_ONLY = "Facts about an applicant are read in English only."
CORRECT = "If any of this is wrong, say so, for example “actually we are a company” or “no, Thailand”."
TYPES: Mapping[str, str] = {
    "local_government": "a city or local government",
    "national_government": "a ministry or central government",
    "public_entity": "a public corporation",
    "company": "a company",
    "university": "a university",
    "ngo": "an NGO",
    "international_ngo": "an international NGO",
    "international_organisation": "an international organisation",
    "development_bank": "a development bank",
    "local_government_association": "an association of local governments",
    "asean_body": "an ASEAN body",
    "government_official": "a government official",
    "individual": "an individual",
}
_LABELS: Mapping[str, str] = {
    "applicant.type": "Who asks",
    "applicant.country": "Country",
    "applicant.size": "Size of the company",
    "applicant.seniority": "Seniority",
    "applicant.years_project_experience": "Years of project experience",
    "city.key": "City",
    "city.population": "Inhabitants of the city",
    "project.country": "Country of the project",
    "project.sector": "Sector of the project",
    "project.stage": "Stage of the project",
    "project.amount_usd": "Amount in US dollars",
    "project.amount_eur": "Amount in euros",
    "project.amount_krw_million": "Amount in millions of won",
    "project.duration_months": "Months of the project",
    "project.benefit_countries": "Countries that benefit",
    "project.trl": "Technology readiness level",
    "partners": "Partner",
}
_USUAL = (
    "local_government",
    "national_government",
    "public_entity",
    "company",
    "university",
    "ngo",
    "international_organisation",
    "government_official",
    "individual",
)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "applicant.type": tuple(TYPES[kind] for kind in _USUAL),
    "applicant.size": ("micro", "small", "medium", "large"),
    "applicant.seniority": ("junior", "mid-level", "senior"),
    "project.sector": ("transport", "water", "energy", "environment", "health", "urban development"),
    "project.stage": ("idea", "concept", "planning", "pre-feasibility", "construction"),
    "partners": ("none",),
    "city.key": ("none",),
}
_FREE = ("applicant.country", "applicant.years", "city.population", "project.country", "project.amount")
_FREE_TOO = ("project.duration", "project.benefit", "project.trl")
UNKNOWN = "I do not know"


def choices(path: str, options: Iterable[str] = ()) -> tuple[str, ...]:
    """Answers to the question for a fact that are understood; of a type only ``options`` where given."""
    named = tuple(TYPES[option] for option in options if option in TYPES) if path == "applicant.type" else ()
    if named or path in _CHOICES:
        return (*(named or _CHOICES[path]), UNKNOWN)
    return (UNKNOWN,) if path.startswith((*_FREE, *_FREE_TOO)) else ("yes", "no", UNKNOWN)


def question(path: str, unsure: Iterable[Unsure]) -> str:
    """The question for a fact, after the words that left it open where there were any."""
    open_ = next((one for one in unsure if one.path == path), None)
    lead = f"“{open_.words}” can mean more than one thing here. " if open_ else ""
    return f"{lead}{questions()[path]}"


def waiting(number: int) -> str:
    """Why a question is asked."""
    return f"The answer matters for {number} {'call' if number == 1 else 'calls'}."


def not_understood(text: str) -> str:
    """What is said where a reply was no answer to the question."""
    shown = text if len(text) <= 80 else f"{text[:79]}…"
    return f"I could not take “{shown}” as an answer."


def strange(name: str) -> str:
    """What is said of an applicant whose name says neither what it is nor where."""
    return f"“{name}” is on no list of cities and countries known here."


def understood(facts: Iterable[Stated]) -> Iterator[str]:
    """What was understood, a line for each fact with the words it came from."""
    for fact in facts:
        yield f"- {label(fact.path)}: {shown(fact.path, fact.value)} (“{fact.words}”)"


def label(path: str) -> str:
    """A fact in few words; its question where there are none."""
    return _LABELS.get(path) or questions()[path].removesuffix("?")


def shown(path: str, value: Value) -> str:
    """A value as people read it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Partner():
            told = (TYPES.get(value.type or ""), country_name(value.country) if value.country else None)
            return ", ".join(part for part in told if part)
        case tuple():
            return ", ".join(map(country_name, value)) or "none"
        case float() | int():
            return f"{value:,.10g}"
    if path == "applicant.type":
        return TYPES[value]
    if path.endswith(".country"):
        return country_name(value)
    return value.partition("/")[2] or value.replace("_", " ")
