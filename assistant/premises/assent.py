"""Tells whether a sentence says all that a question for yes or no asks, so that the answer is yes.

Must not say no: what a sentence leaves out is not denied by it.
"""

from __future__ import annotations

import regex

from assistant.evidence import Evidence, Wanted
from assistant.premises.asserted import asks_for_yes_or_no

_DENIES = regex.compile(
    r"\b(?:not|no|never|none|nor|without|only|yet|neither|hardly|n[’']t|planned|proposed)\b", regex.I
)
_BINDS = regex.compile(r"\b(?:must|shall|should|need|required|obliged|have to|has to)\b", regex.I)


def assents(question: str, words: Wanted, evidence: Evidence) -> bool:
    """Whether every content word of ``question`` stands in the sentence, names at least in its place.

    A denial in either, or a duty in one of them alone, leaves it open.
    """
    if not asks_for_yes_or_no(question) or _DENIES.search(question) or _DENIES.search(evidence.text):
        return False
    if bool(_BINDS.search(question)) is not bool(_BINDS.search(evidence.text)):
        return False
    open_ = words.weights.keys() - evidence.covered
    return open_ <= words.names and open_ <= evidence.met
