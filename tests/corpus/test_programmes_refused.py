"""What is wrong in the file of a programme is refused when it is loaded, by its place and reason."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.data_files import SHIPPED
from corpus.errors import CorpusInvalid
from corpus.programmes import Topic, load_programmes

FOLDER = SHIPPED / "records" / "programmes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of one small programme that a test may spoil; `stars` has no calls."""
    for name in ("stars.yaml", "mkcf.yaml"):
        (tmp_path / name).write_text((FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> str:
    """The error that follows when the first ``old`` in a file is replaced."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusInvalid) as caught:
        load_programmes(folder, {f"S{number:02}" for number in range(1, 122)})
    return str(caught.value)


def test_an_unspoilt_folder_loads(folder: Path) -> None:
    assert set(load_programmes(folder, {f"S{number:02}" for number in range(1, 122)})) == {"stars", "mkcf"}


def test_an_unknown_key_is_refused(folder: Path) -> None:
    assert "colour" in spoil(folder, "stars.yaml", "partner:", "colour: red\npartner:")


def test_an_unknown_topic_is_refused(folder: Path) -> None:
    assert "colour" in spoil(folder, "stars.yaml", "  contact:", "  colour:")


def test_an_unknown_source_is_refused_by_its_id(folder: Path) -> None:
    assert "no source has the id S999" in spoil(folder, "stars.yaml", "[S45]", "[S999]")


def test_a_topic_that_is_left_out_is_refused(folder: Path) -> None:
    error = spoil(folder, "stars.yaml", "  contact:\n  - unknown: true\n", "")
    assert "it says nothing on contact" in error


def test_a_window_that_closes_before_it_opens_is_refused(folder: Path) -> None:
    error = spoil(folder, "mkcf.yaml", "closes: 2019-04-26", "closes: 2019-04-26\n    opens: 2019-05-01")
    assert "it closes on 2019-04-26 before it opens on 2019-05-01" in error
    assert "calls.0.window" in error


def test_a_call_that_stands_twice_is_refused(folder: Path) -> None:
    error = spoil(folder, "mkcf.yaml", "- id: mkcf-5-2021", "- id: mkcf-3-2019")
    assert "the call mkcf-3-2019 stands twice" in error


def test_a_file_that_is_not_named_after_its_programme_is_refused(folder: Path) -> None:
    assert "its id is star" in spoil(folder, "stars.yaml", "id: stars", "id: star")


def test_a_statement_is_either_proven_or_unknown(folder: Path) -> None:
    error = spoil(folder, "stars.yaml", "- unknown: true", "- unknown: false")
    assert "it needs a text and its sources" in error


def test_a_type_cannot_be_admitted_and_unclear_at_once(folder: Path) -> None:
    error = spoil(folder, "mkcf.yaml", "unclear: [local_government]", "unclear: [ngo]")
    assert "ngo stands twice" in error


def test_topics_come_in_their_order_whatever_the_order_of_the_file(folder: Path) -> None:
    path = folder / "stars.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    written["fields"] = dict(reversed(written["fields"].items()))
    path.write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    loaded = load_programmes(folder, {f"S{number:02}" for number in range(1, 122)})
    assert list(loaded["stars"].fields) == list(Topic)
