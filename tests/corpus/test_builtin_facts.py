"""The built-in documents hold the facts they must hold, each within one sentence that stands alone."""

from __future__ import annotations

import pytest

from tests.corpus.builtin import DOCUMENTS, GOVERNANCE, GUIDE, PROFILE, RELATED, BuiltIn

SEED_FACTS: dict[int, tuple[str, ...]] = {
    1: ("Urban centres", "have driven", "growth"),
    2: ("Urban centres", "go on driving", "growth"),
    3: ("90 million", "urban areas", "2030"),
    4: ("middleweight", "200,000", "2,000,000"),
    5: ("Middleweight", "40 percent", "growth"),
    6: ("Fast urbanisation", "challenges"),
    7: ("congestion", "poverty", "inequality", "air and water", "town and country", "safety and security"),
    8: ("2020", "expertise", "tools", "financing"),
    9: ("member states", "technological solutions", "public services"),
    10: ("Singapore", "chairmanship of ASEAN", "2018"),
    11: ("key deliverables", "Singapore's ASEAN chairmanship"),
    12: ("26 pilot cities", "2018"),
    13: ("already", "smart city projects"),
    14: ("inclusive", "collaborative", "platform"),
    15: ("helps to build the ASEAN Community",),
    16: ("diversity", "monolithic"),
    17: ("national systems", "side by side", "2020"),
    18: ("Collaboration is the core",),
    19: ("aims to ease cooperation",),
    20: ("external partners", "private solution providers", "multilateral lenders"),
    21: ("Smart Cities Governance Workshop", "May 2018", "Singapore"),
    22: ("inaugural meeting", "July 2018", "Singapore"),
    23: ("negotiated and endorsed", "ASEAN Smart Cities Framework"),
    24: ("Framework", "non-binding"),
    25: ("developed Smart City Action Plans",),
    26: ("bankable projects", "private sector"),
    27: ("beyond the region", "global reach"),
    28: ("Banyuwangi", "Indonesia", "John Wiley and Sons"),
    29: ("Wiley", "digital learning", "students"),
    30: ("Wiley", "25 subdistricts", "2020"),
    31: ("Yokohama Urban Solution Alliance", "Chonburi", "smart energy management system"),
    32: ("TechEmerge", "International Finance Corporation", "IBM Asia Pacific"),
    33: ("TechEmerge", "technology firms", "urban services", "city governments"),
    34: ("TechEmerge", "better delivery of urban services"),
    35: ("Private partnerships", "vary"),
    36: ("platform", "partnerships with external partners"),
    37: ("triangular cooperation",),
    38: ("United States–ASEAN Smart Cities Partnership",),
    39: ("United States", "three parts", "July 2019"),
    40: ("US–ASEAN Smart Cities Symposium",),
    41: ("Singapore and the United States", "December 2019", "Third Country Training Programme"),
    42: ("Japan", "High-Level Meeting", "October 2019"),
    43: ("Tokyo", "no other source"),
    44: ("High-Level Dialogue on Infrastructure", "September 2019"),
    45: ("Republic of Korea Smart Cities Forum", "September 2019"),
    46: ("Republic of Korea Commemorative Summit", "November 2019"),
    47: ("first", "ministerial meeting on smart cities", "November 2019", "Busan"),
    48: ("Ministry of Land, Infrastructure and Transport", "2020 K-City Network Global Cooperation Program"),
    49: ("K-City", "National authorities", "local authorities", "public sector"),
    50: ("K-City", "training", "project plans"),
    51: ("March 2018", "ASEAN–Australia Smart Cities Initiative"),
    52: ("30 million Australian dollars", "March 2018"),
    53: ("Australia", "trust fund", "Asian Development Bank"),
    54: ("ASEAN–China Leaders' Statement on Smart City Cooperation",),
    55: ("22nd ASEAN–China Summit", "November 2019"),
    56: ("partnerships", "Sustainable Development Goals"),
    57: ("sustainable growth", "resilient infrastructure", "inclusive development"),
    58: ("Inclusiveness", "hallmark", "nobody is left behind"),
    59: ("2020", "invites", "multilateral lenders", "private solution providers"),
    60: ("2020", "contact", "deputy director of the ASEAN Directorate"),
    61: ("2020", "contact", "Ministry of Foreign Affairs of Singapore"),
    62: (
        *("2020", "ten countries", "Brunei Darussalam", "Cambodia", "Indonesia", "Lao PDR", "Malaysia"),
        *("Myanmar", "Philippines", "Singapore", "Thailand", "Viet Nam"),
    ),
    63: ("2020", "chair (Viet Nam)"),
    64: ("2020", "Shepherd (Singapore)"),
    65: ("2020", "National Representatives of the member states"),
    66: ("2020", "Chief Smart City Officers of the member cities"),
    67: ("2020", "status", "ongoing"),
    68: ("2020", "period", "2018 to 2025"),
    69: ("2020", "primary", "SDG 11"),
    70: ("2020", "secondary", "SDG 9", "SDG 17"),
}
"""Number of the fact on the seed page → what one sentence of the profile must hold together."""

