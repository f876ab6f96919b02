"""A third language from right to left, and hours in the reader's own time zone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.render.rendering import rendering
from tests.site_server import serve
from tests.sites import LOCALE, PROVIDER, SETTINGS, faq, write_site

pytestmark = pytest.mark.browser

ENTRY = "zh/acme/account/one.yml"
WITH_HOURS = PROVIDER.replace(
    "hours: {kind: around_the_clock}",
    "hours: {kind: working_hours, opens: '09:00', closes: '18:00', time_zone: Asia/Shanghai}",
)


def left_of(page: Page, one: str, other: str) -> bool:
    """Whether one element begins further left than another."""
    boxes = [page.locator(selector).first.bounding_box() for selector in (one, other)]
    assert boxes[0]
    assert boxes[1]
    return boxes[0]["x"] < boxes[1]["x"]


def test_a_right_to_left_language_is_mirrored(browser: Browser, tmp_path: Path) -> None:
    arabic = LOCALE.format(name="العربية").replace("categories:", "direction: rtl\ncategories:", 1)
    files = {"ar/locale.yml": arabic, ENTRY: faq("One")}
    settings = write_site(tmp_path, files, settings=SETTINGS.replace("[zh, en]", "[zh, en, ar]"))
    with serve(rendering(settings, tmp_path).write(tmp_path / "site")) as site:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        for tag, is_mirrored in (("zh", False), ("ar", True)):
            page.goto(site.url(f"{tag}/acme/account/one/"))
            assert page.evaluate("document.body.dir") == ("rtl" if is_mirrored else "ltr")
            assert left_of(page, ".hc-nav", ".md-content") is not is_mirrored
            assert left_of(page, ".hc-brand", ".hc-find") is not is_mirrored
        for path in ("ar/", "ar/acme/", "ar/acme/account/one/", "ar/contact/acme/", "ar/verify/"):
            page.set_viewport_size({"width": 360, "height": 800})
            page.goto(site.url(path))
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        page.locator(".hc-button--menu").click()
        box = page.locator("#__nav").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] == pytest.approx(360), "it comes from the side where its button is"
        context.close()


@pytest.mark.parametrize(
    ("zone", "says"),
    [("Europe/Berlin", "–"), ("Asia/Tokyo", "10:00–19:00 (Asia/Tokyo)"), ("Asia/Shanghai", "")],
)
def test_hours_stand_in_the_readers_time_too(browser: Browser, tmp_path: Path, zone: str, says: str) -> None:
    settings = write_site(tmp_path, {ENTRY: faq("One"), "providers/acme.yml": WITH_HOURS})
    with serve(rendering(settings, tmp_path).write(tmp_path / "site")) as site:
        context = browser.new_context(timezone_id=zone)
        page = context.new_page()
        page.goto(site.url("zh/contact/acme/"))
        page.wait_for_load_state("networkidle")
        expect(page.locator(".hc-channels")).to_contain_text("09:00–18:00 (Asia/Shanghai)")
        own = page.locator("[data-zone]")
        if says:
            expect(own).to_contain_text(says)
            expect(own).to_contain_text(zone)
        else:
            expect(own).not_to_be_visible()
        context.close()
