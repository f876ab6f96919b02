from __future__ import annotations

import configparser
import importlib
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
         "--wheel-dir", folder, repository],
        check=True,
    )  # fmt: skip
    (file,) = folder.glob("*.whl")
    return zipfile.ZipFile(file)


def test_wheel_carries_the_whole_theme(wheel: zipfile.ZipFile, repository: Path) -> None:
    tracked = subprocess.run(
        ["git", "-c", "core.quotePath=off", "ls-files", "overrides"],
        cwd=repository, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert tracked, "overrides/ is empty"
    packed = {name.removeprefix("helpcenter/") for name in wheel.namelist()}
    assert set(tracked) <= packed


def test_wheel_carries_the_package_and_nothing_beside_it(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert "helpcenter/diagnostics.py" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"helpcenter"}
    assert not [name for name in names if "__pycache__" in name]


def test_wheel_names_the_command_and_the_plugin(wheel: zipfile.ZipFile) -> None:
    (listing,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    points = configparser.ConfigParser()
    points.read_string(wheel.read(listing).decode("utf-8"))
    for group in ("console_scripts", "mkdocs.plugins"):
        assert list(points[group]) == ["helpcenter"]
        point = points[group]["helpcenter"]
        module, _, attribute = point.partition(":")
        assert callable(getattr(importlib.import_module(module), attribute))


def test_editable_install_keeps_no_copy_of_the_theme() -> None:
    files = distribution("helpcenter").files
    assert files is not None
    assert not [file for file in files if "overrides" in file.parts]
