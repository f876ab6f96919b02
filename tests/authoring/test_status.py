"""`helpcenter status`: what it says is so, it needs nothing else, and it can be worked with."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser

from helpcenter.authoring.status.flow_diagram import flow_diagram
from helpcenter.authoring.status.link_map import MOST_NODES, link_map, linked_entries, links_of
from helpcenter.authoring.status.report import report_page
from helpcenter.authoring.status.reviews import reviews_of, timeline
from helpcenter.authoring.status.search_quality import by_kind, read_queries, try_queries
from helpcenter.authoring.status.statements import channels_of, facts_of
from helpcenter.authoring.status.weights import by_kind as weights_by_kind
from helpcenter.authoring.status.weights import page_weights
from helpcenter.authoring.translations import accept
from helpcenter.catalog import Catalog, load_catalog
from helpcenter.check import check_content
from helpcenter.commands.status import status
from helpcenter.model import Troubleshooting, flow_of, read_settings
from helpcenter.routes import site_routes
from helpcenter.whole_files import write_whole
from tests.sites import PROVIDER, faq, translated_faq, write_site

TODAY = date(2026, 11, 22)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
BOX = re.compile(
    r'class="box \w+"><title>[^<]*</title><rect x="([\d.]+)" y="(\d+)" width="(\d+)" height="(\d+)"'
)
CONTACT = """
    contact: {value: "+1 202 555 0100", source: https://example.com/help, verified_on: 2026-06-01,
      verified_by: li, expires_on: EXPIRES}"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    phone = "first_reply: {at_once: true}"
    provider = PROVIDER.replace(f", {phone}}}", f", {phone},{CONTACT.replace('EXPIRES', '2026-12-01')}}}")
    files = {
        "providers/acme.yml": provider,
        "zh/acme/account/a.yml": faq("甲", reviewed="2026-01-01", related="[acme/account/b]"),
        "en/acme/account/a.yml": translated_faq("A"),
        "zh/acme/account/b.yml": faq(
            "乙", summary="'{{ fact.refund_time }}，见[甲](entry:acme/account/a)。'"
        ),
        "en/acme/account/b.yml": translated_faq("B"),
        "zh/acme/refunds/c.yml": faq(f"'{HOSTILE}'").replace(f"[''{HOSTILE}' please']", "[x]"),
    }
    settings = write_site(tmp_path, files)
    list(accept(settings, load_catalog(settings), ["acme/account/a"]))
    return tmp_path


def catalog_of(folder: Path) -> Catalog:
    return load_catalog(read_settings(folder / "mkdocs.yml"))


def report(folder: Path, queries: Path | None = None) -> str:
    settings = read_settings(folder / "mkdocs.yml")
    return report_page(check_content(settings, TODAY), settings.site_dir, TODAY, queries)


def rows(html: str, table: str) -> list[list[str]]:
    found = LexborHTMLParser(html).css(f"#{table} tbody tr")
    return [[cell.text(separator=" ", strip=True) for cell in row.css("td")] for row in found]


def test_translations_are_told_for_each_answer(site: Path) -> None:
    heat = {row[1].split()[-1]: row[2:] for row in rows(report(site), "t-heat")}
    assert heat["acme/account/a"] == ["source S", "current ✓"]
    assert heat["acme/account/b"] == ["source S", "stale !"]
    assert heat["acme/refunds/c"] == ["source S", "missing –"]


def test_reviews_are_told_with_the_most_urgent_first(site: Path) -> None:
    reviews = reviews_of(catalog_of(site), TODAY)
    assert [(review.entry_id, review.days, review.state) for review in reviews] == [
        ("acme/account/a", -145, "overdue"),
        ("acme/account/b", 180, "fine"),
        ("acme/refunds/c", 180, "fine"),
    ]
    picture = str(timeline(reviews, TODAY))
    assert picture.count('<rect class="overdue"') == 1
    assert picture.count('<rect class="fine"') == 2
    assert ">Jun<" in picture, "from the first that is overdue"
    assert ">May<" in picture, "to the last that is due"


