"""Makes the folder of a release that is no longer kept the beginning of the next one.

Why: a site of 10,000 pages has 10,000 folders. Making them, linking the kept files into them and removing
those of an old release takes longer than everything else in a build that changes one page.

Safe for readers: nobody was promised a release that is no longer kept, and its top folder is left behind
empty, so a server that was started in it serves nothing instead of a mixture. Safe for the site: a file stays
only if it looks as its manifest says, as for the live site; all others are removed.
"""
# ruff: noqa: PTH102, PTH103, PTH104, PTH106, PTH108, PTH112, PTH208

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from helpcenter.publish.linking import link
from helpcenter.publish.manifest import FileState, read_manifest


def sift(spare: Path, work: Path, wanted: Mapping[str, FileState]) -> set[str]:
    """Moves a spare release into `work` and removes from it what isn't `wanted`; returns the paths of what stays.

    Raises OSError; the spare release is used up then, too.
    """
    try:
        known = read_manifest(spare).files
        os.rename(spare, work / "spare")
    except (OSError, ValueError):
        return set()
    base = f"{work}/spare/tree"
    same = {path: state for path, state in wanted.items() if known.get(path) == state}
    stays: set[str] = set()
    if os.path.isdir(base):
        _sift(base, "", same, stays)
    return stays


def copy(site: Path, files: Mapping[str, FileState], spare: Path, work: Path) -> set[str]:
    """Makes a folder in `work` that holds files of the live site, as far as it can; `recycling.merge` takes it over.

    It begins with a spare release where there is one. Returns the paths of what is there. Raises OSError.
    """
    copied = sift(spare, work, files)
    made: set[str] = set()
    for path in sorted(files.keys() - copied):
        target = f"{work}/spare/tree/{path}"
        folder = target.rpartition("/")[0]
        try:
            if folder not in made:
                os.makedirs(folder, exist_ok=True)
                made.add(folder)
            link(f"{site}/{path}", target)
            copied.add(path)
        except OSError:  # whoever needs this file links it again, and says what is wrong
            Path(target).unlink(missing_ok=True)
    return copied


def merge(folder: Path, without: Collection[str] = ()) -> None:
    """Moves what stands beside `folder`, but for some files, into it; what is there already stays. Raises OSError."""
    work = folder.parent
    base, written = f"{work}/spare/tree", f"{work}/written"
    os.rename(folder, written)
    os.mkdir(folder)
    for name in os.listdir(base):
        os.rename(f"{base}/{name}", f"{folder}/{name}")
    for path in without:
        os.unlink(f"{folder}/{path}")
    for path in {path.rpartition("/")[0] for path in without}:
        _remove_empty(str(folder), path)
    _move(written, str(folder))


def _remove_empty(base: str, path: str) -> None:
    """Removes a folder below `base`, and those above it, as far as nothing is left in them."""
    while path:
        try:
            os.rmdir(f"{base}/{path}")
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                raise
            return
        path = path.rpartition("/")[0]


def _move(source: str, target: str) -> None:
    """Moves what is in a folder into another one; folders that are new there are moved as a whole."""
    with os.scandir(source) as found:
        entries = list(found)
    for entry in entries:
        there = f"{target}/{entry.name}"
        if entry.is_dir(follow_symlinks=False) and os.path.isdir(there):
            _move(entry.path, there)
        else:
            os.rename(entry.path, there)


def _sift(folder: str, prefix: str, same: Mapping[str, FileState], stays: set[str]) -> bool:
    """Removes what is not in `same` or looks different, and the folder if nothing is left; True if it stays."""
    with os.scandir(folder) as found:
        entries = list(found)
    left = False
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            left |= _sift(entry.path, f"{path}/", same, stays)
        elif _is_same(entry, same.get(path)):
            stays.add(path)
            left = True
        else:
            os.unlink(entry.path)
    if not left:
        os.rmdir(folder)
    return left


def _is_same(entry: os.DirEntry[str], state: FileState | None) -> bool:
    if state is None or not entry.is_file(follow_symlinks=False):
        return False
    status = entry.stat(follow_symlinks=False)
    return (status.st_size, status.st_mtime_ns) == state[1:]
