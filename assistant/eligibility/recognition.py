"""Tells whether a question asks if somebody in particular may apply.

Must not answer. Why: "which programmes are open to companies" is a list and "who may apply" a question to
the documents; a verdict needs somebody: the asker, or an applicant that is named.
"""

from __future__ import annotations

import regex

from assistant.eligibility.applicants import phrase
from assistant.eligibility.naming import programmes
from assistant.eligibility.subjects import Voice, subjects

_APPLY = (
    r"(?:apply|applied|eligible|qualify|qualified|submit|bid|take part|participate|join|"
    r"be admitted|be considered|become (?:an? )?members?|"
    r"get (?:money|funding|funded|support|finance|a grant|help|anything|something)|"
    r"receive (?:money|funding|support|a grant)|be funded|be supported)"
)
_NO_RULE = r"(?!(?:\S+ ){0,4}(?:need|have to|must|should|write|do|fill))"
_WE = r"(?:we|i|(?:our|my) (?:[\p{L}-]+ ){0,3}?[\p{L}-]+)"


def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}]){pattern}(?![\p{{L}}\p{{N}}])")


_HOW = regex.compile(
    r"(?i)^\W*(?:and |but |so )?(?:how|when|where|why|who|whom|whose|(?:what|which) "
    r"(?:documents?|papers?|forms?|criteria|conditions?|rules?|requirements?|steps?|dates?|deadlines?))(?![\p{L}])"
)
_WE_ASK = (
    _compiled(
        rf"(?:can|could|may|might|are|am|is|do|does|would|will) {_WE} {_NO_RULE}(?:\S+ ){{0,5}}?{_APPLY}"
    ),
    _compiled(r"(?:open|available|suitable|right|there|meant|made|accessible) (?:to|for) (?:us|me)"),
    _compiled(
        r"(?:programmes?|programs?|funds?|grants?|calls?|funding|money|support|anything|something) "
        r"for (?:us|me)"
    ),
    _compiled(r"(?:are|am) (?:we|i) (?:still |also )?(?:eligible|entitled|admitted|qualified)"),
)
_OTHERS_ASK = (
    _compiled(
        r"(?:can|could|may|might|is|are|does|do|would) .{2,80}? "
        r"(?:apply|have applied|eligible|qualify|submit|bid)"
    ),
    _compiled(
        r"(?:programmes?|programs?|grants?|calls?|funding) (?:is |are |would be )?"
        r"(?:open|available) (?:to|for)"
    ),
    _compiled(r"(?:what|is|are|would) (?:\S+ ){0,8}?(?:open|available) (?:to|for)"),
)
_OTHERS_JOIN = _compiled(
    r"(?:can|could|may|might) .{2,80}? "
    r"(?:join|take part|participate|become|get|receive|lead|host|be admitted)"
)
_CONCERNS = _compiled(
    r"(?:appl(?:y|ying|ication|ications)|eligib(?:le|ility)|qualif(?:y|ies)|open to|take part|"
    r"participat\w+|join|funding|funded|money|finance|grants?|calls?|proposals?|programmes?|programs?|support)"
)
_ELSEWHERE = regex.compile(
    r"(?i)(?:apakah )?(?:kami|kita|saya) (?:bisa|dapat|boleh|layak|memenuhi syarat|berhak)|"
    r"(?:bolehkah|bisakah|dapatkah) (?:kami|kita|saya)|chúng tôi (?:có thể|có được|có đủ|đủ) |"
    r"(?:maaari|pwede) ba (?:kaming|akong)|kwalipikado ba (?:kami|ako)|"
    r"(?:เรา|พวกเรา|บริษัท).{0,60}(?:สมัคร|มีสิทธิ)|"
    r"我们.{0,30}(?:申请|资格|报名)|我們.{0,30}(?:申請|資格)|(?:弊社|当社|私たち|我々).{0,60}(?:応募|申請)|"
    r"(?:우리|저희).{0,60}(?:신청|지원할|자격)"
)


def is_about_eligibility(question: str) -> bool:
    """Whether a question asks if the asker, or an applicant that it names, may apply to something."""
    if _ELSEWHERE.search(question):
        return True
    if _HOW.search(question):
        return False
    if any(pattern.search(question) for pattern in _WE_ASK):
        return True
    return _introduced(question) or _names_another(question)


def _introduced(question: str) -> bool:
    """Whether somebody says who they are and asks about a programme or what there is."""
    if "?" not in question or not any(subject.voice is Voice.SELF for subject in subjects(question)):
        return False
    said = (phrase(question, subject) for subject in subjects(question) if subject.voice is Voice.SELF)
    if not any(read.facts or read.unsure for read in said):
        return False
    return bool(_CONCERNS.search(question) or programmes(question))


def _names_another(question: str) -> bool:
    """Whether it asks about a concrete applicant: a city, or a type of applicant in a country."""
    asks = any(pattern.search(question) for pattern in _OTHERS_ASK)
    if not asks and not (_OTHERS_JOIN.search(question) and programmes(question)):
        return False
    read = [phrase(question, subject) for subject in subjects(question) if subject.voice is Voice.OTHER]
    if asks and programmes(question) and any(said.strange for said in read):
        return True
    return any(
        {"applicant.type", "applicant.country"} <= {fact.path for fact in phrase(question, subject).facts}
        and not question[subject.start : subject.end].casefold().startswith(("cities", "countries"))
        for subject in subjects(question)
        if subject.voice in {Voice.OTHER, Voice.OURS, Voice.ROLE}
    )
