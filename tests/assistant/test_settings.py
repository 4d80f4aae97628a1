"""Settings have one place, an origin each, and refuse what they do not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsInvalid
from assistant.settings import data_root, load


def test_a_variable_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    file = tmp_path / "ascn.toml"
    file.write_text("port = 9000\npassages = 7\n")
    settings, origins = load(file, {"ASCN_PORT": "9001"})
    assert (settings.port, settings.passages, settings.threads) == (9001, 7, 1)
    assert [origins[k].origin for k in ("port", "passages", "threads")] == [
        "ASCN_PORT",
        "ascn.toml",
        "default",
    ]


def test_an_unknown_key_is_refused_and_the_known_ones_are_named(tmp_path: Path) -> None:
    file = tmp_path / "ascn.toml"
    file.write_text("prot = 9000\n")
    with pytest.raises(SettingsInvalid, match=r"ascn\.toml \(prot\).*port"):
        load(file, {})


def test_a_value_out_of_range_names_its_variable() -> None:
    with pytest.raises(SettingsInvalid, match="ASCN_PORT"):
        load(Path("absent.toml"), {"ASCN_PORT": "99999"})


def test_a_file_that_is_no_toml_is_an_error_not_a_default(tmp_path: Path) -> None:
    file = tmp_path / "ascn.toml"
    file.write_text("port = = 1")
    with pytest.raises(SettingsInvalid, match="cannot be read"):
        load(file, {})


def test_the_data_folder_can_be_chosen_and_is_no_setting() -> None:
    assert data_root({"ASCN_DATA": "/somewhere"}) == Path("/somewhere")
    load(Path("absent.toml"), {"ASCN_DATA": "/somewhere"})


def test_a_file_without_a_language_model_needs_no_more_than_before(tmp_path: Path) -> None:
    file = tmp_path / "ascn.toml"
    file.write_text("port = 9000\n")
    assert load(file, {})[0].llm == "none"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"LLM": "openai"}, "ASCN_LLM.*'openai-like'"),
        ({"LLM": "openai-like", "LLM_BASE_URL": "http://127.0.0.1/v1"}, "ASCN_LLM.*no model.*ASCN_LLM_MODEL"),
        ({"LLM": "openai-like", "LLM_MODEL": "m"}, "ASCN_LLM.*where it is.*ASCN_LLM_BASE_URL"),
        (
            {"LLM": "openai-like", "LLM_MODEL": "m", "LLM_BASE_URL": "localhost"},
            "ASCN_LLM_BASE_URL.*no address",
        ),
        (
            {"LLM": "ollama", "LLM_MODEL": "m", "LLM_BASE_URL": "file:///etc/hosts"},
            "ASCN_LLM_BASE_URL.*no address",
        ),
        (
            {"LLM": "ollama", "LLM_MODEL": "m", "LLM_BASE_URL": "http://[::1/v1"},
            "ASCN_LLM_BASE_URL.*no address",
        ),
        (
            {"LLM": "ollama", "LLM_MODEL": "m", "LLM_BASE_URL": "https://me:sk-1@a.example/v1"},
            "no key.*ASCN_LLM_KEY",
        ),
        ({"LLM_TIMEOUT": "0"}, "ASCN_LLM_TIMEOUT"),
        ({"LLM_TIMEOUT": "nan"}, "ASCN_LLM_TIMEOUT"),
        ({"LLM_TOKENS": "many"}, "ASCN_LLM_TOKENS"),
    ],
)
def test_a_language_model_that_cannot_be_asked_is_refused_at_once(given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsInvalid, match=told) as refused:
        load(Path("absent.toml"), {f"ASCN_{key}": value for key, value in given.items()})
    assert "sk-1" not in str(refused.value)


def test_ollama_needs_a_model_only() -> None:
    settings, _ = load(Path("absent.toml"), {"ASCN_LLM": "ollama", "ASCN_LLM_MODEL": "m"})
    assert settings.llm_address == "http://127.0.0.1:11434/v1"


def test_a_key_is_never_shown_only_whether_there_is_one() -> None:
    settings, origins = load(Path("absent.toml"), {"ASCN_LLM_KEY": "sk-secret"})
    assert (origins["llm_key"].value, origins["llm_key"].origin) == ("set", "ASCN_LLM_KEY")
    assert load(Path("absent.toml"), {})[1]["llm_key"].value == "not set"
    for shown in (repr(settings), str(settings), settings.model_dump_json(), str(settings.model_dump())):
        assert "sk-secret" not in shown
    assert settings.llm_key.get_secret_value() == "sk-secret"


def test_settings_that_no_answer_depends_on_do_not_name_it() -> None:
    plain = load(Path("absent.toml"), {})[0].fingerprint
    elsewhere = {
        "ASCN_PORT": "9000",
        "ASCN_HISTORY": "off",
        "ASCN_HISTORY_URL": "sqlite://",
        "ASCN_THREADS": "2",
    }
    assert load(Path("absent.toml"), elsewhere)[0].fingerprint == plain
    assert load(Path("absent.toml"), {"ASCN_SENTENCES": "2"})[0].fingerprint != plain


def test_the_address_of_a_database_is_never_shown() -> None:
    settings, origins = load(Path("absent.toml"), {"ASCN_HISTORY_URL": "postgresql://ann:hunter2@db/ascn"})
    assert "hunter2" not in f"{settings} {origins} {settings.model_dump_json()}"


def test_the_key_of_maintainers_is_never_shown_and_no_answer_depends_on_it() -> None:
    key = "a-key-for-the-harbour"
    settings, origins = load(Path("absent.toml"), {"ASCN_MAINTAINER_KEY": key})
    assert (origins["maintainer_key"].value, origins["maintainer_key"].origin) == (
        "set",
        "ASCN_MAINTAINER_KEY",
    )
    for shown in (repr(settings), str(settings), settings.model_dump_json(), str(settings.model_dump())):
        assert key not in shown
    assert settings.fingerprint == load(Path("absent.toml"), {})[0].fingerprint


def test_a_key_of_maintainers_that_could_be_guessed_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsInvalid, match="could be guessed") as refused:
        load(Path("absent.toml"), {"ASCN_MAINTAINER_KEY": "hunter2"})
    assert "hunter2" not in str(refused.value)
