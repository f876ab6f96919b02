"""Lines that are passed over quickly are lines in which there is nothing to mend."""

from __future__ import annotations

from itertools import product

import autocorrect_py
import pytest

from helpcenter.rules.spacing import is_ordinary_chinese

LETTERS = "汉a1 ，。；：！？、（）“”《》"


def test_autocorrect_leaves_every_short_ordinary_line_as_it_is() -> None:
    lines = ["".join(letters) for length in range(1, 5) for letters in product(LETTERS, repeat=length)]
    ordinary = [line for line in lines if is_ordinary_chinese(line)]
    assert len(ordinary) > 10_000
    assert [line for line in ordinary if autocorrect_py.format(line) != line] == []


@pytest.mark.parametrize(
    "line",
    [
        "通常 5 个工作日，请联系 CGPay 客服。",
        "打开“交易记录”，找到这笔付款（带上交易编号）。",
        "客服：CGPay 的在线客服，力求 60 秒内回复。",
    ],
)
def test_ordinary_lines_are_recognised(line: str) -> None:
    assert is_ordinary_chinese(line)


@pytest.mark.parametrize(
    "line", ["通常5个工作日", "先查网络,再查余额", "看 a b 吧", "比例 1：1 的汉字", "CGPay，Topay"]
)
def test_others_are_looked_at(line: str) -> None:
    assert not is_ordinary_chinese(line)
