"""What an entry page shows and what it leaves out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote_plus

from selectolax.lexbor import LexborHTMLParser

from helpcenter.model import CHANNEL_ORDER, Troubleshooting, flow_of
from helpcenter.render.entries import longest_way
from helpcenter.routes import PageKind
from tests.render.rendering import TODAY, Rendering, rendering
from tests.sites import PROVIDER, SETTINGS, faq, translated_faq, write_site

CONTACT = """\
    contact:
      value: 0100 555 01 00
      source: https://acme.example.com/contact
      verified_on: 2026-11-01
      verified_by: someone
      expires_on: 2026-12-01
"""
WITH_CONTACT = PROVIDER.replace(
    "  phone: {source: article, hours: {kind: around_the_clock}",
    "  phone:\n    source: article\n    hours: {kind: around_the_clock}\n"
    + CONTACT
    + "  email: {source: article",
).replace("}, first_reply: {at_once: true}}", "}")


def page(made: Rendering, url: str) -> LexborHTMLParser:
    return LexborHTMLParser(made.html(made.site.routes.pages[url]))


def text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    assert node is not None, f"no {selector}"
    return " ".join(node.text().split())


def test_a_missing_translation_shows_its_source_and_says_so(tmp_path: Path) -> None:
    made = rendering(write_site(tmp_path, {"zh/acme/account/one.yml": faq("One")}), tmp_path)
    tree = page(made, "en/acme/account/one/")
    said = [node.tag for node in tree.css("article [lang=zh][dir=ltr]")]
    assert said == ["h1", "p", "div"], "title, summary and answer, but not the page's own words"
    assert "isn't available in English yet" in text(tree, ".hc-notice")
    link = tree.css_first(".hc-notice a")
    assert link is not None
    assert link.attributes["href"] == "../../../../zh/acme/account/one/"
    canonical = tree.css_first("link[rel=canonical]")
    assert canonical is not None
    assert canonical.attributes["href"] == "https://help.example.com/zh/acme/account/one/"
    assert tree.css_first("meta[name=robots]") is not None
    assert tree.css("link[hreflang]") == []


def test_a_stub_leads_to_the_source_and_shows_none_of_it(tmp_path: Path) -> None:
    settings = write_site(
        tmp_path, {"zh/acme/account/one.yml": faq("One")}, settings=f"{SETTINGS}      fallback: stub\n"
    )
    tree = page(rendering(settings, tmp_path), "en/acme/account/one/")
    assert "only in Chinese" in text(tree, ".hc-notice")
    assert tree.css(".hc-answer, .hc-body") == []
    assert tree.css_first(".hc-help") is not None
    assert tree.css_first("meta[name=robots]") is not None


def test_a_translation_lists_itself_and_the_other(tmp_path: Path) -> None:
    files = {"zh/acme/account/one.yml": faq("One"), "en/acme/account/one.yml": translated_faq("One")}
    made = rendering(write_site(tmp_path, files), tmp_path)
    tree = page(made, "en/acme/account/one/")
    alternates = {node.attributes["hreflang"]: node.attributes["href"] for node in tree.css("link[hreflang]")}
    base = "https://help.example.com"
    assert alternates == {
        "zh": f"{base}/zh/acme/account/one/",
        "en": f"{base}/en/acme/account/one/",
        "x-default": f"{base}/zh/acme/account/one/",
    }


def test_a_stale_translation_names_its_parts(tmp_path: Path) -> None:
    files = {"zh/acme/account/one.yml": faq("One"), "en/acme/account/one.yml": translated_faq("One")}
    made = rendering(write_site(tmp_path, files), tmp_path)
    assert "this translation hasn't caught up: the title" in text(
        page(made, "en/acme/account/one/"), ".hc-notice"
    )


def test_an_answer_past_its_review_says_so(tmp_path: Path) -> None:
    files = {"zh/acme/account/one.yml": faq("One", reviewed="2026-01-01", review_days="30")}
    settings = write_site(tmp_path, files)
    late = page(rendering(settings, tmp_path), "zh/acme/account/one/")
    assert "本应在 2026年1月31日前重新核对" in text(late, ".hc-notice")
    early = rendering(settings, tmp_path, date(2026, 1, 31))
    assert page(early, "zh/acme/account/one/").css(".hc-notice") == []


def test_a_contact_shows_only_while_it_is_verified(tmp_path: Path) -> None:
    files = {"providers/acme.yml": WITH_CONTACT, "zh/acme/account/one.yml": faq("One")}
    settings = write_site(tmp_path, files)
    for url in ("zh/acme/account/one/", "zh/contact/", "zh/contact/acme/", "zh/acme/"):
        assert text(page(rendering(settings, tmp_path), url), ".hc-contact") == "0100 555 01 00"
        for day in (date(2026, 10, 31), date(2026, 12, 1)):
            assert page(rendering(settings, tmp_path, day), url).css(".hc-contact") == []


def test_channels_stand_in_one_order_everywhere(real: Rendering, real_pages: dict[str, str]) -> None:
    names = {
        tag: [locale.channels[kind] for kind in CHANNEL_ORDER if kind in locale.channels]
        for tag, locale in real.site.catalog.locales.items()
    }
    seen = 0
    for route in real.site.routes:
        for found in LexborHTMLParser(real_pages[route.file]).css(".hc-channels"):
            shown = [node.text() for node in found.css("li > div > p:first-child > b")]
            assert shown == [name for name in names[route.locale] if name in shown], route.url
            seen += len(shown) > 1
    assert seen > 50


def test_every_anchor_of_a_flow_stands_on_the_page(real: Rendering, real_pages: dict[str, str]) -> None:
    flows = 0
    for route in real.site.routes:
        version = real.site.catalog.version(route.locale, route.entry_id) if route.entry_id else None
        if version is not None and isinstance(version.entry, Troubleshooting):
            tree = LexborHTMLParser(real_pages[route.file])
            ids = {node.attributes["id"] for node in tree.css(".hc-check, .hc-outcome")}
            targets = {(node.attributes["href"] or "").lstrip("#") for node in tree.css(".hc-options a")}
            assert targets <= ids, route.url
            assert len(tree.css(".hc-check")) == len(version.entry.checks)
            flows += 1
    assert flows >= 20


def test_the_longest_way_is_quick_in_a_wide_graph(tmp_path: Path) -> None:
    checks = [
        {
            "id": f"c{number}",
            "question": "?",
            "answers": [{"label": str(choice), "next": f"c{number + 1}"} for choice in range(3)],
        }
        for number in range(40)
    ]
    checks[-1]["answers"] = [{"label": "x", "next": "end"}]
    entry = Troubleshooting.model_validate(
        {
            "type": "troubleshooting",
            "audience": "customer",
            "title": "t",
            "asks": ["a"],
            "summary": "s",
            "symptom": "s",
            "checks": checks,
            "outcomes": [{"id": "end", "kind": "fix", "title": "t"}],
            "sources": ["article"],
            "reviewed": TODAY,
            "owner": "o",
        }
    )
    assert longest_way(flow_of(entry)) == 40


def test_feedback_is_a_prefilled_issue(tmp_path: Path) -> None:
    files = {"zh/acme/account/one.yml": faq("One")}
    settings = write_site(
        tmp_path,
        files,
        settings=SETTINGS + "repo_url: https://git.example.com/a/b\nedit_uri: edit/main/docs/\n",
    )
    tree = page(rendering(settings, tmp_path), "zh/acme/account/one/")
    link = tree.css_first(".hc-reasons a")
    assert link is not None
    address = link.attributes["href"] or ""
    title = quote_plus("看不明白: One")
    assert address.startswith(f"https://git.example.com/a/b/issues/new?title={title}&body=")
    assert tree.css(".hc-feedback button") == []
    edit = tree.css_first(".hc-about a[rel=noopener]")
    assert edit is not None
    assert edit.attributes["href"] == "https://git.example.com/a/b/edit/main/content/zh/acme/account/one.yml"


def test_without_a_repository_there_is_no_feedback(tmp_path: Path) -> None:
    made = rendering(write_site(tmp_path, {"zh/acme/account/one.yml": faq("One")}), tmp_path)
    assert page(made, "zh/acme/account/one/").css(".hc-feedback") == []


def test_what_is_not_stated_is_said_to_be_so(real: Rendering) -> None:
    tree = page(real, "zh/topics/refunds/")
    rows = {node.css_first("th").text(): node.text() for node in tree.css("tbody tr")}
    assert "5–7 个工作日" in rows["CGPay"]
    assert "未说明" in rows["Topay"]
    assert any(route.kind is PageKind.TOPIC for route in real.site.routes)
