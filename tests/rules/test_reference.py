"""The list of rules, their explanations, and the page made of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpcenter.loader import FINDINGS
from helpcenter.rules import RULES, catalogue, explain, rules_page
from helpcenter.rules.base import Scope, explanation_of


def test_page_is_what_the_rules_say(repository: Path) -> None:
    page = (repository / "docs/dev/rules.md").read_text()
    assert page == rules_page(), "run `python -m helpcenter.rules.page docs/dev/rules.md`"


def test_codes_and_names_are_unique() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len({rule.name for rule in RULES}) == len(codes)
    assert all(re.fullmatch(r"HC[0-7]\d\d", code) for code in codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name) for rule in RULES)
    families = [code[:3] for code in codes]
    assert families == sorted(families)


def test_there_are_at_least_forty_rules_besides_form() -> None:
    assert sum(rule.family != "HC0" for rule in RULES) >= 40


def test_every_finding_of_the_loader_is_explained() -> None:
    assert {finding.code for finding in FINDINGS} <= {rule.code for rule in RULES}
    for finding in FINDINGS:
        assert next(rule for rule in RULES if rule.code == finding.code).name == finding.name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_gives_its_reason(rule) -> None:
    words = rule.explanation
    assert words.summary.endswith(".")
    assert len(words.why) >= 15
    assert words.bad.strip()
    assert words.good.strip()
    assert words.bad != words.good
    assert rule.code in explain(rule.code.lower())
    assert words.why.split(".")[0] in explain(rule.code)


def test_rules_of_trust_cannot_be_allowed() -> None:
    for code in ("HC309", "HC501", "HC502", "HC503", "HC504", "HC505", "HC506", "HC507", "HC508"):
        rule = next(rule for rule in RULES if rule.code == code)
        assert not rule.can_be_allowed
        assert "cannot be allowed" in explain(code)


def test_catalogue_has_a_row_a_rule() -> None:
    rows = catalogue()
    assert len(rows) == len(RULES)
    assert rows[0].startswith("HC001  error    unreadable-file")


def test_unknown_code() -> None:
    with pytest.raises(KeyError):
        explain("HC999")


def test_a_check_without_reasons_is_none() -> None:
    def check() -> None:
        """Nothing."""

    with pytest.raises(ValueError, match="needs Why, Bad and Good"):
        explanation_of(check)  # type: ignore[arg-type]


def test_scopes_and_checks_belong_together() -> None:
    for rule in RULES:
        assert (rule.check is None) <= (rule.scope is Scope.ELSEWHERE)


def test_page_command_writes_the_file(tmp_path: Path) -> None:
    target = tmp_path / "rules.md"
    subprocess.run([sys.executable, "-m", "helpcenter.rules.page", str(target)], check=True)
    assert target.read_text() == rules_page()
