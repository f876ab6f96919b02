"""A request's path -> what the browser gets: a file of the site, with the preview's own parts in a page."""

from __future__ import annotations

import mimetypes
import traceback
from collections.abc import Iterable
from importlib import resources
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from helpcenter.diagnostics import Diagnostic
from helpcenter.preview.live_site import LiveSite, State

OWN = "__preview/"
"""Where the preview's own files are: no locale, so no page of a site."""
_TYPES = {".md": "text/markdown", ".js": "text/javascript", ".webmanifest": "application/manifest+json"}


class Response(NamedTuple):
    """What is sent back. `location` is set for a redirect, `lasting` for a file whose name holds its digest."""

    status: int
    kind: str
    body: bytes = b""
    location: str = ""
    lasting: bool = False


def respond(live: LiveSite, target: str, version: int) -> Response:
    """Returns the response to a request; `target` is its path with its query, `version` the site's number."""
    try:
        path = unquote(urlsplit(target).path, errors="strict").lstrip("/")
    except ValueError:
        return Response(400, "text/plain", b"This is no address.\n")
    if path.startswith(OWN):
        return _own_file(path.removeprefix(OWN))
    if live.state is None:
        return Response(503, "text/html", _page_of_faults(live, version))
    try:
        return _from_site(live.state, live, path, version)
    except Exception:  # noqa: BLE001  a template or text that breaks is what a preview is there to show
        return Response(500, "text/html", _page_of_faults(live, version, traceback.format_exc(limit=-3)))


def _from_site(state: State, live: LiveSite, path: str, version: int) -> Response:
    body = state.file(path)
    if body is None:
        if f"{path}/" in state.site.routes.pages:
            return Response(302, "text/plain", location=f"/{path}/")
        locale = path.partition("/")[0]
        missing = state.file(f"{locale}/404.html") or state.file("404.html") or b"There is no such page.\n"
        return Response(404, "text/html", _with_tools(missing, live, version))
    name = path if path.rpartition("/")[2] else "index.html"
    ending = f".{name.rpartition('.')[2]}"
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind == "text/html":
        body = _with_tools(body, live, version)
    return Response(200, kind, body, lasting=path in state.site.theme.assets.files)


def _own_file(name: str) -> Response:
    kinds = {"preview.js": "text/javascript", "preview.css": "text/css"}
    if name not in kinds:
        return Response(404, "text/plain", b"There is no such file.\n")
    data = (resources.files("helpcenter.preview") / "browser" / name).read_bytes()
    return Response(200, kinds[name], data)


def _with_tools(page: bytes, live: LiveSite, version: int) -> bytes:
    """Returns a page with the script that reloads it and, over it, what is wrong with the content's files."""
    start, end, rest = page.rpartition(b"</body>")
    tools = _tools(_told(live), version).encode()
    return start + tools + end + rest if end else page + tools


def _tools(faults: Iterable[str], version: int) -> str:
    items = Markup("").join(Markup('<li class="hc-preview-fault">{}</li>').format(fault) for fault in faults)
    return (
        Markup(
            '<link rel="stylesheet" href="/{own}preview.css"><aside id="hc-preview" lang="en"{hidden}>'
            '<h2>Preview</h2><ul>{items}</ul><ul id="hc-preview-findings"></ul></aside>'
            '<script type="module" src="/{own}preview.js?version={version}"></script>'
        )
    ).format(own=OWN, items=items, hidden=Markup("") if items else Markup(" hidden"), version=version)


def _told(live: LiveSite) -> list[str]:
    faults: list[Diagnostic] = [fault for path in sorted(live.faults) for fault in live.faults[path]]
    return [*([live.trouble] if live.trouble else []), *map(str, faults)]


def _page_of_faults(live: LiveSite, version: int, more: str = "") -> bytes:
    """Returns a page that says why there is no other; it reloads itself when something changes."""
    text = Markup("<pre>{}</pre>").format(more) if more else Markup("<p>There is nothing to show yet.</p>")
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title><body>{text}'
    return (page + _tools(_told(live), version)).encode() + b"</body></html>\n"


__all__ = ["OWN", "Response", "respond"]
