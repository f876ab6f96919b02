"""The cache: what it gives back, and all the states of its file that it must survive."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter import cache as module
from helpcenter.cache import Cache, key_of

VALUE = {"标题": ["退款", 1, None, 1.5, True], "nested": {"a": []}}


@pytest.fixture(autouse=True)
def _fixed_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever edits the code while tests run does not disturb them."""
    monkeypatch.setattr(module, "_own_source", lambda: "as it is")


def filled(
    folder: Path, kind: str = "parsed", versions: dict[str, str] | None = None, count: int = 5
) -> Path:
    cache = Cache.open(folder, kind, versions)
    for number in range(count):
        cache.put(key_of("entry", str(number)), {**VALUE, "number": number})
    assert cache.save()
    return folder / f"{kind}.cache"


def found(folder: Path, kind: str = "parsed", versions: dict[str, str] | None = None) -> int:
    cache = Cache.open(folder, kind, versions)
    return sum(cache.get(key_of("entry", str(number))) is not None for number in range(5))


def test_what_was_put_is_found_by_the_next_build(tmp_path: Path) -> None:
    filled(tmp_path / "cache")
    cache = Cache.open(tmp_path / "cache", "parsed")
    assert cache.get(key_of("entry", "3")) == {**VALUE, "number": 3}
    assert cache.get(key_of("entry", "7")) is None
    assert (cache.hits, cache.misses) == (1, 1)


def test_a_value_belongs_to_the_caller(tmp_path: Path) -> None:
    filled(tmp_path)
    cache = Cache.open(tmp_path, "parsed")
    cache.get(key_of("entry", "1"))["nested"]["a"].append("changed")
    assert cache.get(key_of("entry", "1"))["nested"] == {"a": []}


def test_the_borders_of_parts_count() -> None:
    keys = {key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of("1:a"), key_of()}
    assert len(keys) == 6
    assert key_of("退款") == key_of("退款".encode())


def test_other_versions_and_kinds_are_not_read(tmp_path: Path) -> None:
    filled(tmp_path, versions={"rjieba": "0.2.1"})
    assert found(tmp_path, versions={"rjieba": "0.2.1"}) == 5
    assert found(tmp_path, versions={"rjieba": "0.2.2"}) == 0
    assert found(tmp_path) == 0
    (tmp_path / "parsed.cache").rename(tmp_path / "terms.cache")
    assert found(tmp_path, "terms", versions={"rjieba": "0.2.1"}) == 0


def test_other_code_of_this_package_does_not_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    monkeypatch.setattr(module, "_own_source", lambda: "changed")
    assert found(tmp_path) == 0


def test_the_digest_of_the_source_covers_every_module(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    (tmp_path / "cache.py").write_text("")
    (tmp_path / "part").mkdir()
    monkeypatch.setattr(module, "__file__", str(tmp_path / "cache.py"))
    digests = set()
    for text in ("1", "2", "1"):
        (tmp_path / "part/a.py").write_text(text)
        module._own_source.cache_clear()
        digests.add(module._own_source())
    module._own_source.cache_clear()
    assert len(digests) == 2


def test_no_cache_finds_and_writes_nothing(tmp_path: Path) -> None:
    cache = Cache.open(None, "parsed")
    cache.put(key_of("a"), 1)
    assert cache.get(key_of("a")) is None
    assert cache.save()
    assert list(tmp_path.iterdir()) == []


def test_nothing_new_is_not_written(tmp_path: Path) -> None:
    path = filled(tmp_path)
    before = path.stat().st_ino
    cache = Cache.open(tmp_path, "parsed")
    cache.get(key_of("entry", "1"))
    cache.save()
    assert path.stat().st_ino == before


def test_every_cut_and_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    path = filled(tmp_path, count=2)
    whole = path.read_bytes()
    values = [{**VALUE, "number": number} for number in range(2)]
    for at in range(len(whole)):
        path.write_bytes(whole[:at])
        assert found(tmp_path) == 0, at
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
        cache = Cache.open(tmp_path, "parsed")
        got = [cache.get(key_of("entry", str(number))) for number in range(2)]
        assert None in got, at
        assert all(one in (None, value) for one, value in zip(got, values, strict=True)), at
    path.write_bytes(whole + b"x")
    assert found(tmp_path) == 0
    filled(tmp_path)
    assert found(tmp_path) == 5, "made anew over the rubbish"


def test_values_that_were_not_asked_for_are_kept(tmp_path: Path) -> None:
    filled(tmp_path)
    cache = Cache.open(tmp_path, "parsed")
    cache.put(key_of("another"), 1)
    assert cache.save()
    assert found(tmp_path) == 5
    assert Cache.open(tmp_path, "parsed").get(key_of("another")) == 1


def test_a_file_that_is_cut_off_while_it_is_open_tells_nothing_and_is_not_copied(tmp_path: Path) -> None:
    path = filled(tmp_path)
    cache = Cache.open(tmp_path, "parsed")
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)
    assert cache.get(key_of("entry", "0")) is not None
    assert cache.get(key_of("entry", "4")) is None
    cache.put(key_of("another"), 1)
    assert not cache.save()


def value_of(rubbish: bytes, body: bytes) -> object:
    """The value that a record with just these bytes has; None where they are no JSON or there is no record."""
    if key_of("entry", "1") not in body:
        return None
    try:
        return json.loads(rubbish.decode("utf-8", "surrogatepass"))
    except ValueError:
        return None


