"""Readers during rebuilds, two builds at once."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from helpcenter.publish import releases, verify
from tests.publish.builder import number_of, publish, read_tree, tree_of
from tests.publish.conftest import Start


class Reader(threading.Thread):
    """Reads the site in a loop until told to stop; `walks` counts whole readings, `error` is what went wrong."""

    def __init__(self, site: Path) -> None:
        super().__init__()
        self._site = site
        self._stop_asked = threading.Event()
        self._walked = threading.Condition()
        self.walks = 0
        self.numbers: list[int] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        always = sorted(tree_of(0).keys() & tree_of(1).keys())
        try:
            while not self._stop_asked.is_set():
                self.numbers.append(number_of(read_tree(self._site)))
                for path in always:  # as a web server does it: by name, each time from the top
                    assert (self._site / path).read_bytes().split(b"\n")[1].isdigit()
                with self._walked:
                    self.walks += 1
                    self._walked.notify_all()
        except BaseException as error:  # noqa: BLE001 - told in the test's own thread
            self.error = error

    def wait_for_a_walk(self) -> None:
        """Returns when a reading that is going on now has ended: no reader is so slow that releases pass it by."""
        with self._walked:
            seen = self.walks
            self._walked.wait_for(lambda: self.walks > seen or self.error, timeout=20)

    def finish(self) -> None:
        self._stop_asked.set()
        self.join(20)
        if self.error is not None:
            raise self.error


def test_a_reader_sees_whole_releases_during_rebuilds(site: Path, start: Start) -> None:
    publish(site, 1)
    reader = Reader(site)
    reader.start()
    for number in range(2, 22):
        reader.wait_for_a_walk()
        process = start(site, number, 1)
        assert process.wait(20) == 0
    reader.wait_for_a_walk()
    reader.finish()
    assert reader.walks >= 20
    assert reader.numbers == sorted(reader.numbers)
    assert len(set(reader.numbers)) >= 15, "the reader saw most of the releases"


def test_a_folder_opened_before_a_switch_stays_whole(site: Path) -> None:
    publish(site, 11)
    descriptor = os.open(site, os.O_RDONLY)
    for number in (12, 13):
        publish(site, number, keep=3)
    assert number_of(read_tree(Path(f"/proc/self/fd/{descriptor}"))) == 11
    for number in (14, 15, 16):
        publish(site, number, keep=3)
    with os.scandir(descriptor) as left:
        assert list(left) == [], "later it is empty, never a part of another release"
    os.close(descriptor)


@pytest.mark.slow
def test_two_builds_at_once_twenty_times(site: Path, start: Start) -> None:
    publish(site, 1)
    reader = Reader(site)
    reader.start()
    for turn in range(20):
        pair = [start(site, 100 * (turn + 1) + 10 * which, 1, "--pause", 0.05) for which in (1, 2)]
        outputs = [process.communicate(timeout=60) for process in pair]
        assert [process.returncode for process in pair] == [0, 0], outputs
        assert number_of(read_tree(site)) in (100 * (turn + 1) + 10, 100 * (turn + 1) + 20)
        assert verify(site) == []
        reader.wait_for_a_walk()
    reader.finish()
    assert len(releases(site)) == 3
    assert releases(site)[0].id.startswith("0041")


def test_the_second_build_gives_up_after_its_time(site: Path, start: Start) -> None:
    publish(site, 1)
    process = start(site, 2, 1, "--pause", 30)
    assert process.stdout is not None
    assert process.stdout.readline() == "started 2\n"
    from helpcenter.publish import Publication, PublishError

    with pytest.raises(PublishError, match=f"Another build holds .*: process {process.pid} on"):
        Publication(site, wait=0.1).__enter__()
    assert number_of(read_tree(site)) == 1
