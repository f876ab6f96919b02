"""Marks are found again in the source, whatever the source looks like."""

from __future__ import annotations

from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from helpcenter.audit.check import Mark
from helpcenter.audit.location import locate, start_tags
from helpcenter.audit.reading.marks import mark_of
from tests.audit.site_cases import CLEAN

ODD = """<!DOCTYPE html>
<!-- <a href="no"> --><HTML LANG=en>
<head><title><a href="no"></title><style>a{content:"<a href=no>"}</style>
<script>if (a<b) document.write('<a href="no">')</script>
<meta name=description content='a "quoted" <a href="no"> text'></head>
<body onload="x()"><p title='it"s > here'>one<br>two<A HREF=one id="a>b">1</A>
<template><a href="no"></a></template><textarea><a href="no"></textarea>
<a
  href = "two"
  class=x>2</a><svg viewBox="0 0 1 1"><a href="three"/></svg><p>open<p>again<a href="one">3</a>
<img src=a.png><img alt="" src="a.png"/><input disabled><table><tr><td>x</table>
</body></html>
"""


@pytest.mark.parametrize(
    "source", [ODD, *(path.read_text("utf-8") for path in sorted(CLEAN.rglob("*.html")))]
)
def test_each_element_is_found_at_its_own_start_tag(source: str) -> None:
    tree = LexborHTMLParser(source)
    lines = source.splitlines(keepends=True)
    assert tree.root is not None
    places = []
    for node in tree.root.traverse():
        if node.tag in ("tbody", "-comment"):  # made by the parser
            continue
        line, column = locate(source, mark_of(node))
        written = "".join(lines[line - 1 :])[column - 1 :]
        assert written.lower().startswith(f"<{node.tag}")
        places.append((line, column))
    assert all(left < right for left, right in pairwise(places))


def test_tags_inside_comments_scripts_and_templates_are_none() -> None:
    assert [tag.attributes().get("href") for tag in start_tags(ODD) if tag.name == "a"] == [
        "one",
        "two",
        "three",
        "one",
    ]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (Mark("a", "href", "one", 1), '<a href="one">3'),
        (Mark("a", "href", "one", beside=("id", None)), '<a href="one">3'),
        (Mark("a", "href", "one", beside=("id", "a>b")), "<A HREF=one"),
        (Mark("*", "id", "a>b"), "<A HREF=one"),
        (Mark("p", "title", 'it"s > here'), "<p title="),
        (Mark("meta", "name", "DESCRIPTION"), "<meta name"),
        (Mark(text="again"), "again<a"),
        (Mark(text="open\nagain"), "open<p>"),
    ],
)
def test_mark_is_located(mark: Mark, expected: str) -> None:
    line, column = locate(ODD, mark)
    assert "\n".join(ODD.split("\n")[line - 1 :])[column - 1 :].startswith(expected)


@pytest.mark.parametrize(
    ("source", "text", "column"),
    [
        ("<p>a <b>1❋8</b>88</p>", "1❋888", 9),
        ("<p>x&amp;y &#49;23</p>", "123", 12),
        ("<p>123</p><p>123</p>", "123", 4),
        ("<td>12</td><td>34</td>", "34", 16),
        ("<p><!-- 34 -->34</p>", "34", 15),
    ],
)
def test_text_is_located_where_a_reader_sees_it(source: str, text: str, column: int) -> None:
    assert locate(source, Mark(text=text)) == (1, column)


@pytest.mark.parametrize(
    ("source", "text", "column"),
    [('{"a": "x y"}', "x y", 8), ('{"a": "\\u9000款"}', "退款", 8), ('{"a": "say \\"hi\\""}', 'say "hi"', 8)],
)
def test_text_is_located_in_data(source: str, text: str, column: int) -> None:
    assert locate(source, Mark(text=text), is_html=False) == (1, column)


def test_what_is_not_there_is_at_the_start() -> None:
    assert locate(ODD, Mark("video")) == (1, 1)
    assert locate(ODD, Mark(text="nowhere")) == (1, 1)
