"""Every rule on small sites: what it must find, with place and words, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.rules import RULES
from tests.rules.golden import HERE, Case, all_cases, build_site, findings, matches

CASES = all_cases()
NETWORK = {"broken-external-link", "unsure-external-link", "moved-external-link"}
"""Rules that need a server to answer: tests/rules/test_external.py."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}/{case.name}")
def test_golden(case: Case, tmp_path: Path) -> None:
    found = findings(case.data, build_site(case.data, tmp_path))
    unexpected = [item for item in found if not any(matches(item, line) for line in case.expected)]
    missing = [line for line in case.expected if not any(matches(item, line) for item in found)]
    assert not unexpected, "\n".join(map(str, unexpected))
    assert not missing, "\n".join([*missing, "found:", *map(str, found)])
    assert len(found) == len(case.expected)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.name not in NETWORK], ids=lambda rule: rule.code
)
def test_rule_has_cases(rule) -> None:
    """Each rule fails once with its whole message, and passes once."""
    own = [case for case in CASES if case.rule == rule.name]
    whole = [line for case in own for line in case.expected if f" {rule.code} {rule.name}: " in line]
    assert whole, f"tests/rules/{rule.name}/ shows no whole message of {rule.code}"
    assert any(not case.expected for case in own), f"tests/rules/{rule.name}/ has no case without a finding"


def test_no_case_of_an_unknown_rule() -> None:
    known = {rule.name for rule in RULES} | {"site"}
    folders = {file.name for file in HERE.iterdir() if file.is_dir() and not file.name.startswith("__")}
    assert folders <= known
