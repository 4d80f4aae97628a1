"""May we apply? From who we are to a verdict with its proof, on any screen, with and without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from assistant.api.app import create_app
from assistant.conversations import Conversations
from tests.assistant.eligibility.stage import TODAY, documents
from tests.assistant.stage import SmallShelf, WrittenAsker, serving
from tests.assistant.test_api_eligibility import Records
from tests.browser.conftest import DESKTOP, PHONE, Watch
from tests.browser.moves import fits
from tests.browser.test_looking import violations

CITY = "applicant.type=local_government&applicant.country=Philippines&city.key=Iloilo"
KCITY = "#kcity-kcity-2026-planning-lead"
LARGE = (
    f"/eligibility?{CITY}",
    "/eligibility/programmes/kcity",
    "/eligibility/compare?programme=kcity&programme=cdia&programme=stars",
)
SMALL = (
    "/eligibility",
    f"/eligibility?{CITY}&call=cdia",
    "/eligibility?applicant.type=university&applicant.country=SG&programme=usascp",
    "/eligibility/programmes?who=company&open=1",
    "/eligibility/programmes/smart-jamp",
    "/eligibility/compare?programme=stars&programme=acgf",
    "/eligibility/calendar",
    f"/eligibility/record?{CITY}&call=cdia",
)
WRONG = ("/eligibility?applicant.country=Atlantis&colour=blue", "/eligibility/compare?programme=kcity")


@pytest.fixture
def address(asker: WrittenAsker, shelf: SmallShelf) -> Iterator[str]:
    """The application over the built-in records."""
    _, path = next(iter(shelf.held.values()))
    shelf.held |= {id_: (document, path) for id_, document in documents().items()}
    app = create_app(Conversations(asker), shelf, assessor=Records(), today=lambda: TODAY)
    with serving(app) as address:
        yield address


def opened(page: Page, path: str, watch: Watch) -> Page:
    """A page with everything folded out."""
    page.goto(f"{watch.address}{path}")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_city_answers_what_is_asked_next_and_learns_that_it_may_apply(
    browser: Browser, watch: Watch, script: bool
) -> None:
    with browser.new_context(java_script_enabled=script, viewport=PHONE) as context:
        page = watch.over(context.new_page())
        page.goto(watch.address)
        page.get_by_role("link", name="Eligibility").click()
        page.get_by_label("What are you").select_option("City or other local government")
        page.get_by_label("In which country are you registered?").fill("Philippines")
        page.get_by_label("For which city is it?").fill("Iloilo")
        page.get_by_role("button", name="Show what is open to us").click()
        call = page.locator(KCITY)
        expect(call).to_contain_text("Cannot tell")
        call.get_by_label("Are you in charge of the project?").select_option("yes")
        call.get_by_label("Is there another proposal for the same city?").select_option("no")
        call.get_by_role("button", name="Answer").click()
        expect(call).to_contain_text("Meets the published conditions to apply")
        expect(call).to_contain_text("Apply by 31 December 2026.")
        expect(call).to_be_in_viewport()
        call.get_by_text("conditions, with their quotes").click()
        call.get_by_role("link", name="Read it on its page").last.click()
        expect(page.locator("mark")).to_be_visible()


def test_the_way_back_and_the_address_keep_what_was_said(page: Page, watch: Watch) -> None:
    page.goto(f"{watch.address}/eligibility?{CITY}")
    page.get_by_text("What you told us").click()
    expect(page.get_by_label("For which city is it?")).to_have_value("Iloilo")
    page.get_by_label("For which city is it?").fill("Cebu")
    page.get_by_role("button", name="Update").click()
    expect(page).to_have_url(re.compile(r"city\.key=Cebu"))
    expect(page.get_by_text("What you told us")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"city\.key=Iloilo"))


def test_a_mistake_is_shown_at_its_field_and_mended_there(page: Page, watch: Watch) -> None:
    watch.expected.append("status of 422")
    page.goto(f"{watch.address}/eligibility")
    country = page.get_by_label("In which country are you registered?")
    country.fill("Atlantis")
    country.press("Enter")
    expect(country).to_have_value("Atlantis")
    expect(country).to_have_accessible_description(re.compile("No country has this code or name"))
    country.fill("Thailand")
    country.press("Enter")
    expect(page.get_by_role("heading", name="The outcome on 24 November 2026")).to_be_visible()


def test_with_the_keyboard_alone_one_gets_from_the_form_to_the_outcome(page: Page, watch: Watch) -> None:
    page.goto(f"{watch.address}/eligibility")
    page.get_by_role("link", name="Skip to the main part").focus()
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What are you")).to_be_focused()
    page.keyboard.type("Company")
    page.keyboard.press("Tab")
    page.keyboard.type("NL")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Not eligible")).to_be_visible()


def test_two_programmes_are_chosen_and_read_side_by_side(page: Page, watch: Watch) -> None:
    page.goto(f"{watch.address}/eligibility/programmes")
    page.get_by_label("Compare Cities Development Initiative for Asia").check()
    page.get_by_label("Compare K-City Network Global Cooperation Program").check()
    page.get_by_role("button", name="Compare the chosen ones").click()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(page.get_by_role("row", name="When")).to_contain_text("Open until 31 December 2026")


def test_the_chat_goes_on_with_what_the_form_knows(page: Page, watch: Watch) -> None:
    page.goto(f"{watch.address}/eligibility?{CITY}&programme=kcity")
    page.get_by_role("link", name="Go on in the chat").first.click()
    expect(page.get_by_label("Your question")).to_have_value(re.compile("^We are a city government in Phil"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    page: Page, watch: Watch, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    watch.expected.append("status of 422")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    # The large ones hold nothing that the small ones do not, so they are looked at in one way only.
    large = LARGE if (size, scheme) == (DESKTOP, "light") else ()
    found = {path: violations(opened(page, path, watch)) for path in (*large, *SMALL, *WRONG)}
    assert found == {path: [] for path in found}


def test_every_page_fits_the_narrowest_and_the_widest_window(page: Page, watch: Watch) -> None:
    for path in (*LARGE, *SMALL):
        opened(page, path, watch)
        for width in (320, 700, 1920):
            page.set_viewport_size({"width": width, "height": 700})
            assert fits(page), (path, width)


def test_on_paper_the_outcome_stands_without_its_form(page: Page, watch: Watch) -> None:
    opened(page, f"/eligibility?{CITY}", watch)
    page.emulate_media(media="print")
    expect(page.locator(KCITY)).to_be_visible()
    expect(page.locator("#facts")).to_be_hidden()
