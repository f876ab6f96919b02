"""Colours with enough contrast."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.theme.colours import DARK_SURFACE, LIGHT_SURFACE, MINIMUM, contrast, readable

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@given(colours, st.sampled_from([LIGHT_SURFACE, DARK_SURFACE]))
def test_any_colour_becomes_readable(colour: str, surface: str) -> None:
    assert contrast(readable(colour, surface), surface) >= MINIMUM


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable("#0b6e4f", LIGHT_SURFACE) == "#0b6e4f"
