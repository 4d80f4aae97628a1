"""The words by which questions name rows, numbers and ways of telling, in English.

Conditions have `assistant.lists.conditions`. Must not read a whole question: that is
`assistant.lists.reading`.
"""

from __future__ import annotations

import regex

from assistant.lists.request import Asks, Entity


def words(pattern: str) -> regex.Pattern[str]:
    """A pattern that stands between letters and digits of no word, whatever its case."""
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{N}}])")


ASKS = (
    (Asks.MOST, words(r"(?:the )?(?:most|largest number of|highest number of|greatest number of)")),
    (Asks.FEWEST, words(r"(?:the )?(?:fewest|least|smallest number of|lowest number of)")),
    (
        Asks.COMPARE,
        words(
            r"compare|compared (?:to|with)|comparison (?:of|between)|versus|vs\.?|"
            r"(?:has |have |had )?(?:more|fewer)(?! than)"
        ),
    ),
    (
        Asks.COUNT,
        words(r"how many|(?:what (?:is|was) the )?(?:total )?(?:number|count) of|count|in total|total"),
    ),
    (
        Asks.LIST,
        words(r"which|what|who|list|name|show|give|enumerate|tell me|all|every|each|complete list of"),
    ),
)
"""What a question asks for, the strongest words first."""

_CITY = r"(?:smart |member |asean |ascn |network )*(?:cities|city|members?)(?: cities)?"
_PROJECT = r"(?:smart city |smart-city |ascn |city )?projects?"
ENTITIES = (
    (Entity.SHEPHERD, words(r"shepherds?|shepherded|shepherding")),
    (Entity.CHAIR, words(r"chairs?|chaired|chairing|chairman|chairmanships?|chairpersons?")),
    (Entity.MEETING, words(r"(?:annual |high[- ]level |ministerial )*meetings?")),
    (Entity.CALL, words(r"calls?(?: for (?:proposals?|projects?|applications?))?")),
    (
        Entity.PROGRAMME,
        words(
            r"(?:partner )?program(?:me)?s?|funding (?:programmes?|opportunit(?:y|ies)|schemes?)|"
            r"grants?|(?<!who )(?:partner )?(?:trust )?funds?"
        ),
    ),
    (Entity.PROJECT, words(_PROJECT)),
    (
        Entity.BODY,
        words(r"(?:national )?(?:lead(?:ing)? )?(?:bod(?:y|ies)|ministr(?:y|ies)|lead agenc(?:y|ies))"),
    ),
    (Entity.STATE, words(r"(?:asean )?(?:member )?(?:states?|countr(?:y|ies)|nations?)")),
    (Entity.CITY, words(_CITY)),
)
"""What rows are called."""

ASEAN_MEMBERS = words(
    r"members? of asean(?! smart)|asean members?(?! cit)|members? (?:does|did|do|had|has) asean(?! smart)"
)
"""The states, where "members" alone would mean those of the network."""

NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})"
_NOUN = rf"(?=[\s\x00]*(?:[\p{{L}}-]+[\s\x00]+){{0,3}}(?P<noun>{_PROJECT}|{_CITY})(?![\p{{L}}\p{{N}}]))"
_HAVE = r"(?:has|have|had|with|having|list|lists)"
BOUND = regex.compile(
    r"(?i)(?<![\p{L}\p{N}])(?:"
    rf"(?:{_HAVE} )?(?:(?P<least>at least|no fewer than|no less than)|(?P<above>more than|over|above)"
    rf"|(?P<most>at most|no more than|up to)|(?P<below>fewer than|less than|under|below)"
    rf"|(?P<just>exactly|only|just|precisely)) {_N} {_NOUN}"
    rf"|(?:{_HAVE} )?{_N} or (?:(?P<least>more)|(?P<most>fewer|less)) {_NOUN}"
    rf"|{_HAVE} (?P<just>){_N} {_NOUN}"
    r"|(?P<none>(?:do(?:es)? not|did not|don['’]t|doesn['’]t|didn['’]t) (?:yet )?(?:have|list) "
    r"(?:any |an? )?"
    rf"|{_HAVE} no |without (?:any |an? )?|lack(?:s|ing)? (?:any |an? )?|not any |no ){_NOUN})"
)
"""How many of what cities or states must have; the noun itself stays."""

