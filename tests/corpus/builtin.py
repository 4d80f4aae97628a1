"""The built-in documents as their tests see them, taken apart by a few regular expressions.

Must not use the readers, so that a fault of a reader cannot hide a fault of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

import corpus

FOLDER = Path(corpus.__file__).parent / "documents"
PROFILE, GUIDE = "ascn-profile-2020", "ascn-framework-guide"
RELATED, GOVERNANCE = "ascn-related-frameworks", "ascn-governance"
CONCEPT_NOTE, TERMS = "ascn-concept-note-guide", "ascn-terms-of-reference"
MONITORING, MEETINGS, PARTNERSHIPS = "ascn-monitoring-story", "ascn-meetings", "ascn-partnerships"

MARKER = re.compile(r"\[\^([\w-]+)\]")
DEFINITION = re.compile(r"^\[\^([\w-]+)\]: (.+)$", re.MULTILINE)
SENTENCE_END = re.compile(r"[.!?][\"”’]?((?:\[\^[\w-]+\])+)(?=\s|$)")


@dataclass(frozen=True)
class Sentence:
    """A sentence without its markers, and the keys of its footnotes."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class BuiltIn:
    """A built-in document as these tests see it."""

    path: Path

    @cached_property
    def raw(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def front_matter(self) -> dict[str, Any]:
        head = self.raw.split("---\n")[1]
        values = yaml.safe_load(head)
        assert isinstance(values, dict)
        return values

    @cached_property
    def body(self) -> str:
        return DEFINITION.sub("", self.raw.split("---\n", 2)[2])

    @cached_property
    def footnotes(self) -> dict[str, str]:
        found = DEFINITION.findall(self.raw)
        assert len(found) == len(dict(found)), "a footnote is defined twice"
        return dict(found)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(re.findall(r"^#+ (.+)$", self.body, re.MULTILINE))

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        blocks = re.split(r"\n\s*\n", re.sub(r"^#+ .+$", "", self.body, flags=re.MULTILINE))
        return tuple(" ".join(block.split()) for block in blocks if block.strip())

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(s for paragraph in self.paragraphs for s in split_sentences(paragraph))


def split_sentences(paragraph: str) -> Iterator[Sentence]:
    """The sentences of a paragraph; text after the last footnote comes as a sentence without keys."""
    start = 0
    for end in SENTENCE_END.finditer(paragraph):
        text = paragraph[start : end.start(1)].strip()
        yield Sentence(text, tuple(MARKER.findall(end.group(1))))
        start = end.end()
    if paragraph[start:].strip():
        yield Sentence(paragraph[start:].strip(), ())


DOCUMENTS = {path.stem: BuiltIn(path) for path in sorted(FOLDER.glob("*.md"))}
EACH = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=list(DOCUMENTS))
