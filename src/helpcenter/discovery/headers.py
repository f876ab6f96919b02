"""HTTP headers for web servers: what a page may do, and how long a copy of it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from helpcenter.discovery.files import File, text_file
from helpcenter.discovery.redirects import redirects
from helpcenter.render import Site
from helpcenter.theme import CONTENT_SECURITY_POLICY, policy_of

NGINX_MAPS, NGINX_SERVER = "_nginx/maps.conf", "_nginx/server.conf"
FOREVER = "public, max-age=31536000, immutable"
"""For files whose address holds a digest of their content."""
SHORT = "public, max-age=300, must-revalidate"
"""For everything else: an expired contact must not stay in caches."""

_REFUSED = (
    "camera",
    "display-capture",
    "geolocation",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "usb",
)


def security_headers(policy: str = CONTENT_SECURITY_POLICY) -> dict[str, str]:
    """Returns the headers of every response.

    The policy is that of the pages' <meta> with what only a header can say. HSTS counts on https alone.
    """
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _REFUSED),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def header_files(site: Site) -> Iterator[File]:
    """Yields `_headers` (Netlify, Cloudflare Pages) and two pieces of nginx configuration."""
    root = urlsplit(site.settings.site_url).path
    policy = policy_of(site.settings)
    tags = tuple(site.catalog.locales)
    lasting = (f"{root}assets/", *(f"{root}search/{tag}/" for tag in tags))
    yield text_file("_headers", _for_hosts(root, tags, lasting, policy))
    yield text_file(NGINX_MAPS, _maps_for_nginx(root, tags, lasting, tuple(redirects(site))))
    yield text_file(NGINX_SERVER, _server_for_nginx(root, tags, policy))


def _for_hosts(root: str, tags: tuple[str, ...], lasting: tuple[str, ...], policy: str) -> str:
    """Returns blocks that overlap in no header: both hosts would join the values of two blocks with a comma.

    For the same reason pages get no Cache-Control here; both hosts send `max-age=0, must-revalidate` of their own.
    """
    blocks = [(f"{root}*", security_headers(policy))]
    blocks += [(f"{path}*", {"Cache-Control": FOREVER}) for path in lasting]
    blocks += [(f"{root}api/*", {"Access-Control-Allow-Origin": "*"})]
    blocks += [(f"{root}{tag}/*", {"Content-Language": tag}) for tag in tags]
    return "\n".join(
        "\n".join((path, *(f"  {name}: {value}" for name, value in headers.items())))
        for path, headers in blocks
    )


def _maps_for_nginx(
    root: str, tags: tuple[str, ...], lasting: tuple[str, ...], moves: tuple[tuple[str, str], ...]
) -> str:
    """Returns what depends on the address, as maps: nginx sends no header whose value is empty."""

    def a_map(name: str, *rows: str) -> str:
        return "\n".join((f"map $uri ${name} {{", *(f"    {row};" for row in rows), "}"))

    return "\n".join(
        (
            "# For the http block: include <site folder>/_nginx/maps.conf;",
            "map_hash_bucket_size 256;",
            a_map("moved", *(f"{old} {new}" for old, new in moves)),
            a_map(
                "cache_control",
                f'default "{SHORT}"',
                *(f'~^{re.escape(path)} "{FOREVER}"' for path in lasting),
            ),
            a_map("content_language", *(f"~^{re.escape(root)}{tag}/ {tag}" for tag in tags)),
            a_map("allowed_origin", f'~^{re.escape(root)}api/ "*"'),
        )
    )


def _server_for_nginx(root: str, tags: tuple[str, ...], policy: str) -> str:
    return "\n".join(
        (
            "# For the server block, beside `root <site folder>;`: include <site folder>/_nginx/server.conf;",
            "charset utf-8;",
            "index index.html;",
            f"error_page 404 {root}404.html;",
            *(f"location {root}{tag}/ {{ error_page 404 {root}{tag}/404.html; }}" for tag in tags),
            "if ($moved) { return 301 $moved; }",
            f"location ^~ {root}_nginx/ {{ return 404; }}",
            'location ~ [.]md$ { types {} default_type "text/markdown; charset=utf-8"; }',
            *(f'add_header {name} "{value}" always;' for name, value in security_headers(policy).items()),
            "add_header Cache-Control $cache_control;",
            "add_header Content-Language $content_language;",
            "add_header Access-Control-Allow-Origin $allowed_origin;",
        )
    )
