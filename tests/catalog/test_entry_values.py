"""Values of entries: kept between builds, and made anew only where what they were made of differs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from helpcenter.catalog import EntryVersion, load_catalog
from helpcenter.catalog.entry_values import EntryValues
from helpcenter.catalog.reads import Reads, watched
from tests.sites import PROVIDER, SETTINGS, faq, translated_faq, write_site

FILES = {
    "zh/acme/refunds/how.yml": faq("How"),
    "en/acme/refunds/how.yml": translated_faq("How"),
    "zh/acme/refunds/when.yml": faq("When"),
}


class Builds:
    """Builds of one site, each of which asks for the same values of `zh` with files that may have changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = dict(FILES)
        self.made: list[str] = []
        self.reads = Reads()

    def build(self, *, locale: str = "zh", settings: str = SETTINGS, keep: bool = True) -> list[str]:
        """Returns the titles with the other locale's; `made` tells which were made anew, `reads` what was read."""
        settings_read = write_site(self.folder, self.files, settings=settings)
        catalog, watch = watched(load_catalog(settings_read))
        self.made = []

        def make(version: EntryVersion) -> str:
            """Looks at the given entry, and for one of them at another locale's."""
            self.made.append(version.id)
            if version.id.endswith("/when"):
                return version.entry.title
            other = catalog.version("en", version.id)
            return f"{version.entry.title} / {other.entry.title if other else ''}"

        values = EntryValues(self.folder / ".helpcenter" if keep else None, catalog, watch)
        with watch.reading() as self.reads:
            return values.of("titles", str, locale, make)


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    builds = Builds(tmp_path)
    assert builds.build() == ["How / How", "When"]
    assert builds.made == ["acme/refunds/how", "acme/refunds/when"]
    return builds


def test_nothing_is_made_again_when_nothing_changed(builds: Builds) -> None:
    assert builds.build() == ["How / How", "When"]
    assert builds.made == []


def test_what_was_read_for_a_kept_value_counts_as_read(builds: Builds) -> None:
    first = builds.reads.as_lists()
    builds.build()
    assert builds.reads.as_lists() == first
    assert ("en", "acme/refunds/how") in builds.reads.entries


def test_a_value_is_made_again_when_its_entry_or_one_that_it_looked_at_changed(builds: Builds) -> None:
    builds.files["zh/acme/refunds/when.yml"] = faq("When exactly")
    assert builds.build() == ["How / How", "When exactly"]
    assert builds.made == ["acme/refunds/when"]
    builds.files["en/acme/refunds/how.yml"] = translated_faq("How so")
    assert builds.build() == ["How / How so", "When exactly"]
    assert builds.made == ["acme/refunds/how"]


def test_a_value_depends_on_its_entry_even_if_it_was_given_and_not_looked_up(tmp_path: Path) -> None:
    def titles(title: str) -> list[str]:
        catalog, watch = watched(load_catalog(write_site(tmp_path, {"zh/acme/refunds/how.yml": faq(title)})))
        values = EntryValues(tmp_path / ".helpcenter", catalog, watch)
        return values.of("titles", str, "zh", lambda version: version.entry.title)

    assert titles("How") == ["How"]
    assert titles("How exactly") == ["How exactly"]


def test_values_that_are_not_kept_may_be_made_all_at_once(tmp_path: Path) -> None:
    made: list[list[str]] = []

    def make(titles: Sequence[str]) -> list[str]:
        made.append(list(titles))
        return [title.upper() for title in titles]

    def titles(*names: str) -> list[str]:
        files = {f"zh/acme/refunds/{at}.yml": faq(name) for at, name in enumerate(names)}
        catalog, watch = watched(load_catalog(write_site(tmp_path, files)))
        values = EntryValues(tmp_path / ".helpcenter", catalog, watch)
        return values.made_together("loud", str, "zh", lambda version: version.entry.title, make)

    assert titles("a", "b", "c") == ["A", "B", "C"]
    assert titles("a", "B b", "c") == ["A", "B B", "C"]
    assert titles("a", "B b", "c") == ["A", "B B", "C"]
    assert made == [["a", "b", "c"], ["B b"]]


def test_all_are_made_again_when_what_all_may_use_changed(builds: Builds) -> None:
    builds.files["providers/acme.yml"] = PROVIDER.replace("An example.", "Another example.")
    builds.build()
    assert builds.made == ["acme/refunds/how", "acme/refunds/when"]


def test_entries_may_come_and_go(builds: Builds) -> None:
    builds.files["zh/acme/refunds/who.yml"] = faq("Who")
    assert builds.build()[-1] == "Who / Who"
    (builds.folder / "content/zh/acme/refunds/who.yml").unlink()
    del builds.files["zh/acme/refunds/who.yml"]
    assert builds.build() == ["How / How", "When"]


def test_each_locale_has_its_own(builds: Builds) -> None:
    assert builds.build(locale="en") == ["How / How", "When"]
    assert len(builds.made) == 2
    builds.build()
    assert builds.made == []


def test_rubbish_and_values_of_another_type_are_made_anew(builds: Builds) -> None:
    file = builds.folder / ".helpcenter/titles-zh.cache"
    file.write_bytes(file.read_bytes()[:-3])
    builds.build()
    assert len(builds.made) == 2
    catalog, watch = watched(load_catalog(write_site(builds.folder, builds.files)))
    values = EntryValues(builds.folder / ".helpcenter", catalog, watch)
    assert values.of("titles", int, "zh", lambda version: 1) == [1, 1]


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    builds.build(keep=False)
    builds.build(keep=False)
    assert len(builds.made) == 2
    assert not (tmp_path / ".helpcenter").exists()
