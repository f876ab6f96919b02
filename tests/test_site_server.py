from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.site_server import Site, serve


def ask(site: Site, path: str) -> tuple[int, dict[str, str], bytes]:
    # http.client, as urllib would tidy up `..` and follow redirects.
    connection = http.client.HTTPConnection(urlsplit(site.origin).netloc, timeout=5)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "zh").mkdir(parents=True)
    (site / "index.html").write_text("<title>languages</title><h1>选择语言</h1>", encoding="utf-8")
    (site / "404.html").write_text("nothing", encoding="utf-8")
    (site / "zh" / "index.html").write_text("你好", encoding="utf-8")
    (site / "zh" / "404.html").write_text("没有", encoding="utf-8")
    (site / "zh" / "engine.js").write_text("export const ready = true;\n", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return site


def test_folder_gets_its_index_and_a_slash(folder: Path) -> None:
    with serve(folder) as site:
        status, headers, body = ask(site, "/zh/")
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert body.decode() == "你好"
        status, headers, _ = ask(site, "/zh?q=1")
        assert (status, headers["Location"]) == (301, "/zh/?q=1")


def test_module_has_a_script_type(folder: Path) -> None:
    with serve(folder) as site:
        assert ask(site, "/zh/engine.js")[1]["Content-Type"] == "text/javascript; charset=utf-8"


def test_unknown_path_gets_the_nearest_404_page(folder: Path) -> None:
    with serve(folder) as site:
        assert ask(site, "/zh/cgpay/none/")[::2] == (404, "没有".encode())
        assert ask(site, "/fr/")[::2] == (404, b"nothing")


def test_nothing_outside_the_folder_is_served(folder: Path) -> None:
    with serve(folder) as site:
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/zh/../../secret.txt"):
            assert ask(site, path)[::2] == (404, b"nothing"), path


def test_headers_follow_their_patterns(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "_headers"
    rules.write_text("/*\n  X-Content-Type-Options: nosniff\n/zh/*\n  X-Locale: zh\n", encoding="utf-8")
    with serve(folder, rules) as site:
        assert ask(site, "/")[1]["X-Content-Type-Options"] == "nosniff"
        assert "X-Locale" not in ask(site, "/")[1]
        assert ask(site, "/zh/")[1]["X-Locale"] == "zh"


@pytest.mark.browser
def test_chromium_reads_it_and_reaches_nobody_else(folder: Path, page: Page) -> None:
    with serve(folder) as site:
        page.goto(site.url())
        assert page.title() == "languages"
        assert page.locator("h1").text_content() == "选择语言"
        reached = page.evaluate(
            "fetch('http://example.com/', {mode: 'no-cors'}).then(() => true, () => false)"
        )
        assert reached is False
        assert "/" in site.requests
