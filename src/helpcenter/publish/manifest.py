"""What a release consists of: every file's SHA-256, and one digest for the whole.

On disk a manifest is two files beside a release (never inside it: the deployed site does not need them).
`SHA256SUMS` is what `sha256sum --check SHA256SUMS` reads, sorted by path; its own SHA-256 is the release's
digest, so both can be checked without this program. `stats` has size and modification time in the same order.
It is only a short cut: a file that still has both is taken to be unchanged, as git does.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from helpcenter.publish.names import check_name

SUMS = "SHA256SUMS"
STATS = "stats"


class FileState(NamedTuple):
    """A file's content and how it looked on disk: `size` in bytes, `mtime` in nanoseconds."""

    sha256: str
    size: int
    mtime: int


@dataclass(frozen=True)
class Manifest:
    """All files of a release by their path below its root, sorted."""

    files: Mapping[str, FileState]

    @cached_property
    def sums(self) -> bytes:
        """The content of `SHA256SUMS`."""
        return "".join(f"{state.sha256}  {path}\n" for path, state in self.files.items()).encode()

    @cached_property
    def digest(self) -> str:
        """The digest of the whole tree: equal if and only if all paths and bytes are."""
        return hashlib.sha256(self.sums).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(state.size for state in self.files.values())


class Difference(NamedTuple):
    """A file that is not what a manifest says."""

    path: str
    kind: Literal["missing", "changed", "unexpected"]


def read_manifest(folder: Path) -> Manifest:
    """Returns the manifest stored in `folder`. Raises OSError or ValueError when there is no whole one."""
    sums = (folder / SUMS).read_bytes()
    stats = (folder / STATS).read_bytes()
    files = {}
    # Not splitlines(): a name may hold characters that it takes for line ends.
    for line, looks in zip(
        sums.decode().split("\n")[:-1], stats.decode("ascii").split("\n")[:-1], strict=True
    ):
        sha256, separator, path = line.partition("  ")
        size, _, mtime = looks.partition(" ")
        if len(sha256) != 64 or not separator or not path:
            raise ValueError(f"'{folder / SUMS}' has a line that is none of ours: {line!r}")
        files[path] = FileState(sha256, int(size), int(mtime))
    manifest = Manifest(files)
    vars(manifest)["sums"] = sums  # what it would work out
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Stores `manifest` in `folder`, `SHA256SUMS` last, and both safe from a power cut."""
    stats = "".join(f"{state.size} {state.mtime}\n" for state in manifest.files.values())
    write_durably(folder / STATS, stats.encode("ascii"))
    write_durably(folder / SUMS, manifest.sums)


def inspect(folder: Path, recorded: Manifest | None = None) -> Manifest:
    """Returns the manifest of the files that are in `folder` now.

    Reads only files that look different from what `recorded` says; without it, all. Symbolic links, FIFOs and
    devices are no content and are left out.
    """
    known = recorded.files if recorded is not None else {}
    files = {}
    for path, status in walk(folder):
        before = known.get(path)
        if before is not None and before.size == status.st_size and before.mtime == status.st_mtime_ns:
            files[path] = before
            continue
        check_name(path)
        files[path] = FileState(hash_file(folder / path), status.st_size, status.st_mtime_ns)
    return Manifest(dict(sorted(files.items())))


class Look(NamedTuple):
    """What was seen of a folder that should hold certain files: paths of those that it hasn't, or has otherwise."""

    missing: list[str]
    changed: list[str]
    others: list[tuple[str, os.stat_result]]
    """Files that nobody expected there."""


def look_at(folder: Path, expected: Mapping[str, FileState]) -> Look:
    """Returns how a folder differs from what is expected there, by size and time. Raises OSError."""
    found = set()
    look = Look([], [], [])
    for path, status in walk(folder, regular_only=False):
        state = expected.get(path)
        if state is None:
            look.others.append((path, status))
            continue
        found.add(path)
        if (status.st_size, status.st_mtime_ns) != state[1:]:
            look.changed.append(path)
    look.missing.extend(sorted(expected.keys() - found))
    return look


def compare(folder: Path, manifest: Manifest) -> list[Difference]:
    """Returns how `folder` differs from `manifest`, by path; reads every byte. An empty list means: whole."""
    found = dict(walk(folder, regular_only=False)) if folder.is_dir() else {}
    differences = [Difference(path, "unexpected") for path in found.keys() - manifest.files.keys()]
    for path, state in manifest.files.items():
        if path not in found:
            differences.append(Difference(path, "missing"))
        elif not _holds(folder / path, found[path], state):
            differences.append(Difference(path, "changed"))
    return sorted(differences)


def _holds(file: Path, status: os.stat_result, state: FileState) -> bool:
    return stat.S_ISREG(status.st_mode) and status.st_size == state.size and hash_file(file) == state.sha256


def walk(folder: Path, *, regular_only: bool = True) -> Iterator[tuple[str, os.stat_result]]:
    """Yields the path below `folder` and the status of each file, in no order; follows no symbolic links."""
    pending = [""]
    while pending:
        prefix = pending.pop()
        with os.scandir(f"{folder}/{prefix}") as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif not regular_only or entry.is_file(follow_symlinks=False):
                    yield path, entry.stat(follow_symlinks=False)


def hash_file(path: Path) -> str:
    """Returns the SHA-256 of a file's bytes; a symbolic link is not followed."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_durably(path: Path, data: bytes) -> None:
    """Writes a new file and waits until it is on the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
