"""The releases of a site that are kept beside it, and the steps from one to another.

    <state>/lock                          who is building
    <state>/releases/0007-3f2a9c1b77de/   SHA256SUMS, stats, and tree/ with the files, but for the live
    release:
                                          its tree is the site
    <state>/switch                        only during a switch: which release is to become the site
    <state>/spare/                        a release that is no longer kept: see `recycling`
    <state>/work-…, <state>/trash-…       a build's staging folder, something half removed: swept at the next
    start

Names sort by a count, not by a clock, which may be set back. Everything that changes these files holds the
lock.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from helpcenter.publish.errors import PublishError, explain, explained
from helpcenter.publish.manifest import (
    STATS,
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

    def __str__(self) -> str:
        when = self.published.strftime("%Y-%m-%d %H:%M UTC")
        text = f"{self.id}  {when}  {self.files:,} files, {self.size / 1e6:,.1f} MB"
        return f"{text}  (live)" if self.live else text


class ReleaseStore:
    """The kept releases of the site at `site`, under the folder `state` on the same disk."""

    LARGE = 200_000
    """Bytes of a list of some 2,000 files: a site of so many is a large one. Looking at them takes 20 ms."""

    def __init__(self, site_dir: Path, state_dir: Path | None = None) -> None:
        self.site = site_dir.resolve()
        self.state = (state_dir or self.site.parent / ".helpcenter" / self.site.name).resolve()
        self.lock_path = self.state / "lock"
        self.spare = self.state / "spare"
        self._releases = self.state / "releases"
        self._journal = self.state / "switch"
        self._manifests: dict[str, Manifest] = {}

    def prepare(self) -> None:
        """Makes the state folder. Raises PublishError for a place that cannot be a site."""
        if self.state.is_relative_to(self.site) or self.site.parent == self.site:
            raise PublishError(
                f"'{self.site}' cannot be the site: it holds '{self.state}'. Choose another folder."
            )
        with explained(self.site):
            if self.site.exists() and not self.site.is_dir():
                raise PublishError(
                    f"'{self.site}' is no folder. Remove it or choose another one for the site."
                )
            for name in _NO_SITE:
                if (self.site / name).exists():
                    raise PublishError(
                        f"'{self.site}' holds '{name}', so it is no built site. Choose another folder."
                    )
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self._releases.mkdir(parents=True, exist_ok=True)
            here = self.site if self.site.exists() else self.site.parent
            if here.stat().st_dev != self._releases.stat().st_dev:
                raise PublishError(
                    f"'{self.site}' and '{self.state}' are on different disks: one cannot become the other. "
                    "Choose a folder below the mount point for the site, or another state folder."
                )

    def all(self) -> list[Release]:
        """Returns the kept releases, newest first."""
        return [self.describe(release_id) for release_id in self.ids()]

    def ids(self) -> list[str]:
        """Returns the names of the kept releases, newest first."""
        names = [folder.name for folder in self._releases.iterdir()] if self._releases.is_dir() else []
        return sorted(names, key=_number, reverse=True)

    def live_id(self) -> str | None:
        """Returns the release whose tree is the site; None when there is none or no site."""
        return next((release_id for release_id in self.ids() if self._is_live(release_id)), None)

    def describe(self, release_id: str) -> Release:
        """Returns what there is to say about a release."""
        manifest = self.manifest(release_id)
        published = datetime.fromtimestamp((self._releases / release_id / SUMS).stat().st_mtime, UTC)
        live = self._is_live(release_id)
        return Release(release_id, manifest.digest, len(manifest.files), manifest.size, published, live)

    def manifest(self, release_id: str) -> Manifest:
        """Returns a release's manifest. Raises PublishError when it is not whole."""
        if (known := self._manifests.get(release_id)) is not None:
            return known
        try:
            manifest = read_manifest(self._releases / release_id)
        except (OSError, ValueError):
            manifest = None
        if manifest is None or not release_id.endswith(manifest.digest[:12]):
            raise PublishError(f"The manifest of release '{release_id}' is damaged. Choose another one.")
        self._manifests[release_id] = manifest
        return manifest

    def folder(self, release_id: str) -> Path:
        """Returns where the files of a release are."""
        return self.site if self._is_live(release_id) else self._tree(release_id)

    def make_staging(self) -> Path:
        """Makes an empty folder that `publish` can take over, and returns it."""
        with explained(self.state):
            tree = Path(tempfile.mkdtemp(prefix="work-", dir=self.state)) / "tree"
            tree.mkdir()
        return tree

    def drop_staging(self, tree: Path) -> None:
        """Removes a staging folder as far as it can; the next start sweeps up the rest."""
        shutil.rmtree(tree.parent, ignore_errors=True)

    def inspect_live(self) -> Manifest:
        """Returns what is in the site now, whoever put it there; cheap unless it was changed."""
        if not self.site.is_dir():
            return Manifest({})
        recorded = None
        if (live := self.live_id()) is not None:
            try:
                recorded = self.manifest(live)
            except PublishError:  # after a power cut, say: the site itself tells what it is
                self._trash(self._releases / live)
        with explained(self.site):
            return inspect(self.site, recorded)

    def recorded_live(self) -> Manifest:
        """Returns what the live release's manifest says; no files where there is none, or no whole one."""
        live = self.live_id()
        with contextlib.suppress(PublishError):
            return self.manifest(live) if live is not None else Manifest({})
        return Manifest({})

    def is_large(self) -> bool:
        """True when the live release has thousands of files; found out at a glance."""
        live = self.live_id()
        try:
            return live is not None and (self._releases / live / SUMS).stat().st_size > self.LARGE
        except OSError:
            return False

    def record_live(self, manifest: Manifest) -> None:
        """Makes what is in the site a release when it is none, so that it is kept and can be gone back to.

        It may come from `mkdocs build`, or have been edited by hand.
        """
        live = self.live_id()
        if not _has_entries(self.site) or (live and self.manifest(live).digest == manifest.digest):
            return
        with explained(self.state):
            if live:
                self._trash(self._releases / live)
            tree = self.make_staging()
            tree.rmdir()
            self._add(tree.parent, manifest, self._next_id(manifest))

    def publish(self, tree: Path, manifest: Manifest) -> str:
        """Makes a complete staging folder a release and the site; returns its id. Raises as `switch_to`."""
        release_id = self._next_id(manifest)
        with explained(self.site):
            try:
                if self.site.is_dir():
                    shutil.copymode(self.site, tree)
                self._announce(release_id, "fresh")
                self._add(tree.parent, manifest, release_id)
            except OSError:
                with contextlib.suppress(OSError):
                    self._journal.unlink(missing_ok=True)
                raise
        self._switch_to(release_id)
        return release_id

    def switch_to(self, release_id: str) -> None:
        """Makes a kept release the site, in one step; the one before stays kept.

        Raises PublishError when it could not be done; the site is as it was then.
        """
        with explained(self.site):
            self._announce(release_id, "kept")
        self._switch_to(release_id)

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
            live = [release_id for release_id in self.ids() if self._is_live(release_id)]
            for release_id in live[1 if _has_entries(self.site) else 0 :]:
                self._trash(self._releases / release_id)

    def prune(self, keep: int) -> None:
        """Gives up the oldest releases, never the live one, until `keep` are left.

        The last one becomes the `spare` folder, which the next build may begin with. What fails is left for it, too.
        """
        ids = self.ids()
        surplus = max(len(ids) - max(keep, 1), 0)
        for release_id in [found for found in reversed(ids) if not self._is_live(found)][:surplus]:
            with contextlib.suppress(OSError):
                if self.spare.exists():
                    self._trash(self.spare)
                (self._releases / release_id).rename(self.spare)

    def keep_spare(self, work: Path, manifest: Manifest) -> None:
        """Makes the copy in `work`, which nobody uses, the spare release, unless there is one. Raises OSError."""
        folder = work / "spare"
        if self.spare.exists() or not (folder / "tree").is_dir():
            return
        for name in (SUMS, STATS):
            (folder / name).unlink(missing_ok=True)
        write_manifest(folder, manifest)
        folder.rename(self.spare)

    def damage(self, release_id: str) -> list[Difference]:
        """Returns how the files of a release that is not live differ from its manifest; reads every byte."""
        return compare(self._tree(release_id), self.manifest(release_id))

    def damage_of_site(self) -> list[Difference]:
        """Returns how the site differs from the manifest of the live release, also amid a switch."""
        candidates = {self.live_id(), self.pending()} & {*self.ids()}
        if not candidates:
            raise PublishError(f"'{self.site}' has no manifest: it was not published by this program.")
        with explained(self.site):
            return min(
                (compare(self.site, self.manifest(one)) for one in sorted(filter(None, candidates))), key=len
            )

    def pending(self) -> str | None:
        """Returns the release that a switch, not yet finished, makes the site."""
        try:
            return self._journal.read_text(encoding="ascii").split()[0]
        except (OSError, IndexError, UnicodeDecodeError):
            return None

    def _announce(self, release_id: str, kind: str) -> None:
        """Notes the switch that is to come; a `fresh` release is forgotten when it does not."""
        self._journal.unlink(missing_ok=True)
        write_durably(self._journal, f"{release_id} {kind}\n".encode("ascii"))
        sync_folder(self.state)

    def _switch_to(self, release_id: str) -> None:
        live = self.live_id()
        try:
            replace(self.site, self._tree(release_id), self._tree(live) if live else None)
        except OSError as error:
            with contextlib.suppress(OSError, PublishError):
                self._finish_switch()
            if self.live_id() != release_id:
                raise explain(error, self.site) from error
        with contextlib.suppress(OSError):  # the switch is done; what is left here is done at the next start
            sync_folder(self.site.parent)
            self._journal.unlink(missing_ok=True)

    def _finish_switch(self) -> None:
        release_id = self.pending()
        if release_id is not None and (tree := self._tree(release_id)).is_dir():
            found = compare(self.site, self.manifest(release_id))
            exchanged = all(difference.kind == "unexpected" for difference in found)
            live = self.live_id()
            if live is not None and not _has_entries(self.site):
                tree.rename(self.site)  # it ended between the two renames of a disk that cannot exchange
            elif live is not None and exchanged:
                tree.rename(self._tree(live))  # it ended before what was the site was moved on
            elif "fresh" in self._journal.read_text(encoding="ascii"):
                self._trash(self._releases / release_id)
        self._journal.unlink(missing_ok=True)

    def _next_id(self, manifest: Manifest) -> str:
        return f"{max(map(_number, self.ids()), default=0) + 1:04}-{manifest.digest[:12]}"

    def _add(self, folder: Path, manifest: Manifest, release_id: str) -> None:
        write_manifest(folder, manifest)
        folder.rename(self._releases / release_id)
        self._manifests[release_id] = manifest
        sync_folder(self._releases)

    def _is_live(self, release_id: str) -> bool:
        return not self._tree(release_id).is_dir()

    def _tree(self, release_id: str) -> Path:
        return self._releases / release_id / "tree"

    def _trash(self, folder: Path) -> None:
        """Removes a folder so that nothing half removed is ever taken for a release."""
        trash = self.state / f"trash-{secrets.token_hex(8)}"
        folder.rename(trash)
        shutil.rmtree(trash, ignore_errors=True)


def _number(release_id: str) -> int:
    number = release_id.partition("-")[0]
    return int(number) if number.isdecimal() else 0


def _has_entries(folder: Path) -> bool:
    return folder.is_dir() and next(folder.iterdir(), None) is not None
