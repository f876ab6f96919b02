"""Synthetic search documents: real words, as often as words are (Zipf), after those that they usually follow.

An entry is about 2 KB of text, as real ones are.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from pypinyin.constants import PHRASES_DICT

from helpcenter.search.documents import SearchDocument

PROVIDERS = ("cgpay", "eepay", "general", "huifu", "topay")
CATEGORIES = ("account", "contact", "integration", "payments", "refunds", "security")
WORDS = 12_000
FOLLOWERS = 8
USUAL = 0.85
SENTENCES = {"zh": 24, "en": 14}
_CONSONANTS = tuple("b c d f g h j k l m n p r s t v w br ch cl cr dr fl gr pl pr sh sl st th tr".split())  # noqa: SIM905
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oa", "ou"]
_ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ment", "tion", "ly", "al")


def synthetic_documents(locale: str, count: int, seed: int = 7) -> list[SearchDocument]:
    """Returns `count` documents: a title, five asks, a summary, five steps and three causes each."""
    words = _Words(locale, seed)
    return [
        SearchDocument(
            ref=f"{provider}/{category}/entry-{number:05d}",
            url=f"{locale}/{provider}/{category}/entry-{number:05d}/",
            locale=locale,
            provider=provider,
            category=category,
            title=words.phrase(5, 8),
            asks=tuple(words.phrase(3, 6) for _ in range(5)),
            keywords=tuple(words.phrase(1, 2) for _ in range(3)),
            summary=words.sentences(2),
            body=words.sentences(SENTENCES[locale]),
        )
        for number, (provider, category) in zip(range(count), _places(seed), strict=False)
    ]


def _places(seed: int) -> Iterator[tuple[str, str]]:
    choice = random.Random(seed)
    while True:
        yield choice.choice(PROVIDERS), choice.choice(CATEGORIES)


class _Words:
    def __init__(self, locale: str, seed: int) -> None:
        self._random = random.Random(f"{locale}{seed}")
        self._unspaced = locale.startswith("zh")
        if self._unspaced:
            pool = sorted(
                word for word in PHRASES_DICT if 2 <= len(word) <= 3 and "\u4e00" <= min(word) <= "\u9fff"
            )
        else:
            pool = sorted({self._invent() for _ in range(WORDS * 3)})
        self._pool = self._random.sample(pool, min(WORDS, len(pool)))
        self._followers: dict[str, list[str]] = {}
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self._pool))))

    def phrase(self, least: int, most: int) -> str:
        word = self._draw()
        words = [word]
        for _ in range(self._random.randint(least, most) - 1):
            if word not in self._followers:
                self._followers[word] = [self._draw() for _ in range(FOLLOWERS)]
            word = (
                self._random.choice(self._followers[word]) if self._random.random() < USUAL else self._draw()
            )
            words.append(word)
        return "".join(words) if self._unspaced else " ".join(words)

    def sentences(self, count: int) -> str:
        return ("。" if self._unspaced else ". ").join(self.phrase(6, 14) for _ in range(count))

    def _draw(self) -> str:
        return self._pool[bisect_left(self._weights, self._random.random() * self._weights[-1])]

    def _invent(self) -> str:
        syllables = self._random.randint(1, 3)
        stem = "".join(
            self._random.choice(_CONSONANTS) + self._random.choice(_VOWELS) for _ in range(syllables)
        )
        return stem + self._random.choice("bdgklmnprst") + self._random.choice(_ENDINGS)
