"""A process that keeps answers: ``python -m tests.assistant.keeping FILE NAME COUNT [MOST_BYTES]``.

Prints the id of each answer once it is kept, and tells what could not be. COUNT 0 goes on until it is killed;
MOST_BYTES is how large a file may become.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from assistant.conversations import Conversations
from assistant.history import Bounds, History
from assistant.schema import Question
from assistant.turn import Event
from tests.assistant.stage import answer

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
BOUNDS = Bounds(days=90, answers=10_000)


class Echo:
    """Answers each question with itself, and with the number of questions before it."""

    def ask(self, question: Question) -> Iterator[Event]:
        reason = str(len(question.turns))
        yield answer(f"You asked: {question.text}", id=f"answer to {question.text}", reason=reason)


def main() -> None:
    file, name, number, *most = sys.argv[1:]
    if most:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most[0]), int(most[0])))
    conversations = Conversations(Echo(), History(Path(file), BOUNDS))
    for turn in range(int(number)) if int(number) else count():
        question = Question(text=f"{name}-{turn} " + "words " * 50, conversation_id=name)
        told = conversations.answer(question)
        lost = "".join(told.trace.notes)
        sys.stdout.write(f"{told.id.split()[-51]}\t{told.reason}\t{lost}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
