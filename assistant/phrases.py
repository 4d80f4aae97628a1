"""The sentences the assistant says in its own voice, beside quotes. English for now.

Must not hold facts: what is stated about the network is always quoted.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.schema import Fate

NO_INDEX = "Nothing can be answered yet: no documents are indexed."
UNDERSTOOD = "Understood as"
WRITING = "Writing the answer and checking each sentence"
CLOSEST = "The documents do not answer this directly. The closest passages are listed below."

_MOST_NAMES = 3


def understood(question: str) -> str:
    """What stands above an answer to a question that leaned on the ones before it."""
    return f"{UNDERSTOOD}: {question}"


def searching(documents: int) -> str:
    """What is said while passages are looked for."""
    return f"Searching {_documents(documents)}"


def not_found(documents: int, absent: Sequence[str]) -> str:
    """What is said when the documents do not hold the answer, naming words that none of them mentions."""
    verb = "was" if documents == 1 else "were"
    text = f"The documents do not hold an answer to this. {_documents(documents)} {verb} searched"
    names = list(dict.fromkeys(word.strip(".,;:!?\"'()“”") for word in absent))[:_MOST_NAMES]
    return f"{text}; no passage near the question mentions {', '.join(names)}." if names else f"{text}."


def missing(parts: Sequence[str]) -> str:
    """What is said beside an answer to some parts of a question, naming the parts without one."""
    return f"The documents do not answer this part: {'; '.join(dict.fromkeys(parts))}"


def not_kept(reason: str) -> str:
    """What is said in the trace where an answer could not be kept."""
    return f"This answer is not kept in the history: {reason}."


DIFFER = {
    "changed": "What changed with time",
    "disagree": "The documents disagree",
    "error": "A source is wrong",
    "scope": "Figures that do not mean the same",
}
"""What stands above the values of a conflict, by its kind."""


FATES = {
    Fate.QUOTED: "quoted",
    Fate.REPLACED: "left out: a document proper says the same and is quoted",
    Fate.UNPROVEN: "left out: its quote did not hold",
    Fate.UNSURE: "left out: not sure enough that it answers",
    Fate.LOW: "left out: scores too low beside the best",
    Fate.ADDS_NOTHING: "left out: adds nothing that was asked for",
    Fate.OVERLAPS: "left out: says the same as one that is quoted",
    Fate.ENOUGH: "left out: enough was said",
    Fate.NOT_OF_THE_DAY: "set aside: not known on that day, or refuted by a better source",
}
"""What became of a sentence that was weighed."""


def no_list(words: Sequence[str]) -> str:
    """What is said where a list was asked for under a condition that is not understood."""
    *others, last = (f"“{word}”" for word in list(dict.fromkeys(words))[:_MOST_NAMES])
    named = f"{', '.join(others)} or {last}" if others else last
    return f"No condition of the records was found in {named}, so no complete list or count is given."


def unknown_name(name: str) -> str:
    """What is said where a list was asked for of something that no record knows."""
    return f"“{name}” is not among the cities, states and programmes on record."


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
