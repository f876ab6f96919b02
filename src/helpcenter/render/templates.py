"""The environment of page templates: everything escaped, unknown names are errors."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import jinja2.runtime
from markupsafe import Markup, escape

from helpcenter.model.strings import Strings

_SPECIAL = re.compile("[&<>\"']")


@lru_cache(maxsize=4)
def environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    """Returns the environment of the templates in these folders; of those with one name, the first counts."""
    return _Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


class _Context(jinja2.runtime.Context):
    """Calls interface strings at once: they are most of what a page calls, and none looks at the context."""

    def call(self, called: Any, /, *args: Any, **values: Any) -> Any:
        if type(called) is not Strings:
            return super().call(called, *args, **values)
        values.pop("_loop_vars", None)  # Jinja hands on what it knows of the loop and the block
        values.pop("_block_vars", None)
        return called(*args, **values)


class _Template(jinja2.Template):
    """Writes values out by `_escaped`."""

    @classmethod
    def from_code(cls, *given: Any, **named: Any) -> jinja2.Template:
        template = super().from_code(*given, **named)
        template.root_render_func.__globals__["escape"] = _escaped
        return template


class _Environment(jinja2.Environment):
    """Templates never change while it lives, so that each is looked for once, and its globals are a plain mapping."""

    context_class = _Context
    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[str, jinja2.Template] = {}

    def get_template(self, name: Any, *given: Any, **named: Any) -> jinja2.Template:
        if name not in self._found:
            self._found[name] = super().get_template(name, *given, **named)
        return self._found[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def _escaped(value: Any) -> str:
    """Returns what `escape` does, and makes no object of a text that can go in as it is: nearly all."""
    kind = type(value)
    if kind is Markup or (kind is str and _SPECIAL.search(value) is None):
        return value  # type: ignore[no-any-return]
    return escape(value)
