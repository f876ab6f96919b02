"""The manifest: its form on disk, what it finds and what it reads."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from helpcenter.publish.errors import PublishError
from helpcenter.publish.manifest import Manifest, compare, inspect, read_manifest, write_manifest


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    for path, text in {
        "b.txt": "b",
        "a/x.txt": "x",
        "a/ü 退.txt": "",
        "a b": "ab",
        "line\u2028end": "l",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_coreutils_agree_about_files_and_digest(tree: Path, tmp_path: Path) -> None:
    manifest = inspect(tree)
    write_manifest(tmp_path, manifest)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "../SHA256SUMS"], cwd=tree, check=True)
    sums = subprocess.run(["sha256sum", tmp_path / "SHA256SUMS"], check=True, capture_output=True, text=True)
    assert sums.stdout.split()[0] == manifest.digest


def test_what_is_written_is_read(tree: Path, tmp_path: Path) -> None:
    manifest = inspect(tree)
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest
    assert manifest.size == 5
    assert list(manifest.files) == sorted(manifest.files)


def test_the_digest_depends_on_names_and_bytes_alone(tree: Path) -> None:
    before = inspect(tree)
    os.utime(tree / "b.txt", ns=(1, 1))
    assert inspect(tree).digest == before.digest
    (tree / "b.txt").rename(tree / "c.txt")
    assert inspect(tree).digest != before.digest


def test_every_kind_of_difference_is_found(tree: Path) -> None:
    manifest = inspect(tree)
    assert compare(tree, manifest) == []
    (tree / "b.txt").write_text("c")
    (tree / "a/x.txt").unlink()
    (tree / "new").write_text("")
    (tree / "link").symlink_to("b.txt")
    os.mkfifo(tree / "fifo")
    (tree / "a b").unlink()
    (tree / "a b").symlink_to("/etc/hostname")
    assert compare(tree, manifest) == [
        ("a b", "changed"),
        ("a/x.txt", "missing"),
        ("b.txt", "changed"),
        ("fifo", "unexpected"),
        ("link", "unexpected"),
        ("new", "unexpected"),
    ]
    assert {found.kind for found in compare(tree / "gone", manifest)} == {"missing"}


def test_only_files_that_look_different_are_read(tree: Path) -> None:
    manifest = inspect(tree)
    status = (tree / "b.txt").stat()
    (tree / "b.txt").write_text("X")
    assert inspect(tree, manifest).files["b.txt"].sha256 == hashlib.sha256(b"X").hexdigest()
    os.utime(tree / "b.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert inspect(tree, manifest) == manifest, "same size and time count as unchanged"
    assert inspect(tree) != manifest


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "SHA256SUMS").write_bytes(b"garbage\n"),
        lambda folder: (folder / "SHA256SUMS").write_bytes(b"\xff\xfe"),
        lambda folder: (folder / "stats").write_bytes(b"1 2\n"),
        lambda folder: (folder / "stats").unlink(),
        lambda folder: (folder / "SHA256SUMS").write_bytes((folder / "SHA256SUMS").read_bytes()[:-30]),
    ],
)
def test_a_damaged_manifest_is_noticed(tree: Path, tmp_path: Path, damage: object) -> None:
    write_manifest(tmp_path, inspect(tree))
    assert callable(damage)
    damage(tmp_path)
    with pytest.raises((OSError, ValueError)):
        read_manifest(tmp_path)


def test_a_name_that_no_site_can_hold_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / "a\nb").write_text("")
    with pytest.raises(PublishError, match=r"'a\\nb' is no name for a file of the site"):
        inspect(tmp_path)


def test_an_empty_manifest_has_the_digest_of_nothing() -> None:
    assert Manifest({}).digest == hashlib.sha256(b"").hexdigest()
