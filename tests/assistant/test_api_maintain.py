"""Who gets into the maintainers' pages, and who does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.maintaining.admission import (
    FREE_FAILURES,
    LONGEST_PAUSE,
    MOST_SESSIONS,
    SESSION_SECONDS,
    Doorkeeper,
)
from tests.assistant.maintaining import KEY, Clock, Maintained, maintained

PAGES = (
    "/maintain",
    "/maintain/documents",
    "/maintain/documents/harbour",
    "/maintain/uploads/0123456789abcdef",
    "/maintain/removal?document=harbour",
    "/maintain/run",
    "/maintain/run/events",
    "/maintain/index",
    "/maintain/index/rollback?generation=x",
    "/maintain/feedback",
    "/maintain/evaluation",
    "/maintain/evaluation/report.html",
)
CHANGES = (
    "/maintain/uploads",
    "/maintain/uploads/0123456789abcdef",
    "/maintain/uploads/0123456789abcdef/discard",
    "/maintain/removal",
    "/maintain/run/pause",
    "/maintain/index/sync",
    "/maintain/index/rebuild",
    "/maintain/index/rollback",
    "/maintain/feedback/x/draft",
    "/maintain/feedback/x/done",
)


@pytest.fixture
def at(town: Path) -> Iterator[Maintained]:
    with maintained(town) as at:
        yield at


@pytest.mark.parametrize("path", [*PAGES, "/maintain/enter"])
def test_without_a_key_in_the_settings_there_are_no_such_pages(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert "/maintain" not in client.get("/").text


def test_without_a_session_no_page_shows_anything_and_nothing_is_changed(at: Maintained) -> None:
    for path in PAGES:
        response = at.client.get(path)
        assert response.status_code == 401, path
        assert "Westport" not in response.text
        assert 'type="password"' in response.text
    for path in CHANGES:
        assert at.client.post(path, data={"document": "harbour"}).status_code == 401, path
    assert at.office.activity().run is None


def test_the_key_lets_in_through_a_cookie_that_no_script_reads(at: Maintained) -> None:
    response = at.client.post(
        "/maintain/enter", data={"key": KEY, "back": "/maintain/index"}, follow_redirects=False
    )
    assert (response.status_code, response.headers["location"]) == (303, "/maintain/index")
    cookie = response.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/maintain"))
    assert at.client.get("/maintain").status_code == 200


def test_a_wrong_key_is_told_and_is_not_shown_again(at: Maintained) -> None:
    response = at.client.post("/maintain/enter", data={"key": "a-wrong-key"})
    assert response.status_code == 403
    assert "does not let in" in response.text
    assert "a-wrong-key" not in response.text
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/maintain/../x", "/maintainx"])
def test_logging_in_leads_nowhere_but_to_these_pages(at: Maintained, back: str) -> None:
    response = at.client.post("/maintain/enter", data={"key": KEY, "back": back}, follow_redirects=False)
    assert response.headers["location"] == "/maintain"


def test_a_link_lets_in_once_and_vanishes_from_the_address() -> None:
    doorkeeper = Doorkeeper(KEY, Clock())
    link = doorkeeper.link()
    assert doorkeeper.knows(doorkeeper.redeem(link))
    with pytest.raises(Exception, match="does not let in"):
        doorkeeper.redeem(link)


def test_a_used_link_asks_for_the_key(at: Maintained) -> None:
    response = at.client.get("/maintain/enter?link=used")
    assert response.status_code == 403
    assert "used already" in response.text


def test_whoever_logs_out_is_out(at: Maintained) -> None:
    client = at.enter()
    kept = client.cookies.get("ascn_maintainer")
    client.post("/maintain/leave", follow_redirects=False)
    client.cookies.set("ascn_maintainer", str(kept), path="/maintain")
    assert client.get("/maintain").status_code == 401


def test_a_form_that_another_site_sends_changes_nothing(at: Maintained) -> None:
    client = at.enter()
    for told in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        for path in (*CHANGES, "/maintain/enter", "/maintain/leave"):
            assert client.post(path, data={"key": KEY}, headers=told).status_code == 403, path
    assert client.get("/maintain").status_code == 200


def test_after_wrong_keys_even_the_right_one_waits_and_the_wait_ends(at: Maintained) -> None:
    for _ in range(FREE_FAILURES):
        assert at.client.post("/maintain/enter", data={"key": "guess"}).status_code == 403
    refused = at.client.post("/maintain/enter", data={"key": KEY})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    at.clock.now += LONGEST_PAUSE
    at.enter()


def test_the_wait_grows_with_each_wrong_key_up_to_a_bound() -> None:
    clock = Clock()
    doorkeeper = Doorkeeper(KEY, clock)
    waits = []
    for _ in range(30):
        with pytest.raises(Exception, match="does not let in"):
            doorkeeper.admit("guess")
        began = clock.now
        while _too_soon(doorkeeper):
            clock.now += 1
        waits.append(clock.now - began)
        clock.now += 1
    assert waits[0] == 0
    assert max(waits) <= LONGEST_PAUSE
    assert waits == sorted(waits)


def _too_soon(doorkeeper: Doorkeeper) -> bool:
    return doorkeeper._pause() - (doorkeeper._clock() - doorkeeper._failed) > 0


def test_a_session_ends_after_a_day_at_work_however_much_it_is_used() -> None:
    clock = Clock()
    doorkeeper = Doorkeeper(KEY, clock)
    token = doorkeeper.admit(KEY)
    clock.now += SESSION_SECONDS - 1
    assert doorkeeper.knows(token)
    clock.now += 1
    assert not doorkeeper.knows(token)


def test_sessions_are_bounded_and_the_oldest_goes_first() -> None:
    doorkeeper = Doorkeeper(KEY, Clock())
    tokens = [doorkeeper.admit(KEY) for _ in range(MOST_SESSIONS + 1)]
    assert [doorkeeper.knows(token) for token in tokens] == [False, *[True] * MOST_SESSIONS]


def test_the_pages_are_shown_to_whoever_is_in_and_kept_by_no_cache(at: Maintained) -> None:
    client = at.enter()
    for path in ("/maintain", *PAGES[1:3], "/maintain/run", "/maintain/index", *PAGES[9:11]):
        response = client.get(path)
        assert response.status_code == 200, (path, response.text)
        assert response.headers["cache-control"] == "no-store"
        assert "style=" not in response.text
