"""What is new: feeds and the page of updates, from the same ledger."""

from __future__ import annotations

from datetime import date

from helpcenter.discovery import updates_of
from tests.discovery.published import BASE, NAMESPACES, Published


def test_updates_by_locale_latest_first(shapes: Published) -> None:
    updates = updates_of(shapes.catalog, date(2026, 11, 22))
    assert [(update.day, update.entry_id) for update in updates["zh"]] == [
        (date(2026, 11, 12), "acme/payments/only-chinese"),
        (date(2026, 11, 10), "acme/account/locked"),
        (date(2026, 10, 3), "acme/refunds/request-refund"),
    ]
    assert updates["zh"][1].text == "解锁的步骤变了。"
    # Not translated, so nothing new in English; the note is of another day than the English change.
    assert [update.entry_id for update in updates["en"]] == [
        "acme/account/locked",
        "acme/refunds/request-refund",
    ]
    assert updates["en"][0].text != "Other steps."


def test_what_lies_ahead_is_not_told(shapes: Published) -> None:
    assert [update.day for update in updates_of(shapes.catalog, date(2026, 11, 10))["zh"]] == [
        date(2026, 11, 10),
        date(2026, 10, 3),
    ]


def test_feeds_are_atom(site: Published) -> None:
    ids = set()
    for tag in site.settings.tags:
        feed = site.xml(f"{tag}/feed.xml")
        assert feed.tag == f"{{{NAMESPACES['atom']}}}feed"
        for name in ("id", "title", "updated", "author/atom:name"):
            assert feed.findtext(f"atom:{name}", namespaces=NAMESPACES), name
        entries = feed.findall("atom:entry", NAMESPACES)
        assert entries
        days = [str(entry.findtext("atom:updated", namespaces=NAMESPACES)) for entry in entries]
        assert days == sorted(days, reverse=True)
        assert feed.findtext("atom:updated", namespaces=NAMESPACES) == days[0]
        for entry in entries:
            link = entry.find("atom:link", NAMESPACES)
            assert link is not None
            page = site.at(str(link.get("href")))
            assert "".join(str(entry.findtext("atom:title", namespaces=NAMESPACES)).split()) in page.shown
            assert entry.findtext("atom:summary", namespaces=NAMESPACES)
            ids.add(entry.findtext("atom:id", namespaces=NAMESPACES))
    assert len(ids) == sum(
        len(site.xml(f"{tag}/feed.xml").findall("atom:entry", NAMESPACES)) for tag in site.settings.tags
    )


def test_the_page_of_updates_shows_what_the_feed_says(shapes: Published) -> None:
    page = shapes.pages["zh/updates/index.html"]
    assert [str(node.attributes["datetime"]) for node in page.tree.css(".hc-updates time")] == [
        "2026-11-12",
        "2026-11-10",
        "2026-10-03",
    ]
    assert "解锁的步骤变了。" in page.shown
    feed = page.tree.css_first('link[type="application/atom+xml"]')
    assert feed is not None
    assert feed.attributes["href"] == f"{BASE}zh/feed.xml"


def test_a_converted_locale_has_the_news_of_its_source(real: Published) -> None:
    days = {
        tag: [
            (entry.findtext("atom:id", namespaces=NAMESPACES) or "").partition(f":{tag}/")[2]
            for entry in real.xml(f"{tag}/feed.xml").findall("atom:entry", NAMESPACES)
        ]
        for tag in ("zh", "zh-Hant")
    }
    assert days["zh"] == days["zh-Hant"]
    assert len(days["zh"]) > 20
