"""Pages of a derived locale say that they were converted by machine, and from what."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from helpcenter.routes import PageKind
from tests.render.rendering import Rendering

TAG = "zh-Hant"
UNMARKED = {PageKind.SEARCH, PageKind.NOT_FOUND}


def test_every_converted_page_says_so_and_leads_to_its_original(
    real: Rendering, real_pages: dict[str, str]
) -> None:
    for route in real.site.routes:
        if route.locale != TAG or route.kind in UNMARKED:
            continue
        tree = LexborHTMLParser(real_pages[route.file])
        links = tree.css(".hc-notice a[hreflang=zh]")
        assert len(links) == 1, route.url
        original = "../" * route.depth + "zh" + route.url.removeprefix(TAG)
        assert links[0].attributes["href"] == original
        notice = links[0].parent
        assert notice is not None
        assert "簡體中文" in notice.text(), route.url


def test_no_page_that_was_written_says_so(real_pages: dict[str, str]) -> None:
    written = [html for path, html in real_pages.items() if not path.startswith(TAG)]
    assert [html for html in written if "自动转换" in html or "by machine. A word" in html] == []
