"""The environment of page templates does what Jinja's own does."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from helpcenter.model.strings import Strings
from helpcenter.render.templates import environment

BASE = """\
{% from "parts.html" import item %}
{% block list %}{% for word in words %}{{ item(t("seen", word=word)) }}{{ t("plain") }}{% endfor %}{% endblock %}
"""
PARTS = "{% macro item(text, mark='b') %}<{{ mark }}>{{ text }}</{{ mark }}>{% endmacro %}"
STRINGS = Strings({"seen": "<{word}>", "plain": "{_block_vars} & {_loop_vars}"}, {})


def render(folder: Path, template: str, **values: object) -> str:
    (folder / "base.html").write_text(BASE, encoding="utf-8")
    (folder / "parts.html").write_text(PARTS, encoding="utf-8")
    (folder / "page.html").write_text(template, encoding="utf-8")
    return environment((folder,)).get_template("page.html").render(t=STRINGS, **values)


def test_strings_and_macros_are_called_with_what_the_template_gives_them(tmp_path: Path) -> None:
    page = render(tmp_path, '{% extends "base.html" %}', words=["a", "'"])
    plain = "{_block_vars} &amp; {_loop_vars}"
    assert page.strip() == f"<b>&lt;a&gt;</b>{plain}<b>&lt;&#39;&gt;</b>{plain}"


def test_a_macro_takes_named_values_and_their_defaults(tmp_path: Path) -> None:
    template = '{% from "parts.html" import item %}{{ item(text="<", mark="i") }}{{ item("x") }}'
    assert render(tmp_path, template) == "<i>&lt;</i><b>x</b>"


@pytest.mark.parametrize(
    "template", ["{{ nope }}", "{{ t.nope }}", "{{ nope() }}", "{% if nope %}{% endif %}"]
)
def test_an_unknown_name_is_an_error(tmp_path: Path, template: str) -> None:
    with pytest.raises(jinja2.UndefinedError):
        render(tmp_path, template)
