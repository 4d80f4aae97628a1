"""What the assistant says in its own voice, in the language of whoever asks.

One catalogue a language, ``en.yaml`` complete and the measure of all others; a language or sentence
without a translation is said in English. A sentence that counts has the forms ``one`` and ``other``.

To add a sentence: put it into ``en.yaml`` under a new key, say it through a function of
`assistant.phrases` that takes the language last, and translate it in the other files, which a test asks
for. Must not hold facts, nor the words of the documents.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from corpus.data_files import read_data

FOLDER = Path(__file__).parent
ENGLISH = "en"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


class Catalogue(BaseModel):
    """The sentences of one language.

    Attributes:
        checked: whether somebody who speaks the language has checked them.
        messages: key → sentence, or its forms for one and for any other number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    checked: bool
    months: list[str] = Field(min_length=12, max_length=12)
    messages: dict[str, str | dict[str, str]]


def said(key: str, language: str = ENGLISH, *, count: int | None = None, **values: object) -> str:
    """A sentence in a language by its BCP 47 tag, its places filled.

    Raises:
        KeyError: no catalogue has such a sentence.
    """
    own = catalogue(language).messages
    form = own[key] if key in own else catalogue(ENGLISH).messages[key]
    if isinstance(form, dict):
        form = form["one" if count == 1 else "other"]
    return form.format(count=count, **values)


def written_day(day: date, language: str = ENGLISH) -> str:
    """A day as it is written in a language: "8 July 2018"."""
    month = catalogue(language).months[day.month - 1]
    return said("day", language, d=day.day, month=month, y=day.year)


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language, regions left out; the English one where there is none.

    Raises:
        CorpusInvalid: its file is broken.
    """
    base = language.split("-")[0].casefold()
    tag = base if base in LANGUAGES else ENGLISH
    return read_data(TypeAdapter(Catalogue), FOLDER / f"{tag}.yaml")
