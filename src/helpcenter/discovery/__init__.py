"""What search engines and other programs find: metadata, structured data, sitemaps, feeds, twins, an API.

    site = Site(…, head=head, updates=updates_of(catalog, today))   # every page gets its metadata
    entry_files(site, route)                 # the files beside a page, made with it
    for part in site_parts(site): part(site) # the files of the whole site, each part on its own
    llms_full_file(site, locale, twins)      # the one file that is made of others

Everything here is pure: the same site gives the same bytes. What talks to search engines is in `announcing`, what
writes into content/ in `recording`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from helpcenter.discovery.api import contact_files, entries_files, schema_files
from helpcenter.discovery.cards import card_files
from helpcenter.discovery.crawlers import crawler_files
from helpcenter.discovery.feeds import feed_files, updates_of
from helpcenter.discovery.files import File
from helpcenter.discovery.head import head
from helpcenter.discovery.headers import header_files
from helpcenter.discovery.llms import llms_files, llms_full_file, llms_root_files
from helpcenter.discovery.opensearch import opensearch_files
from helpcenter.discovery.redirects import redirect_files
from helpcenter.discovery.sitemaps import sitemap_files
from helpcenter.discovery.twins import entry_files
from helpcenter.render import Site

Part = Callable[[Site], Iterable[File]]
"""Makes some of the files of a site; can be pickled for a worker."""


def site_parts(site: Site) -> list[Part]:
    """Returns what makes the files that belong to no single page, the longest work first."""
    by_locale: list[Part] = [
        partial(make, locale=tag)
        for make in (card_files, entries_files, llms_files)
        for tag in site.catalog.locales
    ]
    whole: list[Part] = [
        sitemap_files,
        feed_files,
        opensearch_files,
        llms_root_files,
        contact_files,
        schema_files,
        crawler_files,
        redirect_files,
        header_files,
    ]
    return [*by_locale, *whole]


__all__ = ["File", "Part", "entry_files", "head", "llms_full_file", "site_parts", "updates_of"]
