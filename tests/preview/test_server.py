"""The preview over HTTP: what it shows, after which change, and whom it answers."""

from __future__ import annotations

import http.client
import socket

import pytest

from tests.preview.conftest import Preview
from tests.sites import faq

ENTRY = "/zh/acme/account/one/"


def test_shows_pages_assets_and_hand_written_pages(preview: Preview) -> None:
    assert "<h1>One</h1>" in preview.get(ENTRY)[1]
    assert "By hand." in preview.get("/zh/about/")[1]
    assert preview.get("/")[0] == 200
    assert preview.get(f"{ENTRY}index.md")[1].startswith("---")
    assert preview.get("/sitemap.xml")[0] == 200
    sheet = preview.get(ENTRY)[1].partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert preview.get(f"/{sheet.lstrip('./')}")[0] == 200


def test_searches(preview: Preview) -> None:
    status, manifest = preview.get("/search/manifest.json")
    assert (status, '"zh"' in manifest) == (200, True)


def test_an_address_without_its_slash_leads_on(preview: Preview) -> None:
    assert preview.get("/zh/acme")[0] == 302


def test_a_page_that_is_missing_is_the_locales_own(preview: Preview) -> None:
    status, text = preview.get("/zh/nothing/")
    assert status == 404
    assert 'lang="zh"' in text


def test_an_edit_shows_at_once(preview: Preview) -> None:
    preview.entry.write_text(faq("Another title"), encoding="utf-8")
    preview.wait_for(2)
    assert "<h1>Another title</h1>" in preview.get(ENTRY)[1]
    assert "Another title" in preview.get("/zh/acme/account/")[1]


def test_a_file_that_says_what_it_said_reloads_no_page(preview: Preview) -> None:
    preview.entry.write_bytes(preview.entry.read_bytes())
    other = preview.folder / "content/zh/acme/account/two.yml"
    other.write_text(other.read_text("utf-8").replace("Two", "Another"), encoding="utf-8")
    preview.wait_for(2)
    assert "Another" in preview.get("/zh/acme/account/two/")[1]
    assert preview.server.news.version == 2


def test_many_files_written_one_after_the_other_all_show(preview: Preview) -> None:
    for number in range(30):
        new = preview.folder / f"content/zh/acme/account/new-{number}.yml"
        new.write_text(faq(f"New {number}"), encoding="utf-8")
    for number in range(30):
        preview.wait_for_text(f"/zh/acme/account/new-{number}/", f"New {number}")


def test_a_new_and_a_removed_answer_show_at_once(preview: Preview) -> None:
    preview.entry.with_name("three.yml").write_text(faq("Three"), encoding="utf-8")
    preview.wait_for(2)
    assert "<h1>Three</h1>" in preview.get("/zh/acme/account/three/")[1]
    assert "Three" in preview.get("/zh/acme/")[1]
    preview.entry.with_name("two.yml").unlink()
    preview.wait_for(3)
    assert preview.get("/zh/acme/account/two/")[0] == 404


def test_a_changed_page_string_and_setting_show(preview: Preview) -> None:
    (preview.folder / "docs/zh/about.md").write_text("# About\n\nAnew.\n", encoding="utf-8")
    preview.wait_for(2)
    assert "Anew." in preview.get("/zh/about/")[1]
    provider = preview.folder / "content/providers/acme.yml"
    provider.write_text(
        provider.read_text("utf-8").replace("An example.", "A changed text."), encoding="utf-8"
    )
    preview.wait_for(3)
    assert "A changed text." in preview.get("/en/acme/")[1]


def test_a_broken_file_is_reported_over_the_last_good_page(preview: Preview) -> None:
    preview.entry.write_text("title: [", encoding="utf-8")
    preview.wait_for(2)
    status, text = preview.get(ENTRY)
    assert status == 200
    assert "<h1>One</h1>" in text
    assert "content/zh/acme/account/one.yml:1:9: error HC005 yaml-syntax" in text
    preview.entry.write_text(faq("Mended"), encoding="utf-8")
    preview.wait_for(3)
    text = preview.get(ENTRY)[1]
    assert "<h1>Mended</h1>" in text
    assert "HC005" not in text


def test_broken_settings_keep_the_site(preview: Preview) -> None:
    settings = preview.folder / "mkdocs.yml"
    sound = settings.read_text("utf-8")
    settings.write_text(sound.replace("locales: [zh, en]", "locales: maybe"), encoding="utf-8")
    preview.wait_for(2)
    status, text = preview.get(ENTRY)
    assert status == 200
    assert "<h1>One</h1>" in text
    assert "hc-preview-fault" in text
    settings.write_text(sound, encoding="utf-8")
    preview.wait_for(3)
    assert "hc-preview-fault" not in preview.get(ENTRY)[1]


def test_a_broken_template_is_shown_and_the_server_goes_on(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("helpcenter.preview.live_site.render_page", lambda *_: 1 / 0)
        status, text = preview.get(ENTRY)
        assert (status, "ZeroDivisionError" in text) == (500, True)
    assert preview.get(ENTRY)[0] == 200


def test_answers_to_its_own_name_only(preview: Preview) -> None:
    for name in (
        "evil.example",
        f"evil.example:{preview.port}",
        f"127.0.0.1.evil.example:{preview.port}",
        "",
    ):
        status, text = preview.get(ENTRY, Host=name)
        assert (status, "One" in text) == (421, False), name
    for name in ("127.0.0.1", "localhost"):
        assert preview.get(ENTRY, Host=f"{name}:{preview.port}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "//etc/passwd", "/zh/%2e%2e/%2e%2e/mkdocs.yml",
        "/content/providers/acme.yml", "/mkdocs.yml", "/__preview/../server.py", "/__preview/%2e%2e%2fserver.py",
        "/zh/\x00", "/%00", "/%ff%fe", "/zh/acme/account/one/..;/", "/\\..\\..\\etc\\passwd",
    ],
)  # fmt: skip
def test_nothing_but_the_site_can_be_read(preview: Preview, path: str) -> None:
    with socket.create_connection(("127.0.0.1", preview.port), 10) as connection:
        host = f"127.0.0.1:{preview.port}"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    status = int(answer.split(None, 2)[1])
    assert status in (400, 404)
    assert b"root:" not in answer
    assert b"plugins:" not in answer
    assert b"first_reply" not in answer


def test_survives_broken_requests(preview: Preview) -> None:
    rubbish = (
        b"", b"\x00\xff\xfe", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"FOO / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"GET / HTTP/1.1\r\nHost",
    )  # fmt: skip
    for request in rubbish:
        with socket.create_connection(("127.0.0.1", preview.port), 10) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(5)
            while connection.recv(65536):
                pass
    assert preview.get(ENTRY)[0] == 200


def test_only_reads(preview: Preview) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=10)
        connection.request(method, ENTRY)
        assert connection.getresponse().status == 501
        connection.close()
