"""Many askers at once: everybody is answered in turn or told to come back, nobody waits in silence."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.api.app import create_app
from assistant.api.limits import Busy, Places
from tests.assistant.stage import SmallShelf, WrittenAsker, posted, serving
from tests.assistant.test_api_chat import events

STREAM = "text/event-stream"


def streamed(address: str, question: str) -> list[tuple[str, dict[str, object]]]:
    with posted(address, question, STREAM) as response:
        assert response.status == 200
        return events(response.read().decode())


def test_twenty_streams_at_once_are_all_answered_with_their_events_in_order(
    asker: WrittenAsker, shelf: SmallShelf
) -> None:
    with serving(create_app(asker, shelf, places=2)) as address, ThreadPoolExecutor(20) as users:
        told = list(users.map(lambda _: streamed(address, "two systems"), range(20)))
    for stream in told:
        names = [name for name, data in stream if data.get("step") != "wait"]
        assert names == ["status", "claim", "claim", "done"]
        waiting = [data.get("step") == "wait" for _, data in stream]
        assert waiting == sorted(waiting, reverse=True)


def test_who_stands_in_line_hears_how_many_are_before_them_in_their_language(
    asker: WrittenAsker, shelf: SmallShelf
) -> None:
    with serving(create_app(asker, shelf, places=1)) as address, ThreadPoolExecutor(1) as other:
        first = other.submit(streamed, address, "wait")
        assert asker.going.wait(10)
        with posted(address, "two systems", STREAM) as response:
            assert response.readline() == b"event: status\n"
            told = json.loads(response.readline().removeprefix(b"data: "))
            assert told == {"step": "wait", "text": "Waiting for its turn: 0 questions ahead"}
            asker.release.set()
            assert b"event: done\n" in response.readlines()
        assert first.result(10)[-1][0] == "done"


def test_a_stream_whose_turn_does_not_come_ends_with_a_clear_word(
    asker: WrittenAsker, shelf: SmallShelf
) -> None:
    with (
        serving(create_app(asker, shelf, places=1, patience=0.05)) as address,
        ThreadPoolExecutor(1) as other,
    ):
        first = other.submit(streamed, address, "wait")
        assert asker.going.wait(10)
        name, problem = streamed(address, "two systems")[-1]
        assert name == "error"
        assert problem["status"] == 503
        assert "Ask again in" in str(problem["detail"])
        asker.release.set()
        assert first.result(10)[-1][0] == "done"


def test_who_leaves_the_line_holds_up_nobody(asker: WrittenAsker, shelf: SmallShelf) -> None:
    with serving(create_app(asker, shelf, places=1)) as address, ThreadPoolExecutor(1) as other:
        first = other.submit(streamed, address, "wait")
        assert asker.going.wait(10)
        with posted(address, "moon", STREAM) as left:
            left.readline()
        with posted(address, "two systems", STREAM) as behind:
            while b": 0 questions ahead" not in behind.readline():
                pass
            asker.release.set()
            assert b"event: done\n" in behind.readlines()
        assert first.result(10)[-1][0] == "done"
        assert [question.text for question in asker.asked] == ["wait", "two systems"]


def test_places_are_given_in_the_order_of_coming() -> None:
    async def come() -> list[int]:
        places, served = Places(1, patience=10), list[int]()

        async def one(number: int) -> None:
            await places.take()
            served.append(number)
            places.give_back()

        await places.take()
        waiting = [asyncio.create_task(one(number)) for number in range(5)]
        await asyncio.sleep(0)
        waiting[1].cancel()
        await asyncio.sleep(0)
        places.give_back()
        await asyncio.gather(*waiting, return_exceptions=True)
        return served

    assert asyncio.run(come()) == [0, 2, 3, 4]


def test_who_comes_to_a_full_line_is_told_at_once() -> None:
    async def come() -> None:
        places = Places(1, patience=60, line=1)
        await places.take()
        waiting = asyncio.create_task(places.take())
        await asyncio.sleep(0)
        with pytest.raises(Busy, match="too many questions"):
            await places.take()
        places.give_back()
        await waiting

    asyncio.run(come())


def test_a_place_that_comes_in_the_moment_of_leaving_is_passed_on() -> None:
    async def come() -> None:
        places = Places(1, patience=60)
        await places.take()
        leaving, next_ = asyncio.create_task(places.take()), asyncio.create_task(places.take())
        await asyncio.sleep(0)
        places.give_back()
        leaving.cancel()
        await asyncio.wait_for(next_, 10)

    asyncio.run(come())
