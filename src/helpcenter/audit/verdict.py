"""What an audit found, and the next one's short way: to look only at files that changed, where that is enough.

It is enough as long as no other file's verdict depends on what changed. Links, counterparts and redirects of other
pages depend on a page's head, its ids and where it leads; titles and descriptions must be unique; the lists of the
site, which pages there are. Where any of that changed, the site is looked at as a whole again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from helpcenter.audit.check import Check, Finding
from helpcenter.audit.checks import CHECKS
from helpcenter.audit.checks.links import addresses_in_other_files
from helpcenter.audit.facts import DataFacts, PageFacts
from helpcenter.audit.gathering import Facts, has_facts, is_page
from helpcenter.audit.options import AuditOptions
from helpcenter.audit.site import Site
from helpcenter.diagnostics import Severity

FactsOf = Callable[[str], Facts | None]
"""Returns the facts of a file, by path; None for one that has none."""

_MOST_FINDINGS = 1_000
"""With more of them, one change is not what matters."""


class Verdict(NamedTuple):
    """What the checks found in a site, and what it takes to tell whether a change concerns other files."""

    found: tuple[tuple[str, Finding], ...]
    """The code of a check, and what it found."""
    texts: tuple[int, ...] = ()
    """Digests of the titles and descriptions of listed pages, each as often as it stands there."""
    referred: tuple[int, ...] = ()
    """Digests of all paths that some file refers to, or once did."""


class Change(NamedTuple):
    """Two states of a site: SHA-256 of all files by path, and what returns their facts.

    Both know those of every page and data file.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    facts_before: FactsOf
    facts_after: FactsOf


def findings_in(site: Site, checks: Iterable[Check] = CHECKS) -> Iterator[tuple[str, Finding]]:
    """Yields what the checks find in a site, each with the check's code."""
    for check in checks:
        for finding in check.run(site):
            yield check.code, finding


def verdict_on(site: Site) -> Verdict:
    """Returns what the checks find in a site, every file looked at."""
    texts = (text for page in site.indexable.values() for text in _texts(site, page))
    files: tuple[Facts, ...] = (*site.pages.values(), *site.data_files.values())
    referred = {path for facts in files for path in _referred(facts)}
    referred.update(path for _, _, path in addresses_in_other_files(site))
    return Verdict(tuple(findings_in(site)), tuple(texts), tuple(map(_digest, referred)))


def verdict_on_change(last: Verdict, change: Change, folder: Path, options: AuditOptions) -> Verdict | None:
    """Returns the verdict on the changed site in `folder`; None where all of it must be looked at.

    `last` is the verdict on the site before the change, with the same options. That is looked at again as a whole, too,
    if it had errors.
    """
    of_files = {check.code: check for check in CHECKS if not check.of_whole}
    errors = {code for code, check in of_files.items() if check.severity is Severity.ERROR}
    if len(last.found) > _MOST_FINDINGS or any(code in errors for code, _ in last.found):
        return None
    before, after = change.before, change.after
    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]}
    moved = before.keys() ^ after.keys()
    touched = changed | moved
    if not all(map(has_facts, touched)):
        return None
    referred = set(last.referred)
    if any(is_page(path) or path.endswith(".xml") or _digest(path) in referred for path in moved):
        return None  # perhaps a sitemap's part, or what a link leads to
    judged = changed | (moved & after.keys())
    site = _site_around(judged, change, folder, options)
    texts_before, texts = Counter(last.texts), Counter(last.texts)
    for path in changed:
        old, new = change.facts_before(path), site.pages.get(path) or site.data_files.get(path)
        if old is None or new is None or _for_others(old) != _for_others(new):
            return None
        if isinstance(old, PageFacts) and isinstance(new, PageFacts) and path in site.indexable:
            texts.subtract(_texts(site, old))
            texts.update(_texts(site, new))
    if any(
        texts_before[text] > 1 or count > 1 for text, count in texts.items() if count != texts_before[text]
    ):
        return None
    kept = [(code, one) for code, one in last.found if code not in of_files or one.path not in touched]
    found = [(code, one) for code, one in findings_in(site, of_files.values()) if one.path in judged]
    for path in judged:
        referred.update(map(_digest, _referred(site.pages.get(path) or site.data_files[path])))
    return Verdict((*kept, *found), tuple(texts.elements()), tuple(referred))


def _site_around(judged: AbstractSet[str], change: Change, folder: Path, options: AuditOptions) -> Site:
    """Returns the site with those pages and data files only that are judged, or that their verdict depends on."""
    pages: dict[str, PageFacts] = {}
    data_files: dict[str, DataFacts] = {}
    site = Site(folder, options, frozenset(change.after), pages, data_files)
    waiting = set(judged)
    while waiting:
        path = waiting.pop()
        facts = change.facts_after(path)
        if isinstance(facts, DataFacts):
            data_files[path] = facts
        elif facts is not None:
            pages[path] = facts
            named = {*_counterparts(site, facts), *(_targets(site, facts) if path in judged else ())}
            waiting |= {one for one in named if one in site.files and is_page(one) and one not in pages}
    return replace(site, pages=dict(sorted(pages.items())), data_files=dict(sorted(data_files.items())))


def _counterparts(site: Site, page: PageFacts) -> Iterator[str]:
    """Yields the files that a page names as other forms of itself, or that lie where these would."""
    for url in (*page.head.canonicals, *(href for _, href in page.head.alternates)):
        yield site.path_of(url) or ""
    own = site.locale_of(page.path)
    if own is not None:
        yield from (locale.folder + page.path[len(own.folder) :] for locale in site.options.locales)


def _targets(site: Site, page: PageFacts) -> Iterator[str]:
    """Yields the files that a page leads to."""
    yield from (site.served(link.path) or "" for link in page.links.inside)
    if page.head.refresh:
        yield site.served(site.address.resolve(page.head.refresh, page.path).target) or ""


def _for_others(facts: Facts) -> object:
    """Returns what verdicts on other files depend on, beside titles and descriptions."""
    if isinstance(facts, DataFacts):
        return facts.root, [(entry.url, entry.alternates) for entry in facts.sitemap]
    head = facts.head._replace(titles=(), descriptions=())
    return head, facts.ids, {(link.path, link.language) for link in facts.links.inside}, facts.unreadable


def _texts(site: Site, page: PageFacts) -> Iterator[int]:
    """Yields digests of the texts that no other page of the locale may have."""
    locale = site.locale_of(page.path)
    if locale is not None:
        for kind, texts in (("title", page.head.titles), ("description", page.head.descriptions)):
            yield from (_digest(f"{kind} {locale.folder} {text}") for text in texts[:1] if text)


def _referred(facts: Facts) -> Iterator[str]:
    if isinstance(facts, DataFacts):
        yield from (path for _, path in facts.links)
        return
    yield from (link.path for link in facts.links.inside)
    yield from (resource.path for resource in facts.resources if resource.path)
    yield from (stated.path for stated in facts.links.stated)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest())
