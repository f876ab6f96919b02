"""Style sheets: parsed, cut, made small, ready for a dark system."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from helpcenter.theme.stylesheet import cut, in_both_schemes, minify, parse, split, vocabulary


@pytest.fixture(scope="module")
def material_css() -> str:
    """Material's own main style sheet."""
    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    return next(folder.glob("main.*.min.css")).read_text(encoding="utf-8")


def test_material_survives_parsing(material_css: str) -> None:
    assert "".join(map(str, parse(material_css))) == material_css


def test_strings_and_addresses_are_no_structure() -> None:
    css = """a{content:"}";background:url(data:x;y)}b{--c:'{;'}"""
    assert "".join(map(str, parse(css))) == css


def test_comments_go_but_not_inside_strings() -> None:
    assert minify("/* x { */ a { content: '/* y */' }") == "a{content:'/* y */'}"


def test_split_minds_brackets() -> None:
    assert split("a:is(b,c), [d='e,f'], g", ",") == ["a:is(b,c)", "[d='e,f']", "g"]


@pytest.mark.parametrize(
    ("selector", "is_known"),
    [
        ("p", True),
        (".card", True),
        (".card:not(.open):hover::before", True),
        ("p>.card+a", True),
        ("[dir=ltr] .card", True),
        (".card[hidden]", True),
        ("#top", True),
        (".other", False),
        ("table", False),
        (".card .other", False),
        ("[data-x]", False),
        ("[dir=rtl] .card", False),
    ],
)
def test_a_selector_is_known_by_its_words(selector: str, is_known: bool) -> None:
    known = vocabulary(['<body dir="ltr"><p id="top"><a class="card {% if x %}wide{% endif %}">'])
    assert known.knows(selector) is is_known


def test_scripts_add_classes_and_elements() -> None:
    known = vocabulary([], ['item.classList.add("is-open"); document.createElement("li")'])
    assert known.knows("li.is-open")


def test_cutting_leaves_what_can_match() -> None:
    css = "a{b:c}.x,.y{d:e}@media print{.x{f:g}}@media screen{.y{h:i}}@keyframes spin{to{j:k}}"
    assert cut(css, vocabulary(['<a class="y">'])) == "a{b:c}.y{d:e}@media screen{.y{h:i}}"


def test_animations_stay_where_they_are_used() -> None:
    css = "a{animation:spin 1s}@keyframes spin{to{j:k}}@keyframes fade{to{l:m}}"
    assert cut(css, vocabulary(["<a>"])) == "a{animation:spin 1s}@keyframes spin{to{j:k}}"


def test_custom_properties_go_with_their_last_use() -> None:
    css = ':root{--a:var(--b);--b:"x;y";--c:1px;d:var(--c)}.x{e:var(--a)}a{f:g}'
    assert cut(css, vocabulary(["<a>"])) == ":root{--c:1px;d:var(--c)}a{f:g}"


def test_a_dark_rule_holds_for_a_dark_system_too() -> None:
    assert in_both_schemes("[data-md-color-scheme=slate] a{b:c}") == (
        "[data-md-color-scheme=slate] a{b:c}"
        "@media screen and (prefers-color-scheme:dark)"
        "{:root:not([data-md-color-scheme=default]) a{b:c}}"
    )


def test_what_is_small_means_the_same() -> None:
    css = ".a ,\n .b > c { color : red ; }\n@media screen  and (width > 1em) { d { e: f , g } }"
    assert minify(css) == ".a,.b>c{color:red}@media screen and (width > 1em){d{e:f , g}}"


def test_quotes_around_plain_values_go() -> None:
    assert minify('[dir="rtl"] a[href^="http"]{b:c}') == "[dir=rtl] a[href^=http]{b:c}"


def test_the_cut_sheet_is_a_small_part(material_css: str) -> None:
    known = vocabulary(['<body dir="ltr"><main class="md-main"><article class="md-typeset"><p><ul><li><a>'])
    assert len(cut(material_css, known)) < len(material_css) / 10
