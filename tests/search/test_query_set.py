"""The query set itself: well formed, wide enough, and about entries that exist."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

QUERIES = Path(__file__).with_name("queries.yml")
KINDS = {
    "words",
    "questions",
    "synonyms",
    "typos",
    "brands",
    "pinyin",
    "traditional",
    "substrings",
    "other-language",
}
CHINESE_ONLY = {"pinyin", "traditional"}
PER_KIND = 18


@pytest.fixture(scope="module")
def queries() -> list[dict[str, object]]:
    """Returns the queries as written."""
    loaded = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


@pytest.fixture(scope="module")
def entry_ids(repository: Path) -> set[str]:
    """Returns the ids of all entries of the source locale."""
    folder = repository / "content" / "zh"
    return {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/*/*.yml")}


def test_every_query_has_text_locale_kind_and_ids(queries: list[dict[str, object]]) -> None:
    for entry in queries:
        assert set(entry) == {"query", "locale", "kind", "ids"}, entry
        text, ids = entry["query"], entry["ids"]
        assert isinstance(text, str), entry
        assert text == text.strip() != "", entry
        assert isinstance(ids, list), entry
        assert 0 < len(ids) == len(set(ids)), entry
        assert entry["kind"] in KINDS, entry
        assert entry["locale"] in {"zh", "en", "zh-Hant"}, entry


def test_no_query_stands_twice(queries: list[dict[str, object]]) -> None:
    counts = Counter((entry["query"], entry["locale"]) for entry in queries)
    assert [query for query, count in counts.items() if count > 1] == []


def test_the_set_is_wide_enough(queries: list[dict[str, object]]) -> None:
    assert len(queries) >= 200
    kinds = Counter(entry["kind"] for entry in queries)
    assert {kind: kinds[kind] for kind in KINDS if kinds[kind] < PER_KIND} == {}
    locales = {(entry["kind"], entry["locale"]) for entry in queries}
    missing = {(kind, locale) for kind in KINDS for locale in ("zh", "en") if (kind, locale) not in locales}
    assert missing == {(kind, "en") for kind in CHINESE_ONLY}
    assert ("traditional", "zh-Hant") in locales


def test_every_entry_is_asked_for_and_exists(queries: list[dict[str, object]], entry_ids: set[str]) -> None:
    asked = {entry_id for entry in queries for entry_id in entry["ids"]}  # type: ignore[attr-defined]
    assert asked == entry_ids
