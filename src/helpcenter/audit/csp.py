"""Content-Security-Policies: reading them, and what one allows."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

# What a browser looks at when the directive itself is missing, in order.
_FALLBACKS = {
    "script-src-elem": ("script-src", "default-src"),
    "script-src-attr": ("script-src", "default-src"),
    "style-src-elem": ("style-src", "default-src"),
    "style-src-attr": ("style-src", "default-src"),
    "frame-src": ("child-src", "default-src"),
    "worker-src": ("child-src", "script-src", "default-src"),
}

_LOOSE = frozenset({"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:"})


@dataclass(frozen=True)
class Policy:
    """One policy: its directives with their source expressions."""

    directives: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(text: str) -> Policy:
        """Reads a policy; of a directive given twice the first counts, as in a browser."""
        directives: dict[str, tuple[str, ...]] = {}
        for part in text.split(";"):
            name, *sources = part.split() or [""]
            if name:
                directives.setdefault(name.lower(), tuple(sources))
        return Policy(MappingProxyType(directives))

    def sources(self, directive: str) -> tuple[str, ...] | None:
        """Returns what holds for a directive, None when everything is allowed."""
        for name in (directive, *_FALLBACKS.get(directive, ("default-src",))):
            if name in self.directives:
                return self.directives[name]
        return None

    def allows_inline(self, directive: str, digest: str) -> bool:
        """True when code written into the page runs; `digest` is empty for attributes."""
        part = "elem" if digest else "attr"
        sources = self.sources(f"{directive}-{part}") if directive != "img-src" else self.sources(directive)
        if sources is None:
            return True
        if digest and f"'{digest}'" in sources:
            return True
        strict = any(
            source.startswith(("'sha", "'nonce-")) or source == "'strict-dynamic'" for source in sources
        )
        return "'unsafe-inline'" in sources and not strict

    def allows_address(self, directive: str, host: str, scheme: str) -> bool:
        """True when something may be fetched: from `host`, or by `scheme` (`data:`), or else from the site itself."""
        if directive in ("script-src", "style-src"):
            directive += "-elem"
        sources = self.sources(directive)
        if sources is None:
            return True
        return any(_matches(source.lower(), host, scheme) for source in sources)

    def loosenings(self) -> Iterator[tuple[str, str]]:
        """Yields directive and source of what takes the policy its worth."""
        for directive, sources in self.directives.items():
            for source in sources:
                runs_data = source == "data:" and directive.startswith(
                    ("script-src", "default-src", "object-src")
                )
                if source in _LOOSE or runs_data:
                    yield directive, source
        for directive in ("script-src", "object-src", "base-uri"):
            if self.sources(directive) is None or (
                directive == "base-uri" and directive not in self.directives
            ):
                yield directive, ""


def header_policies(headers: str, url_path: str) -> list[str]:
    """Returns the policies that a `_headers` file sends with the page at a path (`/zh/`)."""
    return [policy for pattern, policy in _policies_by_pattern(headers) if pattern.match(url_path)]


@lru_cache(maxsize=4)
def _policies_by_pattern(headers: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Returns the policies of a `_headers` file, each with the paths that it is sent with."""
    found: list[tuple[re.Pattern[str], str]] = []
    pattern = re.compile(r"(?!)")
    for line in headers.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            glob = re.sub(r":\w+", "*", re.sub(r"^https?://[^/]+", "", line.strip()))
            pattern = re.compile(fnmatch.translate(glob))
            continue
        name, _, value = line.strip().partition(":")
        if name.strip().lower() == "content-security-policy":
            found.append((pattern, value.strip()))
    return tuple(found)


def _matches(source: str, host: str, scheme: str) -> bool:
    if scheme:
        return source == f"{scheme}:"
    if not host:
        return source == "'self'" or source in ("*", "https:", "http:")
    if source in ("*", "https:", "http:"):
        return True
    pattern = re.sub(r"^[a-z][a-z0-9+.\-]*://", "", source).partition("/")[0]
    if pattern.startswith("*."):
        return host.endswith(pattern[1:])
    return pattern == host
