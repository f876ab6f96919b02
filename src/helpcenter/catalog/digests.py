"""Digests of an entry's texts: how a translation knows that its source changed."""

from __future__ import annotations

import hashlib

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


def _text_path(entry: EntryBase, text: Text) -> str:
    field, *rest = text.path
    if not rest or not isinstance(rest[0], int):
        return str(field)
    position = rest[0]
    if isinstance(entry, Troubleshooting) and field in ("checks", "outcomes"):
        item = (entry.checks if field == "checks" else entry.outcomes)[position]
        return f"{field}.{item.id or position + 1}"
    return f"{field}.{position + 1}"
