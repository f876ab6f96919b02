"""Links are what they are on the page that they stand on, whichever pages were read before."""

from __future__ import annotations

import pytest

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.reading import read_page

SITE = SiteAddress.of("https://help.example.com/")
PAGE = b'<!doctype html><body><a href="#place">One</a><a href="?two#place">Two</a><a href="../en/">Three</a>'


@pytest.mark.parametrize("paths", [("index.html", "404.html"), ("en/index.html", "en/404.html")])
def test_a_place_of_the_page_itself_is_there_on_every_page(paths: tuple[str, str]) -> None:
    for path in paths:
        links = read_page(path, PAGE, SITE).links.inside
        assert [link.path for link in links if link.fragment] == [path, path]
