"""What a language tag implies: the script and the territory that most of its readers have."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from babel.core import get_global


class Language(NamedTuple):
    """A whole language tag: `zh`, `Hans`, `CN`. A part that nobody knows is empty."""

    language: str
    script: str
    territory: str


@lru_cache(maxsize=64)
def likely(tag: str) -> Language:
    """Returns a tag with its missing parts as CLDR has them: `zh` is `zh-Hans-CN`, `zh-Hant` is `zh-Hant-TW`."""
    language, *rest = tag.split("-")
    script = next((part for part in rest if len(part) == 4), "")
    territory = next((part for part in rest if len(part) in (2, 3)), "")
    known = get_global("likely_subtags")
    for parts in ((language, script, territory), (language, territory), (language, script), (language,)):
        full = known.get("_".join(part for part in parts if part))
        if full is not None:
            likely_script, likely_territory = str(full).split("_")[1:3]
            return Language(language, script or likely_script, territory or likely_territory)
    return Language(language, script, territory)


def open_graph_locale(tag: str) -> str:
    """Returns a tag as Open Graph writes it: `zh_CN`, `en_US`."""
    full = likely(tag)
    return f"{full.language}_{full.territory}" if full.territory else full.language
