"""The index is lunr's: the same terms, the same weights, loaded by both lunr.py and stock lunr.js."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lunr.builder import Builder
from lunr.index import Index as LunrIndex

from helpcenter.search.analysis import analyser_for
from helpcenter.search.documents import SearchDocument
from helpcenter.search.index import BOOSTS, FIELDS, SINGLES, Index, build_index, sort_as_utf16, to_lunr
from tests.search.conftest import NodeRunner

Flat = dict[str, dict[str, float]]
QUERIES = [
    [("退款", 1)],
    [("退款", 1), ("密码", 2), ("账户", 0.5)],
    [("api", 1), ("invalid_key", 3)],
    [("钱", 1), ("到账", 1), ("没到", 0.25), ("nowhere", 1)],
]


def lunr_script() -> str:
    """Returns the path of the lunr.js that MkDocs ships, found without importing MkDocs."""
    spec = find_spec("mkdocs")
    assert spec is not None
    assert spec.origin is not None
    return str(Path(spec.origin).parent / "contrib" / "search" / "templates" / "search" / "lunr.js")


def texts_of(documents: list[SearchDocument]) -> list[list[str]]:
    return [
        [document.title for document in documents],
        ["\n".join((*document.asks, *document.codes)) for document in documents],
        ["\n".join(document.keywords) for document in documents],
        [document.summary for document in documents],
        [document.body for document in documents],
    ]


@pytest.fixture(scope="module", params=["zh", "en"])
def sample(request: pytest.FixtureRequest, documents: dict[str, list[SearchDocument]]) -> tuple[str, Any]:
    return request.param, documents[request.param]


def build(locale: str, documents: list[SearchDocument]) -> Index:
    analyser = analyser_for(locale)
    fields = [[analyser.normalise(text) for text in field] for field in texts_of(documents)]
    return build_index(fields, analyser, frozenset())


def reference(locale: str, documents: list[SearchDocument], b: float) -> dict[str, Any]:
    builder = Builder()
    builder.b(b)
    for field, boost in zip(FIELDS, BOOSTS, strict=True):
        builder.field(field, boost)
    analyser = analyser_for(locale)
    for position, document in enumerate(documents):
        texts = {
            field: analyser.terms(field_texts[position], singles)
            for field, field_texts, singles in zip(FIELDS, texts_of(documents), SINGLES, strict=True)
        }
        builder.add({"id": document.ref, **texts})
    serialised: dict[str, Any] = builder.build().serialize()
    return serialised


def flatten(index: dict[str, Any]) -> tuple[Flat, dict[str, Any]]:
    """Returns weights by field and term, and postings, free of lunr's numbering of terms."""
    terms = {posting["_index"]: term for term, posting in index["invertedIndex"]}
    vectors = {
        ref: {terms[vector[at]]: vector[at + 1] for at in range(0, len(vector), 2)}
        for ref, vector in index["fieldVectors"]
    }
    postings = {
        term: {field: sorted(refs) for field, refs in posting.items() if field != "_index"}
        for term, posting in index["invertedIndex"]
    }
    return vectors, postings


@pytest.mark.parametrize("b", [0.0, 0.75])
def test_equals_what_lunr_builds(sample: tuple[str, list[SearchDocument]], b: float) -> None:
    locale, documents = sample
    made = to_lunr(build(locale, documents), [document.ref for document in documents], b=b)
    assert flatten(made) == flatten(reference(locale, documents, b))
    assert len(made["invertedIndex"]) > 100


def test_scores_alike_in_lunr_py_and_lunr_js(
    documents: dict[str, list[SearchDocument]], run_node: NodeRunner
) -> None:
    refs = [document.ref for document in documents["zh"]]
    serialised = to_lunr(build("zh", documents["zh"]), refs)
    javascript = run_node("lunr", {"lunr": lunr_script(), "index": serialised, "queries": QUERIES})
    assert javascript["version"] == "2.3.9"
    loaded = LunrIndex.load(serialised)
    for terms, hits in zip(QUERIES, javascript["answers"], strict=True):
        query = loaded.create_query()
        for term, boost in terms:
            query.term(term, boost=boost, use_pipeline=False)
        expected = loaded.query(query)
        assert expected
        assert {ref: pytest.approx(score) for ref, score in hits} == {
            hit["ref"]: hit["score"] for hit in expected
        }
        assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


def test_an_index_of_the_querys_terms_ranks_as_the_whole(
    documents: dict[str, list[SearchDocument]], run_node: NodeRunner
) -> None:
    refs = [document.ref for document in documents["zh"]]
    whole = to_lunr(build("zh", documents["zh"]), refs)
    for terms in QUERIES:
        wanted = {term for term, _ in terms}
        kept = {posting["_index"] for term, posting in whole["invertedIndex"] if term in wanted}
        part = {
            **whole,
            "invertedIndex": [row for row in whole["invertedIndex"] if row[0] in wanted],
            "fieldVectors": [
                [
                    ref,
                    [
                        value
                        for at in range(0, len(vector), 2)
                        if vector[at] in kept
                        for value in vector[at : at + 2]
                    ],
                ]
                for ref, vector in whole["fieldVectors"]
            ],
        }
        ask = {"lunr": lunr_script(), "queries": [terms]}
        assert run_node("lunr", {**ask, "index": part}) == run_node("lunr", {**ask, "index": whole})


def test_function_words_are_left_out_and_pairs_stay() -> None:
    analyser = analyser_for("en")
    index = build_index([["the refund"], ["的退款"], [""], [""], [""]], analyser, frozenset({"the"}))
    assert index.terms == ("refund", "款", "的", "的退", "退", "退款")
    assert index.surfaces == {"refund": 1}


def test_an_empty_site_has_an_empty_index() -> None:
    index = build_index([[]] * 5, analyser_for("zh"), frozenset())
    assert index.terms == ()
    assert to_lunr(index, [])["invertedIndex"] == []


def test_terms_are_sorted_as_javascript_sorts() -> None:
    assert sort_as_utf16(["\uffee", "𠮷", "a", "退"]) == ["a", "退", "𠮷", "\uffee"]
