"""Where the files of a site go: into a staging folder, where unchanged ones are kept, or into a plain one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from helpcenter.publish import Publication, Written


class FileSink(Protocol):
    """Writes files, from any process: it pickles."""

    def write(self, path: str, data: bytes) -> Written | None:
        """Creates a file below the site's root."""


class Target(Protocol):
    """A site that is being written, as the one process sees it that decides what is made anew."""

    @property
    def sink(self) -> FileSink:
        """Returns what workers write with."""

    def accept(self, written: Sequence[Written]) -> None:
        """Takes note of what workers wrote."""

    def keep(self, files: Mapping[str, str]) -> bool:
        """Takes files (SHA-256 by path) over from the live site: all of them, or none where one differs."""

    def read(self, path: str) -> bytes:
        """Returns a file that was written or kept."""


class StagedSite:
    """The next release of a published site."""

    def __init__(self, publication: Publication) -> None:
        self._staging = publication.staging
        self._live = publication.live.files
        self._live_folder = publication.site
        self._kept: set[str] = set()

    @property
    def sink(self) -> FileSink:
        """Returns what workers write with."""
        return self._staging.writer

    def accept(self, written: Sequence[Written]) -> None:
        """Takes note of what workers wrote."""
        self._staging.accept(written)

    def keep(self, files: Mapping[str, str]) -> bool:
        """Takes files over from the live site; nothing is written, only noted."""
        live = self._live
        if any(path not in live or live[path].sha256 != sha256 for path, sha256 in files.items()):
            return False
        for path, sha256 in files.items():
            self._staging.keep(path, sha256)
        self._kept.update(files)
        return True

    def read(self, path: str) -> bytes:
        """Returns a file that was written or kept."""
        folder = self._live_folder if path in self._kept else self._staging.folder
        return (folder / path).read_bytes()


class PlainFolder:
    """A folder that nobody publishes: the preview of `mkdocs serve`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def sink(self) -> FileSink:
        """Returns this folder."""
        return self

    def write(self, path: str, data: bytes) -> None:
        """Creates or replaces a file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def accept(self, written: Sequence[Written]) -> None:
        """Does nothing: there is no manifest."""

    def keep(self, files: Mapping[str, str]) -> bool:
        """Returns False: MkDocs empties the folder."""
        del files
        return False

    def read(self, path: str) -> bytes:
        """Returns a file that was written."""
        return (self.folder / path).read_bytes()