LATER_FACTS = {
    "cities": ("January 2026", "38"),
    "countries": ("January 2026", "Timor-Leste", "eleventh"),
    "chair": ("2026", "Philippines", "chairs"),
    "chair of 2020": ("Viet Nam", "2020 only"),
    "Shepherd": ("Since 2023", "Indonesia", "Shepherd"),
    "subdistricts": ("Banyuwangi", "24 subdistricts"),
    "trust fund": ("20 million Australian dollars",),
    "lead body": ("January 2026", "Centre for Liveable Cities"),
    "next plan": ("2026 to 2035",),
    "other urban growth": ("70 million", "2025"),
}
"""Where the seed page is out of date or disputed: what the profile must add."""

ANSWERS = {
    GUIDE: (
        (
            *("two urban systems", "Integrated Master Planning and Development"),
            *("Dynamic and Adaptive Urban Governance", "two enablers"),
            *("Technological and Digital Solutions", "Partnership and Funding"),
        ),
        (
            *("three strategic outcomes", "Competitive Economy", "Sustainable Environment"),
            "High Quality of Life",
        ),
        (
            *("six focus areas", "Civic and Social", "Health and Well-being", "Safety and Security"),
            *("Quality Environment", "Built Infrastructure", "Industry and Innovation"),
        ),
        ("endorsed", "8 July 2018", "adopted", "13 November 2018"),
        ("four parts", "vision", "focus areas", "strategic targets", "two priority projects"),
        ("AIM 2020 action 3.1.1",),
    ),
    RELATED: (
        ("As of 30 September 2025", "134 smart city projects"),
        ("As of 25 September 2024", "108 smart city projects"),
        ("As of 14 August 2023", "86 smart city projects"),
        ("As of 21 September 2022", "77 smart city projects"),
        ("ASCAP", "2026–2035"),
        ("East Asia Summit", "15 November 2018"),
        ("private repository of low reliability", "uncertain", "eight pillars"),
    ),
    GOVERNANCE: (
        ("38 cities", "January 2026", "26 pilot cities", "2018"),
        ("Thailand chaired", "2019"),
        ("Indonesia is Shepherd", "2025 to 2027"),
        ("New Zealand", "showcase", "November 2024"),
        ("eighth annual meeting", "Kuala Lumpur", "9 September 2025"),
    ),
}
"""Obvious questions: what one sentence of a document must hold together."""


def holds(document: BuiltIn, parts: tuple[str, ...]) -> bool:
    """Whether one sentence holds all parts, so that it answers when quoted alone."""
    return any(all(part in s.text for part in parts) for s in document.sentences)


def test_the_table_of_seed_facts_is_whole() -> None:
    assert list(SEED_FACTS) == list(range(1, 71))


@pytest.mark.parametrize(("number", "parts"), SEED_FACTS.items())
def test_a_sentence_of_the_profile_holds_each_fact_of_the_seed_page(
    number: int, parts: tuple[str, ...]
) -> None:
    assert holds(DOCUMENTS[PROFILE], parts), f"fact {number}: no sentence holds {parts}"


@pytest.mark.parametrize("parts", LATER_FACTS.values(), ids=list(LATER_FACTS))
def test_the_profile_adds_what_has_changed_since(parts: tuple[str, ...]) -> None:
    assert holds(DOCUMENTS[PROFILE], parts)


@pytest.mark.parametrize(
    ("name", "parts"), [(name, parts) for name, answers in ANSWERS.items() for parts in answers]
)
def test_one_sentence_answers_an_obvious_question(name: str, parts: tuple[str, ...]) -> None:
    assert holds(DOCUMENTS[name], parts)
