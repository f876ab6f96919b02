"""Content -> catalog, routes and findings: the first of the two checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpcenter.catalog import Catalog, load_content
from helpcenter.catalog.linking import link
from helpcenter.diagnostics import Diagnostic, has_errors, ordered
from helpcenter.file_keys import FileKeys
from helpcenter.model import Settings
from helpcenter.routes import Routes, docs_pages, site_routes
from helpcenter.rules import run_rules
from helpcenter.rules.placeholders import UNFINISHED


@dataclass(frozen=True)
class CheckedContent:
    """What was read, and everything found wrong with it, sorted."""

    catalog: Catalog
    routes: Routes
    findings: tuple[Diagnostic, ...]

    @property
    def usable(self) -> bool:
        """True when no finding is an error: the site may be built."""
        return not has_errors(self.findings)

    @property
    def previewable(self) -> bool:
        """True when every error is one of language, or a text that is not written yet: pages can be shown."""
        return not has_errors(found for found in self.findings if not found.code.startswith(_OF_LANGUAGE))


_OF_LANGUAGE = (UNFINISHED, "HC2", "HC4", "HC6", "HC7")


def check_content(
    settings: Settings,
    today: date,
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    paths: tuple[str, ...] = (),
    search: bool = False,
    jobs: int | None = None,
    cache: Path | None = None,
    keys: FileKeys | None = None,
    linked: Callable[[Catalog], object] = lambda catalog: None,
) -> CheckedContent:
    """Returns the content of a site with all findings, of form and of the rules.

    `select` and `ignore` are codes or families (`HC3`); `paths` are repository-relative files or folders
    whose findings are wanted (rules see the whole catalog all the same). `search` also looks for every title
    and ask as the site's search does. Files that cannot be read are left
    out of the catalog, so that the rules can judge the others. `jobs` is the number of processes; `cache` a
    folder that keeps what was found out for the next time, `keys` those of files that somebody has looked at just now.
    `linked` is called before the rules look at the catalog.
    """
    content = load_content(settings, cache, jobs, keys)
    catalog = link(settings, content)
    faults = content.faults
    # Translations as they were read, and the cache: the processes that follow would carry them along.
    del content
    linked(catalog)
    routes = site_routes(catalog, docs_pages(settings))
    findings = [
        *_wanted(faults, select, ignore, paths),
        *run_rules(
            catalog,
            routes,
            today,
            select=select,
            ignore=ignore,
            paths=paths,
            search=search,
            jobs=jobs,
            cache=cache,
        ),
    ]
    return CheckedContent(catalog, routes, tuple(ordered(findings)))


def _wanted(
    faults: list[Diagnostic], select: tuple[str, ...], ignore: tuple[str, ...], paths: tuple[str, ...]
) -> list[Diagnostic]:
    """Returns the faults of form that were asked for; `ignore` cannot hide an error of form."""
    return [
        fault
        for fault in faults
        if (not select or fault.code.startswith(select))
        and not (ignore and fault.code.startswith(ignore) and not has_errors([fault]))
        and (not paths or any(_is_below(fault.location.path, path) for path in paths))
    ]


def _is_below(path: str, parent: str) -> bool:
    return path == parent or path.startswith(f"{parent.rstrip('/')}/")
