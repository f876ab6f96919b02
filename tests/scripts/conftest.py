"""A checkout in small: the real scripts beside stand-ins for what takes minutes; their logic is tested."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

# What the scripts may rely on besides Python: bash and the basic tools of Debian and Ubuntu.
BASIC_TOOLS = (
    "basename", "bash", "cat", "chmod", "cut", "dirname", "env", "flock", "grep", "mkdir", "mv", "rm",
    "sha256sum", "sleep",
)  # fmt: skip

# Answers as the Python of a virtual environment would; `pip install` notes its arguments and can be told to
# fail or to wait. Its version is in a file, so that a test can upgrade it.
STAND_IN_PYTHON = """\
#!/usr/bin/env bash
set -eu
here=$CHECKOUT
case " $* " in
  *" venv "*"import"*|*"import ensurepip"*) [[ ! -f $here/no-ensurepip ]] ;;
  *" -m venv "*)
    target=${!#}
    mkdir -p "$target/bin"
    cat "$0" >"$target/bin/python"
    chmod +x "$target/bin/python"
    echo "#!$PWD/$target/bin/python" >"$target/bin/pip"
    echo "venv" >>"$here/log" ;;
  *" pip install "*)
    all=$*
    echo "pip install${all#*pip install}" >>"$here/log"
    if [[ -f $here/pip-fails ]]; then echo "no network" >&2; exit 1; fi
    while [[ -f $here/pip-waits ]]; do sleep 0.05; done ;;
  *" playwright install "*)
    echo "playwright install" >>"$here/log"
    mkdir -p "$HOME/.cache/ms-playwright/chromium-1/chrome-linux64"
    echo >"$HOME/.cache/ms-playwright/chromium-1/chrome-linux64/chrome" ;;
  *" playwright "*) [[ ! -f $here/no-libatomic ]] ;;
  *" pip --version "*) echo "pip 26" ;;
  *" --version "*) echo "Python $(cat "$here/version")" ;;
  *"sys.version_info < "*) [[ $(cat "$here/version") == 3.1[1-9]* ]] ;;
  *"sys.version_info[:2]"*) cut -d. -f1,2 "$here/version" ;;
  *"sys.version,"*) cat "$here/version" ;;
  *) echo "stand-in python does not know: $*" >&2; exit 64 ;;
esac
"""


@dataclass(frozen=True)
class Checkout:
    """A folder with the real scripts/, and a PATH of its own: `bin`, beside the basic tools."""

    folder: Path
    bin: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": str(self.bin),
            "HOME": str(self.folder),
            "CHECKOUT": str(self.folder),
            "LC_ALL": "C.UTF-8",
        }

    def command(self, name: str, text: str = "#!/usr/bin/env bash\n") -> Path:
        """Puts an executable on the PATH."""
        return executable(self.bin / name, text)

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.folder / "scripts" / script, *arguments],
            env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=60, check=False,
        )  # fmt: skip

    def start(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """A run in the background, in a process group of its own."""
        return subprocess.Popen(
            [self.folder / "scripts" / script, *arguments],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, start_new_session=True,
        )  # fmt: skip

    def log(self) -> list[str]:
        """What the stand-in Python was asked to do, in order."""
        file = self.folder / "log"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def flag(self, name: str, *, on: bool = True) -> None:
        file = self.folder / name
        if on:
            file.touch()
        else:
            file.unlink()


def executable(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def checkout(repository: Path, tmp_path: Path) -> Checkout:
    """With a stand-in python3, Chromium and fonts; a test takes away what it wants missing."""
    folder = tmp_path / "checkout"
    shutil.copytree(repository / "scripts", folder / "scripts")
    (folder / "requirements").mkdir()
    for name in ("backends", "build", "test"):
        (folder / "requirements" / f"{name}.lock").write_text(f"{name}==1\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (folder / "hatch_build.py").write_text("", encoding="utf-8")
    (folder / "version").write_text("3.11.2\n", encoding="utf-8")
    made = Checkout(folder, tmp_path / "bin")
    for tool in BASIC_TOOLS:
        found = shutil.which(tool)
        assert found, f"'{tool}' is missing on this machine."
        made.bin.mkdir(exist_ok=True)
        (made.bin / tool).symlink_to(found)
    made.command("python3", STAND_IN_PYTHON)
    made.command("chromium")
    made.command("fc-list", "#!/usr/bin/env bash\necho 'A font'\n")
    return made
