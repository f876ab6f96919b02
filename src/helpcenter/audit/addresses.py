"""Addresses as a browser resolves them: which file of the site, or which host, a link leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from sys import intern
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


class Leads(IntEnum):
    """Where an address leads."""

    INSIDE = 1
    """To a file of this site; `target` is its path, perhaps of a folder, without a leading slash."""
    OUTSIDE = 2
    """To another host, which is `target`."""
    ABOVE = 3
    """To this host, but above or beside the site's folder; `target` is the path."""
    ELSEWHERE = 4
    """Not to a page: `mailto:`, `tel:`, `data:`, `javascript:`; `target` is the scheme."""


class Address(NamedTuple):
    """A resolved address; `fragment` is percent-decoded."""

    leads: Leads
    target: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where the site is published."""

    scheme: str
    host: str
    base: str
    """Path of the site's folder, with a slash at both ends."""

    @staticmethod
    def of(url: str) -> SiteAddress:
        """Returns the address of a site's root URL."""
        parts = urlsplit(url)
        return SiteAddress(
            parts.scheme, parts.netloc.lower(), "/" + (parts.path.strip("/") + "/").lstrip("/")
        )

    def url_of(self, path: str) -> str:
        """Returns the URL at which a file is served; `index.html` is left out."""
        if path == "index.html":
            path = ""
        elif path.endswith("/index.html"):
            path = path[: -len("index.html")]
        return f"{self.scheme}://{self.host}{self.base}{path}"

    def resolve(self, raw: str, page: str) -> Address:
        """Returns where the address `raw`, written in the file `page`, leads."""
        if raw.startswith(("https:", "http:")):
            return _from_anywhere(self, raw)
        if raw.startswith((".", "#")) and raw.isprintable() and _UNUSUAL.isdisjoint(raw):
            if raw[0] == "#":
                return Address(Leads.INSIDE, page, raw[1:])
            depth = page.count("/")
            if 0 < depth < len(_UP) and raw.startswith(_UP[depth]):
                return _from_root(raw, depth)
            path, _, fragment = raw.partition("#")
            return _joined(page, path, fragment)
        return self.resolve_any(raw, page)

    def resolve_any(self, raw: str, page: str) -> Address:
        """Does the same for any address, without a short way for those that are written plainly or often."""
        if "\n" in raw or "\t" in raw or "\r" in raw:
            raw = re.sub(r"[\n\t\r]", "", raw)
        raw = raw.strip()
        scheme = _SCHEME.match(raw)
        if scheme:
            name = scheme[1].lower()
            if name not in ("http", "https"):
                return Address(Leads.ELSEWHERE, name)
            rest = raw[scheme.end() :].replace("\\", "/")
            if not rest.startswith("//"):
                # `https:page` on an https page is relative; nobody means that, so take it for a host left out.
                rest = "//" + rest.lstrip("/")
            return self._absolute(rest)
        path, _, fragment = raw.partition("#")
        path = path.partition("?")[0]
        if "\\" in path:
            path = path.replace("\\", "/")
        if "%" in fragment:
            fragment = unquote(fragment)
        if not path:
            return Address(Leads.INSIDE, page, fragment)
        if path.startswith("//"):
            return self._absolute(raw.replace("\\", "/"))
        if path.startswith("/"):
            return self._rooted(path, fragment)
        return _joined(page, path, fragment)

    def _absolute(self, rest: str) -> Address:
        try:
            parts = urlsplit(rest)
            host = parts.netloc.rpartition("@")[2].lower()
        except ValueError:
            return Address(Leads.OUTSIDE, rest.strip("/").partition("/")[0])
        if host == self.host:
            return self._rooted(parts.path or "/", unquote(parts.fragment))
        return Address(Leads.OUTSIDE, host)

    def _rooted(self, path: str, fragment: str) -> Address:
        if path + "/" == self.base:
            path += "/"
        if not path.startswith(self.base):
            return Address(Leads.ABOVE, path, fragment)
        return _joined("", path[len(self.base) :] or "./", fragment)


_UNUSUAL = frozenset(" %:?\\")
_UP = tuple("../" * steps for steps in range(20))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")


@lru_cache(maxsize=8192)
def _from_anywhere(site: SiteAddress, url: str) -> Address:
    """Returns where an absolute address leads: the same from any page."""
    root = _root_of(site)
    rest = url[len(root) :]
    if url.startswith(root) and rest.isprintable() and _UNUSUAL.isdisjoint(rest):
        path, _, fragment = rest.partition("#")
        return _joined("", path or "./", fragment)
    return site.resolve_any(url, "")


@lru_cache(maxsize=16)
def _root_of(site: SiteAddress) -> str:
    return site.url_of("")


@lru_cache(maxsize=8192)
def _from_root(raw: str, depth: int) -> Address:
    """Returns where an address leads that climbs up to the root first: the same from any page so deep."""
    path, _, fragment = raw.partition("#")
    return _joined("a/" * depth, path, fragment)


@lru_cache(maxsize=256)
def _ancestors(page: str) -> tuple[str, ...]:
    """Returns the folders above a page, from the root: ``, `en/`, `en/cgpay/`."""
    parts = page.split("/")[:-1]
    return tuple("".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts) + 1))


def _joined(page: str, path: str, fragment: str) -> Address:
    if "%" in path:
        path = unquote(path)
    folders = _ancestors(page)
    up = path.count("../")
    if up >= len(_UP) or not path.startswith(_UP[up]):
        return _joined_by_steps(page, path, fragment)
    if up >= len(folders):
        return Address(Leads.ABOVE, path, fragment)
    rest = path[3 * up :]
    if "./" in rest or "//" in rest or rest.endswith(".") or rest.startswith("/"):
        return _joined_by_steps(page, path, fragment)
    target = folders[-1 - up] + rest
    if not rest or rest[-1] == "/":
        target += "index.html"
    # Thousands of pages link the same ones: one string for each keeps facts small, in memory and on their way here.
    return Address(Leads.INSIDE, intern(target), fragment)


def _joined_by_steps(page: str, path: str, fragment: str) -> Address:
    folder = page.split("/")[:-1]
    *steps, name = path.split("/")
    for step in steps:
        if step == "..":
            if not folder:
                return Address(Leads.ABOVE, path, fragment)
            folder.pop()
        elif step != "." and step:
            folder.append(step)
    if name == "..":
        if not folder:
            return Address(Leads.ABOVE, path, fragment)
        folder.pop()
        name = ""
    folder.append("index.html" if name in ("", ".") else name)
    return Address(Leads.INSIDE, "/".join(folder), fragment)
