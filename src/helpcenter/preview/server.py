"""Serves the preview on this machine, and tells open pages of changes (Server-Sent Events)."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from helpcenter.preview.live_site import LiveSite
from helpcenter.preview.responses import OWN, respond

IDLE_SECONDS = 30.0
"""A connection that says nothing for so long is closed."""
MOST_LISTENERS = 64


class News:
    """What open pages wait for: the number of the site's present version, and what the check found in it."""

    def __init__(self) -> None:
        self.version = 1
        self.findings: list[str] = []
        self._edition = 0
        self._changed = threading.Condition()
        self._closed = False

    def announce(self, findings: Iterable[str] | None = None) -> None:
        """Tells of another version, or of what was found in the present one."""
        with self._changed:
            if findings is None:
                self.version += 1
            else:
                self.findings = list(findings)
            self._edition += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Lets everyone go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, edition: int, seconds: float) -> int | None:
        """Returns the number of the latest news when it is not `edition`, waiting for it; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._edition != edition, seconds)
            return None if self._closed else self._edition


class PreviewServer(ThreadingHTTPServer):
    """Answers from a live site. `changed` takes in files and tells open pages."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], live: LiveSite) -> None:
        self.live = live
        self.news = News()
        self.listeners = threading.BoundedSemaphore(MOST_LISTENERS)
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)
        port = self.server_address[1]
        names = {address[0], "localhost", "127.0.0.1", "[::1]"}
        self.hosts = frozenset({f"{name}:{port}" for name in names} | (names if port == 80 else set()))
        """What a browser may call this server. Any other name is a stranger's page that a trick with DNS let in."""

    def changed(self, paths: Iterable[Path]) -> None:
        """Takes in files that changed, and has open pages reloaded where they say something else now."""
        if self.live.apply(paths):
            self.news.announce()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of connections that broke: browsers close them all the time."""

    def server_close(self) -> None:
        """Closes the server and lets go of listeners."""
        self.news.close()
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "helpcenter-preview"
    sys_version = ""
    timeout = IDLE_SECONDS
    server: PreviewServer
    _headers: ClassVar[dict[str, str]] = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def do_GET(self) -> None:
        """Answers a request."""
        if not self._is_for_us():
            return
        parts = urlsplit(self.path)
        if parts.path == f"/{OWN}events":
            self._tell_news(parse_qs(parts.query).get("version", [""])[0])
            return
        answer = respond(self.server.live, self.path, self.server.news.version)
        self.send_response(answer.status)
        text = answer.kind.startswith("text/") or answer.kind in ("application/json", "image/svg+xml")
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8" if text else answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if answer.lasting else "no-store")
        if answer.location:
            self.send_header("Location", answer.location)
        self._end()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        """Answers a request for the head of an answer."""
        self.do_GET()

    def _is_for_us(self) -> bool:
        """True when the browser means this server; another name would let any web page read drafts."""
        if self.headers.get("Host", "").lower() in self.server.hosts:
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This server answers to its own name only.")
        self.close_connection = True
        return False

    def _tell_news(self, known: str) -> None:
        """Sends events for as long as the page is open."""
        self.close_connection = True
        if self.command == "HEAD" or not self.server.listeners.acquire(blocking=False):
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE, "Too many pages are open.")
            return
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self._end()
            edition: int | None = -1
            while (edition := self.server.news.wait(-1 if edition is None else edition, 15)) is not None:
                if known != str(self.server.news.version):
                    self.wfile.write(b"event: reload\ndata: now\n\n")
                    return
                found = json.dumps(self.server.news.findings, ensure_ascii=False)
                self.wfile.write(f"event: findings\ndata: {found}\n\n".encode())
        except OSError:
            pass  # the page was closed
        finally:
            self.server.listeners.release()

    def _end(self) -> None:
        for name, value in self._headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keeps quiet: the browser shows what happened."""
