"""Documents prepared for an index: each by itself, whatever stands beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.search.build import index_locale, index_prepared
from helpcenter.search.documents import SearchDocument
from helpcenter.search.preparing import prepare
from helpcenter.search.shards import publish_index
from tests.search.sample import DOCUMENTS, VOCABULARY

STRANGE = (
    "",
    " ",
    "\n",
    "\x1e",
    "退\x1e款",
    "ΟΔΟΣ",
    "e\u0301",
    "\u0301",
    "\u1112\u1161",
    "İ",
    "ﬁ",
    "T恤 iPhone手机",
    "\u3000",
)


def _documents(locale: str) -> list[SearchDocument]:
    first = DOCUMENTS[locale][0]
    strange = [
        replace(
            first,
            ref=f"cgpay/refunds/{at}",
            title=f"{text}退款{text}",
            asks=(text, f"{text}密码"),
            summary=text,
        )
        for at, text in enumerate(STRANGE)
    ]
    return [
        *DOCUMENTS[locale],
        *strange,
        replace(first, ref="cgpay/refunds/empty", title="", asks=(), body=""),
    ]


@pytest.mark.parametrize("locale", ["zh", "en", "th"])
def test_documents_prepared_one_by_one_are_as_those_prepared_together(locale: str) -> None:
    documents = _documents(locale if locale in DOCUMENTS else "en")
    together = prepare(locale, documents, VOCABULARY)
    assert [one for document in documents for one in prepare(locale, [document], VOCABULARY)] == together
    assert prepare(locale, documents[::-1], VOCABULARY) == together[::-1]


def test_no_documents_make_an_index_of_nothing() -> None:
    assert prepare("zh", [], VOCABULARY) == []
    assert index_locale("zh", [], VOCABULARY).index.size == 0


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_what_is_only_searched_may_be_left_out_once_it_is_prepared(locale: str) -> None:
    prepared = prepare(locale, _documents(locale), VOCABULARY)
    shown = [one._replace(document=one.document.shown) for one in prepared]
    assert all(not (one.document.asks or one.document.body) for one in shown)
    files = publish_index(index_prepared(locale, shown, VOCABULARY)).files
    assert files == publish_index(index_locale(locale, _documents(locale), VOCABULARY)).files
