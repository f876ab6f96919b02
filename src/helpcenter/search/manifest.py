"""The one search file whose name never changes: it says where each locale's files are.

It stands apart from what makes these, so that a build that keeps them need not load dictionaries and NumPy.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

FORMAT = 1


@dataclass(frozen=True, slots=True)
class PublishedLocale:
    """The files of one locale by path relative to the site, and the folder they are in, relative to `search/`."""

    locale: str
    folder: str
    files: dict[str, bytes]


def write_manifest(locales: Iterable[PublishedLocale]) -> dict[str, bytes]:
    """Returns the one file whose name never changes: it says where each locale's files are."""
    folders = {published.locale: published.folder for published in locales}
    return {"search/manifest.json": dump({"format": FORMAT, "locales": folders})}


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
