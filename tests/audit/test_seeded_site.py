"""One site with many faults: each is found, at its place, none twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from helpcenter.audit import CHECKS, audit_site
from tests.audit.site_cases import HERE, build_case


def test_every_seeded_fault_is_found_once_at_its_place(tmp_path: Path) -> None:
    case = build_case(HERE / "seeded.yml", tmp_path / "site")
    found = audit_site(case.folder, case.options)
    places = Counter((one.location.path, one.location.line, one.location.column, one.code) for one in found)
    expected = Counter((one.path, one.line, one.column, one.code) for one in case.expected)
    assert sorted((places - expected).elements()) == []
    assert sorted((expected - places).elements()) == []


def test_seeds_hold_every_check(tmp_path: Path) -> None:
    case = build_case(HERE / "seeded.yml", tmp_path / "site")
    assert len(case.expected) >= 50
    assert {one.code for one in case.expected} == {check.code for check in CHECKS}
