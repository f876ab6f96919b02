"""What is promised about the repository itself: rights of workflows, pinned actions, owners, forms."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = ("check.yml", "scheduled.yml")


def workflow(repository: Path, name: str) -> dict[str, Any]:
    # BaseLoader: YAML 1.1 would read the key `on` as true.
    text = (repository / ".github" / "workflows" / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def steps(repository: Path, name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(repository, name)["jobs"].values() for step in job["steps"]]


def test_every_workflow_is_known_here(repository: Path) -> None:
    assert {file.name for file in (repository / ".github" / "workflows").iterdir()} == set(WORKFLOWS)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_can_only_read(repository: Path, name: str) -> None:
    whole = workflow(repository, name)
    assert whole["permissions"] == {}
    assert "pull_request_target" not in whole["on"]
    for job_name, job in whole["jobs"].items():
        if job_name != "code-scanning":
            assert job["permissions"] == {"contents": "read"}, job_name
        assert "timeout-minutes" in job


def test_the_job_that_writes_runs_nothing_of_the_repository(repository: Path) -> None:
    job = workflow(repository, "check.yml")["jobs"]["code-scanning"]
    assert job["permissions"] == {"security-events": "write"}
    assert not [step for step in job["steps"] if "checkout" in step.get("uses", "")]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_to_commits(repository: Path, name: str) -> None:
    for step in steps(repository, name):
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step["uses"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_checkout_keeps_the_token(repository: Path, name: str) -> None:
    for step in steps(repository, name):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_expression_is_pasted_into_a_command(repository: Path, name: str) -> None:
    for step in steps(repository, name):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/[!c]*.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("dependabot", "dependabot.yml"),
    ],
)
def test_file_follows_its_published_schema(repository: Path, schema: str, pattern: str) -> None:
    files = sorted((repository / ".github").glob(pattern))
    assert files
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "-ojson", "--builtin-schema", f"vendor.{schema}", *files],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert json.loads(done.stdout)["status"] == "ok", done.stdout


def test_facts_and_contacts_have_owners_of_their_own(repository: Path) -> None:
    lines = (repository / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owners = dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    assert "@helpcenter/facts" in owners["/content/providers/"]


@pytest.mark.parametrize("name", ["backends", "build", "test", "audit"])
def test_lock_has_a_hash_for_each_package_and_no_address(repository: Path, name: str) -> None:
    text = (repository / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    packages = [block for block in re.split(r"\n(?=[a-z])", text) if not block.startswith("#")]
    assert packages
    assert all("--hash=sha256:" in block for block in packages)
    assert "://" not in text
    assert "--index-url" not in text


def test_locks_agree(repository: Path) -> None:
    def pins(name: str) -> set[str]:
        text = (repository / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9.-]+==[^\\\n]+", text, flags=re.MULTILINE))

    # Markers may be wider in the larger lock, so only the pins are compared.
    def versions(name: str) -> set[str]:
        return {pin.partition(";")[0].strip() for pin in pins(name)}

    assert versions("build") <= versions("test")


def test_the_lock_is_the_one_of_pyproject(repository: Path) -> None:
    import tomllib

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    text = (repository / "requirements" / "test.lock").read_text(encoding="utf-8")
    for requirement in (*project["dependencies"], *extras["test"], *extras["links"]):
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        assert name
        normal = re.sub(r"[-_.]+", "-", name[0]).lower()
        assert re.search(rf"^{re.escape(normal)}==", text, flags=re.MULTILINE), (
            f"run scripts/lock for '{normal}'"
        )
