"""Small sites for the audit's tests: a faultless one in `clean/`, and edits of it that bring faults."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from helpcenter.audit import AuditOptions, LocaleTags, WeightBudget
from helpcenter.diagnostics import Diagnostic

HERE = Path(__file__).parent
CLEAN = HERE / "clean"
OPTIONS = AuditOptions(
    site_url="https://help.example.com/",
    locales=(LocaleTags("zh", "zh"), LocaleTags("en", "en")),
    contacts=("+1 202-555-0143", "help@paymint.example"),
    official_hosts=("paymint.example",),
    brands=("Paymint",),
)


@dataclass(frozen=True)
class Expected:
    """One finding as a case states it."""

    path: str
    line: int
    column: int
    code: str
    text: str = ""
    """Message and hint, when the case gives them."""

    def matches(self, found: Diagnostic) -> bool:
        where = found.location
        return (where.path, where.line, where.column, found.code) == (
            self.path,
            self.line,
            self.column,
            self.code,
        ) and self.text in ("", f"{found.message} {found.hint}".strip())


@dataclass(frozen=True)
class Case:
    """A site made of the clean one, and what the audit must find in it."""

    folder: Path
    options: AuditOptions
    expected: list[Expected]


def build_case(file: Path, folder: Path, code: str = "") -> Case:
    """Copies the clean site to `folder`, makes the case's edits and returns it with its expectations.

    An expectation stands where the text `at`, which occurs once in the file, begins; without `at` at the file's start.
    """
    case: dict[str, Any] = yaml.safe_load(file.read_text("utf-8")) or {}
    shutil.copytree(CLEAN, folder, dirs_exist_ok=True)
    for path, text in case.get("files", {}).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    for edit in case.get("edits", []):
        target = folder / edit["in"]
        text = target.read_text("utf-8")
        assert text.count(edit["replace"]) == 1, (
            f"{file.name}: {edit['replace']!r} is not once in {edit['in']}"
        )
        target.write_text(text.replace(edit["replace"], edit["with"]), "utf-8")
    for path in case.get("remove", []):
        (folder / path).unlink()
    expected = [_expected(folder, item, code, file.name) for item in case.get("expect") or []]
    return Case(folder, _options(case.get("options", {})), expected)


def _expected(folder: Path, item: dict[str, Any], code: str, name: str) -> Expected:
    line, column = 1, 1
    if "at" in item:
        text = (folder / item["in"]).read_text("utf-8")
        assert text.count(item["at"]) == 1, (
            f"{name}: {item['at']!r} is {text.count(item['at'])} times in {item['in']}"
        )
        before = text[: text.index(item["at"])]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Expected(item["in"], line, column, item.get("code", code), item.get("text", ""))


def _options(changes: dict[str, Any]) -> AuditOptions:
    if "budget" in changes:
        changes = {**changes, "budgets": [("*", WeightBudget(**changes["budget"]))]}
        del changes["budget"]
    return replace(
        OPTIONS,
        **{name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()},
    )
