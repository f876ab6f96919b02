"""What needs no parser must read as the parser reads it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.catalog import Catalog, load_catalog
from helpcenter.markup import Markup, Scope
from helpcenter.markup.paragraphs import html_and_plain, is_paragraphs
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
    *("你好", "word", "Two words", "**bold**", "`code`", "\\", "!"),
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
    if not is_paragraphs(text, kind):
        return False
    quick, parsed = (Work(Meanings(catalog), scope, text) for _ in range(2))
    tokens = parse(text, kind, parsed)
    assert html_and_plain(text, kind, quick) == (html_of(tokens, parsed), plain_of(tokens))
    assert (quick.links, quick.problems) == (parsed.links, parsed.problems)
    return True


@given(text=st.lists(st.sampled_from([*FRAGMENTS, *MEANINGFUL]), max_size=12).map("".join))
@settings(max_examples=600, deadline=None)
def test_a_text_without_a_parser_reads_as_with_one(catalog: Catalog, text: str) -> None:
    for kind in KINDS:
        check(catalog, text, kind)


@given(
    paragraphs=st.lists(
        st.lists(
            st.sampled_from([f for f in FRAGMENTS if f[:1].isalnum() or f[:2] in ("{{", "[h", "[b", "[g")])
        ),
        min_size=1,
        max_size=4,
    ),
    gap=st.sampled_from(["\n", "\n\n"]),
)
@settings(max_examples=600, deadline=None)
def test_paragraphs_of_words_references_and_links(
    catalog: Catalog, paragraphs: list[list[str]], gap: str
) -> None:
    text = gap.join(" ".join(words) for words in paragraphs)
    for kind in KINDS:
        check(catalog, text, kind)


@pytest.mark.parametrize(
    "place", ["{}a", "a{}", "a{}b", "a {} b", "a\n{}b", "a{}\nb", "[a{}b](entry:c)", "a{}{}b"]
)
def test_every_character_that_may_mean_something(catalog: Catalog, place: str) -> None:
    blanks = [
        chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in ("Zs", "Zl", "Zp", "Cf")
    ]
    for char in [*map(chr, range(0x250)), *blanks]:
        for kind in KINDS:
            check(catalog, place.format(char, char), kind)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing but words, in one paragraph.",
        "退款通常需要 {{ fact.fee }}。\n\n第二段，见[这里](entry:a/b/c)。",
        "Two lines\nof one paragraph (with brackets) - and a dash > and 50% more!",
        "2026 began. It's 5–7 days: {{ fact.notice }}\n“Quoted”",
        "[First](entry:a/b/c) and {{ fact.fee }}",
    ],
)
def test_ordinary_texts_need_no_parser(catalog: Catalog, text: str) -> None:
    assert check(catalog, text, TextKind.BLOCK)


@pytest.mark.parametrize(
    "text",
    [
        *("- item", "1. item", "# title", "> quote", "a\n---", "a\n===", "| a |", "    a", "~~~", "a  \nb", " a", "a "),
        *("**a**", "`a`", "a_b_", "a & b", "a < b", "[a]", "[a](https://example.com/)", "\\a", "a\n\n\nb", "a\n", ""),
    ],
)  # fmt: skip
def test_anything_else_goes_to_the_parser(catalog: Catalog, text: str) -> None:
    assert not check(catalog, text, TextKind.BLOCK)
