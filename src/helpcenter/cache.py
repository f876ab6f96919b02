"""What earlier builds worked out, kept by the content it was worked out from: one file a kind, and never trusted.

A cache may be absent, old, cut off, overwritten by a build beside this one, or rubbish: it is ignored then and made
anew, without a word and without an exception. The key of a value is a digest of everything it was made from
(`key_of`), so nothing ever has to be invalidated; and a file made by other code, another Python or other versions of
what the caller names is not read at all.

A file is a list of its values, which is read when it is opened, and the values, each read when it is asked for: a
build after one edit needs a hundred of 84 MB of facts. Each has a check of its own.

Values are JSON, decoded when asked for. Not pickle: it would run code from the project's folder, which a CI service
may have restored from a run of somebody else's branch. Not marshal: made-up data can crash it. Decoding takes
0.8 times as long with pickle, marshal or MessagePack, twice as long with ASCII-only JSON, and 0.6 times with msgspec,
which packs the audit's facts, too.

Who can write the cache can still change what a page says. The same person can write `content/`, but a reviewer sees
that: build what you publish with `--no-cache`, or with a cache that only reviewed branches can write.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import stat
import struct
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import msgspec

from helpcenter import __version__
from helpcenter.whole_files import write_whole

_MAGIC = b"helpcenter cache 2\n"
_MAX_BYTES = 1 << 30
_MAX_UNUSED_SAVES = 20  # a value that so many saves in a row did not need is dropped
_START = struct.Struct("<32sQ")  # digest of the list, and its length
_RECORD = struct.Struct("<32s8sQB")  # key, check of the value, its length, saves since it was used
_WHOLE = bytes(32)  # no digest is that
T = TypeVar("T")


class _Slot(NamedTuple):
    """A value (`data`), or where it stands in the file and how it can be checked."""

    unused: int
    data: bytes | None
    check: bytes = b""
    size: int = 0
    at: int = 0


class _File:
    """A file that stays open as long as it may be read.

    Raises OSError for whatever could block, lead elsewhere or fill the memory.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        status = os.fstat(self._descriptor)
        self.size = status.st_size
        if not stat.S_ISREG(status.st_mode) or self.size > _MAX_BYTES:
            raise OSError(f"'{path}' is no cache")

    def read(self, size: int, at: int) -> bytes:
        """Returns the bytes from a place on; fewer where the file was cut off."""
        return os.pread(self._descriptor, size, at)

    def __del__(self) -> None:
        with contextlib.suppress(AttributeError, OSError):
            os.close(self._descriptor)


