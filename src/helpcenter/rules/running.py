"""Rules over a catalog: entries in parallel where there are many, then what the writers allow is taken out."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from helpcenter.catalog import Catalog
from helpcenter.diagnostics import Diagnostic, ordered
from helpcenter.routes import Routes
from helpcenter.rules.base import Rule, Scope
from helpcenter.rules.context import Context, Search
from helpcenter.rules.passages import joined_passages
from helpcenter.rules.placeholders import without_noise
from helpcenter.rules.suppressions import apply_suppressions

MANY = 400
"""Entries from which on a second process pays for its start."""
BATCH = 100


def run(
    rules: Sequence[Rule],
    catalog: Catalog,
    routes: Routes,
    today: date,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    paths: Iterable[str] = (),
    search: Search | None = None,
    jobs: int | None = None,
) -> list[Diagnostic]:
    """Returns the findings of the rules, sorted; see `helpcenter.rules.run_rules`."""
    chosen = [rule for rule in rules if _is_chosen(rule, tuple(select), tuple(ignore))]
    context = Context(catalog, routes, today, search)
    wanted = tuple(paths)
    work = _Work(chosen, context)
    found = list(work.on_catalog())
    if not wanted or any(not _is_entry_path(context, path) for path in wanted):
        found += work.on_other_files()
    ids = [entry_id for entry_id in catalog.ids if _touches(context, entry_id, wanted)]
    found += _on_entries(work, ids, jobs)
    found = apply_suppressions(without_noise(found), chosen, context)
    return ordered(item for item in found if not wanted or is_below(item.location.path, wanted))


@dataclass(frozen=True)
class _Work:
    rules: Sequence[Rule]
    context: Context

    def on_catalog(self) -> Iterator[Diagnostic]:
        for rule in self.rules:
            if rule.scope is Scope.CATALOG and rule.check is not None:
                yield from map(rule.at, rule.check(self.context))

    def on_other_files(self) -> Iterator[Diagnostic]:
        text_rules = [rule for rule in self.rules if rule.scope is Scope.TEXT]
        for passage in self.context.other_passages():
            for rule in text_rules:
                assert rule.check is not None
                yield from map(rule.at, rule.check(passage, self.context))

    def on_entries(self, ids: Iterable[str]) -> list[Diagnostic]:
        context = self.context
        checks = [(rule, rule.check) for rule in self.rules if rule.check is not None]
        joined = [(rule, check) for rule, check in checks if rule.scope is Scope.TEXT and rule.joined]
        single = [(rule, check) for rule, check in checks if rule.scope is Scope.TEXT and not rule.joined]
        on_entry = [(rule, check) for rule, check in checks if rule.scope is Scope.ENTRY]
        found: list[Diagnostic] = []
        for entry_id in ids:
            for subject in context.subjects(entry_id):
                for whole, passages in joined_passages(subject.passages):
                    for rule, check in joined:
                        if next(check(whole, context), None) is not None:
                            for passage in passages:
                                found += map(rule.at, check(passage, context))
                for passage in subject.passages:
                    if passage.may_have_markup:
                        for rule, check in single:
                            found += map(rule.at, check(passage, context))
                for rule, check in on_entry:
                    found += map(rule.at, check(subject, context))
        return found


_shared: _Work | None = None


def _on_entries(work: _Work, ids: list[str], jobs: int | None) -> list[Diagnostic]:
    count = jobs or os.cpu_count() or 1
    # Forking a process with threads can deadlock it; a few entries are faster done than a process started.
    if count == 1 or len(ids) < MANY or threading.active_count() > 1 or not _can_fork():
        return work.on_entries(ids)
    global _shared  # noqa: PLW0603  what the forked processes read, without a copy of the catalog
    _shared = work
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    # Collecting garbage in a child would touch, and so copy, every page of memory that it shares.
    gc.freeze()
    try:
        with multiprocessing.get_context("fork").Pool(count) as pool:
            return [found for batch in pool.map(_batch, batches, chunksize=1) for found in batch]
    finally:
        gc.unfreeze()
        _shared = None


def _batch(ids: list[str]) -> list[Diagnostic]:
    assert _shared is not None
    return _shared.on_entries(ids)


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


def _is_chosen(rule: Rule, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    return (not select or rule.code.startswith(select)) and not (ignore and rule.code.startswith(ignore))


def _is_entry_path(context: Context, path: str) -> bool:
    rest = path.removeprefix(f"{context.content_path}/")
    return rest != path and rest.endswith(".yml") and rest.count("/") == 3


def _touches(context: Context, entry_id: str, paths: tuple[str, ...]) -> bool:
    return not paths or any(is_below(version.document.path, paths) for version in context.written(entry_id))


def is_below(path: str, parents: tuple[str, ...]) -> bool:
    """True for a path that is one of these files or stands in one of these folders."""
    return any(
        parent in ("", ".") or path == parent or path.startswith(f"{parent.rstrip('/')}/")
        for parent in parents
    )
