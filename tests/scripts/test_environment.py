from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from tests.scripts.conftest import Checkout

INSTALL = "pip install --quiet --disable-pip-version-check --no-input"
FRESH_BUILD = [
    "venv",
    f"{INSTALL} --require-hashes --requirement requirements/backends.lock",
    f"{INSTALL} --require-hashes --no-build-isolation --requirement requirements/build.lock",
    f"{INSTALL} --no-deps --no-build-isolation --editable .",
]


def test_first_run_installs_the_hashed_lock_and_the_checkout(checkout: Checkout) -> None:
    done = checkout.run("environment", "build")
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "environment: Making .venv from requirements/build.lock with Python 3.11.2 (a minute or two)\n"
    )
    assert checkout.log() == FRESH_BUILD


def test_second_run_does_nothing_and_at_once(checkout: Checkout) -> None:
    checkout.run("environment", "build")
    before = checkout.log()
    started = time.monotonic()
    done = checkout.run("environment", "build")
    assert time.monotonic() - started < 1
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert checkout.log() == before


def test_environment_for_tests_serves_a_build_too(checkout: Checkout) -> None:
    checkout.run("environment", "test")
    before = checkout.log()
    assert checkout.run("environment", "build").returncode == 0
    assert checkout.log() == before


def test_environment_for_a_build_is_completed_for_tests(checkout: Checkout) -> None:
    checkout.run("environment", "build")
    done = checkout.run("environment", "test")
    assert done.stderr == "environment: Updating .venv from requirements/test.lock\n"
    assert checkout.log().count("venv") == 1
    assert checkout.log()[-2].endswith("--requirement requirements/test.lock")


def test_each_ingredient_that_changes_updates_it(checkout: Checkout) -> None:
    checkout.run("environment", "build")
    for name in ("requirements/build.lock", "requirements/backends.lock", "pyproject.toml", "version"):
        with (checkout.folder / name).open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        done = checkout.run("environment", "build")
        assert done.stderr == "environment: Updating .venv from requirements/build.lock\n", name
    assert checkout.log().count("venv") == 1
    assert checkout.run("environment", "build").stderr == ""


def test_failed_install_says_so_and_the_next_run_starts_afresh(checkout: Checkout) -> None:
    checkout.flag("pip-fails")
    done = checkout.run("environment", "build")
    assert done.returncode == 1
    reason, verdict = done.stderr.splitlines()[-2:]
    assert reason == "no network"
    assert verdict.startswith(
        "environment: The packages could not be installed (see above). Check the network"
    )
    checkout.flag("pip-fails", on=False)
    (checkout.folder / ".venv" / "half-installed").touch()
    assert checkout.run("environment", "build").returncode == 0
    assert not (checkout.folder / ".venv" / "half-installed").exists()
    assert checkout.log().count("venv") == 2