class Cache:
    """The values of one kind, by key. `hits` and `misses` count what `get` found and did not find.

    Not for use by several threads at once; several processes may use one file: the last to save wins.
    """

    def __init__(
        self,
        path: Path | None,
        versions: bytes,
        slots: dict[bytes, _Slot],
        file: _File | None = None,
    ) -> None:
        self._path = path
        self._versions = versions
        self._slots = slots
        self._file = file
        self._used: set[bytes] = set()
        self._changed = False
        self.hits = 0
        self.misses = 0

    @classmethod
    def open(cls, folder: Path | None, kind: str, versions: Mapping[str, str] | None = None) -> Self:
        """Returns the cache of a kind, empty unless there is a whole file of the same versions.

        `folder` is None for no cache at all (`--no-cache`): then nothing is found, kept or written. `versions` names
        what else, beside this package and Python, decides how values come out: libraries, dictionaries, settings.
        """
        told = {"helpcenter": __version__, "source": _own_source(), "python": platform.python_version()}
        wanted = json.dumps({**(versions or {}), **told, "kind": kind}, sort_keys=True).encode()
        if folder is None:
            return cls(None, wanted, {})
        path = folder / f"{kind}.cache"
        return cls(path, wanted, *_read(path, wanted))

    def get(self, key: bytes) -> Any:
        """Returns the value, decoded anew so that it is the caller's own; None when there is none."""
        data = self.get_bytes(key)
        if data is not None:
            with contextlib.suppress(ValueError, RecursionError):
                return _decode(data)
            self.hits, self.misses = self.hits - 1, self.misses + 1
            self._used.discard(key)
        return None

    def get_bytes(self, key: bytes) -> bytes | None:
        """Returns what `put_bytes` was given; None when there is none."""
        slot = self._slots.get(key)
        data = self._data_of(slot) if slot is not None else None
        if slot is None or data is None or (slot.data is None and _check(data) != slot.check):
            self.misses += 1
            return None
        self._used.add(key)
        self.hits += 1
        return data

    def use(self, key: bytes) -> None:
        """Notes that a value is still of use, if there is one."""
        if key in self._slots:
            self._used.add(key)

    def __contains__(self, key: bytes) -> bool:
        """True when there is something under a key, sound or not."""
        return key in self._slots

    @property
    def is_empty(self) -> bool:
        """True when there is nothing under any key."""
        return not self._slots

    def put(self, key: bytes, value: Any) -> None:
        """Keeps a JSON value (no NaN) under a key from `key_of`."""
        if self._path is not None:
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            self.put_bytes(key, text.encode("utf-8", "surrogatepass"))

    def put_bytes(self, key: bytes, data: bytes) -> None:
        """Keeps bytes, whose form the caller checks when it gets them back."""
        if self._path is None:
            return
        self._slots[key] = _Slot(0, data)
        self._used.add(key)
        self._changed = True

    def get_whole(self, kind: type[T]) -> T | None:
        """Returns the one value of a cache that holds no more; None when there is none of this type."""
        data = self.get_bytes(_WHOLE)
        try:
            return msgspec.msgpack.decode(data, type=kind) if data is not None else None
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def put_whole(self, value: Any) -> None:
        """Keeps the one value of a cache. Raises UnicodeEncodeError."""
        if self._path is not None:
            self.put_bytes(_WHOLE, msgspec.msgpack.encode(value))

    def save(self) -> bool:
        """Writes the file if anything was put; False when it could not be, which no build has to mind.

        The file is complete under another name before it takes its own, so a reader or a kill finds the old or the
        new one.
        """
        if self._path is None or not self._changed:
            return True
        kept = {}
        for key, slot in self._slots.items():
            unused = 0 if key in self._used else slot.unused + 1
            if unused <= _MAX_UNUSED_SAVES:
                kept[key] = slot._replace(unused=unused)
        try:
            _remove_left_overs(self._path)
            write_whole(self._path, self._parts(kept))
        except OSError:
            return False
        self._changed = False
        return True

    def _parts(self, slots: Mapping[bytes, _Slot]) -> Iterator[bytes]:
        """Yields the whole file: what it is, the list with the versions, the values. Raises OSError."""
        records = [struct.pack("<I", len(self._versions)), self._versions]
        for key, slot in slots.items():
            check, size = (
                (slot.check, slot.size) if slot.data is None else (_check(slot.data), len(slot.data))
            )
            records.append(_RECORD.pack(key, check, size, slot.unused))
        listed = b"".join(records)
        yield _MAGIC + _START.pack(hashlib.sha256(listed).digest(), len(listed)) + listed
        for slot in slots.values():
            data = self._data_of(slot)
            if data is None:
                raise OSError(f"'{self._path}' was cut off")
            yield data

    def _data_of(self, slot: _Slot) -> bytes | None:
        """Returns what stands in a slot, sound or not; None where the file was cut off."""
        if slot.data is not None or self._file is None:
            return slot.data
        with contextlib.suppress(OSError):
            data = self._file.read(slot.size, slot.at)
            return data if len(data) == slot.size else None
        return None


def key_of(*parts: str | bytes) -> bytes:
    """Returns the key for a value that was made from these parts alone; their borders count."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


def can_be_kept(name: str) -> bool:
    """False for the name of a file that is no UTF-8: neither JSON nor MessagePack can hold it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _decode(data: bytes) -> Any:
    try:
        return msgspec.json.decode(data)
    except (UnicodeDecodeError, msgspec.DecodeError):  # half of a pair of surrogates, which YAML can state
        return json.loads(data.decode("utf-8", "surrogatepass"))


def _check(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:8]


def _read(path: Path, versions: bytes) -> tuple[dict[bytes, _Slot], _File | None]:
    """Returns the list of what is in a file, and the file; nothing unless all of the list is sound."""
    try:
        file = _File(path)
        start = file.read(len(_MAGIC) + _START.size, 0)
        digest, length = _START.unpack(start[len(_MAGIC) :])
        listed = file.read(min(length, file.size), len(start))
        if start[: len(_MAGIC)] != _MAGIC or hashlib.sha256(listed).digest() != digest:
            return {}, None
        (told,) = struct.unpack_from("<I", listed)
        if listed[4 : 4 + told] != versions:
            return {}, None
        slots = {}
        at = len(start) + length
        for key, check, size, unused in _RECORD.iter_unpack(listed[4 + told :]):
            slots[key] = _Slot(unused, None, check, size, at)
            at += size
        return (slots, file) if at == file.size else ({}, None)
    except (OSError, ValueError, struct.error):
        return {}, None


def _remove_left_overs(path: Path) -> None:
    """Removes what a killed build left; a live one's, if there is just one, only costs it this saving."""
    for left in path.parent.glob(f".{path.name}.*"):
        left.unlink(missing_ok=True)


@cache
def _own_source() -> str:
    """Returns a digest of this package's own code and tables: its version says too little while they change."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*root.rglob("*.py"), *root.rglob("tables/*.json")]):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
