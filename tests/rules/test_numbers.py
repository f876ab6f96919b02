"""Amounts are the same however a language writes them; what only looks like one is none."""

from __future__ import annotations

import pytest

from helpcenter.rules.numbers import loose_amounts, quantities

SAME = [
    ("通常需要 5–7 个工作日", "5 to 7 business days", [("business_day", "7", "5")]),
    ("5到7个工作日", "between five and seven working days", [("business_day", "7", "5")]),
    ("二十四小时内", "within 24 hours", [("time", "86400", None)]),
    ("１２小时", "twelve hours", [("time", "43200", None)]),
    ("7×24 小时", "24/7", [("time", "86400", None)]),
    ("全天", "around the clock", [("time", "86400", None)]),
    ("半小时", "half an hour", [("time", "1800", None)]),
    ("一刻钟", "fifteen minutes", [("time", "900", None)]),
    ("三十分钟", "30 mins", [("time", "1800", None)]),
    ("60 秒", "a 60-second wait", [("time", "60", None)]),
    ("3 个月", "3 months", [("month", "3", None)]),
    ("2026 年 11 月 22 日", "22 November 2026", [("date", "20261122", None)]),
    ("2026-11-22", "November 22, 2026", [("date", "20261122", None)]),
    ("下午 3 点半", "3:30 p.m.", [("clock", "930", None)]),
    ("9:00–18:00", "9 a.m. to 6 p.m.", [("clock", "540", None), ("clock", "1080", None)]),
    ("上午九点", "9:00", [("clock", "540", None)]),
    ("3.5%", "3.5 percent", [("percent", "3.5", None)]),
    ("百分之五", "5%", [("percent", "5", None)]),
    ("1,000 元", "¥1,000", [("CNY", "1000", None)]),
    ("5 美元", "$5", [("USD", "5", None)]),
    ("三次", "three times", [("times", "3", None)]),
    ("错误码 1001", "error 1001", [("", "1001", None)]),
]
NOTHING = {
    "zh": [
        "十几分钟",
        "两三天",
        "几天",
        "第二步",
        "第 2 步",
        "每周一",
        "一下",
        "先点“注册”，再等一等",
        "二维码",
        "双重验证",
    ],
    "en": [
        "2FA",
        "step 2",
        "the 2nd step",
        "No. 5",
        "API v2.1",
        "within an hour",
        "one of the four",
        "a few days",
        "H2O",
    ],
}


@pytest.mark.parametrize(("chinese", "english", "expected"), SAME)
def test_same_amount_in_both_languages(
    chinese: str, english: str, expected: list[tuple[str, str, str | None]]
) -> None:
    for text, locale in ((chinese, "zh"), (english, "en")):
        found = [
            (
                item.unit,
                f"{item.amount.normalize():f}",
                None if item.low is None else f"{item.low.normalize():f}",
            )
            for item in quantities(text, locale)
        ]
        assert found == expected, text


@pytest.mark.parametrize(
    ("locale", "text"), [(tag, text) for tag, texts in NOTHING.items() for text in texts]
)
def test_no_amount(locale: str, text: str) -> None:
    assert quantities(text, locale) == []


def test_places_are_those_of_the_text() -> None:
    text = "先等 ２４小时，再等 5–7 天。"
    assert [text[item.start : item.end] for item in quantities(text, "zh")] == ["２４小时", "5–7 天"]


def test_figures_of_speech() -> None:
    for text, locale in (("一天之内", "zh"), ("付了两次", "zh"), ("one day", "en"), ("two times", "en")):
        assert all(item.is_figure_of_speech for item in quantities(text, locale))
    assert not quantities("1 day", "en")[0].is_figure_of_speech


def test_any_other_language_has_figures() -> None:
    assert [(item.unit, int(item.amount)) for item in quantities("5 jours, 3 %", "fr")] == [
        ("", 5),
        ("percent", 3),
    ]


def test_loose_amounts() -> None:
    assert {2, 3} <= {int(amount) for amount in loose_amounts("Try twice, or in three ways.", "en")}
    assert 2 in loose_amounts("两次", "zh")
    assert 15 in loose_amounts("十五个人", "zh")
