"""What a page says it is: title, description, canonical address."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.facts import PageFacts
from helpcenter.audit.site import Site
from helpcenter.diagnostics import Severity


def unreadable_files(site: Site) -> Iterator[Finding]:
    """A file that is no UTF-8, no JSON or no XML although its name says so.

    *Why*: browsers, feed readers and search engines drop it whole.

    *Bad*: `entries.json` that ends in the middle.

    *Good*: files written by an encoder, in UTF-8.
    """
    for page in site.pages.values():
        if page.unreadable:
            yield Finding(page.path, f"{page.unreadable}.", "Write it as UTF-8.")
    for file in site.data_files.values():
        for fault in file.faults:
            yield Finding(file.path, fault.message, fault.hint, None, fault.line, fault.column)


def missing_titles(site: Site) -> Iterator[Finding]:
    """A page has no title, an empty one, or several.

    *Why*: the title is what the browser's tab, a bookmark and a search result show.

    *Bad*: a `head` without `<title>`.

    *Good*: `<title>How do I request a refund? – CGPay</title>`.
    """
    for page in site.readable_pages():
        titles = page.head.titles
        if len(titles) > 1:
            yield Finding(page.path, f"the page has {len(titles)} titles.", "Keep one.", Mark("title", nth=1))
        elif not titles or not titles[0]:
            mark = Mark("title" if titles else "head")
            yield Finding(page.path, "the page has no title.", "Say in '<title>' what it answers.", mark)


def duplicate_titles(site: Site) -> Iterator[Finding]:
    """Two pages of a locale have the same title.

    *Why*: in a list of search results nobody can tell them apart.

    *Bad*: `<title>Refunds</title>` on the pages of two providers.

    *Good*: `<title>Refunds – CGPay</title>` and `<title>Refunds – Topay</title>`.
    """
    for page, first, title in _repeated(site, lambda page: page.head.titles):
        message = f"the title '{title}' is that of '{first}' too."
        yield Finding(page, message, "Say what sets this page apart.", Mark("title"))


def missing_descriptions(site: Site) -> Iterator[Finding]:
    """A page that search engines list has no description, an empty one, or several.

    *Why*: without one the search result shows whatever text comes first, often the navigation.

    *Bad*: a `head` without `<meta name="description">`.

    *Good*: `<meta name="description" content="Fill in the refund form; it takes 5–7 business days.">`.
    """
    for page in site.indexable.values():
        descriptions = page.head.descriptions
        mark = Mark("meta", "name", "description", max(0, min(1, len(descriptions) - 1)))
        if len(descriptions) > 1:
            yield Finding(page.path, f"the page has {len(descriptions)} descriptions.", "Keep one.", mark)
        elif not descriptions or not descriptions[0]:
            mark = mark if descriptions else Mark("head")
            yield Finding(page.path, "the page has no description.", "Give the answer in one sentence.", mark)


def duplicate_descriptions(site: Site) -> Iterator[Finding]:
    """Two pages of a locale have the same description.

    *Why*: in a list of search results nobody can tell them apart.

    *Bad*: the site's slogan as the description of each page.

    *Good*: each page's own answer in a sentence.
    """
    for page, first, text in _repeated(site, lambda page: page.head.descriptions):
        shown = text if len(text) <= 60 else text[:57] + "…"
        message = f"the description '{shown}' is that of '{first}' too."
        yield Finding(page, message, "Say what this page answers.", Mark("meta", "name", "description"))


def bad_canonicals(site: Site) -> Iterator[Finding]:
    """A page's canonical address is missing, not absolute, doubled, or that of another page.

    *Why*: it tells search engines which address to list; a wrong one takes the page out of the results.
    Only a page that is `noindex`, such as one that shows another locale's text, may name another one.

    *Bad*: `<link rel="canonical" href="../">`.

    *Good*: `<link rel="canonical" href="https://help.example.com/en/cgpay/refunds/request-refund/">`.
    """
    for page in site.readable_pages():
        own = site.url_of(page.path)
        canonicals = page.head.canonicals
        mark = Mark("link", "rel", "canonical", max(0, min(1, len(canonicals) - 1)))
        hint = f"Set it to '{own}'."
        if not canonicals:
            if page.path in site.indexable:
                yield Finding(page.path, "the page has no canonical address.", hint, Mark("head"))
        elif len(canonicals) > 1:
            yield Finding(
                page.path, f"the page has {len(canonicals)} canonical addresses.", "Keep one.", mark
            )
        elif not canonicals[0].startswith(("https://", "http://")):
            yield Finding(page.path, f"the canonical address '{canonicals[0]}' is not absolute.", hint, mark)
        elif canonicals[0] != own:
            target = site.path_of(canonicals[0])
            if not page.head.noindex:
                message = f"the canonical address is '{canonicals[0]}', expected '{own}'."
                yield Finding(
                    page.path, message, "Set it to the page itself, or make the page 'noindex'.", mark
                )
            elif target is None or target not in site.pages:
                message = f"the canonical address '{canonicals[0]}' is no page of this site."
                yield Finding(page.path, message, "Name the page whose text this one shows.", mark)


def _repeated(site: Site, texts: Callable[[PageFacts], tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """Yields page, the first page with the same text in its locale, and the text."""
    first: dict[tuple[str, str], str] = {}
    for page in site.indexable.values():
        locale = site.locale_of(page.path)
        for text in texts(page)[:1]:
            if text and locale is not None:
                seen = first.setdefault((locale.folder, text), page.path)
                if seen != page.path:
                    yield page.path, seen, text


CHECKS = (
    Check("HC910", "unreadable-site-file", Severity.ERROR, unreadable_files),
    Check("HC911", "missing-page-title", Severity.ERROR, missing_titles),
    Check("HC912", "duplicate-page-title", Severity.WARNING, duplicate_titles, of_whole=True),
    Check("HC913", "missing-page-description", Severity.ERROR, missing_descriptions),
    Check("HC914", "duplicate-page-description", Severity.WARNING, duplicate_descriptions, of_whole=True),
    Check("HC915", "bad-canonical", Severity.ERROR, bad_canonicals),
)
