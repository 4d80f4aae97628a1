"""What others wrote, as the tests of wording see it: their pages, and runs of words to compare with ours."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2

SHARED_RUN = 8

OFFICIAL_FILES = {
    "ASCN-ASEAN-Smart-Cities-Framework.pdf": "ascn-framework-2018.pdf",
    "ASCN-Concept-Note.pdf": "ascn-concept-note.pdf",
    "ASCN-Consolidated-SCAPs.pdf": "ascn-consolidated-scaps.pdf",
    "ASCN2019-Report.pdf": "ascn-report-2019.pdf",
    "2022-ASCN-ME-Report-Final_21Sep2022-for-public.pdf": "ascn-monitoring-evaluation-2022.pdf",
    "2023-ASCN-ME-Report-Final_14Aug2023-for-public.pdf": "ascn-monitoring-evaluation-2023.pdf",
    "2024-ASCN-ME-Report-Final_25Sep2024-for-public.pdf": "ascn-monitoring-evaluation-2024.pdf",
    "2025-ASCN-ME-Report-Final_30Sep2025-for-public.pdf": "ascn-monitoring-evaluation-2025.pdf",
    "EAS-Statement-on-ASEAN-Smart-Cities.pdf": "eas-leaders-statement-asean-smart-cities-2018.pdf",
}
"""Last part of an official address → the file's name in the folder of real documents."""

OFFICIAL_NAMES = (
    "ASEAN Smart Cities Network",
    "ASEAN Smart Cities Framework",
    "ASEAN Community Vision 2025",
    "Master Plan on ASEAN Connectivity 2025",
    "East Asia Summit Leaders' Statement on ASEAN Smart Cities",
    "ASEAN-China Leaders' Statement on Smart City Cooperation",
    "ASEAN-Republic of Korea Commemorative Summit",
    "ASEAN-Republic of Korea High-Level Dialogue on Infrastructure",
    "ASEAN-Republic of Korea Ministerial Meeting on Smart",
    "ASEAN-Republic of Korea Smart Cities Forum",
    "ASEAN Working Group on Environmentally Sustainable Cities",
    "K-City Network Global Cooperation Program",
    "Ministry of Land, Infrastructure and Transport",
    "Ministry of Land, Infrastructure, Transport and Tourism",
    "United States-ASEAN Smart Cities Partnership",
    "US-ASEAN Smart Cities Symposium",
)
"""Names that nobody can put otherwise: each counts as one word in a shared run."""


def words(text: str) -> list[str]:
    """Words in small letters, quotes straightened, damage of the seed page (`90?million`) undone."""
    plain = re.sub(r"(?<=\w)\?(?=\w)", " ", text.replace("’", "'").replace("\ufffe", ""))
    return re.findall(r"[\w%]+(?:'\w*)?", plain.lower())


NAMES = sorted((" ".join(words(name)) for name in OFFICIAL_NAMES), key=len, reverse=True)


def runs(text: str) -> set[str]:
    """Every run of `SHARED_RUN` neighbouring words of a text, an official name counting as one."""
    line = " ".join(words(text))
    for name in NAMES:
        line = line.replace(name, name.replace(" ", "_"))
    found = line.split()
    return {" ".join(found[i : i + SHARED_RUN]) for i in range(len(found) - SHARED_RUN + 1)}


def pdf_pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))
