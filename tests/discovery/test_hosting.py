"""Files for web servers and crawlers: headers, redirects, robots.txt, security.txt, keys, OpenSearch."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from helpcenter.discovery.crawlers import expiry
from helpcenter.discovery.headers import security_headers
from helpcenter.theme import CONTENT_SECURITY_POLICY
from tests.discovery.published import BASE, Published, build
from tests.sites import SETTINGS, faq, write_site


def blocks(text: str) -> dict[str, dict[str, str]]:
    """A `_headers` file: path -> header -> value."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[list(found)[-1]][name] = value
        else:
            found[line] = {}
    return found


def test_no_two_blocks_give_one_header_to_one_page(site: Published) -> None:
    found = blocks(site.text("_headers"))
    for file in site.folder.rglob("*"):
        path = f"/{file.relative_to(site.folder).as_posix()}"
        names = [name for pattern, headers in found.items() if fnmatchcase(path, pattern) for name in headers]
        assert len(names) == len(set(names)), path


def test_every_response_is_protected(site: Published) -> None:
    headers = blocks(site.text("_headers"))["/*"]
    assert headers == security_headers()
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'"
    nginx = site.text("_nginx/server.conf")
    for name, value in headers.items():
        assert f'add_header {name} "{value}" always;' in nginx


def test_only_what_has_a_digest_in_its_address_is_kept_for_long(site: Published) -> None:
    found = blocks(site.text("_headers"))
    lasting = [path for path, headers in found.items() if "immutable" in headers.get("Cache-Control", "")]
    for file in (file for file in site.folder.rglob("*") if file.is_file()):
        path = f"/{file.relative_to(site.folder).as_posix()}"
        if any(fnmatchcase(path, pattern) for pattern in lasting):
            named = [part for piece in path.split("/") for part in piece.split(".")]
            assert any(len(part) in (8, 12) and set(part) <= set("0123456789abcdef") for part in named), path
    assert any(pattern.startswith("/assets/") for pattern in lasting)


def test_the_policy_in_pages_is_the_policy_in_headers(site: Published) -> None:
    for page in site.pages.values():
        policy = page.tree.css_first('meta[http-equiv="Content-Security-Policy"]')
        assert policy is not None, page.path
        strict = "default-src 'none'; base-uri 'none'" if page.is_redirect else CONTENT_SECURITY_POLICY
        assert policy.attributes["content"] == strict, page.path


def test_robots_name_the_sitemap(site: Published) -> None:
    assert site.text("robots.txt") == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"


def test_the_indexnow_key_is_published(real: Published, shapes: Published) -> None:
    assert real.text("0123456789abcdef.txt") == "0123456789abcdef\n"
    assert shapes.settings.indexnow_key is None
    assert {file.name for file in shapes.folder.glob("*.txt")} == {"robots.txt", "llms.txt"}


def test_where_to_report_a_weakness(real: Published, shapes: Published) -> None:
    assert real.text(".well-known/security.txt").splitlines() == [
        "Contact: mailto:security@help.example.com",
        "Expires: 2027-06-01T00:00:00Z",
        "Preferred-Languages: zh, en, zh-Hant",
        f"Canonical: {BASE}.well-known/security.txt",
    ]
    assert not (shapes.folder / ".well-known").exists()


@pytest.mark.parametrize(
    ("today", "expires"),
    [("2026-01-31", "2026-08-01"), ("2026-05-01", "2026-12-01"), ("2026-06-30", "2027-01-01")],
)
def test_expiry_changes_once_a_month(today: str, expires: str) -> None:
    assert expiry(date.fromisoformat(today)) == date.fromisoformat(expires)


def test_search_from_the_address_bar(site: Published) -> None:
    for tag in site.settings.tags:
        text = site.text(f"{tag}/opensearch.xml")
        assert f'template="{BASE}{tag}/search/?q={{searchTerms}}"' in text
        link = site.pages[f"{tag}/index.html"].tree.css_first("link[rel=search]")
        assert link is not None
        assert link.attributes["href"] == f"{BASE}{tag}/opensearch.xml"


def test_a_site_below_a_path(tmp_path: Path) -> None:
    settings = SETTINGS.replace(BASE, "https://example.com/help/")
    write_site(
        tmp_path,
        {
            "zh/acme/account/one.yml": faq("One"),
            "redirects.yml": "entries: {acme/account/old: acme/account/one}\n",
        },
        settings=settings,
    )
    site = build(tmp_path)
    assert "/help/assets/*" in blocks(site.text("_headers"))
    assert "/help/zh/acme/account/old/ /help/zh/acme/account/one/ 301" in site.text("_redirects")
    assert "Sitemap: https://example.com/help/sitemap.xml" in site.text("robots.txt")
    assert "https://example.com/help/zh/acme/account/one/" in site.text("sitemaps/zh-1.xml")
    assert "error_page 404 /help/404.html;" in site.text("_nginx/server.conf")
