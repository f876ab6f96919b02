"""From an edit to the reloaded page, in Chromium: `helpcenter serve` and, beside it, `hugo server`.

    scripts/bench preview                      the real content, and 5,000 entries in two locales
    scripts/bench preview --sizes 1000         other sizes; 0 is the real content
    scripts/bench preview --edits 21           more edits, of which the median is taken

A page is open; the summary in its file is written anew; the time ends when the page shows it. Hugo has the same text as
Markdown with a plain layout; the summary stands in its first paragraph.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.build_peers import install, peers
from benchmarks.content import write_content
from benchmarks.measuring import remove
from tests.conftest import CHROMIUM_FLAGS

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".cache" / "bench-preview"
HELPCENTER = str(ROOT / ".venv/bin/helpcenter")
ENTRY = "zh/cgpay/refunds/request-refund"
READY_SECONDS = 300
_NOTE_WHEN_SHOWN = """
const look = () => {
  const words = /第 \\d+ 版。/u.exec(document.querySelector("main")?.textContent ?? "")?.[0];
  if (words && !sessionStorage[words]) sessionStorage[words] = performance.timeOrigin + performance.now();
  requestAnimationFrame(look);
};
look();
"""
"""Notes, with every frame that is drawn, when words are first there: asking from outside would take longer."""


@dataclass(frozen=True)
class Server:
    """A preview: its command, where it runs, the page that is looked at and the file that is edited."""

    name: str
    folder: Path
    command: Sequence[str]
    page: str
    file: Path
    before: str
    """What the new words are put behind in the file."""


def main() -> None:
    """Measures and prints; see the module's text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="0,5000")
    parser.add_argument("--edits", type=int, default=11)
    options = parser.parse_args()
    programs = install(ROOT / ".cache" / "bench-peers")
    print(
        f"{'pages':>7}  {'program':18} {'median':>8} {'fastest':>8} {'slowest':>8}  ms, {options.edits} edits"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM_FLAGS))
        for size in map(int, options.sizes.split(",")):
            folder = WORK / str(size)
            remove(folder)
            for server in _servers(folder, size, programs):
                found = [1000 * one for one in _latencies(server, browser, options.edits)]
                row = f"{statistics.median(found):8.0f} {min(found):8.0f} {max(found):8.0f}"
                print(f"{size * 2 or 'real':>7}  {server.name:18} {row}", flush=True)
            remove(folder)
        browser.close()


def _servers(folder: Path, size: int, programs: Path) -> Iterator[Server]:
    """Yields the servers, each with files of its own; Hugo's are the twins of our pages."""
    ours = folder / "ours"
    if size:
        write_content(ours, size)
    else:
        for name in ("content", "docs", "overrides"):
            shutil.copytree(ROOT / name, ours / name, ignore=shutil.ignore_patterns("dev"))
        shutil.copy(ROOT / "mkdocs.yml", ours)
    subprocess.run([HELPCENTER, "build"], cwd=ours, check=True, capture_output=True)
    address = f"127.0.0.1:{_free_port()}"
    yield Server(
        "helpcenter serve", ours, [HELPCENTER, "serve", "--address", address], f"http://{address}/{ENTRY}/",
        ours / f"content/{ENTRY}.yml", "summary: ",
    )  # fmt: skip
    hugo = next(
        (peer for peer in peers(programs, folder / "peers", ours / "site") if peer.name == "Hugo"), None
    )
    if hugo is not None:
        port = str(_free_port())
        command = [hugo.commands[0][0], "server", "--bind", "127.0.0.1", "--port", port, "--renderToMemory"]
        file = hugo.folder / f"content/{ENTRY}.md"
        heading = next(line for line in file.read_text("utf-8").splitlines() if line.startswith("# "))
        yield Server(
            "hugo server", hugo.folder, command, f"http://127.0.0.1:{port}/{ENTRY}/", file, f"{heading}\n\n"
        )


def _latencies(server: Server, browser: Browser, edits: int) -> list[float]:
    """Returns the seconds from each edit to the page that shows it. Raises TimeoutError when it never does."""
    text = server.file.read_text("utf-8")
    seconds = []
    with _running(server):
        page = browser.new_page()
        page.add_init_script(_NOTE_WHEN_SHOWN)
        page.goto(server.page)
        page.wait_for_timeout(3_000)  # the page's line to the server is open, and the first check has ended
        for number in range(edits):
            words = f"第 {number + 101} 版。"
            new = text.replace(server.before, f"{server.before}{words}", 1)
            started = time.time()
            server.file.write_text(new, "utf-8")
            shown = page.wait_for_function(
                "words => sessionStorage.getItem(words)", arg=words, timeout=60_000
            )
            seconds.append(float(shown.json_value()) / 1_000 - started)
            page.wait_for_timeout(3_000)  # a check of the content has ended too
        page.close()
    server.file.write_text(text, "utf-8")
    return seconds


@contextmanager
def _running(server: Server) -> Iterator[None]:
    process = subprocess.Popen(
        server.command, cwd=server.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(server.page, process)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