def test_killed_run_leaves_nothing_that_passes_for_finished(checkout: Checkout) -> None:
    checkout.run("environment", "build")
    with (checkout.folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    checkout.flag("pip-waits")
    run = checkout.start("environment", "build")
    wait_for(lambda: len(checkout.log()) == len(FRESH_BUILD) + 1)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    checkout.flag("pip-waits", on=False)
    done = checkout.run("environment", "build")
    assert "Making .venv" in done.stderr
    assert checkout.log()[-len(FRESH_BUILD) :] == FRESH_BUILD


def test_two_runs_at_once_make_it_once(checkout: Checkout) -> None:
    checkout.flag("pip-waits")
    first = checkout.start("environment", "build")
    wait_for(lambda: len(checkout.log()) == 2)
    second = checkout.start("environment", "build")
    assert second.stderr is not None
    assert second.stderr.readline() == "environment: Waiting for another run that is making the environment\n"
    checkout.flag("pip-waits", on=False)
    for run in (first, second):
        run.communicate(timeout=30)
        assert run.returncode == 0
    assert checkout.log() == FRESH_BUILD


def test_run_that_waited_for_a_killed_one_starts_afresh(checkout: Checkout) -> None:
    checkout.flag("pip-waits")
    first = checkout.start("environment", "build")
    wait_for(lambda: len(checkout.log()) == 2)
    second = checkout.start("environment", "build")
    assert second.stderr is not None
    second.stderr.readline()
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    checkout.flag("pip-waits", on=False)
    _, said = second.communicate(timeout=30)
    assert said.startswith("environment: Making .venv")
    assert checkout.log()[2:] == FRESH_BUILD


def test_moved_checkout_gets_a_new_environment(checkout: Checkout) -> None:
    checkout.run("environment", "build")
    moved = checkout.folder.with_name("moved")
    shutil.move(checkout.folder, moved)
    done = Checkout(moved, checkout.bin).run("environment", "build")
    assert "Making .venv" in done.stderr


def test_newest_python_that_works_is_taken(checkout: Checkout) -> None:
    checkout.command("python3.14", "#!/usr/bin/env bash\necho 'not installed' >&2\nexit 127\n")
    stand_in = (checkout.bin / "python3").read_text(encoding="utf-8")
    checkout.command("python3.13", stand_in.replace('echo "venv"', 'echo "venv of python3.13"'))
    assert checkout.run("environment", "build").returncode == 0
    assert checkout.log()[0] == "venv of python3.13"


def test_no_python_is_one_line(checkout: Checkout) -> None:
    (checkout.bin / "python3").unlink()
    done = checkout.run("environment", "build")
    assert done.returncode == 1
    assert done.stderr == (
        "environment: No Python >= 3.11 found."
        " Install it: apt-get install python3 python3-venv (or set HELPCENTER_PYTHON).\n"
    )


def test_old_python_is_no_python(checkout: Checkout) -> None:
    (checkout.folder / "version").write_text("3.9.2\n", encoding="utf-8")
    assert "No Python >= 3.11 found." in checkout.run("environment", "build").stderr


def test_python_without_venv_is_one_line_where_nothing_can_be_installed(checkout: Checkout) -> None:
    checkout.flag("no-ensurepip")
    done = checkout.run("environment", "build")
    assert done.returncode == 1
    assert done.stderr == (
        "environment: Python's venv module is missing. Install it: apt-get install python3.11-venv\n"
    )


def test_missing_chromium_is_one_line_where_nothing_can_be_installed(checkout: Checkout) -> None:
    (checkout.bin / "chromium").unlink()
    assert checkout.run("environment", "build").returncode == 0
    done = checkout.run("environment", "test")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "environment: The tests need Chromium. Install it: apt-get install chromium fonts-noto-cjk"
        " (on Ubuntu: .venv/bin/playwright install --with-deps chromium)"
    )


def test_root_gets_a_missing_chromium_from_debian(checkout: Checkout) -> None:
    (checkout.bin / "chromium").unlink()
    checkout.command("apt-get", '#!/usr/bin/env bash\n[[ $1 != install ]] || echo : >"${0%/*}/${!#}"\n')
    done = checkout.run("environment", "test")
    if os.geteuid() == 0:
        assert "environment: Installing chromium with apt-get" in done.stderr
        assert "Downloading" not in done.stderr
        assert (checkout.bin / "chromium").exists()
    else:
        assert done.returncode == 1
        assert not (checkout.bin / "chromium").exists()


def test_root_gets_a_missing_chromium_from_playwright_where_the_system_has_none(checkout: Checkout) -> None:
    (checkout.bin / "chromium").unlink()
    checkout.command("apt-get", "#!/usr/bin/env bash\nexit 100\n")
    done = checkout.run("environment", "test")
    assert done.returncode == (0 if os.geteuid() == 0 else 1)
    assert checkout.log().count("playwright install") == (1 if os.geteuid() == 0 else 0)
    again = checkout.run("environment", "test")
    assert ("Chromium" in again.stderr) == (os.geteuid() != 0)


def test_missing_library_of_playwright_is_one_line_where_nothing_can_be_installed(checkout: Checkout) -> None:
    checkout.flag("no-libatomic")
    assert checkout.run("environment", "build").returncode == 0
    done = checkout.run("environment", "test")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("Install the library it needs: apt-get install libatomic1")


def test_any_chrome_will_do(checkout: Checkout) -> None:
    (checkout.bin / "chromium").rename(checkout.bin / "google-chrome")
    assert checkout.run("environment", "test").returncode == 0


def test_missing_font_is_a_remark(checkout: Checkout) -> None:
    (checkout.bin / "fc-list").unlink()
    done = checkout.run("environment", "test")
    assert done.returncode == 0
    assert "Install one: apt-get install fonts-noto-cjk" in done.stderr


def test_unknown_purpose_is_wrong_use(checkout: Checkout) -> None:
    done = checkout.run("environment", "deploy")
    assert (done.returncode, done.stderr) == (2, "environment: usage: scripts/environment build|test\n")


def test_works_in_a_folder_with_spaces(checkout: Checkout) -> None:
    moved = checkout.folder.with_name("帮助 center")
    shutil.move(checkout.folder, moved)
    there = Checkout(moved, checkout.bin)
    assert there.run("environment", "build").returncode == 0
    assert there.run("environment", "build").stderr == ""
    assert Path(moved, ".venv", "stamp-build").is_file()


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
