"""What language models are pointed at: `llms.txt`, a list of the answers, and `llms-full.txt`, all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from helpcenter.catalog import EntryVersion
from helpcenter.discovery.files import File, text_file
from helpcenter.discovery.places import locale_place
from helpcenter.discovery.twins import twin_path
from helpcenter.render import Place, Site

INDEX, FULL = "llms.txt", "llms-full.txt"


class _Item(NamedTuple):
    """The line of an answer, after what answers are sorted by."""

    featured: int
    id: str
    line: str


def llms_files(site: Site, locale: str) -> Iterator[File]:
    """Yields the list of a locale's answers."""
    yield text_file(f"{locale}/{INDEX}", _index(locale_place(site, locale)))


def llms_root_files(site: Site) -> Iterator[File]:
    """Yields the list of the locales."""
    base = site.settings.site_url
    strings = locale_place(site, site.settings.default_locale).t
    languages = [
        f"- [{locale.name}]({base}{tag}/{INDEX}): [{FULL}]({base}{tag}/{FULL})"
        for tag, locale in site.catalog.locales.items()
    ]
    head = f"# {strings('site.name')}\n\n> {strings('site.tagline')}\n\n## {strings('language.switch')}\n\n"
    yield text_file(INDEX, head + "\n".join(languages))


def llms_full_file(site: Site, locale: str, twins: Iterable[bytes]) -> File:
    """Returns all answers of a locale in one file, from their twins."""
    place = locale_place(site, locale)
    return File(f"{locale}/{FULL}", b"\n\n".join((_head(place).encode(), *twins)))


def _index(place: Place) -> str:
    def item(version: EntryVersion) -> _Item:
        entry, address = version.entry, place.href(twin_path(f"{place.locale}/{version.id}/"))
        summary = place.plain(entry.summary, version.provider, version.text_locale)
        return _Item(entry.featured or 100, version.id, f"- [{entry.title}]({address}): {summary}")

    lines: dict[str, list[str]] = {}
    for _, entry_id, line in sorted(place.site.values.of("llms", _Item, place.locale, item)):
        lines.setdefault(entry_id.split("/")[0], []).append(line)
    parts = [_head(place)]
    for name in place.catalog.provider_ids:
        if name in lines:
            provider = place.provider(name)
            parts.append(f"## {provider.name}\n\n{provider.description}")
            parts.append("\n".join(lines[name]))
    return "\n\n".join(parts)


def _head(place: Place) -> str:
    t = place.t
    return f"# {t('site.name')}\n\n> {t('home.description')}\n\n{t('footer.independent')} {t('safety.never_tell')}"
