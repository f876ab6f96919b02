"""Which pages readers and search engines reach."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.facts import DataFacts, PageFacts, SitemapEntry
from helpcenter.audit.site import Site, is_error_page
from helpcenter.diagnostics import Severity


def orphan_pages(site: Site) -> Iterator[Finding]:
    """No way leads from the start page to a page, or only the language switch of its counterpart does.

    *Why*: readers find it by search only, and search engines take it for unimportant.

    *Bad*: an entry that neither its category nor any other page lists.

    *Good*: every entry stands in the list of its category.
    """
    reached = _reached(site)
    for page in site.readable_pages():
        if page.path not in reached and not is_error_page(page.path):
            message = "no way leads from the start page to this page."
            yield Finding(page.path, message, "Link it from its category or another list.")


def _reached(site: Site) -> set[str]:
    starts = ["index.html"] if "index.html" in site.pages else []
    starts += [
        f"{folder}/index.html"
        for folder in site.locales
        if not starts and f"{folder}/index.html" in site.pages
    ]
    reached = set(starts)
    waiting = [site.pages[path] for path in starts]
    while waiting:
        page = waiting.pop()
        for path in _onward(site, page):
            if path not in reached:
                served = site.served(path)
                if served is None or served not in site.pages:
                    continue
                reached.add(path)
                if served == path or served not in reached:
                    reached.add(served)
                    waiting.append(site.pages[served])
    return reached


def _onward(site: Site, page: PageFacts) -> Iterator[str]:
    # From the page where one chooses a language, and between the locales' start pages, the switch is the way.
    if site.locale_of(page.path) is None or page.path.count("/") == 1:
        yield from (link.path for link in page.links.inside)
    else:
        yield from (path for _, path, _, language in page.links.inside if language is None)
    if page.head.refresh:
        yield site.address.resolve(page.head.refresh, page.path).target


def sitemap_gaps(site: Site) -> Iterator[Finding]:
    """A page that search engines shall list is in no sitemap.

    *Why*: on a large site it is found late or never.

    *Bad*: a new entry without its `<url>`.

    *Good*: the sitemap lists exactly the pages that are neither `noindex` nor redirects.
    """
    maps = _sitemaps(site)
    if not site.indexable:
        return
    if not maps:
        yield Finding("sitemap.xml", "the site has no sitemap.", "Write 'sitemap.xml' with every page.")
        return
    listed = {entry.url for file in maps for entry in file.sitemap}
    for path in site.indexable:
        if site.url_of(path) not in listed:
            yield Finding(path, "the page is in no sitemap.", "List it, or make it 'noindex'.", Mark("head"))


def sitemap_excess(site: Site) -> Iterator[Finding]:
    """A sitemap lists what search engines can't or mustn't list: no page, a `noindex` page, a redirect, one twice.

    *Why*: search engines trust a sitemap less with each such line.

    *Bad*: `<loc>` of a page that shows another locale's text.

    *Good*: only pages that are their own canonical address.
    """
    seen: set[str] = set()
    for file in _sitemaps(site):
        for entry in file.sitemap:
            path = site.path_of(entry.url)
            message = ""
            if entry.url in seen:
                message = f"'{entry.url}' is listed twice."
            elif file.root == "sitemapindex":
                if path not in site.files:
                    message = f"'{entry.url}' is no sitemap of this site."
            elif path is None or path not in site.files:
                message = f"'{entry.url}' is no page of this site."
            elif path in site.pages and path not in site.indexable:
                message = f"'{entry.url}' is a page that search engines may not list."
            seen.add(entry.url)
            if message:
                yield Finding(file.path, message, "Leave it out.", None, entry.line, entry.column)
            elif path is not None and path in site.indexable and entry.alternates:
                yield from _differing_alternates(file, entry, site.indexable[path])


def _differing_alternates(file: DataFacts, entry: SitemapEntry, page: PageFacts) -> Iterator[Finding]:
    own, listed = frozenset(page.head.alternates), frozenset(entry.alternates)
    if own and listed != own:
        tags = ", ".join(sorted({tag for tag, _ in own ^ listed}))
        message = f"the counterparts of '{entry.url}' differ from those that the page names: {tags}."
        yield Finding(file.path, message, "Take both from the same list.", None, entry.line, entry.column)


def _sitemaps(site: Site) -> list[DataFacts]:
    return [file for file in site.data_files.values() if file.root in ("urlset", "sitemapindex")]


CHECKS = (
    Check("HC970", "orphan-page", Severity.WARNING, orphan_pages, of_whole=True),
    Check("HC971", "page-not-in-sitemap", Severity.ERROR, sitemap_gaps, of_whole=True),
    Check("HC972", "wrong-sitemap-entry", Severity.ERROR, sitemap_excess, of_whole=True),
)
