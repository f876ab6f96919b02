"""Edits of YAML as text: what is asked for changes, and not one character more."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.loader import parse
from helpcenter.yaml_edit import EditError, YamlText, save_text

SAMPLE = """\
# yaml-language-server: $schema=x
title: 'It''s "here"'   # why
plain: a b  # trailing
quoted: "say \\"hi\\" \\u4e2d文"
list: [one, two]   # flow
items:
  # about the first
  - one
  - two   # second
empty: []
block: |
  first line

  - [x](entry:a/b/c) and entry:a/b/c
folded: >-
  one
  two
map: {a: x, b: [p, q]}
nested:
  # about x
  x: "1"

  y: "2"   # about y
last: end
"""


def edited(text: str = SAMPLE) -> YamlText:
    return YamlText(parse(text.encode(), "a.yml"))


def changed_lines(before: str, after: str) -> list[str]:
    rows = difflib.ndiff(before.splitlines(), after.splitlines())
    return [row for row in rows if row[:2] in ("- ", "+ ")]


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("title",), "It's new", "title: 'It''s new'   # why"),
        (("plain",), "new", "plain: new  # trailing"),
        (("plain",), "a: b", 'plain: "a: b"  # trailing'),
        (("plain",), "no", 'plain: "no"  # trailing'),
        (("plain",), "12345678", 'plain: "12345678"  # trailing'),
        (("plain",), "1e234567", 'plain: "1e234567"  # trailing'),
        (("quoted",), 'a "b"', 'quoted: "a \\"b\\""'),
        (("list", 1), "x, y", 'list: [one, "x, y"]   # flow'),
        (("items", 1), "2nd", "  - 2nd   # second"),
        (("map", "a"), "{", 'map: {a: "{", b: [p, q]}'),
        (("nested", "y"), "3", '  y: "3"   # about y'),
    ],
)
def test_set_text_changes_one_line(path: tuple[str | int, ...], value: str, line: str) -> None:
    text = edited()
    text.set_text(path, value)
    changed = changed_lines(SAMPLE, text.text)
    assert changed[1:] == [f"+ {line}"]
    assert len(changed) == 2


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (("block",), "entry:a/b/c", "entry:d/e/f", "  - [x](entry:d/e/f) and entry:a/b/c"),
        (("title",), "here", "'there'", "title: 'It''s \"''there''\"'   # why"),
        (("quoted",), "中", '"', 'quoted: "say \\"hi\\" \\"文"'),
        (("folded",), "two", "three", "  three"),
        (("plain",), "b", "b: c", 'plain: "a b: c"  # trailing'),
        (("list", 0), "one", "on,e", 'list: ["on,e", two]   # flow'),
    ],
)
def test_replace_within_touches_only_the_words(
    path: tuple[str | int, ...], old: str, new: str, expected: str
) -> None:
    text = edited()
    value = text.document.data
    for step in path:
        value = value[step]
    start = str(value).index(old)
    text.replace_within(path, start, start + len(old), new)
    changed = changed_lines(SAMPLE, text.text)
    assert [row for row in changed if row.startswith("+")] == [f"+ {expected}"]
    assert len(changed) == 2


def test_replace_within_can_insert() -> None:
    text = edited("a: 中文English\n")
    text.replace_within(("a",), 2, 2, " ")
    assert text.text == "a: 中文 English\n"
    text.replace_within(("a",), 10, 10, "!")
    assert text.text == "a: 中文 English!\n"


def test_put_adds_a_field_at_the_end_or_behind_another() -> None:
    text = edited()
    text.put(("digests",), {"title": "12345678", "steps.1": "abcdef01"}, comment="made by a tool")
    assert text.text == SAMPLE + '# made by a tool\ndigests:\n  title: "12345678"\n  steps.1: abcdef01\n'
    text = edited()
    text.put(("minor",), {"title": ["abcdef01"]}, after="nested")
    assert changed_lines(SAMPLE, text.text) == ["+ minor:", "+   title: [abcdef01]"]
    assert text.text.index("minor:") == text.text.index("last:") - len("minor:\n  title: [abcdef01]\n")


def test_put_behind_a_block_text_and_without_a_last_line_end() -> None:
    text = edited("a: |\n  one\n\n\n# note\nb: x")
    text.put(("c",), "why", after="a")
    assert text.text == "a: |\n  one\nc: why\n\n\n# note\nb: x"
    text.put(("d",), "z")
    assert text.text.endswith("b: x\nd: z\n")


def test_put_into_mappings_that_are_there() -> None:
    text = edited()
    text.put(("map", "c"), "z")
    text.put(("nested", "z"), "three")
    text.put(("map", "b"), ["r"])
    assert "map: {a: x, b: [r], c: z}" in text.text
    assert '  y: "2"   # about y\n  z: three\n' in text.text


def test_put_renews_a_mapping_and_keeps_its_comments() -> None:
    text = edited()
    text.put(("nested",), {"x": "5", "new": "6", "y": "2"})
    assert text.text == SAMPLE.replace('  x: "1"\n', '  x: "5"\n  new: "6"\n')
    text.put(("nested",), {"y": "2"})
    assert 'nested:\n  # about x\n\n  y: "2"   # about y\n' in text.text


def test_add_item() -> None:
    text = edited()
    text.add_item(("list",), "a/b/c")
    text.add_item(("items",), "three")
    text.add_item(("empty",), "no")
    assert "list: [one, two, a/b/c]   # flow" in text.text
    assert "  - two   # second\n  - three\n" in text.text
    assert 'empty: ["no"]' in text.text


def test_delete() -> None:
    text = edited()
    for path in (("list", 0), ("items", 1), ("map", "b"), ("nested", "x"), ("plain",)):
        text.delete(path)
    assert "list: [two]   # flow" in text.text
    assert "  - one\nempty" in text.text
    assert "map: {a: x}" in text.text
    assert 'nested:\n  # about x\n\n  y: "2"' in text.text
    assert "plain" not in text.text


def test_what_is_left_empty_says_so() -> None:
    text = edited("a:\n  - x\nb:\n  c: d\ne: [f]\n")
    for path in (("a", 0), ("b", "c"), ("e", 0)):
        text.delete(path)
    assert text.text == "a: []\nb: {}\ne: []\n"


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda text: text.set_text(("list",), "x"), "'list' is no text"),
        (lambda text: text.delete(("nothing",)), "there is no 'nothing'"),
        (lambda text: text.add_item(("map",), "x"), "'map' is no list"),
        (lambda text: text.put(("title", "x"), "y"), "'title' has no fields"),
        (lambda text: text.replace_within(("items", 7), 0, 1, "y"), "there is no 'items.8'"),
    ],
)
def test_an_edit_that_cannot_be_done_leaves_the_text(act: object, message: str) -> None:
    text = edited()
    with pytest.raises(EditError) as caught:
        act(text)  # type: ignore[operator]
    assert str(caught.value) == message
    assert text.text == SAMPLE


@given(value=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_text_can_stand_anywhere(value: str) -> None:
    import unicodedata

    value = unicodedata.normalize("NFC", value)
    paths = [("title",), ("plain",), ("quoted",), ("list", 0), ("items", 0), ("map", "a"), ("nested", "x")]
    for path in paths:
        text = edited()
        text.set_text(path, value)  # verified by reading it again
        assert len(changed_lines(SAMPLE, text.text)) <= 2


@pytest.mark.parametrize("mixed", [False, True])
def test_line_ends_stay(tmp_path: Path, mixed: bool) -> None:
    file = tmp_path / "a.yml"
    raw = SAMPLE.replace("\n", "\r\n")
    if mixed:
        raw = raw.replace("items:\r\n", "items:\n").replace("block: |\r\n", "block: |\n")
    file.write_bytes(raw.encode())
    text = YamlText(parse(file.read_bytes(), "a.yml"))
    text.set_text(("plain",), "new")
    text.put(("added",), "x", after="items")
    assert save_text(file, text.text)
    expected = raw.replace("plain: a b", "plain: new").replace("# second\r\n", "# second\r\nadded: x\r\n")
    assert file.read_bytes().decode() == expected


def test_saving_keeps_the_mode_and_reports_no_change(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text(SAMPLE, encoding="utf-8")
    file.chmod(0o640)
    assert not save_text(file, SAMPLE)
    assert save_text(file, SAMPLE + "x: y\n")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.yml"]


def is_text(text: YamlText, path: tuple[str | int, ...]) -> bool:
    value = text.document.data
    for step in path:
        value = value[step]  # type: ignore[assignment, index]
    return isinstance(value, str)


def test_each_real_file_takes_an_edit_and_gives_it_back(repository: Path) -> None:
    files = sorted((repository / "content").rglob("*.yml"))
    assert len(files) > 50
    for file in files:
        before = file.read_text(encoding="utf-8")
        text = YamlText(parse(file.read_bytes(), file.name))
        first = next(path for path in text.document.marks if path and is_text(text, path))
        text.replace_within(first, 0, 0, "x")
        text.put(("zzz",), {"a": "b"})
        assert len(changed_lines(before, text.text)) == 4, file
        text.delete(("zzz",))
        text.replace_within(first, 0, 1, "")
        assert text.text.rstrip("\n") == before.rstrip("\n"), file
