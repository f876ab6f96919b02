"""Records what is published: every page's address, and when the text of an answer changed.

The ledger lies in content/ and is committed, so that a build knows both without a clock and without a history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from helpcenter.catalog import (
    Catalog,
    EntryVersion,
    Published,
    State,
    digest_of,
    texts_to_translate,
    write_ledger,
)
from helpcenter.markup import Markup, Scope
from helpcenter.routes import PageKind, Route, Routes
from helpcenter.whole_files import write_whole

LEDGER = "published.txt"


class Change(StrEnum):
    """What the ledger does not know yet of a page."""

    NEW = "new"
    CHANGED = "changed"
    MINOR = "minor"
    """Changed in a way that no reader needs to know of."""
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A page as the ledger shall have it, and why."""

    page: Published
    change: Change


def unrecorded(
    catalog: Catalog, routes: Routes, today: date, *, entries: Collection[str] = (), minor: bool = False
) -> list[Unrecorded]:
    """Returns what to record, by URL: of all pages that search engines list, or of the entries with these ids.

    With `minor`, changes are recorded as such: readers are not told, and the day of the last change stays.
    """
    markup = Markup(catalog)
    found = []
    for route in routes:
        if route.indexable and route.url and (not entries or route.entry_id in entries):
            page = _page(catalog, markup, route, today, minor=minor)
            if page is not None:
                found.append(page)
    return found


def record(catalog: Catalog, found: Collection[Unrecorded]) -> Path:
    """Writes the ledger with these pages in it; returns its file."""
    file = catalog.settings.content_dir / LEDGER
    pages = {**catalog.ledger, **{item.page.url: item.page for item in found}}
    write_whole(file, write_ledger(pages.values()))
    return file


def text_digest(markup: Markup, version: EntryVersion) -> str:
    """Returns a digest of what a version says, values included: it changes when a fact does."""
    scope = Scope(version.text_locale, version.provider, lambda target: target)
    return digest_of("\n".join("".join(text.split()) for text in _said(markup, version, scope)))


def _said(markup: Markup, version: EntryVersion, scope: Scope) -> Iterator[str]:
    money = version.entry.money
    if money is not None:
        provider = markup.catalog.providers.get(version.provider)
        fact = provider.facts.get(money.returns) if provider and money.returns else None
        yield f"{money.charged} {money.retry}"
        if fact is not None:
            yield markup.values(version.text_locale).fact(fact)
    for texts in texts_to_translate(version.entry).values():
        for text in texts:
            yield markup.markdown(text.value, text.kind, scope)


def _page(catalog: Catalog, markup: Markup, route: Route, today: date, *, minor: bool) -> Unrecorded | None:
    known = catalog.ledger.get(route.url)
    version = catalog.version(route.locale, route.entry_id) if route.kind is PageKind.ENTRY else None
    # A converted text is as old as the one that it is converted from.
    if version is None or version.state is State.CONVERTED:
        return None if known else Unrecorded(Published(route.url), Change.NEW)
    digest = text_digest(markup, version)
    before = catalog.recorded(version)
    if before is None or before.since is None or before.changed is None:
        return Unrecorded(Published(route.url, today, today, digest), Change.NEW)
    if before.digest != digest:
        changed = before.changed if minor else today
        change = Change.MINOR if minor else Change.CHANGED
        return Unrecorded(Published(route.url, before.since, changed, digest), change)
    if before.url != route.url:
        return Unrecorded(Published(route.url, before.since, before.changed, digest), Change.MOVED)
    return None