def test_findings_are_grouped_by_rule_with_their_places(site: Path) -> None:
    html = LexborHTMLParser(report(site))
    summaries = [" ".join(node.text(separator=" ").split()) for node in html.css(".rules summary")]
    assert any(text.startswith("warning HC201 missing-translation") for text in summaries), summaries
    assert summaries == sorted(
        summaries, key=lambda text: ["error", "warning", "note"].index(text.split()[0])
    )
    assert "content/zh/acme/refunds/c.yml:3:8" in html.css_first(".rules").text()


def test_facts_and_contacts_are_told_with_their_age(site: Path) -> None:
    catalog = catalog_of(site)
    (fact,) = facts_of(catalog, date(2026, 12, 2))
    assert (fact.provider, fact.name, fact.age, fact.uses) == ("acme", "refund_time", 10, 1)
    states = {
        day: channels_of(catalog, day)[0].contact for day in (date(2026, 7, 1), TODAY, date(2026, 12, 1))
    }
    assert list(states.values()) == ["verified", "expiring", "expired"]


def test_search_is_measured_by_kind(site: Path) -> None:
    queries = site / "queries.yml"
    write_whole(
        queries,
        "- {query: 甲, locale: zh, kind: words, ids: [acme/account/a]}\n"
        "- {query: zzzz, locale: en, kind: words, ids: [acme/account/b]}\n"
        "- {query: 12345, locale: en, kind: odd, ids: [acme/account/b]}\n"
        "- {query: x, locale: fr, kind: odd, ids: [acme/account/b]}\n",
    )
    tried = try_queries(catalog_of(site), read_queries(queries))
    kinds = {kind.kind: (kind.first, kind.missed, kind.total) for kind in by_kind(tried)}
    assert kinds == {"words": (1, 1, 2), "odd": (0, 1, 1), "all": (1, 2, 3)}
    html = report(site, queries)
    assert {row[0] for row in rows(html, "t-missed")} == {"zzzz", "12345"}
    assert "No queries to try." in report(site, site / "none.yml")


def test_links_are_counted_from_texts_and_related_ones(site: Path) -> None:
    catalog = catalog_of(site)
    links = links_of(catalog)
    assert links["acme/account/a"] == {"acme/account/b"}
    assert links["acme/account/b"] == {"acme/account/a"}
    islands = [entry.entry_id for entry in linked_entries(catalog, links) if entry.island]
    assert islands == ["acme/refunds/c"]
    picture = str(link_map(catalog, links))
    assert picture.count("<path data-from=") == 2
    assert picture.count('class="node"') == 3


def test_a_large_site_is_mapped_by_category(site: Path) -> None:
    links = {f"acme/{category}/e{number}": frozenset({"acme/refunds/e0"})
             for category in ("account", "payments", "refunds") for number in range(MOST_NODES)}  # fmt: skip
    picture = str(link_map(catalog_of(site), links))
    assert re.findall(r'data-node="([^"]+)"', picture) == ["acme/account", "acme/payments", "acme/refunds"]


def test_weights_are_those_of_the_built_site(site: Path) -> None:
    built = site / "site"
    write_whole(built / "assets/a.css", "p{}" * 4000)
    write_whole(
        built / "zh/acme/account/a/index.html",
        '<link rel="stylesheet" href="../../../../assets/a.css"><link rel="stylesheet" media="print" href="x.css">'
        '<script src="../../../../assets/none.js"></script><p>x',
    )
    write_whole(built / "zh/index.html", "<p>" + "home" * 300)
    pages = page_weights(built, site_routes(catalog_of(site)))
    assert {page.path: page.kind for page in pages} == {
        "zh/acme/account/a/index.html": "entry",
        "zh/index.html": "home",
    }
    entry = next(page for page in pages if page.kind == "entry")
    assert entry.html_gzip < entry.first_view < entry.html_gzip + 200, "the style sheet counts after gzip"
    assert [weight.pages for weight in weights_by_kind(pages)] == [1, 1]


