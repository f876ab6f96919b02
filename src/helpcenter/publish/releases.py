"""The releases of a site that are kept beside it, and the steps from one to another.

    <state>/lock                          who is building
    <state>/releases/0007-3f2a9c1b77de/   SHA256SUMS, stats, and tree/ with the files, but for the live release:
                                          its tree is the site
    <state>/switch                        only during a switch: which release is to become the site
    <state>/work-…, <state>/trash-…       a build's staging folder, something half removed: swept at the next start

Names sort by a count, not by a clock, which may be set back. Everything that changes these files holds the lock.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from helpcenter.publish.errors import PublishError, explained
from helpcenter.publish.manifest import (
    SUMS,
    Difference,
    Manifest,
    compare,
    inspect,
    read_manifest,
    write_durably,
    write_manifest,
)
from helpcenter.publish.switch import replace, sync_folder

_NO_SITE = (".git", "mkdocs.yml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Release:
    """One release that is kept. `size` is in bytes; `published` is the clock's time, for people only."""

    id: str
    digest: str
    files: int
    size: int
    published: datetime
    live: bool

    @property
    def number(self) -> int:
        """Counts up with every release."""
        return int(self.id.partition("-")[0])


class ReleaseStore:
    """The kept releases of the site at `site`, under the folder `state` on the same disk."""

    def __init__(self, site_dir: Path, state_dir: Path | None = None) -> None:
        self.site = site_dir.resolve()
        self.state = (state_dir or self.site.parent / ".helpcenter" / self.site.name).resolve()
        self.lock_path = self.state / "lock"
        self._releases = self.state / "releases"
        self._journal = self.state / "switch"

    def prepare(self) -> None:
        """Makes the state folder. Raises PublishError when `site` is no place for a site, or on another disk."""
        if self.state.is_relative_to(self.site) or self.site.parent == self.site:
            raise PublishError(f"'{self.site}' cannot be the site: it holds '{self.state}'. Choose another folder.")
        with explained(self.site):
            if self.site.exists() and not self.site.is_dir():
                raise PublishError(f"'{self.site}' is no folder. Remove it or choose another one for the site.")
            for name in _NO_SITE:
                if (self.site / name).exists():
                    raise PublishError(f"'{self.site}' holds '{name}', so it is no built site. Choose another folder.")
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self._releases.mkdir(parents=True, exist_ok=True)
            here = self.site if self.site.exists() else self.site.parent
            if here.stat().st_dev != self._releases.stat().st_dev:
                raise PublishError(
                    f"'{self.site}' and '{self.state}' are on different disks, so one cannot become the other. "
                    "Choose a folder below the mount point for the site, or another state folder."
                )

    def list(self) -> list[Release]:
        """Returns the kept releases, newest first."""
        found = [self._describe(folder) for folder in self._folders()]
        return sorted(found, key=lambda release: release.number, reverse=True)

    def live(self) -> Release | None:
        """Returns the release whose tree is the site; None when the site is missing or was never published."""
        return next((release for release in self.list() if release.live), None)

    def manifest(self, release_id: str) -> Manifest:
        """Returns a release's manifest."""
        return read_manifest(self._releases / release_id)

    def make_staging(self) -> Path:
        """Makes an empty folder `tree` that `add` can take over, and returns it."""
        with explained(self.state):
            tree = Path(tempfile.mkdtemp(prefix="work-", dir=self.state)) / "tree"
            tree.mkdir()
        return tree

    def drop_staging(self, tree: Path) -> None:
        """Removes a staging folder as far as it can; the next start sweeps up the rest."""
        shutil.rmtree(tree.parent, ignore_errors=True)

    def inspect_live(self) -> Manifest:
        """Returns what is in the site now, whoever put it there. Cheap while it is the live release, unchanged."""
        if not self.site.is_dir():
            return Manifest({})
        live = self.live()
        with explained(self.site):
            return inspect(self.site, self.manifest(live.id) if live else None)

    def record_live(self, manifest: Manifest) -> None:
        """Notes what is in the site as a release when it is not noted: then a switch keeps it and can go back.

        So the folder of an earlier `mkdocs build`, or a site that was edited by hand, is a release like any other.
        """
        live = self.live()
        if not _has_entries(self.site) or (live and live.digest == manifest.digest):
            return
        if live:
            self._trash(self._releases / live.id)
        tree = self.make_staging()
        tree.rmdir()
        self._add(tree.parent, manifest)

    def add(self, tree: Path, manifest: Manifest) -> str:
        """Makes a complete staging folder a release that is not yet live; returns its id."""
        if self.site.is_dir():
            with explained(tree):
                shutil.copymode(self.site, tree)
        return self._add(tree.parent, manifest)

    def switch_to(self, release_id: str, *, fresh: bool = False) -> None:
        """Makes a kept release the site, in one step; the one before stays kept.

        With `fresh`, the release is forgotten when the switch fails. Raises PublishError, the site being as it was.
        """
        live = self.live()
        tree = self._tree(release_id)
        with explained(self.site):
            self._journal.unlink(missing_ok=True)
            write_durably(self._journal, f"{release_id} {'fresh' if fresh else 'kept'}\n".encode("ascii"))
            try:
                replace(self.site, tree, self._tree(live.id) if live else None)
            except OSError:
                self.recover()
                if (now := self.live()) is None or now.id != release_id:
                    raise
            with contextlib.suppress(OSError):  # the switch is done; the next start finishes what is left
                sync_folder(self.site.parent)
                self._journal.unlink(missing_ok=True)

    def recover(self) -> None:
        """Brings everything in order after a build that died, wherever it died."""
        with explained(self.state):
            for pattern in ("work-*", "trash-*"):
                for left in self.state.glob(pattern):
                    shutil.rmtree(left, ignore_errors=True)
            for folder in self._releases.iterdir():
                if not (folder / SUMS).is_file():
                    self._trash(folder)
            self._finish_switch()
            treeless = [release for release in self.list() if release.live]
            for release in treeless[1 if _has_entries(self.site) else 0 :]:
                self._trash(self._releases / release.id)

    def prune(self, keep: int) -> None:
        """Removes the oldest releases until `keep` are left, never the live one."""
        releases = self.list()
        surplus = len(releases) - max(keep, 1)
        for release in [release for release in reversed(releases) if not release.live][: max(surplus, 0)]:
            self._trash(self._releases / release.id)

    def differences(self, release_id: str) -> list[Difference]:
        """Returns how the files of a release differ from its manifest; reads every byte."""
        tree = self._tree(release_id)
        return compare(tree if tree.is_dir() else self.site, self.manifest(release_id))

    def pending(self) -> str | None:
        """Returns the release that a switch, not yet finished, makes the site."""
        try:
            return self._journal.read_text(encoding="ascii").split()[0]
        except (OSError, IndexError):
            return None

    def _finish_switch(self) -> None:
        release_id = self.pending()
        if release_id is not None and (tree := self._tree(release_id)).is_dir():
            whole = not any(found.kind != "unexpected" for found in compare(self.site, self.manifest(release_id)))
            live = self.live()
            if not _has_entries(self.site):  # died between the two renames of a disk that cannot exchange
                tree.rename(self.site)
            elif whole and live is not None:  # died after the exchange: what was the site has to move on
                tree.rename(self._tree(live.id))
            elif "fresh" in self._journal.read_text(encoding="ascii"):
                self._trash(self._releases / release_id)
        self._journal.unlink(missing_ok=True)

    def _add(self, folder: Path, manifest: Manifest) -> str:
        number = max((release.number for release in self.list()), default=0) + 1
        release_id = f"{number:04}-{manifest.digest[:12]}"
        with explained(folder):
            write_manifest(folder, manifest)
            folder.rename(self._releases / release_id)
            sync_folder(self._releases)
        return release_id

    def _describe(self, folder: Path) -> Release:
        manifest = read_manifest(folder)
        published = datetime.fromtimestamp((folder / SUMS).stat().st_mtime, UTC)
        live = not (folder / "tree").is_dir()
        return Release(folder.name, manifest.digest, len(manifest.files), manifest.size, published, live)

    def _folders(self) -> list[Path]:
        return list(self._releases.iterdir()) if self._releases.is_dir() else []

    def _tree(self, release_id: str) -> Path:
        return self._releases / release_id / "tree"

    def _trash(self, folder: Path) -> None:
        """Removes a folder so that nothing half removed is ever taken for a release."""
        trash = Path(tempfile.mkdtemp(prefix="trash-", dir=self.state))
        folder.rename(trash / folder.name)
        shutil.rmtree(trash, ignore_errors=True)


def _has_entries(folder: Path) -> bool:
    return folder.is_dir() and next(folder.iterdir(), None) is not None
