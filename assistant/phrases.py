"""The sentences the assistant says in its own voice, beside quotes. English for now, by status.

Must not hold facts: what is stated about the network is always quoted.
"""

from __future__ import annotations

from collections.abc import Sequence

NO_INDEX = "Nothing can be answered yet: no documents are indexed."
CLOSEST = "The documents do not answer this directly. The closest passages are listed below."


def not_found(searched: int, names: Sequence[str]) -> str:
    """What is said when the documents do not hold the answer."""
    documents = "1 document" if searched == 1 else f"{searched} documents"
    text = f"The documents do not hold an answer to this. {documents} were searched"
    if searched == 1:
        text = text.replace("were", "was")
    return f"{text}; none of them mentions {', '.join(names)}." if names else f"{text}."
