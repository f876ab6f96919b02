"""The folder that a release is built in.

Files are only ever created here, never opened for writing a second time: one that is kept from the live site
is a hard link, and writing into it would write into the live site. For the same reason, a program that writes
by itself (MkDocs, say) must be done with its part before `fill` is called.

Modification times are left as the disk gives them, and a file whose bytes did not change keeps the one it
had: rsync and browsers decide by size and time. `SOURCE_DATE_EPOCH` is not put on files, since then a changed
digit in a page would change neither, and both would go on with the old page.
"""
# ruff: noqa: PTH102, PTH103, PTH116

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.publish.errors import PublishError, explain, explained
from helpcenter.publish.linking import link
from helpcenter.publish.manifest import FileState, Look, Manifest, hash_file, look_at
from helpcenter.publish.names import Spellings, check_name
from helpcenter.publish.recycling import copy, merge
from helpcenter.publish.releases import ReleaseStore

if TYPE_CHECKING:
    from helpcenter.publish.copying import Copier

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class Written(NamedTuple):
    """A file that was written: its path below the site's root, and what is known of it."""

    path: str
    state: FileState


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes files into a staging folder from any process: it pickles, and is small.

    Hand what `write` returned to `Staging.accept` in the process that publishes.
    """

    folder: str
    live: str = ""
    """The folder of the live site."""

    def write(self, path: str, data: bytes, like: str = "") -> Written:
        """Creates a file and its folders. Raises PublishError for a bad name, a second write, a full disk.

        `like` is a file of the live site that may hold the same bytes: it becomes the new one, too, then.
        """
        check_name(path)
        target = f"{self.folder}/{path}"
        if like and self._links(like, path, data):
            mtime = os.stat(target, follow_symlinks=False).st_mtime_ns
            return Written(path, FileState(hashlib.sha256(data).hexdigest(), len(data), mtime))
        try:
            try:
                descriptor = os.open(target, _NEW_FILE, 0o666)
            except FileNotFoundError:
                self._make_folder(path.rpartition("/")[0])
                descriptor = os.open(target, _NEW_FILE, 0o666)
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
                mtime = os.fstat(descriptor).st_mtime_ns
            finally:
                os.close(descriptor)
        except FileExistsError:
            raise PublishError(
                f"'{path}' is written twice: two pages have one address. Rename one of them."
            ) from None
        except OSError as error:
            raise explain(error, target) from error
        return Written(path, FileState(hashlib.sha256(data).hexdigest(), len(data), mtime))

    def _links(self, like: str, path: str, data: bytes) -> bool:
        """Links a file of the live site if it holds these bytes and the disk can; False if not."""
        source = f"{self.live}/{like}"
        try:
            descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with open(descriptor, "rb") as file:
                if file.read(len(data) + 1) != data:
                    return False
            try:
                os.link(source, f"{self.folder}/{path}", follow_symlinks=False)
            except FileNotFoundError:
                self._make_folder(path.rpartition("/")[0])
                os.link(source, f"{self.folder}/{path}", follow_symlinks=False)
        except OSError:
            return False  # writing will say what is wrong, if anything is
        return True

    def _make_folder(self, folder: str) -> None:
        """Makes folders below the staging folder; not that one itself, which may have been removed."""
        if not folder:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self.folder)
        target = f"{self.folder}/{folder}"
        try:
            os.mkdir(target)
        except FileExistsError:
            pass
        except FileNotFoundError:
            self._make_folder(folder.rpartition("/")[0])
            self._make_folder(folder)


class Staging:
    """The files of the next release, as the one process sees them that publishes."""

    def __init__(self, folder: Path, store: ReleaseStore, copier: Copier | None = None) -> None:
        """`copier` is a process that copies the live site for it."""
        self.folder = folder
        self.writer = Writer(str(folder), str(store.site))
        self._store = store
        self._copier = copier
        self._written: dict[str, FileState] = {}
        self._kept: set[str] = set()
        self._filled: set[str] = set()
        self._is_looked_at = False
        self.has_merged = False
        """True when the copy of the live site went into the folder."""
        self._spellings: Spellings | None = None
        """Of what was written or kept; None as long as that is all in the live site, which has no twins."""

    @cached_property
    def previous(self) -> Manifest:
        """What is in the live site."""
        return self._store.inspect_live() if self._copier is None else self._copier.live

    def write(self, path: str, data: bytes) -> Written:
        """Writes a new file. Raises PublishError for a bad or taken name, and when it cannot be written."""
        self._claim(path)
        written = self.writer.write(path, data)
        self._written[path] = written.state
        return written

    def accept(self, written: Iterable[Written]) -> None:
        """Takes note of files that a `Writer` has written, in this process or another one."""
        for path, state in written:
            self._claim(path)
            self._written[path] = state

    def keep(self, path: str, sha256: str) -> bool:
        """Keeps a file of the live site in the next release; False when it is not there with these bytes.

        Only notes it, which makes an unchanged build cheap: `fill` or the commit puts it into the folder.
        """
        return self.keep_all({path: sha256})

    def keep_all(self, files: Mapping[str, str]) -> bool:
        """Keeps files (SHA-256 by path): all of them, or none where one isn't there with these bytes."""
        previous = self.previous.files
        for path, sha256 in files.items():
            before = previous.get(path)
            if before is None or before.sha256 != sha256:
                return False
        for path in files:
            self._claim(path)
        self._kept.update(files)
        return True

    def sha256_of(self, path: str) -> str:
        """Returns the SHA-256 of a file that was written or kept. Raises KeyError for another."""
        state = self.previous.files[path] if path in self._kept else self._written[path]
        return state.sha256

    def fill(self) -> Path:
        """Puts the kept files into the folder, hard-linked where the disk can, and returns it: now whole.

        Raises PublishError as `manifest` does.
        """
        with explained(self.folder):
            self._take_in(look_at(self.folder, self._on_disk()))
            if not self._filled and len(self._kept) > len(self._written):
                self._merge_copy()
        self._link_kept()
        return self.folder

    def _merge_copy(self) -> None:
        if self._copier is not None:
            copied = self.previous.files.keys() - self._copier.missing
        else:
            wanted = {path: self.previous.files[path] for path in self._kept}
            copied = copy(self._store.site, wanted, self._store.spare, self.folder.parent)
        if copied:
            merge(self.folder, copied - self._kept)
            self.has_merged = True
        self._filled |= copied & self._kept

    def _link_kept(self) -> None:
        made: set[str] = set()
        for path in sorted(self._kept - self._filled):
            folder = path.rpartition("/")[0]
            with explained(self.folder / path):
                if folder not in made:
                    os.makedirs(f"{self.folder}/{folder}", exist_ok=True)
                    made.add(folder)
                link(f"{self._store.site}/{path}", f"{self.folder}/{path}")
            self._filled.add(path)

    @property
    def is_full(self) -> bool:
        """True when every kept file is in the folder already."""
        return self._kept <= self._filled

    def files(self) -> Mapping[str, FileState]:
        """Returns what was written and kept, and what `fill` found there beside it, by path, in no order."""
        return {path: self.previous.files[path] for path in self._kept} | self._written

    def begin_to_look(self) -> None:
        """Begins what `manifest` does, in another process, where there is one; to be called when all is there."""
        if self._copier is not None and self.is_full:
            without = self.previous.files.keys() - self._kept - self._written.keys()
            self._copier.begin_to_look(self.folder, without, self._written)
            self._is_looked_at = True

    def manifest(self) -> Manifest:
        """Returns what the next release consists of; files that other programs put into the folder are read.

        Raises PublishError when a file is missing, is not as it was written, or has a twin.
        """
        with explained(self.folder):
            if self._is_looked_at and self._copier is not None:
                self._is_looked_at = False
                self._take_in(self._copier.look())
            else:
                self._take_in(look_at(self.folder, self._on_disk()))
        return Manifest(dict(sorted(self.files().items())))

    def _on_disk(self) -> dict[str, FileState]:
        return {path: self.previous.files[path] for path in self._filled} | self._written

    def _take_in(self, look: Look) -> None:
        """Takes note of files that other programs wrote; raises PublishError where something else is wrong."""
        for path, status in look.others:
            self._claim(path)
            if not stat.S_ISREG(status.st_mode):
                raise PublishError(f"'{path}' is no regular file; a site holds nothing else. Remove it.")
            state = FileState(hash_file(self.folder / path), status.st_size, status.st_mtime_ns)
            self._written[path] = state
        if look.changed:
            raise PublishError(f"'{look.changed[0]}' was changed after it was written. Stop what changes it.")
        if look.missing:
            raise PublishError(
                f"'{self.folder / look.missing[0]}' vanished during the build. Stop what removes it."
            )

    def keep_times(self, manifest: Manifest) -> Manifest:
        """Returns the manifest after files written anew with the bytes they had got back their old time."""
        files = dict(manifest.files)
        with explained(self.folder):
            for path in self._written:
                before, now = self.previous.files.get(path), files[path]
                if before is not None and before.sha256 == now.sha256 and before.mtime != now.mtime:
                    os.utime(self.folder / path, ns=(before.mtime, before.mtime))
                    files[path] = self._written[path] = before
        return Manifest(files)

    def _claim(self, path: str) -> None:
        if path in self._written or path in self._kept:
            raise PublishError(f"'{path}' is written twice: two pages have one address. Rename one of them.")
        if self._spellings is None:
            if path in self.previous.files:
                return
            self._spellings = Spellings()
            self._spellings.add_known((*self._kept, *self._written))
        check_name(path)
        self._spellings.add_file(path)
