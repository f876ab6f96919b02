"""What earlier builds worked out, kept by the content it was worked out from: one file a kind, and never trusted.

A cache may be absent, old, cut off, overwritten by a build beside this one, or rubbish: it is ignored then and made
anew, without a word and without an exception. The key of a value is a digest of everything it was made from
(`key_of`), so nothing ever has to be invalidated; and a file made by other code, another Python or other versions of
what the caller names is not read at all.

Values are JSON, decoded when asked for. Not pickle: it would run code from the project's folder, which a CI service
may have restored from a run of somebody else's branch. Not marshal: made-up data can crash it. Measured on 10,000
entries of 1.9 KB (2 cores): reading the file 0.035 s and decoding all of it 0.15 s, 0.18 s together. Decoding takes
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
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import msgspec

from helpcenter import __version__
from helpcenter.whole_files import write_whole

_MAGIC = b"helpcenter cache 1\n"
_MAX_BYTES = 1 << 30
_MAX_UNUSED_SAVES = 20  # a value that so many saves in a row did not need is dropped
_RECORD = struct.Struct("<32sQB")  # key, length of the value, saves since it was used
_DIGEST = 32
_WHOLE = bytes(_DIGEST)  # no digest is that
T = TypeVar("T")


class _Slot(NamedTuple):
    """A value as it is in the file."""

    data: memoryview | bytes
    unused: int


class Cache:
    """The values of one kind, by key. `hits` and `misses` count what `get` found and did not find.

    Not for use by several threads at once; several processes may use one file: the last to save wins.
    """

    def __init__(self, path: Path | None, versions: bytes, slots: dict[bytes, _Slot]) -> None:
        self._path = path
        self._versions = versions
        self._slots = slots
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
        return cls(path, wanted, _read(path, wanted))

    def get(self, key: bytes) -> Any:
        """Returns the value, decoded anew so that it is the caller's own; None when there is none."""
        data = self.get_bytes(key)
        if data is not None:
            with contextlib.suppress(ValueError, RecursionError):
                return _decode(data)
            self.hits, self.misses = self.hits - 1, self.misses + 1
            self._used.discard(key)
        return None

    def get_bytes(self, key: bytes) -> bytes | memoryview | None:
        """Returns what `put_bytes` was given; None when there is none."""
        slot = self._slots.get(key)
        if slot is None:
            self.misses += 1
            return None
        self._used.add(key)
        self.hits += 1
        return slot.data

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

    def put_bytes(self, key: bytes, data: bytes | memoryview) -> None:
        """Keeps bytes, whose form the caller checks when it gets them back."""
        if self._path is None:
            return
        self._slots[key] = _Slot(data, 0)
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
        parts: list[bytes | memoryview] = []
        for key, slot in self._slots.items():
            unused = 0 if key in self._used else slot.unused + 1
            if unused <= _MAX_UNUSED_SAVES:
                parts += (_RECORD.pack(key, len(slot.data), unused), slot.data)
        try:
            _remove_left_overs(self._path)
            write_whole(self._path, _frame(self._versions, parts))
        except OSError:
            return False
        self._changed = False
        return True


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


def decoded(data: bytes | memoryview) -> Any:
    """Returns the JSON value that `get_bytes` gave back; None for rubbish."""
    with contextlib.suppress(ValueError, RecursionError):
        return _decode(data)
    return None


def _decode(data: bytes | memoryview) -> Any:
    try:
        return msgspec.json.decode(data)
    except (UnicodeDecodeError, msgspec.DecodeError):  # half of a pair of surrogates, which YAML can state
        return json.loads(str(data, "utf-8", "surrogatepass"))


def _frame(versions: bytes, parts: list[bytes | memoryview]) -> list[bytes | memoryview]:
    """Returns the whole file: what it is, a digest of the rest, the versions, the records."""
    body = [struct.pack("<I", len(versions)), versions, *parts]
    digest = hashlib.sha256()
    for part in body:
        digest.update(part)
    return [_MAGIC, digest.digest(), *body]


def _read(path: Path, versions: bytes) -> dict[bytes, _Slot]:
    try:
        data = memoryview(_read_regular_file(path))
        body = data[len(_MAGIC) + _DIGEST :]
        if data[: len(_MAGIC)] != _MAGIC or hashlib.sha256(body).digest() != data[len(_MAGIC) : -len(body)]:
            return {}
        (length,) = struct.unpack_from("<I", body)
        if body[4 : 4 + length] != versions:
            return {}
        slots = {}
        at = 4 + length
        while at < len(body):
            key, size, unused = _RECORD.unpack_from(body, at)
            at += _RECORD.size
            if at + size > len(body):
                return {}
            slots[key] = _Slot(body[at : at + size], unused)
            at += size
    except (OSError, ValueError, struct.error):
        return {}
    return slots


def _read_regular_file(path: Path) -> bytes:
    """Returns a file's bytes. Raises OSError for whatever could block, lead elsewhere or fill the memory."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_BYTES:
            raise OSError(f"'{path}' is no cache")
        return file.read(_MAX_BYTES)


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
