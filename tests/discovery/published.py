"""Builds whole sites through the command that users run, and reads what a search engine would read of them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from helpcenter.catalog import Catalog, load_catalog
from helpcenter.check import check_content
from helpcenter.model import Settings, read_settings
from helpcenter.plugin import BuildOptions, HelpcenterPlugin

DAY = "2026-11-22"
BASE = "https://help.example.com/"
NAMESPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "atom": "http://www.w3.org/2005/Atom",
}


def helpcenter(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of the command line in a project's folder."""
    command = [sys.executable, "-c", "from helpcenter.cli import run; run()", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def build(folder: Path, today: str = DAY) -> Published:
    """Builds the project in a folder; fails with what the build said when it refuses."""
    done = helpcenter(folder, "build", "--today", today)
    assert done.returncode == 0, done.stdout + done.stderr
    return Published(folder / "site", read_settings(folder / "mkdocs.yml"))


def build_expired(folder: Path) -> Published:
    """Builds a project although a contact has expired: what the checks on the content stop, discovery stops as well."""
    settings = read_settings(folder / "mkdocs.yml")
    checked = check_content(settings, date.fromisoformat(DAY), ignore=("HC502",))
    assert checked.usable, checked.findings
    config = load_config(str(folder / "mkdocs.yml"))
    plugin = config.plugins["helpcenter"]
    assert isinstance(plugin, HelpcenterPlugin)
    plugin.build_options = BuildOptions(date.fromisoformat(DAY), jobs=1, cache=False, checked=checked)
    mkdocs_build(config)
    return Published(folder / "site", settings)


@dataclass(frozen=True)
class HtmlPage:
    """A page of a built site, as a machine reads it; `path` is that of its file."""

    path: str
    html: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    @property
    def url(self) -> str:
        """Its address."""
        return BASE + self.path.removesuffix("index.html")

    @property
    def locale(self) -> str:
        return self.path.split("/")[0] if "/" in self.path else ""

    @property
    def title(self) -> str:
        return self._only("title").text()

    @property
    def description(self) -> str:
        return str(self._only("meta[name=description]").attributes["content"])

    @property
    def canonical(self) -> str:
        return str(self._only("link[rel=canonical]").attributes["href"])

    @property
    def noindex(self) -> bool:
        return self.tree.css_first("meta[name=robots][content=noindex]") is not None

    @property
    def is_redirect(self) -> bool:
        return self.tree.css_first("meta[http-equiv=refresh]") is not None

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """`hreflang` and address of each."""
        found = self.tree.css("link[rel=alternate][hreflang]")
        return [(str(node.attributes["hreflang"]), str(node.attributes["href"])) for node in found]

    def properties(self, name: str) -> list[str]:
        """Values of Open Graph."""
        return [str(node.attributes["content"]) for node in self.tree.css(f'meta[property="{name}"]')]

    @cached_property
    def json_ld(self) -> list[Any]:
        """The documents of structured data."""
        return [json.loads(node.text()) for node in self.tree.css('script[type="application/ld+json"]')]

    @cached_property
    def shown(self) -> str:
        """The text that a reader sees, without blanks: elements set words apart that stand together in the text."""
        tree = LexborHTMLParser(self.html)
        for node in tree.css("script, style, template, head"):
            node.decompose()
        assert tree.body is not None
        return "".join(tree.body.text().split())

    @property
    def links(self) -> set[str]:
        """Paths of the pages of this site that it links to."""
        found = set()
        here = self.path.split("/")[:-1]
        for node in self.tree.css("a[href]"):
            href = str(node.attributes["href"]).partition("#")[0].partition("?")[0]
            if href and "://" not in href and not href.startswith(("mailto:", "tel:")):
                parts = list(here) if not href.startswith("/") else []
                for part in href.strip("/").split("/"):
                    if part == "..":
                        parts.pop()
                    elif part not in (".", ""):
                        parts.append(part)
                target = "/".join(parts)
                found.add(target if target.endswith(".html") else f"{target}/index.html".lstrip("/"))
        return found

    def _only(self, selector: str) -> Any:
        (node,) = self.tree.css(selector)
        return node


@dataclass(frozen=True)
class Published:
    """A built site."""

    folder: Path
    settings: Settings

    @cached_property
    def catalog(self) -> Catalog:
        return load_catalog(self.settings)

    @cached_property
    def pages(self) -> dict[str, HtmlPage]:
        """Every page by the path of its file."""
        return {
            path: HtmlPage(path, (self.folder / path).read_text(encoding="utf-8"))
            for path in sorted(
                file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*.html")
            )
        }

    @cached_property
    def indexable(self) -> list[HtmlPage]:
        """The pages that a search engine may list."""
        return [page for page in self.pages.values() if not page.noindex and not page.is_redirect]

    def at(self, address: str) -> HtmlPage:
        """The page at an address."""
        path = address.removeprefix(BASE)
        return self.pages[f"{path}index.html" if path.endswith("/") or not path else path]

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def json(self, path: str) -> Any:
        return json.loads(self.text(path))

    def xml(self, path: str) -> ET.Element:
        return ET.fromstring(self.text(path))

    @cached_property
    def sitemaps(self) -> dict[str, ET.Element]:
        """The parts that the index names, by path."""
        parts = [
            str(found.text) for found in self.xml("sitemap.xml").iterfind("map:sitemap/map:loc", NAMESPACES)
        ]
        return {part.removeprefix(BASE): self.xml(part.removeprefix(BASE)) for part in parts}

    @cached_property
    def listed(self) -> dict[str, ET.Element]:
        """The entries of all sitemaps by address."""
        found = {}
        for sitemap in self.sitemaps.values():
            for item in sitemap.iterfind("map:url", NAMESPACES):
                address = str(item.findtext("map:loc", namespaces=NAMESPACES))
                assert address not in found
                found[address] = item
        return found
