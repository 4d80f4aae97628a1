"""Faults that the files of the corpus show by themselves: damaged or endless text, ids that lead nowhere.

Works on files that break their schema. Must not load records or mend anything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ftfy.badness
import regex

from corpus.citations import Reference
from corpus.written import Written

LONGEST_SENTENCE = 60
"""Words."""

_KEY = regex.compile(r"(?m)^(id|supersedes):[ \t]*[\"']?([^\s\"']+)[\"']?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: of what, why, and where it stands."""

    thing: str
    reason: str
    place: str


def faults(folder: Path, texts: Sequence[Written]) -> Iterator[Finding]:
    """All that is wrong with the texts below ``folder``, whether or not its records can be loaded."""
    for text in texts:
        yield from _of_text(text)
    yield from _unknown_sources(texts)
    yield from _unknown_cities(folder, texts)
    yield from _supersession_loops(folder, texts)


def _of_text(text: Written) -> Iterator[Finding]:
    if damage := damaged(text.text):
        yield Finding(start(text.text), damage, text.place)
    if text.is_prose:
        for sentence in text.sentences:
            if (words := len(sentence.split())) > LONGEST_SENTENCE:
                yield Finding(start(sentence), f"the sentence has {words} words", text.place)


def damaged(text: str) -> str | None:
    """What shows that ``text`` was damaged on its way here; None where it looks whole."""
    if "\ufffd" in text:
        return "it holds a replacement character"
    odd = next((c for c in text if unicodedata.category(c) in {"Cc", "Co", "Cn"} and c not in "\n\t"), None)
    if odd is not None:
        return f"it holds the character U+{ord(odd):04X}, which is no text"
    if ftfy.badness.is_bad(text):
        return "its characters were decoded wrongly"
    return None


def _unknown_sources(texts: Sequence[Written]) -> Iterator[Finding]:
    known = {text.text for text in texts if _is_source_file(text) and text.keys[1:] == ("id",)}
    for text in texts:
        if "src" not in text.keys[-2:]:
            continue
        try:
            source = Reference.parse(text.text).source
        except ValueError as error:
            yield Finding(text.text, str(error), text.place)
            continue
        if source not in known:
            yield Finding(text.text, f"no source has the id {source}", text.place)


def _is_source_file(text: Written) -> bool:
    return text.path.rpartition("/")[2] == "sources.yaml"


def _unknown_cities(folder: Path, texts: Sequence[Written]) -> Iterator[Finding]:
    # Named after their ids, so that a file that cannot be read is one fault and not one for each project.
    known = {path.stem for path in folder.glob("records/cities/*.yaml")}
    for text in texts:
        named = text.path.startswith("records/projects/") and text.keys[-1:] == ("city",)
        if named and text.text not in known:
            yield Finding(text.text, "a project names this city, which is no record", text.place)


def _supersession_loops(folder: Path, texts: Sequence[Written]) -> Iterator[Finding]:
    older: dict[str, str] = {}
    places: dict[str, str] = {}
    for id_, supersedes, place in (*_declared(texts), *_self_described(folder)):
        older[id_], places[id_] = supersedes, place
    told: set[str] = set()
    for id_ in older:
        loop = supersession_loop(id_, older)
        if loop and not told & set(loop):
            told |= set(loop)
            yield Finding(id_, f"it supersedes itself: {' → '.join((*loop, loop[0]))}", places[id_])


def supersession_loop(id_: str, older: Mapping[str, str]) -> tuple[str, ...]:
    """The documents from ``id_`` back to itself, each superseding the next; empty where there is no loop."""
    way = [id_]
    while (previous := older.get(way[-1])) is not None:
        if previous == id_:
            return tuple(way)
        if previous in way:
            return ()  # a loop further on, which is found from there
        way.append(previous)
    return ()


def _declared(texts: Iterable[Written]) -> Iterator[tuple[str, str, str]]:
    """Id, what it supersedes, and the place, of every document that sources declare."""
    ids: dict[tuple[str, str], str] = {}
    for text in filter(_is_source_file, texts):
        if text.keys[1:] == ("document", "id"):
            ids[text.path, text.keys[0]] = text.text
        elif text.keys[1:] == ("document", "supersedes") and text.text not in {"", "null", "~"}:
            yield ids.get((text.path, text.keys[0]), "?"), text.text, text.place


def _self_described(folder: Path) -> Iterator[tuple[str, str, str]]:
    for path in sorted(folder.glob("documents/*.md")):
        front = path.read_text(encoding="utf-8", errors="replace").partition("\n---\n")[0]
        said = dict(_KEY.findall(front))
        if "id" in said and said.get("supersedes", "null") not in {"null", "~"}:
            yield said["id"], said["supersedes"], path.relative_to(folder).as_posix()


def start(text: str) -> str:
    """Enough of a text to know it by."""
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
