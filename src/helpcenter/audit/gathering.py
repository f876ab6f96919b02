"""Reads the whole site folder into facts, in several processes, and keeps those of files that didn't change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.facts import FACTS_VERSION, DataFacts, PageFacts
from helpcenter.audit.options import AuditOptions
from helpcenter.audit.reading import Before, read_data_file, read_page
from helpcenter.audit.reading.data_files import ENDINGS
from helpcenter.audit.site import Site

Facts = PageFacts | DataFacts

_BATCH_BYTES = 1_500_000
_ALONE_BYTES = 3_000_000
"""Below this starting processes costs more than it saves, of time and of memory: they copy what this one touches."""


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """Facts of an earlier audit, by path; picklable. They hold for files whose bytes are the same."""

    site_url: str = ""
    version: int = FACTS_VERSION
    facts: Mapping[str, Facts] = field(default_factory=dict)

    @staticmethod
    def of(site: Site) -> KnownFacts:
        """Returns what to keep of an audited site."""
        return KnownFacts(site.options.site_url, FACTS_VERSION, {**site.pages, **site.data_files})

    def fit(self, options: AuditOptions) -> Mapping[str, Facts]:
        """Returns the facts when they were computed for this site by this version, else none."""
        return self.facts if (self.site_url, self.version) == (options.site_url, FACTS_VERSION) else {}


def gather(
    folder: Path,
    options: AuditOptions,
    executor: Executor | None = None,
    known: KnownFacts | None = None,
    digests: Mapping[str, str] | None = None,
) -> Site:
    """Returns the site in `folder`.

    `executor` runs the reading where there is much of it (processes; by default one for each core). Facts in `known`
    are used again for files of the same SHA-256; with `digests`, the SHA-256 of files by path, those aren't even read.
    """
    files = sorted(_files(folder))
    wanted = [path for path in files if has_facts(path)]
    kept = dict(_unchanged(folder, wanted, known.fit(options) if known else {}, digests or {}))
    address = SiteAddress.of(options.site_url)
    unread = {path: (folder / path).stat().st_size for path in wanted if path not in kept}
    batches = list(_batches(unread))
    small = sum(unread.values()) < _ALONE_BYTES
    facts: dict[str, Facts] = kept
    with _pool(executor, alone=small) as pool:
        run = map if pool is None else pool.map
        for found in run(_read_batch, [(folder, batch, address) for batch in batches]):
            facts.update((one.path, one) for one in found)
    ordered = [facts[path] for path in sorted(facts)]
    return Site(
        folder,
        options,
        frozenset(files),
        {one.path: one for one in ordered if isinstance(one, PageFacts)},
        {one.path: one for one in ordered if isinstance(one, DataFacts)},
    )


def facts_of(
    path: str, data: bytes, address: SiteAddress, sha256: str = "", before: Before | None = None
) -> Facts | None:
    """Returns the facts of a file that is at hand while it is written; None for one that has none.

    `before` is what stood there before, if that isn't a page.
    """
    if is_page(path):
        return read_page(path, data, address, sha256)
    return read_data_file(path, data, address, sha256, before) if has_facts(path) else None


def has_facts(path: str) -> bool:
    """True for a page, and for data that the audit understands."""
    return is_page(path) or path.rpartition(".")[2] in ENDINGS


def _files(folder: Path) -> Iterator[str]:
    """Yields the relative path of every file below the folder."""
    prefix = len(str(folder)) + 1
    folders = [str(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file():
                    yield entry.path[prefix:]


def is_page(path: str) -> bool:
    """True for a file that is HTML by its name."""
    return path.endswith((".html", ".htm"))


def _unchanged(
    folder: Path, paths: Iterable[str], known: Mapping[str, Facts], digests: Mapping[str, str]
) -> Iterator[tuple[str, Facts]]:
    for path in paths:
        facts = known.get(path)
        if facts is not None:
            digest = digests.get(path) or hashlib.sha256((folder / path).read_bytes()).hexdigest()
            if digest == facts.sha256:
                yield path, facts


def _batches(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    batch: list[str] = []
    weight = 0
    for path, size in sizes.items():
        batch.append(path)
        weight += size + 500
        if weight >= _BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _pool(executor: Executor | None, *, alone: bool) -> ProcessPoolExecutor | nullcontext[Executor | None]:
    if alone:
        return nullcontext(None)
    return nullcontext(executor) if executor is not None else ProcessPoolExecutor(os.cpu_count() or 1)


def _read_batch(task: tuple[Path, list[str], SiteAddress]) -> list[Facts]:
    folder, paths, address = task
    return [_read_one(folder, path, address) for path in paths]


def _read_one(folder: Path, path: str, address: SiteAddress) -> Facts:
    data = (folder / path).read_bytes()
    return read_page(path, data, address) if is_page(path) else read_data_file(path, data, address)
