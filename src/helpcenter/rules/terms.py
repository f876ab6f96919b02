"""The glossary's forbidden words and empty phrases in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
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
    if table.forbidden is None:
        return
    if not table.forbidden_signs.stand_in(text):
        return
    for match in table.forbidden.finditer(text):
        written = match[0]
        preferred = table.preferred.get(written) or table.preferred.get(written.lower())
        if preferred is None or passage.is_code(match.start()) or passage.is_filled_in(match.start()):
            continue
        if table.allowed is not None and any(
            allowed.start() <= match.start() and match.end() <= allowed.end()
            for allowed in table.allowed.finditer(text)
        ):
            continue
        yield ForbiddenTerm(match.start(), match.end(), written, _cased(preferred, written))


def marketing_phrases(passage: Passage, context: Context) -> Iterator[tuple[int, str]]:
    """Yields the empty phrases in a text with their places."""
    if passage.voice is not Voice.SITE:
        return
    table = _table(context.catalog.glossaries.get(passage.locale) or Glossary())
    if table.marketing is None or not table.marketing_signs.stand_in(passage.text):
        return
    for match in table.marketing.finditer(passage.text):
        if not HAN.match(match[0]) or stands_alone(passage.text, match.start(), match.end()):
            yield match.start(), match[0]


class _Signs:
    """Tells quickly that none of some phrases stands in a text: `folded` in small or capital letters, or `exact`."""

    def __init__(self, folded: Iterable[str], exact: Iterable[str] = ()) -> None:
        lower = sorted({phrase.lower() for phrase in folded})
        self._phrases = [phrase for phrase in lower if not _is_word(phrase)]
        self._exact_phrases = [phrase for phrase in exact if not _is_word(phrase)]
        words, exact_words = list(filter(_is_word, lower)), list(filter(_is_word, exact))
        self._words = Sieve(lambda word: holds_any(word.lower(), words) or holds_any(word, exact_words))

    def stand_in(self, text: str) -> bool:
        """True when one of them may stand in a text."""
        return (
            bool(self._words.suspicious(text))
            or holds_any(text.lower(), self._phrases)
            or holds_any(text, self._exact_phrases)
        )


def _is_word(phrase: str) -> bool:
    return phrase.isascii() and " " not in phrase


class _Table(NamedTuple):
    forbidden: re.Pattern[str] | None
    preferred: dict[str, str]
    allowed: re.Pattern[str] | None
    marketing: re.Pattern[str] | None
    forbidden_signs: _Signs
    marketing_signs: _Signs


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
    allowed = [form for form in right if any(bad.lower() in form.lower() for bad in (*exact, *folded))]
    parts = [f"(?i:{_alternatives(folded)})"] if folded else []
    parts += [_alternatives(exact)] if exact else []
    phrases = key.glossary.marketing
    return _Table(
        forbidden=re.compile("|".join(parts)) if parts else None,
        preferred=preferred,
        allowed=re.compile(_alternatives(allowed), re.IGNORECASE) if allowed else None,
        marketing=re.compile(_alternatives(list(phrases)), re.IGNORECASE) if phrases else None,
        forbidden_signs=_Signs(folded, exact),
        marketing_signs=_Signs(phrases),
    )


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
