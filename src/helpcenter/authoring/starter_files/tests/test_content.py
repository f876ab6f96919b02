"""Tests of the content: nothing is wrong with it, and the site can be built. Run them: python -m unittest"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HELPCENTER = Path(sys.executable).with_name("helpcenter")


def helpcenter(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([HELPCENTER, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


class Content(unittest.TestCase):
    def test_nothing_is_found_wrong(self) -> None:
        done = helpcenter("check")
        assert done.returncode == 0, done.stdout + done.stderr

    def test_the_site_is_built_and_each_answer_has_a_page(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            done = helpcenter("build", "--site-dir", str(site))
            assert done.returncode == 0, done.stdout + done.stderr
            for file in sorted(ROOT.glob("content/*/*/*/*.yml")):
                page = site / file.relative_to(ROOT / "content").with_suffix("") / "index.html"
                assert page.is_file(), page


if __name__ == "__main__":
    unittest.main()
