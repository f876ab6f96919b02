"""Search in a real browser, on the real content: typed as a customer types, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from helpcenter.catalog import Catalog
from helpcenter.model import read_settings
from helpcenter.search.content import documents_from, interface_from, vocabulary_from
from helpcenter.search.manifest import write_manifest
from helpcenter.search.scripts import search_scripts
from helpcenter.search.shards import write_index
from tests.render.rendering import rendering
from tests.site_server import Site, serve

pytestmark = pytest.mark.browser
HOSTILE = (
    "call +1-888-555-0199 now",
    "客服电话 400-555-0123",
    "support 1 8 8 8 5 5 5 0 1 9 9",
    "加微信 scam8888",
    "https://example.com/refund",
    "退款请拨打四零零五五五",
)


@pytest.fixture(scope="module")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The repository's content with its search, served."""
    rendered = rendering(read_settings(repository / "mkdocs.yml"), tmp_path_factory.mktemp("config"))
    folder = rendered.write(tmp_path_factory.mktemp("site"))
    for name, data in search_files(rendered.site.catalog, repository).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with serve(folder) as served:
        yield served


def search_files(catalog: Catalog, repository: Path) -> dict[str, bytes]:
    published = [
        write_index(
            locale,
            documents_from(catalog, locale),
            vocabulary_from(catalog),
            catalog.ids,
            interface_from(catalog, locale),
        )
        for locale in catalog.locales
    ]
    files = {name: data for locale in published for name, data in locale.files.items()}
    return {**files, **write_manifest(published), **search_scripts(repository / "overrides")}


def ask(page: Page, site: Site, locale: str, text: str) -> None:
    """Opens the dialog by key and types."""
    page.goto(site.url(f"{locale}/"))
    page.keyboard.press("/")
    expect(page.locator("dialog .hc-s__field")).to_be_focused()
    page.keyboard.type(text)


@pytest.mark.parametrize(
    ("locale", "text", "path"),
    [
        ("zh", "钱扣了没到账", "zh/cgpay/payments/money-not-credited/"),
        ("zh", "eefpay 退钱", "zh/eepay/refunds/request-refund/"),
        ("zh", "帳戶被鎖 topay", "zh/topay/account/locked/"),
        ("zh", "shouxufei", "zh/cgpay/payments/fees/"),
        ("zh", "dispute", "zh/eepay/payments/dispute/"),
        ("en", "eepay refnd", "en/eepay/refunds/request-refund/"),
        ("en", "what fees", "en/cgpay/payments/fees/"),
        ("en", "假客服", "en/general/security/spot-fake-support/"),
    ],
)
def test_what_is_typed_is_answered(page: Page, site: Site, locale: str, text: str, path: str) -> None:
    ask(page, site, locale, text)
    first = page.locator("dialog [role=option]").first
    expect(first).to_have_attribute("href", site.url(path))
    expect(page.locator("dialog [role=status]")).not_to_be_empty()


