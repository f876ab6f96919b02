"""The folder of an old release as the beginning of the next one: only what is surely the same stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpcenter.publish.manifest import FileState, inspect, write_manifest
from helpcenter.publish.recycling import merge, sift

FILES = {"index.html": "home", "a/index.html": "a", "a/b/c/index.html": "c", "gone/x/index.html": "gone"}


@pytest.fixture
def spare(tmp_path: Path) -> Path:
    folder = tmp_path / "state/spare"
    for path, text in FILES.items():
        (folder / "tree" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "tree" / path).write_text(text)
    write_manifest(folder, inspect(folder / "tree"))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "state/work-1/tree"
    (folder / "a").mkdir(parents=True)
    (folder / "a/new.html").write_text("new")
    (folder / "gone").write_text("was a folder")
    return folder


def wanted(spare: Path) -> dict[str, FileState]:
    return {
        path: state for path, state in inspect(spare / "tree").files.items() if not path.startswith("gone")
    }


def recycle(spare: Path, folder: Path, wanted: dict[str, FileState]) -> set[str]:
    stays = sift(spare, folder.parent, wanted)
    if stays:
        merge(folder)
    return stays


def content(folder: Path) -> dict[str, str]:
    return {path: (folder / path).read_text() for path in inspect(folder).files}


def test_wanted_files_stay_and_written_ones_join_them(spare: Path, folder: Path) -> None:
    inode = (spare / "tree/a/b/c").stat().st_ino
    assert recycle(spare, folder, wanted(spare)) == {"index.html", "a/index.html", "a/b/c/index.html"}
    assert content(folder) == {
        "index.html": "home",
        "a/index.html": "a",
        "a/b/c/index.html": "c",
        "a/new.html": "new",
        "gone": "was a folder",
    }
    assert (folder / "a/b/c").stat().st_ino == inode, "folders are used again"
    assert not spare.exists()


def test_what_is_not_as_its_manifest_says_goes(spare: Path, folder: Path) -> None:
    expected = wanted(spare)
    (spare / "tree/sneaked-in.html").write_text("call +1 555 0100")
    (spare / "tree/a/link").symlink_to("/etc/passwd")
    (spare / "tree/empty/folder").mkdir(parents=True)
    (spare / "tree/index.html").write_text("changed")
    (spare / "tree/a/index.html").unlink()
    (spare / "tree/a/index.html").symlink_to("b/c/index.html")
    assert recycle(spare, folder, expected) == {"a/b/c/index.html"}
    assert sorted(content(folder)) == ["a/b/c/index.html", "a/new.html", "gone"]
    assert sorted(path.name for path in folder.iterdir()) == ["a", "gone"]
    assert sorted(path.name for path in (folder / "a").iterdir()) == ["b", "new.html"]


def test_a_file_that_the_manifest_has_with_other_bytes_goes(spare: Path, folder: Path) -> None:
    expected = wanted(spare)
    expected["index.html"] = expected["index.html"]._replace(sha256="0" * 64)
    assert "index.html" not in recycle(spare, folder, expected)
    assert "index.html" not in content(folder)


@pytest.mark.parametrize("damage", ["missing", "no manifest", "no tree", "nothing wanted"])
def test_a_spare_that_is_of_no_use_is_no_error(spare: Path, folder: Path, damage: str) -> None:
    expected = {} if damage == "nothing wanted" else wanted(spare)
    if damage == "missing":
        spare.rename(spare.parent / "elsewhere")
    elif damage == "no manifest":
        (spare / "SHA256SUMS").unlink()
    elif damage == "no tree":
        (spare / "tree").rename(spare.parent / "elsewhere")
    assert recycle(spare, folder, expected) == set()
    assert content(folder) == {"a/new.html": "new", "gone": "was a folder"}


def test_a_server_that_was_started_in_the_old_folder_serves_nothing(spare: Path, folder: Path) -> None:
    descriptor = os.open(spare / "tree", os.O_RDONLY)
    recycle(spare, folder, wanted(spare))
    with os.scandir(descriptor) as left:
        assert list(left) == []
    os.close(descriptor)
