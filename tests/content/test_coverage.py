"""Every entry that must exist does, in both locales, and states its facts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpcenter.catalog import Catalog, State
from helpcenter.model.entry import Guide
from tests.content.conftest import Reader

LOCALES = ("zh", "en")
COVERAGE: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("coverage.yml").read_text(encoding="utf-8")
)
ENTRIES: dict[str, dict[str, Any]] = COVERAGE["entries"]
PROVIDERS: dict[str, dict[str, Any]] = COVERAGE["providers"]
ENTRY_COUNT = 48


def test_the_content_is_exactly_what_is_listed(catalog: Catalog) -> None:
    assert len(ENTRIES) == ENTRY_COUNT
    for locale in LOCALES:
        assert {version.id for version in catalog.versions(locale)} == set(ENTRIES)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("entry_id", ENTRIES)
def test_an_entry_is_written_in_each_locale(catalog: Catalog, entry_id: str, locale: str) -> None:
    version = catalog.version(locale, entry_id)
    assert version is not None
    assert version.state in {State.SOURCE, State.TRANSLATION}
    listed = ENTRIES[entry_id]
    assert (version.entry.type, version.entry.audience) == (listed["type"], listed["audience"])
    if isinstance(version.entry, Guide) and "steps" in listed:
        assert len(version.entry.steps) == listed["steps"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("entry_id", ENTRIES)
def test_an_entry_states_its_facts(read: Reader, entry_id: str, locale: str) -> None:
    assert _missing(read(locale, entry_id), entry_id, locale) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_other_entry_would_pass_for_it(read: Reader, locale: str) -> None:
    passing = {
        (listed, other)
        for listed in ENTRIES
        for other in ENTRIES
        if other != listed and not _missing(read(locale, other), listed, locale)
    }
    assert passing == set()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_provider_states_its_values(repository: Path, provider: str) -> None:
    listed = PROVIDERS[provider]
    file = repository / "content" / "providers" / f"{provider}.yml"
    stated = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert list(stated.get("channels", {})) == listed["channels"]
    assert {path: _at(stated, path) for path in listed["values"]} == listed["values"]
    for path, patterns in listed["texts"].items():
        value = _at(stated, path)
        texts = value if isinstance(value, list) else [value]
        for locale, pattern in patterns.items():
            assert re.search(pattern, " ".join(text[locale] for text in texts)), (path, locale)
    for key in ("misspellings", "aliases"):
        assert set(listed.get(key, [])) <= set(stated.get(key, []))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_value_names_a_source_and_no_contact_is_published(repository: Path, provider: str) -> None:
    stated = yaml.safe_load((repository / f"content/providers/{provider}.yml").read_text(encoding="utf-8"))
    values = {**stated.get("channels", {}), **stated.get("facts", {})}
    assert {key for key, value in values.items() if value.get("source") not in stated["sources"]} == set()
    assert "official_domains" not in stated
    assert [key for key, value in stated.get("channels", {}).items() if "contacts" in value] == []


def _missing(text: str, entry_id: str, locale: str) -> list[str]:
    return [
        f"{fact['states']}: {pattern}"
        for fact in ENTRIES[entry_id]["facts"]
        for pattern in _patterns(fact[locale])
        if not re.search(pattern, text)
    ]


def _patterns(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _at(data: Any, path: str) -> Any:
    for key in path.split("."):
        data = data[key]
    return data
