"""What language models are pointed at: `llms.txt`, a list of the answers, and `llms-full.txt`, all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpcenter.discovery.files import File, text_file
from helpcenter.discovery.places import locale_place
from helpcenter.discovery.twins import twin_path
from helpcenter.render import Place, Site

INDEX, FULL = "llms.txt", "llms-full.txt"


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
    parts = [_head(place)]
    for name in place.catalog.provider_ids:
        versions = [version for version in place.site.entries[place.locale] if version.provider == name]
        if versions:
            provider = place.provider(name)
            parts.append(f"## {provider.name}\n\n{provider.description}")
            parts.append(
                "\n".join(
                    f"- [{version.entry.title}]({place.href(twin_path(f'{place.locale}/{version.id}/'))}): "
                    f"{place.plain(version.entry.summary, version.provider, version.text_locale)}"
                    for version in versions
                )
            )
    return "\n\n".join(parts)


def _head(place: Place) -> str:
    t = place.t
    return f"# {t('site.name')}\n\n> {t('home.description')}\n\n{t('footer.independent')} {t('safety.never_tell')}"
