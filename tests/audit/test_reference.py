"""The checks in words, and the page made of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from helpcenter.audit import CHECKS, Check
from helpcenter.audit.reference import GROUPS, explain_check, list_checks, reference_page, words_of
from helpcenter.commands.rules import rules

REPOSITORY = Path(__file__).resolve().parents[2]


def test_page_is_what_the_checks_say() -> None:
    page = (REPOSITORY / "docs/dev/audit.md").read_text("utf-8")
    assert page == reference_page(), "run `python -m helpcenter.audit.reference docs/dev/audit.md`"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_gives_its_reason(check: Check) -> None:
    words = words_of(check)
    assert words.summary.endswith(".")
    assert len(words.why) >= 20
    assert words.bad != words.good
    assert check.code[:4] in GROUPS
    assert words.why in explain_check(check.code.lower())


def test_command_lists_and_explains_the_checks() -> None:
    listed = CliRunner().invoke(rules, []).output
    assert all(row in listed for row in list_checks())
    assert explain_check("HC950") in CliRunner().invoke(rules, ["hc950"]).output
    assert CliRunner().invoke(rules, ["HC999"]).exit_code == 2
