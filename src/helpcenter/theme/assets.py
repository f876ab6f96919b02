"""The theme's files as they are published: style sheets, scripts and icons, named by what they hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import rjsmin

from helpcenter.theme.colours import DARK_SURFACE, LIGHT_SURFACE, readable
from helpcenter.theme.stylesheet import Vocabulary, cut, in_both_schemes, minify

FOLDER = "assets"
"""The assets' folder, both in a theme and in the site."""

SHEETS: Mapping[str, tuple[str, ...]] = {
    "site.css": ("tokens.css", "chrome.css", "content.css", "entry.css", "print.css"),
    "hub.css": ("search.css", "hub.css"),
    "tools.css": ("search.css", "tools.css"),
}
"""Which source style sheets make a published one. `site.css` is on every page, after Material's own rules."""

WHOLE = "whole.css"
"""Material's whole style sheet and ours: for pages with parts that the theme itself never uses."""

_ICON = re.compile(r"url\(icon:([a-z0-9/-]+)\)")
_IMPORT = re.compile(r"""((?:from|import)\s*\(?\s*)(["'])\./([\w-]+\.js)\2""")


@dataclass(frozen=True, slots=True)
class Material:
    """What the theme takes from Material: its main style sheet and the folder of its icons."""

    css: str
    icons: Path


@dataclass(frozen=True, slots=True)
class Assets:
    """Published files: `paths` by plain name (`site.css`), `files` by path, relative to the site's root."""

    paths: Mapping[str, str]
    files: Mapping[str, bytes]


def make_assets(
    folders: Sequence[Path],
    material: Material,
    known: Vocabulary,
    colours: Mapping[str, str],
    *,
    whole: bool = False,
) -> Assets:
    """Returns the assets of a theme.

    `folders` are theme folders, the first one wins; `colours` are the providers' colours (`#rrggbb`) by id.
    With `whole`, Material's style sheet is not cut. Raises FileNotFoundError for an icon that it lacks.
    """
    files: dict[str, bytes] = {}
    paths: dict[str, str] = {}

    def publish(name: str, data: bytes) -> None:
        stem, _, suffix = name.rpartition(".")
        paths[name] = f"{FOLDER}/{stem}.{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
        files[paths[name]] = data

    sheets = {
        name: "".join(_with_icons(minify(_source(folders, f"css/{part}")), material.icons) for part in parts)
        for name, parts in SHEETS.items()
    }
    own = sheets["site.css"] + minify(provider_rules(colours))
    base = material.css if whole else cut(material.css, known)
    publish("site.css", in_both_schemes(_without_charset(base) + own).encode())
    publish(WHOLE, in_both_schemes(_without_charset(material.css) + own).encode())
    for name in sorted(set(sheets) - {"site.css"}):
        publish(name, in_both_schemes(sheets[name]).encode())
    for name in sorted(_names(folders, "*.svg") | _names(folders, "*.png")):
        publish(name, _file(folders, name).read_bytes())
    for name in _by_dependency(folders):
        source = _source(folders, f"js/{name}")
        published = _IMPORT.sub(lambda found: _rename_import(found, paths), source)
        publish(name, str(rjsmin.jsmin(published)).encode())
    return Assets(paths, dict(sorted(files.items())))


def script_sources(folders: Sequence[Path]) -> list[str]:
    """Returns the theme's own scripts: what they may put on a page counts as used."""
    return [_source(folders, name) for name in sorted(_names(folders, "js/*.js"))]


def provider_rules(colours: Mapping[str, str]) -> str:
    """Returns a rule a provider for each scheme: its colour, with enough contrast for text."""
    rules = []
    for name, colour in sorted(colours.items()):
        rules.append(f".hc-p--{name}{{--hc-mark:{readable(colour, LIGHT_SURFACE)}}}")
        rules.append(
            f"[data-md-color-scheme=slate] .hc-p--{name}{{--hc-mark:{readable(colour, DARK_SURFACE)}}}"
        )
    return "".join(rules)


def _by_dependency(folders: Sequence[Path]) -> list[str]:
    """Returns the scripts' names, each after those that it imports. Raises ValueError for a circle."""
    waiting = {
        path.removeprefix("js/"): {found[3] for found in _IMPORT.finditer(_source(folders, path))}
        for path in sorted(_names(folders, "js/*.js"))
    }
    ordered: list[str] = []
    while waiting:
        ready = [name for name, needs in waiting.items() if needs.issubset(ordered)]
        if not ready:
            raise ValueError(f"scripts import each other or what is not there: {', '.join(waiting)}")
        ordered.extend(ready)
        for name in ready:
            del waiting[name]
    return ordered


def _rename_import(found: re.Match[str], paths: Mapping[str, str]) -> str:
    return f"{found[1]}{found[2]}./{Path(paths[found[3]]).name}{found[2]}"


def _names(folders: Iterable[Path], pattern: str) -> set[str]:
    return {
        file.relative_to(folder / FOLDER).as_posix()
        for folder in folders
        for file in (folder / FOLDER).glob(pattern)
    }


def _source(folders: Sequence[Path], name: str) -> str:
    return _file(folders, name).read_text(encoding="utf-8")


def _file(folders: Sequence[Path], name: str) -> Path:
    for folder in folders:
        if (folder / FOLDER / name).is_file():
            return folder / FOLDER / name
    raise FileNotFoundError(f"no theme folder holds {FOLDER}/{name}")


def _with_icons(css: str, icons: Path) -> str:
    """Returns `css` with Material's icons in place of `url(icon:material/menu)`."""

    def data(found: re.Match[str]) -> str:
        svg = (icons / f"{found[1]}.svg").read_text(encoding="utf-8").strip()
        svg = svg.replace('"', "'").replace("#", "%23").replace("<", "%3C").replace(">", "%3E")
        return f'url("data:image/svg+xml,{svg}")'

    return _ICON.sub(data, css)


def _without_charset(css: str) -> str:
    return re.sub(r'^@charset "[^"]*";', "", css)
