"""Related entries where a writer names none: the nearest by the search index's vectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from helpcenter.catalog import Catalog
from helpcenter.render import Site

Nearest = Mapping[str, tuple[str, ...]]


def nearest_entries(catalog: Catalog) -> Callable[[str], Nearest]:
    """Returns what finds, for a locale, the entries near each entry that names no related ones; nearest first."""

    def find(locale: str) -> Nearest:
        from helpcenter.search.build import index_locale  # dictionaries that most sites need in workers only
        from helpcenter.search.content import documents_from, vocabulary_from
        from helpcenter.search.related import related_entries

        wanted = [version.id for version in catalog.versions(locale) if not version.head.related]
        index = index_locale(locale, documents_from(catalog, locale), vocabulary_from(catalog))
        return related_entries(index, wanted)

    return find


def find_nearest(site: Site) -> None:
    """Finds them for every locale in which an entry names none, so that forked workers need not, each for itself."""
    for locale in site.catalog.locales:
        for version in site.catalog.versions(locale):
            if not version.head.related:
                site.related(version)
                break
