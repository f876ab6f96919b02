"""The preview in a browser: an edit reloads the open page by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.preview.conftest import Preview
from tests.sites import faq

pytestmark = pytest.mark.browser


def test_an_edit_reloads_the_open_page(preview: Preview, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{preview.port}/zh/acme/account/one/")
    expect(page.locator("h1")).to_have_text("One")
    for title in ("A second title", "A third title"):
        preview.entry.write_text(faq(title), encoding="utf-8")
        expect(page.locator("h1")).to_have_text(title)


def test_faults_lie_over_the_page_and_go_away(preview: Preview, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{preview.port}/zh/acme/account/one/")
    expect(page.locator("#hc-preview")).to_be_hidden()
    preview.entry.write_text("title: [", encoding="utf-8")
    expect(page.locator("#hc-preview")).to_contain_text("one.yml:1:9: error HC005")
    expect(page.locator("h1")).to_have_text("One")
    preview.entry.write_text(faq("Mended"), encoding="utf-8")
    expect(page.locator("h1")).to_have_text("Mended")
    expect(page.locator("#hc-preview")).to_be_hidden()


def test_findings_of_the_rules_are_listed(preview: Preview, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{preview.port}/zh/acme/account/one/")
    expect(page.locator("#hc-preview")).to_be_hidden()
    preview.server.news.announce(["a.yml:1:1: warning <b>HC404</b>"])
    expect(page.locator("#hc-preview-findings li")).to_have_text("a.yml:1:1: warning <b>HC404</b>")
    preview.server.news.announce([])
    expect(page.locator("#hc-preview")).to_be_hidden()
