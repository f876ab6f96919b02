"""HC208 and HC209: words of another language than the text's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.diagnostics import Severity
from helpcenter.rules.base import Fault, text_rule
from helpcenter.rules.context import Context
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.scripts import HAN, holds_han, is_chinese

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


def check_chinese_left(passage: Passage, context: Context) -> Iterator[Fault]:
    """Chinese characters stand in a text of a language that is not written with them.

    Why: A reader of English cannot read them, and his screen reader spells them.

    Bad:
        summary: Ask 客服 for the form.

    Good:
        summary: Ask support for the form.
    """
    if passage.voice not in (Voice.SITE, Voice.CUSTOMER) or passage.locale.split("-")[0] in _WRITTEN_IN_HAN:
        return
    if not holds_han(passage.text):
        return
    for match in _HAN_WORDS.finditer(passage.text):
        if not passage.is_code(match.start()) and match[0] not in context.chinese_names:
            yield Fault(passage.at(match.start()), f"'{match[0]}' is Chinese.", "Translate it.")


_WRITTEN_IN_HAN = ("zh", "ja", "ko", "yue")


_HAN_WORDS = re.compile(f"{HAN.pattern}+")


def check_foreign_word(passage: Passage, context: Context) -> Iterator[Fault]:
    """A stray Latin word stands in a Chinese text.

    Why: A word that was left over from a translation stops the reader. Names of providers, the glossary's
    terms, abbreviations in capitals and codes are all right.

    Bad:
        summary: 请联系客服request解锁。

    Good:
        summary: 请联系客服申请解锁。
    """
    for start, word in foreign_words(passage, context):
        hint = "Translate it, put it into the glossary, or write it as `code`."
        yield Fault(passage.at(start), f"'{word}' is not Chinese.", hint)


FOREIGN_RULES = (
    text_rule("HC208", "chinese-left", Severity.ERROR, check_chinese_left),
    text_rule("HC209", "foreign-word", Severity.ERROR, check_foreign_word),
)
