"""The staging folder and the writer that worker processes use."""

from __future__ import annotations

import hashlib
import os
import pickle
import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from helpcenter.publish.errors import PublishError
from helpcenter.publish.manifest import inspect
from helpcenter.publish.releases import ReleaseStore
from helpcenter.publish.staging import Staging, Writer, Written

TWICE = "'a/b' is written twice: two pages have one address. Rename one of them."


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def live(tmp_path: Path) -> Path:
    folder = tmp_path / "live"
    (folder / "a").mkdir(parents=True)
    (folder / "a/kept").write_bytes(b"kept")
    (folder / "old").write_bytes(b"old")
    os.utime(folder / "old", ns=(10**18, 10**18))
    return folder


@pytest.fixture
def staging(tmp_path: Path, live: Path) -> Staging:
    del live
    store = ReleaseStore(tmp_path / "live")
    store.prepare()
    return Staging(store.make_staging(), store)


def test_written_and_kept_files_make_the_manifest(staging: Staging, live: Path) -> None:
    staging.write("a/new/index.html", b"new")
    assert staging.keep("a/kept", sha256(b"kept"))
    digest = staging.manifest().digest
    assert not (staging.folder / "a/kept").exists(), "keeping is only noted until it is needed"
    assert staging.fill() == staging.folder
    assert (staging.folder / "a/kept").samefile(live / "a/kept")
    assert staging.manifest().digest == digest == inspect(staging.folder).digest
    assert list(staging.manifest().files) == ["a/kept", "a/new/index.html"]


def test_only_the_bytes_that_are_asked_for_are_kept(staging: Staging) -> None:
    assert not staging.keep("a/kept", sha256(b"other"))
    assert not staging.keep("a/unknown", sha256(b"kept"))
    staging.write("a/kept", b"other")
    assert list(staging.manifest().files) == ["a/kept"]


@pytest.mark.parametrize("first", ["write", "keep"])
@pytest.mark.parametrize("second", ["write", "keep", "accept"])
def test_one_address_belongs_to_one_page(staging: Staging, live: Path, first: str, second: str) -> None:
    (live / "a/b").write_bytes(b"old")
    old = sha256(b"old")
    actions = {
        "write": lambda: staging.write("a/b", b""),
        "keep": lambda: staging.keep("a/b", old),
        "accept": lambda: staging.accept([Written("a/b", inspect(live).files["old"])]),
    }
    actions[first]()
    with pytest.raises(PublishError) as caught:
        actions[second]()
    assert str(caught.value) == TWICE


def test_two_workers_cannot_write_one_file(staging: Staging) -> None:
    staging.writer.write("a/b", b"one")
    with pytest.raises(PublishError) as caught:
        staging.writer.write("a/b", b"two")
    assert str(caught.value) == TWICE
    assert (staging.folder / "a/b").read_bytes() == b"one"


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\0"])
def test_nothing_is_written_outside(staging: Staging, path: str) -> None:
    for write in (staging.write, staging.writer.write):
        with pytest.raises(PublishError, match="is no name for a file of the site"):
            write(path, b"")
    assert list(staging.folder.rglob("*")) == []


def test_a_symbolic_link_in_the_way_is_not_followed(staging: Staging, tmp_path: Path) -> None:
    (staging.folder / "page").symlink_to(tmp_path / "victim")
    with pytest.raises(PublishError):
        staging.write("page", b"")
    assert not (tmp_path / "victim").exists()


def test_a_removed_staging_folder_is_not_made_again(staging: Staging) -> None:
    staging.folder.rmdir()
    with pytest.raises(PublishError, match="vanished during the build"):
        staging.write("a/b/c", b"")
    assert not staging.folder.exists()


def test_the_writer_works_in_other_processes(staging: Staging) -> None:
    assert len(pickle.dumps(staging.writer)) < 500
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        names = [f"p/{number % 3}/{number}" for number in range(20)]
        staging.accept(pool.map(staging.writer.write, names, [name.encode() for name in names]))
    assert inspect(staging.folder) == staging.manifest()
    assert (staging.folder / "p/1/19").read_bytes() == b"p/1/19"


