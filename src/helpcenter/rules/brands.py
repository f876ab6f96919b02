"""Providers' names, and what looks like a slip of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from helpcenter.catalog import Catalog
from helpcenter.contact_shapes.characters import fold
from helpcenter.rules.context import Context
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.scripts import HAN
from helpcenter.rules.sieve import Sieve, holds_any
from helpcenter.rules.words import stands_alone


class MisspeltBrand(NamedTuple):
    """A slip in a text: where in the visible text, what is written, what it should be."""

    start: int
    end: int
    written: str
    brand: str
    only_case: bool


def misspelt_brands(passage: Passage, context: Context) -> Sequence[MisspeltBrand]:
    """Returns the misspelt names in a text; code, filled-in values and addresses are left alone."""
    if passage.voice is not Voice.SITE:
        return ()
    found: tuple[MisspeltBrand, ...] | None = passage.worked_out.get("brands")
    if found is None:
        found = passage.worked_out["brands"] = tuple(_misspelt(passage, brand_book(context.catalog)))
    return found


def _misspelt(passage: Passage, known: BrandBook) -> Iterator[MisspeltBrand]:
    text = passage.text
    if not known.may_be_in(text):
        return
    for match in known.pattern.finditer(text):
        found = known.judge(match[0])
        if found is None or _is_address(text, match.start(), match.end()):
            continue
        if passage.is_filled_in(match.start()) or passage.is_code(match.start()):
            continue
        if HAN.match(match[0]) and not stands_alone(text, match.start(), match.end()):
            continue
        yield MisspeltBrand(match.start(), match.end(), match[0], *found)


def _is_address(text: str, start: int, end: int) -> bool:
    """True for a part of a host, path, mail address or identifier."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return before in tuple("./@_-") or bool(re.match(r"[@_/]|[.:][A-Za-z0-9]", after))


@dataclass
class BrandBook:
    """The right names, the known slips, and what was judged already."""

    names: dict[str, str]
    """Names by their small-letter form."""
    slips: dict[str, str]
    """Known misspellings, in small letters, with the name that is meant."""
    listed: tuple[str, ...]
    """Slips and names that are more than one Latin word, in small letters."""
    pattern: re.Pattern[str]
    judged: dict[str, tuple[str, bool] | None] = field(default_factory=dict)

    @cached_property
    def sieve(self) -> Sieve:
        """Returns what finds the words that may be slips of one Latin word."""
        return Sieve(lambda word: any(self.judge(part) is not None for part in _WORD.findall(word)))

    def may_be_in(self, text: str) -> bool:
        """True unless every word of the text is known to be no slip."""
        return bool(self.sieve.suspicious(text)) or holds_any(text.lower(), self.listed)

    def judge(self, written: str) -> tuple[str, bool] | None:
        """Returns the name that is meant and whether only the case is wrong; None for any other word."""
        if written not in self.judged:
            self.judged[written] = self._judge(written)
        return self.judged[written]

    def _judge(self, written: str) -> tuple[str, bool] | None:
        plain = fold(written)
        lower = " ".join(plain.lower().split())
        if written in self.names.values():
            return None
        if lower in self.names:
            return self.names[lower], plain == written
        if lower in self.slips:
            return self.slips[lower], False
        if lower in NOT_BRANDS or len(lower) < 5 or not lower.isascii():
            return None
        # One slip away from a name: only where the word isn't one that people write for something else.
        for name, brand in self.names.items():
            if (
                len(name) >= 5
                and name.isascii()
                and _one_slip(lower, name)
                and not _is_inflected(lower, name)
            ):
                return brand, False
        return None


NOT_BRANDS = frozenset({
    "today", "toady", "topaz", "repay", "prepay", "gpay", "apay", "topsy", "tokay", "essay", "hubei",
    "huffy", "unpay",
})  # fmt: skip
"""Words that are one letter away from some payment service's name and mean something else."""

# Latin letters and those of other scripts that imitate them, and figures.
_WORD = re.compile(
    "[A-Za-z\u0370-\u03ff\u0400-\u04ff\uff21-\uff5a][A-Za-z0-9\u0370-\u03ff\u0400-\u04ff\uff21-\uff5a]{3,}"
)

_books: dict[int, tuple[Catalog, BrandBook]] = {}


def brand_book(catalog: Catalog) -> BrandBook:
    """Returns what is known of the names of a catalog's providers. Made once a catalog."""
    cached = _books.get(id(catalog))
    if cached is None or cached[0] is not catalog:
        _books.clear()
        cached = _books[id(catalog)] = (catalog, _make(catalog))
    return cached[1]


def _make(catalog: Catalog) -> BrandBook:
    names: dict[str, str] = {}
    slips: dict[str, str] = {}
    for key, provider in catalog.providers.items():
        if key == "general":
            continue
        own = [*provider.names.values(), *provider.aliases]
        names.update({name.lower(): name for name in own if name.isascii()})
        for slip in provider.misspellings:
            alike = [name for name in own if bool(HAN.search(name)) == bool(HAN.search(slip))]
            slips[slip.lower()] = (alike or own)[0]
    slips = {slip: brand for slip, brand in slips.items() if slip not in names}
    listed = [re.escape(slip) for slip in slips if not slip.isalnum() or HAN.search(slip)]
    listed += [re.escape(name) for name in names if not name.isalnum()]
    listed.sort(key=len, reverse=True)
    latin = [f"(?<![A-Za-z0-9]){item}(?![A-Za-z0-9])" if item.isascii() else item for item in listed]
    pattern = re.compile("|".join([*latin, _WORD.pattern]), re.IGNORECASE)
    plain = tuple(sorted(slip for slip in (*slips, *names) if not slip.isalnum() or HAN.search(slip)))
    return BrandBook(names, slips, plain, pattern)


@lru_cache(maxsize=4096)
def _one_slip(left: str, right: str) -> bool:
    """True when one letter added, left out, replaced or swapped with its neighbour makes one out of the other."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _is_inflected(word: str, name: str) -> bool:
    return word in (f"{name}s", f"{name}'s")
