"""YAML files that ship with the project → validated frozen values, with one shape of error.

Must not know what the values mean.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError

from corpus.citations import KNOWN
from corpus.errors import CorpusInvalid

Value = TypeVar("Value")

SHIPPED = Path(str(resources.files("corpus")))
"""The folder of the installed package that holds the data."""


def _written_day(value: object) -> object:
    return value.isoformat() if type(value) is date else str(value) if type(value) is int else value


When = Annotated[str, BeforeValidator(_written_day), Field(pattern=r"^\d{4}(-[01]\d(-[0-3]\d)?)?$")]
"""A year, month or day as far as it is known: "2018", "2018-04", "2018-04-28"."""

_Tag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
_Spelling = Annotated[str, Field(min_length=1)]

LocalNames = dict[_Tag, _Spelling]
"""BCP 47 tag → name in that language."""


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


LocalSpellings = dict[_Tag, Annotated[tuple[_Spelling, ...], BeforeValidator(_several), Field(min_length=1)]]
"""BCP 47 tag → the spellings of a name in that language, the official one first."""


_WHOLE = re.compile(r"\S(.*\S)?[.!?][\"”’)]*")


def _whole_sentences(text: str) -> str:
    if not _WHOLE.fullmatch(text):
        raise ValueError("it is no line of whole sentences")
    return text


Text = Annotated[str, AfterValidator(_whole_sentences)]
"""One or more whole sentences on one line."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """Refuses a key that stands twice in one mapping, which YAML would silently overwrite."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    keys = [key.value for key, _ in node.value]
    if len(keys) != len(set(keys)):
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise yaml.constructor.ConstructorError(
            None, None, f'the key "{doubled}" stands twice', node.start_mark
        )
    found: dict[Hashable, Any] = loader.construct_mapping(node, deep=True)
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_data(shape: TypeAdapter[Value], path: Path, known: Collection[str] | None = None) -> Value:
    """The validated content of a YAML file.

    Args:
        known: the ids of all sources; a citation of any other is refused. None checks no citation.

    Raises:
        CorpusInvalid: it is missing, no YAML, or breaks ``shape``; names file, field and reason.
    """
    context = None if known is None else {KNOWN: known}
    try:
        return shape.validate_python(_content(path), context=context)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        raise invalid(path, f"{where}: {reason}" if where else reason, "Mend that field") from error


def invalid(path: Path, reason: str, next_step: str) -> CorpusInvalid:
    """What is wrong with a file of data, named by its folder and name."""
    return CorpusInvalid(f"{path.parent.name}/{path.name}", reason, next_step)


def _content(path: Path) -> object:
    try:
        return yaml.load(path.read_bytes(), Loader=_Loader)
    except FileNotFoundError as error:
        raise invalid(path, "the file is missing", "Install the project anew") from error
    except OSError as error:
        raise invalid(path, f"it cannot be read ({error.strerror})", "Check that you may open it") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise invalid(path, f"it is no valid YAML{line}: {problem}", "Mend that line") from error
