"""axe-core finds nothing on any kind of page, in both locales and schemes, on a phone and a desktop."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS, SCHEMES, WIDTHS
from tests.site_server import Site

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(
    browser: Browser, site: Site, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()
    findings: dict[str, list[str]] = {}
    for kind, path in KINDS.items():
        page.goto(site.url(path))
        results = Axe().run(page, options=RULES)
        findings[kind] = [
            f"{found['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
            for found in results.response["violations"]
            for node in found["nodes"]
        ]
    context.close()
    assert {kind: found for kind, found in findings.items() if found} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in KINDS.values():
        page.goto(site.url(path))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_every_target_can_be_hit_with_a_thumb(page: Page, site: Site) -> None:
    """44 x 44 px (WCAG 2.5.5), links within sentences left out as there."""
    page.set_viewport_size({"width": 360, "height": 800})
    small = """() => [...document.querySelectorAll('a, button, input, summary, textarea')].flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        const hidden = !width || !height || element.closest('.hc-hidden, .md-toggle, .md-skip, [popover]');
        const inText = getComputedStyle(element).display === 'inline';
        const large = width >= 44 && height >= 44;
        return hidden || inText || large ? [] : [`${element.outerHTML.slice(0, 80)} ${width}x${height}`];
    })"""
    found = {}
    for path in KINDS.values():
        page.goto(site.url(path))
        found[path] = page.evaluate(small)
    assert {path: targets for path, targets in found.items() if targets} == {}
