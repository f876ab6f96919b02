"""What search knows of a language beside the content: function words, irregular forms, everyday synonyms.

One JSON file a language below `tables/`; a locale without any is still searched, by whole words and character pairs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

# The language a locale's text is in first, then those its readers mix in: a Chinese query holds English words.
LOCALE_LANGUAGES = {"zh": ("zh", "en"), "en": ("en", "zh")}


@dataclass(frozen=True, slots=True)
class Language:
    """One language's tables.

    `stop` holds words and phrases that carry no content, `irregular` maps a word to the one it is a form of, `folds`
    maps a character to its plain form, `synonyms` are groups of everyday wordings for the same thing, and `codes` are
    the words that an unknown error code stands for.
    """

    stop: tuple[str, ...]
    irregular: dict[str, str]
    folds: dict[str, str]
    synonyms: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...]


def languages_of(locale: str) -> tuple[str, ...]:
    """Returns the languages whose tables a locale uses, its own first; () for a language without tables."""
    return LOCALE_LANGUAGES.get(locale.split("-")[0], ())


@cache
def load_language(language: str) -> Language:
    """Returns the tables of a language that `LOCALE_LANGUAGES` names."""
    text = (
        resources.files("helpcenter.search")
        .joinpath("tables", f"{language}.json")
        .read_text(encoding="utf-8")
    )
    table = json.loads(text)
    folds = table.get("folds", "")
    return Language(
        stop=tuple(table["stop"].split()),
        irregular=table.get("irregular", {}),
        folds=dict(zip(folds[::2], folds[1::2], strict=True)),
        synonyms=tuple(tuple(group) for group in table["synonyms"]),
        codes=tuple(table["codes"]),
    )


def merge_languages(locale: str) -> Language:
    """Returns the tables of all the languages a locale uses, as one."""
    tables = [load_language(language) for language in languages_of(locale)]
    return Language(
        stop=tuple(word for table in tables for word in table.stop),
        irregular={word: form for table in reversed(tables) for word, form in table.irregular.items()},
        folds={char: plain for table in tables for char, plain in table.folds.items()},
        synonyms=tuple(group for table in tables for group in table.synonyms),
        codes=tuple(word for table in tables for word in table.codes),
    )
