"""What an entry's file says: read and typed when somebody asks for it, which for most entries nobody does.

A build after one edit needs a few entries as a whole, and of the others only what their `EntryHead` tells.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from helpcenter.loader import Document
from helpcenter.model import EntryBase


class EntryHead(NamedTuple):
    """What lists, and rules that compare entries, must know of every one."""

    title: str
    asks: tuple[str, ...]
    sources: tuple[str, ...]
    related: tuple[str, ...]
    featured: int | None
    reviewed: date
    allows: bool
    """True when it allows findings of rules."""
    has_angle: bool
    """True when there is a `<` in its file, as in a text that is not written yet."""


def head_of(entry: EntryBase, document: Document) -> EntryHead:
    """Returns the head of an entry; `document` is the file that holds its text."""
    return EntryHead(
        entry.title,
        entry.asks,
        entry.sources,
        entry.related,
        entry.featured,
        entry.reviewed,
        bool(entry.allow),
        "<" in document.text,
    )


class EntryContent:
    """An entry and the file that holds its text, by its path and the key of its bytes (`cache.key_of`)."""

    __slots__ = ("_head", "_load", "_loaded", "key", "path")

    def __init__(
        self,
        path: str,
        key: bytes,
        load: Callable[[], tuple[EntryBase, Document]],
        head: EntryHead | None = None,
    ) -> None:
        self.path = path
        self.key = key
        self._load: Callable[[], tuple[EntryBase, Document]] | None = load
        self._loaded: tuple[EntryBase, Document] | None = None
        self._head = head

    @property
    def entry(self) -> EntryBase:
        """The entry as the model has it."""
        return self._both()[0]

    @property
    def document(self) -> Document:
        """The file that holds its text."""
        return self._both()[1]

    @property
    def head(self) -> EntryHead:
        """What is known of it without loading it."""
        return self._head if self._head is not None else head_of(*self._both())

    @property
    def is_loaded(self) -> bool:
        """True when somebody has asked for the entry."""
        return self._loaded is not None

    def _both(self) -> tuple[EntryBase, Document]:
        loaded = self._loaded
        if loaded is None:
            load = self._load
            assert load is not None
            loaded = self._loaded = load()
            self._load = None
        return loaded


def loaded_content(path: str, key: bytes, entry: EntryBase, document: Document) -> EntryContent:
    """Returns the content of an entry that has been read already."""
    content = EntryContent(path, key, lambda: (entry, document))
    _ = content.entry
    return content
