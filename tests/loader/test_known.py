"""Files that other processes parse ahead must come out as if they were parsed here."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from helpcenter.cache import key_of
from helpcenter.diagnostics import ContentError
from helpcenter.loader import known, read
from helpcenter.loader.document import Document
from helpcenter.loader.known import KnownDocuments

FAULTY = {7: b"a: [", 30: b"\xef\xbb\xbfa: b\n", 31: b"a: b\n\tc: d\n"}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setattr(known, "MANY", 40)
    monkeypatch.setattr(known, "BATCH", 7)
    for number in range(60):
        text = f"title: 标题 {number}\r\nlist:\n- 'a'\n- b: [{number}, \"c\\n\"]\n".encode()
        (tmp_path / f"{number:02}.yml").write_bytes(FAULTY.get(number, text))
    return sorted(tmp_path.glob("*.yml"))


def read_all(documents: KnownDocuments, files: Sequence[Path], jobs: int) -> list[Document | str]:
    found: list[Document | str] = []
    with documents.reading_ahead(files, jobs):
        for file in files:
            try:
                found.append(documents.read(file, file.name))
            except ContentError as error:
                found.append(str(error))
    return found


def plainly(files: Sequence[Path]) -> list[Document | str]:
    found: list[Document | str] = []
    for file in files:
        try:
            found.append(read(file, file.name))
        except ContentError as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_other_processes_change_nothing(files: list[Path], jobs: int) -> None:
    assert read_all(KnownDocuments(), files, jobs) == plainly(files)


def test_other_processes_read_the_sound_ones(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    here: list[str] = []
    parse = known.parse
    # Whatever other tests in this process have left: with threads beside it, nothing is forked.
    monkeypatch.setattr(known.threading, "active_count", lambda: 1)
    monkeypatch.setattr(known, "parse", lambda raw, path: here.append(path) or parse(raw, path))
    read_all(KnownDocuments(), files, 2)
    assert here == [f"{number:02}.yml" for number in sorted(FAULTY)]


def test_any_order_will_do(files: list[Path]) -> None:
    backwards = files[::-1]
    documents = KnownDocuments()
    with documents.reading_ahead(files, 2):
        found = [documents.read(file, file.name) for file in backwards if int(file.stem) not in FAULTY]
        again = documents.read(files[0], "again.yml")
    assert [document.path for document in found] == [
        file.name for file in backwards if int(file.stem) not in FAULTY
    ]
    assert again.data == found[-1].data


def test_a_file_that_is_left_out_does_no_harm(files: list[Path]) -> None:
    documents = KnownDocuments()
    with documents.reading_ahead(files, 2):
        assert documents.read(files[3], "x").data["title"] == "标题 3"
        assert documents.read(files[50], "x").data["title"] == "标题 50"
    assert documents.read(files[51], "x").data["title"] == "标题 51"


def test_what_was_read_ahead_is_kept(files: list[Path], tmp_path: Path) -> None:
    first = KnownDocuments(tmp_path / "cache")
    before = read_all(first, files, 2)
    first.save()
    for file in files:
        os.utime(file, (0, 0))
    second = KnownDocuments(tmp_path / "cache")
    assert read_all(second, files, 2) == before


def test_a_file_that_looks_as_before_is_not_opened(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpcenter.file_keys.UNSETTLED_SECONDS", -60.0)
    sound = [file for file in files if int(file.stem) not in FAULTY]
    first = KnownDocuments(tmp_path / "cache")
    before = read_all(first, sound, 1)
    first.save()
    opened: list[object] = []
    raw_bytes = known.raw_bytes
    monkeypatch.setattr(known, "raw_bytes", lambda file, path: opened.append(file) or raw_bytes(file, path))
    second = KnownDocuments(tmp_path / "cache")
    assert read_all(second, sound, 1) == before
    assert opened == []
    sound[3].write_bytes(sound[3].read_bytes().replace("标题".encode(), "题标".encode()))
    third = KnownDocuments(tmp_path / "cache")
    assert read_all(third, sound, 1) == plainly(sound)
    assert set(opened) == {str(sound[3])}


def test_a_fresh_copy_of_a_file_is_known_by_its_bytes(files: list[Path], tmp_path: Path) -> None:
    sound = [file for file in files if int(file.stem) not in FAULTY]
    first = KnownDocuments(tmp_path / "cache")
    before = read_all(first, sound, 1)
    first.save()
    for file in sound:
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(data)
    sound[3].write_bytes(sound[3].read_bytes() + b"# more\n")
    second = KnownDocuments(tmp_path / "cache")
    later = [second.later(file, "x") for file in sound]
    assert [found is None for found in later] == [file is sound[3] for file in sound]
    assert [found[1]().data for found in later if found] == [
        document.data for document, file in zip(before, sound, strict=True) if file is not sound[3]
    ]


def test_a_kept_document_that_is_rubbish_is_read_anew(files: list[Path], tmp_path: Path) -> None:
    first = KnownDocuments(tmp_path / "cache")
    first.read(files[0], "x")
    first._cache.put(key_of(files[0].read_bytes()), ["text"])
    first.save()
    later = KnownDocuments(tmp_path / "cache").later(files[0], "x")
    assert later is not None
    assert later[1]() == read(files[0], "x")


def test_what_is_no_document_is_not_taken_from_the_cache(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpcenter.file_keys.UNSETTLED_SECONDS", -60.0)
    first = KnownDocuments(tmp_path / "cache")
    first.read(files[0], "x")
    for kept in (5, [], ["text"], ["text", 5], [5, {}], {"text": {}}):
        first._cache.put(key_of(files[0].read_bytes()), kept)
        first.save()
        assert KnownDocuments(tmp_path / "cache").read(files[0], "x") == read(files[0], "x")


def test_a_file_that_changes_in_between_is_one_or_the_other(files: list[Path]) -> None:
    documents = KnownDocuments()
    with documents.reading_ahead(files, 2):
        documents.read(files[0], "x")
        files[-1].write_text("title: new\n")
        assert documents.read(files[-1], "x").data["title"] in ("标题 59", "new")


def test_a_killed_process_is_told(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    here, parse = os.getpid(), known.parse

    def dies_elsewhere(raw: bytes, path: str) -> Document:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return parse(raw, path)

    monkeypatch.setattr(known.threading, "active_count", lambda: 1)
    monkeypatch.setattr(known, "parse", dies_elsewhere)
    with pytest.raises(BrokenProcessPool):
        read_all(KnownDocuments(), files, 2)
