"""The build lock: one at a time, never stale, and it says who holds it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from helpcenter.publish.errors import PublishError
from helpcenter.publish.lock import BuildLock, Holder, read_holder


def test_the_holder_is_named_to_whoever_waits_too_long(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    heard: list[Holder | None] = []
    with BuildLock(path):
        holder = read_holder(path)
        assert holder is not None
        assert holder.pid == os.getpid()
        with pytest.raises(PublishError) as caught, BuildLock(path, wait=0.12, on_wait=heard.append):
            pass
    assert str(caught.value) == (
        f"Another build holds '{path}': process {os.getpid()} on '{holder.host}', since {holder.since}. "
        "Wait until it ends or stop it, then build again."
    )
    assert heard == [holder]


def test_a_second_build_waits_until_the_first_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    order = []
    inside = threading.Event()

    def first() -> None:
        with BuildLock(path):
            inside.set()
            time.sleep(0.2)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(5)
    with BuildLock(path, wait=5):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_the_lock_is_free_after_the_block_and_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with pytest.raises(ZeroDivisionError), BuildLock(path):
        _ = 1 / 0
    with BuildLock(path, wait=0):
        pass
    assert read_holder(path) is None


def test_a_forked_child_that_outlives_its_parent_does_not_hold_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    read_end, write_end = os.pipe()
    child_read, child_write = os.pipe()
    parent = os.fork()
    if parent == 0:  # the build: takes the lock, forks a worker, is killed
        BuildLock(path, wait=0).__enter__()
        worker = os.fork()
        if worker == 0:
            os.close(child_write)
            os.read(child_read, 1)  # lives until the test lets go
            os._exit(0)
        os.write(write_end, b"x")
        time.sleep(60)
        os._exit(0)
    os.close(child_read)
    try:
        assert os.read(read_end, 1) == b"x"
        with pytest.raises(PublishError, match=f"process {parent} on"), BuildLock(path, wait=0):
            pass
        os.kill(parent, 9)
        os.waitpid(parent, 0)
        with BuildLock(path, wait=5):  # the worker may not have had its first moment yet
            pass
    finally:
        for descriptor in (child_write, read_end, write_end):
            os.close(descriptor)


def test_a_child_that_leaves_the_block_does_not_free_the_lock_of_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = BuildLock(path)
    with lock:
        child = os.fork()
        if child == 0:
            lock.__exit__(None, None, None)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        with pytest.raises(PublishError), BuildLock(path, wait=0):
            pass


def test_a_lock_file_with_rubbish_in_it_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_bytes(b"\xff{[" * 1000)
    assert read_holder(path) is None
    with BuildLock(path, wait=0):
        assert read_holder(path) is not None


def test_a_lock_file_that_was_removed_under_its_holder_is_not_taken_for_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with BuildLock(path):
        path.unlink()
        with BuildLock(path, wait=0):  # another file: another lock
            assert path.exists()


def test_a_missing_folder_is_a_clear_message(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"'.*lock' vanished"), BuildLock(tmp_path / "gone" / "lock"):
        pass
