"""A search index that is made again after an edit: the files of a fresh one, from unchanged entries' kept values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from helpcenter.build.pieces import make_index
from helpcenter.catalog import Catalog, load_catalog
from helpcenter.catalog.entry_values import EntryValues
from helpcenter.catalog.reads import Reads, watched
from helpcenter.loader import Document
from helpcenter.markup import Markup
from helpcenter.model import EntryBase
from helpcenter.search.manifest import PublishedLocale
from tests.sites import PROVIDER, faq, translated_faq, write_site

GLOSSARY = "terms:\n  refund:\n    preferred: 退款\n    variants: [退钱]\n    definition: 钱回来。\n"
FILES = {
    "zh/glossary.yml": GLOSSARY,
    "zh/acme/refunds/how.yml": faq("怎么申请退款"),
    "zh/acme/refunds/when.yml": faq("退款多久到账"),
    "en/acme/refunds/how.yml": translated_faq("How to get a refund"),
    "en/acme/refunds/when.yml": translated_faq("When a refund arrives"),
}


def _catalog(folder: Path, files: Mapping[str, str]) -> Catalog:
    return load_catalog(write_site(folder, files))


def _index(catalog: Catalog, locale: str, folder: Path | None) -> tuple[PublishedLocale, Reads]:
    catalog, watch = watched(catalog)
    with watch.reading() as reads:
        index = make_index(catalog, locale, Markup(catalog), EntryValues(folder, catalog, watch))
    return index, reads


def _untouchable(catalog: Catalog, *but: str) -> Catalog:
    """Returns the same catalog, in which only some entries may be looked at."""

    def refuse() -> tuple[EntryBase, Document]:
        raise AssertionError("somebody looked at an entry that did not change")

    for versions in catalog.entries.values():
        for version in versions.values():
            if version.id not in but:
                content = version.content
                content._head, content._loaded, content._load = content.head, None, refuse
    return catalog


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """The cache of a build that made both indexes."""
    catalog = _catalog(tmp_path, FILES)
    for locale in ("zh", "en"):
        _index(catalog, locale, tmp_path / "cache")
    return tmp_path / "cache"


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_kept_values_make_the_files_and_reads_of_a_fresh_index(
    cache: Path, tmp_path: Path, locale: str
) -> None:
    fresh = _index(_catalog(tmp_path, FILES), locale, None)
    assert _index(_untouchable(_catalog(tmp_path, FILES)), locale, cache) == fresh


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_after_an_edit_only_the_edited_entry_is_looked_at(cache: Path, tmp_path: Path, locale: str) -> None:
    text = FILES[f"{locale}/acme/refunds/when.yml"]
    files = {**FILES, f"{locale}/acme/refunds/when.yml": text.replace("summary: ", "summary: 小狗 puppies ")}
    assert files != FILES
    fresh, _ = _index(_catalog(tmp_path, files), locale, None)
    assert fresh != _index(_catalog(tmp_path, FILES), locale, None)[0]
    catalog = _untouchable(_catalog(tmp_path, files), "acme/refunds/when")
    assert _index(catalog, locale, cache)[0] == fresh
    assert _index(_untouchable(catalog), locale, cache)[0] == fresh


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("zh/glossary.yml", GLOSSARY.replace("退钱", "返钱")),
        ("providers/acme.yml", PROVIDER.replace("Acme", "Acmepay")),
    ],
)
def test_an_edit_of_what_all_entries_may_use_makes_all_anew(
    cache: Path, tmp_path: Path, file: str, text: str
) -> None:
    before, _ = _index(_catalog(tmp_path, FILES), "zh", cache)
    catalog = _catalog(tmp_path, {**FILES, file: text})
    after, _ = _index(catalog, "zh", cache)
    assert after == _index(catalog, "zh", None)[0] != before


def test_a_build_that_keeps_nothing_writes_nothing(tmp_path: Path) -> None:
    catalog = _catalog(tmp_path, FILES)
    before = sorted(tmp_path.rglob("*"))
    _index(catalog, "zh", None)
    assert sorted(tmp_path.rglob("*")) == before
