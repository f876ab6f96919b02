"""Keys of files that look as before: never of other bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpcenter import file_keys
from helpcenter.cache import Cache, key_of
from helpcenter.file_keys import FileKeys


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Returns a file that is old enough."""
    monkeypatch.setattr(file_keys, "UNSETTLED_SECONDS", -60.0)
    (tmp_path / "one.yml").write_text("one")
    return str(tmp_path / "one.yml")


def noted(folder: Path, file: str) -> None:
    keys = FileKeys(folder / "cache")
    assert keys.look(file) is None
    keys.note(file, key_of(Path(file).read_bytes()))
    keys.save()


def looked(folder: Path, file: str) -> bytes | None:
    return FileKeys(folder / "cache").look(file)


def test_a_file_that_looks_as_before_is_known(file: str, tmp_path: Path) -> None:
    noted(tmp_path, file)
    assert looked(tmp_path, file) == key_of(b"one")
    assert looked(tmp_path, str(tmp_path / "cache/files.cache")) is None


def test_one_run_looks_once(file: str, tmp_path: Path) -> None:
    noted(tmp_path, file)
    keys = FileKeys(tmp_path / "cache")
    assert keys.look(file) == key_of(b"one")
    Path(file).write_text("another")
    assert keys.look(file) == key_of(b"one"), "as it was when this run looked"
    keys.save()
    assert looked(tmp_path, file) is None, "the next one sees that it is another"


def test_one_that_was_written_again_is_not(file: str, tmp_path: Path) -> None:
    noted(tmp_path, file)
    times = Path(file).stat()
    Path(file).write_text("two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert looked(tmp_path, file) is None, "neither size nor mtime tells"


def test_one_that_took_its_place_is_not(file: str, tmp_path: Path) -> None:
    noted(tmp_path, file)
    other = tmp_path / "other"
    other.write_text("two")
    times = Path(file).stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(file)
    assert looked(tmp_path, file) is None


def test_one_that_changed_just_now_is_read_again(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_keys, "UNSETTLED_SECONDS", 60.0)
    noted(tmp_path, file)
    assert looked(tmp_path, file) is None


def test_a_link_is_never_known(file: str, tmp_path: Path) -> None:
    link = tmp_path / "link.yml"
    link.symlink_to(file)
    noted(tmp_path, str(link))
    assert looked(tmp_path, str(link)) is None


def test_what_is_not_looked_at_is_forgotten(file: str, tmp_path: Path) -> None:
    noted(tmp_path, file)
    other = tmp_path / "other.yml"
    other.write_text("other")
    noted(tmp_path, str(other))
    assert looked(tmp_path, file) is None
    assert looked(tmp_path, str(other)) == key_of(b"other")


@pytest.mark.parametrize(
    "kept", [[], 5, "x", {"FILE": 5}, {"FILE": [1, 2, 3, 4]}, {"FILE": ["a", 2, 3, 4, "zz"]}]
)
def test_rubbish_is_nothing_known(file: str, tmp_path: Path, kept: object) -> None:
    cache = Cache.open(tmp_path / "cache", "files")
    cache.put_whole({file: kept["FILE"]} if isinstance(kept, dict) else kept)
    cache.save()
    assert looked(tmp_path, file) is None


def test_without_a_folder_nothing_is_known(file: str) -> None:
    keys = FileKeys(None)
    assert keys.look(file) is None
    keys.note(file, key_of(b"one"))
    keys.save()
    assert FileKeys(None).look(file) is None


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FileKeys(tmp_path).look(str(tmp_path / "none"))
