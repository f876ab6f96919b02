"""Which pages exist, at which URL, and what they are to each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.catalog import load_catalog
from helpcenter.routes import PageKind, Routes, docs_pages, site_routes
from tests.sites import SETTINGS, faq, translated_faq, write_site

BILINGUAL = {
    "zh/acme/account/a.yml": faq("甲"),
    "en/acme/account/a.yml": translated_faq("A"),
    "zh/acme/refunds/b.yml": faq("乙"),
}


def routes_of(folder: Path, files: dict[str, str], settings: str = SETTINGS) -> Routes:
    site = write_site(folder, files, settings=settings)
    return site_routes(load_catalog(site), docs_pages(site))


def test_every_page_of_a_bilingual_site(tmp_path: Path) -> None:
    (tmp_path / "docs/zh").mkdir(parents=True)
    (tmp_path / "docs/zh/about.md").write_text("# About\n")
    (tmp_path / "docs/zh/index.md").write_text("# Home\n")
    routes = routes_of(tmp_path, BILINGUAL)
    chinese = [url for url in routes.pages if url.startswith("zh/")]
    assert chinese == [
        "zh/",
        "zh/404.html",
        "zh/about/",
        "zh/acme/",
        "zh/acme/account/",
        "zh/acme/account/a/",
        "zh/acme/refunds/",
        "zh/acme/refunds/b/",
        "zh/contact/",
        "zh/contact/acme/",
        "zh/glossary/",
        "zh/search/",
        "zh/topics/account/",
        "zh/topics/refunds/",
        "zh/updates/",
        "zh/verify/",
    ]
    assert {"", "404.html", "en/acme/account/a/"} <= set(routes.pages)
    assert "en/about/" not in routes.pages


def test_alternates_are_real_translations_only(tmp_path: Path) -> None:
    routes = routes_of(tmp_path, BILINGUAL)
    assert sorted(routes.alternates(routes.pages["zh/acme/account/a/"])) == ["en", "zh"]
    assert sorted(routes.alternates(routes.pages["zh/acme/refunds/b/"])) == ["zh"]
    assert routes.alternates(routes.pages["en/acme/refunds/b/"]) == {}


@pytest.mark.parametrize(
    ("fallback", "canonical"),
    [("notice", "zh/acme/refunds/b/"), ("stub", "en/acme/refunds/b/"), ("none", None)],
)
def test_a_fallback_is_not_indexed_and_points_to_its_source(
    tmp_path: Path, fallback: str, canonical: str | None
) -> None:
    page = routes_of(tmp_path, BILINGUAL, f"{SETTINGS}      fallback: {fallback}\n").pages.get(
        "en/acme/refunds/b/"
    )
    assert (page.canonical if page else None) == canonical
    assert page is None or not page.indexable


def test_hubs_with_nothing_real_in_them_are_not_indexed(tmp_path: Path) -> None:
    routes = routes_of(tmp_path, BILINGUAL)
    assert not routes.pages["en/acme/refunds/"].indexable
    assert not routes.pages["en/topics/refunds/"].indexable
    assert routes.pages["en/acme/"].indexable


def test_breadcrumbs_lead_down_from_the_home_page(tmp_path: Path) -> None:
    routes = routes_of(tmp_path, BILINGUAL)
    crumbs = routes.breadcrumbs(routes.pages["en/acme/account/a/"])
    assert [crumb.url for crumb in crumbs] == ["en/", "en/acme/", "en/acme/account/"]


def test_addresses_of_links(tmp_path: Path) -> None:
    routes = routes_of(tmp_path, BILINGUAL)
    assert routes.address("entry:acme/account/a#step-1", "en") == "en/acme/account/a/#step-1"
    assert routes.address("entry:acme/account/none", "en") is None
    assert routes.address("page:contact", "en") == "en/contact/"
    assert routes.address("page:nowhere", "en") is None


def test_a_redirect_stands_where_an_entry_was(tmp_path: Path) -> None:
    routes = routes_of(
        tmp_path, {**BILINGUAL, "redirects.yml": "entries: {acme/account/old: acme/account/a}\n"}
    )
    page = routes.pages["en/acme/account/old/"]
    assert (page.kind, page.target, page.indexable) == (PageKind.REDIRECT, "en/acme/account/a/", False)


def test_files_and_depths(tmp_path: Path) -> None:
    routes = routes_of(tmp_path, BILINGUAL)
    found = {
        url: (routes.pages[url].file, routes.pages[url].depth)
        for url in ("", "zh/", "zh/404.html", "404.html")
    }
    assert found == {
        "": ("index.html", 0),
        "zh/": ("zh/index.html", 1),
        "zh/404.html": ("zh/404.html", 1),
        "404.html": ("404.html", 0),
    }
