"""The search scripts as they are published: one module for the engine, one for the worker."""

from __future__ import annotations

import re
from pathlib import Path

from rjsmin import jsmin

# In the order in which they need each other.
MODULES = ("stemmer", "analysis", "forms", "query", "ranking", "spelling", "store", "engine")

_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./[a-z]+\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)


def search_scripts(theme: Path) -> dict[str, bytes]:
    """Returns the scripts by path relative to the site; `theme` is the folder that holds `search/`.

    The engine's modules become one file, so that a phone asks once: their top-level names are all different.
    """
    parts = []
    for name in MODULES:
        source = _IMPORT.sub("", (theme / "search" / f"{name}.js").read_text(encoding="utf-8"))
        parts.append(source if name == MODULES[-1] else _EXPORT.sub("", source))
    worker = (theme / "search" / "worker.js").read_text(encoding="utf-8")
    return {
        "search/engine.js": _minify("\n".join(parts)),
        "search/worker.js": _minify(worker),
    }


def _minify(source: str) -> bytes:
    return (str(jsmin(source)) + "\n").encode("utf-8")
