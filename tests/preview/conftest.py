"""A preview of a small site, on a free port, watched as `helpcenter serve` watches it."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from helpcenter.preview import LiveSite, PreviewServer, Watcher
from tests.sites import faq, translated_faq, write_site


@dataclass(frozen=True)
class Preview:
    """A running preview of the site in `folder`."""

    folder: Path
    server: PreviewServer

    @property
    def port(self) -> int:
        """Returns its port."""
        return int(self.server.server_address[1])

    @property
    def entry(self) -> Path:
        """Returns the file of the answer at `/zh/acme/account/one/`."""
        return self.folder / "content/zh/acme/account/one.yml"

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Returns status and text of an address."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def wait_for(self, version: int) -> None:
        """Waits until the site has this number."""
        for _ in range(500):
            if self.server.news.version >= version:
                return
            threading.Event().wait(0.02)
        pytest.fail(f"the preview is still at version {self.server.news.version}")

    def wait_for_text(self, path: str, text: str) -> None:
        """Waits until an address shows a text."""
        for _ in range(500):
            if text in self.get(path)[1]:
                return
            threading.Event().wait(0.02)
        pytest.fail(f"'{path}' does not show '{text}'")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A running preview of two answers and a hand-written page."""
    files = {
        "zh/acme/account/one.yml": faq("One"),
        "en/acme/account/one.yml": translated_faq("One in English"),
        "zh/acme/account/two.yml": faq("Two"),
    }
    write_site(tmp_path, files)
    page = tmp_path / "docs/zh/about.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: About\n---\n# About\n\nBy hand.\n", encoding="utf-8")
    live = LiveSite(tmp_path / "mkdocs.yml", date(2026, 11, 22), "http://127.0.0.1:8000/")
    assert not live.trouble
    server = PreviewServer(("127.0.0.1", 0), live)
    with server, Watcher(live.folders, server.changed):
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield Preview(tmp_path, server)
        server.shutdown()
        thread.join(5)
