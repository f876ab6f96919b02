"""How the words of a locale sound."""

from __future__ import annotations

import random
from collections import Counter
from operator import add

import pytest

from helpcenter.search.pronunciation import _count_characters_and_pairs


@pytest.mark.parametrize("length", [0, 1, 2, 3, 50, 2_000])
def test_characters_and_neighbours_are_counted(length: int) -> None:
    chance = random.Random(length)
    text = "".join(chance.choices("退款多久ab\n\U00020000", k=length))
    expected = Counter(text)
    expected.update(map(add, text, text[1:]))
    assert _count_characters_and_pairs(text) == expected
