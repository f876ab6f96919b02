"""The engine in Python and the one in the browser find the same, in the same order, with the same scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.search.engine import SearchEngine
from helpcenter.search.scripts import search_scripts
from tests.search.conftest import NodeRunner

QUERIES = [
    ("zh", "退款"), ("zh", "退钱"), ("zh", "怎么办"), ("zh", "钱扣了没到账怎么办"), ("zh", "eefpay 退款"), ("zh", "cgpay"),
    ("zh", "帳戶被鎖"), ("zh", "refund"), ("zh", "refnd"), ("zh", "forgot password"), ("zh", "tuikuan"), ("zh", "tui kuan"),
    ("zh", "wangjimima"), ("zh", "sxf"), ("zh", "cgpaytuikuan"), ("zh", "推款"), ("zh", "款退"), ("zh", "登陆"), ("zh", "tuik"),
    ("zh", "INVALID_KEY"), ("zh", "TRADE_NOT_EXIST"), ("zh", "40001"), ("zh", "99999"), ("zh", "汇富被锁"), ("zh", "ＣＧＰａｙ手续费"),
    ("zh", "费怎"), ("zh", "银"), ("zh", "zzzz"), ("zh", ""), ("zh", "。。。"), ("zh", "hotline"), ("zh", "2fa"), ("zh", "cgpay密码forgot"),
    ("en", "refund"), ("en", "how do i"), ("en", "refnd"), ("en", "tefund"), ("en", "pass word"), ("en", "moneyback"),
    ("en", "eefpay refunds"), ("en", "charged but not received"), ("en", "退款"), ("en", "假客服"), ("en", "tuikuan"), ("en", "verif"),
    ("en", "INVALID_KEY"), ("en", "account frozn"), ("en", "huifu"), ("en", "customer's fee"),
]  # fmt: skip


@pytest.fixture(scope="module")
def bundle(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine as it is published."""
    folder = tmp_path_factory.mktemp("bundle")
    path = folder / "engine.mjs"
    path.write_bytes(search_scripts(scripts.parent)["search/engine.js"])
    return path


@pytest.mark.parametrize("published", [False, True], ids=["sources", "published"])
def test_the_same_results(
    published: bool, bundle: Path, scripts: Path, sample_site: Path, engines: dict[str, SearchEngine], run_node: NodeRunner
) -> None:
    calls = [(locale, "query", text, {"limit": 10}) for locale, text in QUERIES]
    calls += [("zh", "query", "退款", {"provider": "eepay"}), ("zh", "query", "退款", {"only": "eepay", "limit": 1})]
    engine = bundle if published else scripts / "engine.js"
    found = run_node("search", {"engine": str(engine), "site": str(sample_site), "calls": calls})
    for (locale, _, text, options), answer in zip(calls, found["answers"], strict=True):
        expected = engines[locale].query(text, **options)
        assert [hit["id"] for hit in answer["hits"]] == [hit.document.ref for hit in expected.hits], text
        assert [hit["score"] for hit in answer["hits"]] == pytest.approx([hit.score for hit in expected.hits]), text
        assert answer["corrected"] == expected.corrected, text
        assert answer["total"] == expected.total, text
        for hit, wanted in zip(answer["hits"], expected.hits, strict=True):
            assert hit["title"] == wanted.document.title
            assert hit["locale"] == wanted.document.locale
            assert hit["url"].endswith(f"/{wanted.document.url}")
