"""Values as they go into a page."""

from __future__ import annotations

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from helpcenter.theme.escaping import escaped


@given(text=st.text(st.sampled_from("ab 你<>&'\"")))
def test_a_text_is_escaped_as_ever(text: str) -> None:
    assert str(escaped(text)) == str(escape(text))
    assert escaped(Markup(text)) == text


def test_other_values_are_written_as_text() -> None:
    assert escaped(7) == "7"
    assert escaped(None) == "None"


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        escaped(jinja2.StrictUndefined(name="nope"))
