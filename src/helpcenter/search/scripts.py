"""The search scripts as they are published: one module for the engine, one for the worker."""

from __future__ import annotations

import re
from pathlib import Path

from rjsmin import jsmin

# Each file is made of modules, in the order in which they need each other.
SCRIPTS = {
    "engine.js": ("search/stemmer", "search/analysis", "search/forms", "search/query", "search/ranking",
                  "search/spelling", "search/store", "search/marks", "search/engine"),
    "worker.js": ("search/worker",),
    "dialog.js": ("assets/search/client", "assets/search/view", "assets/search/dialog"),
    "page.js": ("assets/search/client", "assets/search/view", "assets/search/page"),
}  # fmt: skip
STYLES = {"dialog.css": "assets/search/dialog.css"}

_IMPORT = re.compile(r"^import \{[^}]*\} from \"\./(\w+)\.js\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*([{};,>])\s*|\s+")


def search_scripts(theme: Path) -> dict[str, bytes]:
    """Returns the scripts and style sheet of search by path relative to the site; `theme` is the theme's folder.

    Modules that need each other become one file, so that a phone asks once: their top-level names are all different.
    """
    files = {f"search/{name}": _join(theme, modules) for name, modules in SCRIPTS.items()}
    for name, source in STYLES.items():
        css = _COMMENT.sub("", (theme / source).read_text(encoding="utf-8"))
        files[f"search/{name}"] = _SPACE.sub(lambda found: found[1] or " ", css).strip().encode("utf-8")
    return files


def _join(theme: Path, modules: tuple[str, ...]) -> bytes:
    inside = {Path(module).name for module in modules}
    parts = []
    for module in modules:
        source = (theme / f"{module}.js").read_text(encoding="utf-8")
        source = _IMPORT.sub(lambda found: "" if found[1] in inside else found[0], source)
        parts.append(source if module == modules[-1] else _EXPORT.sub("", source))
    return (str(jsmin("\n".join(parts))) + "\n").encode("utf-8")
