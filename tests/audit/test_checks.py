"""Each check on small sites that it must object to, at the right place, and on such that it must pass over."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.audit import CHECKS, audit_site
from tests.audit.site_cases import CLEAN, HERE, OPTIONS, build_case

CASES = sorted((HERE / "cases").glob("*/*.yml"))
CODES = {check.name: check.code for check in CHECKS}


@pytest.mark.parametrize("file", CASES, ids=[f"{file.parent.name}/{file.stem}" for file in CASES])
def test_case(file: Path, tmp_path: Path) -> None:
    case = build_case(file, tmp_path / "site", CODES[file.parent.name])
    found = audit_site(case.folder, case.options)
    unexpected = [one for one in found if not any(expected.matches(one) for expected in case.expected)]
    missing = [expected for expected in case.expected if not any(expected.matches(one) for one in found)]
    assert (list(map(str, unexpected)), missing) == ([], [])
    assert len(found) == len(case.expected)


def test_clean_site_has_no_finding() -> None:
    assert audit_site(CLEAN, OPTIONS) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_each_check_has_failing_and_passing_cases(check: object) -> None:
    name = getattr(check, "name")  # noqa: B009
    texts = [file.read_text("utf-8") for file in CASES if file.parent.name == name]
    assert any("\nexpect:\n" in text for text in texts), "no failing case"
    assert any("expect: []" in text for text in texts), "no passing case"


def test_codes_and_names_are_unique_and_ordered() -> None:
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))
    assert len({check.name for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_each_check_says_why_with_a_bad_and_a_good_example(check: object) -> None:
    documentation = getattr(check, "documentation")  # noqa: B009
    for part in ("*Why*: ", "*Bad*: ", "*Good*: "):
        assert part in documentation
    assert documentation.index("*Why*") < documentation.index("*Bad*") < documentation.index("*Good*")
