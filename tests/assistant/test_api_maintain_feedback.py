"""Feedback that maintainers work off, reports that they look at, and how a server begins with the role."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import Result

from assistant.commands.serving import maintainers
from assistant.feedback import FeedbackFile, Verdict, read
from evals.desk import IntakeDesk
from tests.assistant.maintaining import KEY, Maintained, maintained
from tests.assistant.town import opened

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def at(town: Path) -> Iterator[Maintained]:
    """A town of which two people said something, and a desk to work it off."""
    told = FeedbackFile(town / "feedback.jsonl", lambda _: None, lambda: NOON)
    told.keep("a", "How deep is the harbour?", Verdict.WRONG, "<b>It is deeper</b>")
    told.keep("b", "How many lamps?", Verdict.RIGHT, None)
    with maintained(town, IntakeDesk) as at:
        at.enter()
        yield at


def test_feedback_is_shown_as_it_was_said_and_leaves_the_list_when_it_is_done(at: Maintained) -> None:
    page = at.client.get("/maintain/feedback").text
    assert "How deep is the harbour?" in page
    assert "&lt;b&gt;It is deeper" in page
    first = read(at.workspace.folder.feedback)[0]
    page = at.client.post(f"/maintain/feedback/{first.id}/done").text
    assert "How deep" not in page
    assert "How many lamps?" in page
    assert len(read(at.workspace.folder.feedback)) == 2, "feedback itself is kept"
    assert at.client.post(f"/maintain/feedback/{first.id}/done").status_code == 404


def test_a_draft_is_made_by_a_post_and_names_the_command_that_accepts_it(at: Maintained) -> None:
    first = read(at.workspace.folder.feedback)[0]
    at.client.get(f"/maintain/feedback/{first.id}/draft")
    assert not at.workspace.folder.cases.exists(), "looking has made it"
    page = at.client.post(f"/maintain/feedback/{first.id}/draft").text
    assert f"--accept {first.id}" in page
    assert "How deep is the harbour?" in page
    [path] = at.workspace.folder.cases.rglob("*.yaml")
    path.write_text("# edited by hand")
    assert "edited by hand" in at.client.post(f"/maintain/feedback/{first.id}/draft").text


def test_without_a_desk_feedback_is_shown_with_the_command(town: Path, at: Maintained) -> None:
    with maintained(town) as bare:
        page = bare.enter().get("/maintain/feedback").text
        assert "How many lamps?" in page
        assert "ascn eval intake" in page
        first = read(town / "feedback.jsonl")[0]
        assert bare.client.post(f"/maintain/feedback/{first.id}/done").status_code == 404


def test_the_desk_is_offered_through_the_entry_points() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["ascn.desk"]["intake"].partition(":")
    assert getattr(import_module(module), name) is IntakeDesk


def test_a_report_is_served_as_it_is_and_may_run_nothing(at: Maintained) -> None:
    assert "No report of an evaluation" in at.client.get("/maintain/evaluation").text
    folder = at.workspace.folder.reports
    folder.mkdir()
    text = "<!doctype html><style>p { color: red }</style><p>All right</p>"
    (folder / "report.html").write_text(text)
    (folder.parent / "secret.html").write_text("secret")
    assert "/maintain/evaluation/report.html" in at.client.get("/maintain/evaluation").text
    response = at.client.get("/maintain/evaluation/report.html")
    assert response.text == text
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert at.client.get("/maintain/evaluation/..%2Fsecret.html").status_code == 404


def test_a_server_has_the_role_only_where_there_is_a_key_or_it_is_asked_for(town: Path) -> None:
    with opened(town) as workspace:
        assert maintainers(workspace, wanted=False) is None
        made = maintainers(workspace, wanted=True)
        assert made is not None
        assert made.link is not None
        assert made.maintainers.doorkeeper.admit(made.key)
    with opened(town, ASCN_MAINTAINER_KEY=KEY) as workspace:
        known = maintainers(workspace, wanted=False)
        assert known is not None
        assert (known.key, known.link) == ("", None)
        assert known.maintainers.doorkeeper.admit(KEY)


def test_a_server_clears_away_what_a_killed_one_was_receiving(town: Path) -> None:
    (town / "uploads" / ".half-0123456789abcdef").mkdir(parents=True)
    with opened(town) as workspace:
        maintainers(workspace, wanted=True)
    assert list((town / "uploads").iterdir()) == []


def test_rollback_lists_what_is_kept_and_refuses_what_is_not(ascn: Callable[..., Result]) -> None:
    assert ascn("rollback").stdout.rstrip().endswith("serves")
    assert "it is not kept" in str(ascn("rollback", "yesterday").exception)
