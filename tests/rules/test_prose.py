"""Visible text of Markdown, each character with its place in what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.model import TextKind
from helpcenter.rules.prose import read_prose

VALUES = {"{{ fact.time }}": "5–7 天", "{{ term.x }}": "词"}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("- **多少**：看[价格](entry:a/b/c)吧", "多少：看价格吧"),
        ("1. 一\n2. 二", "一\n二"),
        ("## 标题\n\n> 引用", "标题\n\n引用"),
        ("等 {{ fact.time }}，见{{ term.x }}", "等 5–7 天，见词"),
        ("{{ fact.none }}", "{{ fact.none }}"),
        ("用 `a_b` 和 snake_case_name", "用 a_b 和 snake_case_name"),
        ("_强调_ 与 *强调*", "强调 与 强调"),
        ("&#49;8&amp;8 \\*x\\*", "18&8 *x*"),
        ("见 <https://example.com/a>。", "见 https://example.com/a。"),
        ("```\ncode 1\n```\nafter", "code 1\n\nafter"),
        ("[**bold** link](https://example.com 'title')", "[bold link](https://example.com 'title')"),
    ],
)
def test_visible_text(raw: str, text: str) -> None:
    assert read_prose(raw, TextKind.BLOCK, VALUES.get).text == text


def test_lines_hold_no_markup() -> None:
    assert read_prose("**a** {{ fact.time }}", TextKind.LINE, VALUES.get).text == "**a** {{ fact.time }}"


def test_parts_are_known() -> None:
    prose = read_prose("看[价格](entry:a/b/c)、`x` 和 {{ fact.time }}。", TextKind.INLINE, VALUES.get)
    (link,) = prose.links
    assert (link.words, link.target, prose.text[link.span.start : link.span.end]) == (
        "价格",
        "entry:a/b/c",
        "价格",
    )
    assert [prose.text[span.start : span.end] for span in prose.codes] == ["x"]
    assert [prose.text[span.start : span.end] for span, _ in prose.references] == ["5–7 天"]


@given(st.text(alphabet="ab 中文。*_`[](){}\\<>&#;:/\n-1.", max_size=60))
def test_offsets_never_leave_the_text(raw: str) -> None:
    for kind in TextKind:
        prose = read_prose(raw, kind, VALUES.get)
        if prose.pieces is None:
            assert prose.text == raw
        offsets = [prose.raw_offset(offset) for offset in range(len(prose.text))]
        assert offsets == sorted(offsets)
        assert all(0 <= offset < len(raw) for offset in offsets)
        for span in (
            *prose.codes,
            *(link.span for link in prose.links),
            *(span for span, _ in prose.references),
        ):
            assert 0 <= span.start <= span.end <= len(prose.text)