STATED = regex.compile(
    rf"(?i)(?<![\p{{L}}\p{{N}}]){_N} "
    rf"(?=[\s\x00]*(?:[\p{{L}}-]+[\s\x00]+){{0,2}}(?P<noun>{_PROJECT}|{_CITY}|chairs|meetings|program(?:me)?s)"
    r"(?![\p{L}\p{N}]))"
)
"""The number of rows that a question takes for granted."""

PLAIN = regex.compile(
    r"(?i)^\W*(?:please |and |can you |could you )*"
    r"(?:which|what|how many|list|name|show(?: me)?|give me|tell me|enumerate|count|compare|number of)"
    r"(?: (?:all|every|are|is|the|of|new|smart|completed|on-?going|\d+))*"
    r" (?:\S+ ){0,3}(?:cities|projects|programmes|programs|meetings|chairs|calls|states|countries)\b"
)
"""Demands rows in so many words, the noun right behind."""

YES_OR_NO = regex.compile(
    r"(?i)^\W*(?:is|are|am|was|were|do|does|did|has|have|can|could|may|might|will|would|should)\b"
    r"(?! there\b)"
)
"""Asks for a yes or no, not for rows."""

DESCRIBED = regex.compile(r"(?i)^\W*(?:what|who|tell me|describe|explain|show|why|where)\b")
"""Asks, with a noun in the singular, what one thing is like, not which there are."""

EVERY_ONE = words(r"both|as well as|and also")
"""That each of several conditions is to be met, not one of them."""

OUTSIDE = regex.compile(
    r"(?i)\b(?:outside(?: of)?|not (?:lie |located |situated )?(?:in|from|of)"
    r"|except(?: for| those (?:in|of))?|excluding|other than|apart from|besides)(?: the)?\s*$"
)
"""Before the name of a place that is left out."""

PLURAL = words(r"they|their|them")
"""Stands for rows of the same question where these are named before it; "of them" picks from among rows."""

_THING = r"(?:cit(?:y|ies)|countr(?:y|ies)|states?|projects?|program(?:me)?s?|meetings?|calls?|members?)"
PRONOUN = words(
    rf"of (?:those|these|them)|it|its|they|their|them|(?:those|these|that|this|the same) {_THING}"
    r"|the (?:city|country)(?! of| with| that| which| has| had)"
    r"|(?<!(?:is|are|was|were) )there(?! (?:is|are|was|were|been))"
)
"""Stands for what was said before; what is called by a noun keeps it."""

BY = words(
    r"(?:(?:grouped |broken down |sorted |split )?by|per|(?:(?:in|for|of|does|did|do) )?(?:each|every))"
    r"(?: of)?(?: the)? (?:member |asean )*"
    r"(?P<by>countr(?:y|ies)|states?|cit(?:y|ies)|focus areas?|status|years?|reports?)"
    r"(?! of the| governments?)"
)
COMPARED = words(r"(?:which|what) (?P<by>focus areas?|years?|status)")
"""What a superlative may be a superlative of, beside the rows themselves."""

