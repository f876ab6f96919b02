"""Where the files of a site go: into a staging folder, where unchanged ones are kept, or into a plain one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from helpcenter.publish import Publication, Written


class FileSink(Protocol):
    """Writes files, from any process: it pickles."""

    def write(self, path: str, data: bytes, like: str = "") -> Written | None:
        """Creates a file below the site's root; `like` is a file of the live site that may hold the same bytes."""


@dataclass(frozen=True, slots=True)
class SiteReader:
    """Reads files that were written or kept, from any process: it pickles. The first folder that has one counts."""

    folders: tuple[str, ...]

    def read(self, path: str) -> bytes:
        """Returns a file. Raises FileNotFoundError for one that is in no folder."""
        # Half of the time that `pathlib` takes; a full text is read of thousands of files.
        for folder in self.folders[:-1]:
            with suppress(FileNotFoundError), open(f"{folder}/{path}", "rb", 0) as file:
                return file.read()
        with open(f"{self.folders[-1]}/{path}", "rb", 0) as file:
            return file.read()


class Target(Protocol):
    """A site that is being written, as the one process sees it that decides what is made anew."""

    @property
    def sink(self) -> FileSink:
        """Returns what workers write with."""

    def accept(self, written: Sequence[Written]) -> None:
        """Takes note of what workers wrote."""

    def keep(self, files: Mapping[str, str]) -> bool:
        """Takes files (SHA-256 by path) over from the live site: all of them, or none where one differs."""

    @property
    def reader(self) -> SiteReader:
        """Returns what workers read with that need files made before."""

    @property
    def live(self) -> str:
        """Returns the folder of the live site, from which files are kept; nothing where none is."""

    def digest_of(self, paths: Iterable[str]) -> str:
        """Returns a digest of files that were written or kept; nothing where no file is ever kept."""


class StagedSite:
    """The next release of a published site."""

    def __init__(self, publication: Publication) -> None:
        self._staging = publication.staging
        self._reader = SiteReader((str(publication.staging.folder), str(publication.site)))
        self._live_folder = str(publication.site)

    @property
    def sink(self) -> FileSink:
        """Returns what workers write with."""
        return self._staging.writer

    def accept(self, written: Sequence[Written]) -> None:
        """Takes note of what workers wrote."""
        self._staging.accept(written)

    def keep(self, files: Mapping[str, str]) -> bool:
        """Takes files over from the live site; nothing is written, only noted."""
        return self._staging.keep_all(files)

    @property
    def reader(self) -> SiteReader:
        """Returns what reads a file where it was written, or else in the live site, where a kept one is."""
        return self._reader

    @property
    def live(self) -> str:
        """Returns the folder of the live site."""
        return self._live_folder

    def digest_of(self, paths: Iterable[str]) -> str:
        """Returns a digest of the SHA-256 of files that were written or kept. Raises KeyError for another."""
        return hashlib.sha256("".join(map(self._staging.sha256_of, paths)).encode()).hexdigest()


class PlainFolder:
    """A folder that nobody publishes: the preview of `mkdocs serve`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def sink(self) -> FileSink:
        """Returns this folder."""
        return self

    def write(self, path: str, data: bytes, like: str = "") -> None:  # noqa: ARG002  nothing is live
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

    @property
    def reader(self) -> SiteReader:
        """Returns what reads a file that was written."""
        return SiteReader((str(self.folder),))

    @property
    def live(self) -> str:
        """Returns nothing: no site is live."""
        return ""

    def digest_of(self, paths: Iterable[str]) -> str:
        """Returns nothing: no file is kept from one time to the next."""
        del paths
        return ""
