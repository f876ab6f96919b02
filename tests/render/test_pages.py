"""Every kind of page: whole and filled alike, well-formed, self-contained, linked within the site."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from helpcenter.catalog.reads import watched
from helpcenter.render import place_of
from helpcenter.render.pages import render_page, slots_of
from helpcenter.routes import PageKind, Route
from helpcenter.theme import render_whole
from tests.render.rendering import Rendering, rendering
from tests.sites import SETTINGS, faq, write_site

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}\"'><b>"


PLAIN = {"title": "One", "asks": "[one]", "summary": "The answer.", "answer": "All of it."}


def one_of_each_kind(routes: list[Route]) -> list[Route]:
    """Up to three routes of each kind and locale."""
    count: Counter[tuple[PageKind, str]] = Counter()
    chosen = []
    for route in routes:
        count[route.kind, route.locale] += 1
        if count[route.kind, route.locale] <= 3:
            chosen.append(route)
    return chosen


def test_a_filled_frame_is_the_whole_template(real: Rendering) -> None:
    routes = [
        route
        for route in one_of_each_kind(list(real.site.routes))
        if route.kind not in (PageKind.DOCS, PageKind.REDIRECT)
    ]
    assert len({route.kind for route in routes}) >= 12
    for route in routes:
        place = place_of(real.site, route)
        whole = render_whole(real.env, real.config, real.site.theme.chromes[place.locale], slots_of(place))
        assert real.html(route) == whole, route.url


def test_every_page_has_its_parts(real: Rendering, real_pages: dict[str, str]) -> None:
    for route in real.site.routes:
        tree = LexborHTMLParser(real_pages[route.file])
        locale = route.locale or "zh"
        html = tree.css_first("html")
        assert html is not None
        assert html.attributes["lang"] == locale, route.url
        assert len(tree.css("h1")) == 1, route.url
        assert len(tree.css("main")) == 1, route.url
        assert tree.css_first("title").text().strip(), route.url
        assert tree.css_first("meta[name=description]").attributes["content"], route.url
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids)), f"{route.url}: {Counter(ids).most_common(1)}"


def test_headings_never_skip_a_level(real_pages: dict[str, str]) -> None:
    for path, html in real_pages.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert levels[0] == 1, path
        assert not jumps, f"{path}: {levels}"


def test_nothing_is_inline_and_nothing_is_from_elsewhere(real_pages: dict[str, str]) -> None:
    for path, html in real_pages.items():
        tree = LexborHTMLParser(html)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html), path
        for script in tree.css("script"):
            assert script.attributes.get("src") or "json" in (script.attributes.get("type") or ""), path
        for node in tree.css("[src], link[rel=stylesheet], link[rel=icon]"):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert "://" not in address, f"{path}: {address}"


def test_every_link_within_the_site_leads_somewhere(real: Rendering, real_pages: dict[str, str]) -> None:
    files = {*real_pages, *real.site.theme.assets.files}
    anchors = {path: set(re.findall(r'\sid="([^"]+)"', html)) for path, html in real_pages.items()}
    # Made by other parts: the search engine, its dialog, machine-readable files.
    elsewhere = re.compile(r"^(search/(dialog|engine)\.js|api/|.*index\.md$|feed|.*\.xml$)")
    for path, html in real_pages.items():
        for address in re.findall(r'\s(?:href|src)="([^"]*)"', html):
            if "://" in address or address.startswith(("mailto:", "tel:")):
                continue
            plain, _, anchor = address.partition("#")
            plain = plain.partition("?")[0]
            folder = "/" if path.endswith("404.html") else f"/{posixpath.dirname(path)}/"
            target = posixpath.normpath(posixpath.join(folder, plain)).lstrip("/") if plain else path
            if plain.endswith(("/", "./")) or target in ("", "."):
                target = posixpath.normpath(posixpath.join(target, "index.html"))
            if not elsewhere.match(target):
                assert target in files, f"{path}: {address} -> {target}"
                assert not anchor or anchor in anchors[target], f"{path}: {address}"


def test_a_404_page_knows_the_whole_path(tmp_path: Path) -> None:
    settings = write_site(tmp_path, {}, settings=SETTINGS.replace("example.com/", "example.com/help/"))
    made = rendering(settings, tmp_path)
    missing = [route for route in made.site.routes if route.kind is PageKind.NOT_FOUND]
    assert [place_of(made.site, route).root for route in missing] == ["/help/"] * 3
    assert 'href="/help/zh/"' in made.html(missing[0])


def test_pages_do_not_depend_on_the_order_of_rendering(real: Rendering) -> None:
    routes = one_of_each_kind(list(real.site.routes))
    routes = [route for route in routes if route.kind is not PageKind.DOCS]
    fresh = replace(real, site=replace(real.site, kept={}))
    assert [fresh.html(route) for route in reversed(routes)][::-1] == [real.html(route) for route in routes]


@pytest.mark.parametrize("field", ["title", "summary", "answer", "asks"])
def test_hostile_text_stays_text(tmp_path: Path, field: str) -> None:
    value = f"'{HOSTILE.replace(chr(39), chr(39) * 2)}'"
    value = f"[{value}]" if field == "asks" else value
    settings = write_site(tmp_path, {"zh/acme/account/one.yml": faq(**{**PLAIN, field: value})})
    made = rendering(settings, tmp_path)
    for route in made.site.routes:
        html = made.html(route)
        tree = LexborHTMLParser(html)
        assert not tree.css("img, b[onerror], script:not([src]), [onerror]"), route.url
        assert "49" not in html.replace("2049", ""), route.url


def test_a_site_without_entries_has_its_pages(tmp_path: Path) -> None:
    made = rendering(write_site(tmp_path, {}), tmp_path)
    kinds = {route.kind for route in made.site.routes if made.html(route)}
    assert {PageKind.HOME, PageKind.CHOOSER, PageKind.SEARCH, PageKind.NOT_FOUND} <= kinds


def test_a_list_is_made_of_the_entries_in_it_and_no_others(real: Rendering) -> None:
    catalog, watch = watched(real.site.catalog)
    site = replace(real.site, catalog=catalog, watch=watch, kept={})
    seen = Counter[PageKind]()
    for route in site.routes:
        if route.kind not in (PageKind.CATEGORY, PageKind.TOPIC, PageKind.PROVIDER):
            continue
        with watch.reading() as reads:
            render_page(site, route)
        assert reads.whole == set(), route.url
        assert {entry_id for tag, entry_id in reads.entries if tag == route.locale} == {
            entry_id
            for entry_id in catalog.ids
            if route.provider in ("", entry_id.split("/")[0])
            and route.category in ("", entry_id.split("/")[1])
        }, route.url
        seen[route.kind] += 1
    assert all(seen[kind] > 3 for kind in (PageKind.CATEGORY, PageKind.TOPIC, PageKind.PROVIDER))
