"""The three questions of whoever wants to apply, in the chat and in the form of the real server.

Every question names its day: what is open today is not what was open when this was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.browser.moves import ask
from tests.running import served

DAY = "2026-11-24"
APPLY = "Apply by 31 December 2026."


@pytest.fixture(scope="module")
def running(built_in: Path) -> Iterator[str]:
    with served(built_in) as address:
        yield address


@pytest.fixture
def address(running: str) -> str:
    """The real server instead of the staged one."""
    return running


def filled_in(page: Page, watch: Watch, type_: str, country: str, city: str = "") -> None:
    """Sends the form with who asks, as of the day of these tests."""
    page.goto(f"{watch.address}/eligibility")
    page.get_by_label("What are you").select_option(type_)
    page.get_by_label("In which country are you registered?").fill(country)
    page.get_by_label("For which city is it?").fill(city)
    page.get_by_text("Only one programme, role or day").click()
    page.get_by_label("As of which day?").fill(DAY)
    page.get_by_role("button", name="Show what is open to us").click()


def test_iloilo_asks_in_the_chat_and_is_told_until_when(page: Page) -> None:
    first = ask(page, "As of 24 November 2026, can Iloilo apply to K-City?")
    expect(first).to_contain_text("?")
    expect(first.get_by_role("button", name="Citation")).to_have_count(0)
    ask(page, "no")
    last = ask(page, "yes")
    expect(last.get_by_role("row", name="K-City Network 2026 planning call")).to_contain_text(APPLY)
    expect(last.get_by_role("button", name="Citation 1:").first).to_be_visible()
    last.get_by_role("link", name="form").click()
    page.get_by_text("What you told us").click()
    expect(page.get_by_label("For which city is it?")).to_have_value("PH/Iloilo")
    expect(page.get_by_label("Are you in charge of the project?").first).to_have_value("yes")


def test_iloilo_fills_in_the_form_and_is_told_the_same(page: Page, watch: Watch) -> None:
    filled_in(page, watch, "local_government", "Philippines", "Iloilo")
    call = page.locator("#kcity-kcity-2026-planning-lead")
    call.get_by_label("Is there another proposal for the same city?").select_option("no")
    call.get_by_label("Are you in charge of the project?").select_option("yes")
    call.get_by_role("button", name="Answer").click()
    expect(call).to_contain_text("Meets the published conditions to apply")
    expect(call).to_contain_text("Open until 31 December 2026")


def test_a_dutch_start_up_learns_in_the_chat_and_in_the_form_that_nothing_is_known_to_be_open(
    page: Page, watch: Watch
) -> None:
    turn = ask(page, "We are a Dutch water start-up, what is open to us on 24 November 2026?")
    expect(turn).to_contain_text("Dutch")
    expect(turn).not_to_contain_text("Apply by")
    filled_in(page, watch, "company", "Netherlands")
    expect(page.locator(".call.eligible")).to_have_count(0)
    expect(page.locator("#part-unsettled")).to_be_visible()
    expect(page.locator("#part-no")).to_be_visible()


def test_a_ministry_learns_in_the_chat_and_in_the_form_until_when(page: Page, watch: Watch) -> None:
    ask(page, "Is our ministry eligible and until when, as of 24 November 2026?")
    for said in ("Thailand", "energy", "no"):
        ask(page, said)
    told = ask(page, "yes").get_by_role("row", name="K-City Network 2026 planning call")
    expect(told).to_contain_text(APPLY)
    filled_in(page, watch, "national_government", "Thailand")
    expect(page.locator("#adb-sovereign-adb-sovereign-loan-lead")).to_contain_text("Meets the published")
