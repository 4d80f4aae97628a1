"""The words by which questions name conditions of rows, in English.

Must not read a whole question: that is `assistant.lists.reading`.
"""

from __future__ import annotations

from assistant.lists.request import Edge, Entity
from assistant.lists.vocabulary import words
from corpus.city_records import FocusArea, Group
from corpus.eligibility_rules import ApplicantType
from corpus.governance_records import Series
from corpus.programmes import WindowState
from corpus.project_records import ProjectStatus

_AREA = r"(?= (?:focus |focal )?(?:projects?|areas?)\b)"
"""One word of a focus area's name stands for it where it says what sort of projects are meant."""

FOCUS = (
    (FocusArea.CIVIC_SOCIAL, words(rf"civic (?:(?:and|&) )?social|(?:civic|social){_AREA}")),
    (FocusArea.HEALTH_WELL_BEING, words(rf"health (?:(?:and|&) )?well[- ]?being|health{_AREA}")),
    (FocusArea.SAFETY_SECURITY, words(rf"safety (?:(?:and|&) )?security|(?:safety|security){_AREA}")),
    (FocusArea.QUALITY_ENVIRONMENT, words(rf"quality environment|environment(?:al)?{_AREA}")),
    (FocusArea.BUILT_INFRASTRUCTURE, words(rf"built infrastructure|infrastructure{_AREA}")),
    (
        FocusArea.INDUSTRY_INNOVATION,
        words(rf"industry (?:(?:and|&) )?innovation|(?:industry|innovation){_AREA}"),
    ),
)
NOT_COMPLETED = words(r"(?:not (?:yet )?|un-?)(?:been )?(?:completed|finished|concluded|done)|incomplete")
STATUS = (
    (
        ProjectStatus.COMPLETED,
        words(r"(?:successfully |already )?(?:completed?(?! list)|finish(?:ed)?|concluded?|done)"),
    ),
    (ProjectStatus.ON_GOING, words(r"on-?going|under way|underway|running|active|in progress")),
    (
        ProjectStatus.PLANNING,
        words(r"(?:still )?(?:in|under)?(?: the)? ?planning(?: stage| phase)?|planned|being planned"),
    ),
)
GROUPS = (
    (Group.PILOT, words(r"pilot|original|founding|first")),
    (Group.LATER, words(r"later")),
)
SERIES = (
    (Series.JAPAN_HIGH_LEVEL, words(r"(?:with|of) japan|japan(?:ese)?|high[- ]level")),
    (Series.ROK_MINISTERIAL, words(r"(?:with|of) (?:the )?(?:republic of )?korea|korean?|ministerial")),
    (Series.ANNUAL, words(r"annual")),
)
_APPLICANTS = (
    (
        ApplicantType.LOCAL_GOVERNMENT,
        r"(?:city|local|municipal|provincial) governments?|cities|city|municipalit(?:y|ies)|"
        r"local authorit(?:y|ies)|mayors?",
    ),
    (ApplicantType.NATIONAL_GOVERNMENT, r"(?:national|central) governments?|ministr(?:y|ies)|governments?"),
    (
        ApplicantType.PUBLIC_ENTITY,
        r"public (?:entit(?:y|ies)|bod(?:y|ies)|corporations?)|state[- ]owned enterprises?",
    ),
    (
        ApplicantType.COMPANY,
        r"(?:private )?compan(?:y|ies)|firms?|business(?:es)?|start-?ups?|smes?|enterprises?|private sector",
    ),
    (
        ApplicantType.NGO,
        r"ngos?|non-?governmental organi[sz]ations?|civil society(?: organi[sz]ations?)?|non-?profits?",
    ),
    (ApplicantType.UNIVERSITY, r"universit(?:y|ies)|academi(?:a|c institutions?)|researchers?"),
    (ApplicantType.INTERNATIONAL_ORGANISATION, r"international organi[sz]ations?"),
    (ApplicantType.DEVELOPMENT_BANK, r"(?:multilateral )?development banks?"),
    (ApplicantType.GOVERNMENT_OFFICIAL, r"(?:government |city |public )?officials?|civil servants?"),
    (ApplicantType.INDIVIDUAL, r"individuals?|private persons?"),
)
APPLICANT = tuple(
    (
        kind,
        words(
            r"(?:are )?(?:open to|for|available to|open for|where|which|that|can|by|to|from)"
            r"(?: an?| the| our)? "
            rf"(?:{names})(?: (?:can|may) (?:apply(?: to| for)?|join))?"
        ),
    )
    for kind, names in _APPLICANTS
)
WINDOWS = (
    (
        WindowState.ROLLING,
        words(
            r"rolling|(?:at )?any time(?: of the year)?|all year(?:[- ](?:round|long))?(?: in general)?"
            r"|(?:throughout|during) the (?:whole )?year|year[- ]round|continuous(?:ly)?"
            r"|(?:without|with no|no|have no|has no) (?:fixed )?(?:deadlines?|closing dates?)"
        ),
    ),
    (WindowState.CLOSED, words(r"(?:already )?closed")),
    (WindowState.NOT_YET, words(r"upcoming|coming|not yet open")),
    (WindowState.OPEN, words(r"(?:currently |now |still )?open(?: now| today| at the moment)?")),
)
_OFFERED = (
    r"offer(?:s|ed|ing)?|provid(?:e|es|ed|ing)|sponsor(?:s|ed|ing)?|financed?|funded|runs?|join|eligible|"
    r"(?:accepts?|takes?) (?:applications|proposals|projects)|admits?|accepts?|applications|proposals"
    r"|(?:be )?asked for money|(?:be )?applied (?:to|for)"
)
PARTNERS = {
    "JP": words(r"japan|japanese|japan['’]s"),
    "KR": words(r"(?:the )?(?:republic of |south )?korean?|rok|korea['’]s"),
    "AU": words(r"australian?|australia['’]s"),
    "US": words(r"(?:the )?united states|(?-i:US|U\.S\.|USA)|american?"),
    "GB": words(r"(?:the )?united kingdom|uk|british"),
    "EU": words(r"(?:the )?european union|eu|european"),
    "CN": words(r"chinese|china['’]?s?"),
    "DE": words(r"german|germany['’]?s?"),
    "CA": words(r"canadian|canada['’]?s?"),
    "SG": words(r"singaporean|singapore['’]?s?"),
    "adb": words(r"adb|asian development bank['’]?s?"),
}

