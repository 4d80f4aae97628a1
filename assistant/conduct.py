"""Decides how a question is treated before anything is searched: what of it really asks, and whether
that is for the documents.

Pure: rules over the text, see `assistant.question`. Must not search, and must not word replies.

Why nothing changes where nothing is suspicious: only a sentence that speaks to the assistant is a
reason to take a question apart; every other question is searched as it was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import regex

from assistant.question.characters import plain_letters
from assistant.question.clauses import Role, asked_part, role_of, sentences_of, without_courtesy
from assistant.question.subjects import Subject, subject_of
from assistant.question.wrappers import Part, parts
from assistant.schema import Question


class Kind(StrEnum):
    """How a question is treated."""

    QUESTION = "question"
    DOUBTFUL = "doubtful"
    GREETING = "greeting"
    ABOUT = "about"
    COMMAND = "command"
    SECRETS = "secrets"
    PERSONAL = "personal"
    TASK = "task"

    @property
    def is_searched(self) -> bool:
        """Whether the documents are asked; a doubtful question is refused only if they hold nothing."""
        return self in {Kind.QUESTION, Kind.DOUBTFUL}


@dataclass(frozen=True, slots=True)
class Conduct:
    """What a question comes to: how it is treated, and the part of it that is searched for."""

    kind: Kind
    question: str


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    role: Role
    foreign: bool


_KINDS = {subject: Kind(subject.value) for subject in Subject}
_LEANS = regex.compile(r"(?i)\b(?:it|its|they|them|their|there|that|those|these|this|he|she)\b")
_FIRST_OR_SECOND = regex.compile(r"(?i)\b(?:i|me|my|we|our|you|your|yours)\b")
_LONGEST_TOPIC = 12
"""Words: what stands beside commands, asks nothing and is longer is no topic to be looked up."""

_CIPHER = str.maketrans("013457@$", "oieastas")
_CIPHERED = regex.compile(r"(?<!\S)(?=\S*\p{L})(?=\S*[013457@$])[\p{L}\d@$]{3,}(?!\S)")
_MANY = 3
"""Words with digits for letters, from here on they are read as letters."""


def heard(question: Question) -> tuple[Question, Kind]:
    """The question with only what asks in it, the turns before it likewise, and how it is treated."""
    now = conduct(question.text)
    before = [conduct(turn) for turn in question.turns]
    turns = tuple(turn.question for turn in before if turn.kind.is_searched)
    # What was said to a turn that is left out is nothing to lean on.
    said = "" if before and not before[-1].kind.is_searched else question.said
    return question.model_copy(update={"text": now.question, "turns": turns, "said": said}), now.kind


def conduct(text: str) -> Conduct:
    """How a question is treated and what of it is searched for."""
    letters = plain_letters(text)
    said = [saying for part in parts(letters) for saying in _sayings(part)]
    asked = _asked(said)
    if asked is not None:
        subject = subject_of(asked)
        return Conduct(_KINDS[subject] if subject else Kind.QUESTION, asked)
    whole = " ".join(letters.split())
    if said and all(saying.role is Role.GREETS for saying in said):
        return Conduct(Kind.GREETING, whole)
    subject = subject_of(" ".join(saying.text for saying in said) or whole) or subject_of(_deciphered(whole))
    kind = Kind.COMMAND if subject in {None, Subject.DOUBTFUL} else _KINDS[subject]
    return Conduct(kind, whole)


def _sayings(part: Part) -> list[_Said]:
    found = []
    for sentence in sentences_of(part.text):
        role = role_of(_deciphered(sentence))
        found.append(_Said(sentence, role, part.foreign))
    return found


def _asked(said: list[_Said]) -> str | None:
    """What the sentences ask for; None where none of them does."""
    suspicious = any(saying.role is Role.COMMANDS or saying.foreign for saying in said)
    if not suspicious:
        kept = [without_courtesy(saying.text) for saying in _on_topic(said) if saying.role is not Role.GREETS]
        return " ".join(kept) or None
    own = _questions([saying for saying in said if not saying.foreign])
    if own:
        return own
    topics = [s.text for s in said if s.role is Role.TELLS and not s.foreign and _is_topic(s.text)]
    return " ".join(topics) or _questions([saying for saying in said if saying.foreign])


def _questions(said: list[_Said]) -> str | None:
    """The sentences that ask, each with the one before it where it leans on that."""
    kept: list[str] = []
    told: str | None = None
    for saying in _on_topic(said):
        asked = _asked_beside_command(saying.text) if saying.role is Role.COMMANDS else saying.text
        if saying.role is Role.TELLS:
            told = saying.text if not _FIRST_OR_SECOND.search(saying.text) else None
        elif saying.role is not Role.GREETS and asked:
            if told is not None and not kept and _LEANS.search(asked):
                kept.append(told)
            kept.append(without_courtesy(asked))
    return " ".join(kept) or None


def _on_topic(said: list[_Said]) -> list[_Said]:
    """The sentences without those on a subject of their own, where an ordinary question stands beside."""
    apart = [s for s in said if s.role is not Role.GREETS and subject_of(s.text)]
    others = any(s.role is Role.ASKS for s in said if s not in apart)
    return [s for s in said if s not in apart] if others else said


def _asked_beside_command(text: str) -> str | None:
    """What a commanding sentence asks too, unless that is about the task it sets."""
    return None if subject_of(text) is Subject.TASK else asked_part(text)


def _is_topic(text: str) -> bool:
    return 1 < len(text.split()) <= _LONGEST_TOPIC and not _FIRST_OR_SECOND.search(text)


def _deciphered(text: str) -> str:
    """Digits that stand for letters read as such, where many words are written so."""
    if len(_CIPHERED.findall(text)) < _MANY:
        return text
    return _CIPHERED.sub(lambda match: match[0].translate(_CIPHER), text)
