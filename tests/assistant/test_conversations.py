"""A conversation remembers its own questions, within bounds."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversations import Conversations
from assistant.memory import MOST_CONVERSATIONS, MOST_TURNS
from assistant.schema import Question
from assistant.turn import Event


class Listener:
    """Hears what is asked."""

    def __init__(self) -> None:
        self.heard: list[Question] = []

    def ask(self, question: Question) -> Iterator[Event]:
        self.heard.append(question)
        yield from ()


def ask(conversations: Conversations, text: str, conversation: str | None) -> None:
    list(conversations.ask(Question(text=text, conversation_id=conversation)))


def test_a_follow_up_comes_with_the_questions_before_it() -> None:
    listener = Listener()
    conversations = Conversations(listener)
    for text in ("one", "two", "three"):
        ask(conversations, text, "a")
    assert listener.heard[-1].turns == ("one", "two")


def test_conversations_do_not_hear_each_other() -> None:
    listener = Listener()
    conversations = Conversations(listener)
    ask(conversations, "mine", "a")
    ask(conversations, "yours", "b")
    ask(conversations, "nobody's", None)
    assert [question.turns for question in listener.heard] == [(), (), ()]


def test_memory_is_bounded_in_turns_and_in_conversations() -> None:
    listener = Listener()
    conversations = Conversations(listener)
    for number in range(MOST_TURNS + 5):
        ask(conversations, str(number), "long")
    assert len(listener.heard[-1].turns) == MOST_TURNS
    for number in range(MOST_CONVERSATIONS):
        ask(conversations, "again", str(number))
    ask(conversations, "later", "long")
    assert listener.heard[-1].turns == ()
