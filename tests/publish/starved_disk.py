"""Builds on a disk of its own that is too small, or turns read-only; run by `test_disk` in a mount namespace.

    python -m tests.publish.starved_disk FOLDER full|read-only

The disk is a tmpfs on FOLDER. Prints one line for each of 20 sizes, or one for each thing that was refused.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from helpcenter.publish import Publication, PublishError, rollback, verify
from tests.publish import builder

SIZE = 4 * 1024 * 1024
PAGE = 4096
FILES = 60


def main() -> None:
    """Runs what the arguments ask for."""
    disk = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", disk], check=True)
    publish(disk / "site", 10)
    if sys.argv[2] == "full":
        for share in range(20):
            fill_and_publish(disk, share)
    else:
        refuse_and_publish(disk)


def fill_and_publish(disk: Path, share: int) -> None:
    """Publishes release 20 with room for `share` parts of 19 of it: on the way the disk is full, but for the last."""
    site, ballast = disk / "site", disk / "ballast"
    needed = PAGE * FILES * 5 // 4
    free = os.statvfs(disk).f_bavail * PAGE
    room = needed * share // 19
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free - room - PAGE, PAGE))
    try:
        publish(site, 20)
        said = "published"
    except PublishError as error:
        said = str(error)
        assert number_of(site) == 10
        assert {path.name for path in (disk / ".helpcenter/site").iterdir()} <= {"lock", "releases", "spare"}
    assert verify(site) == []
    ballast.unlink()
    publish(site, 21)
    assert number_of(site) == 21
    publish(site, 10)
    print(said.replace(str(disk), "DISK"))


def refuse_and_publish(disk: Path) -> None:
    """Turns the disk read-only before a build and a rollback, and within a build."""
    site = disk / "site"
    with read_only(disk):
        for refused in (lambda: publish(site, 20), lambda: rollback(site)):
            try:
                refused()
            except PublishError as error:
                print(str(error).replace(str(disk), "DISK"))
    with contextlib.ExitStack() as mounted:
        try:
            with Publication(site) as publication:
                publication.staging.write("a/index.html", b"")
                mounted.enter_context(read_only(disk))
                publication.staging.write("b/index.html", b"")
        except PublishError as error:
            print(str(error).replace(str(publication.staging.folder), "STAGING"))
        assert verify(site) == []
        assert number_of(site) == 10
    publish(site, 11)
    assert number_of(site) == 11
    assert {path.name for path in (disk / ".helpcenter/site").iterdir()} == {"lock", "releases"}


def publish(site: Path, number: int) -> None:
    with contextlib.redirect_stdout(None):
        builder.publish(site, number, FILES)


def number_of(site: Path) -> int:
    return builder.number_of(builder.read_tree(site), FILES)


@contextlib.contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Puts a read-only view of the disk in its place: the disk itself cannot be while a lock file is open on it."""
    subprocess.run(["mount", "--bind", disk, disk], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", disk], check=True)
    yield
    subprocess.run(["umount", disk], check=True)


if __name__ == "__main__":
    main()
