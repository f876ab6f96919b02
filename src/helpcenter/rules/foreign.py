"""Latin words in a Chinese text that are no name, no term and no code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.rules.context import Context
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.scripts import HAN, is_chinese

_LATIN = re.compile(r"[A-Za-z](?<![A-Za-z0-9{].)[A-Za-z'’]*(?:-[A-Za-z]+)*(?![A-Za-z0-9}])")


def foreign_words(passage: Passage, context: Context) -> Iterator[tuple[int, str]]:
    """Yields place and word of each stray Latin word.

    Names of providers, the glossary's terms, abbreviations in capitals, codes and addresses are none.
    """
    if passage.voice is not Voice.SITE or not is_chinese(passage.locale) or not HAN.search(passage.text):
        return
    text = passage.text
    known = context.foreign_words(passage.locale)
    for match in _LATIN.finditer(text):
        word = match[0]
        if word.lower() in known or _is_abbreviation(word) or _is_address(text, match):
            continue
        if not passage.is_code(match.start()) and not passage.is_filled_in(match.start()):
            yield match.start(), word


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word.isupper() or sum(char.isupper() for char in word) >= 2


def _is_address(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return any(char in "./@:_" for char in around)
