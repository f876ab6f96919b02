"""Search from the browser's address bar: an OpenSearch description a locale."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from helpcenter.discovery.files import File, text_file
from helpcenter.discovery.places import locale_place
from helpcenter.render import Site

OPENSEARCH = "opensearch.xml"
"""The name of the description, in the locale's folder."""


def opensearch_files(site: Site) -> Iterator[File]:
    """Yields the description of every locale's search."""
    base = site.settings.site_url
    for tag in site.catalog.locales:
        t = locale_place(site, tag).t
        lines = (
            '<?xml version="1.0" encoding="utf-8"?>',
            '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
            # Readers of the description take no more than 16 characters.
            f"<ShortName>{escape(t('site.name')[:16])}</ShortName>",
            f"<Description>{escape(t('search.description'))}</Description>",
            f"<Language>{tag}</Language>",
            "<InputEncoding>UTF-8</InputEncoding>",
            f'<Url type="text/html" method="get" template={quoteattr(f"{base}{tag}/search/?q={{searchTerms}}")}/>',
            "</OpenSearchDescription>",
        )
        yield text_file(f"{tag}/{OPENSEARCH}", "\n".join(lines))
