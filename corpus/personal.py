"""Recognises contact data of a person, as against those of an office; must not know what they are used for.

Why the name before the @ decides: "info", "secretariat" or the name of a body reach whoever is on duty;
anything else reaches one person, for as long as that person holds the post.
"""

from __future__ import annotations

import regex

_ADDRESS = regex.compile(r"(?<![\w.+-])([\w.+-]+)\s?@\s?[\w-]+(?:\.[\w-]+)+")
_OFFICE = regex.compile(
    r"(?i)^(?:info|contact|mail|e?mail|office|admin|secretariat|support|help|hello|enquir\w*|inquir\w*|feedback|"
    r"press|media|public|general|registry|grants?|fund|programme?|jaif|akcf|ascn|asean|asec|service|"
    r"no-?reply|webmaster|apply|application|call)(?:[._+-].*|\d*)$"
)
_TELEPHONE = regex.compile(
    r"\+\s?\d{1,3}[\s().-]*\d[\d\s().-]{5,}|(?i:\b(?:tel|phone|mobile|hp|fax)\b)[.:\s]*\+?\d[\d\s().-]{5,}"
)
_PERSON = regex.compile(
    r"\b(?:Mr|Mrs|Ms|Mdm|Dr|Atty|Engr|Prof|MGen|Datuk|Dato['’]?|Tan Sri|H\.E)\b\.?\s+\p{Lu}|(?i:\bname\s*:)"
)


def personal_contact_in(text: str) -> bool:
    """Whether a text gives the address of a person, or a telephone number beside a person's name."""
    if "@" in text and any(not _OFFICE.match(match[1]) for match in _ADDRESS.finditer(text)):
        return True
    return _TELEPHONE.search(text) is not None and _PERSON.search(text) is not None
