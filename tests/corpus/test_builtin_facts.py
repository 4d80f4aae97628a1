"""The built-in documents hold the facts they must hold, each within one sentence that stands alone."""

from __future__ import annotations

import pytest

from tests.corpus.builtin import (
    CONCEPT_NOTE,
    DOCUMENTS,
    GOVERNANCE,
    GUIDE,
    MEETINGS,
    MONITORING,
    PARTNERSHIPS,
    PROFILE,
    RELATED,
    TERMS,
    BuiltIn,
)

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
    ),
    CONCEPT_NOTE: (
        ("concept note", "released", "27 April 2018"),
        ("26 pilot cities", "23 March 2018"),
        ("three aims", "cooperation", "bankable projects", "external partners"),
        ("four core elements", "action plans", "Framework", "annual meeting", "twinning programme"),
        ("World Bank", "Asian Development Bank", "Asian Infrastructure Investment Bank"),
        ("Joint Consultative Meeting", "ASEAN Coordinating Council", "ASEAN Summit"),
        ("Joint Consultative Meeting", "October 2018", "endorse the framework"),
        ("official launch", "November 2018"),
        ("AIM 2020 action 3.1.1",),
        ("Economist Intelligence Unit", "50 main cities"),
    ),
    TERMS: (
        ("Terms of Reference", "adopted", "Bangkok", "23 August 2019"),
        ("35th ASEAN Summit", "3 November 2019"),
        ("nominates", "Smart City Action Plan", "consensus"),
        ("plan of a new member city", "city data platform", "sustainability model"),
        ("chair", "National Representative of the country that chairs ASEAN"),
        ("Shepherd", "two years", "renewable"),
        ("Chief Smart City Officers", "review", "Smart City Action Plans"),
        ("secretariat", "is the ASEAN Secretariat"),
        ("meets at least once a year", "host country pays"),
        ("consultation and consensus",),
        ("ten member states", "26 October 2025", "no amended text was found"),
    ),
    MONITORING: (
        ("As of 30 September 2025", "134 smart city projects"),
        ("As of 25 September 2024", "108 smart city projects"),
        ("As of 14 August 2023", "86 smart city projects"),
        ("As of 21 September 2022", "77 smart city projects"),
        ("30 September 2025", "108 of the 134", "81 %", "18 (13 %)", "8 (6 %)"),
        ("As of 30 September 2025", "Civic and Social 25 %", "Industry and Innovation 12 %"),
        ("30 September 2025", "Malaysia has 29 projects", "Viet Nam 6"),
        ("planning in September 2025", "Chonburi", "Khon Kaen", "Ha Noi", "Ho Chi Minh City"),
        ("2025", "OSC 3.0 Plus Online", "Kuching", "Mandalay"),
        ("stayed six", "Viet Nam", "2022 to 2025"),
        ("2022", "technical know-how"),
        ("2023", "expense", "investment", "business case"),
        ("2025", "document, share and scale up"),
        ("Denpasar, Semarang and Dili", "no project"),
    ),
    MEETINGS: (
        ("first (inaugural)", "Singapore", "8 July 2018"),
        ("second annual meeting", "Bangkok", "23 August 2019"),
        ("third annual meeting", "online", "17 July 2020"),
        ("fourth annual meeting", "videoconference", "30 August 2021"),
        ("fifth annual meeting", "30 August 2022", "Cambodia"),
        ("sixth annual meeting", "Bali", "12 July 2023"),
        ("seventh annual meeting", "Luang Prabang", "30 July 2024"),
        ("eighth annual meeting", "Kuala Lumpur", "9 September 2025"),
        ("ninth annual meeting", "Philippines", "2026", "no date, place or result was found"),
        ("third High-Level Meeting", "Tokoname", "2021"),
        ("fifth High-Level Meeting", "250", "29 cities", "2023"),
        ("seventh High-Level Meeting", "Takamatsu", "2025"),
    ),
    PARTNERSHIPS: (
        ("33 partnerships", "2018"),
        ("July 2024", "40 partnerships", "no official text confirms"),
        ("New Zealand", "showcase", "November 2024"),
        ("Smart JAMP", "16 December 2020", "1 billion"),
        ("144 people", "2025"),
        ("AADCP II", "Aus4ASEAN Futures"),
    ),
    RELATED: (
        ("ASCAP", "2026–2035"),
        ("East Asia Summit", "15 November 2018"),
        ("private repository of low reliability", "uncertain", "eight pillars"),
        ("Financing Toolkit", "launched in November 2024"),
        ("Sustainable Urbanisation Strategy", "October 2018"),
    ),
    GOVERNANCE: (
        ("38 cities", "January 2026", "26 pilot cities", "2018"),
        ("Thailand chaired", "2019"),
        ("Indonesia is Shepherd", "2025 to 2027"),
        ("established", "28 April 2018"),
        ("lead body of Timor-Leste", "Ministry of Planning and Strategic Investment"),
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
