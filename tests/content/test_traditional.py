"""Traditional Chinese as it is published: nothing is left in Simplified, and words the machine gets wrong are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from helpcenter.catalog import Catalog, State
from helpcenter.catalog.derivation import converter_of
from helpcenter.model import texts_of

TAG = "zh-Hant"
HAN = re.compile(r"[\u3400-\u9fff]")
COMMON_TO_BOTH = set("台群峰佣")
"""Written so where Traditional Chinese is read, though a converter would write them otherwise."""
WRONG = [
    "瞭",
    "鍾",
    "錶",
    "聯系",
    "復雜",
    "回復",
    "微訊",
    "稽核",
    "引數",
    "釋出",
    "指令碼",
    "公佈",
    "賬",
    "平臺",
    "里",
]


@pytest.fixture(scope="module")
def published(catalog: Catalog, repository: Path) -> dict[str, str]:
    """Every text of the derived locale, without the brands that are not converted."""
    texts = {
        f"{version.id}:{'.'.join(map(str, text.path))}": text.value
        for version in catalog.versions(TAG)
        for text in texts_of(version.entry)
    }
    locale = catalog.locales[TAG]
    texts |= {f"strings:{key}": value for key, value in locale.strings.items()}
    for names in (locale.checklist, locale.channels, locale.facts):
        texts |= {f"names:{key}": value for key, value in names.items()}
    for key, term in catalog.glossaries[TAG].terms.items():
        texts |= {f"preferred:{key}": term.preferred, f"definition:{key}": term.definition}
    convert = converter_of(catalog, TAG)
    assert convert is not None
    for file in sorted((repository / "docs" / "zh").glob("*.md")):
        texts[file.name] = convert(file.read_text(encoding="utf-8"))
    brand_names = [name for one in catalog.providers.values() for name in (*one.names.values(), *one.aliases)]
    brands = re.compile("|".join(map(re.escape, sorted(brand_names, key=len, reverse=True))))
    return {key: brands.sub("", text) for key, text in texts.items()}


def test_every_entry_is_converted(catalog: Catalog) -> None:
    versions = list(catalog.versions(TAG))
    assert len(versions) == len(list(catalog.versions("zh")))
    assert {version.state for version in versions} == {State.CONVERTED}


def test_nothing_is_left_in_simplified(published: dict[str, str]) -> None:
    traditional = OpenCC("s2t")
    characters = {char for text in published.values() for char in HAN.findall(text)}
    left = {char for char in characters if traditional.convert(char) != char} - COMMON_TO_BOTH
    assert {char: [key for key, text in published.items() if char in text] for char in left} == {}


@pytest.mark.parametrize("wrong", WRONG)
def test_known_slips_of_the_machine_are_mended(published: dict[str, str], wrong: str) -> None:
    assert {key: text for key, text in published.items() if wrong in text} == {}


def test_quotation_marks_are_those_of_traditional_chinese(published: dict[str, str]) -> None:
    assert {key for key, text in published.items() if re.search("[“”]", text)} == set()


def test_a_brand_keeps_its_characters(catalog: Catalog) -> None:
    version = catalog.version(TAG, "huifu/account/locked")
    assert version is not None
    assert version.entry.title.startswith("汇付帳戶")


def test_references_and_links_are_those_of_the_source(catalog: Catalog) -> None:
    protected = re.compile(r"\{\{.*?\}\}|\]\([^)]*\)|`[^`]*`")
    for version in catalog.versions("zh"):
        derived = catalog.version(TAG, version.id)
        assert derived is not None
        ours = {text.path: protected.findall(text.value) for text in texts_of(version.entry)}
        theirs = {text.path: protected.findall(text.value) for text in texts_of(derived.entry)}
        assert theirs == ours
