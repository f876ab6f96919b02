"""Interface strings of a locale, with what stands in for those that it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from helpcenter.loader import read, validate
from helpcenter.model import Locale, Settings
from helpcenter.model.strings import Strings

LAST_RESORT = "en"


def strings_of(settings: Settings, locales: Mapping[str, Locale], tag: str) -> Strings:
    """Returns a locale's interface strings.

    One that it lacks is helpcenter's own in that language, else the default locale's, else English.
    """
    default = locales.get(settings.default_locale)
    fallback = {
        **built_in_strings(LAST_RESORT),
        **(default.strings if default else {}),
        **built_in_strings(tag),
    }
    return Strings(locales[tag].strings, fallback)


@cache
def built_in_strings(tag: str) -> dict[str, str]:
    """Returns the strings that come with helpcenter for a locale or its language; none for most."""
    folder = built_in_locales()
    strings: dict[str, str] = {}
    for name in dict.fromkeys((tag.partition("-")[0], tag)):
        file = folder / name / "locale.yml"
        if file.is_file():
            strings |= validate(TypeAdapter(Locale), read(file, f"{name}/locale.yml")).strings
    return strings


def built_in_locales() -> Path:
    """Returns the folder of helpcenter's own locales: inside the package, or the checkout's ./content."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "locales"
    return inside if inside.is_dir() else package.parent.parent / "content"
