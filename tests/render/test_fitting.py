"""Titles and descriptions are as long as search results show them."""

from __future__ import annotations

import pytest

from helpcenter.render.fitting import MOST_DESCRIPTION, columns, fitting_description, full_title


def test_chinese_characters_take_two_columns() -> None:
    assert columns("abc") == 3
    assert columns("退款 abc。") == 10


def test_the_site_is_named_where_there_is_room() -> None:
    assert full_title("How do I log in?", "Help center") == "How do I log in? – Help center"
    long = "What should I have ready before I contact CGPay support?"
    assert full_title(long, "Help center") == long


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Short enough.", "Short enough."),
        (f"{'a' * 99}. {'b' * 99}.", f"{'a' * 99}."),
        (f"{'一' * 50}。{'二' * 40}。", f"{'一' * 50}。"),
        # A first sentence that says little, and a second one that is cut at a word.
        (f"Yes. {'word ' * 60}.", "Yes. " + ("word " * 31).rstrip() + "…"),
        (f"是。{'二' * 100}。", f"是。{'二' * 77}…"),
        ("x" * 200, "x" * 159 + "…"),
    ],
)
def test_a_description_ends_with_a_sentence_or_says_that_it_goes_on(text: str, kept: str) -> None:
    assert fitting_description(text) == kept
    assert columns(kept) <= MOST_DESCRIPTION
