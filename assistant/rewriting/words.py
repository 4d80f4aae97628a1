"""The English words by which follow-ups lean on what was said before.

Must not read a whole question. Other languages have `assistant.rewriting.tongues`.
"""

from __future__ import annotations

import regex


def words(pattern: str) -> regex.Pattern[str]:
    """A pattern that stands between letters and digits of no word, whatever its case."""
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{N}}])")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


AUXILIARIES = _set(
    "is are was were am do does did has have had can could will would shall should may might must"
)
BE = _set("is are was were am be been being")
QUESTION_WORDS = _set("what which who whom whose when where why how")
ARTICLES = _set("the a an")
DETERMINERS = ARTICLES | _set(
    "its their his her this that these those each every another any some all both no such"
)
PREPOSITIONS = _set(
    "of in on at to for from with by under over about against between into through during until since before "
    "after as than within without via per across towards toward regarding concerning up so far out"
)
PRONOUNS = _set("it they them he she him i you we me us there one ones")
JOINTS = _set(
    "and or but if when while because that not also already yet still now then ever only just please"
)
VERBS = _set(
    "choose compare summarise enumerate explain print write translate accept adopt aim allow apply attend "
    "be bear become begin belong build carry chair change come contain "
    "contribute control cost count cover cut deal decide describe develop differ do draw drive end endorse "
    "establish expect extend fall finance find finish fund gain get give go grow happen have help hold host "
    "improve include increase install invest invite join keep lack last launch lead learn leave let lie list "
    "live make manage mean measure meet mention monitor move name need offer open operate oversee own pay "
    "plan produce promise propose protect provide publish put put reach receive reduce register relate "
    "remain replace report require run save say see sell send serve set show sign spend stand start state "
    "stop supply support take tell track train treat try upgrade use visit want watch win work"
)
"""The commonest verbs of questions in their base form; other forms are known by their endings."""

IRREGULAR = _set(
    "became began bore brought built came chose cost cut done drew fell found gave given gone got grew grown "
    "held kept known laid led left lost made meant met paid put ran run said saw seen sent set shown sold "
    "spent stood stopped taken taught told took went won written wrote"
)
EITHER = _set(
    "plan plans control report reports project projects support use work cost costs chair host name list "
    "state states share end change aim need count last lead set start track train visit open fund funds "
    "program programme centre building housing parking lighting planning funding training meeting "
    "monitoring financing engineering recycling"
)
"""Verbs that are nouns as well: verbs only where a noun cannot stand."""

MEASURES = _set(
    "population area share percentage proportion number amount size length cost costs budget density height "
    "width capacity distance price total date year day name rank score vision role aim purpose status "
    "title meaning capital mayor goal"
)
"""What is measured of a thing; never what "it" stands for where the thing itself is named."""

DOCUMENTS = _set("plan report framework statement note paper reference edition document declaration")
BODIES = _set("ascn asean network secretariat ministry agency committee jcm")
PEOPLE = _set(
    "shepherd chair chairman chairperson mayor governor minister officer csco representative director"
)
PLACES = _set("city country state town nation district province municipality place")
GENERIC = _set(
    "system project programme program initiative scheme facility app application platform centre center "
    "solution service tool plant network meeting event fund call conference building station line"
)
"""Nouns that may call again what was named before."""

ABSTRACT = _set("work effort task issue matter topic measure measures undertaking activity")
UNIQUE = words(
    r"(?:the )?(?:ascn|asean|network(?! of)|framework|terms of reference|secretariat|shepherd"
    r"|chair(?:manship)?"
    r"|(?:smart city )?action plans?|(?:annual|high-level) meetings?|(?:east asia )?summit|leaders"
    r"|(?:\d{4} )?(?:m&e |monitoring (?:and evaluation )?)?reports? (?:of|for) \d{4}|pilot cities"
    r"|member cities"
    r"|concept note|toolkit|(?:monitoring|first|latest|last|newest) reports?)"
)
"""What needs no name because there is but one of its kind."""

SINGULAR_S = regex.compile(r"(?:ss|us|is|ness)$")
PAST = regex.compile(r"(?<!ne|fe|se|spe|bre)ed$")
BASE = regex.compile(r"(?:is|iz|if|uc|ul|er|at)(?:e|y)$")
"""Endings of verbs that no list needs to hold: "digitise", "modify"."""

YEARS = regex.compile(r"(?:19|20)\d\d$")
MONTHS = _set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
DEGREES = _set("many much long large big often far old high deep tall fast soon wide")
POINTING = _set("which what whom this that these those it them")
DO = _set("do does did will would can could shall should may might must")
GENERAL = _set(
    "world internet weather public most least same answer documents document question time end beginning "
    "number "
    "following citizens government people past future sky sunset"
)
"""Nouns of which everybody knows one, so that "the weather" points to nothing said before."""
OF_PLACES = _set(
    "road roads street streets population area mayor residents people inhabitants districts intersections "
    "projects "
    "cities capital citizens government buildings hospitals schools"
)
"""What cities and states have: "its roads" are those of the city, whatever else was named."""
OWNING = _set("its their his her")
