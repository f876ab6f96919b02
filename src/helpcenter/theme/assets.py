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
    "tools.css": ("tools.css",),
    "preview.css": ("preview.css",),
}
"""Which source style sheets make a published one. `site.css` is on every page, after Material's own rules."""

SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "scheme.js": ("scheme.js",),
    "site.js": ("site.js",),
    "entry.js": ("site.js", "entry.js"),
    "flow.js": ("site.js", "entry.js", "flow.js"),
    "chooser.js": ("site.js", "chooser.js"),
    "contact.js": ("site.js", "hours.js"),
    "note.js": ("site.js", "hours.js", "note.js"),
    "verify.js": ("site.js", "verify.js"),
    "not-found.js": ("site.js", "not-found.js"),
}
"""The sources of each published script. A page loads `scheme.js` and one other: a request is dearer than a KB."""

WHOLE = "whole.css"
"""Material's whole style sheet and ours: for pages with parts that the theme itself never uses."""

_ICON = re.compile(r"url\(icon:([a-z0-9/-]+)\)")
_IMPORT = re.compile(r"""^import \{[^}]*\} from "\./([\w-]+\.js)";\n""", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|class)", re.MULTILINE)


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
    for name, parts in SCRIPTS.items():
        publish(name, str(rjsmin.jsmin(bundle(folders, parts))).encode())
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


def bundle(folders: Sequence[Path], parts: Iterable[str]) -> str:
    """Returns one module of several: what they import comes first, each part has a scope of its own.

    Raises ValueError when modules import each other.
    """
    shared: dict[str, str] = {}
    scoped = []
    for part in parts:
        source = _source(folders, f"js/{part}")
        _collect(folders, source, shared, (part,))
        scoped.append(f"{{\n{_IMPORT.sub('', source)}}}\n")
    return "".join([*shared.values(), *scoped])


def _collect(folders: Sequence[Path], source: str, shared: dict[str, str], above: tuple[str, ...]) -> None:
    """Adds the modules that `source` imports to `shared`, each after those that it needs itself."""
    for found in _IMPORT.finditer(source):
        name = found[1]
        if name in above:
            raise ValueError(f"scripts import each other: {' -> '.join((*above, name))}")
        if name not in shared:
            module = _source(folders, f"js/{name}")
            _collect(folders, module, shared, (*above, name))
            shared[name] = _EXPORT.sub("", _IMPORT.sub("", module))


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
