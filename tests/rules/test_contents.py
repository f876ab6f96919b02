"""Whole contents: the real one and a large synthetic one have no finding, one changed file is answered at once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.content import write_content
from helpcenter.catalog import load_catalog
from helpcenter.check import check_content
from helpcenter.model import read_settings
from helpcenter.routes import docs_pages, site_routes
from helpcenter.rules import run_rules


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic")
    write_content(folder, 1000)
    return folder


def last_review(content: Path) -> date:
    """The day of the latest review: the content is judged by it, not by the clock."""
    days = [
        date.fromisoformat(line.removeprefix("reviewed:").strip(" '\""))
        for file in content.rglob("*.yml")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("reviewed:")
    ]
    return max(days)


def test_real_content_has_no_finding(repository: Path) -> None:
    settings = read_settings(repository / "mkdocs.yml")
    found = check_content(settings, last_review(settings.content_dir), search=True).findings
    assert [str(item) for item in found] == []


def test_real_content_in_a_year_is_overdue_and_nothing_else(repository: Path) -> None:
    settings = read_settings(repository / "mkdocs.yml")
    day = last_review(settings.content_dir) + timedelta(days=365)
    codes = {item.code for item in check_content(settings, day).findings}
    assert codes <= {"HC601", "HC502"}
    assert "HC601" in codes


@pytest.mark.slow
def test_synthetic_content_has_no_finding(synthetic: Path) -> None:
    settings = read_settings(synthetic / "mkdocs.yml")
    found = check_content(settings, last_review(settings.content_dir)).findings
    assert [str(item) for item in found] == []


@pytest.mark.slow
def test_several_processes_find_what_one_finds(synthetic: Path) -> None:
    file = synthetic / "content/zh/cgpay/payments/fees.yml"
    text = file.read_text()
    file.write_text(text.replace("summary: ", "summary: 请登陆CGpay官网，", 1))
    try:
        settings = read_settings(synthetic / "mkdocs.yml")
        catalog = load_catalog(settings)
        routes = site_routes(catalog, docs_pages(settings))
        day = last_review(settings.content_dir)
        one, two = (run_rules(catalog, routes, day, jobs=jobs) for jobs in (1, 2))
    finally:
        file.write_text(text)
    assert one == two
    assert {"HC402", "HC403", "HC404"} <= {item.code for item in one}


def test_one_changed_file_is_checked_within_a_second(repository: Path) -> None:
    """Processor time of the whole command: the clock also counts what else the machine does."""
    path = "content/en/cgpay/payments/fees.yml"
    command = [str(Path(sys.executable).parent / "helpcenter"), "check", path]
    before = os.times()
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    after = os.times()
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == f"No findings in {path}.\n"
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent < 2.0
