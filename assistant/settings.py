"""Every setting in one place: default, file, environment, in this order; unknown keys are refused.

The file is ``ascn.toml`` in the data folder; a variable is ``ASCN_`` and the key in capitals. Must
not act on a setting.

Why `llm_key` and `maintainer_key` are secrets excluded from every dump: settings are hashed, printed and
kept with answers, and a key must be in none of these.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from assistant.errors import SettingsInvalid

_PREFIX = "ASCN_"
_ELSEWHERE = frozenset({"DATA", "SHARED"})
"""Variables with our prefix that are no settings: the data folder itself, the tests' material."""

_OLLAMA = "http://127.0.0.1:11434/v1"
"""Where Ollama serves its OpenAI-like API unless told otherwise."""

SHORTEST_KEY = 16
"""Characters of a key that lets people change documents: a shorter one could be found by trying."""

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
    llm: Literal["none", "openai-like", "ollama"] = Field(
        "none", description="what phrases answers; its sentences are shown only where a quote proves them"
    )
    llm_base_url: str = Field("", description="where its API is, such as http://127.0.0.1:8080/v1")
    llm_model: str = Field("", description="the model's name there")
    llm_key: SecretStr = Field(SecretStr(""), exclude=True, description="the key it wants, if any")
    llm_timeout: float = Field(
        30.0, gt=0, le=600, allow_inf_nan=False, description="seconds all its replies to a question may take"
    )
    llm_tokens: int = Field(600, ge=16, le=8_192, description="tokens of a reply at the most")
    llm_characters: int = Field(
        6_000, ge=100, le=200_000, description="characters of evidence it gets at the most"
    )

    maintainer_key: SecretStr = Field(
        SecretStr(""), exclude=True, description="opens the maintainers' pages; without it there are none"
    )

    @property
    def llm_address(self) -> str:
        """Where the model's API is; Ollama's own place where none is named."""
        return self.llm_base_url or (_OLLAMA if self.llm == "ollama" else "")

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
    _check_llm(settings, origins)
    _check_key(settings, origins)
    return settings, {
        k: Origin(_shown(getattr(settings, k)), origins.get(k, "default")) for k in Settings.model_fields
    }


def _shown(value: object) -> object:
    """A value fit to be printed."""
    if isinstance(value, SecretStr):
        return "set" if value.get_secret_value() else "not set"
    return value


def _check_llm(settings: Settings, origins: Mapping[str, str]) -> None:
    """Refuse a language model of which too little is known to ask it.

    Raises:
        SettingsInvalid: the model or its address is missing, or the address is none.
    """
    if settings.llm == "none":
        return
    name = f"{origins.get('llm', 'llm')} (llm = {settings.llm})"
    if not settings.llm_model:
        raise SettingsInvalid(name, "no model is named", "Set llm_model or ASCN_LLM_MODEL")
    step = "Set llm_base_url or ASCN_LLM_BASE_URL, such as http://127.0.0.1:8080/v1"
    if not settings.llm_address:
        raise SettingsInvalid(name, "it is not known where it is", step)
    where = f"{origins.get('llm_base_url', 'llm_base_url')} (llm_base_url)"
    try:
        address = urlsplit(settings.llm_address)
        usable = address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
    except ValueError:
        usable, address = False, urlsplit("")
    if not usable:
        raise SettingsInvalid(where, "this is no address of an API", step)
    if address.username or address.password or address.query:
        step = "Put the key into ASCN_LLM_KEY"
        raise SettingsInvalid(where, "an address is shown to people and may hold no key", step)


def _check_key(settings: Settings, origins: Mapping[str, str]) -> None:
    """Refuse a key that could be guessed.

    Raises:
        SettingsInvalid: it is too short.
    """
    if 0 < len(settings.maintainer_key.get_secret_value()) < SHORTEST_KEY:
        name = f"{origins.get('maintainer_key')} (maintainer_key)"
        reason = f"a key of fewer than {SHORTEST_KEY} characters could be guessed"
        step = "Choose a longer one, or use `ascn serve --maintain`, which makes one"
        raise SettingsInvalid(name, reason, step)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsInvalid(str(file), f"it cannot be read ({error})", "Mend it or move it away") from error
