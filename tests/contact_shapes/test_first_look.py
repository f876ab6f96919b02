"""Judging lines by themselves finds the same as searching each text, wherever a contact is broken into lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpcenter.contact_shapes import contact_shapes
from helpcenter.contact_shapes.finder import search
from helpcenter.contact_shapes.first_look import finders_for
from tests.contact_shapes.test_contact_shapes import CONTACTS, ORDINARY

TEXTS = [*(text for _, text, _ in CONTACTS), *ORDINARY]
PIECES = sorted(
    {piece for text in TEXTS for piece in re.findall(r"\w+|\W", text)} | {"I", "OS", "at", "dot", " dot "}
)


def agrees(text: str) -> bool:
    """Judges first each line alone, so that harmless ones are known, then the text."""
    for line in text.split("\n"):
        contact_shapes(line)
    return contact_shapes(text) == search(text)


@pytest.mark.parametrize("text", TEXTS)
def test_finds_the_same_wherever_lines_are_broken(text: str) -> None:
    for at in range(len(text)):
        assert agrees(f"{text[:at]}\n{text[at:]}")
        assert agrees(f"{text[:at]}\n{text[at + 1 :]}")


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.just("\n"), st.sampled_from(TEXTS)), max_size=30).map(
        "".join
    )
)
@example("+\n20261122")
@example("+ (\n20261122")
@example("one O\n2026-11-22")
@example("电话\n95000")
@example("call\nus\n5550142")
@example("help (\nat\n) example . com")
@example("微信\n：\nabc_123")
@settings(max_examples=1500, deadline=None)
def test_finds_the_same_in_any_text(text: str) -> None:
    assert agrees(text)


def test_most_lines_are_harmless() -> None:
    text = "How do I request a refund?\n怎么申请退款？\n核对于 2026-11-22\n“5–7” days, 24 hours, E40001\nonline hotline"
    assert finders_for(text) == ()
