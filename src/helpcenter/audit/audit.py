"""Runs the checks over a site and turns what they find into diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from helpcenter.audit.check import Finding
from helpcenter.audit.checks import CHECKS
from helpcenter.audit.gathering import gather, is_page
from helpcenter.audit.location import locate
from helpcenter.audit.options import AuditOptions
from helpcenter.audit.site import Site
from helpcenter.audit.verdict import findings_in
from helpcenter.diagnostics import Diagnostic, Location, ordered

_SHOWN_PAGES = 3
"""A fault of the frame is on every page; more than this many of the same finding are only counted."""


def audit_site(
    site_dir: Path,
    options: AuditOptions,
    executor: Executor | None = None,
    *,
    shown_as: str = "",
) -> list[Diagnostic]:
    """Returns everything that is wrong with the finished site in `site_dir`, sorted by place.

    `shown_as` is put before the paths of the diagnostics, which are relative to `site_dir` otherwise: `site/`.
    """
    return audit_gathered(gather(site_dir, options, executor), shown_as=shown_as)


def audit_gathered(site: Site, *, shown_as: str = "") -> list[Diagnostic]:
    """Returns what the checks find in a site that was read before."""
    return as_diagnostics(findings_in(site), site.folder, shown_as)


def as_diagnostics(
    found: Iterable[tuple[str, Finding]], folder: Path, shown_as: str = ""
) -> list[Diagnostic]:
    """Returns findings, each with its check's code, as diagnostics of the site in `folder`, sorted by place."""

    @lru_cache(maxsize=16)
    def source(path: str) -> str:
        file = folder / path
        return file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""

    by_code: dict[str, list[Finding]] = {}
    for code, finding in found:
        by_code.setdefault(code, []).append(finding)
    diagnostics: list[Diagnostic] = []
    for check in CHECKS:
        for finding in _few(by_code.get(check.code, ())):
            line, column = finding.line, finding.column
            if finding.mark is not None:
                line, column = locate(source(finding.path), finding.mark, is_html=is_page(finding.path))
            where = Location(shown_as + finding.path, line, column)
            diagnostics.append(
                Diagnostic(where, check.severity, check.code, check.name, finding.message, finding.hint)
            )
    return ordered(diagnostics)


def _few(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yields the findings; of one that is the same on many pages the first few, with the number of the others."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.message, []).append(finding)
    for group in groups.values():
        pages = sorted({finding.path for finding in group})
        if len(pages) <= _SHOWN_PAGES:
            yield from group
            continue
        more = f"The same on {len(pages) - _SHOWN_PAGES} more pages."
        for finding in group:
            if finding.path in pages[:_SHOWN_PAGES]:
                yield replace(finding, hint=f"{finding.hint} {more}".strip())
