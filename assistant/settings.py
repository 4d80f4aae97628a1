"""Every setting in one place: default, file, environment, in this order; unknown keys are refused.

The file is ``ascn.toml`` in the data folder; a variable is ``ASCN_`` and the key in capitals. Must
not act on a setting.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from assistant.errors import SettingsInvalid

_PREFIX = "ASCN_"
_ELSEWHERE = frozenset({"DATA", "SHARED"})
"""Variables with our prefix that are no settings: the data folder itself, the tests' material."""

_AROUND = {
    "threads", "index_workers", "history", "history_days", "history_answers", "history_url", "host", "port",
}  # fmt: skip
"""Settings that no answer depends on."""


class Settings(BaseModel):
    """All settings with their defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    embedder: str = Field("e5-small", description="which model makes the vectors")
    threads: int = Field(1, ge=1, le=64, description="threads of the embedder for questions")
    index_workers: int = Field(2, ge=1, le=64, description="passages embedded at a time while indexing")
    rerank: bool = Field(
        True, description="compare token by token where question and passages differ in language"
    )
    passages: int = Field(12, ge=1, le=50, description="passages that evidence is chosen from")
    sentences: int = Field(4, ge=1, le=5, description="sentences of an answer at the most")
    suggestions: int = Field(3, ge=0, le=3, description="follow-up questions offered at the most")
    history: bool = Field(True, description="keep answers and conversations on disk")
    history_days: int = Field(90, ge=1, le=3_650, description="days that they are kept")
    history_answers: int = Field(10_000, ge=1, le=1_000_000, description="answers that are kept at the most")
    history_url: SecretStr | None = Field(
        None, description="database that keeps them, as SQLAlchemy writes it; else a file of the data folder"
    )
    host: str = Field("127.0.0.1", description="address the server listens on")
    port: int = Field(8000, ge=0, le=65535, description="port the server listens on, 0 for any free one")

    @property
    def fingerprint(self) -> str:
        """Names the settings that an answer can depend on."""
        return hashlib.sha256(self.model_dump_json(exclude=_AROUND).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Origin:
    """A setting's value and where it comes from: "default", the file's name or the variable's."""

    value: object
    origin: str


def data_root(environment: Mapping[str, str] = os.environ) -> Path:
    """The data folder: ``ASCN_DATA``, else ``ascn`` below the user's data home."""
    if chosen := environment.get("ASCN_DATA"):
        return Path(chosen).expanduser()
    home = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "ascn"


def load(file: Path, environment: Mapping[str, str] = os.environ) -> tuple[Settings, dict[str, Origin]]:
    """The settings in force and the origin of each.

    Raises:
        SettingsInvalid: an unknown key, a value out of range, or a file that is no TOML.
    """
    given: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for key, value in _from_file(file).items():
        given[key], origins[key] = value, file.name
    for name, value in environment.items():
        key = name.removeprefix(_PREFIX)
        if name.startswith(_PREFIX) and key not in _ELSEWHERE:
            given[key.lower()], origins[key.lower()] = value, name
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        step = f"Known settings are {', '.join(Settings.model_fields)}"
        raise SettingsInvalid(f"{origins.get(key, key)} ({key})", first["msg"], step) from error
    return settings, {
        k: Origin(getattr(settings, k), origins.get(k, "default")) for k in Settings.model_fields
    }


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsInvalid(str(file), f"it cannot be read ({error})", "Mend it or move it away") from error
