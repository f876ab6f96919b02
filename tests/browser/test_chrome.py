"""Header and chooser: colour scheme, languages, the way into search, skip link."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import KINDS
from tests.site_server import Site

pytestmark = pytest.mark.browser

DARK, LIGHT = "rgb(16, 23, 22)", "rgb(255, 255, 255)"


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_a_chosen_scheme_is_kept_and_never_flashes(page: Page, site: Site) -> None:
    page.goto(site.url(KINDS["guide-en"]))
    switch = page.locator("[data-scheme]")
    expect(switch).to_have_attribute("aria-label", "Appearance: as your system")
    switch.click()
    assert background(page) == LIGHT
    switch.click()
    assert background(page) == DARK
    page.goto(site.url(KINDS["home-en"]), wait_until="commit")
    page.wait_for_selector("body", state="attached")
    # Nothing is painted before the style sheet is there; the first colour must be the chosen one.
    page.wait_for_function("getComputedStyle(document.body).backgroundColor !== 'rgba(0, 0, 0, 0)'")
    assert background(page) == DARK
    expect(page.locator("[data-scheme]")).to_have_attribute("aria-label", "Appearance: dark")
    page.locator("[data-scheme]").click()
    assert page.evaluate("localStorage.getItem('hc-scheme')") is None


def test_a_light_choice_beats_a_dark_system(browser: Browser, site: Site) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site.url(KINDS["guide-en"]))
    assert background(page) == DARK
    page.locator("[data-scheme]").click()
    assert background(page) == LIGHT
    context.close()


def test_forbidden_storage_breaks_nothing(page: Page, site: Site) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no'); } });"
    )
    for kind in ("guide-en", "chooser", "provider-contact-en"):
        page.goto(site.url(KINDS[kind]))
    page.locator("[data-scheme]").click()
    page.get_by_label("Transaction number").fill("T-1")
    assert "T-1" in page.locator("#n-result").input_value()


@pytest.mark.parametrize(("language", "suggested"), [("en-GB", ["en"]), ("zh-CN", ["zh"]), ("fr", [])])
def test_the_chooser_suggests_the_readers_language(
    browser: Browser, site: Site, language: str, suggested: list[str]
) -> None:
    context = browser.new_context(locale=language)
    page = context.new_page()
    page.goto(site.url())
    page.wait_for_load_state("networkidle")
    links = page.locator("[data-chooser] a.is-suggested").all()
    assert [link.get_attribute("hreflang") for link in links] == suggested
    assert page.url == site.url(), "it never redirects"
    context.close()


def test_the_chooser_remembers(browser: Browser, site: Site) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(site.url(KINDS["guide-zh"]))
    page.locator("[popovertarget=__languages]").click()
    page.locator("#__languages a[hreflang=en]").click()
    page.wait_for_url(site.url(KINDS["guide-en"]))
    page.goto(site.url())
    expect(page.locator("[data-chooser] a.is-suggested")).to_have_attribute("hreflang", "en")
    context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_main_part(page: Page, site: Site) -> None:
    page.goto(site.url(KINDS["guide-en"]))
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#__main")).to_be_focused()


def test_the_language_switch_by_keyboard(page: Page, site: Site) -> None:
    page.goto(site.url(KINDS["guide-en"]))
    page.locator("[popovertarget=__languages]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#__languages")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(site.url(KINDS["guide-zh"]))


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_search(page: Page, site: Site, key: str) -> None:
    opened: list[str] = []
    page.route(
        "**/search/dialog.js",
        lambda route: (
            opened.append(route.request.url),
            route.fulfill(
                content_type="text/javascript",
                body="export const openDialog = (text) => { document.title = `searching ${text}`; };",
            ),
        ),
    )
    page.goto(site.url(KINDS["guide-en"]))
    assert opened == [], "search is loaded when it is wanted, not before"
    page.keyboard.press(key)
    expect(page).to_have_title("searching ")


def test_without_its_dialog_search_is_a_page(page: Page, site: Site) -> None:
    page.route("**/search/dialog.js", lambda route: route.abort())
    page.goto(site.url(KINDS["guide-en"]))
    page.locator(".hc-find").click()
    page.wait_for_url(site.url("en/search/"))


def test_a_steps_address_is_copied(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.url(KINDS["guide-en"]))
    page.locator(".hc-anchor").nth(1).click()
    assert page.evaluate("navigator.clipboard.readText()") == site.url(f"{KINDS['guide-en']}#step-2")


def test_a_missing_page_looks_for_the_words_of_its_address(page: Page, site: Site) -> None:
    response = page.goto(site.url("en/cgpay/refunds/call-18885550100-refund-now-qqqzzz/"))
    assert response is not None
    assert response.status == 404
    expect(page.locator("[data-found] a").first).to_be_visible()
    words = page.locator("#q").input_value().split()
    assert "refund" in words
    assert not {"18885550100", "qqqzzz"} & set(words), "only words that stand on some page"


@pytest.mark.parametrize("path", ["zh/18885550100/", "zh/%E0%A4/", "zh/!!/"])
def test_an_address_without_words_finds_nothing(page: Page, site: Site, path: str) -> None:
    page.goto(site.url(path))
    expect(page.locator("[data-found] h2")).to_have_text("没有找到相近的回答")
    assert page.locator("#q").input_value() == ""
