"""Everything that search engines are told, over whole built sites: the real content, and one full of trouble."""

from __future__ import annotations

import json
import struct
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any

import extruct
import pytest
from playwright.sync_api import Page

from helpcenter.render.fitting import MOST_DESCRIPTION, MOST_TITLE, columns
from tests.discovery.published import BASE, NAMESPACES, HtmlPage, Published
from tests.site_server import serve

UNSHOWN = {"@context", "@type", "@id", "contactType"}
"""Keys of structured data whose values are words of its vocabulary."""


def test_each_page_is_its_own_canonical(site: Published) -> None:
    assert len(site.indexable) > 20
    assert [page.url for page in site.indexable if page.canonical != page.url] == []


def test_alternates_are_mutual_and_complete(site: Published) -> None:
    indexable = {page.url: page for page in site.indexable}
    several = 0
    for page in site.indexable:
        named = dict(page.alternates)
        assert len(named) == len(page.alternates)
        assert all(address in indexable for address in named.values()), page.path
        for tag, address in named.items():
            assert indexable[address].alternates == page.alternates, (page.path, tag)
        if named:
            several += 1
            assert page.url in named.values()
            assert "x-default" in named
            real = {tag: indexable[address] for tag, address in named.items() if tag != "x-default"}
            assert all(other.locale == tag for tag, other in real.items())
        else:
            counterparts = [
                other.url
                for tag in site.settings.tags
                if tag != page.locale
                and (other := indexable.get(page.url.replace(f"/{page.locale}/", f"/{tag}/", 1)))
            ]
            assert counterparts == [], page.path
    assert several > 20


def test_titles_and_descriptions_are_unique_and_fit(site: Published) -> None:
    for read in (lambda page: page.title, lambda page: page.description):
        counts = Counter((page.locale, read(page)) for page in site.indexable)
        assert [key for key, count in counts.items() if count > 1] == []
    for page in site.indexable:
        assert 5 <= columns(page.description) <= MOST_DESCRIPTION, page.path
        assert columns(page.title) >= 5, page.path


def test_titles_of_the_real_site_are_shown_whole(real: Published) -> None:
    too_long = [page.title for page in real.indexable if columns(page.title) > MOST_TITLE * 1.1]
    assert len(too_long) <= len(real.indexable) / 50, too_long


def test_every_page_says_its_language(site: Published) -> None:
    for page in site.pages.values():
        if page.locale and not page.is_redirect:
            node = page.tree.css_first('meta[http-equiv="content-language"]')
            assert node is not None, page.path
            assert node.attributes["content"] == page.locale


def test_the_sitemap_is_the_indexable_pages_exactly(site: Published) -> None:
    assert set(site.listed) == {page.url for page in site.indexable}
    for address, item in site.listed.items():
        links = item.iterfind("xhtml:link", NAMESPACES)
        named = [(str(link.get("hreflang")), str(link.get("href"))) for link in links]
        assert named == site.at(address).alternates


def test_lastmod_is_the_day_that_the_page_shows(site: Published) -> None:
    days = 0
    for address, item in site.listed.items():
        day = item.findtext("map:lastmod", namespaces=NAMESPACES)
        shown = [str(node.attributes["datetime"]) for node in site.at(address).tree.css(".hc-about time")]
        if shown:
            days += 1
            assert day == max(shown[1:], default=shown[0]), address
    assert days >= 5


def test_structured_data_parses_and_says_what_the_page_shows(site: Published) -> None:
    for page in site.indexable:
        if not page.locale:
            continue
        found = extruct.extract(page.html, syntaxes=["json-ld"], errors="strict")["json-ld"]
        assert found == page.json_ld
        assert len(found) == 1, page.path
        for key, value in statements(found[0]):
            assert is_shown(page, key, value), (page.path, key, value)


def test_structured_data_names_what_it_is_about(site: Published) -> None:
    for page in site.indexable:
        if page.locale:
            (document,) = page.json_ld
            nodes = {node["@type"]: node for node in document["@graph"]}
            assert nodes["WebPage"]["url"] == page.url
            assert nodes["WebPage"]["inLanguage"] == page.locale
            if "Article" in nodes:
                assert nodes["Article"]["headline"] in page.title
                assert nodes["Article"]["isBasedOn"]
                assert {"dateModified", "inLanguage", "publisher", "description"} <= nodes["Article"].keys()
            steps = nodes["WebPage"].get("breadcrumb", {}).get("itemListElement", [])
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all(step["item"] in site.listed or step["item"] == page.url for step in steps)
            assert not {"QAPage"} & nodes.keys()


def test_every_page_unfolds_with_a_picture(site: Published) -> None:
    for page in site.indexable:
        assert page.properties("og:url") == [page.canonical]
        assert page.properties("og:title")[0] in page.title
        assert page.properties("og:description")[0].startswith(page.description.rstrip("…"))
        (image,) = page.properties("og:image")
        data = (site.folder / image.removeprefix(BASE)).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert struct.unpack(">II", data[16:24]) == (1200, 630)
        assert page.properties("og:image:alt")[0]


def test_pictures_are_of_the_provider_and_locale(real: Published) -> None:
    images = {page.path: page.properties("og:image")[0].rpartition("/")[2] for page in real.indexable}
    assert images["zh/cgpay/refunds/request-refund/index.html"].startswith("cgpay.zh.")
    assert images["en/huifu/index.html"].startswith("huifu.en.")
    assert images["zh-Hant/index.html"].startswith("site.zh-Hant.")
    pictures = {file.name for file in (real.folder / "assets/cards").iterdir()}
    assert pictures == set(images.values())
    assert len(pictures) == 3 * (len(real.catalog.providers) + 1)


