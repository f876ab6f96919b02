"""Publishing a site: whole or not at all, and back again."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from helpcenter.publish.errors import PublishError, explain
from helpcenter.publish.lock import BuildLock, Holder
from helpcenter.publish.manifest import Difference, Manifest, inspect
from helpcenter.publish.releases import Release, ReleaseStore
from helpcenter.publish.signals import deferred, stop_if_asked, stoppable
from helpcenter.publish.staging import Staging

if TYPE_CHECKING:
    from helpcenter.publish.copying import Copier


class Publication:
    """One attempt to replace the site in `site_dir` by a new release.

        with Publication(Path("site")) as publication:
            publication.staging.write("index.html", b"...")
            release = publication.commit()

    Until `commit` nothing of the site changes; leaving the block without it, by whatever exception, discards
    all that was written. The block holds the site's build lock. `keep` releases stay on the disk, the live
    one included. Raises PublishError: another build runs for longer than `wait` seconds, the disk is full, a
    folder is read-only. SIGTERM and SIGHUP raise `Stopped` in the block. With `ahead`, a large site is copied by a
    process of its own meanwhile, for the next release to begin with.
    """

    staging: Staging

    def __init__(
        self,
        site_dir: Path,
        *,
        keep: int = 3,
        wait: float = 30.0,
        state_dir: Path | None = None,
        on_wait: Callable[[Holder | None], None] | None = None,
        ahead: bool = False,
    ) -> None:
        self._store = ReleaseStore(site_dir, state_dir)
        self._keep = keep
        self._wait = wait
        self._on_wait = on_wait
        self._ahead = ahead
        self._copier: Copier | None = None
        self._owner = os.getpid()
        self._exits = contextlib.ExitStack()
        self._committed = False

    def __enter__(self) -> Self:
        self._store.prepare()
        with contextlib.ExitStack() as exits:
            exits.enter_context(stoppable())
            exits.enter_context(BuildLock(self._store.lock_path, self._wait, self._on_wait))
            self._store.recover()
            folder = self._store.make_staging()
            exits.callback(self._store.drop_staging, folder)
            if self._ahead and self._store.is_large() and threading.active_count() == 1:  # so forking is safe
                from helpcenter.publish.copying import Copier  # 20 ms that only a large site needs

                self._copier = Copier(self._store, folder.parent)
            self.staging = Staging(folder, self._store, self._copier)
            exits.callback(self._end_copier)
            if self._copier is None:
                _ = self.live  # as it is now
            self._exits = exits.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if os.getpid() != self._owner:  # a forked copy of this process has nothing to clean up
            return
        self._exits.close()
        if isinstance(error, OSError) and self._concerns_staging(error):
            raise explain(error, self.staging.folder) from error

    @property
    def live(self) -> Manifest:
        """Returns what is in the site now; no files when there is none."""
        return self.staging.previous

    @property
    def site(self) -> Path:
        """Returns the folder of the live site."""
        return self._store.site

    def commit(self, manifest: Manifest | None = None) -> Release:
        """Makes the staging folder the site, in one step, and returns the release.

        When it holds just what the site holds, nothing is touched. A second call in one block is a mistake.
        `manifest` is what `staging.manifest` returned just now, to save looking at all files once more.
        """
        if self._committed:
            raise PublishError("This publication is committed already. Begin another one.")
        stop_if_asked()
        manifest = manifest or self.staging.manifest()
        if not manifest.files:
            raise PublishError("The new site has no files at all, so the old one was left as it is.")
        unchanged = manifest.digest == self.live.digest
        if not unchanged:
            if not self.staging.is_full:
                self.staging.fill()
                manifest = self.staging.manifest()
            manifest = self.staging.keep_times(manifest)
        with deferred():
            self._store.record_live(self.live)
            if not unchanged:
                self._end_copier()
                self._store.publish(self.staging.folder, manifest)
            self._committed = True
        self._store.prune(self._keep)
        if (live := self._store.live_id()) is None:
            raise PublishError(f"'{self._store.site}' vanished during the build. Stop what removes it.")
        return self._store.describe(live)

    def _end_copier(self) -> None:
        """Ends the process that copied the site; a copy that nobody used is the next build's to begin with."""
        copier, self._copier = self._copier, None
        if copier is None:
            return
        from concurrent.futures.process import BrokenProcessPool  # the same

        try:
            if not self.staging.has_merged:
                with contextlib.suppress(BrokenProcessPool, OSError, PublishError):
                    copied = dict(self.live.files)
                    for path in copier.missing:
                        del copied[path]
                    self._store.keep_spare(self.staging.folder.parent, Manifest(copied))
        finally:
            copier.close()

    def _concerns_staging(self, error: OSError) -> bool:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return full or str(error.filename or "").startswith(str(self.staging.folder))


def releases(site_dir: Path, *, state_dir: Path | None = None) -> list[Release]:
    """Returns the releases of a site that are kept, newest first."""
    return ReleaseStore(site_dir, state_dir).all()


def release_folder(site_dir: Path, release_id: str, *, state_dir: Path | None = None) -> Path:
    """Returns the folder with the files of a release that is kept: the site itself for the live one."""
    return ReleaseStore(site_dir, state_dir).folder(release_id)


def intact_release(site_dir: Path, *, state_dir: Path | None = None) -> Release | None:
    """Returns the live release if every file of the site looks as its manifest says; None otherwise.

    Changes nothing and waits for nobody; reads only files whose size or time differ.
    """
    store = ReleaseStore(site_dir, state_dir)
    try:
        live = store.live_id()
        if live is None or store.pending() is not None or not store.site.is_dir():
            return None
        recorded = store.manifest(live)
        found = inspect(store.site, recorded)
        return store.describe(live) if found.digest == recorded.digest else None
    except (OSError, PublishError):
        return None


def rollback(
    site_dir: Path, to: str | None = None, *, state_dir: Path | None = None, wait: float = 30.0
) -> Release:
    """Makes an earlier release the site, in one step, and returns it: `to` by its id, else the one before the
    live one.

    Raises PublishError when there is none, or when its files are not what they were.
    """
    store = ReleaseStore(site_dir, state_dir)
    store.prepare()
    with BuildLock(store.lock_path, wait):
        store.recover()
        store.record_live(store.inspect_live())
        target = _target(store, to)
        if target != store.live_id():
            if damage := store.damage(target):
                path, kind = damage[0]
                raise PublishError(f"Release '{target}' is damaged: '{path}' is {kind}. Choose another one.")
            with deferred():
                store.switch_to(target)
        return store.describe(target)


def verify(site_dir: Path, *, state_dir: Path | None = None) -> list[Difference]:
    """Returns how the site differs from the manifest of its release; reads every byte. An empty list means:
    whole.

    May be asked at any time, also after a build was killed. Raises PublishError when the site was never
    published.
    """
    return ReleaseStore(site_dir, state_dir).damage_of_site()


def _target(store: ReleaseStore, to: str | None) -> str:
    ids, live = store.ids(), store.live_id()
    if to is None:
        earlier = ids[ids.index(live) + 1 :] if live is not None else ids
        if not earlier:
            raise PublishError(f"'{store.site}' has no earlier release to go back to.")
        return earlier[0]
    if to not in ids:
        raise PublishError(f"'{to}' is no release that is kept. There are: {', '.join(ids) or 'none'}.")
    return to
