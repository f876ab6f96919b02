"""Hostile files: each is a diagnostic, at once, in little memory; never a crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from tests.sites import faq, write_site

SECONDS = 1.0
MEGABYTES = 200
MANY = 10_000
SECONDS_FOR_MANY = 4.0
ENTRY = "zh/acme/account/x.yml"
GOOD = faq("Log in")

# Reads the content of the site in the current folder, in a process of its own, as `helpcenter check` reads it.
READ = """
import json, re, time
from datetime import date
from pathlib import Path
from helpcenter.check import check_content
from helpcenter.model import read_settings
settings = read_settings(Path("mkdocs.yml"))
before = time.process_time()
checked = check_content(settings, date(2026, 11, 22), jobs=1)
print(json.dumps({
    "findings": [[str(found.location), found.code, found.message] for found in checked.findings],
    "seconds": time.process_time() - before,
    # Not getrusage: what it tells begins with the memory of whoever started this process.
    "megabytes": int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024,
}))
"""


class Case(NamedTuple):
    """What to write below `content/`, and the finding that must come of it."""

    code: str
    place: str
    files: Mapping[str, bytes] = MappingProxyType({})
    make: Callable[[Path], object] = lambda content: None


def entry(code: str, place: str, raw: bytes) -> Case:
    """Returns a case of one entry file; `place` is line and column."""
    return Case(code, f"content/{ENTRY}:{place}", {ENTRY: raw})


def _with(line: str) -> bytes:
    return f"{GOOD}{line}\n".encode()


LAST = GOOD.count("\n") + 1
BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
CASES = {
    "anchors and aliases, a bomb": entry("HC007", "1:5", BOMB.encode()),
    "100,000 brackets": entry("HC010", "1:88", b"title: " + b"[" * 100_000),
    "100,000 braces": entry("HC010", "1:88", b"title: " + b"{" * 100_000),
    "600 levels by indent": entry("HC010", "21:21", b"".join(b" " * n + b"a:\n" for n in range(600))),
    "a huge text": entry("HC011", "1:1", b"title: " + b"x" * 10_000_000),
    "a huge number of lines": entry("HC011", "1:1", b"a: b\n" * 2_000_000),
    "a key twice": entry("HC006", f"{LAST}:1", _with("title: Other")),
    "a key twice, in two Unicode forms": entry("HC006", "2:1", "é: 1\ne\u0301: 2\n".encode()),
    "a look-alike key": entry("HC003", f"{LAST}:1", _with("tіtle: with a Cyrillic letter")),
    "a tag": entry("HC008", "1:8", b"title: !!python/object/apply:os.system ['true']\n"),
    "two documents": entry("HC009", "2:1", b"a: 1\n--- \nb: 2\n"),
    "bytes that are no UTF-8": entry("HC013", "1:8", b"title: \xff\xfe\xfd\n"),
    "UTF-16": entry("HC013", "1:1", GOOD.encode("utf-16")),
    "UTF-16 without a mark": entry("HC014", "1:2", GOOD.encode("utf-16-le")),
    "GBK": entry("HC013", "1:8", "title: 退款".encode("gbk")),
    "NUL": entry("HC014", "1:9", b"title: a\0b\n"),
    "a byte-order mark": entry("HC012", "1:1", b"\xef\xbb\xbf" + GOOD.encode()),
    "a lone surrogate": entry("HC013", "1:8", b"title: \xed\xa0\x80\n"),
    "a lone surrogate, as an escape": entry("HC005", "1:11", b'title: "\\ud800"\n'),
    "bidi control": entry("HC014", "1:9", "title: a\u202eb\n".encode()),
    "zero width": entry("HC014", "1:9", "title: a\u200bb\n".encode()),
    "a number of 5,000 digits": entry("HC002", f"{LAST}:11", _with(f"featured: {'9' * 5_000}")),
    "NO for a number": entry("HC002", f"{LAST}:11", _with("featured: NO")),
    "octal for a number": entry("HC002", f"{LAST}:11", _with("featured: 0x1F")),
    "a phone number for a date": entry(
        "HC002", f"{LAST - 2}:11", GOOD.replace("2026-11-22", "+8613").encode()
    ),
    "a path that climbs": entry("HC002", f"{LAST}:11", _with("related: ['../../../../etc/passwd']")),
    "a link out of the tree": Case(
        "HC015", f"content/{ENTRY}:1:1", make=lambda content: _put(content, ENTRY, "link")
    ),
    "a link to a folder outside": Case(
        "HC018", "content/zh/acme:1:1", make=lambda content: (content / "zh/acme").symlink_to("/etc")
    ),
    "a pipe": Case("HC016", f"content/{ENTRY}:1:1", make=lambda content: _put(content, ENTRY, "pipe")),
    "a device": Case("HC015", f"content/{ENTRY}:1:1", make=lambda content: _put(content, ENTRY, "device")),
    "a folder named as a file": Case("HC016", f"content/{ENTRY}:1:1", {f"{ENTRY}/y.yml": GOOD.encode()}),
    "a name with a line break": Case(
        "HC101", "content/zh/acme/account/a\nb.yml:1:1", {"zh/acme/account/a\nb.yml": GOOD.encode()}
    ),
    "a name that is no UTF-8": Case(
        "HC101",
        "content/zh/acme/account/\udcff.yml:1:1",
        make=lambda content: _put(content, "zh/acme/account/\udcff.yml", "file"),
    ),
    "names that differ in case": Case(
        "HC105",
        "content/zh/acme/account/x.yml:1:1",
        {ENTRY: GOOD.encode(), "zh/acme/account/X.yml": GOOD.encode()},
    ),
    "names that differ in Unicode form": Case(
        "HC105",
        "content/zh/acme/account/\u00e9.yml:1:1",
        {"zh/acme/account/\u00e9.yml": GOOD.encode(), "zh/acme/account/e\u0301.yml": GOOD.encode()},
    ),
    "10,000 files in a folder": Case(
        "HC017",
        "content/zh/acme/account/x9999.yml:1:1",
        {f"zh/acme/account/x{n}.yml": b"a" for n in range(MANY)},
    ),
}


def _put(content: Path, path: str, kind: str) -> None:
    file = content / path
    file.parent.mkdir(parents=True)
    if kind == "link":
        file.symlink_to("/etc/hostname")
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "device":
        file.symlink_to("/dev/zero")
    else:
        file.write_bytes(GOOD.encode())


@pytest.mark.parametrize("name", CASES)
def test_each_is_a_diagnostic_at_once(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    write_site(tmp_path, {})
    content = tmp_path / "content"
    for path, raw in case.files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(raw)
    case.make(content)
    said = read(tmp_path)
    assert said["seconds"] <= (SECONDS_FOR_MANY if len(case.files) >= MANY else SECONDS)
    assert (case.place, case.code) in {(place, code) for place, code, _ in said["findings"]}, said


def read(folder: Path) -> dict[str, Any]:
    """Reads a site in a process of its own, which must end well and in little memory."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", READ], cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["megabytes"] <= MEGABYTES
    return said


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_no_file_name_forges_a_line_or_moves_the_cursor(tmp_path: Path, form: str) -> None:
    write_site(tmp_path, {})
    folder = tmp_path / "content/zh/acme/account"
    folder.mkdir(parents=True)
    for name in ("a\n::error file=b::forged.yml", "\x1b[2Kc.yml", "\u202ed.yml", "\udcff.yml"):
        (folder / name).write_bytes(b"title: \x1b[31m\xe2\x80\xae\n")
    command = [str(Path(sys.executable).with_name("helpcenter")), "check", "--format", form]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    said = done.stdout.decode("utf-8")
    assert "\x1b" not in said
    assert form not in ("text", "github") or "\u202e" not in said
    assert not any(line.startswith("::error file=b") for line in said.splitlines())
    if form == "json":
        paths = {json.loads(line)["path"] for line in said.splitlines()}
        assert "content/zh/acme/account/a\n::error file=b::forged.yml" in paths
    elif form == "sarif":
        assert "%0A%3A%3Aerror" in said
        assert "%FF.yml" in said
