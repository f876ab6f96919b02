"""The project's own content, as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from helpcenter.catalog import Catalog, EntryVersion, load_catalog
from helpcenter.markup import Markup, Scope
from helpcenter.model import read_settings, texts_of
from helpcenter.model.entry import Troubleshooting

NOT_SHOWN = frozenset({"asks", "keywords", "codes", "owner", "allow"})

Reader = Callable[[str, str], str]


@pytest.fixture(scope="package")
def catalog(repository: Path) -> Catalog:
    """The content of this repository."""
    return load_catalog(read_settings(repository / "mkdocs.yml"))


@pytest.fixture(scope="package")
def read(catalog: Catalog) -> Reader:
    """Returns an entry's text in a locale on one line: references filled in, checklists included."""
    markup = Markup(catalog)
    known: dict[tuple[str, str], str] = {}

    def text_of(locale: str, entry_id: str) -> str:
        if (locale, entry_id) not in known:
            known[locale, entry_id] = _text(catalog, markup, catalog.version(locale, entry_id))
        return known[locale, entry_id]

    return text_of


def _text(catalog: Catalog, markup: Markup, version: EntryVersion | None) -> str:
    assert version is not None
    scope = Scope(version.text_locale, version.provider, lambda target: target)
    parts = [
        markup.render(text.value, text.kind, scope).plain
        for text in texts_of(version.entry)
        if text.path[0] not in NOT_SHOWN
    ]
    checklists = [version.entry.prepare]
    if isinstance(version.entry, Troubleshooting):
        checklists += [outcome.prepare for outcome in version.entry.outcomes]
    names = catalog.locales[version.locale].checklist
    parts += [names[item] for checklist in checklists for item in checklist]
    return re.sub(r"\s+", " ", " ".join(parts))
