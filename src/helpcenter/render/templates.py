"""The environment of page templates: everything escaped, unknown names are errors."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import jinja2.runtime

from helpcenter.model.strings import Strings
from helpcenter.theme.escaping import escaped


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
    """Calls interface strings and macros at once, which is nearly all that a page calls."""

    def call(self, called: Any, /, *args: Any, **values: Any) -> Any:
        kind = type(called)
        if kind is not Strings and kind is not jinja2.runtime.Macro:
            return super().call(called, *args, **values)
        values.pop("_loop_vars", None)  # Jinja hands on what it knows of the loop and the block
        values.pop("_block_vars", None)
        return called(*args, **values) if kind is Strings else called(self.eval_ctx, *args, **values)


class _Template(jinja2.Template):
    """Writes values out by `escaped`."""

    @classmethod
    def from_code(cls, *given: Any, **named: Any) -> jinja2.Template:
        template = super().from_code(*given, **named)
        template.root_render_func.__globals__["escape"] = escaped
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
