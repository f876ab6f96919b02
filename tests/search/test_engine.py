"""What search finds, class by class, on the small sample."""

from __future__ import annotations

import pytest

from helpcenter.search.documents import SearchDocument
from helpcenter.search.engine import SearchEngine
from helpcenter.search.explain import explain

ANSWERS = [
    # the customer's own words, synonyms, function words around them
    ("zh", "钱扣了没到账", "cgpay/payments/money-not-credited"),
    ("zh", "请问我的口令忘了怎么办啊", "eepay/account/reset-password"),
    ("zh", "户头被封了", "huifu/account/locked"),
    ("zh", "返款", "cgpay/refunds/request-refund"),
    # typos, homophones, swapped characters
    ("zh", "蜜码忘了", "eepay/account/reset-password"),
    ("zh", "手序费", "cgpay/payments/fees"),
    ("en", "pasword", "eepay/account/reset-password"),
    ("en", "lokced account", "huifu/account/locked"),
    ("en", "huifoo locked", "huifu/account/locked"),
    # pinyin: whole, parted, with marks, initials, half typed, after a brand
    ("zh", "wangjimima", "eepay/account/reset-password"),
    ("zh", "wang ji mi ma", "eepay/account/reset-password"),
    ("zh", "wàng jì mì mǎ", "eepay/account/reset-password"),
    ("zh", "wang'ji'mi'ma", "eepay/account/reset-password"),
    ("zh", "sxf", "cgpay/payments/fees"),
    ("zh", "shouxuf", "cgpay/payments/fees"),
    ("zh", "eepaytuikuan", "eepay/refunds/request-refund"),
    # traditional, full width, mixed, codes, substrings
    ("zh", "帳戶被鎖", "huifu/account/locked"),
    ("zh", "ＣＧＰａｙ　手續費", "cgpay/payments/fees"),
    ("zh", "invalid_key", "cgpay/integration/api-errors"),
    ("zh", "40001", "cgpay/integration/api-errors"),
    ("zh", "TRADE_NOT_EXIST", "cgpay/integration/api-errors"),
    ("zh", "假客", "general/security/spot-fake-support"),
    # brands
    ("zh", "eefpay退款", "eepay/refunds/request-refund"),
    ("zh", "ee支付 退款", "eepay/refunds/request-refund"),
    ("zh", "汇富", "huifu/account/locked"),
    ("zh", "汇父被锁", "huifu/account/locked"),
    ("en", "epay refund", "eepay/refunds/request-refund"),
    # the other language
    ("zh", "forgot password", "eepay/account/reset-password"),
    ("zh", "frozen", "huifu/account/locked"),
    ("en", "手续费", "cgpay/payments/fees"),
    ("en", "mima", "eepay/account/reset-password"),
    # words run together or torn apart
    ("en", "lostpassword", "eepay/account/reset-password"),
    ("en", "pass word reset", "eepay/account/reset-password"),
]


@pytest.mark.parametrize(("locale", "text", "ref"), ANSWERS)
def test_comes_first(engines: dict[str, SearchEngine], locale: str, text: str, ref: str) -> None:
    found = engines[locale].query(text)
    assert found.hits, f"{text}: nothing, {found.corrected}"
    assert found.hits[0].document.ref == ref, [hit.document.ref for hit in found.hits]


@pytest.mark.parametrize(
    ("locale", "text", "corrected"),
    [
        ("zh", "蜜码", "密码"),
        ("zh", "tuikuan", "退款"),
        ("zh", "退款", None),
        ("en", "pasword reset", "password reset"),
        ("en", "moneyback", "money back"),
        ("en", "refund", None),
        ("zh", "40002", None),
    ],
)
def test_says_what_it_understood(
    engines: dict[str, SearchEngine], locale: str, text: str, corrected: str | None
) -> None:
    assert engines[locale].query(text).corrected == corrected


def test_what_holds_all_words_comes_first(engines: dict[str, SearchEngine]) -> None:
    refs = [hit.document.ref for hit in engines["zh"].query("退款 审核").hits]
    assert refs[0] == "eepay/refunds/request-refund"
    assert "cgpay/refunds/request-refund" in refs


def test_the_providers_own_entries_come_first(engines: dict[str, SearchEngine]) -> None:
    assert engines["zh"].query("cgpay 怎么退钱").hits[0].document.provider == "cgpay"
    assert engines["zh"].query("eepay 怎么退钱").hits[0].document.provider == "eepay"
    chosen = engines["zh"].query("退款", provider="eepay").hits
    assert chosen[0].document.provider == "eepay"
    assert {hit.document.provider for hit in engines["zh"].query("退款", only="eepay").hits} == {"eepay"}


def test_an_entry_of_the_other_language_only_is_found_and_says_so(engines: dict[str, SearchEngine]) -> None:
    documents: list[SearchDocument] = [hit.document for hit in engines["en"].query("假客服").hits]
    assert ("general/security/spot-fake-support", "zh") in [
        (document.ref, document.locale) for document in documents
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "？！", "\u0000", "a" * 5000, "退" * 5000, "'\"<b>", "-" * 300, "_" * 50]
)
def test_odd_queries_are_answered(engines: dict[str, SearchEngine], text: str) -> None:
    for engine in engines.values():
        assert engine.query(text).total >= 0


def test_scores_by_field_add_up(engines: dict[str, SearchEngine]) -> None:
    hits = engines["zh"].query("退款").hits
    scores = explain(engines["zh"], "退款", hits)
    assert scores[0]["title"] > scores[0]["body"] > 0
    for hit, fields in zip(hits, scores, strict=True):
        assert sum(fields.values()) == pytest.approx(hit.score, abs=0.01)


def test_the_order_is_the_same_every_time(engines: dict[str, SearchEngine]) -> None:
    first = engines["zh"].query("怎么办")
    assert first == engines["zh"].query("怎么办")
    assert [hit.score for hit in first.hits] == sorted((hit.score for hit in first.hits), reverse=True)
