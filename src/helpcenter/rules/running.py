"""Rules over a catalog: entries in parallel where there are many, then what the writers allow is taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeVar

from helpcenter.catalog import Catalog, State
from helpcenter.catalog.reads import Reads, Watch, watched
from helpcenter.diagnostics import Diagnostic, ordered
from helpcenter.routes import Routes
from helpcenter.rules.base import Check, Rule, Scope, Together
from helpcenter.rules.context import Context, Subject, is_below
from helpcenter.rules.passages import JoinedPassage, Passage, join, joined_passages
from helpcenter.rules.placeholders import without_noise
from helpcenter.rules.remembering import EntryFindings, Memory
from helpcenter.rules.sharing import shared_work
from helpcenter.rules.suppressions import apply_suppressions

T = TypeVar("T")

MANY = 400
"""Entries from which on a second process pays for its start."""
BATCH = 64
"""Entries that are looked at before the next ones are: more of them would not stay in the processor's cache."""
TOGETHER = 8
"""Entries whose texts are tried at once; with more, what is found in one costs all others a second look."""
SEARCH_FAMILY = "HC7"


def run(
    rules: Sequence[Rule],
    catalog: Catalog,
    routes: Routes,
    today: date,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    paths: Iterable[str] = (),
    search: bool = False,
    jobs: int | None = None,
    cache: Path | None = None,
) -> list[Diagnostic]:
    """Returns the findings of the rules, sorted; see `helpcenter.rules.run_rules`."""
    chosen = [
        rule
        for rule in rules
        if _is_chosen(rule, tuple(select), tuple(ignore)) and (search or rule.family != SEARCH_FAMILY)
    ]
    wanted = tuple(paths)
    memory = Memory(cache, chosen, catalog, routes, today)
    catalog, watch = watched(catalog)
    context = Context(catalog, routes, today, wanted)
    work = _Work(chosen, context, watch)
    ids = [entry_id for entry_id in catalog.ids if _touches(context, entry_id, wanted)]
    known = {entry_id: memory.of(entry_id) for entry_id in ids}
    unknown = [entry_id for entry_id in ids if known[entry_id] is None]
    # A few entries are faster done than a process started.
    with shared_work(
        work.on_entries, _batches(unknown, BATCH), jobs if len(unknown) >= MANY else 1
    ) as on_entries:
        found = list(work.on_catalog())
        if not wanted or any(not _is_entry_path(context, path) for path in wanted):
            found += work.on_other_files()
        looked = {one.entry_id: one for one in on_entries()}
    for entry_id in unknown:
        memory.note(looked[entry_id])
        known[entry_id] = looked[entry_id].found
    memory.save()
    found += (item for findings in known.values() for item in findings or ())
    found = apply_suppressions(without_noise(found), chosen, context)
    return ordered(item for item in found if not wanted or is_below(item.location.path, wanted))


class _Checks(NamedTuple):
    """The checks on texts by what they are first tried on, on entries and on translations."""

    of_entries: list[tuple[Rule, Check]]
    of_entry: list[tuple[Rule, Check]]
    single: list[tuple[Rule, Check]]
    on_source: list[tuple[Rule, Check]]
    on_translation: list[tuple[Rule, Check]]


@dataclass(eq=False)
class _Entry:
    """An entry that is looked at: its versions, their texts, what was read for it and what was found so far."""

    entry_id: str
    subjects: list[Subject]
    texts: list[JoinedPassage]
    reads: Reads
    found: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True)
