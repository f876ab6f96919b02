"""Markdown twins: the same answer as the page, whole, and safe to read as text."""

from __future__ import annotations

import json
import re
from pathlib import Path

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from tests.discovery.published import BASE, HtmlPage, Published, build
from tests.sites import faq, write_site

PARTS = (
    ".hc-answer p, .hc-body, .hc-step__do, .hc-step__detail, .hc-symptom, .hc-flow h3, .hc-checklist li, "
    ".hc-money dd, .hc-safety, .hc-related a"
)


def front_matter(text: str) -> dict[str, str]:
    head = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert head is not None
    lines = (line.partition(": ") for line in head[1].splitlines())
    return {key: json.loads(value) for key, _, value in lines}


def said(text: str) -> str:
    """The text of Markdown as a reader sees it, without blanks."""
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text.partition("\n---\n")[2])
    body = LexborHTMLParser(html).body
    assert body is not None
    return "".join(body.text().split())


def twin_of(site: Published, page: HtmlPage) -> str:
    link = page.tree.css_first('link[rel=alternate][type="text/markdown"]')
    assert link is not None
    return site.text(page.path.replace("index.html", str(link.attributes["href"])))


def entry_pages(site: Published) -> list[HtmlPage]:
    ids = {f"{tag}/{entry_id}/index.html" for tag in site.settings.tags for entry_id in site.catalog.ids}
    return [page for path, page in site.pages.items() if path in ids]


def test_each_answer_has_a_twin_that_says_the_same(site: Published) -> None:
    pages = entry_pages(site)
    assert len(pages) == len(site.settings.tags) * len(site.catalog.ids)
    for page in pages:
        text = twin_of(site, page)
        twin = said(text)
        heading = page.tree.css_first("h1")
        assert heading is not None
        assert text.partition("\n---\n")[2].lstrip().startswith("# ")
        assert "".join(heading.text().split()) in twin
        for node in page.tree.css(PARTS):
            shown = "".join(node.text().replace("#", "").split()).lstrip("0123456789")
            assert shown in twin, (page.path, shown)


def test_a_twin_says_what_it_is(shapes: Published) -> None:
    text = shapes.text("en/acme/payments/only-chinese/index.md")
    assert front_matter(text) == {
        "url": f"{BASE}zh/acme/payments/only-chinese/",
        "id": "acme/payments/only-chinese",
        "language": "zh",
        "type": "faq",
        "provider": "Acme",
        "category": "Payments",
        "reviewed": "2026-11-22",
        "changed": "2026-11-12",
    }


def test_twins_link_to_whole_addresses_that_exist(site: Published) -> None:
    for page in entry_pages(site):
        for address in re.findall(r"\]\(([^)\s]+)\)", twin_of(site, page)):
            assert address.startswith("https://"), page.path
            if address.startswith(BASE):
                assert site.at(address.partition("#")[0])


def test_ends_of_a_flow_have_letters(real: Published) -> None:
    text = real.text("en/topay/payments/payment-fails/index.md")
    assert re.search(r"^   - No → A\. ", text, re.MULTILINE)
    assert re.search(r"^- \*\*A\. ", text, re.MULTILINE)


def test_markup_in_content_stays_text(tmp_path: Path) -> None:
    answer = "'Type `<b onclick=x>this</b>`, or x < y and &lt;script&gt; here.'"
    write_site(
        tmp_path, {"zh/acme/account/one.yml": faq("A *bold* title < x", summary="Plain.", answer=answer)}
    )
    site = build(tmp_path)
    text = site.text("zh/acme/account/one/index.md")
    html = MarkdownIt("commonmark", {"html": True}).render(text.partition("\n---\n")[2])
    tree = LexborHTMLParser(html)
    assert tree.css("script, b, i, em") == []
    heading = tree.css_first("h1")
    assert heading is not None
    assert heading.text() == "A *bold* title < x"


def test_lists_for_language_models(site: Published) -> None:
    root = site.text("llms.txt")
    for tag in site.settings.tags:
        assert f"({BASE}{tag}/llms.txt)" in root
        listed = re.findall(r"^- \[.*\]\((\S+)\): ", site.text(f"{tag}/llms.txt"), re.MULTILINE)
        full = site.text(f"{tag}/llms-full.txt")
        assert len(listed) == len(site.catalog.ids)
        for address in listed:
            assert site.text(address.removeprefix(BASE)).strip() in full
