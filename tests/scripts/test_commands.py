from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.scripts.conftest import Checkout, executable

TOOLS = ("ruff", "mypy", "lint-imports", "shellcheck", "python")


@pytest.fixture
def ready(checkout: Checkout) -> Checkout:
    """The checkout with a finished environment whose tools note that they ran and fail when told to."""
    executable(
        checkout.folder / "scripts" / "environment", '#!/usr/bin/env bash\necho "environment $1" >>log\n'
    )
    tools = checkout.folder / ".venv" / "bin"
    for name in (*TOOLS, "helpcenter"):
        lines = ("#!/usr/bin/env bash", f'echo "{name} $*" >>log', f"exit $(cat fails-{name} 2>&- || echo 0)")
        executable(tools / name, "\n".join(lines))
    return checkout


def fail(checkout: Checkout, tool: str, status: int = 1) -> None:
    (checkout.folder / f"fails-{tool}").write_text(str(status), encoding="utf-8")


def test_test_runs_every_step_and_sums_up(ready: Checkout) -> None:
    done = ready.run("test")
    assert done.returncode == 0, done.stderr
    assert [line.split(" ")[0] for line in ready.log()] == ["environment", "ruff", *TOOLS]
    assert ready.log()[0] == "environment test"
    assert ready.log()[-1] == "python -m pytest -n 2 --dist loadfile --durations 10"
    summary = done.stdout.split("== summary\n")[1].splitlines()
    assert len(summary) == 6
    assert all(" passed in " in line for line in summary)


@pytest.mark.parametrize("tool", TOOLS)
def test_test_goes_on_after_a_failure_and_fails(ready: Checkout, tool: str) -> None:
    fail(ready, tool)
    done = ready.run("test")
    assert done.returncode == 1
    assert [line.split(" ")[0] for line in ready.log()] == ["environment", "ruff", *TOOLS]
    assert done.stdout.count(" FAILED in ") == (2 if tool == "ruff" else 1)


def test_test_gives_its_arguments_to_pytest(ready: Checkout) -> None:
    ready.run("test", "-m", "not slow", "tests/loader")
    assert ready.log()[-1].endswith("--durations 10 -m not slow tests/loader")


def test_build_gives_its_arguments_on_and_says_how_to_look(ready: Checkout) -> None:
    done = ready.run("build", "--jobs", "1")
    assert done.returncode == 0
    assert ready.log() == ["environment build", "helpcenter build --jobs 1"]
    assert "--directory site 8000, then open http://127.0.0.1:8000/" in done.stdout
    assert ready.run("build", "--site-dir", "elsewhere").stdout == ""


@pytest.mark.parametrize("status", [1, 2])
def test_build_ends_with_the_status_of_a_failure(ready: Checkout, status: int) -> None:
    fail(ready, "helpcenter", status)
    done = ready.run("build")
    assert (done.returncode, done.stdout) == (status, "")


def test_serve_starts_the_preview(ready: Checkout) -> None:
    assert ready.run("serve", "--help").returncode == 0
    assert ready.log() == ["environment build", "helpcenter serve --help"]


def test_bench_lists_what_there_is(ready: Checkout) -> None:
    (ready.folder / "benchmarks").mkdir()
    for name in ("__init__", "search", "build"):
        (ready.folder / "benchmarks" / f"{name}.py").touch()
    for arguments in ((), ("none",), ("__init__",), ("../benchmarks/search",)):
        done = ready.run("bench", *arguments)
        assert done.returncode == 2
        assert done.stderr.splitlines()[1:] == ["Benchmarks:", "  build", "  search"]
    assert ready.log() == []


def test_bench_runs_one_with_its_arguments(ready: Checkout) -> None:
    (ready.folder / "benchmarks").mkdir()
    (ready.folder / "benchmarks" / "search.py").touch()
    assert ready.run("bench", "search", "--entries", "10").returncode == 0
    assert ready.log() == ["environment test", "python -m benchmarks.search --entries 10"]


def test_ci_runs_the_tests(ready: Checkout, repository: Path) -> None:
    shutil.copytree(repository / ".ci", ready.folder / ".ci")
    done = ready.run("../.ci/run")
    assert done.returncode == 0
    assert ready.log()[-1].startswith("python -m pytest")


def test_every_script_says_what_it_does_in_its_first_lines(repository: Path) -> None:
    for script in (*(repository / "scripts").iterdir(), repository / ".ci" / "run"):
        first, second, *_ = script.read_text(encoding="utf-8").splitlines()
        assert first == "#!/usr/bin/env bash", script
        assert second.startswith("# "), script
        assert script.stat().st_mode & 0o111, f"{script} is not executable"
