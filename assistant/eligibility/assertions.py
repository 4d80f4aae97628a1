"""Reads papers held and yes-or-no facts: "we have no letter of endorsement", "in charge of the project".

Must not take a question, a wish or a condition for a fact. Why: a paper counts as held only where a word
says that it is; a letter that nobody is named for could be any of three, so it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from assistant.eligibility.mood import TOLD, Mood, mood, put
from assistant.eligibility.stated import Stated, Unsure, stated

_BANK = r"(?:adb|asian development bank|world bank|(?:multilateral |the )?development bank|mdb|aiib|eib)"
_CITY = r"(?:cit(?:y|ies)|local governments?|municipalit(?:y|ies)|mayor|provinc\w+|local authorit(?:y|ies))"
_STATE = r"(?:central|national|state|federal)(?: or (?:state|central))? government|ministry|ministr\w+"
_OF = r"(?:from|of|by|signed by|issued by) (?:the |our |an? |its )*"
_LETTER = r"(?:letters? of endorsement|endorsement letters?|endorsements?)"

_PAPERS: tuple[tuple[str, str], ...] = (
    (
        "central_or_state_endorsement_letter",
        rf"{_LETTER} {_OF}(?:{_STATE})|"
        rf"(?:central|national|state|federal)(?: government(?:['’]s)?)? {_LETTER}",
    ),
    ("downstream_funder_endorsement", rf"{_LETTER} {_OF}(?:downstream )?(?:funder|financier|investor)"),
    (
        "local_government_support",
        rf"(?:letters?|evidence|proof) of (?:the )?(?:{_CITY}(?:['’]s)? )?support(?: {_OF}{_CITY})?|"
        rf"support letters?(?: {_OF}{_CITY})?|{_CITY}['’]s (?:letter of )?support",
    ),
    (
        "mdb_recommendation",
        rf"(?:official )?recommendations? (?:letters? )?{_OF}{_BANK}|{_BANK}(?:['’]s)? recommendation",
    ),
    ("nomination_by_member_state", r"nominat(?:ed|ion) (?:by|from) (?:the |our )?[\p{L}-]+"),
    ("prior_consultation_completed", r"prior consultations?|pre-?consultations?"),
    ("integrated_urban_development_plan", r"integrated (?:urban |city )?(?:development )?plan"),
    ("in_kind_contribution_commitment", r"in-?[ -]?kind (?:contribution|commitment|support)"),
    ("project_proposal", r"project proposals?"),
    ("project_budget", r"(?:project )?budgets?(?! of)"),
    ("due_diligence_form", r"due[- ]diligence forms?"),
    ("deliverables", r"(?:list of )?deliverables"),
    ("implementation_plan", r"implementation plans?"),
    ("urban_challenge_evidence", r"evidence (?:of|for) (?:our|the|an?|its) (?:urban |city )?challenges?"),
)
_LETTERS = (
    "central_or_state_endorsement_letter",
    "downstream_funder_endorsement",
    "local_government_support",
)

_MEKONG = r"(?:the )?(?:mekong(?: (?:region|countries|country|area))?|republic of korea|south korea|korea)"
_FLAGS: tuple[tuple[str, bool, str], ...] = (
    ("project.applicant_in_charge", True, r"in charge of (?:the|our|this) project"),
    (
        "applicant.other_proposal_same_city",
        False,
        r"no (?:other|further|second) (?:proposals?|applications?)(?: (?:for|from|by|of) (?:\w+ )?city)?|"
        r"(?:the )?only (?:applicant|proposal|application) (?:for|from|of|in) (?:our|the|this) city",
    ),
    (
        "applicant.other_proposal_same_city",
        True,
        r"(?:another|a second) (?:proposal|application) (?:for|from|by|of) (?:\w+ )?(?:same )?city",
    ),
    (
        "applicant.can_attend_both_segments",
        False,
        r"attend only|only attend|attend just|attend one of|attend neither",
    ),
    ("applicant.can_attend_both_segments", True, r"attend (?:both|all|every|the whole|the full)"),
    ("applicant.office_in_mekong_or_korea", True, rf"offices? in (?:any of )?{_MEKONG}"),
    (
        "applicant.strictly_nonprofit_objectives",
        True,
        r"(?:strictly|purely|only|exclusively) non-?profit (?:aims|objectives|purposes|goals)",
    ),
    (
        "city.gcom_signatory",
        True,
        r"(?:signator(?:y|ies) (?:of|to)|signed) (?:the )?(?:gcom|(?:global )?covenant(?: of mayors)?)",
    ),
    ("project.in_climate_action_plan", True, r"in (?:our|the|its)(?: city['’]s)? climate (?:action )?plan"),
    (
        "project.includes_building_construction",
        False,
        r"builds nothing|no (?:building )?construction|no buildings?",
    ),
    (
        "project.includes_building_construction",
        True,
        r"(?:includes?|involves?) (?:the )?construction of (?:an? |the )?(?:new )?buildings?",
    ),
    ("project.poverty_reduction", True, r"reduc(?:e|es|ing) poverty|poverty reduction"),
    (
        "project.environment_improvement",
        True,
        r"improv(?:e|es|ing) the environment|environmental improvement",
    ),
    (
        "project.climate",
        True,
        r"(?:mitigat(?:es?|ing)|adapt(?:s|ing)? to) climate change|climate (?:mitigation|adaptation)|"
        r"(?:cuts?|reduces?) (?:greenhouse gas |carbon )?emissions",
    ),
    ("project.good_governance", True, r"(?:improves?|improving|good|better) governance"),
    (
        "project.downstream_funder_identified",
        True,
        r"(?:downstream )?(?:funder|financier)s? (?:is |has been |have been )?(?:already )?identified|"
        r"(?:identified|found) (?:a|the|our) (?:downstream )?(?:funder|financier)",
    ),
    (
        "project.applicable_in_singapore_or_sea",
        True,
        r"(?:applicable|usable|(?:used|applied|deployed)) in (?:singapore|south-?\s?east asia|asean)",
    ),
)
_NO_CITY = (
    r"(?:not|n['’]t) (?:apply(?:ing)? )?for (?:one|an?|any)(?: single| particular| specific)? city|"
    r"no (?:particular|single|specific|one) city"
)


def _words(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{N}}])")


_PAPER = tuple((f"documents.{name}", _words(pattern)) for name, pattern in _PAPERS)
_FLAG = tuple((path, value, _words(pattern)) for path, value, pattern in _FLAGS)
_HELD = frozenset({Mood.STATED, Mood.DENIED})
_BARE_LETTER = _words(rf"{_LETTER}|letters?")
_NONE = _words(_NO_CITY)


def papers(text: str) -> Iterator[Stated | Unsure]:
    """The papers that a text says are held or not; a letter of nobody in particular is unsure."""
    taken: list[tuple[int, int]] = []
    for path, pattern in _PAPER:
        for match in pattern.finditer(text):
            taken.append(match.span())
            said = put(text, *match.span())
            if said.mood in _HELD:
                yield stated(path, said.mood is Mood.STATED, text, said.start, said.end)
    for match in _BARE_LETTER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        said = put(text, *match.span())
        if said.mood is Mood.DENIED and "ndorse" in match.group():
            yield stated(f"documents.{_LETTERS[0]}", False, text, said.start, said.end)
        elif said.mood in _HELD:
            options = tuple(f"documents.{name}" for name in _LETTERS)
            yield Unsure("documents", match.group(), match.start(), match.end(), options)


def flags(text: str) -> Iterator[Stated]:
    """The yes-or-no facts that a text states or denies."""
    for path, value, pattern in _FLAG:
        for match in pattern.finditer(text):
            said = put(text, *match.span())
            if said.mood in TOLD:
                held = value if said.mood is not Mood.DENIED else not value
                yield stated(path, held, text, said.start, said.end)
    for match in _NONE.finditer(text):
        if mood(text, *match.span()) in TOLD:
            yield stated("city.key", "none", text, *match.span())
