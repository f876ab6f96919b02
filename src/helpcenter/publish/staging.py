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
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from helpcenter.publish.errors import PublishError, explain, explained
from helpcenter.publish.manifest import FileState, Manifest, hash_file, walk
from helpcenter.publish.names import Spellings, check_name
from helpcenter.publish.recycling import merge, sift

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_NO_HARD_LINK = {errno.EMLINK, errno.EPERM, errno.EXDEV, errno.EOPNOTSUPP, errno.ENOSYS}


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

    def __init__(self, folder: Path, live: Path, previous: Manifest, spare: Path) -> None:
        self.folder = folder
        self.writer = Writer(str(folder), str(live))
        self._live = live
        self._previous = previous
        self._spare = spare
        self._written: dict[str, FileState] = {}
        self._kept: set[str] = set()
        self._sifted: set[str] = set()
        self._filled: set[str] = set()
        self._spellings: Spellings | None = None
        """Of what was written or kept; None as long as that is all in the live site, which has no twins."""

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
        before = self._previous.files.get(path)
        if before is None or before.sha256 != sha256:
            return False
        self._claim(path)
        self._kept.add(path)
        return True

    def sha256_of(self, path: str) -> str:
        """Returns the SHA-256 of a file that was written or kept. Raises KeyError for another."""
        state = self._previous.files[path] if path in self._kept else self._written[path]
        return state.sha256

    def prepare(self) -> None:
        """Does what can be done of `fill` while other processes still write files, and more may be kept."""
        if self._filled or self._sifted or len(self._kept) <= len(self._written):
            return
        with explained(self.folder):
            wanted = {path: self._previous.files[path] for path in self._kept}
            self._sifted = sift(self._spare, self.folder.parent, wanted)
        if not self._sifted:
            self._link_kept()

    def fill(self) -> Path:
        """Puts the kept files into the folder, hard-linked where the disk can, and returns it: now whole."""
        self.prepare()
        if self._sifted:
            with explained(self.folder):
                merge(self.folder)
            self._filled, self._sifted = self._filled | self._sifted, set()
        self._link_kept()
        return self.folder

    def _link_kept(self) -> None:
        made: set[str] = set()
        for path in sorted(self._kept - self._filled):
            folder = path.rpartition("/")[0]
            with explained(self.folder / path):
                if folder not in made:
                    os.makedirs(f"{self.folder}/{folder}", exist_ok=True)
                    made.add(folder)
                _link(f"{self._live}/{path}", f"{self.folder}/{path}")
            self._filled.add(path)

    @property
    def is_full(self) -> bool:
        """True when every kept file is in the folder already."""
        return self._kept <= self._filled

    def manifest(self) -> Manifest:
        """Returns what the next release consists of; files that other programs put into the folder are read.

        Raises PublishError when a file is missing, is not as it was written, or has a twin.
        """
        files = {path: self._previous.files[path] for path in self._kept} | self._written
        found: set[str] = set()
        with explained(self.folder):
            for path, status in walk(self.folder, regular_only=False):
                found.add(path)
                now = (status.st_size, status.st_mtime_ns)
                if path not in files:
                    self._claim(path)
                    if not stat.S_ISREG(status.st_mode):
                        raise PublishError(
                            f"'{path}' is no regular file; a site holds nothing else. Remove it."
                        )
                    files[path] = self._written[path] = FileState(hash_file(self.folder / path), *now)
                elif now != files[path][1:]:
                    raise PublishError(f"'{path}' was changed after it was written. Stop what changes it.")
        missing = sorted((self._written.keys() | self._filled) - found)
        if missing:
            raise PublishError(
                f"'{self.folder / missing[0]}' vanished during the build. Stop what removes it."
            )
        return Manifest(dict(sorted(files.items())))

    def keep_times(self, manifest: Manifest) -> Manifest:
        """Returns the manifest after files written anew with the bytes they had got back their old time."""
        files = dict(manifest.files)
        with explained(self.folder):
            for path in self._written:
                before, now = self._previous.files.get(path), files[path]
                if before is not None and before.sha256 == now.sha256 and before.mtime != now.mtime:
                    os.utime(self.folder / path, ns=(before.mtime, before.mtime))
                    files[path] = self._written[path] = before
        return Manifest(files)

    def _claim(self, path: str) -> None:
        if path in self._written or path in self._kept:
            raise PublishError(f"'{path}' is written twice: two pages have one address. Rename one of them.")
        if self._spellings is None:
            if path in self._previous.files:
                return
            self._spellings = Spellings()
            self._spellings.add_known((*self._kept, *self._written))
        check_name(path)
        self._spellings.add_file(path)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_HARD_LINK:
            raise
        shutil.copy2(source, target, follow_symlinks=False)
