"""Python and JavaScript turn text into the same terms."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunr.stemmer import PorterStemmer

from helpcenter.search.analysis import LONG_TEXT, analyser_for
from helpcenter.search.languages import merge_languages
from helpcenter.search.stemming import stem
from tests.search.conftest import NodeRunner

PAIRS = json.loads(Path(__file__).with_name("analysis.json").read_text(encoding="utf-8"))
CLASSES = {
    "full and half width", "case and accents", "invisible characters and quotes", "traditional", "english stems",
    "possessives and contractions", "hyphens", "codes", "addresses", "mixed tokens", "chinese", "numbers and symbols",
    "other scripts", "empty and punctuation",
}  # fmt: skip


def _javascript_terms(run_node: NodeRunner, scripts: Path, texts: list[str]) -> list[list[str]]:
    python = analyser_for("zh")
    analyser = {
        "characters": "".join(char + plain for char, plain in python.characters.items()),
        "irregular": merge_languages("zh").irregular,
        "english": True,
    }
    found: list[list[str]] = run_node(
        "analyse", {"modules": str(scripts), "analyser": analyser, "texts": texts}
    )
    return found


def test_the_fixture_covers_every_class() -> None:
    counts = Counter(pair["class"] for pair in PAIRS)
    assert set(counts) == CLASSES
    assert len(PAIRS) >= 100
    assert min(counts.values()) >= 4


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["text"][:20] or "empty")
def test_python(pair: dict[str, str]) -> None:
    assert analyser_for("zh").terms(pair["text"]) == pair["terms"]


def test_javascript(run_node: NodeRunner, scripts: Path) -> None:
    found = _javascript_terms(run_node, scripts, [pair["text"] for pair in PAIRS])
    assert dict(zip([pair["text"] for pair in PAIRS], found, strict=True)) == {
        pair["text"]: pair["terms"] for pair in PAIRS
    }


def test_javascript_on_generated_texts(run_node: NodeRunner, scripts: Path) -> None:
    texts: list[str] = []

    @settings(max_examples=400, database=None, derandomize=True)
    @given(st.text(alphabet="退款帳號钱aeiou BRst1 2_-.'@，。ＡｂÉ’・ヘ\u200b", max_size=24))
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    found = _javascript_terms(run_node, scripts, texts)
    assert found == [analyser_for("zh").terms(text) for text in texts]


@settings(max_examples=300, database=None, deadline=None, derandomize=True)
@given(st.text(max_size=40))
def test_the_fast_way_to_normalise_gives_the_same_or_nothing(text: str) -> None:
    found = analyser_for("zh")._normalise_by_character(text)
    assert found is None or found == analyser_for("zh").normalise(text)


def test_long_texts_are_normalised_the_fast_way() -> None:
    text = "ＣＧＰａｙ 帳戶“被鎖”，é！"
    assert analyser_for("zh").normalise(text * LONG_TEXT) == analyser_for("zh").normalise(text) * LONG_TEXT


PLACES = {
    "Don't wait": ["don't", "wait"],
    "a customer's e-mail, xi'an": ["a", "customer", "e-mail", "xi'an"],
    "the o'reilly's-x code": ["the", "o'reilly's-x", "code"],
    "two-factor code": ["two", "factor", "code"],
}
"""What each unit of a text covers: all of the word, so that results are not marked up to the middle of one."""


@pytest.mark.parametrize("text", PLACES)
def test_a_unit_covers_its_word(text: str, run_node: NodeRunner, scripts: Path) -> None:
    analyser = analyser_for("en")
    normal = analyser.normalise(text)
    assert [normal[unit.start : unit.end] for unit in analyser.units(text)] == PLACES[text]
    given = {"characters": "", "irregular": {}, "english": True}
    found = run_node(
        "analyse", {"modules": str(scripts), "analyser": given, "texts": [text], "covered": True}
    )
    assert found == [PLACES[text]]


def test_a_substring_of_two_characters_is_a_run_of_terms() -> None:
    whole = analyser_for("zh").terms("退款多久才能到账")
    for start in range(7):
        assert "退款多久才能到账"[start : start + 2] in whole


def test_a_locale_without_tables_is_analysed_by_whole_words() -> None:
    assert analyser_for("fr").terms("Les remboursements, 退款") == [
        "les",
        "remboursements",
        "退",
        "退款",
        "款",
    ]


def test_stems_are_those_of_porter(run_node: NodeRunner, scripts: Path, repository: Path) -> None:
    text = "".join(
        path.read_text(encoding="utf-8") for path in sorted((repository / "content" / "en").rglob("*.yml"))
    )
    words = sorted({word for word in text.lower().split() if word.isascii() and word.isalpha()})
    assert len(words) > 500
    porter = PorterStemmer()
    assert [stem(word) for word in words] == [porter.stem(word) for word in words]
    assert run_node("stem", {"modules": str(scripts), "words": words}) == [stem(word) for word in words]
