"""`helpcenter init`: a new site that is whole at once, also with nothing but the installed package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpcenter.commands.init import init

HELPCENTER = Path(sys.executable).with_name("helpcenter")


def test_a_new_site_checks_builds_and_tests_green(tmp_path: Path) -> None:
    start(HELPCENTER, tmp_path / "new")
    run(sys.executable, "-m", "unittest", folder=tmp_path / "new")


@pytest.mark.slow
def test_so_it_does_with_the_installed_package_alone(repository: Path, tmp_path: Path) -> None:
    build = ["-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    run(sys.executable, *build, "--wheel-dir", str(tmp_path), str(repository), folder=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env/bin/python"
    run(
        str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel), folder=tmp_path
    )
    # The dependencies are those of this environment; the package itself comes from the wheel.
    (packages,) = (tmp_path / "env/lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = run(str(python), "-c", "import helpcenter; print(helpcenter.__file__)", folder=tmp_path)
    assert where.startswith(str(packages))
    start(tmp_path / "env/bin/helpcenter", tmp_path / "new")
    run(str(python), "-m", "unittest", folder=tmp_path / "new")


def start(helpcenter: Path, folder: Path) -> None:
    run(str(helpcenter), "init", str(folder), "--name", 'Help "here": soon', folder=folder.parent)
    assert run(str(helpcenter), "check", folder=folder) == "No findings in the content.\n"
    assert "0 findings." in run(str(helpcenter), "build", folder=folder)
    assert (folder / "site/en/first-pay/refunds/request-refund/index.html").is_file()
    assert "Help &#34;here&#34;: soon" in (folder / "site/en/index.html").read_text(encoding="utf-8")


def run(*command: str, folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_names_no_real_host_and_no_contact(tmp_path: Path) -> None:
    CliRunner().invoke(init, [str(tmp_path / "new")])
    files = [file for file in (tmp_path / "new").rglob("*") if file.is_file() and "schema" not in file.parts]
    assert len(files) > 20
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://([^/\s\"']+)", text)) <= {"example.com", "help.example.com"}, file
        assert "@" not in text.replace("@example.com", ""), "no placeholder is left, no address either"


def test_what_it_wrote_is_told_and_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    done = CliRunner().invoke(init, [str(folder)])
    count = sum(file.is_file() for file in folder.rglob("*"))
    assert done.output.startswith(f"wrote {count} files to {folder}\n")
    again = CliRunner().invoke(init, [str(folder)])
    assert again.exit_code == 2
    assert "is not empty. Name a folder that is not there yet." in " ".join(again.output.split())


def test_its_editor_settings_are_ours(repository: Path, tmp_path: Path) -> None:
    CliRunner().invoke(init, [str(tmp_path / "new")])
    ours = sorted(file.name for file in (repository / ".vscode").iterdir())
    assert ours == sorted(file.name for file in (tmp_path / "new/.vscode").iterdir())
