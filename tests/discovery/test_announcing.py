"""What changed between two published sites, and telling a search engine, which here is a server of the test."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpcenter.commands.announce import announce
from helpcenter.discovery.announcing import (
    AnnounceError,
    changes_between,
    changes_since,
    indexnow_requests,
    send,
)
from helpcenter.publish import Publication
from tests.discovery.published import Published
from tests.sites import SETTINGS

BASE = "https://help.example.com/"
KEY = "0123456789abcdef"


@dataclass
class Engine:
    """A search engine that takes announcements."""

    url: str = ""
    status: int = 202
    received: list[Any] = field(default_factory=list)


@pytest.fixture
def engine() -> Iterator[Engine]:
    found = Engine()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.received.append(json.loads(body))
            self.send_response(found.status)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/indexnow"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def files(pages: dict[str, str], *, asset: str = "0a1b2c3d", footer: str = "") -> dict[str, str]:
    """A built site: pages by URL with their text; one below `a/` has a twin."""
    found = {"robots.txt": "User-agent: *", f"{KEY}.txt": KEY}
    for url, text in pages.items():
        found[f"{url}index.html"] = (
            f'<title>T</title><link href="../assets/site.{asset}.css">'
            f'<div class="hc-page"><p>{text}</p><img src="../assets/mark.{asset}.svg"></div><footer>{footer}</footer>'
        )
        if url.startswith("a/"):
            found[f"{url}index.md"] = text
    urls = "".join(
        f"<url><loc>{BASE}{url}</loc><lastmod>2026-11-{10 + n}</lastmod></url>" for n, url in enumerate(pages)
    )
    found["sitemaps/en-1.xml"] = f"<urlset>{urls}</urlset>"
    found["sitemap.xml"] = (
        f"<sitemapindex><sitemap><loc>{BASE}sitemaps/en-1.xml</loc></sitemap></sitemapindex>"
    )
    return found


def write(folder: Path, found: dict[str, str]) -> Path:
    for path, text in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_new_changed_and_removed_pages(tmp_path: Path) -> None:
    before = write(
        tmp_path / "before", files({"a/one/": "one", "a/two/": "two", "hub/": "hub", "gone/": "x"})
    )
    now = write(tmp_path / "now", files({"a/one/": "one", "a/two/": "2", "a/three/": "3", "hub/": "hub 2"}))
    found = changes_between(now, before, BASE)
    assert found.changed == (f"{BASE}a/three/", f"{BASE}a/two/", f"{BASE}hub/")
    assert found.removed == (f"{BASE}gone/",)


def test_another_look_is_no_change(tmp_path: Path) -> None:
    pages = {"a/one/": "one", "hub/": "hub"}
    before = write(tmp_path / "before", files(pages))
    now = write(tmp_path / "now", files(pages, asset="99999999", footer="a new footer"))
    assert changes_between(now, before, BASE).all == ()


def test_without_a_site_before_all_is_new(real: Published) -> None:
    found = changes_between(real.folder, None, BASE)
    assert found.changed == tuple(sorted(real.listed))
    assert changes_between(real.folder, real.folder, BASE).all == ()


def test_changes_since_a_day(shapes: Published) -> None:
    assert changes_since(shapes.folder, date(2026, 11, 12)).changed == (
        # The English home page and provider list the answer, though in Chinese.
        f"{BASE}en/",
        f"{BASE}en/acme/",
        f"{BASE}zh/",
        f"{BASE}zh/acme/",
        f"{BASE}zh/acme/payments/",
        f"{BASE}zh/acme/payments/only-chinese/",
        f"{BASE}zh/topics/payments/",
        f"{BASE}zh/updates/",
    )


def test_a_folder_without_a_site_says_so(tmp_path: Path) -> None:
    with pytest.raises(AnnounceError, match=r"sitemap\.xml' cannot be read\. Build the site first\."):
        changes_between(tmp_path, None, BASE)


def test_requests_are_cut_at_the_limit() -> None:
    addresses = [f"{BASE}{number}/" for number in range(10_001)]
    bodies = [json.loads(body) for body in indexnow_requests(addresses, BASE, KEY)]
    assert [len(body["urlList"]) for body in bodies] == [10_000, 1]
    assert bodies[0]["host"] == "help.example.com"
    assert bodies[0]["keyLocation"] == f"{BASE}{KEY}.txt"


def test_a_refusal_is_told(engine: Engine) -> None:
    engine.status = 403
    with pytest.raises(AnnounceError, match=r"refused it: 403 Forbidden\."):
        send(b"{}", engine.url)


def test_an_engine_that_is_not_there_is_told() -> None:
    with pytest.raises(AnnounceError, match=r"cannot be reached: .* Try again later\."):
        send(b"{}", "http://127.0.0.1:9/indexnow", timeout=2)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose site was published twice."""
    settings = SETTINGS + f"      indexnow_key: {KEY}\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for pages in ({"a/one/": "one", "hub/": "hub"}, {"a/one/": "1", "hub/": "hub", "a/two/": "two"}):
        with Publication(tmp_path / "site") as publication:
            for path, text in files(pages).items():
                publication.staging.write(path, text.encode())
            publication.commit()
    return tmp_path


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(announce, ["-f", str(project / "mkdocs.yml"), *arguments])


def test_the_last_publication_is_listed_and_nothing_sent(project: Path, engine: Engine) -> None:
    done = run(project, "--endpoint", engine.url)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == f"{BASE}a/one/\n{BASE}a/two/\n"
    assert done.stderr == "2 changed, 0 gone.\n"
    assert engine.received == []


def test_sending_when_asked(project: Path, engine: Engine) -> None:
    done = run(project, "--send", "--endpoint", engine.url)
    assert done.exit_code == 0, done.stderr
    assert [body["urlList"] for body in engine.received] == [[f"{BASE}a/one/", f"{BASE}a/two/"]]
    assert engine.received[0]["key"] == KEY
    assert "IndexNow answered 202." in done.stderr


def test_a_file_for_baidu(project: Path, tmp_path: Path) -> None:
    done = run(project, "--baidu", str(tmp_path / "urls.txt"), "--since", "2026-11-12")
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "urls.txt").read_text(encoding="utf-8") == f"{BASE}a/two/\n"


def test_a_refused_announcement_ends_with_status_1(project: Path, engine: Engine) -> None:
    engine.status = 429
    done = run(project, "--send", "--endpoint", engine.url)
    assert done.exit_code == 1
    assert "refused it: 429 Too Many Requests." in done.stderr


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (SETTINGS, "--send needs the option 'indexnow_key'"),
        (SETTINGS + "      indexnow_key: another-key-0\n", "lacks the file of the IndexNow key"),
        (
            SETTINGS.replace(BASE, "http://127.0.0.1:8000/") + f"      indexnow_key: {KEY}\n",
            "--send needs a public 'site_url'",
        ),
    ],
)
def test_sending_unprepared_is_wrong_use(project: Path, engine: Engine, settings: str, message: str) -> None:
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = run(project, "--send", "--endpoint", engine.url)
    assert done.exit_code == 2
    assert message in done.stderr
    assert engine.received == []
