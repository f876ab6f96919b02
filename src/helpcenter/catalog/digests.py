"""Digests of an entry's texts: how a translation knows that its source changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from helpcenter.cache import Cache
from helpcenter.model import EntryBase, Text, Troubleshooting, texts_of

# A locale's own words, not a translation of the source's.
OWN_WORDS = frozenset({"asks", "keywords", "codes", "owner", "allow"})


def text_digests(entry: EntryBase) -> dict[str, str]:
    """Returns the digest of each text that a translation translates, by text path.

    Blanks do not count: a source that was wrapped or spaced anew still says the same.
    """
    return {
        path: digest_of("\n".join(f"{text.path[2:]}={''.join(text.value.split())}" for text in texts))
        for path, texts in texts_to_translate(entry).items()
    }


class KnownTextDigests:
    """The digests of entries' texts, kept by the data that the entries were made from.

    `folder` keeps them between runs; None keeps nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._cache = Cache.open(folder, "digests")

    def of(self, entry: EntryBase, made_of: bytes) -> dict[str, str]:
        """Returns `text_digests` of an entry; `made_of` is the digest of its data."""
        kept = self._cache.get(made_of)
        if isinstance(kept, dict):
            return kept
        digests = text_digests(entry)
        self._cache.put(made_of, digests)
        return digests

    def save(self) -> None:
        """Writes them to disk, for the next run."""
        self._cache.save()


def texts_to_translate(entry: EntryBase) -> dict[str, list[Text]]:
    """Returns the texts that a translation translates, by text path.

    A text path is a field (`title`, `summary`, `answer`) or one item of a list, a step by its number
    (`steps.1`), a check or outcome by its id (`checks.network`).
    """
    parts: dict[str, list[Text]] = {}
    for text in texts_of(entry):
        if text.path[0] not in OWN_WORDS:
            parts.setdefault(_text_path(entry, text), []).append(text)
    return parts


def digest_of(text: str) -> str:
    """Returns the first 8 hexadecimal digits of the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def digest_of_data(data: dict[str, Any]) -> bytes:
    """Returns the SHA-256 of what was read from YAML; the order of keys counts."""
    return hashlib.sha256(msgspec.msgpack.encode(data)).digest()


def _text_path(entry: EntryBase, text: Text) -> str:
    field, *rest = text.path
    if not rest or not isinstance(rest[0], int):
        return str(field)
    position = rest[0]
    if isinstance(entry, Troubleshooting) and field in ("checks", "outcomes"):
        item = (entry.checks if field == "checks" else entry.outcomes)[position]
        return f"{field}.{item.id or position + 1}"
    return f"{field}.{position + 1}"