def test_every_answer_is_three_steps_from_home(site: Published) -> None:
    for tag in site.settings.tags:
        distance = {f"{tag}/index.html": 0}
        waiting = deque(distance)
        while waiting:
            path = waiting.popleft()
            for target in site.pages[path].links & site.pages.keys():
                if target not in distance and target.startswith(f"{tag}/"):
                    distance[target] = distance[path] + 1
                    waiting.append(target)
        listed = [page.path for page in site.indexable if page.locale == tag]
        assert [path for path in listed if distance.get(path, 99) > 3] == []


def test_a_missing_translation_points_to_its_source(shapes: Published) -> None:
    page = shapes.pages["en/acme/payments/only-chinese/index.html"]
    assert page.noindex
    assert page.canonical == f"{BASE}zh/acme/payments/only-chinese/"
    assert page.alternates == []
    assert page.json_ld == []
    source = shapes.at(page.canonical)
    assert source.alternates == []
    assert page.url not in shapes.listed


def test_a_hub_of_missing_translations_only_is_not_listed(shapes: Published) -> None:
    assert shapes.pages["en/acme/payments/index.html"].noindex
    assert not shapes.pages["zh/acme/payments/index.html"].noindex


def test_a_renamed_answer_redirects(shapes: Published) -> None:
    page = shapes.pages["zh/acme/refunds/old-name/index.html"]
    assert page.is_redirect
    assert page.noindex
    assert page.canonical == f"{BASE}zh/acme/refunds/request-refund/"
    assert page.url not in shapes.listed
    rows = shapes.text("_redirects").splitlines()
    assert "/zh/acme/refunds/old-name/ /zh/acme/refunds/request-refund/ 301" in rows
    assert "/en/acme/refunds/old-name/index.md /en/acme/refunds/request-refund/index.md 301" in rows
    assert "/zh/acme/refunds/old-name/ /zh/acme/refunds/request-refund/;" in shapes.text("_nginx/maps.conf")
    # It keeps the days of its former name.
    item = shapes.listed[f"{BASE}zh/acme/refunds/request-refund/"]
    assert item.findtext("map:lastmod", namespaces=NAMESPACES) == "2026-10-03"


def test_only_verified_contacts_are_told(shapes: Published) -> None:
    page = shapes.pages["en/contact/acme/index.html"]
    (document,) = page.json_ld
    (organization,) = [node for node in document["@graph"] if node["@type"] == "Organization"]
    assert organization["contactPoint"] == [
        {"@type": "ContactPoint", "contactType": "customer support", "telephone": "+1 555 0100"}
    ]
    for file in shapes.folder.rglob("*"):
        if file.is_file():
            assert b"help@acme.example" not in file.read_bytes(), file


def test_a_stale_translation_keeps_its_own_day(shapes: Published) -> None:
    days = {
        tag: shapes.listed[f"{BASE}{tag}/acme/account/locked/"].findtext("map:lastmod", namespaces=NAMESPACES)
        for tag in ("en", "zh")
    }
    assert days == {"en": "2026-11-05", "zh": "2026-11-10"}
    records = shapes.json("api/v1/en/entries.json")["entries"]
    assert {record["id"]: record["outdated"] for record in records}["acme/account/locked"]


def test_a_link_names_the_former_rich_results_only_when_asked(real: Published, shapes: Published) -> None:
    def types(site: Published) -> set[str]:
        documents = (document for page in site.indexable for document in page.json_ld)
        return {node["@type"] for document in documents for node in document["@graph"]}

    assert {"FAQPage", "HowTo"} <= types(real)
    assert not {"FAQPage", "HowTo"} & types(shapes)


@pytest.mark.browser
def test_the_policy_lets_structured_data_be(real: Published, page: Page) -> None:
    with serve(real.folder) as served:
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(served.url("zh/cgpay/refunds/request-refund/"))
        violations = page.evaluate(
            """() => new Promise((done) => {
              const found = [];
              new ReportingObserver((reports) => found.push(...reports.map((r) => r.type)), {buffered: true}).observe();
              setTimeout(() => done(found), 300);
            })"""
        )
        data = page.locator('script[type="application/ld+json"]').text_content()
    assert [text for text in refused if "Content Security Policy" in text] == []
    assert [kind for kind in violations if kind == "csp-violation"] == []
    assert json.loads(str(data))["@context"] == "https://schema.org"


def statements(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yields every string of structured data with its key."""
    if isinstance(data, str):
        yield key, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from statements(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from statements(value, key)


def is_shown(page: HtmlPage, key: str, value: str) -> bool:
    """True when the page shows a string of its structured data."""
    if key in UNSHOWN:
        return True
    if key == "inLanguage":
        return page.tree.css_first(f'[lang="{value}"]') is not None
    if value.startswith(BASE):
        target = value.removeprefix(BASE).partition("#")[0]
        path = f"{target}index.html"
        return path == page.path or path in page.links
    if value.startswith("https://"):
        return page.tree.css_first(f'a[href="{value}"]') is not None
    if key in ("dateModified", "lastReviewed"):
        return page.tree.css_first(f'time[datetime="{value}"]') is not None
    return "".join(value.split()) in page.shown
