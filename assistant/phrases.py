"""The sentences the assistant says in its own voice, beside quotes. English for now.

Must not hold facts: what is stated about the network is always quoted.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

NO_INDEX = "Nothing can be answered yet: no documents are indexed."
CLOSEST = "The documents do not answer this directly. The closest passages are listed below."

_MOST_NAMES = 3
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’&-]{1,40}")
"""What is said back of a question: never an address or a piece of code that came in with it."""


def searching(documents: int) -> str:
    """What is said while passages are looked for."""
    return f"Searching {_documents(documents)}"


def not_found(documents: int, absent: Sequence[str]) -> str:
    """What is said when the documents do not hold the answer, naming words that none of them mentions."""
    verb = "was" if documents == 1 else "were"
    text = f"The documents do not hold an answer to this. {_documents(documents)} {verb} searched"
    words = (word.strip(".,;:!?\"'()“”") for word in absent)
    names = list(dict.fromkeys(word for word in words if _WORD.fullmatch(word)))[:_MOST_NAMES]
    return f"{text}; no passage near the question mentions {', '.join(names)}." if names else f"{text}."


DIFFER = {
    "changed": "What changed with time",
    "disagree": "The documents disagree",
    "error": "A source is wrong",
    "scope": "Figures that do not mean the same",
}
"""What stands above the values of a conflict, by its kind."""


def no_list(words: Sequence[str]) -> str:
    """What is said where a list was asked for under a condition that is not understood."""
    *others, last = (f"“{word}”" for word in list(dict.fromkeys(words))[:_MOST_NAMES])
    named = f"{', '.join(others)} or {last}" if others else last
    return f"No condition of the records was found in {named}, so no complete list or count is given."


def unknown_name(name: str) -> str:
    """What is said where a list was asked for of something that no record knows."""
    return f"“{name}” is not among the cities, states and programmes on record."


_OFFER = "Ask what the documents of the ASEAN Smart Cities Network say, for example on cities and projects."

DECLINED = {
    "greeting": "Hello. What would you like to know about the ASEAN Smart Cities Network?",
    "about": "I answer questions about the ASEAN Smart Cities Network from its documents and quote the"
    " sentence that proves each answer. What would you like to know?",
    "command": f"I take no instructions and play no part: I quote documents. {_OFFER}",
    "secrets": "There is no hidden text worth telling: I look questions up in documents and quote what they"
    f" say; nothing about this service or its settings is told. {_OFFER}",
    "personal": "Private data of persons are not given, only the office contacts that the documents publish."
    " Ask which body or office is in charge.",
    "task": f"I look things up and quote them; I write, translate, calculate and run nothing. {_OFFER}",
    "doubtful": f"This is not a matter of the documents, and nothing in them answers it. {_OFFER}",
}
"""What is said, by the kind of `assistant.conduct`, where no answer is looked for or expected."""

EXAMPLES = (
    "How many cities does the network have?",
    "Which cities joined the ASCN in 2025?",
    "Who chairs the ASCN in 2026?",
)
"""Questions that the built-in documents answer; a test asks them."""


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
