"""Reading an answer: light, still, and complete without JavaScript and on paper."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS, LOCALES
from tests.site_server import Site

pytestmark = pytest.mark.browser

ENTRIES = [f"{kind}-{locale}" for kind in ("faq", "guide", "troubleshooting") for locale in LOCALES]
KB = 1024


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def compressed(site: Site, path: str) -> int:
    """Bytes of a served file, gzipped as a static host would."""
    name = path.split("?")[0].lstrip("/")
    file = site.folder / (f"{name}index.html" if not name or name.endswith("/") else name)
    return len(gzip.compress(file.read_bytes(), 6))


@pytest.mark.parametrize("kind", ENTRIES)
def test_the_first_view_fits_its_budget(page: Page, site: Site, kind: str) -> None:
    site.requests.clear()
    page.goto(site.url(KINDS[kind]))
    page.wait_for_load_state("networkidle")
    sizes = {path: compressed(site, path) for path in site.requests}
    scripts = sum(size for path, size in sizes.items() if path.endswith(".js"))
    html_and_css = sum(size for path, size in sizes.items() if path.endswith((".css", "/")))
    assert html_and_css <= 14 * KB, sizes
    assert scripts <= 10 * KB, sizes
    assert sum(sizes.values()) <= 24 * KB, sizes
    assert len(site.requests) <= 5, site.requests


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nothing_moves_while_loading(page: Page, site: Site, kind: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.add_init_script(
        "window.shifts = []; new PerformanceObserver((list) => shifts.push(...list.getEntries().map("
        "(entry) => [entry.value, ...entry.sources.map((source) => source.node?.outerHTML?.slice(0, 80))])))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(site.url(KINDS[kind]))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    assert page.evaluate("shifts") == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_page_breaks_its_security_policy(page: Page, site: Site, kind: str) -> None:
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', "
        "(event) => broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));"
    )
    page.goto(site.url(KINDS[kind]))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("broken") == []


def test_every_answer_is_readable_without_javascript(plain: Page, site: Site) -> None:
    plain.goto(site.url(KINDS["troubleshooting-en"]))
    assert plain.locator(".hc-check:visible").count() == plain.locator(".hc-check").count() >= 2
    assert plain.locator(".hc-outcome:visible").count() == plain.locator(".hc-outcome").count() >= 2
    assert not plain.locator("[data-flow-bar]").is_visible()
    assert not plain.locator("[data-scheme]").is_visible()
    first = plain.locator(".hc-options a").first
    target = first.get_attribute("href")
    first.click()
    assert plain.url.endswith(str(target))
    assert plain.locator(str(target)).is_visible()


def test_navigation_and_languages_open_without_javascript(plain: Page, site: Site) -> None:
    plain.goto(site.url(KINDS["guide-zh"]))
    assert not plain.locator("#__nav").is_visible()
    plain.locator(".hc-button--menu").click()
    assert plain.locator("#__nav").is_visible()
    plain.keyboard.press("Escape")
    assert not plain.locator("#__nav").is_visible()
    plain.locator("[popovertarget=__languages]").click()
    plain.locator("#__languages a[hreflang=en]").click()
    assert plain.url == site.url(KINDS["guide-en"])


def test_a_dark_system_is_dark_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(color_scheme="dark", java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url(KINDS["guide-zh"]))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 23, 22)"
    context.close()


def test_paper_shows_every_check_and_no_chrome(page: Page, site: Site) -> None:
    page.goto(site.url(KINDS["troubleshooting-zh"]))
    assert page.locator(".hc-check:visible").count() == 1
    page.emulate_media(media="print")
    assert page.locator(".hc-check:visible").count() == page.locator(".hc-check").count()
    assert page.locator(".hc-outcome:visible").count() == page.locator(".hc-outcome").count()
    for chrome in (".hc-header", ".hc-nav", ".hc-footer", ".hc-action >> nth=0"):
        assert not page.locator(chrome).is_visible(), chrome
