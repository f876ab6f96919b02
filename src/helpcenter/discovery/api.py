"""The JSON files below `api/v1/`: every answer of a locale, and every verified contact, with their schemas.

What may change in them without a new version stands in docs/dev/api.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from helpcenter.catalog import EntryVersion
from helpcenter.discovery.files import File, json_file, to_json
from helpcenter.discovery.places import locale_place
from helpcenter.discovery.twins import twin_path
from helpcenter.model import Affiliation, Audience, ChannelKind, EntryType
from helpcenter.model.text import Model
from helpcenter.render import Place, Site

FOLDER = "api/v1"


class Record(Model):
    """A part of a published file: every member is always there."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class EntryRecord(Record):
    """One answer in one locale."""

    id: Annotated[str, Field(description="`provider/category/slug`, the same in every locale.")]
    url: Annotated[str, Field(description="Its page.")]
    markdown: Annotated[str, Field(description="The same answer as Markdown.")]
    type: EntryType
    audience: Audience
    title: str
    summary: Annotated[str, Field(description="The answer in a sentence or two, as plain text.")]
    asks: Annotated[tuple[str, ...], Field(description="What customers type when they look for it.")]
    provider: Annotated[str, Field(description="Id of the provider; `general` for what holds for all.")]
    category: Annotated[str, Field(description="Id of the category.")]
    language: Annotated[
        str,
        Field(description="BCP 47 tag of the text; not the file's locale where a translation is missing."),
    ]
    translated_from: Annotated[
        str | None, Field(description="The locale that it was translated or converted from.")
    ] = None
    outdated: Annotated[bool, Field(description="The source has changed since it was translated.")] = False
    reviewed: Annotated[date, Field(description="When somebody last compared it with its sources.")]
    changed: Annotated[
        date | None, Field(description="When its text last changed, if that was recorded.")
    ] = None


class EntriesFile(Record):
    """Every answer of a locale, by id."""

    version: Annotated[int, Field(description="The version of this file's form, as in its address.")] = 1
    locale: str
    entries: tuple[EntryRecord, ...]


class ContactRecord(Record):
    """A number, address or link that was compared with its provider's own page."""

    channel: ChannelKind
    value: Annotated[str, Field(description="As the provider writes it.")]
    source: Annotated[str, Field(description="The provider's page that shows it.")]
    verified_on: date
    expires_on: Annotated[date, Field(description="From this day on it must not be used.")]


class ProviderRecord(Record):
    """A provider and what is known to be its own."""

    id: str
    names: Annotated[dict[str, str], Field(description="By locale.")]
    affiliation: Annotated[Affiliation, Field(description="What this site is to the provider.")]
    official_domains: Annotated[tuple[str, ...], Field(description="Empty while none is verified.")]
    contacts: Annotated[tuple[ContactRecord, ...], Field(description="Empty while none is verified.")]


class ContactsFile(Record):
    """Every provider with its verified contacts. What is not in here is not known to be official."""

    version: Annotated[int, Field(description="The version of this file's form, as in its address.")] = 1
    providers: tuple[ProviderRecord, ...]


_FILES: dict[str, type[Record]] = {"entries": EntriesFile, "contacts": ContactsFile}


def entries_files(site: Site, locale: str) -> Iterator[File]:
    """Yields the answers of a locale."""
    place = locale_place(site, locale)

    def record(version: EntryVersion) -> str:
        return to_json(_entry(place, version).model_dump(mode="json"))

    head = EntriesFile(locale=locale, entries=()).model_dump(mode="json", exclude={"entries"})
    records = site.values.of("entries", str, locale, record)
    yield json_file(f"{FOLDER}/{locale}/entries.json", head, {"entries": records})


def contact_files(site: Site) -> Iterator[File]:
    """Yields the contacts that are verified on the day of the build."""
    providers = []
    for name, provider in site.catalog.providers.items():
        contacts = tuple(
            ContactRecord(
                channel=kind,
                value=channel.contact.value,
                source=str(channel.contact.source),
                verified_on=channel.contact.verified_on,
                expires_on=channel.contact.expires_on,
            )
            for kind, channel in sorted(provider.channels.items())
            if channel.contact is not None and channel.contact.is_verified(site.today)
        )
        providers.append(
            ProviderRecord(
                id=name,
                names=dict(sorted(provider.names.items())),
                affiliation=provider.affiliation,
                official_domains=provider.official_domains,
                contacts=contacts,
            )
        )
    yield _file("contacts.json", ContactsFile(providers=tuple(providers)))


def schema_files(site: Site) -> Iterator[File]:
    """Yields the JSON Schema of each file."""
    for name in _FILES:
        yield json_file(f"{FOLDER}/schema/{name}.json", schema(name, site.settings.site_url))


def schema(name: str, site_url: str) -> dict[str, Any]:
    """Returns the JSON Schema of `entries` or `contacts`: a reader must accept members that it does not name."""
    found = _FILES[name].model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site_url}{FOLDER}/schema/{name}.json",
        **_open(found),
    }


def _open(schema: Any) -> Any:
    """Returns a schema that allows further members: version 1 may grow."""
    if isinstance(schema, dict):
        return {key: _open(value) for key, value in schema.items() if key != "additionalProperties" or value}
    return [_open(item) for item in schema] if isinstance(schema, list) else schema


def _entry(place: Place, version: EntryVersion) -> EntryRecord:
    entry, page = version.entry, place.href(f"{place.locale}/{version.id}/")
    origin = place.site.settings.derived_from(version.text_locale) or version.source_locale
    return EntryRecord(
        id=version.id,
        url=page,
        markdown=twin_path(page),
        type=entry.type,
        audience=entry.audience,
        title=entry.title,
        summary=place.plain(entry.summary, version.provider, version.text_locale),
        asks=entry.asks,
        provider=version.provider,
        category=version.category,
        language=version.text_locale,
        translated_from=origin if origin != version.text_locale else None,
        outdated=bool(version.stale),
        reviewed=entry.reviewed,
        changed=place.catalog.changed_on(version),
    )


def _file(path: str, content: Record) -> File:
    return json_file(f"{FOLDER}/{path}", content.model_dump(mode="json"))
