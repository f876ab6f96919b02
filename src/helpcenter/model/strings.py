"""The interface strings of one locale, and the keys that the theme and the pages ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strings:
    """Interface strings by key; `fallback` holds those of the default locale."""

    own: Mapping[str, str]
    fallback: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Returns the string `key` with its `{name}` placeholders filled.

        A missing string shows its key: a page with a gap is better than none, and a rule reports it.
        """
        text = self.own.get(key) or self.fallback.get(key) or key
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text
