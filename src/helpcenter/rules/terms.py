"""The glossary's forbidden words and empty phrases in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from helpcenter.model import Glossary
from helpcenter.rules.context import Context
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.scripts import HAN
from helpcenter.rules.sieve import Sieve, holds_any
from helpcenter.rules.words import stands_alone


class ForbiddenTerm(NamedTuple):
    """A forbidden word in the visible text, and the one to use."""

    start: int
    end: int
    written: str
    preferred: str


def forbidden_terms(passage: Passage, context: Context) -> Iterator[ForbiddenTerm]:
    """Yields the words that the glossary of the text's locale forbids; code is left alone."""
    if passage.voice is not Voice.SITE:
        return
    table = _table(context.catalog.glossaries.get(passage.locale) or Glossary())
    text = passage.text
    for match in table.forbidden.find(text):
        written = match[0]
        preferred = table.preferred.get(written) or table.preferred.get(written.lower())
        if preferred is None or passage.is_code(match.start()) or passage.is_filled_in(match.start()):
            continue
        if any(
            allowed.start() <= match.start() and match.end() <= allowed.end()
            for allowed in table.allowed.find(text)
        ):
            continue
        yield ForbiddenTerm(match.start(), match.end(), written, _cased(preferred, written))


def marketing_phrases(passage: Passage, context: Context) -> Iterator[tuple[int, str]]:
    """Yields the empty phrases in a text with their places."""
    if passage.voice is not Voice.SITE:
        return
    table = _table(context.catalog.glossaries.get(passage.locale) or Glossary())
    for match in table.marketing.find(passage.text):
        if not HAN.match(match[0]) or stands_alone(passage.text, match.start(), match.end()):
            yield match.start(), match[0]


class _Phrases:
    """Words and phrases to be found in texts: `folded` ones in small or capital letters, others `exact`."""

    def __init__(self, folded: Iterable[str], exact: Iterable[str] = ()) -> None:
        self._folded = sorted({phrase.lower() for phrase in folded})
        self._exact = sorted(set(exact))
        words, exact_words = list(filter(_is_word, self._folded)), list(filter(_is_word, self._exact))
        self._words = Sieve(lambda word: holds_any(word.lower(), words) or holds_any(word, exact_words))
        self._longer = [phrase for phrase in self._folded if not _is_word(phrase)]
        self._longer_exact = [phrase for phrase in self._exact if not _is_word(phrase)]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Returns the places in a text, in order."""
        return self._pattern.finditer(text) if self._may_stand_in(text) else iter(())

    def _may_stand_in(self, text: str) -> bool:
        return (
            bool(self._words.suspicious(text))
            or holds_any(text.lower(), self._longer)
            or holds_any(text, self._longer_exact)
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = [f"(?i:{_alternatives(self._folded)})"] if self._folded else []
        return re.compile("|".join([*parts, _alternatives(self._exact)] if self._exact else parts))


def _is_word(phrase: str) -> bool:
    return phrase.isascii() and " " not in phrase


class _Table(NamedTuple):
    forbidden: _Phrases
    preferred: dict[str, str]
    allowed: _Phrases
    marketing: _Phrases


class _ByIdentity:
    """Lets a glossary, which holds mappings and has no hash, be a key for as long as it is the same object."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary

    def __hash__(self) -> int:
        return id(self.glossary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.glossary is self.glossary


def _table(glossary: Glossary) -> _Table:
    return _made(_ByIdentity(glossary))


@lru_cache(maxsize=16)
def _made(key: _ByIdentity) -> _Table:
    preferred: dict[str, str] = {}
    exact: list[str] = []
    folded: list[str] = []
    right = set()
    for term in key.glossary.terms.values():
        right.add(term.preferred)
        for form in term.forbidden:
            # `E-Mail` beside `e-mail` is about capitals; `wifi` is wrong in any.
            if form.casefold() == term.preferred.casefold():
                exact.append(form)
                preferred[form] = term.preferred
            else:
                folded.append(form)
                preferred[form.lower()] = term.preferred
    wrong = [form.lower() for form in (*exact, *folded)]
    allowed = [form for form in right if holds_any(form.lower(), wrong)]
    return _Table(_Phrases(folded, exact), preferred, _Phrases(allowed), _Phrases(key.glossary.marketing))


def _alternatives(forms: list[str]) -> str:
    return "|".join(
        rf"(?<![A-Za-z0-9_-]){re.escape(form)}(?![A-Za-z0-9_-])" if form.isascii() else re.escape(form)
        for form in sorted(set(forms), key=lambda form: (-len(form), form))
    )


def _cased(preferred: str, written: str) -> str:
    """Returns the preferred form with a capital where the forbidden one begins a sentence with one."""
    if written[:1].isupper() and not written.isupper() and preferred[:1].islower():
        return preferred[:1].upper() + preferred[1:]
    return preferred
