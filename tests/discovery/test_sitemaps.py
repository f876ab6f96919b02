"""Sitemaps stay within the protocol's limits, however many pages there are."""

from __future__ import annotations

import time
from datetime import date
from xml.etree import ElementTree as ET

from helpcenter.discovery.sitemaps import MOST_BYTES, MOST_URLS, Listed, url_element, write_sitemaps
from tests.discovery.published import NAMESPACES, Published

BASE = "https://help.example.com/"
TAGS = ("zh", "en", "zh-Hant")


def listed(number: int, tag: str) -> Listed:
    """A page as long as real ones are."""
    path = f"provider-{number % 40}/payments/an-answer-with-a-long-name-{number}/"
    alternates = [(other, f"{BASE}{other}/{path}") for other in TAGS]
    day = date(2026, 1 + number % 12, 1 + number % 28)
    alternates.append(("x-default", f"{BASE}zh/{path}"))
    return Listed(url_element(f"{BASE}{tag}/{path}", day, alternates), day)


def test_twenty_thousand_answers_in_three_locales() -> None:
    pages = {tag: [listed(number, tag) for number in range(20_000)] for tag in TAGS}
    started = time.process_time()
    files = dict(write_sitemaps(pages, BASE))
    assert time.process_time() - started < 5
    parts = {path: data for path, data in files.items() if path != "sitemap.xml"}
    assert sorted(parts) == ["sitemaps/en-1.xml", "sitemaps/zh-1.xml", "sitemaps/zh-Hant-1.xml"]
    addresses = set()
    for data in parts.values():
        assert len(data) < MOST_BYTES
        urls = ET.fromstring(data).findall("map:url", NAMESPACES)
        assert len(urls) == 20_000 <= MOST_URLS
        addresses |= {url.findtext("map:loc", namespaces=NAMESPACES) for url in urls}
    assert len(addresses) == 60_000
    assert f"{BASE}zh-Hant/provider-7/payments/an-answer-with-a-long-name-7/" in addresses
    index = ET.fromstring(files["sitemap.xml"]).findall("map:sitemap", NAMESPACES)
    named = {item.findtext("map:loc", namespaces=NAMESPACES) for item in index}
    assert named == {BASE + path for path in parts}
    assert {item.findtext("map:lastmod", namespaces=NAMESPACES) for item in index} == {"2026-12-28"}


def test_a_locale_with_more_pages_than_a_part_may_hold() -> None:
    files = dict(write_sitemaps({"en": [listed(number, "en") for number in range(50_001)]}, BASE))
    counts = {path: data.count(b"<url>") for path, data in files.items()}
    assert counts == {"sitemaps/en-1.xml": 50_000, "sitemaps/en-2.xml": 1, "sitemap.xml": 0}


def test_a_part_is_full_by_bytes_before_it_is_by_pages() -> None:
    pages = [listed(number, "en") for number in range(100)]
    files = dict(write_sitemaps({"en": pages}, BASE, most_bytes=10_000))
    parts = [data for path, data in files.items() if path != "sitemap.xml"]
    assert len(parts) > 5
    assert all(len(data) <= 10_000 for data in parts)
    assert sum(data.count(b"<url>") for data in parts) == 100


def test_a_page_without_a_known_change_has_no_lastmod() -> None:
    (part, _) = write_sitemaps({"en": [Listed(url_element(f"{BASE}en/a&b/", None), None)]}, BASE)
    assert b"<url><loc>https://help.example.com/en/a&amp;b/</loc></url>" in part.data


def test_hubs_change_with_what_they_list(shapes: Published) -> None:
    days = {
        address.removeprefix(BASE): item.findtext("map:lastmod", namespaces=NAMESPACES)
        for address, item in shapes.listed.items()
    }
    assert days["zh/acme/account/"] == days["zh/acme/account/locked/"] == "2026-11-10"
    assert days["zh/acme/"] == days["zh/"] == "2026-11-12"
    assert days["zh/topics/refunds/"] == "2026-10-03"
    assert days["zh/glossary/"] is None
