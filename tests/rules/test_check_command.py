"""`helpcenter check` as a command: which rules it is asked for, and what a workflow makes of its output."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from helpcenter.commands.check import check
from helpcenter.rules import RULES
from tests.rules.golden import SITE
from tests.rules.test_seeded import Seeded


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with faults of every family, and the project's programs where the workflow expects them."""
    site = Seeded(tmp_path_factory.mktemp("seeded"))
    site.plant()
    place_programs(site.site)
    return site.site


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A site without faults, and the project's programs where the workflow expects them."""
    site = tmp_path / "site"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns(".cache"))
    place_programs(site)
    return site


def place_programs(site: Path) -> None:
    (site / ".venv").mkdir()
    (site / ".venv/bin").symlink_to(Path(sys.executable).parent)


def run_check(site: Path, *options: str) -> Result:
    return CliRunner().invoke(check, ["-f", str(site / "mkdocs.yml"), "--today", "2026-11-20", *options])


def codes_found(site: Path, *options: str) -> set[str]:
    lines = run_check(site, "--format", "json", *options).stdout.splitlines()
    return {json.loads(line)["code"] for line in lines}


def test_codes_may_be_listed_or_repeated(seeded: Path) -> None:
    listed = codes_found(seeded, "--select", "HC301, hc4")
    assert listed == codes_found(seeded, "--select", "HC301", "--select", "HC4")
    assert "HC301" in listed
    assert {code for code in listed if not code.startswith("HC4")} == {"HC301"}


def test_ignored_codes_are_left_out(seeded: Path) -> None:
    everything = codes_found(seeded, "--select", "HC3")
    assert {"HC301", "HC302"} < everything
    assert codes_found(seeded, "--select", "HC3", "--ignore", "HC301,HC302") == everything - {
        "HC301",
        "HC302",
    }


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("HC777", "there is no rule or family 'HC777'. Did you mean 'HC7'?"),
        ("HC301,dead-anchor", "there is no rule or family 'dead-anchor'. Did you mean 'HC302'?"),
        (
            "HC901",
            "there is no rule or family 'HC901'. HC9 are checks of the finished site: `helpcenter audit`",
        ),
        ("links", "there is no rule or family 'links'. `helpcenter rules` lists them."),
    ],
)
def test_a_code_that_no_rule_has_is_refused(option: str, written: str, message: str) -> None:
    done = run_check(SITE, option, written)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())


def step_of_workflow(repository: Path, name: str) -> str:
    text = (repository / ".github/workflows/check.yml").read_text(encoding="utf-8")
    jobs: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)["jobs"]
    (command,) = (step["run"] for step in jobs["build"]["steps"] if step.get("name") == name)
    return str(command)


def run_step(repository: Path, name: str, site: Path) -> subprocess.CompletedProcess[str]:
    """Runs a step as GitHub does."""
    command = step_of_workflow(repository, name)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795132800"}
    return subprocess.run(
        ["bash", "-e", "-c", command], cwd=site, env=environment, capture_output=True, text=True, check=False
    )


def test_workflow_annotates_lines_that_are_there(repository: Path, seeded: Path) -> None:
    done = run_step(repository, "Annotate the lines with findings", seeded)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) > 60
    for line in lines:
        found = re.fullmatch(
            r"::(error|warning|notice) file=([^,]+),line=(\d+),col=(\d+),title=(HC\d{3}) [a-z-]+::(.+)", line
        )
        assert found, line
        file = seeded / found[2].replace("%25", "%")
        assert file.exists() or found[5] == "HC306", line
        assert int(found[3]) >= 1
        assert int(found[4]) >= 1
        if file.is_file():
            assert int(found[3]) <= max(1, len(file.read_bytes().splitlines())), line


def test_workflow_writes_valid_sarif(repository: Path, seeded: Path) -> None:
    done = run_step(repository, "Write the findings for code scanning", seeded)
    assert done.returncode == 0, done.stderr
    log = json.loads((seeded / "helpcenter.sarif").read_text(encoding="utf-8"))
    (seeded / "helpcenter.sarif").unlink()
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "helpcenter"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert {rule["id"] for rule in rules} <= {rule.code for rule in RULES}
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert len(run["results"]) > 60
    for result in run["results"]:
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        # Relative to the repository, and no character that a URI may not have.
        assert re.fullmatch(r"(?!/)(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", place["artifactLocation"]["uri"])
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1


def test_workflow_writes_an_empty_log_for_a_clean_site(repository: Path, clean: Path) -> None:
    done = run_step(repository, "Write the findings for code scanning", clean)
    assert done.returncode == 0, done.stderr
    (run,) = json.loads((clean / "helpcenter.sarif").read_text(encoding="utf-8"))["runs"]
    assert run["results"] == []
