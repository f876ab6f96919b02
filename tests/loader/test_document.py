"""Reading YAML: every bad input is a diagnostic at its place, never an exception of another kind."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from helpcenter.diagnostics import ContentError
from helpcenter.loader import parse, read

BAD_BYTES = {
    "duplicate key": (b"a: 1\nb: 2\na: 3\n", "x.yml:3:1", "HC006"),
    "duplicate key after NFC": ("caf\u00e9: 1\ncafe\u0301: 2\n".encode(), "x.yml:2:1", "HC006"),
    "duplicate key in flow": (b"m: {a: 1, a: 2}\n", "x.yml:1:11", "HC006"),
    "anchor": (b"a: &x 1\n", "x.yml:1:4", "HC007"),
    "alias": (b"a: 1\nb: *x\n", "x.yml:2:4", "HC007"),
    "merge bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\n", "x.yml:1:4", "HC007"),
    "standard tag": (b"a: !!str 1\n", "x.yml:1:4", "HC008"),
    "object tag": (b"a:\n  - !!python/object/apply:os.system ['x']\n", "x.yml:2:5", "HC008"),
    "local tag": (b"a: !ENV x\n", "x.yml:1:4", "HC008"),
    "undefined tag handle": (b"a: !e!tag x\n", "x.yml:1:4", "HC008"),
    "directive": (b"%YAML 1.1\n---\na: 1\n", "x.yml:1:1", "HC008"),
    "several documents": (b"a: 1\n---\nb: 2\n", "x.yml:2:1", "HC009"),
    "block nesting": (
        ("a:\n" + "".join(" " * depth + "-\n" for depth in range(1, 30))).encode(),
        "x.yml:21:21",
        "HC010",
    ),
    "flow nesting": (b"a: " + b"[" * 30 + b"]" * 30, "x.yml:1:23", "HC010"),
    "100,000 brackets": (b"[" * 100_000, "x.yml:1:81", "HC010"),
    "100,000 braces": (b"{a: " * 50_000, "x.yml:1:321", "HC010"),
    "too large": (b"a: " + b"x" * (256 * 1024), "x.yml:1:1", "HC011"),
    "BOM": (b"\xef\xbb\xbfa: 1\n", "x.yml:1:1", "HC012"),
    "GBK": ("a: 1\nb: 退款\n".encode("gbk"), "x.yml:2:4", "HC013"),
    "UTF-16": ("a: 1\n".encode("utf-16"), "x.yml:1:1", "HC013"),
    "lone surrogate": (b"a: \xed\xa0\x80\n", "x.yml:1:4", "HC013"),
    "NUL": (b"a: 1\nb: x\x00y\n", "x.yml:2:5", "HC014"),
    "escape character": (b"a: x\x1by\n", "x.yml:1:5", "HC014"),
    "lone carriage return": (b"a: x\ry\n", "x.yml:1:5", "HC014"),
    "C1 control": ("a: x\u0085y\n".encode(), "x.yml:1:5", "HC014"),
    "right-to-left override": ("a: \u202etxt\n".encode(), "x.yml:1:4", "HC014"),
    "bidi isolate": ("a: x\u2067y\n".encode(), "x.yml:1:5", "HC014"),
    "zero-width space": ("a: 1\nb: 退\u200b款\n".encode(), "x.yml:2:5", "HC014"),
    "zero-width joiner": ("a: x\u200dy\n".encode(), "x.yml:1:5", "HC014"),
    "soft hyphen": ("a: x\u00ady\n".encode(), "x.yml:1:5", "HC014"),
    "private use": ("a: \ue000\n".encode(), "x.yml:1:4", "HC014"),
    "tag character": ("a: x\U000e0041\n".encode(), "x.yml:1:5", "HC014"),
    "zero-width as an escape": (b'a: "x\\u200by"\n', "x.yml:1:4", "HC014"),
    "NUL as an escape": (b'a: "x\\0y"\n', "x.yml:1:4", "HC014"),
    "colon in a text": (b"title: Refunds: how long?\n", "x.yml:1:15", "HC005"),
    "full-width colon": ("title: 退款\nsummary：多久到账\nasks: [a]\n".encode(), "x.yml:2:8", "HC005"),
    "tab": (b"a:\n\t- 1\n", "x.yml:2:1", "HC005"),
    "unclosed quote": (b'a: "x\nb: 1\n', "x.yml:1:4", "HC005"),
    "unclosed bracket": (b"a: [x\nb: 1\n", "x.yml:2:2", "HC005"),
    "list as a key": (b"? [a]\n: 1\n", "x.yml:1:3", "HC005"),
    "list": (b"- a\n", "x.yml:1:1", "HC017"),
    "word": (b"hello\n", "x.yml:1:1", "HC017"),
    "empty": (b"", "x.yml:1:1", "HC017"),
    "only a comment": (b"# nothing\n", "x.yml:1:1", "HC017"),
}


@pytest.mark.parametrize(("raw", "place", "code"), BAD_BYTES.values(), ids=BAD_BYTES)
def test_bad_bytes_are_a_diagnostic(raw: bytes, place: str, code: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ContentError) as caught:
        parse(raw, "x.yml")
    first = caught.value.diagnostics[0]
    assert (str(first.location), first.code) == (place, code)
    assert first.message.endswith(".")
    assert time.perf_counter() - start < 1


def test_all_faults_are_reported_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        parse(b"a: &x 1\nb: !!str 2\nb: 3\n", "x.yml")
    assert [found.code for found in caught.value.diagnostics] == ["HC007", "HC008", "HC006"]


def test_message_says_what_to_do() -> None:
    with pytest.raises(ContentError) as caught:
        parse(b"a: 1\na: 2\n", "content/en/x.yml")
    assert str(caught.value.diagnostics[0]) == (
        "content/en/x.yml:2:1: error HC006 duplicate-key: 'a' stands here a second time. Keep one of them."
    )


@pytest.mark.parametrize(
    "value",
    ["NO", "no", "012", "0x1F", "+8613", "1e3", "12:30", "2026-11-22", "~", "null", "true", ".5", "1_000"],
)
def test_every_value_stays_a_text(value: str) -> None:
    assert parse(f"a: {value}\n".encode(), "x.yml").data == {"a": value}


def test_a_number_of_5000_digits_stays_a_text() -> None:
    digits = "9" * 5000
    assert parse(f"a: {digits}\n".encode(), "x.yml").data == {"a": digits}


def test_text_is_in_nfc_and_line_ends_are_plain() -> None:
    document = parse("a: cafe\u0301\r\nb: |\r\n  one\r\n  two\r\n".encode(), "x.yml")
    assert document.data == {"a": "caf\u00e9", "b": "one\ntwo\n"}


def test_places_of_keys_items_and_values() -> None:
    document = parse(b"a: 1\nlist:\n  - x\n  - k: v\nmap: {q: 2}\n", "x.yml")
    assert str(document.at(("a",))) == "x.yml:1:4"
    assert str(document.at(("a",), key=True)) == "x.yml:1:1"
    assert str(document.at(("list", 0))) == "x.yml:3:5"
    assert str(document.at(("list", 1, "k"))) == "x.yml:4:8"
    assert str(document.at(("list", 1, "k"), key=True)) == "x.yml:4:5"
    assert str(document.at(("map", "q"))) == "x.yml:5:10"
    assert str(document.at(("list", 7, "k"))) == "x.yml:3:3", "an absent value is at its nearest parent"
    assert str(document.at(("absent",))) == "x.yml:1:1"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: see HERE now\n", "x.yml:1:8"),
        ('a: "see HERE now"\n', "x.yml:1:9"),
        ("a: |\n  one\n  two HERE\n", "x.yml:3:7"),
        ("a: |\n\n  one\n\n  two HERE\n", "x.yml:5:7"),
        ("a: |-\n      deep\n      HERE\n", "x.yml:3:7"),
        ("a: >\n  folded\n  text HERE\n", "x.yml:3:8"),
        ("a: plain\n  on two HERE\n", "x.yml:2:10"),
    ],
)
def test_place_within_a_text(text: str, place: str) -> None:
    document = parse(text.encode(), "x.yml")
    assert str(document.within(("a",), document.data["a"].index("HERE"), "HERE")) == place


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_text("a: 1\n")
    (tmp_path / "link.yml").symlink_to(tmp_path / "real.yml")
    assert _code_of(tmp_path / "link.yml") == "HC015"


def test_a_folder_pipe_socket_and_device_are_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "pipe.yml")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yml")
        names = ["folder.yml", "pipe.yml", "socket.yml"]
        assert [_code_of(tmp_path / name) for name in names] == ["HC016"] * 3
    assert _code_of(Path("/dev/zero")) == "HC016"


def test_an_absent_file_is_a_diagnostic(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read(tmp_path / "gone.yml", "content/gone.yml")
    assert str(caught.value.diagnostics[0]) == (
        "content/gone.yml:1:1: error HC001 unreadable-file: it cannot be read: no such file or directory."
    )


def _code_of(file: Path) -> str:
    with pytest.raises(ContentError) as caught:
        read(file, file.name)
    return caught.value.diagnostics[0].code
