"""Tells which files changed: at once when a file was closed, a moment later when it may still be written."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

SETTLE_SECONDS = 0.02
"""An editor writes, renames and sets times within a few milliseconds: that is one change.

A file that was closed after writing is whole, so the first one is not waited for; what follows it is.
"""


class Watcher(FileSystemEventHandler):
    """Watches folders and single files. `changed` is called in a thread of its own, one call at a time."""

    def __init__(self, places: Iterable[Path], changed: Callable[[frozenset[Path]], None]) -> None:
        self._places = tuple(dict.fromkeys(place.resolve() for place in places))
        self._changed = changed
        self._waiting: set[Path] = set()
        self._is_whole = False
        self._arrived = threading.Condition()
        self._stopped = False
        self._observer = Observer()
        self._thread = threading.Thread(target=self._deliver, name="preview-changes", daemon=True)

    def __enter__(self) -> Self:
        watched: set[Path] = set()
        for place in self._places:
            folder = place if place.is_dir() else place.parent
            if folder.is_dir() and folder not in watched:
                watched.add(folder)
                self._observer.schedule(self, str(folder), recursive=place.is_dir())
        self._observer.start()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._arrived:
            self._stopped = True
            self._arrived.notify()
        self._observer.stop()
        self._observer.join(5)
        self._thread.join(5)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes what an event is about, unless something was only looked at."""
        if event.is_directory or isinstance(event, (FileOpenedEvent, FileClosedNoWriteEvent)):
            return
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        wanted = {path for path in paths if self._is_watched(path)}
        if wanted:
            with self._arrived:
                self._waiting |= wanted
                self._is_whole |= isinstance(event, FileClosedEvent)
                self._arrived.notify()

    def _is_watched(self, path: Path) -> bool:
        if path.name.startswith(".") or path.name.endswith(("~", ".swp", ".tmp")):
            return False
        return any(path == place or path.is_relative_to(place) for place in self._places)

    def _deliver(self) -> None:
        delivered = float("-inf")
        while True:
            with self._arrived:
                while not self._waiting and not self._stopped:
                    self._arrived.wait()
                if self._stopped:
                    return
                if time.monotonic() - delivered < SETTLE_SECONDS:
                    self._is_whole = False
                count = -1
                while count != len(self._waiting) and not self._is_whole:
                    count = len(self._waiting)
                    self._arrived.wait(SETTLE_SECONDS)
                paths, self._waiting, self._is_whole = frozenset(self._waiting), set(), False
            self._changed(paths)
            delivered = time.monotonic()
