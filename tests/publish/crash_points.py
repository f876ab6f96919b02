"""Ends a build at every step it takes on the disk, one after the other, and looks at what is left.

    python -m tests.publish.crash_points FOLDER CASE [--no-exchange]

CASE: `incremental`, `clean`, `first` (there is no site yet), `foreign` (another program made it), `rollback`, `copied`
(a process of its own copies the site meanwhile), `linked` (the same without a spare release), or `copier` (that process
is the one that ends).
A forked child publishes and kills itself with SIGKILL before its n-th change of a file, folder or name, for n = 1, 2, …
until it comes through. After each: the site is the old or the new release, whole; so says its manifest; and the next
build succeeds and leaves nothing behind. Prints how many steps there were.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from helpcenter.publish import releases, rollback, switch, verify
from helpcenter.publish.releases import ReleaseStore
from tests.publish import builder

FILES = 8
CHANGES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.utime", "os.truncate", "os.chmod"}
# What the site holds before, and what the build or rollback that is ended makes of it.
CASES = {
    "incremental": (13, 14),
    "clean": (14, 15),
    "first": (None, 14),
    "foreign": (13, 14),
    "rollback": (13, 12),
    "copied": (13, 14),
    "linked": (13, 14),
    "copier": (13, 14),
}
AHEAD = {"copied", "linked", "copier"}
SUBREAPER = 36


def main() -> None:
    """Runs the steps; an assertion that fails ends the program."""
    base, case = Path(sys.argv[1]), sys.argv[2]
    if "--no-exchange" in sys.argv:
        switch.exchange = lambda one, other: False
    ReleaseStore.LARGE = 0
    # Processes that a killed one leaves behind become ours, so that we can wait until they have ended, too.
    assert ctypes.CDLL(None).prctl(SUBREAPER, 1) == 0
    step, survived = 0, False
    while not survived:
        step += 1
        site = prepare(base / str(step), case)
        child = os.fork()
        if child == 0:
            run_until(
                step,
                partial(rollback, site)
                if case == "rollback"
                else partial(publish, site, CASES[case][1], ahead=case in AHEAD),
                in_copier=case == "copier",
            )
        status = os.waitpid(child, 0)[1]
        with contextlib.suppress(ChildProcessError):
            os.waitpid(-1, 0)
        survived = status == 0
        killed = os.waitstatus_to_exitcode(status)
        assert survived or killed == (1 if case == "copier" else -signal.SIGKILL), status
        check(site, case)
        shutil.rmtree(site.parent)
    print(step - 1)


def prepare(folder: Path, case: str) -> Path:
    """Makes what there is before; mostly a site with more releases behind it than are kept, so with a spare one."""
    site = folder / "site"
    if case == "foreign":
        for path, data in builder.tree_of(13, FILES).items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(data)
    elif case != "first":
        for number in range(10, CASES[case][0] + 1):
            publish(site, number)
    if case == "linked":
        shutil.rmtree(folder / ".helpcenter/site/spare")
    return site


def publish(site: Path, number: int, *, ahead: bool = False) -> None:
    """Publishes without a word."""
    with contextlib.redirect_stdout(None):
        builder.publish(site, number, FILES, keep=2, ahead=ahead)


def run_until(step: int, action: Callable[[], object], *, in_copier: bool) -> None:
    """Acts, and is gone before the `step`-th change; the exchange of two folders counts as one.

    With `in_copier`, the process that copies the site is gone before its own `step`-th change.
    """
    left = step
    owner = os.getpid()

    def count(*_: object) -> None:
        nonlocal left
        if (os.getpid() != owner) is not in_copier:
            return
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if event in CHANGES or writes:
            count()

    system_call = switch._system_call()

    def exchange(one: bytes, other: bytes) -> int:
        count()
        result = system_call(one, other) if system_call is not None else -1
        count()
        return result

    switch._system_call = lambda: exchange if system_call is not None else None
    sys.addaudithook(hook)
    try:
        action()
    except BrokenProcessPool:
        os._exit(1)
    os._exit(0)


def check(site: Path, case: str) -> None:
    """Fails unless the site is whole, says so, and the next build works as if nothing had happened."""
    state = site.parent / ".helpcenter/site"
    possible = [number for number in CASES[case] if number is not None]
    recorded = bool(state.is_dir() and releases(site))
    if site.exists():  # else there was none, or the disk cannot exchange folders
        assert number_of(site) in possible
        assert not recorded or verify(site) == []
    else:
        assert case == "first" or "--no-exchange" in sys.argv
    publish(site, 20)
    assert number_of(site) == 20
    assert verify(site) == []
    assert {path.name for path in state.iterdir()} <= {"lock", "releases", "spare"}
    newest, *older = releases(site)
    assert newest.live
    assert len(older) == 1 or case == "first"
    for release in older:
        assert ReleaseStore(site).damage(release.id) == []
        assert number_of(state / "releases" / release.id / "tree") in possible


def number_of(folder: Path) -> int:
    """Returns which release is in a folder; fails unless it is whole."""
    return builder.number_of(builder.read_tree(folder), FILES)


if __name__ == "__main__":
    main()
