"""Golden cases: a tiny clean site, what a case changes in it, and the findings that it must have.

A case is a YAML file:

    about:    one sentence
    replace:  a list of {file, old, new}: `old` must stand in the file exactly once
    files:    whole files by path
    bytes:    files by path, their content as hexadecimal digits
    pad:      files by path, with the size in bytes that a comment at their end brings them to
    links:    symbolic links by path, with their target
    delete:   a list of files
    today:    the day of the check (2026-11-20)
    stale:    true to look at digests too; the site's translations state none
    search:   true to look for titles and asks in the site's search
    expect:   the findings: whole lines, or `path:line:column CODE`
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from helpcenter.check import check_content
from helpcenter.diagnostics import ContentError, Diagnostic
from helpcenter.model import read_settings

HERE = Path(__file__).parent
SITE = HERE / "site"
TODAY = date(2026, 11, 20)
KEYS = {"about", "replace", "files", "bytes", "pad", "links", "delete", "today", "stale", "search", "expect"}


@dataclass(frozen=True)
class Case:
    """One golden case."""

    rule: str
    name: str
    about: str
    data: dict[str, Any] = field(compare=False)

    @property
    def expected(self) -> list[str]:
        return list(self.data["expect"] or [])


def read_case(file: Path) -> Case:
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    unknown = set(data) - KEYS
    assert not unknown, f"{file}: unknown keys {sorted(unknown)}"
    return Case(file.parent.name, file.stem, data["about"], data)


def all_cases() -> list[Case]:
    return [read_case(file) for file in sorted(HERE.glob("*/*.yml")) if file.parent != SITE]


def build_site(case: dict[str, Any], folder: Path) -> Path:
    """Writes the site that a case is about; returns its folder."""
    site = folder / "site"
    shutil.copytree(SITE, site)
    for path in case.get("delete") or ():
        (site / path).unlink()
    for path, text in (case.get("files") or {}).items():
        _file(site, path).write_bytes(text.encode("utf-8"))
    for path, digits in (case.get("bytes") or {}).items():
        _file(site, path).write_bytes(bytes.fromhex(digits))
    for path, size in (case.get("pad") or {}).items():
        file = site / path
        raw = file.read_bytes() + b"# "
        file.write_bytes(raw + b"x" * (size - len(raw)))
    for path, target in (case.get("links") or {}).items():
        _file(site, path).symlink_to(target)
    for change in case.get("replace") or ():
        file = site / change["file"]
        text = file.read_bytes().decode("utf-8")
        assert text.count(change["old"]) == 1, (
            f"{change['old']!r} stands {text.count(change['old'])} times in {file}"
        )
        file.write_bytes(text.replace(change["old"], change["new"]).encode("utf-8"))
    return site


def _file(site: Path, path: str) -> Path:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    return file


def findings(case: dict[str, Any], site: Path) -> list[Diagnostic]:
    """Returns what `helpcenter check` finds in the site of a case."""
    today = date.fromisoformat(str(case.get("today") or TODAY))
    ignore = () if case.get("stale") else ("HC203",)
    try:
        settings = read_settings(site / "mkdocs.yml")
    except ContentError as error:
        return list(error.diagnostics)
    return list(check_content(settings, today, ignore=ignore, search=bool(case.get("search"))).findings)


def matches(found: Diagnostic, expected: str) -> bool:
    """True when a finding is the expected one: the whole line, or `path:line:column CODE`."""
    return expected in (str(found), f"{found.location} {found.code}")
