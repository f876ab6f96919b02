"""The page that verifies contacts understands the file of contacts that the build publishes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.discovery.published import Published
from tests.site_server import serve


@pytest.mark.browser
@pytest.mark.parametrize(
    ("day", "pasted", "verdict"),
    [
        ("2026-11-22", "+1 (555) 0100", "official"),
        ("2026-11-22", "https://acme.example/login", "official"),
        ("2026-11-22", "https://acrne.example/login", "alike"),
        # Expired before the build, and expired since: neither is told any more.
        ("2026-11-22", "help@acme.example", "unknown"),
        ("2027-01-30", "+1 555 0100", "unknown"),
    ],
)
def test_a_verdict(shapes: Published, page: Page, day: str, pasted: str, verdict: str) -> None:
    page.clock.set_fixed_time(f"{day}T12:00:00Z")
    with serve(shapes.folder) as served:
        page.goto(served.url("en/verify/"))
        page.locator("#v").fill(pasted)
        page.locator("#v").press("Enter")
        page.locator(f"output.hc-verdict--{verdict}").wait_for()