def test_with_the_keyboard_alone(page: Page, site: Site) -> None:
    ask(page, site, "en", "")
    page.keyboard.insert_text("refund")  # at once: each letter on its own would choose the first result again
    options = page.locator("dialog [role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page.locator("dialog [role=combobox]")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.locator("dialog [role=combobox]")).to_have_attribute("aria-activedescendant", "hc-s-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("ArrowDown")
    target = options.nth(0).get_attribute("href")
    page.locator("dialog .hc-s__field").fill("refund")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(str(target))


def test_found_words_are_marked(page: Page, site: Site) -> None:
    ask(page, site, "zh", "手续费")
    title = page.locator("dialog [role=option]").first.locator(".hc-s__title mark")
    expect(title.first).to_have_text("手续费")


def test_nothing_found_offers_topics_and_support(page: Page, site: Site) -> None:
    ask(page, site, "en", "xylophone")
    expect(page.locator("dialog [role=status]")).to_have_text("No answer found")
    expect(page.locator("dialog [role=option]")).to_have_count(0)
    expect(page.locator("dialog .hc-s__topics a")).to_have_count(6)
    expect(page.locator("dialog .hc-s__rest p a")).to_have_attribute("href", site.url("en/contact/"))


def test_the_nearest_topics_come_first_when_nothing_is_found(page: Page, site: Site) -> None:
    page.goto(site.url("en/cgpay/security/protect-account/"))
    page.keyboard.press("/")
    expect(page.locator("dialog .hc-s__field")).to_be_focused()
    page.keyboard.type("xylophone")
    topics = page.locator("dialog .hc-s__topics a")
    expect(topics.first).to_have_attribute("href", site.url("en/topics/security/"))
    page.locator("dialog .hc-s__field").fill("api key")
    page.locator("dialog select").select_option("huifu")
    expect(topics.first).to_have_attribute("href", site.url("en/topics/integration/"))


def test_a_correction_is_said(page: Page, site: Site) -> None:
    ask(page, site, "en", "pasword")
    expect(page.locator("dialog")).to_contain_text("Showing results for “password”")


def test_one_provider_only(page: Page, site: Site) -> None:
    ask(page, site, "en", "refund")
    page.locator("dialog select").select_option("topay")
    options = page.locator("dialog [role=option]")
    expect(options.first).to_have_attribute("href", site.url("en/topay/refunds/request-refund/"))
    assert all("/topay/" in str(option.get_attribute("href")) for option in options.all())


def test_the_home_box_leads_into_the_dialog(page: Page, site: Site) -> None:
    page.goto(site.url("zh/"))
    page.locator("#q").press_sequentially("退")
    expect(page.locator("dialog .hc-s__field")).to_be_focused()
    expect(page.locator("dialog .hc-s__field")).to_have_value("退")
    expect(page.locator("dialog [role=option]").first).to_be_visible()


def test_recent_searches_stay_on_the_device(page: Page, site: Site) -> None:
    ask(page, site, "en", "fees")
    page.locator("dialog [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(site.url("en/cgpay/payments/fees/"))
    page.keyboard.press("/")
    recent = page.locator("dialog .hc-s__recent button")
    expect(recent).to_have_text(["fees"])
    assert not any("fees" in request.split("?")[-1] for request in site.requests if "?" in request)
    page.locator("dialog .hc-s__clear").click()
    expect(recent).to_have_count(0)
    assert page.evaluate("localStorage.getItem('hc-recent-en')") == "[]"


def test_the_search_page_answers_its_address(page: Page, site: Site) -> None:
    page.goto(site.url("zh/search/?q=退款多久"))
    expect(page.locator("main [role=option], [data-search-page] [role=option]").first).to_be_visible()
    expect(page.locator("[data-search-page] .hc-s__field")).to_have_value("退款多久")
    page.locator("[data-search-page] .hc-s__field").fill("手续费")
    page.wait_for_url("**/zh/search/#q=*")
    page.reload()
    expect(page.locator("[data-search-page] .hc-s__field")).to_have_value("手续费")


@pytest.mark.parametrize(("locale", "sign"), [("zh", "?"), ("en", "?"), ("zh", "#")])
def test_an_address_puts_no_words_into_our_mouth(page: Page, site: Site, locale: str, sign: str) -> None:
    for text in HOSTILE:
        page.goto("about:blank")
        page.goto(site.url(f"{locale}/search/") + f"{sign}q={text}")
        field = page.locator("[data-search-page] .hc-s__field")
        expect(field).to_be_focused()
        expect(page.locator("[data-search-page] .hc-s__rest")).not_to_be_empty()
        expect(field).to_have_value("")
        shown = page.locator("body").inner_text()
        for part in ("888", "400", "四零零", "scam8888", "example.com"):
            assert part not in shown, text


def test_a_misspelt_address_is_shown_corrected(page: Page, site: Site) -> None:
    page.goto(site.url("en/search/?q=refnd!!<b>"))
    expect(page.locator("[data-search-page] .hc-s__field")).not_to_have_value("refnd!!<b>")


def test_without_javascript_search_is_the_list_of_topics(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url("en/"))
    page.locator(".hc-find").click()
    page.wait_for_url(site.url("en/search/"))
    expect(page.locator("[data-search-topics] a")).to_have_count(6)
    page.locator("[data-search-topics] a").first.click()
    page.wait_for_url("**/en/topics/**")
    context.close()


def test_without_workers_the_page_searches_itself(page: Page, site: Site) -> None:
    page.add_init_script("delete globalThis.Worker")
    ask(page, site, "en", "refund")
    expect(page.locator("dialog [role=option]").first).to_be_visible()


def test_no_security_policy_is_broken(page: Page, site: Site) -> None:
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    ask(page, site, "zh", "退款")
    page.locator("dialog [role=option]").first.wait_for()
    assert broken == []


@pytest.mark.breaks_policy
def test_no_script_can_write_html_or_name_another_script(page: Page, site: Site) -> None:
    ask(page, site, "en", "refund")
    page.locator("dialog [role=option]").first.wait_for()
    outcomes = page.evaluate(
        """() => Object.entries({
            html: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
            script: () => { document.createElement('script').src = 'x.js'; },
            worker: () => new Worker('worker.js'),
            policy: () => trustedTypes.createPolicy('another', {}),
            again: () => trustedTypes.createPolicy('helpcenter-search', {}),
            text: () => { document.createElement('p').textContent = '<b>'; },
        }).map(([name, act]) => { try { act(); return [name, 'allowed']; } catch { return [name, 'refused']; } })"""
    )
    acts = ("html", "script", "worker", "policy", "again")
    assert dict(outcomes) == {**dict.fromkeys(acts, "refused"), "text": "allowed"}


def test_a_phone_fits_the_dialog(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(site.url("en/"))
    page.locator(".hc-find").click()
    page.locator("dialog .hc-s__field").fill("refund")
    page.locator("dialog [role=option]").first.wait_for()
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= innerWidth")
    box = page.locator("dialog .hc-s__field").bounding_box()
    assert box is not None
    assert box["width"] >= 100
    context.close()
