"""Serves a folder on the loopback interface the way a static host does, for tests that need a real server.

with serve(tmp_path / "site") as site:
    page.goto(site.url("zh/"))
"""

from __future__ import annotations

import fnmatch
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


@dataclass(frozen=True)
class Site:
    """A folder being served. `requests` holds the path, query included, of each request, in order."""

    folder: Path
    origin: str
    requests: list[str] = field(default_factory=list)

    def url(self, path: str = "") -> str:
        """The address of a path below the served folder."""
        return f"{self.origin}/{path.removeprefix('/')}"


@contextmanager
def serve(folder: Path, headers_file: Path | None = None) -> Iterator[Site]:
    """Serves `folder` on a free port of 127.0.0.1 until the block ends.

    A path that is a folder gets its index.html; an unknown one the nearest 404.html above it and status 404.
    `headers_file` holds response headers in the form static hosts read: a path pattern at the start of a
    line, then `Name: value` lines that are indented.
    """
    rules = _read_headers(headers_file) if headers_file else []
    requests: list[str] = []

    class Handler(_Handler):
        root = folder.resolve()
        header_rules = rules
        seen = requests

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Site(folder, f"http://127.0.0.1:{server.server_port}", requests)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    root: Path
    header_rules: list[tuple[str, str, str]]
    seen: list[str]

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def _answer(self, *, with_body: bool) -> None:
        self.seen.append(self.path)
        address = urlsplit(self.path)
        path = unquote(address.path)
        file = self._inside(path)
        if file is not None and file.is_dir() and not path.endswith("/"):
            query = f"?{address.query}" if address.query else ""
            target = {"Location": quote(path) + "/" + query}
            self._send(HTTPStatus.MOVED_PERMANENTLY, path, b"", target, with_body)
            return
        if file is not None and file.is_dir():
            file /= "index.html"
        if file is not None and file.is_file() and not (path.endswith("/") and file.name != "index.html"):
            self._send(HTTPStatus.OK, path, file.read_bytes(), _type_of(file), with_body)
            return
        page = self._not_found_page(path)
        body = page.read_bytes() if page else b"404\n"
        self._send(HTTPStatus.NOT_FOUND, path, body, _type_of(page or Path("404.txt")), with_body)

    def _inside(self, path: str) -> Path | None:
        if "\0" in path:
            return None
        file = (self.root / path.lstrip("/")).resolve()
        return file if file.is_relative_to(self.root) else None

    def _not_found_page(self, path: str) -> Path | None:
        folder = self._inside(path) or self.root
        for candidate in (folder, *folder.parents):
            if not candidate.is_relative_to(self.root):
                return None
            if (candidate / "404.html").is_file():
                return candidate / "404.html"
        return None

    def _send(
        self, status: HTTPStatus, path: str, body: bytes, headers: dict[str, str], with_body: bool
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        for pattern, name, value in self.header_rules:
            if fnmatch.fnmatchcase(path, pattern):
                self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _type_of(file: Path) -> dict[str, str]:
    return {"Content-Type": MEDIA_TYPES.get(file.suffix, "application/octet-stream")}


def _read_headers(file: Path) -> list[tuple[str, str, str]]:
    rules = []
    pattern = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            pattern = line.strip()
            continue
        name, _, value = line.strip().partition(":")
        rules.append((pattern, name.strip(), value.strip()))
    return rules
