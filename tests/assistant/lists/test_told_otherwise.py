"""Requests whose words differ from those that rows are called by."""

from datetime import date

import pytest

from assistant.lists.reading import may_ask_for_rows, read
from assistant.lists.request import Entity, Request
from assistant.names import known_names

TODAY = date(2026, 11, 24)


def requested(question: str) -> Request:
    request = read(question, known_names(), TODAY)
    assert request is not None
    assert request.is_understood, request.leftover
    return request


@pytest.mark.parametrize(
    "question",
    ["What does the 2025 report list for Ipoh?", "What do the monitoring reports list for Ipoh?"],
)
def test_what_a_report_lists_is_projects(question: str) -> None:
    assert may_ask_for_rows(question)
    request = requested(question)
    assert request.entity is Entity.PROJECT
    assert request.cities == {"ipoh"}


@pytest.mark.parametrize("verb", ["stand", "fall", "are"])
def test_projects_stand_or_fall_under_a_focus_area(verb: str) -> None:
    assert requested(f"Which projects {verb} under Quality Environment?").focus


def test_rows_may_be_asked_for_year_by_year() -> None:
    assert requested("Which countries have chaired the ASCN, year by year?").entity is Entity.CHAIR


def test_meetings_may_be_asked_for_with_their_places() -> None:
    assert requested("List the annual meetings with their places.").entity is Entity.MEETING


@pytest.mark.parametrize("said", ["took place online", "were held virtually", "met online"])
def test_meetings_held_online_are_a_condition(said: str) -> None:
    assert requested(f"Which annual meetings {said}?").online


def test_meetings_anywhere_are_no_condition() -> None:
    assert not requested("Which annual meetings took place?").online


@pytest.mark.parametrize("word", ["percentage", "share", "proportion"])
def test_a_share_of_the_rows_is_no_list_of_them(word: str) -> None:
    assert not may_ask_for_rows(f"What {word} of the projects is completed?")
