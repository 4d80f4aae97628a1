"""What of a document is never quoted, whatever was asked. Must not rank, and must not hide a document.

Three sorts: a sentence that speaks to a language model, a question, which proves nothing, and contact
data of a person. They stay in the document for whoever opens it.
"""

from __future__ import annotations

from corpus.instructions import instruction_in
from corpus.personal import personal_contact_in

_QUESTION = ("?", "？", "؟", "?”", '?"')


def proves(text: str) -> bool:
    """Whether a sentence may be a claim."""
    return shows(text) and not text.rstrip().endswith(_QUESTION)


def shows(text: str) -> bool:
    """Whether a passage may be shown beside an answer."""
    return instruction_in(text) is None and not personal_contact_in(text)
