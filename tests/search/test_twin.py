"""The engine in Python and the one in the browser find the same, in the same order, with the same scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.search.engine import SearchEngine
from helpcenter.search.scripts import search_scripts
from tests.search.conftest import NodeRunner

QUERIES = [
    *(
        ("zh", text)
        for text in (
            *(
                "退款",
                "退钱",
                "怎么办",
                "钱扣了没到账怎么办",
                "eefpay 退款",
                "cgpay",
                "帳戶被鎖",
                "汇富被锁",
                "费怎",
                "银",
            ),
            *(
                "refund",
                "refnd",
                "forgot password",
                "hotline",
                "2fa",
                "cgpay密码forgot",
                "ＣＧＰａｙ手续费",
                "登陆",
            ),
            *("tuikuan", "tui kuan", "wangjimima", "sxf", "cgpaytuikuan", "tuik", "推款", "款退", "蜜码"),
            *("INVALID_KEY", "TRADE_NOT_EXIST", "40001", "99999", "zzzz", "", "。。。", "wechat支付"),
        )
    ),
    *(
        ("en", text)
        for text in (
            *(
                "refund",
                "how do i",
                "refnd",
                "tefund",
                "pass word",
                "moneyback",
                "eefpay refunds",
                "account frozn",
            ),
            *(
                "charged but not received",
                "退款",
                "假客服",
                "tuikuan",
                "verif",
                "INVALID_KEY",
                "huifu",
                "customer's fee",
            ),
        )
    ),
]


@pytest.fixture(scope="module")
def bundle(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine as it is published."""
    folder = tmp_path_factory.mktemp("bundle")
    path = folder / "engine.mjs"
    path.write_bytes(search_scripts(scripts.parent)["search/engine.js"])
    return path


@pytest.mark.parametrize("published", [False, True], ids=["sources", "published"])
def test_the_same_results(
    published: bool,
    bundle: Path,
    scripts: Path,
    sample_site: Path,
    engines: dict[str, SearchEngine],
    run_node: NodeRunner,
) -> None:
    calls = [(locale, "query", text, {"limit": 10}) for locale, text in QUERIES]
    calls += [
        ("zh", "query", "退款", {"provider": "eepay"}),
        ("zh", "query", "退款", {"only": "eepay", "limit": 1}),
    ]
    engine = bundle if published else scripts / "engine.js"
    found = run_node("search", {"engine": str(engine), "site": str(sample_site), "calls": calls})
    for (locale, _, text, options), answer in zip(calls, found["answers"], strict=True):
        expected = engines[locale].query(text, **options)
        assert [hit["id"] for hit in answer["hits"]] == [hit.document.ref for hit in expected.hits], text
        assert [hit["score"] for hit in answer["hits"]] == pytest.approx(
            [hit.score for hit in expected.hits]
        ), text
        assert answer["corrected"] == expected.corrected, text
        assert answer["total"] == expected.total, text
        for hit, wanted in zip(answer["hits"], expected.hits, strict=True):
            assert hit["title"] == wanted.document.title
            assert hit["locale"] == wanted.document.locale
            assert hit["url"].endswith(f"/{wanted.document.url}")
