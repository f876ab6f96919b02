"""The same documents, made searchable three ways: our index, Pagefind's, Material's; and a server that counts bytes."""

from __future__ import annotations

import gzip
import html
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import rjieba

from helpcenter.search.documents import SearchDocument, Vocabulary
from helpcenter.search.manifest import PublishedLocale, write_manifest
from helpcenter.search.scripts import search_scripts
from helpcenter.search.shards import write_index

ROOT = Path(__file__).resolve().parent.parent
PAGEFIND = "pagefind[extended]==1.5.2"
ENVIRONMENT = ROOT / ".cache" / "bench" / "pagefind"
LANGUAGES = {"zh": "zh-cn", "zh-Hant": "zh-tw", "en": "en"}
# What Material's language files set for its search.
MATERIAL = {
    "zh": {"lang": ["zh"], "separator": "[\\s\\u200b\\u3000\\-、。，．？！；]+", "pipeline": ["stemmer"]},
    "en": {"lang": ["en"], "separator": "[\\s\\-]+", "pipeline": ["stopWordFilter"]},
}
Documents = Mapping[str, Sequence[SearchDocument]]


@dataclass(frozen=True)
class Built:
    """One engine's index: seconds to build it, files and bytes on disk."""

    seconds: float
    files: int
    size: int


def build_ours(site: Path, documents: Documents, vocabulary: Vocabulary) -> Built:
    """Writes our index below `site`, a process a locale."""
    start = time.perf_counter()
    refs = sorted({document.ref for found in documents.values() for document in found})
    with ProcessPoolExecutor(2) as pool:
        jobs = [
            pool.submit(_write_ours, site, locale, list(found), vocabulary, refs)
            for locale, found in documents.items()
        ]
        published = [job.result() for job in jobs]
    for name, data in {**write_manifest(published), **search_scripts(ROOT / "overrides")}.items():
        _write(site / name, data)
    return _measured(site / "search", start)


def _write_ours(
    site: Path, locale: str, documents: list[SearchDocument], vocabulary: Vocabulary, refs: list[str]
) -> PublishedLocale:
    published = write_index(locale, documents, vocabulary, refs)
    for name, data in published.files.items():
        _write(site / name, data)
    return PublishedLocale(published.locale, published.folder, {})


def build_pagefind(site: Path, documents: Documents) -> Built:
    """Writes a page a document and runs Pagefind on them, in an environment of its own; only Pagefind is timed."""
    for locale, found in documents.items():
        for document in found:
            _write(site / locale / document.ref / "index.html", _page(document, LANGUAGES[locale]).encode())
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PAGEFIND], check=True)
    start = time.perf_counter()
    subprocess.run([python, "-m", "pagefind", "--site", site, "--quiet"], check=True, capture_output=True)
    return _measured(site / "pagefind", start)


def build_material(site: Path, documents: Documents) -> Built:
    """Writes the index file that Material's plugin writes, Chinese words parted as it parts them."""
    spec = find_spec("material")
    assert spec is not None
    assert spec.origin is not None
    scripts = Path(spec.origin).parent / "templates" / "assets" / "javascripts"
    shutil.copytree(scripts / "lunr", site / "material" / "lunr")
    worker = next((scripts / "workers").glob("search.*.min.js"))
    _write(site / "material" / "workers" / "search.js", worker.read_bytes())
    start = time.perf_counter()
    for locale, found in documents.items():
        language = locale.split("-")[0]
        fields = {"title": {"boost": 1000}, "text": {"boost": 1}, "tags": {"boost": 1_000_000}}
        part = _part if language == "zh" else str
        docs = [
            {"location": document.ref, "title": part(document.title), "text": part(_text(document))}
            for document in found
        ]
        index = {"config": {**MATERIAL[language], "fields": fields}, "docs": docs}
        _write(site / "material" / f"{locale}.json", json.dumps(index, ensure_ascii=False).encode())
    return _measured(site / "material", start)


def _part(text: str) -> str:
    return "\u200b".join(rjieba.cut(text))


def _text(document: SearchDocument) -> str:
    return "\n".join((*document.asks, *document.keywords, *document.codes, document.summary, document.body))


def _page(document: SearchDocument, language: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in _text(document).split("\n"))
    title = html.escape(document.title)
    return (
        f'<!doctype html><html lang="{language}"><title>{title}</title>'
        f"<main data-pagefind-body><h1>{title}</h1>{paragraphs}</main></html>"
    )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _measured(folder: Path, start: float) -> Built:
    seconds = time.perf_counter() - start
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Built(seconds, len(files), sum(path.stat().st_size for path in files))


@dataclass
class Traffic:
    """What has been asked for since `reset`: requests and bytes after gzip."""

    requests: int = 0
    size: int = 0
    names: list[str] = field(default_factory=list)

    def reset(self) -> None:
        self.requests = self.size = 0
        self.names = []


@contextmanager
def counting_server(site: Path) -> Iterator[tuple[str, Traffic]]:
    """Serves a folder with gzip and counts it; pages may measure their memory."""
    traffic = Traffic()
    packed: dict[str, bytes] = {}
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(self.path.split("?")[0])
            file = site / path.lstrip("/")
            if not file.is_file():
                self.send_error(404)
                return
            if path not in packed:
                packed[path] = gzip.compress(file.read_bytes(), 9, mtime=0)
            data = packed[path]
            with lock:
                if not path.endswith(".html"):
                    traffic.requests += 1
                    traffic.size += len(data)
                    traffic.names.append(path)
            self.send_response(200)
            kinds = {".html": "text/html", ".js": "text/javascript", ".json": "application/json"}
            self.send_header("Content-Type", kinds.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", traffic
    finally:
        server.shutdown()
        thread.join()
