"""The words by which questions name rows, conditions and ways of telling, in English.

Must not read a whole question: that is `assistant.lists.reading`.
"""

from __future__ import annotations

import regex

from assistant.lists.request import Asks, Entity
from corpus.city_records import FocusArea, Group
from corpus.governance_records import Series
from corpus.programmes import ApplicantType, WindowState
from corpus.project_records import ProjectStatus


def _words(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{N}}])")


ASKS = (
    (Asks.MOST, _words(r"(?:the )?(?:most|largest number of|highest number of|greatest number of)")),
    (Asks.FEWEST, _words(r"(?:the )?(?:fewest|least|smallest number of|lowest number of)")),
    (
        Asks.COMPARE,
        _words(
            r"compare|compared (?:to|with)|comparison of|versus|vs\.?|"
            r"(?:who |which )?(?:has |have |had )?(?:more|fewer)(?! than)"
        ),
    ),
    (
        Asks.COUNT,
        _words(
            r"how many|how much|(?:what (?:is|was) the )?(?:total )?(?:number|count) of|count|in total|total"
        ),
    ),
    (
        Asks.LIST,
        _words(r"which|what|who|list|name|show|give|enumerate|tell me|all|every|each|complete list of"),
    ),
)
"""What a question asks for, the strongest words first."""

_CITY = r"(?:smart |member |pilot |asean |ascn |network )*(?:cities|city|members?)(?: cities)?"
ENTITIES = (
    (Entity.SHEPHERD, _words(r"shepherds?|shepherded|shepherding")),
    (Entity.CHAIR, _words(r"chairs?|chaired|chairing|chairman|chairmanships?|chairpersons?")),
    (Entity.MEETING, _words(r"(?:annual |high[- ]level |ministerial )*meetings?")),
    (Entity.CALL, _words(r"calls?(?: for (?:proposals?|projects?|applications?))?")),
    (
        Entity.PROGRAMME,
        _words(
            r"(?:partner )?program(?:me)?s?|funding (?:programmes?|opportunit(?:y|ies)|schemes?)|"
            r"grants?|funds?"
        ),
    ),
    (Entity.PROJECT, _words(r"(?:smart city |smart-city |ascn |city )?projects?")),
    (
        Entity.BODY,
        _words(r"(?:national )?(?:lead(?:ing)? )?(?:bod(?:y|ies)|ministr(?:y|ies)|lead agenc(?:y|ies))"),
    ),
    (Entity.STATE, _words(r"(?:asean )?(?:member )?(?:states?|countr(?:y|ies)|nations?)")),
    (Entity.CITY, _words(_CITY)),
)
"""What rows are called."""

PLAIN = regex.compile(
    r"(?i)^\W*(?:please )?(?:which|what|how many|list|name|show(?: me)?|give me|enumerate|count)"
    r"(?: (?:all|every|are|is|the|of|new|smart|completed|on-?going|\d+))*"
    r" (?:\S+ ){0,3}(?:cities|projects|programmes?|programs|meetings|chairs|calls|states|countries)\b"
)
"""Demands rows in so many words, the noun right behind."""

