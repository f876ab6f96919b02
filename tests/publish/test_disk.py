"""A full disk, a read-only one, a folder that is not ours: a clear message and the old site."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

from helpcenter.publish import PublishError, verify
from tests.publish.builder import number_of, publish, read_tree


def run_on_its_own_disk(folder: Path, repository: Path, what: str) -> list[str]:
    """Runs `starved_disk` where its mounts are seen by nobody else and end with it."""
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    command = [
        "unshare",
        "--mount",
        *user,
        sys.executable,
        "-m",
        "tests.publish.starved_disk",
        str(folder),
        what,
    ]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_disk_that_is_full_at_twenty_sizes(tmp_path: Path, repository: Path) -> None:
    said = run_on_its_own_disk(tmp_path, repository, "full")
    assert len(said) == 20
    full = [line for line in said if line != "published"]
    assert len(full) >= 12
    assert said[-1] == "published"
    for line in full:
        assert line.startswith("The disk is full: 'DISK/"), line
        assert line.endswith("' could not be written. Free some space, then build again."), line


def test_a_disk_that_is_read_only(tmp_path: Path, repository: Path) -> None:
    refused = "cannot be written: read-only file system. Make its folder writable, then build again."
    assert run_on_its_own_disk(tmp_path, repository, "read-only") == [
        f"'DISK/.helpcenter/site/lock' {refused}",
        f"'DISK/.helpcenter/site/lock' {refused}",
        f"'STAGING/b' {refused}",
    ]


def test_a_limit_on_the_size_of_files_at_twenty_sizes(site: Path) -> None:
    publish(site, 10)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    failed = 0
    for limit in range(100, 2100, 100):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            publish(site, 20)
        except PublishError as error:
            assert "is larger than the file-size limit allows. Raise it (`ulimit -f`)." in str(error)  # noqa: PT017
            assert number_of(read_tree(site)) == 10
            failed += 1
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert verify(site) == []
    assert failed == 20
    publish(site, 20)
    assert number_of(read_tree(site)) == 20


def test_a_folder_that_is_not_ours(tmp_path: Path, repository: Path) -> None:
    (tmp_path / "project").mkdir()
    publish(tmp_path / "project/site", 1)
    program = (
        "import os, sys; from pathlib import Path; from helpcenter.publish import Publication\n"
        "if os.geteuid() == 0: os.setegid(65534); os.seteuid(65534)\n"
        "else: Path('project/.helpcenter/site').chmod(0o555)\n"
        "try: Publication(Path('project/site')).__enter__()\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    for folder in (tmp_path, *tmp_path.parents):
        if (
            folder.stat().st_uid == os.geteuid()
            and folder.is_relative_to(Path("/tmp"))
            and folder != Path("/tmp")
        ):
            folder.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": f"{repository}/src"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    (tmp_path / "project/.helpcenter/site").chmod(0o755)
    lock = tmp_path / "project/.helpcenter/site/lock"
    assert done.stdout == (
        f"PublishError '{lock}' cannot be written: permission denied. "
        "Make its folder writable, then build again.\n"
    ), done.stderr
