"""A browser gets at its own conversations and at nobody else's, by API and by pages without script."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.api.browser_keys import PREFIX
from assistant.conversations import Conversations
from assistant.ownership import hashed
from assistant.pipeline import Event
from assistant.schema import Question
from tests.assistant.stage import NOTE, SmallShelf, WrittenAsker, answer
from tests.assistant.talks_stage import Town, ask, keeping_town, titles

ONE, TWO = "1" * 32, "2" * 32
API = "/api/v1/conversations"


@pytest.fixture
def town(asker: WrittenAsker, shelf: SmallShelf, tmp_path: Path) -> Iterator[Town]:
    def told(question: Question) -> Iterator[Event]:
        yield answer(f"Told of {question.text}", id=f"to-{question.text}"[:64].replace(" ", "-"))

    asker.extra["tell"] = told
    town = keeping_town(asker, shelf, tmp_path)
    yield town
    town.history.close()


@pytest.fixture
def browser(town: Town) -> TestClient:
    return town.browser()


def test_a_browser_gets_its_key_with_the_first_question_and_only_its_hash_is_kept(
    browser: TestClient, tmp_path: Path, town: Town
) -> None:
    assert browser.get("/").headers.get("set-cookie") is None
    body = {"question": "tell one", "conversation_id": ONE}
    cookie = browser.post("/api/v1/chat", json=body).headers["set-cookie"]
    assert cookie.startswith(PREFIX)
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=7776000"} <= set(cookie.split("; "))
    (key,) = browser.cookies.values()
    assert len(key) >= 43  # 256 bits in base 64
    town.history.close()
    stored = (tmp_path / "history.sqlite").read_bytes()
    assert key.encode() not in stored
    assert hashed(key).encode() in stored


def test_two_browsers_never_see_each_others_conversations(town: Town) -> None:
    mine, yours = town.browser(), town.browser()
    ask(mine, "tell mine", ONE)
    ask(yours, "tell yours", TWO)
    assert (titles(mine), titles(yours)) == (["tell mine"], ["tell yours"])
    assert titles(mine, words="yours") == []
    assert titles(town.program()) == []
    assert "yours" not in mine.get("/conversations").text
    for attempt in (
        yours.get(f"{API}/{ONE}"),
        yours.patch(f"{API}/{ONE}", json={"title": "taken"}),
        yours.delete(f"{API}/{ONE}"),
        yours.get(f"/conversations/{ONE}"),
        yours.get(f"/conversations/{ONE}/delete"),
        yours.post(f"/conversations/{ONE}/delete"),
        yours.post(f"/conversations/{ONE}/rename", data={"title": "taken"}),
        yours.post("/api/v1/chat", json={"question": "tell more", "conversation_id": ONE}),
        yours.post("/ask", data={"question": "tell more", "conversation_id": ONE}),
        town.program().get(f"{API}/{ONE}"),
        town.program().post("/api/v1/chat", json={"question": "tell more", "conversation_id": ONE}),
    ):
        assert attempt.status_code == 404
        assert "tell mine" not in attempt.text
    assert [turn["question"] for turn in mine.get(f"{API}/{ONE}").json()["turns"]] == ["tell mine"]


def test_somebody_elses_id_is_told_as_one_that_is_not_there(town: Town) -> None:
    ask(town.browser(), "tell mine", ONE)
    told = [town.program().get(f"{API}/{id_}").json() for id_ in (ONE, TWO)]
    assert {each.pop("thing") for each in told} == {ONE, TWO}
    assert told[0] == told[1]


def test_a_question_in_somebody_elses_conversation_reaches_no_answerer(
    town: Town, asker: WrittenAsker
) -> None:
    ask(town.browser(), "tell mine", ONE)
    with pytest.raises(Exception, match="no conversation of this id"):
        list(town.conversations.ask(Question(text="more", conversation_id=ONE), ("other",)))
    assert [each.text for each in asker.asked] == ["tell mine"]


def test_a_program_without_cookies_goes_on_in_its_conversation_by_its_id(
    town: Town, asker: WrittenAsker
) -> None:
    for text in ("tell one", "tell two"):
        response = town.program().post("/api/v1/chat", json={"question": text, "conversation_id": ONE})
        assert "set-cookie" not in response.headers
    assert asker.asked[-1].turns == ("tell one",)
    assert len(town.program().get(f"{API}/{ONE}").json()["turns"]) == 2
    assert titles(town.browser()) == []


def test_two_tabs_that_ask_at_once_for_the_first_time_both_keep_their_conversations(town: Town) -> None:
    first, second = town.browser(), town.browser()  # neither has the other's cookie when it asks
    ask(first, "tell one", ONE)
    ask(second, "tell two", TWO)
    both = town.browser()
    for name, value in (*first.cookies.items(), *second.cookies.items()):
        both.cookies.set(name, value)
    assert titles(both) == ["tell two", "tell one"]
    ask(both, "tell more", ONE)
    ask(both, "tell more", TWO)
    assert titles(both) == ["tell two", "tell one"]


def test_who_lost_the_cookie_is_told_to_begin_anew_and_can(town: Town) -> None:
    browser = town.browser()
    ask(browser, "tell one", ONE)
    browser.cookies.clear()
    refused = browser.post("/ask", data={"question": "tell more", "conversation_id": ONE})
    assert refused.status_code == 404
    assert "Begin a new one" in refused.text
    assert ">tell more</textarea>" in refused.text
    assert ONE not in refused.text.split("<main")[1].split("complaint")[0]
    assert browser.post("/ask", data={"question": "tell more"}).status_code == 200
    assert titles(browser) == ["tell more"]


def test_cookies_that_are_no_keys_of_ours_open_nothing(town: Town) -> None:
    ask(town.browser(), "tell mine", ONE)
    with sqlite3.connect(town.history._file) as database:
        (stored,) = database.execute("SELECT owner FROM conversations").fetchone()
    database.close()
    for value in ("", "short", stored, "a" * 5000, "é" * 50):
        headers = [("Cookie", f"{PREFIX}x={value}".encode())]
        assert town.program().get(API, headers=headers).json()["conversations"] == []


def test_what_belongs_to_one_browser_is_kept_by_no_cache(browser: TestClient) -> None:
    ask(browser, "tell one", ONE)
    for address in (API, f"{API}/{ONE}", "/conversations", f"/conversations/{ONE}"):
        assert browser.get(address).headers["cache-control"] == "no-store"


def test_a_list_is_read_page_by_page_and_searched(browser: TestClient) -> None:
    for number in range(65):
        ask(browser, f"tell {number:02}", f"{number:032}")
    found, before = [], ""
    while True:
        page = browser.get(API, params={"before": before} if before else {}).json()
        found += [each["title"] for each in page["conversations"]]
        before = page["before"]
        if before is None:
            break
    assert found == [f"tell {number:02}" for number in reversed(range(65))]
    assert titles(browser, words="TOLD 07") == ["tell 07"]
    assert browser.get(API, params={"before": "nonsense"}).status_code == 422
    assert browser.get(API, params={"words": "w" * 201}).status_code == 422
    shown = unescape(browser.get("/conversations", params={"words": "tell"}).text)
    older = re.search(r'href="(/conversations\?before[^"]+)" rel="next"', shown)
    assert older
    assert "tell 34" in browser.get(older[1]).text


def test_a_conversation_is_read_renamed_and_deleted_by_api(browser: TestClient) -> None:
    first = ask(browser, "tell one", ONE)
    told = browser.get(f"{API}/{ONE}").json()
    assert (told["id"], told["title"]) == (ONE, "tell one")
    assert told["turns"][0]["answer"] == first
    assert browser.patch(f"{API}/{ONE}", json={"title": " The  harbour\n"}).status_code == 204
    assert titles(browser) == ["The harbour"]
    assert browser.patch(f"{API}/{ONE}", json={"title": " \u200b "}).status_code == 422
    assert browser.patch(f"{API}/{ONE}", json={"title": "t" * 201}).status_code == 422
    assert browser.delete(f"{API}/{ONE}").status_code == 204
    assert browser.get(f"{API}/{ONE}").status_code == 404
    assert titles(browser) == []


def test_without_script_a_conversation_is_asked_read_renamed_and_deleted(
    browser: TestClient, asker: WrittenAsker
) -> None:
    page = browser.post("/ask", data={"question": "tell one"}).text
    found = re.search(r'name="conversation_id" value="([0-9a-f]{32})"', page)
    assert found
    whole = f"/conversations/{found[1]}"
    form = {"question": "tell two", "conversation_id": found[1]}
    moved = browser.post("/ask", data=form, follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (303, f"{whole}#last")
    assert asker.asked[-1].turns == ("tell one",)
    shown = browser.get(whole).text
    assert shown.index("Told of tell one") < shown.index("Told of tell two") < shown.index('id="question"')
    assert len(set(re.findall(r' id="([^"]+)"', shown))) == len(re.findall(r' id="', shown))
    refused = browser.post(f"{whole}/rename", data={"title": "x" * 201})
    assert refused.status_code == 422
    assert "200 characters" in refused.text
    assert "x" * 201 in refused.text
    assert "The harbour" in browser.post(f"{whole}/rename", data={"title": "The harbour"}).text
    asking = browser.get(f"{whole}/delete").text
    assert "Delete this conversation?" in asking
    assert "What stays" in asking
    assert "There are none yet" in browser.post(f"{whole}/delete").text


def test_a_page_of_another_site_changes_nothing(browser: TestClient) -> None:
    ask(browser, "tell one", ONE)
    forged = {"Origin": "https://elsewhere.example"}
    assert browser.post(f"/conversations/{ONE}/delete", headers=forged).status_code == 403
    assert browser.delete(f"{API}/{ONE}", headers=forged).status_code == 403
    assert titles(browser) == ["tell one"]


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "\u202egnp.exe", "{{7*7}}", "../../etc", "ท่าเรือ 🚢", "' OR 1=1 --"]
)
def test_a_naughty_title_is_shown_as_text(browser: TestClient, title: str) -> None:
    ask(browser, f"tell {title}", ONE)
    browser.patch(f"{API}/{ONE}", json={"title": title})
    for address in ("/conversations", f"/conversations/{ONE}", f"/conversations/{ONE}/rename"):
        page = browser.get(address).text
        assert title in unescape(page)
        assert "<script>alert" not in page
    assert titles(browser, words=title) == [title]


def test_all_naughty_strings_are_titles_and_can_be_looked_for(browser: TestClient, shared: Path) -> None:
    strings = json.loads((shared / "bench" / "naughty_strings" / "blns.json").read_text())
    ask(browser, "tell one", ONE)
    for text in strings[::5]:
        named = browser.patch(f"{API}/{ONE}", json={"title": text})
        assert named.status_code in {204, 422}
        if named.status_code == 204:
            shown = browser.get("/conversations")
            assert shown.status_code == 200
            assert " ".join(text.replace("\0", "").split())[:200] in unescape(shown.text)
        assert browser.get("/conversations", params={"words": text[:200]}).status_code == 200


def test_a_question_whose_process_was_killed_is_shown_without_an_answer_and_asked_again(
    browser: TestClient, town: Town
) -> None:
    ask(browser, "tell one", ONE)
    (secret,) = browser.cookies.values()
    town.history.ask(ONE, "tell two", (hashed(secret),))  # as a process does before it answers
    assert [t["answer"] is None for t in browser.get(f"{API}/{ONE}").json()["turns"]] == [False, True]
    page = browser.get(f"/conversations/{ONE}").text
    assert "No answer to this question is kept" in page
    assert '<button class="quiet" type="submit" name="question" value="tell two">' in page


def test_an_answer_whose_document_has_gone_is_not_shown(browser: TestClient, shelf: SmallShelf) -> None:
    ask(browser, "two systems", ONE)
    assert "quays" in browser.get(f"/conversations/{ONE}").text
    del shelf.held[NOTE]
    assert browser.get(f"{API}/{ONE}").json()["turns"][0]["answer"] is None
    page = browser.get(f"/conversations/{ONE}").text
    assert "quays" not in page
    assert "not there any more" in page


def test_a_server_that_keeps_nothing_says_so_and_sets_no_cookie(
    asker: WrittenAsker, shelf: SmallShelf
) -> None:
    conversations = Conversations(asker)
    app = create_app(conversations, shelf, archive=conversations, talks=conversations)
    browser = TestClient(app, base_url="http://127.0.0.1", headers={"Origin": "http://127.0.0.1"})
    ask(browser, "moon", ONE)
    assert not browser.cookies
    assert "keeps no conversations" in browser.get("/conversations").text
    assert browser.get(API).json() == {"conversations": [], "before": None}
    assert browser.get(f"{API}/{ONE}").status_code == 404
    page = browser.post("/ask", data={"question": "moon"}).text
    assert "conversation_id" not in page


def test_a_full_disk_costs_no_answer_and_is_told_on_the_page(browser: TestClient, town: Town) -> None:
    ask(browser, "tell one", ONE)
    limited = "PRAGMA max_page_count = 1"  # SQLite then says what it says on a full disk
    engine = town.history._engine()
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute(limited))
    page = browser.post("/ask", data={"question": "tell " + "more " * 700, "conversation_id": ONE})
    assert page.status_code == 200
    assert "Told of tell more" in page.text
    assert "not kept in the history: the disk is full" in page.text
    assert titles(browser) == ["tell one"]


def test_a_history_that_cannot_be_used_is_told_where_it_is_needed(browser: TestClient, town: Town) -> None:
    ask(browser, "tell one", ONE)
    town.history._engine().dispose()
    for path in town.history._file.parent.glob("history.sqlite*"):
        path.unlink()
    town.history._file.write_bytes(b"no database " * 99)
    for told in (browser.get("/conversations"), browser.post(f"/conversations/{ONE}/delete")):
        assert told.status_code == 503
        assert "database is damaged" in told.text
    assert ask(browser, "tell two", ONE)["text"] == "Told of tell two"
