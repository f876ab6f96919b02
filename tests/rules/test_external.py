"""`check --external` against a server of our own: broken, busy, refusing, moved, slow and good pages."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from helpcenter.catalog import Catalog, load_catalog
from helpcenter.model import read_settings
from helpcenter.rules import external
from helpcenter.rules.external import LycheeMissingError, check_external, external_addresses
from tests.rules.golden import SITE

STATUS = {"/ok": 200, "/moved": 301, "/for-now": 302, "/busy": 503, "/refused": 403, "/gone": 404}


class Handler(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/slow":
            time.sleep(4)
        self.send_response(STATUS.get(self.path, 404))
        if self.path in ("/moved", "/for-now"):
            self.send_header("Location", "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as instance:
        thread = threading.Thread(target=instance.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{instance.server_port}"
        instance.shutdown()
        thread.join()


def catalog_with(tmp_path: Path, addresses: dict[str, str]) -> Catalog:
    site = Path(shutil.copytree(SITE, tmp_path / "site"))
    file = site / "content/providers/general.yml"
    lines = [
        f"  {name}:\n    title: {{zh: 一页, en: A page}}\n    url: {address}\n    retrieved: 2026-11-01\n"
        for name, address in addresses.items()
    ]
    file.write_text(file.read_text().rstrip("\n") + "\n" + "".join(lines))
    return load_catalog(read_settings(site / "mkdocs.yml"))


def test_answers_become_findings(tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(external, "SECONDS", 1)
    monkeypatch.setattr(external, "RETRIES", 0)
    names = ("ok", "moved", "for-now", "busy", "refused", "gone", "slow")
    addresses = {name.replace("-", "_"): f"{server}/{name}" for name in names}
    catalog = catalog_with(tmp_path, {**addresses, "nobody": "http://127.0.0.1:9/x"})
    found = [str(item) for item in check_external(catalog, paths=["content/providers/general.yml"])]
    start = len((SITE / "content/providers/general.yml").read_text().splitlines()) + 3
    path = "content/providers/general.yml"
    assert [line.replace(server, "http://SERVER") for line in found] == [
        (
            f"{path}:{start + 4}:10: note HC322 moved-external-link: 'http://SERVER/moved' has moved for good. "
            "Link to 'http://SERVER/ok' after a look at it."
        ),
        (
            f"{path}:{start + 12}:10: warning HC321 unsure-external-link: 'http://SERVER/busy' answers 503. "
            "Look at it yourself; it may be busy, or refuse programs."
        ),
        (
            f"{path}:{start + 16}:10: warning HC321 unsure-external-link: 'http://SERVER/refused' answers 403. "
            "Look at it yourself; it may be busy, or refuse programs."
        ),
        (
            f"{path}:{start + 20}:10: error HC320 broken-external-link: 'http://SERVER/gone' answers 404. "
            "Find where the page is now, or take the link out."
        ),
        (
            f"{path}:{start + 24}:10: warning HC321 unsure-external-link: 'http://SERVER/slow' does not answer "
            "(request timed out). Look at it yourself; it may be busy, or refuse programs."
        ),
        (
            f"{path}:{start + 28}:10: error HC320 broken-external-link: 'http://127.0.0.1:9/x' does not answer "
            "(connection refused - server may be down or port blocked). "
            "Find where the page is now, or take the link out."
        ),
    ]


def test_good_answers_are_kept_for_a_day(tmp_path: Path, server: str) -> None:
    catalog = catalog_with(tmp_path, {"ok": f"{server}/ok", "gone": f"{server}/gone"})
    paths = ["content/providers/general.yml"]
    assert len(check_external(catalog, paths=paths)) == 1
    assert Handler.asked.count("/ok") == 1
    assert len(check_external(catalog, paths=paths)) == 1
    assert Handler.asked.count("/ok") == 1
    assert Handler.asked.count("/gone") == 2


def test_looks_at_texts_sources_and_contacts_but_not_at_this_site(tmp_path: Path) -> None:
    site = Path(shutil.copytree(SITE, tmp_path / "site"))
    file = site / "content/en/examplepay/account/register.yml"
    text = file.read_text().replace(
        "Turn on", "See [a](https://www.example.org/a), <https://www.example.org/b>, www.example.org and "
        "[this](https://help.example.com/en/). Turn on"
    )  # fmt: skip
    file.write_text(text)
    found = external_addresses(load_catalog(read_settings(site / "mkdocs.yml")))
    assert {url: [str(where) for where in places] for url, places in found.items()} == {
        "https://www.example.org/a": ["content/en/examplepay/account/register.yml:9:48"],
        "https://www.example.org/b": ["content/en/examplepay/account/register.yml:9:77"],
        "https://pay.example.com/contact": ["content/providers/examplepay.yml:21:15"],
    }


def test_says_how_to_install_lychee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(external.shutil, "which", lambda *arguments, **options: None)
    catalog = catalog_with(tmp_path, {"ok": "https://www.example.org/"})
    with pytest.raises(LycheeMissingError, match="pip install"):
        check_external(catalog)


def test_nothing_to_ask_needs_no_lychee(tmp_path: Path) -> None:
    catalog = catalog_with(tmp_path, {})
    assert check_external(catalog, paths=["content/zh"], lychee="/nonexistent") == []
