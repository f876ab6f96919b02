"""A page read without its parts that other pages have as well has the same facts as one read whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.facts import PageFacts
from helpcenter.audit.keeping import packed
from helpcenter.audit.reading import pages
from helpcenter.audit.reading.pages import read_page

SITE = SiteAddress.of("https://help.example.com/")
PATH = "en/one/index.html"
NAV = """<nav class="side" id="nav" aria-label="Navigation">
<div><span>Navigation</span><button type="button" popovertarget="nav" aria-label="Close"><span></span></button></div>
<ul><li><a href="../../en/one/"><span></span>One<span>2</span></a>
<ul><li><a href="../../en/two/#place">Two</a></li></ul></li>
<li><a href="https://other.example/" hreflang="zh" lang="zh">&#39;Three&#39; &amp;
<time datetime="2026-11-22">then</time></a></li></ul>
<p></p></nav>"""
FOOTER = """<footer><p>Call nobody</p><ul><li><a href="../../en/about/">About</a></li></ul></footer>"""
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>One</title></head>
<body><header id="top"><a href="../../">Home</a></header>
<main><div class="grid">
{NAV}
<article><h1>One</h1><p>Text <b>with</b> <a href="#nav">a link</a> and <a href="../../en/about/">others</a>.</p>
<ul><li>Item</li></ul><p id="end">Done</p></article></div></main>{FOOTER}
<div lang="zh">End</div></body></html>"""
PIECES = [
    *("<nav>", "<nav class=x>", "</nav>", "<footer id=y>", "</footer>", "<!--", "-->", "<p>", "</p>", "<div>"),
    *("<b>", "<b id=nav>", "</b>", "<a>", "<a href='#x'>", "</a>", "<nobr>", "<font><font><font><font>", "<button>"),
    *("<table>", "<tr><td>", "<caption>", "</table>", "<select>", "<option>", "</select>", "<form>", "<li>", "</li>"),
    *("<ul>", "</ul>", "<h2>", "</h2>", "<svg>", "</svg>", "<svg><desc>", "<math>", "<template>", "</template>"),
    *("<script>", "</script>", "<style>", "</style>", "<textarea>", "</textarea>", "<title>", "</title>"),
    *("<plaintext>", "<noscript>", "<iframe>", "<object>", "<applet>", "<frameset>", "<base href='/deep/er/'>"),
    *("</body>", "</html>", "</main>", "</div>", '"', "'", "<", ">", "&", "\0", "\r\n", " style=a", " onclick=a()"),
    *("<a href=''></a>", "<a href='../../x/'>evil.example</a>", "<span title='a@b.example'>", "<input>", "<label>"),
    *("<img src=a>", "<e'f style=a>"),
    *("<i style='background: url(a.png)'>", "<NAV DATA-PLACE=0>-</NAV>", "+1 202-555-0143", NAV, FOOTER),
]  # fmt: skip


def whole(path: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> PageFacts:
    with monkeypatch.context() as context:
        context.setattr(pages, "_read_shortened", lambda *_: None)
        return read_page(path, data, SITE)


@pytest.fixture(autouse=True)
def parts_are_known() -> None:
    """Reads the page until its parts are known: they are taken at their second occurrence, used at the third."""
    for _ in range(3):
        read_page(PATH, PAGE.encode(), SITE)


def cuts(page: str, path: str = PATH) -> int:
    """Returns how many parts are left out when the page is read; none when it has to be read whole."""
    read_page(path, page.encode(), SITE)
    read_page(path, page.encode(), SITE)
    if pages._read_shortened(path, page.encode(), "0" * 64, SITE) is None:
        return 0
    shortened = pages._parts_of_pages(SITE, "../" * path.count("/")).shorten(
        page.encode(), "0" * 64, lambda _: None
    )
    return len(shortened.parts) if shortened else 0


def test_parts_are_left_out() -> None:
    assert cuts(PAGE) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<nav class", "<b><nav class"),
        ("<nav class", "<table><tr><td><nav class"),
        ("<nav class", "<p><b>bold</p><nav class"),
        ("<nav class", "<template><nav class"),
        ("<nav class", "<textarea><nav class"),
        ("<nav class", "<!--<nav class"),
        ("<nav class", "<svg><nav class"),
        ("<head>", "<head><base href='/en/'>"),
        ("<p id=", "<a href=''></a><p id="),
        ("<p id=", "<p style='a' id="),
    ],
)
def test_what_stands_around_a_part_has_the_page_read_whole(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGE.replace(old, new, 1)
    assert cuts(page) == 0
    assert read_page(PATH, page.encode(), SITE) == whole(PATH, page.encode(), monkeypatch)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("../../en/one/", "#place"),
        ("../../en/one/", "./"),
        ("../../en/one/", "../../../en/"),
        ("../../en/one/", "tel:+12025550143"),
        ("<span></span>One<span>2</span>", ""),
        ("<p></p>", "<p><p></p></p>"),
        ("<p></p>", "<div><li><div><li></div></li></div></li>"),
        ("<p></p>", "<a><b></a></b>"),
        ("<p></p>", "</div>"),
        ("<p></p>", "<h2>Title</h2>"),
        ("<p></p>", "<img src='a.png' alt=''>"),
        ("<p></p>", "<p style='a'></p>"),
        ("<p></p>", "<nav></nav>"),
        ("<p></p>", "<!-- -->"),
    ],
)
def test_what_depends_on_the_page_is_no_part(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert old in NAV
    page = PAGE.replace(NAV, NAV.replace(old, new, 1))
    assert cuts(page) < 2
    assert read_page(PATH, page.encode(), SITE) == whole(PATH, page.encode(), monkeypatch)


def test_a_page_at_the_root_is_read_whole() -> None:
    assert cuts(PAGE, "index.html") == 0


@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.sampled_from(PIECES), st.integers(0, 9)), max_size=4))
@example([(PAGE.index("<nav"), "<p><b>", 0)])
@example([(PAGE.index("<nav"), "<NAV DATA-PLACE=0>-</NAV>", 0)])
@settings(max_examples=1500, deadline=None)
def test_damaged_pages_have_the_same_facts(damages: list[tuple[int, str, int]]) -> None:
    page = PAGE
    for at, piece, lost in damages:
        page = page[:at] + piece + page[at + lost :]
    with pytest.MonkeyPatch.context() as monkeypatch:
        expected = whole(PATH, page.encode(), monkeypatch)
        beside = whole("en/two/index.html", page.encode(), monkeypatch)
    for _ in range(3):
        assert packed(read_page(PATH, page.encode(), SITE)) == packed(expected)
    assert packed(read_page("en/two/index.html", page.encode(), SITE)) == packed(beside)
