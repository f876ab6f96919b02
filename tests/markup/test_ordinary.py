"""What needs no parser must read as the parser reads it."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.catalog import Catalog, load_catalog
from helpcenter.markup import Markup, Scope
from helpcenter.markup.ordinary import html_and_plain
from helpcenter.markup.parsed import html_of, parse, plain_of
from helpcenter.markup.references import Meanings
from helpcenter.markup.work import Work
from helpcenter.model import TextKind
from tests.sites import write_site

PROVIDER = """\
names: {en: Acme}
description: {en: An example.}
sources: {article: {title: {en: An article}, retrieved: 2026-11-22}}
facts:
  fee: {type: money, source: article, amount: "1234.50", currency: CNY}
  notice: {type: text, source: article, text: {en: "by <e-mail> & 'post' *now*"}}
"""
MEANINGFUL = "\\`*_[]()<>&{}!#+-=~|:.1\"'\n\t \u00a0\u3000"
FRAGMENTS = [
    *("\n", "\n\n", "\n\n\n", " \n", "\n ", " ", ". ", ", ", "。", "“", "’s ", "1. ", "2) ", "2026", "- ", "> ", "# "),
    *("{{ fact.fee }}", "{{fact.notice}}", "{{ fact.none }}", "{{ no reference }}", "{{}}", "{{ fact.fee }}\n"),
    *("[here](entry:a/b/c)", "[b c](page:about)", "[gone](entry:gone/b/c)", "[x](https://example.com/)", "[y](#z)"),
    *("[a]: entry:a", "|---|", "a | b", "===", "---", "```", "    code", "&amp;", "<https://example.com>", "<b>"),
    *("\n- ", "\n\n- ", "\n1. ", "\n\n1. ", "\n2. "),
    *("你好", "word", "Two words", "**bold**", "**粗体**", "**Bold:** ", "**", "*"),
    *("**a {{ fact.fee }}** ", "`code`", "\\", "!", "[on](entry:a/b/c#part)", "**{{ fact.fee }}**"),
    *("**{{ fact.notice }}", "\n\n## ", "\n\n# A #", "\n\n| a | b |\n|---|---|\n| c | d |", "\n| ", " | ", "|", "|--"),
]  # fmt: skip
KINDS = (TextKind.INLINE, TextKind.BLOCK)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    files = {"providers/acme.yml": PROVIDER}
    return load_catalog(write_site(tmp_path_factory.mktemp("site"), files))


def href(target: str) -> str | None:
    return f"/en/{target.partition(':')[2]}/" if "gone" not in target else None


def check(catalog: Catalog, text: str, kind: TextKind) -> bool:
    """Compares both ways with each other, and `html` with `render`; returns whether there are two ways."""
    scope = Scope("en", "acme", href)
    markup = Markup(catalog)
    assert markup.html(text, kind, scope) == markup.render(text, kind, scope).html
    quick, parsed = (Work(Meanings(catalog), scope, text) for _ in range(2))
    forms = html_and_plain(text, kind, quick)
    if forms is None:
        return False
    tokens = parse(text, kind, parsed)
    assert forms == (html_of(tokens, parsed), plain_of(tokens))
    assert (quick.links, quick.problems) == (parsed.links, parsed.problems)
    return True


@given(text=st.lists(st.sampled_from([*FRAGMENTS, *MEANINGFUL]), max_size=12).map("".join))
@settings(max_examples=600, deadline=None)
def test_a_text_without_a_parser_reads_as_with_one(catalog: Catalog, text: str) -> None:
    for kind in KINDS:
        check(catalog, text, kind)


@st.composite
def table(draw: st.DrawFn, cells: st.SearchStrategy[str]) -> str:
    """Tables of two columns, now and then with a row of another length."""
    blank = st.sampled_from([" ", " ", " ", "", "  "])
    head, *rows = [
        "|" + "".join(f"{draw(blank)}{draw(cells)}{draw(blank)}|" for _ in range(columns))
        for columns in draw(st.lists(st.sampled_from([2, 2, 2, 2, 1, 3]), min_size=1, max_size=4))
    ]
    return "\n".join([head, draw(st.sampled_from(["|---|---|", "| - | --- |", "|---|:-:|"])), *rows])


@st.composite
def ordinary(draw: st.DrawFn) -> str:
    """Texts of blocks whose lines are made of what ordinary lines are made of."""
    pieces = [
        *("Words", "你好", "，", ", ", " ", "’s ", "{{ fact.fee }}", "{{ fact.notice }}", "{{ fact.none }}")
    ]
    pieces += [
        "[here](entry:a/b/c)",
        "[gone](entry:gone)",
        "**bold**",
        "**粗体**",
        "**Bold:** ",
        "**a {{ fact.fee }}** ",
        "**{{ fact.fee }} a**",
        "[on](entry:a/b/c#part)",
    ]
    lines = st.lists(st.sampled_from(pieces), min_size=1, max_size=5).map("".join)
    marks = draw(st.lists(st.sampled_from(["", "", "- ", "1. ", "## ", "|"]), min_size=1, max_size=4))
    blocks = [
        draw(table(lines))
        if mark == "|"
        else "\n".join(mark + line for line in draw(st.lists(lines, min_size=1, max_size=3)))
        for mark in marks
    ]
    return "\n\n".join(blocks)


@given(text=ordinary())
@settings(max_examples=600, deadline=None)
def test_ordinary_blocks_read_as_the_parser_reads_them(catalog: Catalog, text: str) -> None:
    for kind in KINDS:
        check(catalog, text, kind)


@pytest.mark.parametrize(
    "place",
    [
        "{}a",
        "a{}",
        "a{}b",
        "a {} b",
        "a\n{}b",
        "a{}\nb",
        "[a{}b](entry:c)",
        "a **b**{} c",
        "**b{}**",
        "{}**b** c",
        "a **{}b**c",
        "- {}",
        "- a{}",
        "# {}a",
        "# a{}",
        "|{}a|{}b|\n|-|-|\n|c{}|{}|",
        "a {}**{{{{ fact.fee }}}} b** c",
        "a **b {{{{ fact.fee }}}}**{} c",
        "a **b {{{{ fact.fee }}}}{}** c",
        "[a](entry:b#c{})",
        "1. a\n2. b{}",
        "a{}{}b",
    ],
)
def test_every_character_that_may_mean_something(catalog: Catalog, place: str) -> None:
    blanks = [
        chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in ("Zs", "Zl", "Zp", "Cf")
    ]
    for char in [*map(chr, range(0x250)), *blanks]:
        for kind in KINDS:
            check(catalog, place.format(*[char] * 4), kind)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing but words, in one paragraph.",
        "退款通常需要 {{ fact.fee }}。\n\n第二段，见[这里](entry:a/b/c)。",
        "Two lines\nof one paragraph (with brackets) - and a dash > and 50% more!",
        "2026 began. It's 5–7 days: {{ fact.notice }}\n“Quoted”",
        "[First](entry:a/b/c) and {{ fact.fee }}",
        "要点：\n\n- **密码**：设一个复杂的。\n- **Log-in:** turn on {{ fact.notice }}.\n\n完。",
        "1. **Search first.** Then\n2. write to [us](page:contact).",
        "## Two ways\n\n**{{ fact.fee }}**，或[这里](entry:a/b/c#part)。\n\n### A third one",
        "- **Log in with {{ fact.fee }}**: then\n- **{{ fact.fee }}**. Done.",
        "| What | How |\n| --- | --- |\n| [here](entry:a/b/c) | **{{ fact.notice }}** |\n|Short|  and wide  |",
    ],
)
def test_ordinary_texts_need_no_parser(catalog: Catalog, text: str) -> None:
    assert check(catalog, text, TextKind.BLOCK)


@pytest.mark.parametrize(
    "text",
    [
        *("- item\n  more", "- a\n\n- b", "- a\n\n1. b", "2. item", "* item", "- - a", "a\n- b", "# a #", "> quote"),
        *("| a |\n|---|", "| a |\n|---|\n| a | b |", "| a |\n|---|\nb", "| a |\n|---|\n| |", "# title\nb", "#title"),
        *("a\n---", "a\n===", "| a |", "    a", "~~~", "a  \nb", " a", "a ", "a\n\n\nb", "a\n", "", "`a`", "a_b_"),
        *("**a.**b", "** a**", "**a** **", "**a****b**", "***a***", "*a*", "a & b", "a < b", "[a]", "\\a"),
        "[a](https://example.com/)",
    ],
)  # fmt: skip
def test_anything_else_goes_to_the_parser(catalog: Catalog, text: str) -> None:
    assert not check(catalog, text, TextKind.BLOCK)


@pytest.mark.parametrize(
    "piece",
    [
        "**a** ",
        "**a.** ",
        "**a**b",
        "[a](entry:b)",
        "{{a}}",
        "- a\n",
        "1. a\n",
        "a\n\n",
        "[",
        "**a ",
        "**{{a}}** ",
        "# a ",
        "| a ",
        "|  ",
        "| a |\n",
        "|-|\n",
        "|a|\n|-|\n|a|\n",
        "{{",
        "a ",
    ],
)
def test_no_text_takes_long(catalog: Catalog, piece: str) -> None:
    text = piece * (20_000 // len(piece)) + "*"
    begun = time.process_time()
    assert (
        html_and_plain(text, TextKind.BLOCK, Work(Meanings(catalog), Scope("en", "acme", href), text)) is None
    )
    assert time.process_time() - begun < 0.5
