"""A small build in a process of its own, for tests that end it, starve it or run two of it.

    python -m tests.publish.builder SITE FIRST COUNT [--files N] [--keep N] [--pause SECONDS] [--workers N] [--ahead]

publishes releases FIRST, FIRST+1, … as `tree_of` has them and prints `started N` and `published N` lines. With
`--ahead`, a process copies the site meanwhile, small as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from helpcenter.publish import Publication, PublishError, Writer, Written, follow_parent
from helpcenter.publish.releases import ReleaseStore


def tree_of(number: int, files: int = 40) -> dict[str, bytes]:
    """Returns the files of release `number`: a quarter have its number inside, the others change every fifth time.

    Some names come and go, so that folders do too.
    """
    tree = {}
    for index in range(files):
        stamp = f"release {number}" if index % 4 == 1 else f"stable {number // 5}"
        text = f"{stamp}\n{index}\n" + "text " * (50 * (index % 7))
        tree[f"zh/provider-{index % 3}/page-{index}/index.html"] = text.encode()
    tree[f"zh/only-{number % 3}/index.html"] = f"release {number}\nonly\n".encode()
    return tree


def publish(
    site: Path,
    number: int,
    files: int = 40,
    keep: int = 3,
    pause: float = 0,
    workers: int = 0,
    *,
    ahead: bool = False,
) -> str:
    """Publishes release `number` as a build would: what did not change is kept, the rest written. Returns its id."""
    with Publication(site, keep=keep, ahead=ahead) as publication:
        print(f"started {number}", flush=True)
        staging = publication.staging
        changed = {
            path: data
            for path, data in tree_of(number, files).items()
            if not staging.keep(path, hashlib.sha256(data).hexdigest())
        }
        if workers:
            with ProcessPoolExecutor(workers, initializer=follow_parent) as pool:
                parts = [dict(list(changed.items())[at::4]) for at in range(4)]
                for done in pool.map(write_part, [staging.writer] * 4, parts, [pause / 4] * 4):
                    staging.accept(done)
        else:
            for path, data in changed.items():
                staging.write(path, data)
                if pause:
                    time.sleep(pause / len(changed))
        if ahead:
            staging.fill()
            staging.begin_to_look()
        release = publication.commit(staging.manifest() if ahead else None)
    print(f"published {number}", flush=True)
    return release.id


def write_part(writer: Writer, part: Mapping[str, bytes], pause: float) -> list[Written]:
    """A worker's share of a build."""
    # One write: two workers share the pipe, and `print` may write the line and its end apart.
    os.write(1, f"worker {os.getpid()}\n".encode())
    time.sleep(pause)
    return [writer.write(path, data) for path, data in part.items()]


def read_tree(site: Path) -> dict[str, bytes]:
    """Returns all files of a folder that is opened once, so that a switch in between does not show."""
    descriptor = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    try:
        found = {}
        for folder, _, names, folder_descriptor in os.fwalk(".", dir_fd=descriptor):
            for name in names:
                with open(os.open(name, os.O_RDONLY, dir_fd=folder_descriptor), "rb") as file:
                    found[os.path.normpath(f"{folder}/{name}")] = file.read()
        return found
    finally:
        os.close(descriptor)


def number_of(tree: Mapping[str, bytes], files: int = 40) -> int:
    """Returns which release a tree is. Fails unless it is just that one, whole."""
    numbers = {int(data.split()[1]) for data in tree.values() if data.startswith(b"release")}
    assert len(numbers) == 1, f"a mixture of releases {sorted(numbers)}"
    number = numbers.pop()
    assert tree == tree_of(number, files)
    return number


def main() -> int:
    """Runs the builds that the arguments ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--keep", type=int, default=3)
    parser.add_argument("--pause", type=float, default=0)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--ahead", action="store_true")
    options = parser.parse_args()
    ReleaseStore.LARGE = 0
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a test's child may start with it ignored
    try:
        for number in range(options.first, options.first + options.count):
            publish(
                options.site,
                number,
                options.files,
                options.keep,
                options.pause,
                options.workers,
                ahead=options.ahead,
            )
    except PublishError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the site is unchanged.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
