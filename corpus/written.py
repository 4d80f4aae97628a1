"""The texts of the corpus as they stand in its files, each with the line on which it stands.

Works on files that break their schema, so that all faults can be told at once. Must not judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex
import yaml

from corpus.models import BlockKind
from corpus.readers.markdown import read_markdown

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PROSE = frozenset({"text", "shape", "doubt", "support"})
_ENDS = regex.compile(r"(?<=[.!?][\"”’)]*)\s+(?=[\"“‘(]?[\p{Lu}\p{N}])")


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a file.

    Attributes:
        path: relative to the corpus.
        line: 1-based; None where the file does not tell.
        keys: the way to it in a YAML file, such as ("timeline", "3", "text"); empty elsewhere.
    """

    path: str
    line: int | None
    keys: tuple[str, ...]
    text: str

    @property
    def place(self) -> str:
        """Where people find it."""
        line = f":{self.line}" if self.line else ""
        return f"{self.path}{line}{' ' if self.keys else ''}{'.'.join(self.keys)}"

    @property
    def is_prose(self) -> bool:
        """Whether it consists of sentences."""
        return not self.keys or self.keys[-1] in _PROSE

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences; split rather too often, after an abbreviation, than too seldom."""
        return tuple(_ENDS.split(self.text))


def written(folder: Path) -> tuple[Written, ...]:
    """Every text of the YAML files and Markdown documents below ``folder``, file by file."""
    files = [*sorted(folder.glob("*.yaml")), *sorted(folder.glob("records/**/*.yaml"))]
    found = [text for path in files for text in _of_yaml(path, path.relative_to(folder).as_posix())]
    for path in sorted(folder.glob("documents/*.md")):
        found += _of_markdown(path, path.relative_to(folder).as_posix())
    return tuple(found)


def _of_yaml(path: Path, name: str) -> Iterator[Written]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8", errors="replace"), Loader=_Loader)
    except yaml.YAMLError:
        return  # that it is no YAML is told by whoever loads it
    if root is not None:
        yield from _scalars(root, name, ())


def _scalars(node: yaml.Node, name: str, keys: tuple[str, ...]) -> Iterator[Written]:
    if isinstance(node, yaml.ScalarNode):
        yield Written(name, node.start_mark.line + 1, keys, node.value)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, name, (*keys, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _scalars(item, name, (*keys, str(number)))


def _of_markdown(path: Path, name: str) -> Iterator[Written]:
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = text.splitlines()
    for page in read_markdown(text, path.name).pages:
        for block in page.blocks:
            if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
                for line in block.text.splitlines():
                    yield Written(name, _line_of(line, lines), (), line)


def _line_of(text: str, lines: list[str]) -> int | None:
    """Where a text begins that lost its footnote markers; told by its first words."""
    start = text[:24]
    return next((number for number, line in enumerate(lines, start=1) if start in line), None)
