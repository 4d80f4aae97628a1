"""What a maintainer says of the files to be added: fields of a form → `Given`, or what is wrong with them.

Must not ask the files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.web import web_address
from corpus.intake import Given
from corpus.models import Audience, DocumentKind

FIELDS = ("title", "published", "kind", "audience", "language", "url", "publisher")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Said:
    """A form as it was filled in.

    Attributes:
        fields: what was typed, by field.
        given: what it means; of a field with a complaint, nothing.
        complaints: field → key of the text that says what is wrong.
    """

    fields: Mapping[str, str]
    given: Given
    complaints: Mapping[str, str]


def read(form: Mapping[str, str], files: int) -> Said:
    """What was said of ``files`` files."""
    fields = {name: " ".join(form.get(name, "").split()) for name in FIELDS}
    complaints = {
        name: f"maintain.wrong.{name}"
        for name, fits in _FIT.items()
        if fields[name] and not fits(fields[name])
    }
    if files > 1 and fields["title"]:
        complaints["title"] = "maintain.wrong.one_title"
    good = {name: text for name, text in fields.items() if text and name not in complaints}
    given = Given(
        title=good.get("title"),
        published=date.fromisoformat(good["published"]) if "published" in good else None,
        kind=DocumentKind(good.get("kind", DocumentKind.OTHER)),
        audience=Audience(good.get("audience", Audience.PUBLIC)),
        language=good.get("language"),
        url=good.get("url"),
        publisher=good.get("publisher"),
    )
    return Said(fields, given, complaints)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year >= 1900
    except ValueError:
        return False


def _is_short(text: str) -> bool:
    return len(text) <= _MOST_CHARACTERS and text.isprintable()


_FIT: Mapping[str, Callable[[str], bool]] = {
    "title": _is_short,
    "published": _is_day,
    "kind": lambda text: text in set(DocumentKind),
    "audience": lambda text: text in set(Audience),
    "language": lambda text: _LANGUAGE.fullmatch(text) is not None,
    "url": lambda text: _is_short(text) and web_address(text) is not None,
    "publisher": _is_short,
}
