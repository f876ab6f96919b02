"""Entries that are as an earlier run found them: linked without being read, and the same when they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.catalog import Catalog, load_content
from helpcenter.catalog.linking import link
from helpcenter.diagnostics import Diagnostic
from tests.sites import SETTINGS, faq, translated_faq, write_site

WITH_DERIVED = SETTINGS.replace("[zh, en]", "[zh, en, {tag: zh-Hant, derived_from: zh}]")
FILES = {
    "zh/acme/refunds/how.yml": faq("怎么退款", featured="1", related="[acme/refunds/when]"),
    "en/acme/refunds/how.yml": translated_faq("How"),
    "zh/acme/refunds/when.yml": faq("何时到账", allow="\n  - HC403: because"),
    "en/acme/refunds/when.yml": translated_faq("When"),
    "zh/acme/account/lost.yml": faq("Lost", answer='"<translate>"'),
}


def load(folder: Path, files: dict[str, str], *, cache: bool = True) -> tuple[Catalog, list[Diagnostic]]:
    settings = write_site(folder, files, settings=WITH_DERIVED)
    content = load_content(settings, folder / ".helpcenter" if cache else None)
    return link(settings, content), content.faults


def loaded(catalog: Catalog) -> list[str]:
    """Returns the entries that were read, with their locales."""
    return [
        f"{tag} {version.slug}"
        for tag, versions in catalog.entries.items()
        for version in versions.values()
        if version.content.is_loaded
    ]


def assert_same(catalog: Catalog, other: Catalog) -> None:
    for tag, versions in other.entries.items():
        assert list(catalog.entries[tag]) == list(versions)
        for entry_id, expected in versions.items():
            version = catalog.entries[tag][entry_id]
            assert version.head == expected.head
            assert version.entry == expected.entry
            assert version.document == expected.document
            assert version.digest == expected.digest
            assert (version.stale, version.minor) == (expected.stale, expected.minor)
            assert (version.source_locale, version.state, version.path) == (
                expected.source_locale, expected.state, expected.path,
            )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site whose entries were read once."""
    load(tmp_path, FILES)
    return tmp_path


def test_what_is_as_before_is_not_read_and_says_the_same(folder: Path) -> None:
    catalog, faults = load(folder, FILES)
    assert (loaded(catalog), faults) == ([], [])
    heads = [version.head for versions in catalog.entries.values() for version in versions.values()]
    assert [head.title for head in heads if head.has_angle] == ["Lost", "Lost"]
    assert [version.slug for version in catalog.entries["zh"].values() if version.head.allows] == ["when"]
    assert_same(catalog, load(folder, FILES, cache=False)[0])
    assert len(loaded(catalog)) == 8


def test_a_changed_source_is_read_with_its_translation_and_no_other(folder: Path) -> None:
    files = {**FILES, "zh/acme/refunds/how.yml": faq("退款步骤")}
    before, _ = load(folder, FILES)
    catalog, _ = load(folder, files)
    assert loaded(catalog) == ["zh how", "en how", "zh-Hant how"]
    how = "acme/refunds/how"
    assert catalog.entries["zh"][how].digest != before.entries["zh"][how].digest
    assert catalog.entries["en"][how].stale == ("title", "summary", "answer")
    assert_same(catalog, load(folder, files, cache=False)[0])


def test_a_changed_translation_is_read_with_its_source_only(folder: Path) -> None:
    files = {**FILES, "en/acme/refunds/how.yml": translated_faq("How so")}
    catalog, _ = load(folder, files)
    assert loaded(catalog) == ["en how"]
    assert catalog.entries["en"]["acme/refunds/how"].head.title == "How so"
    assert_same(catalog, load(folder, files, cache=False)[0])


def test_faults_are_told_again_and_again(folder: Path) -> None:
    files = {**FILES, "zh/acme/refunds/how.yml": faq("怎么退款", audience="nobody")}
    for _ in range(2):
        catalog, faults = load(folder, files)
        assert [fault.location.path for fault in faults] == ["content/zh/acme/refunds/how.yml"]
        assert "acme/refunds/how" not in catalog.entries["zh"]
        assert [orphan.id for orphan in catalog.orphans] == ["acme/refunds/how"]
    catalog, faults = load(folder, FILES)
    assert faults == []
    assert_same(catalog, load(folder, FILES, cache=False)[0])


def test_a_translation_of_what_is_a_translation_now_is_an_orphan(folder: Path) -> None:
    files = {**FILES, "zh/acme/refunds/how.yml": translated_faq("How").replace("zh", "en")}
    for cache in (True, True, False):
        catalog, _ = load(folder, files, cache=cache)
        assert {orphan.locale for orphan in catalog.orphans} == {"zh", "en"}


@pytest.mark.parametrize("damage", ["entries", "documents"])
def test_without_one_of_the_caches_all_is_read(folder: Path, damage: str) -> None:
    file = folder / ".helpcenter" / f"{damage}.cache"
    file.write_bytes(file.read_bytes()[:-1])
    catalog, faults = load(folder, FILES)
    assert faults == []
    assert len(loaded(catalog)) == 8
    assert_same(catalog, load(folder, FILES, cache=False)[0])


def test_documents_are_kept_however_long_nobody_reads_them(folder: Path) -> None:
    for number in range(25):
        catalog, _ = load(folder, {**FILES, "zh/acme/account/lost.yml": faq(f"Lost {number}")})
        assert loaded(catalog) == ["zh lost", "zh-Hant lost"]


def test_a_name_that_is_no_text_is_no_reason_to_stop(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpcenter.file_keys.UNSETTLED_SECONDS", -60.0)
    files = {**FILES, "zh/acme/refunds/\udcff.yml": faq("其他")}
    for _ in range(2):
        catalog, faults = load(folder, files)
        assert faults == []
        assert catalog.entries["zh"]["acme/refunds/\udcff"].head.title == "其他"