def test_twins_from_different_workers_are_found(staging: Staging) -> None:
    written = [staging.writer.write("a/page", b""), staging.writer.write("a/Page", b"")]
    with pytest.raises(PublishError, match="'a/Page' and 'a/page' differ only in case"):
        staging.accept(written)


def test_files_of_other_programs_are_found_and_checked(staging: Staging) -> None:
    (staging.folder / "docs").mkdir()
    (staging.folder / "docs/about.html").write_bytes(b"about")
    assert staging.manifest().files["docs/about.html"].sha256 == sha256(b"about")
    (staging.folder / "docs/link").symlink_to("about.html")
    with pytest.raises(PublishError, match="'docs/link' is no regular file"):
        staging.manifest()


def test_a_file_changed_or_removed_behind_our_back_is_noticed(staging: Staging) -> None:
    staging.write("one", b"same size")
    (staging.folder / "one").write_bytes(b"size same")
    with pytest.raises(PublishError, match="'one' was changed after it was written"):
        staging.manifest()
    (staging.folder / "one").unlink()
    with pytest.raises(PublishError, match="one' vanished during the build"):
        staging.manifest()


def test_a_kept_file_that_vanished_from_the_site_is_a_clear_message(staging: Staging, live: Path) -> None:
    assert staging.keep("old", sha256(b"old"))
    (live / "old").unlink()
    with pytest.raises(PublishError, match="live/old' vanished during the build"):
        staging.fill()


def test_a_kept_file_that_changed_meanwhile_is_noticed(staging: Staging, live: Path) -> None:
    assert staging.keep("old", sha256(b"old"))
    (live / "old").write_bytes(b"new")
    staging.fill()
    with pytest.raises(PublishError, match="'old' was changed"):
        staging.manifest()


def test_the_same_bytes_keep_their_time(staging: Staging, live: Path) -> None:
    staging.write("old", b"old")
    staging.write("a/kept", b"changed")
    manifest = staging.keep_times(staging.manifest())
    assert (staging.folder / "old").stat().st_mtime_ns == 10**18
    assert manifest == inspect(staging.folder)
    assert not (staging.folder / "old").samefile(live / "old")


def test_a_disk_without_hard_links_gets_copies(
    staging: Staging, live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: str, **_: object) -> None:
        raise PermissionError(1, "Operation not permitted", source, None, target)

    monkeypatch.setattr(os, "link", refuse)
    assert staging.keep("old", sha256(b"old"))
    staging.fill()
    assert not (staging.folder / "old").samefile(live / "old")
    assert staging.manifest() == inspect(staging.folder)


def test_a_file_size_limit_is_a_clear_message(staging: Staging) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(PublishError, match="larger than the file-size limit allows"):
            staging.write("big", b"x" * 1001)
        staging.write("small", b"x" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_writer_of_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="gone' vanished"):
        Writer(str(tmp_path / "gone")).write("index.html", b"")


def test_a_file_like_one_of_the_live_site_is_that_one(staging: Staging, live: Path) -> None:
    written = staging.writer.write("b/new", b"old", like="old")
    assert (staging.folder / "b/new").samefile(live / "old")
    assert written.state == (sha256(b"old"), 3, 10**18)
    staging.accept([written])
    assert staging.manifest().digest == inspect(staging.folder).digest


@pytest.mark.parametrize("like", ["a/kept", "missing", "a", "link", "pipe"])
def test_one_that_is_not_like_it_is_written(staging: Staging, live: Path, like: str) -> None:
    (live / "link").symlink_to("old")
    os.mkfifo(live / "pipe")
    written = staging.writer.write("b/new", b"old", like=like)
    assert (staging.folder / "b/new").read_bytes() == b"old"
    assert (staging.folder / "b/new").stat().st_nlink == 1
    assert written.state.sha256 == sha256(b"old")


def test_a_file_like_another_one_is_not_written_twice(staging: Staging) -> None:
    staging.writer.write("a/b", b"old", like="old")
    with pytest.raises(PublishError, match="written twice"):
        staging.writer.write("a/b", b"old", like="old")
    with pytest.raises(PublishError, match="must stay inside"):
        staging.writer.write("../b", b"old", like="old")