_REPORT_NAME = (
    r"(?:ascn |asean smart cities network )?"
    r"(?:(?:m&e|m & e|monitoring(?: and evaluation)?|evaluation|progress) )?reports?"
)
REPORT = words(
    r"(?<!(?:per|each|every) )(?:(?:in|of|from|by|according to) )?"
    r"(?:all )?(?:the )?(?:four |4 |latest |newest |most recent )?"
    rf"(?:(?P<y>20\d\d) )?{_REPORT_NAME}"
    r"(?:,? (?:of|for|from|in) (?:the year )?(?P<z>20\d\d)|\s+(?P<z>20\d\d))?"
)
PLAN = words(
    r"(?:(?:in|of|from|by|under|according to) )?(?:the |its |their )?"
    r"(?:2018 (?:smart city )?(?:action )?plans?|(?:smart city )?(?:action )?plans? of 2018"
    r"|(?:2018 )?SCAPs?(?: of 2018)?)"
)
"""The Smart City Action Plans of the pilot cities, which name priority projects."""

PRIORITY = words(r"priority(?= projects?)")

NETWORK = words(
    r"(?:in|of|to|by|within|from|for)? ?(?:the )?(?:asean smart cities network|ascn|network)"
    r"(?:['’]s)?(?: as a whole)?"
)
FILLER = frozenset(
    "a an and any are as at be been being belong belongs both but by can could currently did do does each "
    "ever far for from given had has have having how i in include included includes into is its just "
    "like list listed lists located lie lies many me mentioned much my named now of or our part "
    "participate participating please present reported see so taking than that the their them then "
    "these they this those to today us was we were with within would you your appendix annex exhibit "
    "table chart different various overall altogether area areas focus under "
    "full entire asean smart also about names called name know known recorded involved "
    "available come comes came get apply may stand stands stood standing fall falls fell falling "
    "hold holds held contain contains contained feature features featured appear appears appeared found "
    "still already yet work works working doing did pursue pursues pursuing one ones grow grew grown change "
    "changed rise rose risen increase increased develop developed "
    "will shall differ differs differed number numbers count total s got there exist exists record records "
    "give show tell which what who".split()
)
"""Words that set no condition."""

SHARE = words(r"percentage|per ?cent|share|proportion")
"""Asks what part of the rows it is, which is no list of them: the reports print such figures."""

TELLING = words(
    r",? ?year by year,?|with their (?:places|venues|dates|hosts|years|places and dates)"
    r"|,? ?(?:and |with )(?:where|when)(?: and (?:where|when))? they (?:were held|took place|met)"
    r"|,? ?and (?:which|what|who) (?:are|were) they"
)
"""How rows are to be told that are told so anyway."""

RECENT = words(r"most recent")
"""Says "latest"; nothing is most."""

PLACE_OF_MEETING = words(
    r"(?:in|at) (?:which|what) (?:city|place|town|venue)(?= (?:was|were|is|did|does|will)\b.*\bmeetings?\b)"
    r"|(?:which|what) (?:countr(?:y|ies)|(?:member )?states?|cit(?:y|ies))"
    r"(?= (?:has |have )?hosted\b.*\bmeetings?\b)"
)
"""Asks where a meeting was, not for cities."""

REPORTED = regex.compile(
    r"(?i)^\W*what (?:does|did|do) "
    r"(?P<report>the (?:[\w-]+ ){0,4}(?:report|list)s?(?: (?:of|for|from) 20\d\d)?)"
    r" (?:list|mention|name|show|have) (?P<link>for|in|under)\b"
)
"""A report lists projects, though a question may leave the word out."""

GENERIC = frozenset(
    "control controlling management managing monitoring system systems smart digital project projects "
    "solution solutions service services development technology technologies city cities urban "
    "integrated".split()
)
"""Words that say little about what a project is about: a title need not hold them."""

TOPIC_LEADS = frozenset(
    "on about regarding concerning concern concerns related relate relating deal deals dealing for with "
    "cover covers covering involve involves involving address addresses addressing against focusing "
    "tackle tackling".split()
)
"""Words before what projects are about."""

NEVER_TOPIC = frozenset(
    "no not never new newest first second third last except excluding outside without besides other "
    "another only top more most less fewer biggest largest smallest per".split()
)
"""Words that would be a condition of their own; no title is looked through for them."""
