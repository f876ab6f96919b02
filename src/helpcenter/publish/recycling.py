"""Makes the folder of a release that is no longer kept the beginning of the next one.

Why: a site of 10,000 pages has 10,000 folders. Making them, linking the kept files into them and removing
those of an old release takes longer than everything else in a build that changes one page.

Safe for readers: nobody was promised a release that is no longer kept, and its top folder is left behind
empty, so a server that was started in it serves nothing instead of a mixture. Safe for the site: a file stays
only if it looks as its manifest says, as for the live site; all others are removed.
"""
# ruff: noqa: PTH102, PTH103, PTH104, PTH106, PTH108, PTH112, PTH120, PTH208

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from helpcenter.publish.manifest import FileState, read_manifest, walk


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


def merge(folder: Path) -> None:
    """Moves what `sift` left beside `folder` into it; what is there already stays. Raises OSError."""
    work = folder.parent
    base, written = f"{work}/spare/tree", f"{work}/written"
    os.rename(folder, written)
    os.mkdir(folder)
    for name in os.listdir(base):
        os.rename(f"{base}/{name}", f"{folder}/{name}")
    for path, _ in list(walk(Path(written), regular_only=False)):
        os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
        os.rename(f"{written}/{path}", f"{folder}/{path}")


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
