"""What readers see of a page elsewhere: in a list of search results, and where a link to it is shared."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.discovery.mocks import PAGES, found_html
from tests.discovery.published import Published


@pytest.mark.browser
def test_results_and_links_show_everything(real: Published, page: Page, tmp_path: Path) -> None:
    shown = tmp_path / "found.html"
    shown.write_text(found_html(real.folder), encoding="utf-8")
    page.set_viewport_size({"width": 1224, "height": 800})
    page.goto(shown.as_uri())
    sizes = page.locator(".card img").evaluate_all(
        "found => found.map((i) => [i.naturalWidth, i.naturalHeight])"
    )
    assert sizes == [[1200, 630]] * len(PAGES)
    # Titles on one line, descriptions on two, in the widths that search engines give them.
    for selector in (".name", ".text"):
        cut = page.locator(selector).evaluate_all(
            "found => found.filter((e) => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)"
            ".map((e) => e.textContent)"
        )
        assert cut == []
