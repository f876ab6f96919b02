"""The troubleshooter as a dialogue: one question at a time, an address for each place, a way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import KINDS
from tests.site_server import Site

pytestmark = pytest.mark.browser

PATH = KINDS["troubleshooting-en"]


def visible(page: Page) -> list[str]:
    """The ids of the questions and outcomes that show."""
    nodes = page.locator(".hc-check:visible, .hc-outcome:visible")
    return [str(node.get_attribute("id")) for node in nodes.all()]


def checks(page: Page) -> list[str]:
    """The ids of all questions, in order."""
    return [str(node.get_attribute("id")) for node in page.locator(".hc-check").all()]


def test_one_question_shows_at_a_time(page: Page, site: Site) -> None:
    page.goto(site.url(PATH))
    first, second = checks(page)[:2]
    assert visible(page) == [first]
    expect(page.locator("[data-flow-progress]")).to_have_text("Step 1 of at most 3")
    expect(page.locator("[data-flow-back]")).not_to_be_visible()
    page.locator(f"#{first} .hc-options a").first.click()
    assert visible(page) == [second]
    assert page.url == site.url(f"{PATH}?path=0#{second}")
    expect(page.locator("[data-flow-progress]")).to_have_text("Step 2 of at most 3")
    expect(page.locator(f"#{second}")).to_be_focused()
    expect(page.locator(".hc-flow__given li")).to_have_count(1)


def test_the_browsers_back_and_the_pages_back_both_go_back(page: Page, site: Site) -> None:
    page.goto(site.url(PATH))
    first, second, third = checks(page)[:3]
    page.locator(f"#{first} .hc-options a").first.click()
    page.locator(f"#{second} .hc-options a").first.click()
    assert visible(page) == [third]
    page.go_back()
    assert visible(page) == [second]
    page.locator("[data-flow-back]").click()
    assert visible(page) == [first]
    assert page.url == site.url(PATH)


def test_an_address_can_be_shared(page: Page, site: Site) -> None:
    page.goto(site.url(PATH))
    third = checks(page)[2]
    page.goto(site.url(f"{PATH}?path=0.0#{third}"))
    assert visible(page) == [third]
    expect(page.locator(".hc-flow__given li")).to_have_count(2)
    page.goto(site.url(f"{PATH}#{third}"))
    page.reload()
    assert visible(page) == [third]
    expect(page.locator(".hc-flow__given")).not_to_be_visible()


def test_an_answer_can_be_changed(page: Page, site: Site) -> None:
    page.goto(site.url(PATH))
    first, second, third = checks(page)[:3]
    page.locator(f"#{first} .hc-options a").first.click()
    page.locator(f"#{second} .hc-options a").first.click()
    page.locator(".hc-flow__given a").first.click()
    assert visible(page) == [first]
    page.locator(f"#{first} .hc-options a").nth(1).click()
    outcome = page.locator(".hc-outcome:visible")
    expect(outcome).to_have_count(1)
    expect(page.locator("[data-flow-progress]")).to_have_text("Result")
    page.locator("[data-flow-restart]").click()
    assert visible(page) == [first]
    assert third in checks(page)


def test_a_wrong_address_starts_from_the_beginning(page: Page, site: Site) -> None:
    for address in ("?path=9.9.x", "#no-such-place", "?path=0.0.0.0.0.0.0.0"):
        page.goto(site.url(f"{PATH}{address}"))
        page.reload()
        assert len(visible(page)) == 1


def test_the_whole_way_by_keyboard(page: Page, site: Site) -> None:
    page.goto(site.url(PATH))
    page.locator(".hc-options a:visible").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        if page.locator(".hc-outcome:visible").count():
            break
        page.keyboard.press("Tab")
    expect(page.locator(".hc-outcome:visible")).to_have_count(1)
    expect(page.locator(".hc-outcome:visible")).to_be_focused()


def test_the_language_switch_keeps_the_place(page: Page, site: Site) -> None:
    page.goto(site.url(PATH))
    first, second = checks(page)[:2]
    page.locator(f"#{first} .hc-options a").first.click()
    page.locator("[popovertarget=__languages]").click()
    page.locator("#__languages a[hreflang=zh]").click()
    page.wait_for_url(site.url(f"{KINDS['troubleshooting-zh']}?path=0#{second}"))
    assert visible(page) == [second]
