"""The words by which applicants say what they are: type, size, seniority.

Must not decide which words of a text are about the applicant: that is `assistant.eligibility.subjects`.
Why: words that fit two types ("agency", "public company") name both and are asked about; the head of the
phrase decides, so that a "city planner" is no city and a "university spin-off" no university.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from corpus.eligibility_rules import ApplicantType as Type

_ORG = r"organi[sz]ations?"
_FIRM = r"(?:compan(?:y|ies)|corporations?|enterprises?|firms?|utilit(?:y|ies)|business(?:es)?|operators?)"
_ADJ = r"(?:[\p{L}-]+ ){0,3}"
_LOCAL = r"(?:city|local|municipal|provincial|town|district|regional|county|metropolitan|regency|village)"

_TYPES: tuple[tuple[Type, str], ...] = (
    (
        Type.LOCAL_GOVERNMENT_ASSOCIATION,
        r"(?:associations?|leagues?|unions?|networks?) of (?:the )?(?:[\p{L}-]+ ){0,2}"
        r"(?:cities|municipalities|local governments?|towns|provinces|mayors|local authorities)|"
        r"local governments? associations?|municipal associations?",
    ),
    (Type.GOVERNMENT_OFFICIAL, r"(?:civil|public) servants?|officials?"),
    (
        Type.GOVERNMENT_OFFICIAL,
        rf"(?:{_LOCAL}|government|ministry) (?:officers?|employees?|planners?|engineers?|staff)",
    ),
    (
        Type.LOCAL_GOVERNMENT,
        rf"{_LOCAL} (?:governments?|administrations?|councils?|authorit(?:y|ies)|halls?)(?: units?)?|"
        r"lgus?|municipalit(?:y|ies)|sub-?national governments?|mayor['’]s office|office of the mayor|"
        r"cit(?:y|ies)|towns?",
    ),
    (
        Type.NATIONAL_GOVERNMENT,
        r"(?:national|central|federal|union) governments?(?: ministr(?:y|ies))?|"
        r"(?:government )?ministr(?:y|ies)",
    ),
    (
        Type.PUBLIC_ENTITY,
        rf"(?:state|government|publicly|public|city|municipal(?:ity|ly)?)[- ]owned"
        rf"(?:(?: and|/|,)?[- ]controlled)? {_ADJ}{_FIRM}|"
        r"public (?:corporations?|enterprises?|entit(?:y|ies)|bod(?:y|ies)|utilit(?:y|ies))|"
        r"state enterprises?|statutory (?:bod(?:y|ies)|boards?)|goccs?|soes?",
    ),
    (Type.INTERNATIONAL_NGO, rf"ingos?|international (?:ngos?|non-?governmental {_ORG}|non-?profits?)"),
    (
        Type.NGO,
        rf"ngos?|non-?governmental {_ORG}|(?:non-?profit|not-for-profit) (?:{_ORG}|compan(?:y|ies))|"
        rf"non-?profits?|civil society {_ORG}|csos?|charit(?:y|ies)",
    ),
    (
        Type.INTERNATIONAL_ORGANISATION,
        rf"international {_ORG}|inter-?governmental {_ORG}|"
        r"(?:un|united nations) (?:agenc(?:y|ies)|bod(?:y|ies)|programmes?)",
    ),
    (Type.DEVELOPMENT_BANK, r"(?:(?:multilateral|regional|national) )?development banks?|mdbs?"),
    (
        Type.ASEAN_BODY,
        r"asean (?:sectoral (?:bod(?:y|ies)|ministerial bod(?:y|ies))|bod(?:y|ies)|secretariat|"
        r"cent(?:re|er)s?|working groups?)",
    ),
    (
        Type.UNIVERSITY,
        r"universit(?:y|ies)|(?:university )?colleges?|polytechnics?|"
        r"(?:higher education|academic) institutions?",
    ),
    (
        Type.COMPANY,
        r"compan(?:y|ies)|firms?|start-?ups?|smes?|msmes?|enterprises?|corporations?|business(?:es)?|"
        r"consultanc(?:y|ies)|spin-?offs?|contractors?|manufacturers?|vendors?|joint ventures?|"
        r"subsidiar(?:y|ies)|limited liability compan(?:y|ies)|pte\.? ltd\.?|sdn\.? bhd\.?|gmbh|"
        r"private developers?",
    ),
    (
        Type.INDIVIDUAL,
        r"individuals?|private persons?|(?:private|independent|freelance|individual) (?:consultants?|"
        r"inventors?|experts?)|freelancers?|private citizens?|inventors?|students?",
    ),
)
_UNSURE: tuple[tuple[tuple[Type, ...], str], ...] = (
    (
        (Type.NATIONAL_GOVERNMENT, Type.LOCAL_GOVERNMENT, Type.PUBLIC_ENTITY),
        r"(?:(?:government|public|national|state) )?(?:agenc(?:y|ies)|authorit(?:y|ies)|departments?|"
        r"bureaus?|commissions?)|government bod(?:y|ies)|governments?|public sector(?: organi[sz]ations?)?",
    ),
    (
        (Type.PUBLIC_ENTITY, Type.COMPANY),
        rf"(?:city|municipal|state|provincial|public|government|national|local)(?:-linked)? {_ADJ}{_FIRM}|"
        r"(?:[\p{L}-]+ )?utilit(?:y|ies)|public compan(?:y|ies)|government-linked compan(?:y|ies)|glcs?",
    ),
    ((Type.NGO, Type.COMPANY), r"social enterprises?|cooperatives?|co-operatives?"),
    ((Type.NGO, Type.COMPANY, Type.PUBLIC_ENTITY), r"foundations?|associations?|institutes?|think[- ]tanks?"),
    (
        (Type.UNIVERSITY, Type.PUBLIC_ENTITY, Type.COMPANY),
        r"research (?:institutes?|institutions?|cent(?:re|er)s?|labs?)|laborator(?:y|ies)|incubators?",
    ),
    (
        (Type.COMPANY, Type.NGO, Type.INTERNATIONAL_ORGANISATION),
        r"organi[sz]ations?|groups?|consorti(?:um|a)",
    ),
    ((Type.COMPANY, Type.DEVELOPMENT_BANK), r"banks?"),
    (
        (Type.INDIVIDUAL, Type.GOVERNMENT_OFFICIAL, Type.COMPANY),
        r"consultants?|planners?|engineers?|experts?",
    ),
    ((Type.INDIVIDUAL, Type.UNIVERSITY), r"researchers?|professors?|lecturers?|academics?"),
    ((Type.GOVERNMENT_OFFICIAL, Type.LOCAL_GOVERNMENT), r"mayors?|governors?|vice[- ]mayors?"),
    ((Type.LOCAL_GOVERNMENT, Type.NATIONAL_GOVERNMENT), r"provinces?|state governments?|regenc(?:y|ies)"),
)
_SIZES = (
    ("micro", r"micro(?:-?enterprises?)?"),
    ("small", r"small(?:er)?"),
    ("medium", r"medium(?:-?sized)?|mid-?sized"),
    ("large", r"large(?:r)?|multinationals?|big"),
)
_SENIORITIES = (
    ("senior", r"senior"),
    ("mid", r"mid(?:dle)?[- ](?:level|career|ranking)"),
    ("junior", r"junior|entry[- ]level"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """Words at ``[start:end]`` that say what somebody is; several types where they leave it open."""

    types: tuple[Type, ...]
    start: int
    end: int

    @property
    def is_sure(self) -> bool:
        """Whether the words leave one type only."""
        return len(self.types) == 1


def _words(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{N}}])")


_PATTERNS: tuple[tuple[tuple[Type, ...], regex.Pattern[str]], ...] = (
    *(((kind,), _words(pattern)) for kind, pattern in _TYPES),
    *((kinds, _words(pattern)) for kinds, pattern in _UNSURE),
)
_SIZE = tuple((size, _words(pattern)) for size, pattern in _SIZES)
_SENIORITY = tuple((level, _words(pattern)) for level, pattern in _SENIORITIES)


def kinds(phrase: str) -> list[Kind]:
    """What a phrase may call somebody, in order; of words inside one another only the longest."""
    found = [
        Kind(types, m.start(), m.end()) for types, pattern in _PATTERNS for m in pattern.finditer(phrase)
    ]
    found.sort(key=lambda kind: (kind.start - kind.end, not kind.is_sure, kind.start))
    kept: list[Kind] = []
    for kind in found:
        if not any(kind.start < other.end and other.start < kind.end for other in kept):
            kept.append(kind)
    return sorted(kept, key=lambda kind: kind.start)


def sizes(phrase: str) -> Iterator[tuple[str, int, int]]:
    """The sizes of firms that a phrase names, with their places."""
    yield from ((size, m.start(), m.end()) for size, pattern in _SIZE for m in pattern.finditer(phrase))


def seniorities(phrase: str) -> Iterator[tuple[str, int, int]]:
    """The ranks of officials that a phrase names, with their places."""
    yield from (
        (level, m.start(), m.end()) for level, pattern in _SENIORITY for m in pattern.finditer(phrase)
    )
