"""Where a character of a value stands in its file, in every YAML style."""

from __future__ import annotations

import pytest

from helpcenter.loader import parse
from helpcenter.loader.positions import source_offsets


@pytest.mark.parametrize(
    "written",
    [
        "a plain text",
        "plain\n  on two\n\n  lines  # comment",
        "'it''s\n  folded'",
        '"a \\u4e2d\\t\\x41 b\\\n    c\n   d"',
        "|\n  literal\n\n    indented\n  end\n",
        "|-\n  没有换行",
        "|2\n    two kept\n  none\n",
        ">\n  folded one\n  two\n\n  three\n    more\n  end\n",
        ">-\n  a\n  b",
        "[one, \"two\", 'th''ree']",
        "{x: 一, 'y': \"二\"}",
        "中文，\n  分行",
    ],
)
def test_each_character_stands_where_it_says(written: str) -> None:
    document = parse(f"first: x\nkey: {written}\nlast: y\n".encode(), "x.yml")
    checked = 0
    for path in document.marks:
        value = document.data
        for step in path:
            value = value[step]
        if not isinstance(value, str):
            continue
        offsets = source_offsets(document, path)
        assert offsets is not None
        assert len(offsets) == len(value)
        assert offsets == sorted(offsets)
        for char, offset in zip(value, offsets, strict=True):
            found = document.text[offset : offset + 1]
            # A folded line end is a blank in the value; an escape begins with a backslash.
            assert found == char or (char in " \n" and found in " \n") or found == "\\"
            checked += 1
    assert checked > 2


def test_composed_letters_are_given_up() -> None:
    """The value is composed (NFC), the file is not: their characters cannot be paired."""
    document = parse("key: cafe\u0301 au lait\n".encode(), "x.yml")
    assert source_offsets(document, ("key",)) is None


def test_no_text_no_places() -> None:
    document = parse(b"key: [a]\n", "x.yml")
    assert source_offsets(document, ("key",)) is None
    assert source_offsets(document, ("other",)) is None
