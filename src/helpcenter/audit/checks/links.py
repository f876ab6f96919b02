"""Links that don't lead where they should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from helpcenter.audit.addresses import Leads
from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.reading.resources import css_addresses
from helpcenter.audit.site import Site
from helpcenter.diagnostics import Severity


def dead_links(site: Site) -> Iterator[Finding]:
    """A link, an image or another resource leads to a file that the site doesn't have.

    *Why*: the reader who follows it sees an error page in place of the answer.

    *Bad*: `<a href="/en/refund/">` on a site whose page is `/en/refunds/`.

    *Good*: `<a href="/en/refunds/">`.
    """
    for own, unserved in site.unserved.items():
        for raw, path, mark in unserved:
            if path.casefold() not in site.by_folded_path:
                message = f"'{raw}' leads to '{path}', which is no file."
                yield Finding(own, message, _suggestion(site, path), mark)
    for page in site.pages.values():
        for raw in page.links.above:
            message = f"'{raw}' leads out of the site's folder '{site.address.base}'."
            yield Finding(
                page.path, message, "Link with an address relative to the page.", Mark("a", "href", raw)
            )
    for path, raw, target in addresses_in_other_files(site):
        if site.served(target) is None:
            yield Finding(
                path,
                f"'{raw}' leads to '{target}', which is no file.",
                _suggestion(site, target),
                Mark(text=raw),
            )


def addresses_in_other_files(site: Site) -> Iterator[tuple[str, str, str]]:
    """Yields file, address and path for what is no page: data, style sheets, `robots.txt`, `_redirects`."""
    for file in site.data_files.values():
        if file.root not in ("urlset", "sitemapindex"):
            yield from ((file.path, raw, path) for raw, path in file.links)
    texts = {path: css_addresses(site.read(path)) for path in sorted(site.files) if path.endswith(".css")}
    written = [(path, raw) for path, found in texts.items() for _, raw in found]
    if "robots.txt" in site.files:
        written += [
            ("robots.txt", raw) for raw in re.findall(r"(?im)^sitemap:\s*(\S+)", site.read("robots.txt"))
        ]
    if "_redirects" in site.files:
        rules = re.findall(r"(?m)^/\S*[ \t]+(/[^\s:*]*)(?=\s|$)", site.read("_redirects"))
        written += [("_redirects", raw) for raw in rules]
    for path, raw in written:
        address = site.address.resolve(raw, path)
        if address.leads is Leads.INSIDE:
            yield path, raw, address.target


def wrong_case_links(site: Site) -> Iterator[Finding]:
    """A link differs from the file it means by upper and lower case only.

    *Why*: it works on a computer whose file system ignores case and fails on the server.

    *Bad*: `<a href="/en/CGPay/">` for the folder `en/cgpay`.

    *Good*: `<a href="/en/cgpay/">`.
    """
    for own, unserved in site.unserved.items():
        for raw, path, mark in unserved:
            if path.casefold() in site.by_folded_path:
                yield Finding(
                    own,
                    f"'{raw}' leads to '{path}', but the file is '{site.by_folded_path[path.casefold()]}'.",
                    "Write it in the same case.",
                    mark,
                )


def dead_anchors(site: Site) -> Iterator[Finding]:
    """A link leads to a place on a page that has no such place.

    *Why*: the reader lands at the top of a page and has to search for what the link promised.

    *Bad*: `<a href="#refund">` on a page with `<h2 id="refunds">`.

    *Good*: `<a href="#refunds">`.
    """
    for page in site.pages.values():
        # An address that stands there with and without language is one.
        for raw, link in {link.raw: link for link in page.links.inside if link.fragment}.items():
            fragment = link.fragment
            target = site.pages.get(site.served(link.path) or "")
            if target is None or fragment in target.ids or fragment.startswith(":~:") or fragment == "top":
                continue
            close = get_close_matches(fragment, sorted(target.ids), 1)
            hint = f"Did you mean '#{close[0]}'?" if close else f"Use an id of '{target.path}'."
            message = f"'{raw}' leads to '#{fragment}', an id that '{target.path}' does not have."
            yield Finding(page.path, message, hint, Mark("a", "href", raw))


def wrong_locale_links(site: Site) -> Iterator[Finding]:
    """A page links to a page in another language without saying so.

    *Why*: the reader suddenly stands before a text that they can't read. A link that is meant to change the language
    says so with `hreflang`.

    *Bad*: on a Chinese page, `<a href="/en/refunds/">退款</a>`.

    *Good*: `<a href="/zh/refunds/">退款</a>`, or `<a href="/en/refunds/" hreflang="en" lang="en">English</a>`.
    """
    folders = frozenset(site.locales)
    for page in site.pages.values():
        own = site.locale_of(page.path)
        if own is None or page.head.refresh is not None:
            continue
        others = tuple(f"{folder}/" for folder in folders if folder != own.folder)
        for raw, path, _, tag in page.links.inside:
            if tag is None:
                if path.startswith(others):
                    yield Finding(
                        page.path,
                        f"'{raw}' leads to a page in '{path.partition('/')[0]}' on a page in '{own.folder}'.",
                        "Link the page of the same locale, or add 'hreflang' when the change is meant.",
                        Mark("a", "href", raw, beside=("hreflang", None)),
                    )
                continue
            there = site.locale_of(path)
            if there is not None and tag.lower() not in (there.alternate.lower(), there.lang.lower()):
                yield Finding(
                    page.path,
                    f"'{raw}' is announced with hreflang '{tag}', but leads to a page in '{there.folder}'.",
                    f"Set hreflang to '{there.alternate}', or correct the address.",
                    Mark("a", "href", raw, beside=("hreflang", tag)),
                )


def unsafe_links(site: Site) -> Iterator[Finding]:
    """A link runs code or makes up a document instead of leading to one.

    *Why*: `javascript:` and `data:` addresses are how a planted link takes over the page.

    *Bad*: `<a href="javascript:pay()">`.

    *Good*: `<button type="button">` with a script of the site's own, or a link to a page.
    """
    for page in site.pages.values():
        for raw in page.links.active:
            shown = raw if len(raw) <= 60 else raw[:57] + "…"
            yield Finding(
                page.path,
                f"the link '{shown}' runs or contains a document of its own.",
                "Link to a page; use a button for what a script does.",
                Mark("a", "href", raw),
            )


def malformed_contact_links(site: Site) -> Iterator[Finding]:
    """A `tel:` or `mailto:` link that no device understands.

    *Why*: the customer presses it and nothing happens, or a wrong number is dialled.

    *Bad*: `<a href="tel:+44 7700 900123">`, `<a href="mailto:help@example">`.

    *Good*: `<a href="tel:+447700900123">`, `<a href="mailto:help@example.com">`.
    """
    for page in site.pages.values():
        for raw, reason in page.links.malformed:
            message = f"'{raw}' can't be used: {reason}."
            yield Finding(page.path, message, "Correct the address.", Mark("a", "href", raw))


def misleading_link_texts(site: Site) -> Iterator[Finding]:
    """A link's text names one address, the link leads to another.

    *Why*: it is the oldest trick of phishing, and an honest mistake looks exactly like it.

    *Bad*: `<a href="https://example.org/">www.example.com</a>`, `<a href="tel:+12025550143">+1 202-555-0144</a>`.

    *Good*: a text that names what the link leads to.
    """
    for page in site.pages.values():
        for naming in page.links.namings:
            yield Finding(
                page.path,
                f"the text names '{naming.named}', but the link leads to '{naming.href}'.",
                "Let both name the same address.",
                naming.mark,
            )


def bad_redirects(site: Site) -> Iterator[Finding]:
    """A page that only sends its reader on leads nowhere, in a circle or by another such page, or may be indexed.

    *Why*: old addresses must end at the answer, in one step, and search engines must drop them.

    *Bad*: `<meta http-equiv="refresh" content="0; url=/en/gone/">`.

    *Good*: a `refresh` to an existing page, with `<meta name="robots" content="noindex">`.
    """
    for page in site.pages.values():
        if page.head.refresh is None:
            continue
        mark = Mark("meta", "http-equiv", "refresh")
        address = site.address.resolve(page.head.refresh, page.path)
        target = site.served(address.target) if address.leads is Leads.INSIDE else None
        if not page.head.refresh:
            yield Finding(
                page.path, "this page reloads itself.", "Name the page to go to, or drop 'refresh'.", mark
            )
        elif address.leads is Leads.INSIDE and target is None:
            message = f"this page sends its reader to '{address.target}', which is no file."
            yield Finding(page.path, message, _suggestion(site, address.target), mark)
        elif target is not None and target in site.pages and site.pages[target].head.refresh is not None:
            message = f"this page sends its reader to '{target}', which sends them on again."
            yield Finding(page.path, message, "Name the last page at once.", mark)
        elif not page.head.noindex:
            message = "this page only sends its reader on, but search engines may list it."
            yield Finding(page.path, message, 'Add \'<meta name="robots" content="noindex">\'.', mark)


def _suggestion(site: Site, path: str) -> str:
    """Returns a hint with an existing file that the address may have meant: one of that name, or a similar name."""
    ending = "/index.html" if path.endswith("/index.html") else ""
    folder, _, last = path.removesuffix("/index.html").rpartition("/")
    same_name = sorted(file for file in site.files if file.endswith(f"/{last}{ending}"))
    if same_name:
        return f"Did you mean '{get_close_matches(path, same_name, 1, 0)[0]}'?"
    start = f"{folder}/" if folder else ""
    beside = (file for file in site.files if file.startswith(start) and file.endswith(ending))
    names = {file[len(start) :].removesuffix(ending) for file in beside}
    close = get_close_matches(last, sorted(name for name in names if "/" not in name), 1, 0.7)
    return f"Did you mean '{start}{close[0]}{ending}'?" if close else "Correct or remove it."


CHECKS = (
    Check("HC901", "dead-site-link", Severity.ERROR, dead_links),
    Check("HC902", "dead-site-anchor", Severity.ERROR, dead_anchors),
    Check("HC903", "wrong-case-link", Severity.ERROR, wrong_case_links),
    Check("HC904", "wrong-locale-link", Severity.ERROR, wrong_locale_links),
    Check("HC905", "unsafe-link", Severity.ERROR, unsafe_links),
    Check("HC906", "malformed-contact-link", Severity.ERROR, malformed_contact_links),
    Check("HC907", "misleading-link-text", Severity.ERROR, misleading_link_texts),
    Check("HC908", "bad-redirect", Severity.ERROR, bad_redirects),
)
