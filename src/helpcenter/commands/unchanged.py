"""A build of nothing new: recognised by a digest of everything that the last one was made from.

It is done before MkDocs, the theme or the search are even imported. A configuration with other plugins, hooks or
inherited settings is never taken for unchanged: what they read cannot be known.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from helpcenter.cache import Cache, key_of
from helpcenter.catalog.inputs import digest_of_parts, installed_packages
from helpcenter.diagnostics import Diagnostic, Location, Severity
from helpcenter.file_keys import UNSETTLED_SECONDS, FileKeys
from helpcenter.model import Settings, plugin_names
from helpcenter.publish import Release, intact_release

_SELF_CONTAINED = frozenset(
    {"abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "tables", "toc"}
)
"""Markdown extensions that read no files of their own."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What the last build published and said."""

    release: Release
    pages: int
    findings: tuple[Diagnostic, ...]


class Shortcut:
    """Recognises a build whose inputs are those of the last one, for one site folder and day."""

    def __init__(self, settings: Settings, config_file: Path, site_dir: Path, today: date) -> None:
        self._settings = settings
        self._config_file = config_file.resolve()
        self._site_dir = site_dir
        self._today = today
        self._started = time.time()
        self._cache = Cache.open(settings.cache_dir, "builds")
        self.keys = FileKeys(settings.cache_dir)
        """Those of the files that it looked at."""
        self._key = key_of(str(self._config_file), str(site_dir))
        self._kept: dict[str, Any] = self._cache.get(self._key) or {}
        self._folders: list[str] = self._kept.get("folders", [])
        self._digest = ""

    def last_build(self) -> LastBuild | None:
        """Returns the last build if this one would be the same and its release is still live and whole."""
        if not self._kept or not is_self_contained(self._config_file):
            return None
        self._digest = self._inputs()
        if self._digest != self._kept["inputs"]:
            return None
        release = intact_release(self._site_dir)
        if release is None or release.digest != self._kept["release"]:
            return None
        findings = tuple(_diagnostic(row) for row in self._kept["findings"])
        return LastBuild(release, self._kept["pages"], findings)

    def note(
        self, theme_folders: tuple[Path, ...], release: Release, pages: int, findings: tuple[Diagnostic, ...]
    ) -> None:
        """Keeps what a build published and said, unless its inputs may have changed meanwhile."""
        folders = [str(folder) for folder in theme_folders]
        if folders != self._folders or not self._digest:
            self._folders = folders
            self._digest = self._inputs()
        if (
            not is_self_contained(self._config_file)
            or self._latest_change() > self._started - UNSETTLED_SECONDS
        ):
            return
        rows = [[astuple(one.location), *astuple(one)[1:]] for one in findings]
        kept = {"inputs": self._digest, "folders": folders, "release": release.digest, "pages": pages}
        self._cache.put(self._key, {**kept, "findings": rows})
        self._cache.save()

    def _inputs(self) -> str:
        def parts() -> Iterator[str | bytes]:
            yield f"{installed_packages()} {self._today} {os.environ.get('SOURCE_DATE_EPOCH', '')}"
            yield repr(self._settings)
            for path in self._files():
                yield path
                yield self._key_of(path)

        try:
            digest = digest_of_parts(parts())
            self.keys.save()
            return digest
        except OSError:
            return ""  # a file that vanished or cannot be read: the build will say so

    def _key_of(self, path: str) -> bytes:
        key = self.keys.look(path)
        if key is None:
            key = key_of(Path(path).read_bytes())
            self.keys.note(path, key)
        return key

    def _latest_change(self) -> float:
        try:
            return max(os.lstat(path).st_ctime for path in self._files())
        except OSError:
            return self._started

    def _files(self) -> Iterator[str]:
        settings = self._settings
        yield str(self._config_file)
        folders = [
            str(settings.content_dir),
            str(settings.docs_dir),
            str(settings.theme_dir or ""),
            *self._folders,
        ]
        for folder in dict.fromkeys(filter(None, folders)):
            yield from _files_below(folder)


def is_self_contained(config_file: Path) -> bool:
    """True for a configuration whose build reads nothing but content, pages and theme."""
    try:
        raw = yaml.safe_load(config_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return False  # tags such as `!ENV` are no plain YAML, and read what is not in the file
    if not isinstance(raw, Mapping) or raw.keys() & {"INHERIT", "hooks"}:
        return False
    extensions = raw.get("markdown_extensions") or []
    names = {str(item) if isinstance(item, str) else next(iter(item), "") for item in extensions}
    return set(plugin_names(raw)) == {"helpcenter"} and names <= _SELF_CONTAINED


def _files_below(folder: str) -> Iterator[str]:
    """Yields regular files, sorted by name; links and special files are the build's to complain about."""
    try:
        with os.scandir(folder) as found:
            items = sorted(found, key=lambda item: item.name)
    except FileNotFoundError:
        return
    for item in items:
        if item.is_dir(follow_symlinks=False):
            yield from _files_below(item.path)
        elif item.is_file(follow_symlinks=False):
            yield item.path
        else:
            raise OSError(f"'{item.path}' is no regular file")


def _diagnostic(row: list[Any]) -> Diagnostic:
    place, severity, *texts = row
    return Diagnostic(Location(*place), Severity(severity), *texts)
