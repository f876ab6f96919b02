"""No sentence of a source stands in the content, and no number, address or link that no source states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpcenter.catalog import Catalog
from helpcenter.model import texts_of
from tests.content.conftest import Reader
from tests.content.shingles import DIGEST_SIZE, LENGTH, digest, load, shingles

STATED_NUMBERS = {
    "cgpay": {"60", "24", "5", "7"},
    "topay": set(),
    "eepay": set(),
    "huifu": {"24"},
    "general": {"5", "7"},
}
"""CGPay: 60 seconds, 24 hours, 5 to 7 business days. Huifu: 24 hours. General: CGPay's refund time."""
DOCS_NUMBERS = {"2.2"}
"""The accessibility guidelines' version."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")
ADDRESS = re.compile(r"https?:|www\.|@|\b[\w-]+\.(?:com|cn|net|org|io|co|hk|tw)\b", re.IGNORECASE)
FRONT_MATTER = re.compile(r"^---\n.*?\n---\n", re.DOTALL)
LIST_NUMBER = re.compile(r"^\s*\d+\.\s", re.MULTILINE)
ENOUGH_SHINGLES = 7000


@pytest.fixture(scope="module")
def sources() -> frozenset[bytes]:
    """The hashes of the sources' shingles."""
    return load()


def test_shingles_find_a_repeated_run_across_punctuation() -> None:
    first, second = "客服热线，二十四小时都有人接听电话。", "据说客服热线 二十四小时都有人接听"
    assert {digest(one) for one in shingles(first)} & {digest(one) for one in shingles(second)}
    assert list(shingles("不到十二个字")) == []


def test_the_hashes_of_the_sources_are_complete(sources: frozenset[bytes]) -> None:
    assert len(sources) > ENOUGH_SHINGLES
    assert {len(one) for one in sources} == {DIGEST_SIZE}


def test_no_run_of_a_source_stands_in_the_content(catalog: Catalog, sources: frozenset[bytes]) -> None:
    repeated = {
        (version.id, shingle)
        for version in catalog.versions("zh")
        for text in texts_of(version.entry)
        for shingle in shingles(text.value)
        if digest(shingle) in sources
    }
    assert repeated == set(), f"runs of {LENGTH} characters that stand in a source"


def test_no_run_of_a_source_stands_in_what_a_reader_sees(
    catalog: Catalog, read: Reader, sources: frozenset[bytes]
) -> None:
    repeated = {
        (version.id, shingle)
        for version in catalog.versions("zh")
        for shingle in shingles(read("zh", version.id))
        if digest(shingle) in sources
    }
    assert repeated == set()


def test_no_run_of_a_source_stands_in_other_files(repository: Path, sources: frozenset[bytes]) -> None:
    files = [
        *(repository / "docs" / "zh").glob("*.md"),
        *(repository / "content" / "providers").glob("*.yml"),
        repository / "content" / "zh" / "locale.yml",
        repository / "content" / "zh" / "glossary.yml",
    ]
    repeated = {
        (file.name, shingle)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        for shingle in shingles(line)
        if digest(shingle) in sources
    }
    assert repeated == set()


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_number_is_a_provider_s(catalog: Catalog, read: Reader, locale: str) -> None:
    other = {
        (version.id, number)
        for version in catalog.versions(locale)
        for number in NUMBER.findall(read(locale, version.id))
        if number not in STATED_NUMBERS[version.provider]
    }
    assert other == set()


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_no_entry_holds_an_address_or_a_link_to_elsewhere(
    catalog: Catalog, read: Reader, locale: str
) -> None:
    found = {
        (version.id, match[0])
        for version in catalog.versions(locale)
        for match in ADDRESS.finditer(read(locale, version.id))
    }
    assert found == set()


def test_hand_written_pages_hold_no_number_address_or_outer_link(repository: Path) -> None:
    assert {found for found in _strange(repository) if found[1] not in DOCS_NUMBERS} == set()


def _strange(repository: Path) -> Iterator[tuple[str, str]]:
    for file in sorted((repository / "docs").glob("[!d]*/*.md")):
        text = LIST_NUMBER.sub("", FRONT_MATTER.sub("", file.read_text(encoding="utf-8")))
        text = re.sub(r"\]\((?:entry:[^)]*|[\w-]+\.md)\)", "]", text)
        for pattern in (NUMBER, ADDRESS, re.compile(r"\]\([^)]*\)")):
            for match in pattern.finditer(text):
                yield str(file.relative_to(repository)), match[0]
