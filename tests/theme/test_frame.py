"""Frames: a page with gaps, filled many times."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from jinja2 import Environment
from markupsafe import Markup

from helpcenter.theme.frame import SLOTS, Frame, Slots, cut, gaps

EMPTY = Slots(root="./", title="", description="", main=Markup(), kind="home")
TEMPLATE = "<title>{{ s.title }}</title>" + "".join(f"<i>{{{{ s.{name} }}}}</i>" for name in SLOTS)


def render(template: str, slots: Slots) -> str:
    return Environment(autoescape=True).from_string(template).render(s=slots)


def test_filling_a_frame_gives_what_the_template_gives() -> None:
    slots = replace(EMPTY, title='a < b & "c"', main=Markup("<p>text</p>"), root="../")
    assert cut(render(TEMPLATE, gaps())).fill(slots) == render(TEMPLATE, slots)


def test_text_is_escaped_and_markup_is_not() -> None:
    filled = cut(render(TEMPLATE, gaps())).fill(replace(EMPTY, title="<b>", main=Markup("<b>")))
    assert filled.startswith("<title>&lt;b&gt;</title>")
    assert "<i><b></i>" in filled


@pytest.mark.parametrize(
    "template",
    [
        "{% if s.title %}x{% endif %}",
        "{{ s.title == 'x' }}",
        "{{ s.title < 'x' }}",
        "{{ s.title | length }}",
        "{% for char in s.title %}{% endfor %}",
        "{{ s.title[0] }}",
        "{{ 'x' in s.title }}",
    ],
)
def test_a_template_must_not_look_at_a_slot(template: str) -> None:
    with pytest.raises(ValueError, match="must not depend on the value of the slot 'title'"):
        render(template, gaps())


def test_a_template_without_a_place_for_a_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for: breadcrumb, description"):
        cut(render("{{ s.title }}{{ s.main }}", gaps()))


def test_an_altered_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="altered"):
        cut(str(gaps().title)[:-1])


def test_a_frame_can_go_to_another_process() -> None:
    frame = cut(render(TEMPLATE, gaps()))
    assert pickle.loads(pickle.dumps(frame)) == frame
    assert isinstance(frame, Frame)