class _Work:
    rules: Sequence[Rule]
    context: Context
    watch: Watch

    def on_catalog(self) -> Iterator[Diagnostic]:
        for rule in self.rules:
            if rule.scope is Scope.CATALOG and rule.check is not None:
                yield from map(rule.at, rule.check(self.context))

    def on_other_files(self) -> Iterator[Diagnostic]:
        checks = [*self._checks.of_entries, *self._checks.of_entry]
        for _, passages in groupby(
            self.context.other_passages(), lambda one: (one.document.path, one.locale)
        ):
            texts = tuple(passages)
            yield from self._on_texts(joined_passages(texts), checks)
            yield from self._on_marked(passage for passage in texts if passage.may_have_markup)
        for page in self.context.pages():
            # MkDocs reads these pages: its Markdown has more forms than a writer's text.
            for rule, check in checks:
                yield from map(rule.at, check(page, self.context))

    def on_entries(self, ids: Sequence[str]) -> list[EntryFindings]:
        entries = [self._opened(entry_id) for entry_id in ids]
        groups: dict[tuple[str, str, str], list[tuple[_Entry, JoinedPassage]]] = defaultdict(list)
        for entry in entries:
            for text in entry.texts:
                groups[text.whole.locale, text.whole.provider, text.whole.voice].append((entry, text))
        for group in groups.values():
            for some in _batches(group, TOGETHER):
                self._on_texts_of_many(some)
        for entry in entries:
            self._on_entry(entry)
        return [EntryFindings(entry.entry_id, entry.reads.as_lists(), entry.found) for entry in entries]

    def _opened(self, entry_id: str) -> _Entry:
        with self.watch.reading() as reads:
            subjects = self.context.subjects(entry_id)
            texts = [text for subject in subjects for text in subject.joined]
        return _Entry(entry_id, subjects, texts, reads)

    def _on_texts_of_many(self, group: Sequence[tuple[_Entry, JoinedPassage]]) -> None:
        with self.watch.reading() as reads:
            everything = join([text.whole for _, text in group])
            context = self.context
            suspicious = [
                (rule, check)
                for rule, check in self._checks.of_entries
                if next(check(everything, context), None) is not None
            ]
            for entry, text in group:
                everything.vouch_for(text.whole)
                if suspicious:
                    entry.found += self._on_texts([text], suspicious)
        for entry, _ in group:
            entry.reads.add(reads)

    def _on_entry(self, entry: _Entry) -> None:
        checks, context = self._checks, self.context
        with self.watch.reading() as reads:
            entry.found += self._on_texts(entry.texts, checks.of_entry)
            for subject in entry.subjects:
                entry.found += self._on_marked(subject.marked)
                is_source = subject.version.state is State.SOURCE
                for rule, check in checks.on_source if is_source else checks.on_translation:
                    for fault in check(subject, context):
                        entry.found.append(rule.at(fault))
        entry.reads.add(reads)

    def _on_texts(
        self, texts: Iterable[JoinedPassage], checks: Sequence[tuple[Rule, Check]]
    ) -> Iterator[Diagnostic]:
        context = self.context
        for whole, parts in texts:
            for rule, check in checks:
                if next(check(whole, context), None) is not None:
                    for passage in parts:
                        yield from map(rule.at, check(passage, context))

    def _on_marked(self, passages: Iterable[Passage]) -> Iterator[Diagnostic]:
        checks, context = self._checks.single, self.context
        for passage in passages:
            for rule, check in checks:
                for fault in check(passage, context):
                    yield rule.at(fault)

    @cached_property
    def _checks(self) -> _Checks:
        checks = [(rule, rule.check) for rule in self.rules if rule.check is not None]
        on_text = [pair for pair in checks if pair[0].scope is Scope.TEXT]
        return _Checks(
            of_entries=[pair for pair in on_text if pair[0].together is Together.ENTRIES],
            of_entry=[pair for pair in on_text if pair[0].together is Together.ENTRY],
            single=[pair for pair in on_text if pair[0].together is Together.NOTHING],
            on_source=[(rule, check) for rule, check in checks if rule.scope in (Scope.ENTRY, Scope.SOURCE)],
            on_translation=[(rule, check) for rule, check in checks if rule.scope is Scope.ENTRY],
        )


def _batches(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _is_chosen(rule: Rule, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    return (not select or rule.code.startswith(select)) and not (ignore and rule.code.startswith(ignore))


def _is_entry_path(context: Context, path: str) -> bool:
    rest = path.removeprefix(f"{context.content_path}/")
    return rest != path and rest.endswith(".yml") and rest.count("/") == 3


def _touches(context: Context, entry_id: str, paths: tuple[str, ...]) -> bool:
    return not paths or any(is_below(version.path, paths) for version in context.written(entry_id))