FOCUS = (
    (FocusArea.CIVIC_SOCIAL, _words(r"civic (?:and|&) social")),
    (FocusArea.HEALTH_WELL_BEING, _words(r"health (?:and|&) well[- ]?being")),
    (FocusArea.SAFETY_SECURITY, _words(r"safety (?:and|&) security")),
    (FocusArea.QUALITY_ENVIRONMENT, _words(r"quality environment")),
    (FocusArea.BUILT_INFRASTRUCTURE, _words(r"built infrastructure")),
    (FocusArea.INDUSTRY_INNOVATION, _words(r"industry (?:and|&) innovation")),
)
STATUS = (
    (ProjectStatus.COMPLETED, _words(r"completed|finished|concluded|done")),
    (ProjectStatus.ON_GOING, _words(r"on-?going|under way|underway|running|active|in progress")),
    (
        ProjectStatus.PLANNING,
        _words(r"(?:still )?(?:in|under)?(?: the)? ?planning(?: stage| phase)?|planned|being planned"),
    ),
)
GROUPS = (
    (Group.PILOT, _words(r"pilot|original|founding|first")),
    (Group.LATER, _words(r"later")),
)
SERIES = (
    (Series.JAPAN_HIGH_LEVEL, _words(r"(?:with|of) japan|japan(?:ese)?|high[- ]level")),
    (Series.ROK_MINISTERIAL, _words(r"(?:with|of) (?:the )?(?:republic of )?korea|korean?|ministerial")),
    (Series.ANNUAL, _words(r"annual")),
)
APPLICANTS = (
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
        _words(
            rf"(?:are )?(?:open to|for|available to|open for|where|which|that|can|by)(?: an?| the| our)? "
            rf"(?:{words})(?: (?:can|may) (?:apply(?: to| for)?|join))?"
        ),
    )
    for kind, words in APPLICANTS
)
WINDOWS = (
    (WindowState.OPEN, _words(r"(?:currently |now |still )?open(?: now| today| at the moment)?")),
    (WindowState.ROLLING, _words(r"rolling")),
    (WindowState.CLOSED, _words(r"(?:already )?closed")),
    (WindowState.NOT_YET, _words(r"upcoming|coming|not yet open")),
)
PARTNERS = {
    "JP": _words(r"japan|japanese|japan['’]s"),
    "KR": _words(r"(?:the )?(?:republic of |south )?korean?|rok|korea['’]s"),
    "AU": _words(r"australian?|australia['’]s"),
    "US": _words(r"(?:the )?united states|us|u\.s\.|american?"),
    "GB": _words(r"(?:the )?united kingdom|uk|british"),
    "EU": _words(r"(?:the )?european union|eu|european"),
    "CN": _words(r"chinese|china['’]?s?"),
    "DE": _words(r"german|germany['’]?s?"),
    "CA": _words(r"canadian|canada['’]?s?"),
    "SG": _words(r"singaporean|singapore['’]?s?"),
    "adb": _words(r"adb|asian development bank['’]?s?"),
}

JOINED = _words(
    r"(?:have |has |had )?(?:join(?:ed|ing|s)?|bec(?:a|o)me(?: an?)? members?|"
    r"(?:was|were|been)? ?admitted|entered|(?:was|were|been) added|new)"
    r"(?: (?:to |into )?(?:the )?(?:asean smart cities network|network|ascn|members?))?"
)
NEWEST = _words(r"(?:the )?(?:newest|latest|most recent|last)")
BY = _words(
    r"(?:(?:grouped |broken down |sorted )?by|per|(?:in|for|of) each)(?: the)? "
    r"(?P<by>countr(?:y|ies)|states?|member states?|cit(?:y|ies)|focus areas?|status|years?|reports?)"
)
REPORT = _words(
    r"(?:(?:in|of|from|by|according to) )?(?:the )?(?:(?P<y>20\d\d) )?(?:ascn |asean smart cities network )?"
    r"(?:(?:m&e|m & e|monitoring(?: and evaluation)?|evaluation|progress) )?reports?"
    r"(?: (?:of|for|from) (?P<z>20\d\d))?"
)
NETWORK = _words(
    r"(?:in|of|to|by|within|from|for)? ?(?:the )?(?:asean smart cities network|ascn|network)"
    r"(?:['’]s)?(?: as a whole)?"
)
FILLER = frozenset(
    "a an and any are as at be been being belong belongs by can could currently did do does each ever "
    "far for from given had has have having how i in include included includes into is it its just "
    "like list listed lists located many me mentioned much my named now of on one or our part "
    "participate participating please present reported see so taking than that the their them there "
    "these they this those to today us was we were with within would you your appendix annex exhibit "
    "table chart different various overall altogether up run runs running area areas focus under "
    "complete full entire asean smart also about names called name know known recorded involved "
    "available lead leads leading held took place places hosted host hosts come comes get apply may "
    "number numbers count total s".split()
)
"""Words that set no condition."""

CURRENT = _words(
    r"(?:who|which (?:country|state|member state)) (?:is|chairs|shepherds|holds)|current(?:ly)?|now|today|"
    r"at present"
)
"""Asks of one who holds an office for the one of the day."""

GENERIC = frozenset(
    "control controlling management managing monitoring system systems smart digital project projects"
    " solution solutions service services development technology technologies city cities urban integrated".split()
)
"""Words that say little about what a project is about: a title need not hold them."""

TOPIC_LEADS = frozenset(
    "on about regarding concerning related relating dealing for with involving addressing against".split()
)
"""Words before what projects are about."""