@given(st.binary(max_size=200) | st.sampled_from([b"1", b'{"a": []}', b"null"]))
def test_rubbish_with_a_right_digest_is_ignored(rubbish: bytes) -> None:
    """Someone who writes the file can make the digest right; reading it must still raise nothing."""
    versions = Cache.open(None, "parsed")._versions
    head = len(versions).to_bytes(4, "little") + versions
    for body in (
        rubbish,
        head + rubbish,
        head + module._RECORD.pack(key_of("entry", "1"), module._check(rubbish), len(rubbish), 0),
    ):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "parsed.cache")
            start = module._START.pack(hashlib.sha256(body).digest(), len(body))
            path.write_bytes(module._MAGIC + start + body + rubbish)
            value = Cache.open(Path(folder), "parsed").get(key_of("entry", "1"))
            assert repr(value) == repr(value_of(rubbish, body)), "compared as text: NaN is not itself"


def test_a_bomb_of_brackets_is_a_miss(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path, "parsed")
    cache._slots[key_of("entry", "1")] = module._Slot(0, b"[" * 1_000_000)
    cache.put(key_of("entry", "2"), 2)
    assert cache.save()
    again = Cache.open(tmp_path, "parsed")
    assert again.get(key_of("entry", "1")) is None
    assert again.get(key_of("entry", "2")) == 2


def test_things_that_are_no_file_are_ignored(tmp_path: Path) -> None:
    path = filled(tmp_path / "real")
    for make in (
        lambda place: place.mkdir(),
        lambda place: os.mkfifo(place),
        lambda place: place.symlink_to(path),
        lambda place: place.symlink_to("/dev/zero"),
    ):
        place = tmp_path / "other/parsed.cache"
        place.parent.mkdir(exist_ok=True)
        make(place)
        assert found(place.parent) == 0
        place.rmdir() if place.is_dir() else place.unlink()


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache.open(tmp_path / "file", "parsed")
    cache.put(key_of("a"), 1)
    assert not cache.save()
    assert cache.get(key_of("a")) == 1


def test_values_that_nobody_needs_are_dropped_in_time(tmp_path: Path) -> None:
    filled(tmp_path)
    for number in range(25):
        assert found(tmp_path) == (5 if number <= 20 else 1), number
        cache = Cache.open(tmp_path, "parsed")
        cache.get(key_of("entry", "2"))
        cache.put(key_of("new", str(number)), number)
        assert cache.save()


def test_lone_surrogates_and_other_odd_texts_come_back(tmp_path: Path) -> None:
    texts = ["\ud800", "\0", "\u2028", "😀", ""]
    cache = Cache.open(tmp_path, "parsed")
    for text in texts:
        cache.put(key_of(text), {"text": text})
    cache.save()
    cache = Cache.open(tmp_path, "parsed")
    assert [cache.get(key_of(text)) for text in texts] == [{"text": text} for text in texts]


def test_what_json_cannot_say_is_the_callers_mistake(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path, "parsed")
    for value in (float("nan"), {1, 2}, b"bytes"):
        with pytest.raises((ValueError, TypeError)):
            cache.put(key_of("a"), value)


SAVER = """
import sys, time
from pathlib import Path
from helpcenter import cache as module
from helpcenter.cache import Cache, key_of
module._own_source = lambda: "as it is"
folder, mark, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
for turn in range(count):
    cache = Cache.open(folder, "parsed")
    for number in range(200):
        value = cache.get(key_of("entry", str(number)))
        assert value is None or value["text"] == f"{value['mark']} {number} " * 50, value
        cache.put(key_of("entry", str(number)), {"mark": mark, "text": f"{mark} {number} " * 50})
    cache.save()
"""


def start_saver(folder: Path, mark: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SAVER, str(folder), mark, str(count)], stdout=-1, text=True
    )


def test_two_builds_may_save_at_once(tmp_path: Path) -> None:
    savers = [start_saver(tmp_path, mark, 60) for mark in ("one", "two")]
    for saver in savers:
        saver.communicate(timeout=60)
    assert [saver.returncode for saver in savers] == [0, 0]
    marks = {
        Cache.open(tmp_path, "parsed").get(key_of("entry", str(number)))["mark"] for number in range(200)
    }
    assert len(marks) == 1, "one build's values or the other's"


def test_a_kill_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    for turn in range(12):
        saver = start_saver(tmp_path, f"turn-{turn}", 100_000)
        assert saver.stdout is not None
        saver.stdout.readline()
        time.sleep(0.02 + 0.011 * turn)
        saver.send_signal(signal.SIGKILL)
        saver.communicate()
        if turn or (tmp_path / "parsed.cache").exists():
            assert Cache.open(tmp_path, "parsed").get(key_of("entry", "199"))["mark"].startswith("turn-")
    cache = Cache.open(tmp_path, "parsed")
    cache.put(key_of("a"), 1)
    cache.save()
    assert [path.name for path in tmp_path.iterdir()] == ["parsed.cache"], "temporary files are swept up"


def test_reading_costs_little_more_than_decoding(tmp_path: Path) -> None:
    """Compared with JSON alone in the same run, since machines differ."""
    letters = random.Random(8)

    def text(length: int) -> str:
        return "".join(letters.choices("填写退款申请表处理通常需要工作日成功后会有邮件或短信通知", k=length))

    cache = Cache.open(tmp_path, "parsed")
    texts, keys = [], []
    for number in range(3000):
        value = {"title": text(12), "summary": text(30), "steps": [{"title": text(8), "text": text(70)}] * 6}
        texts.append(json.dumps(value, ensure_ascii=False).encode())
        keys.append(key_of(str(number)))
        cache.put(keys[-1], value)
    cache.save()
    ratios = []
    for _ in range(5):
        begin = time.process_time()
        for encoded in texts:
            json.loads(encoded)
        middle = time.process_time()
        cache = Cache.open(tmp_path, "parsed")
        assert all(cache.get(key) for key in keys)
        ratios.append((time.process_time() - middle) / (middle - begin))
    assert min(ratios) < 2.5
