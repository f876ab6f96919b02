"""Asks are a contract: each brings its entry up, and a broken one is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.search.asks import broken_asks
from helpcenter.search.build import index_locale
from helpcenter.search.documents import SearchDocument
from helpcenter.search.engine import SearchEngine
from tests.search.sample import DOCUMENTS, VOCABULARY


def engine_of(documents: list[SearchDocument]) -> SearchEngine:
    return SearchEngine(index_locale("zh", documents, VOCABULARY))


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_sample_keeps_it(engines: dict[str, SearchEngine], locale: str) -> None:
    assert list(broken_asks(engines[locale])) == []


def test_an_ask_that_four_entries_answer_better_is_broken() -> None:
    twins = [
        replace(DOCUMENTS["zh"][0], ref=f"cgpay/refunds/twin-{number}", title=f"怎么退钱，第{number}种办法")
        for number in range(4)
    ]
    odd = replace(DOCUMENTS["zh"][7], asks=("怎么退钱",))
    found = {(broken.document.ref, broken.field): broken for broken in broken_asks(engine_of([*twins, odd]))}
    broken = found[odd.ref, "asks"]
    assert (broken.position, broken.phrase) == (0, "怎么退钱")
    assert broken.rank > 3
    assert broken.first.startswith("cgpay/refunds/twin-")
    assert broken.allowed == 3


def test_a_title_shared_by_two_entries_breaks_one() -> None:
    first, second = DOCUMENTS["zh"][0], replace(DOCUMENTS["zh"][5], title=DOCUMENTS["zh"][0].title, asks=())
    broken = list(broken_asks(engine_of([first, second])))
    assert [(found.document.ref, found.field, found.rank) for found in broken] == [(second.ref, "title", 2)]


def test_a_phrase_of_function_words_that_stand_nowhere_finds_nothing() -> None:
    alone = replace(DOCUMENTS["zh"][1], title="，", asks=("zzzz",), summary="x", body="")
    broken = list(broken_asks(engine_of([alone])))
    assert [(found.field, found.rank, found.first) for found in broken] == [("title", 0, "")]


def test_fallbacks_and_derived_texts_are_not_judged() -> None:
    fallback = replace(DOCUMENTS["zh"][1], title="，", source_locale="en")
    derived = replace(DOCUMENTS["zh"][2], title="，", derived=True)
    assert list(broken_asks(engine_of([fallback, derived]))) == []
