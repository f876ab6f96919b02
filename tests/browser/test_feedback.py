"""Feedback to a service: the path and the answer are told, nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.render.rendering import rendering
from tests.site_server import serve
from tests.sites import SETTINGS, faq, write_site

pytestmark = pytest.mark.browser

PATH = "zh/acme/account/one/"
SERVICE = "https://stats.example.com/api/event"


def settings(kind: str) -> str:
    return f"{SETTINGS}      feedback: {{kind: {kind}, url: '{SERVICE}', website: site-1}}\n"


@pytest.mark.parametrize("kind", ["plausible", "umami", "beacon"])
def test_an_answer_is_told_without_query_and_cookies(page: Page, tmp_path: Path, kind: str) -> None:
    made = rendering(
        write_site(tmp_path, {f"{PATH[:-1]}.yml": faq("One")}, settings=settings(kind)), tmp_path
    )
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if SERVICE in request.url else None)
    page.route(f"{SERVICE}**", lambda route: route.fulfill(status=202))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', () => { throw new Error('blocked'); });"
    )
    with serve(made.write(tmp_path / "site")) as site:
        page.goto(site.url(f"{PATH}?q=my+secret#x"))
        page.locator("[data-answer=yes]").click()
        expect(page.locator("[data-thanks]")).to_have_text("谢谢您的反馈。")
        expect(page.locator("[data-answer=yes]")).to_be_disabled()
        page.wait_for_timeout(200)
    (request,) = sent
    body = json.loads(request.post_data or "")
    assert "secret" not in request.post_data
    assert "cookie" not in request.all_headers()
    assert f"/{PATH}" in request.post_data
    assert "yes" in (body.get("props") or body.get("payload", {}).get("data") or body).values()


def test_without_javascript_there_is_nothing_to_press(tmp_path: Path, page: Page) -> None:
    made = rendering(
        write_site(tmp_path, {f"{PATH[:-1]}.yml": faq("One")}, settings=settings("beacon")), tmp_path
    )
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    with serve(made.write(tmp_path / "site")) as site:
        plain.goto(site.url(PATH))
        assert not plain.locator(".hc-feedback").is_visible()
    context.close()