JOINED = words(
    r"(?:have |has |had )?(?:join(?:ed|ing|s)?|bec(?:a|o)me(?: an?)? members?|"
    r"(?:was|were|been)? ?admitted|entered|(?:was|were|been) added|(?P<new>new))"
    r"(?: (?:to |into )?(?:the )?(?:asean smart cities network|network|ascn|members?))?"
)
NEWEST = words(r"(?:the )?(?:newest|latest|most recent|last)")
VERBS = {
    Entity.CHAIR: words(r"(?:in )?(?:which|what) years?|when|years?|times|held|hold(?:s|ing)?"),
    Entity.SHEPHERD: words(
        r"(?:in )?(?:which|what) years?|when|years?|times|held|hold(?:s|ing)?"
        r"|(?:acts?|acted|acting|serves?|served|serving)(?: as)?"
    ),
    Entity.MEETING: words(
        r"held|hosted|hosts?|(?:took|take|taken|takes) place|convened|met|where|when|so far|until now"
        r"|(?:exact )?(?:days?|dates?|years?|months?|places?|venues?)"
    ),
    Entity.BODY: words(r"leads?|leading|responsible"),
    Entity.PROGRAMME: words(_OFFERED),
    Entity.CALL: words(rf"{_OFFERED}|opened|opens|launched|announced|published"),
}
"""What rows do anyway; who does it and when is a condition, this is none."""

ONLINE = words(r"(?:held |(?:took|take|taken) place )?(?:online|virtual(?:ly)?|by video(?: conference)?)")
EDGES = (
    (Edge.FIRST, words(r"first|earliest|oldest")),
    (Edge.LAST, words(r"last|latest|newest|most recent")),
)
"""Which of rows that have an order."""

ORDINAL = words(
    r"(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))"
    r"(?=(?:,| and| or)? (?:the )?(?:[\p{L}-]+ ){0,4}meetings?)"
)
TRUST_FUNDS = words(r"(?:partner )?trust funds?")

CURRENT = words(
    r"(?:who|which (?:country|state|member state)) (?:is|chairs|shepherds|holds|acts|serves)|current(?:ly)?|"
    r"now|today|at present"
)
"""Asks of one who holds an office for the one of the day."""