def test_a_site_that_is_not_built_says_so(site: Path) -> None:
    assert "The site is not built. Run <code>helpcenter build</code>" in report(site)


def test_what_writers_wrote_stays_text(site: Path) -> None:
    html = report(site)
    assert "<script>alert" not in html
    assert len(LexborHTMLParser(html).css("script")) == 1
    assert not LexborHTMLParser(html).css("img")


def test_the_same_input_gives_the_same_bytes(site: Path) -> None:
    assert report(site) == report(site)


def test_flows_are_drawn_without_boxes_on_top_of_each_other(repository: Path) -> None:
    catalog = catalog_of(repository)
    drawn = 0
    for entry_id in catalog.ids:
        version = catalog.source(entry_id)
        if version is None or not isinstance(version.entry, Troubleshooting):
            continue
        flow = flow_of(version.entry)
        picture = str(flow_diagram(flow, {"yes": "yes", "no": "no", "fix": "fix"}))
        boxes = [tuple(map(float, box)) for box in BOX.findall(picture)]
        assert len(boxes) == len(flow.checks) + len(flow.outcomes), entry_id
        assert picture.count('class="tip') == sum(len(check.answers) for check in flow.checks)
        for number, (x, y, width, height) in enumerate(boxes):
            for other_x, other_y, other_width, other_height in boxes[number + 1 :]:
                apart = x + width <= other_x or other_x + other_width <= x or y + height <= other_y
                assert apart or other_y + other_height <= y, f"{entry_id}: boxes overlap"
        drawn += 1
    assert drawn > 10


def test_a_flow_in_circles_is_drawn_all_the_same() -> None:
    from helpcenter.model import Flow, FlowAnswer, FlowCheck

    checks = tuple(
        FlowCheck(name, at, "Q", None, (FlowAnswer("x", "choice", target),))
        for at, (name, target) in enumerate([("a", "b"), ("b", "a"), ("c", "nowhere")])
    )
    assert str(flow_diagram(Flow(checks, ()), {})).count('class="box check"') == 3


@pytest.fixture
def opened(site: Path, page: Page) -> Page:
    """The report of the small site, opened as a file; nothing may be asked for from anywhere."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    done = CliRunner().invoke(
        status, ["-f", str(site / "mkdocs.yml"), "--today", "2026-11-22", "-o", str(site / "status.html")]
    )
    assert done.exit_code == 0, done.output
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto((site / "status.html").as_uri())
    assert messages == [], "the content security policy lets everything through that is needed"
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    return page


@pytest.mark.browser
def test_tables_sort_and_filter(opened: Page) -> None:
    first = opened.locator("#t-reviews tbody tr").first
    heading = opened.locator("#t-reviews th", has_text="Days left")
    heading.click()
    assert "-145" in first.inner_text(), "smallest number first, not the first letter"
    heading.press("Enter")
    assert "180" in first.inner_text()
    assert heading.get_attribute("aria-sort") == "descending"
    opened.locator("input[data-table=t-heat]").fill("ACCOUNT 乙")
    assert opened.locator("#t-heat tbody tr:visible").count() == 1
    assert opened.locator("[data-count=t-heat]").inner_text() == "1 of 3"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_both_schemes(opened: Page, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for details in opened.locator("details").all():
        details.evaluate("element => { element.open = true; }")
    found = Axe().run(opened, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
def test_the_scheme_follows_the_system_until_one_is_chosen(opened: Page) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light = opened.evaluate(colour)
    opened.emulate_media(color_scheme="dark")
    dark = opened.evaluate(colour)
    assert dark != light
    opened.locator("#scheme", has_text="Light").click()
    assert opened.evaluate(colour) == light


@pytest.mark.browser
def test_the_map_shows_the_links_of_one_answer(opened: Page) -> None:
    opened.locator(".node[data-node='acme/account/a']").focus()
    assert opened.locator(".links path.on").count() == 2
    assert opened.locator(".node.on").count() == 2


@pytest.mark.browser
def test_it_fits_a_phone(opened: Page) -> None:
    opened.set_viewport_size({"width": 360, "height": 740})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
