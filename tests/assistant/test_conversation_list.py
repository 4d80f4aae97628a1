"""Conversations have owners, also in databases of before; a long list is read in its index, page by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateColumn

from assistant.conversation_list import Behind, listing
from assistant.conversations import Conversations
from assistant.errors import ConversationUnknown
from assistant.history import MOST_TURNS_TOLD, History
from assistant.history_database import CONVERSATIONS
from assistant.memory import Remembered
from assistant.schema import Question
from tests.assistant.keeping import BOUNDS, NOON, Echo
from tests.assistant.stage import answer

MINE, YOURS = ("m" * 64,), ("y" * 64,)

OF_BEFORE = """
CREATE TABLE conversations (id VARCHAR(100) PRIMARY KEY, title TEXT NOT NULL, words TEXT NOT NULL,
    began BIGINT NOT NULL, last BIGINT NOT NULL);
CREATE TABLE turns (number INTEGER PRIMARY KEY, conversation VARCHAR(100) NOT NULL, asked BIGINT NOT NULL,
    question TEXT NOT NULL, answer VARCHAR(64), words TEXT NOT NULL);
INSERT INTO conversations VALUES ('old', 'Of before', 'of before', 1, 1);
INSERT INTO turns VALUES (1, 'old', 1, 'Of before', NULL, 'of before');
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def history(file: Path) -> Iterator[History]:
    opened = History(file, BOUNDS, now=lambda: NOON)
    yield opened
    opened.close()


def of_before(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.executescript(OF_BEFORE)
    database.close()


def plan(file: Path, *, words: str = "", before: Behind | None = None) -> list[str]:
    query = listing(MINE, words, before, 31).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    with sqlite3.connect(file) as database:
        rows = database.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    database.close()
    return [str(row[3]) for row in rows]


def test_a_database_of_before_goes_on_and_its_conversations_are_listed_to_nobody(
    file: Path, history: History
) -> None:
    of_before(file)
    assert history.conversations(keys=MINE) == ()
    assert [each.id for each in history.conversations()] == ["old"]
    assert [turn.question for turn in history.turns("old", MINE)] == ["Of before"]
    history.ask("old", "And now?", MINE)
    history.ask("new", "Mine", MINE)
    assert [each.id for each in history.conversations(keys=MINE)] == ["new"]


def test_processes_that_open_a_database_of_before_at_once_all_can(file: Path) -> None:
    of_before(file)
    several = [History(file, BOUNDS) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        listed = list(threads.map(lambda each: each.conversations(), several))
    assert all([each.id for each in found] == ["old"] for found in listed)
    for each in several:
        each.close()


def test_the_column_of_owners_can_be_added_to_postgresql_too() -> None:
    column = CreateColumn(CONVERSATIONS.c.owner).compile(dialect=postgresql.dialect())
    assert str(column) == "owner VARCHAR(64)"


def test_a_list_of_ten_thousand_is_read_in_its_index_and_no_further_than_shown(
    file: Path, history: History
) -> None:
    history.ask("first", "opens the database", MINE)
    rows = [(f"c{n:05}", "t", "t", n, n, (MINE, YOURS)[n % 2][0]) for n in range(10_000)]
    turns = [(f"c{n:05}", n, "t", "t") for n in range(10_000)]
    with sqlite3.connect(file) as database:
        columns = "id, title, words, began, last, owner"
        database.executemany(f"INSERT INTO conversations ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)
        database.executemany(
            "INSERT INTO turns (conversation, asked, question, words) VALUES (?, ?, ?, ?)", turns
        )
        database.execute("ANALYZE")
    database.close()
    page = history.conversations(keys=MINE, most=30)
    assert [each.id for each in page[1:]] == [f"c{n:05}" for n in range(9_998, 9_940, -2)]
    behind = Behind(page[-1].last, page[-1].id)
    for steps in (plan(file), plan(file, before=behind), plan(file, words="lamps", before=behind)):
        assert any("conversations USING INDEX conversations_by_owner (owner=?" in step for step in steps)
        assert not any("SCAN" in step or "B-TREE" in step for step in steps), steps


def test_conversations_of_the_same_moment_stand_on_one_page_each(history: History) -> None:
    for number in range(7):
        history.ask(f"c{number}", "at once", MINE)
    seen, before = [], None
    while page := history.conversations(keys=MINE, before=before, most=2):
        seen += [each.id for each in page]
        before = Behind.parsed(str(Behind(page[-1].last, page[-1].id)))
        assert before is not None
    assert seen == [f"c{number}" for number in range(7)]


@pytest.mark.parametrize("text", ["", "1", ".", "1.", "x.c", "-1.c", "٣.c", "9" * 18 + ".c"])
def test_what_is_no_place_in_the_list_is_none(text: str) -> None:
    assert Behind.parsed(text) is None


def test_a_place_in_the_list_is_written_and_read_alike() -> None:
    place = Behind(datetime(2026, 11, 24, 12, 0, 0, 7, tzinfo=UTC), "with.a.dot")
    assert Behind.parsed(str(place)) == place


def test_of_a_long_conversation_the_last_turns_are_told(history: History) -> None:
    for number in range(MOST_TURNS_TOLD + 3):
        history.ask("long", str(number), MINE)
    assert [turn.question for turn in history.turns("long", MINE)][:: MOST_TURNS_TOLD - 1] == ["3", "202"]


def test_what_is_deleted_is_gone_from_all_files_while_the_server_runs(file: Path, history: History) -> None:
    turn = history.ask("a", "A very private question", MINE)
    told = answer("A very private answer", id="private")
    history.keep(Remembered(Question(text="A very private question"), told, NOON), turn)
    assert not history.delete("a", YOURS)
    assert history.delete("a", MINE)
    stored = b"".join(path.read_bytes() for path in file.parent.glob("history.sqlite*"))
    assert b"very private" not in stored


def test_an_answer_that_comes_after_its_conversation_was_deleted_is_not_kept(history: History) -> None:
    turn = history.ask("a", "one", MINE)
    history.delete("a", MINE)
    history.keep(Remembered(Question(text="one"), answer("Late.", id="late"), NOON), turn)
    assert history.recall("late") is None


def test_a_deleted_answer_lives_on_in_no_process(file: Path) -> None:
    here = Conversations(Echo(), History(file, BOUNDS))
    there = Conversations(Echo(), History(file, BOUNDS))
    told = next(iter(here.ask(Question(text="one", conversation_id="a"), MINE)))
    there.delete("a", MINE)
    assert here.recall(getattr(told, "id", "")) is None


def test_in_memory_too_nobody_hears_the_questions_of_another_under_the_same_id(file: Path) -> None:
    file.mkdir()  # no history can be opened there
    conversations = Conversations(Echo(), History(file, BOUNDS))
    for keys, earlier in ((MINE, "0"), (YOURS, "0"), (MINE, "1"), ((), "0")):
        (told,) = conversations.ask(Question(text="one", conversation_id="a"), keys)
        assert getattr(told, "reason", None) == earlier


def test_of_several_owners_only_holders_of_the_key_ask_on(file: Path) -> None:
    conversations = Conversations(Echo(), History(file, BOUNDS))
    list(conversations.ask(Question(text="one", conversation_id="a"), MINE))
    list(conversations.ask(Question(text="two", conversation_id="a"), (*YOURS, *MINE)))
    for keys in (YOURS, ()):
        with pytest.raises(ConversationUnknown):
            list(conversations.ask(Question(text="three", conversation_id="a"), keys))
