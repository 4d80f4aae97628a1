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
