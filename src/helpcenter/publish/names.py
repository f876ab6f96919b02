"""Which names a file of the site may have: safe on this disk, on any web server, and on a reader's own
disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from helpcenter.publish.errors import PublishError

# Control characters, backslashes, and empty, '.' or '..' components (so absolute paths and 'a//b' too).
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|(?:^|/)\.{0,2}(?:/|$)")


def check_name(path: str) -> None:
    """Raises PublishError unless `path` is a relative POSIX path that stays inside its folder."""
    if _UNSAFE.search(path):
        raise PublishError(
            f"{path!r} is no name for a file of the site: it must stay inside, without '.', '..' or '\\'."
        )
    if not path.isascii():
        try:
            path.encode()
        except UnicodeEncodeError:
            raise PublishError(
                f"{path!r} is no name for a file of the site: it is not valid Unicode."
            ) from None


class Spellings:
    """The names used so far, so that no two differ only in case or Unicode form.

    macOS and Windows hold such twins to be one file: on a writer's disk one page would silently replace the
    other.
    """

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._seen: set[str] = set()

    def add_known(self, paths: Iterable[str]) -> None:
        """Adds files of one site that was published, and so has no twins."""
        files = {_fold(path): path for path in paths}
        self._files |= files
        folders = {path.rpartition("/")[0] for path in files.values()} - {""}
        while folders:
            self._folders |= {_fold(folder): folder for folder in folders}
            self._seen |= folders
            folders = {folder.rpartition("/")[0] for folder in folders} - self._seen - {""}

    def add_file(self, path: str) -> None:
        """Raises PublishError when another file or folder has the same name in another spelling."""
        folder = path.rpartition("/")[0]
        if folder and folder not in self._seen:
            self._add_folder(folder)
        key = _fold(path)
        twin = self._files.get(key) or self._folders.get(key)
        if twin is not None and twin != path:
            raise _twins(path, twin)
        if key in self._folders:
            raise PublishError(f"'{path}' is both a file and a folder of the site. Rename one of them.")
        self._files[key] = path

    def _add_folder(self, folder: str) -> None:
        parent = folder.rpartition("/")[0]
        if parent and parent not in self._seen:
            self._add_folder(parent)
        key = _fold(folder)
        twin = self._folders.setdefault(key, folder)
        if twin != folder:
            raise _twins(folder, twin)
        if key in self._files:
            raise PublishError(
                f"'{self._files[key]}' is both a file and a folder of the site. Rename one of them."
            )
        self._seen.add(folder)


def _fold(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", path).casefold())


def _twins(path: str, twin: str) -> PublishError:
    return PublishError(
        f"'{path}' and '{twin}' differ only in case or Unicode form. Some disks take them for one: rename it."
    )
