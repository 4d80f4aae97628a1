"""Answers and conversations outlive the process, within bounds, whoever else writes and whatever breaks."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.conversations import Conversations
from assistant.errors import HistoryUnusable
from assistant.history import Bounds, History
from assistant.memory import MOST_TURNS, Remembered
from assistant.schema import Question, Step, Trace, Why
from tests.assistant.keeping import BOUNDS, NOON, Echo
from tests.assistant.stage import answer

WHY = Why(standalone="Where is the quay?", language="en", day=NOON.date(), settings="s", signals={"met": 0.5})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def history(file: Path) -> Iterator[History]:
    opened = History(file, BOUNDS, now=lambda: NOON)
    yield opened
    opened.close()


def remembered(id_: str, text: str = "It is.", given: datetime = NOON) -> Remembered:
    trace = Trace(steps=(Step(name="embed", ms=3.2),), confidence=0.75)
    return Remembered(Question(text=id_), answer(text, id=id_, trace=trace, why=WHY), given)


def talk(history: History, conversation: str, *questions: str) -> None:
    for question in questions:
        turn = history.ask(conversation, question)
        history.keep(remembered(question, f"Told of {question}."), turn)


def keeping(file: Path, name: str, number: int, *most: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.assistant.keeping", str(file), name, str(number), *most]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_an_answer_is_recalled_as_it_was_given_by_another_process(file: Path, history: History) -> None:
    history.keep(remembered("one"))
    found = History(file, BOUNDS).recall("one")
    assert found == remembered("one")
    assert found is not None
    assert found.answer.why == WHY
    assert history.recall("two") is None


def test_the_same_answer_is_kept_once(history: History) -> None:
    history.keep(remembered("one"))
    history.keep(remembered("one", given=NOON + timedelta(days=1)))
    (only,) = history.answers()
    assert only.given == NOON + timedelta(days=1)


def test_what_is_too_old_or_too_many_goes(file: Path) -> None:
    now = NOON
    history = History(file, Bounds(days=30, answers=60), now=lambda: now)
    talk(history, "old", "long ago")
    now = NOON + timedelta(days=31)
    for number in range(149):
        now += timedelta(seconds=1)
        turn = history.ask(f"c{number}", str(number))
        history.keep(remembered(str(number), given=now), turn)
    kept = [each.question.text for each in history.answers()]
    assert kept[0] == "148"
    assert 60 <= len(kept) <= 110
    assert history.turns("old") == ()
    assert history.turns("c0") == ()
    assert {c.id for c in history.conversations(most=1_000)} == {f"c{text}" for text in kept}


def test_a_conversation_goes_on_in_another_process(file: Path, history: History) -> None:
    talk(history, "a", *(f"question {n}" for n in range(MOST_TURNS + 2)))
    talk(history, "b", "another")
    elsewhere = Conversations(Echo(), History(file, BOUNDS))
    told = elsewhere.answer(Question(text="and Vientiane?", conversation_id="a"))
    assert told.reason == str(MOST_TURNS)
    assert history.earlier("a")[-1] == "and Vientiane?"
    assert history.earlier("b") == ("another",)


def test_the_last_answer_of_a_conversation_is_known_elsewhere_too(file: Path, history: History) -> None:
    talk(history, "a", "one", "two")
    talk(history, "b", "three")
    history.ask("a", "unanswered")
    elsewhere = Conversations(Echo(), History(file, BOUNDS))
    last = elsewhere.last("a")
    assert last is not None
    assert last.text == "Told of two."
    assert elsewhere.last("c") is None
    alone = Conversations(Echo())
    told = alone.answer(Question(text="Where?", conversation_id="a"))
    assert (alone.last("a"), alone.last("b")) == (told, None)


def test_conversations_are_listed_found_renamed_and_deleted(history: History) -> None:
    talk(history, "a", "Đà Nẵng có bao nhiêu dân?", "100% of what_ever?")
    talk(history, "b", "Who chairs the network?")
    listed = history.conversations()
    assert {(c.id, c.title, c.turns) for c in listed} == {
        ("a", "Đà Nẵng có bao nhiêu dân?", 2),
        ("b", "Who chairs the network?", 1),
    }
    assert [t.question for t in history.turns("a")] == ["Đà Nẵng có bao nhiêu dân?", "100% of what_ever?"]
    assert [c.id for c in history.conversations("đà NẴNG dân")] == ["a"]
    assert [c.id for c in history.conversations("100% what_")] == ["a"]
    assert [c.id for c in history.conversations("told chairs")] == ["b"]
    assert history.conversations("dân chairs") == ()
    assert history.rename("b", "Chairs ÜBER\nall")
    assert [c.title for c in history.conversations("über")] == ["Chairs ÜBER all"]
    assert not history.rename("c", "Nothing")
    assert history.delete("a")
    assert not history.delete("a")
    assert history.recall("100% of what_ever?") is None
    assert [c.id for c in history.conversations()] == ["b"]


def test_an_answer_given_in_two_conversations_outlives_one_of_them(history: History) -> None:
    talk(history, "a", "shared", "own")
    talk(history, "b", "shared")
    history.delete("a")
    assert history.recall("shared") is not None
    assert history.recall("own") is None


def test_what_was_deleted_is_not_in_the_file_any_more(file: Path, history: History) -> None:
    talk(history, "a", "A very private question")
    history.delete("a")
    history.close()
    assert b"very private" not in file.read_bytes()


def test_only_its_owner_may_read_the_file_and_it_names_nobody(file: Path, history: History) -> None:
    kept = remembered("one")
    question = kept.question.model_copy(update={"conversation_id": "secret-conversation"})
    history.keep(Remembered(question, kept.answer, NOON))
    history.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"secret-conversation" not in file.read_bytes()


def test_text_that_no_database_takes_is_kept_without_it(history: History) -> None:
    question = Question(text="half \ud83d and nul \0", turns=("\ud83d",))
    history.keep(Remembered(question, answer("It is."), NOON), history.ask("a", question.text))
    found = history.recall("answer-1")
    assert found is not None
    assert found.question.text.startswith("half ")


def test_an_answer_that_another_version_wrote_is_not_there(file: Path, history: History) -> None:
    history.keep(remembered("one"))
    with sqlite3.connect(file) as database:
        database.execute("UPDATE answers SET answer = json_set(answer, '$.colour', 'blue')")
    database.close()
    assert history.recall("one") is None
    assert list(history.answers()) == []


def test_threads_lose_nothing(history: History) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: talk(history, f"c{n}", *(f"{n}-{k}" for k in range(10))), range(8)))
    assert {each.answer.id for each in history.answers()} == {f"{n}-{k}" for n in range(8) for k in range(10)}
    assert all(len(history.turns(f"c{n}")) == 10 for n in range(8))


def test_two_processes_that_begin_at_once_lose_nothing(file: Path) -> None:
    processes = [keeping(file, name, 40) for name in ("server", "command")]
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
        assert all(line.split("\t")[2] == "" for line in out.splitlines())
    history = History(file, BOUNDS)
    assert len(list(history.answers())) == 80
    assert len(history.turns("server")) == 40


def test_what_was_kept_before_a_kill_is_there_afterwards(file: Path) -> None:
    process = keeping(file, "killed", 0)
    assert process.stdout is not None
    told = [process.stdout.readline().split("\t")[0] for _ in range(25)]
    process.kill()
    process.communicate()
    history = History(file, BOUNDS)
    kept = {each.question.text.split()[0] for each in history.answers()}
    assert kept >= set(told)
    history.keep(remembered("afterwards"))
    assert history.recall("afterwards") is not None


def test_a_full_disk_costs_no_answer_and_no_follow_up(file: Path) -> None:
    process = keeping(file, "full", 60, "600000")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    lines = [line.split("\t") for line in out.splitlines()]
    assert len(lines) == 60
    assert [line[1] for line in lines[: MOST_TURNS + 1]] == [str(n) for n in range(MOST_TURNS + 1)]
    assert {line[1] for line in lines[MOST_TURNS:]} == {str(MOST_TURNS)}
    lost = [line for line in lines if line[2]]
    assert lines[0] not in lost
    assert lines[-1] in lost
    assert "not kept in the history" in lost[-1][2]
    assert "history:" in err
    kept = {each.question.text.split()[0] for each in History(file, BOUNDS).answers()}
    assert kept == {line[0] for line in lines if not line[2]}


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no database " * 99, "damaged"), (None, "cannot be")],
    ids=["damaged", "a folder"],
)
def test_a_history_that_cannot_be_opened_is_told_and_costs_no_answer(
    file: Path, content: bytes | None, reason: str
) -> None:
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(HistoryUnusable, match=reason):
        History(file, BOUNDS).recall("one")
    conversations = Conversations(Echo(), History(file, BOUNDS))
    for number in range(2):
        told = conversations.answer(Question(text="Where?", conversation_id="a"))
        assert told.reason == str(number)
        assert reason in told.trace.notes[0]
    assert conversations.recall(told.id) is not None


@pytest.mark.parametrize(
    "url", ["postgresql://ann:hunter2@db.example/ascn", "nonsense://ann:hunter2@x", "hunter2"]
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(file: Path, url: str) -> None:
    with pytest.raises(HistoryUnusable) as told:
        History(file, BOUNDS, url).recall("one")
    assert "hunter2" not in str(told.value)
    assert "history" in str(told.value)


def test_another_database_can_be_named(file: Path) -> None:
    url = f"sqlite:///{file.with_name('elsewhere.db')}"
    History(file, BOUNDS, url).keep(remembered("one"))
    assert History(file, BOUNDS, url).recall("one") is not None
    assert not file.exists()


def test_without_a_history_the_last_answers_are_remembered() -> None:
    conversations = Conversations(Echo(), now=lambda: NOON)
    told = conversations.answer(Question(text="Where?"))
    found = conversations.recall(told.id)
    assert found is not None
    assert (found.answer, found.given) == (told, NOON)
