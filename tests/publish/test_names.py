"""Names of files: what is refused, what is not."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.publish.errors import PublishError
from helpcenter.publish.names import Spellings, check_name


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "..", "/", "/etc/passwd", "a//b", "a/", "./a", "a/./b", "../a", "a/../b", "a/..", "a\\b", "..\\a",
        "a\0b", "a\nb", "a\r", "\x7f", "\ud800",
    ],
)  # fmt: skip
def test_names_that_leave_the_folder_or_break_tools_are_refused(path: str) -> None:
    with pytest.raises(PublishError, match="is no name for a file of the site"):
        check_name(path)


@pytest.mark.parametrize(
    "path", ["a", ".well-known/security.txt", "a/..b", "...", "a/.b", "zh/退款/index.html", "a b"]
)
def test_ordinary_names_are_accepted(path: str) -> None:
    check_name(path)


@given(st.text(st.sampled_from("ab./\\\n\0é退"), max_size=12))
def test_what_is_accepted_stays_in_its_folder(path: str) -> None:
    try:
        check_name(path)
    except PublishError:
        return
    joined = posixpath.normpath(posixpath.join("/folder", path))
    assert joined == f"/folder/{path}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/index.html", "a/INDEX.html"),
        ("a/x", "A/y"),
        ("zh/a/b/x", "zh/A/b/y"),
        ("caf\u00e9", "cafe\u0301"),
        ("stra\u00dfe", "strasse"),
        ("\u212b", "\u00e5"),
    ],
)
def test_twins_are_refused(one: str, other: str) -> None:
    names = Spellings()
    names.add_file(one)
    with pytest.raises(PublishError, match="differ only in case or Unicode form"):
        names.add_file(other)


def test_a_name_cannot_be_both_a_file_and_a_folder() -> None:
    names = Spellings()
    names.add_file("a/b")
    with pytest.raises(PublishError, match="'a' is both a file and a folder"):
        names.add_file("a")
    names.add_file("c")
    with pytest.raises(PublishError, match="'c' is both a file and a folder"):
        names.add_file("c/d")


def test_different_names_are_no_twins() -> None:
    names = Spellings()
    for path in ("a/x", "a/y", "b/x", "ab", "a.b", "ä/x", "退/x"):
        names.add_file(path)
