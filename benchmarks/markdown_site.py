"""A built site as Markdown sources, so that MkDocs' own validation can look for the same faults."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpcenter.audit.addresses import Leads, SiteAddress

_SITE = SiteAddress.of("https://help.example.com/")
_SETTINGS = """site_name: Benchmark
theme: mkdocs
plugins: []
markdown_extensions: [attr_list]
validation:
  nav: {omitted_files: ignore}
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
"""


def write_markdown_site(site: Path, folder: Path, pages: int) -> Path:
    """Writes the first `pages` pages of a site as Markdown with a `mkdocs.yml`; returns the folder."""
    docs = folder / "docs"
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    kept = set(islice(names, pages))
    for name in sorted(kept):
        target = docs / _source(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_markdown(name, (site / name).read_bytes(), kept, set(names)), "utf-8")
    for asset in (site / "assets").iterdir():
        (docs / "assets").mkdir(parents=True, exist_ok=True)
        (docs / "assets" / asset.name).write_bytes(asset.read_bytes())
    (folder / "mkdocs.yml").write_text(_SETTINGS, "utf-8")
    return folder


def _markdown(name: str, data: bytes, kept: set[str], names: set[str]) -> str:
    tree = LexborHTMLParser(data)
    title = tree.css_first("title")
    blocks = [f'---\ntitle: "{title.text() if title else ""}"\n---\n']
    for node in (tree.css_first("main") or tree.body).css("h1, h2, h3, h4, p, li"):  # type: ignore[union-attr]
        text = "".join(_inline(name, part, kept, names) for part in node.iter(include_text=True))
        ident = f" {{ #{node.id} }}" if node.id else ""
        if (node.tag or "").startswith("h"):
            blocks.append(f"{'#' * int((node.tag or 'h1')[1])} {text.strip()}{ident}\n")
        else:
            blocks.append(f"{text.strip()}{chr(10) + '{: #' + node.id + ' }' if node.id else ''}\n")
    return "\n".join(blocks)


def _inline(name: str, node: LexborNode, kept: set[str], names: set[str]) -> str:
    if node.tag == "a" and "href" in node.attributes:
        return f"[{node.text()}]({_address(name, node.attributes['href'] or '', kept, names)})"
    if node.tag == "img":
        return f"![{node.attributes.get('alt') or ''}]({_address(name, node.attributes.get('src') or '', kept, names)})"
    return node.text_content or "" if node.tag == "-text" else node.text()


def _address(name: str, raw: str, kept: set[str], names: set[str]) -> str:
    leads, target, fragment = _SITE.resolve(raw, name)
    if leads is not Leads.INSIDE:
        return raw
    if target in names and target not in kept:
        target = name  # left out for size; a link to the page itself costs as much to check
    path = os.path.relpath(_source(target), Path(_source(name)).parent)
    return f"{path}#{fragment}" if fragment else path


def _source(name: str) -> str:
    return f"{name.removesuffix('.html')}.md" if name.endswith(".html") else name
