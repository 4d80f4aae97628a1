"""Facts → the question that says them in the chat, in words that the dialogue understands.

Only who asks, where and which city: whatever else matters the dialogue asks for. Must not read words.
"""

from __future__ import annotations

from assistant.eligibility.facts import Facts, Inquiry
from assistant.eligibility.places import NO_CITY, country_of_city
from corpus.countries import country_name
from corpus.eligibility_rules import ApplicantType
from corpus.records import records

_NOUNS = {
    ApplicantType.NATIONAL_GOVERNMENT: "a ministry",
    ApplicantType.LOCAL_GOVERNMENT: "a city government",
    ApplicantType.PUBLIC_ENTITY: "a public corporation",
    ApplicantType.COMPANY: "a company",
    ApplicantType.NGO: "an NGO",
    ApplicantType.UNIVERSITY: "a university",
    ApplicantType.INTERNATIONAL_ORGANISATION: "an international organisation",
    ApplicantType.INTERNATIONAL_NGO: "an international NGO",
    ApplicantType.DEVELOPMENT_BANK: "a development bank",
    ApplicantType.LOCAL_GOVERNMENT_ASSOCIATION: "an association of local governments",
    ApplicantType.ASEAN_BODY: "an ASEAN body",
    ApplicantType.GOVERNMENT_OFFICIAL: "a government official",
    ApplicantType.INDIVIDUAL: "a private individual",
}
_FOR_ONESELF = frozenset({ApplicantType.GOVERNMENT_OFFICIAL, ApplicantType.INDIVIDUAL})


def introduction(inquiry: Inquiry) -> str:
    """The question, such as "We are a company in Netherlands. Can we apply to the K-City Network?"."""
    said = [*_who(inquiry.facts), *_city(inquiry.facts)]
    if inquiry.programme is None:
        return " ".join((*said, "What is open to us?"))
    return " ".join((*said, f"Can we apply to {records().programmes[inquiry.programme].name}?"))


def _who(facts: Facts) -> list[str]:
    type_, country = facts.applicant.type, facts.applicant.country
    place = f" in {country_name(country)}" if country else ""
    if type_ is not None:
        return [f"{'I am' if type_ in _FOR_ONESELF else 'We are'} {_NOUNS[type_]}{place}."]
    return [f"We are registered{place}."] if country else []


def _city(facts: Facts) -> list[str]:
    key = facts.city.key
    if key is None or key == NO_CITY or country_of_city(key) is None:
        return []
    return [f"Our city is {key.partition('/')[2]}."]
