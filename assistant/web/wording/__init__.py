"""The texts of the pages, labels, headings and hints, in the reader's language.

One file a language, ``en.yaml`` complete and the measure of all others; a text without a translation is shown
in English. A text that counts has the forms ``one`` and ``other``. What the assistant itself says in an
answer is in `assistant.messages`. Must not hold facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter
from starlette.requests import Request

from corpus.data_files import read_data

FOLDER = Path(__file__).parent
ENGLISH = "en"
COOKIE = "ascn_language"
LANGUAGES = (ENGLISH, *sorted({path.stem for path in FOLDER.glob("*.yaml")} - {ENGLISH}))
"""Languages by their BCP 47 tags, English first."""

_SCRIPT = "script."


class Catalogue(BaseModel):
    """The texts of one language.

    Attributes:
        name: the language in its own words.
        checked: whether somebody who speaks the language has checked them.
        texts: key → text, or its forms for one and for any other number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    checked: bool
    texts: dict[str, str | dict[str, str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of the pages in one language; called with a key it gives the text."""

    language: str

    def __call__(self, key: str, count: int | None = None, **values: object) -> str:
        """A text with its places filled.

        Raises:
            KeyError: no catalogue has such a text.
        """
        form = self._form(key)
        if isinstance(form, dict):
            form = form["one" if count == 1 else "other"]
        return form.format(count=count, **values)

    @property
    def checked(self) -> bool:
        """Whether a speaker of the language has checked the texts."""
        return catalogue(self.language).checked

    @property
    def for_scripts(self) -> Mapping[str, str | dict[str, str]]:
        """The texts that scripts show, with their places unfilled, by key without ``script.``."""
        keys = (key for key in catalogue(ENGLISH).texts if key.startswith(_SCRIPT))
        return {key.removeprefix(_SCRIPT): self._form(key) for key in keys}

    def _form(self, key: str) -> str | dict[str, str]:
        own = catalogue(self.language).texts
        return own[key] if key in own else catalogue(ENGLISH).texts[key]


def language_of(request: Request) -> str:
    """The language of the pages: the chosen one, else the first of the browser's we have, else English."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return accepted(request.headers.get("accept-language", ""))


def accepted(header: str) -> str:
    """Our best language for an ``Accept-Language`` header (RFC 9110, 12.5.4), English where it names none."""
    ranked = sorted(_ranges(header), key=lambda each: -each[1])
    for tag, weight in ranked:
        base = tag.split("-")[0].lower()
        known = {"tl": "fil", "in": "id"}.get(base, base)  # two tags of old for the same languages
        if weight > 0 and known in LANGUAGES:
            return known
    return ENGLISH


def names() -> Mapping[str, str]:
    """Every language's tag and its name in its own words."""
    return {tag: catalogue(tag).name for tag in LANGUAGES}


@cache
def catalogue(language: str) -> Catalogue:
    """The texts of a language.

    Raises:
        CorpusInvalid: its file is missing or broken.
    """
    return read_data(TypeAdapter(Catalogue), FOLDER / f"{language}.yaml")


def _ranges(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(",")[:20]:
        tag, _, weight = part.strip().partition(";")
        try:
            found.append((tag.strip(), float(weight.strip().removeprefix("q=") or 1)))
        except ValueError:
            continue
    return found
