"""What is new: the updates of each locale, for its page of updates and its Atom feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from helpcenter.catalog import Catalog, strings_of
from helpcenter.discovery.files import File, text_file
from helpcenter.discovery.places import locale_place
from helpcenter.model.strings import Strings
from helpcenter.render import Place, Site, Update
from helpcenter.routes import PageKind

FEED = "feed.xml"
"""The name of a locale's feed, in its folder."""
LISTED = 50
"""Updates in a feed: more than a reader program that asks once a month misses."""


def updates_of(catalog: Catalog, today: date) -> dict[str, tuple[Update, ...]]:
    """Returns what was recorded as new or changed by locale, the latest first; what lies after `today` is left out.

    A derived locale has the updates of the locale that it is converted from; an entry that is not translated has none.
    """
    return {tag: tuple(_updates(catalog, tag, today)) for tag in catalog.locales}


def feed_files(site: Site) -> Iterator[File]:
    """Yields the Atom feed of every locale."""
    for tag in site.catalog.locales:
        yield text_file(f"{tag}/{FEED}", feed(locale_place(site, tag)))


def feed(place: Place) -> str:
    """Returns the Atom feed of a locale (RFC 4287)."""
    site, t, tag = place.site, place.t, place.locale
    base = site.settings.site_url
    address = f"{base}{tag}/{FEED}"
    updates = site.updates.get(tag, ())[:LISTED]
    days = (
        [update.day for update in updates]
        or [v.head.reviewed for v in site.entries[tag]]
        or [date(1970, 1, 1)]
    )
    return "\n".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tag}">',
            f"<id>{escape(address)}</id>",
            f"<title>{escape(feed_title(t))}</title>",
            f"<subtitle>{escape(t('updates.description'))}</subtitle>",
            f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>',
            f'<link rel="alternate" type="text/html" href={quoteattr(f"{base}{tag}/updates/")}/>',
            f"<updated>{_time(max(days))}</updated>",
            f"<author><name>{escape(t('site.name'))}</name></author>",
            *(_entry(place, update) for update in updates),
            "</feed>",
        )
    )


def feed_title(t: Strings) -> str:
    """Returns the name of a locale's feed."""
    return f"{t('updates.title')} – {t('site.name')}"


def _entry(place: Place, update: Update) -> str:
    version = place.catalog.version(place.locale, update.entry_id)
    assert version is not None
    address = place.page(PageKind.ENTRY, update.entry_id)
    summary = place.plain(version.entry.summary, version.provider, version.text_locale)
    host = urlsplit(place.site.settings.site_url).hostname or "localhost"
    return "\n".join(
        (
            "<entry>",
            # RFC 4151: the day keeps two changes of one entry apart.
            f"<id>tag:{host},{update.day.isoformat()}:{place.locale}/{update.entry_id}</id>",
            f"<title>{escape(version.entry.title)}</title>",
            f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>',
            f"<updated>{_time(update.day)}</updated>",
            f"<category term={quoteattr(version.provider)} label={quoteattr(place.provider(version.provider).name)}/>",
            f"<summary>{escape(f'{update.text} {summary}'.strip())}</summary>",
            "</entry>",
        )
    )


def _updates(catalog: Catalog, tag: str, today: date) -> Iterator[Update]:
    strings = strings_of(catalog.settings, catalog.locales, tag)
    notes = _notes(catalog, tag)
    found = []
    for version in catalog.entries[tag].values():
        recorded = catalog.recorded(version)
        if recorded is not None and recorded.changed is not None and recorded.changed <= today:
            kind = "new" if recorded.since == recorded.changed else "changed"
            note = notes.get((recorded.changed, version.id)) or strings(f"updates.{kind}")
            found.append(Update(recorded.changed, version.id, note))
    return iter(sorted(found, key=lambda update: (-update.day.toordinal(), update.entry_id)))


def _notes(catalog: Catalog, tag: str) -> dict[tuple[date, str], str]:
    """Returns what the change of an entry on a day means, in this locale's words."""
    return {
        (note.day, catalog.redirects.get(note.entry, note.entry)): note.note[tag]
        for note in catalog.notes
        if tag in note.note
    }


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
