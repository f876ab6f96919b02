"""The published data: it is what the schemas say, and the schemas keep what docs/dev/api.md promises."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from helpcenter.discovery.api import schema
from tests.discovery.published import BASE, Published

# What programs of others rely on. Members may be added here, none may be taken out or changed within v1.
V1 = {
    "entries": {
        "EntriesFile": {"version": "integer", "locale": "string", "entries": "array"},
        "EntryRecord": {
            "id": "string",
            "url": "string",
            "markdown": "string",
            "type": "EntryType",
            "audience": "Audience",
            "title": "string",
            "summary": "string",
            "asks": "array",
            "provider": "string",
            "category": "string",
            "language": "string",
            "translated_from": "string or null",
            "outdated": "boolean",
            "reviewed": "string",
            "changed": "string or null",
        },
    },
    "contacts": {
        "ContactsFile": {"version": "integer", "providers": "array"},
        "ProviderRecord": {
            "id": "string",
            "names": "object",
            "affiliation": "Affiliation",
            "official_domains": "array",
            "contacts": "array",
        },
        "ContactRecord": {
            "channel": "ChannelKind",
            "value": "string",
            "source": "string",
            "verified_on": "string",
            "expires_on": "string",
        },
    },
}


@pytest.mark.parametrize("name", ["entries", "contacts"])
def test_the_form_of_v1_stays(name: str) -> None:
    found = schema(name, BASE)
    models = {found["title"]: found, **found["$defs"]}
    forms = {
        title: {member: form(value) for member, value in model["properties"].items()}
        for title, model in models.items()
        if "properties" in model
    }
    assert forms == V1[name]
    for model in models.values():
        # Whatever is there now will be; a reader accepts members that it does not know.
        assert set(model.get("required", ())) == set(model.get("properties", ()))
        assert model.get("additionalProperties") is not False


def form(value: dict[str, Any]) -> str:
    """The type of a member in short."""
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "anyOf" in value:
        return " or ".join(form(choice) for choice in value["anyOf"])
    return str(value["type"])


def test_files_are_what_their_schemas_say(site: Published) -> None:
    for tag in site.settings.tags:
        validate(site, "entries", site.json(f"api/v1/{tag}/entries.json"))
    validate(site, "contacts", site.json("api/v1/contacts.json"))


def validate(site: Published, name: str, data: Any) -> None:
    published = site.json(f"api/v1/schema/{name}.json")
    Draft202012Validator.check_schema(published)
    assert published == schema(name, BASE)
    assert list(Draft202012Validator(published).iter_errors(data)) == []


def test_every_answer_is_there_with_its_page_and_twin(site: Published) -> None:
    for tag in site.settings.tags:
        records = site.json(f"api/v1/{tag}/entries.json")["entries"]
        assert [record["id"] for record in records] == list(site.catalog.ids)
        for record in records:
            assert record["url"] == f"{BASE}{tag}/{record['id']}/"
            page = site.at(record["url"])
            assert "".join(record["title"].split()) in page.shown
            assert (site.folder / record["markdown"].removeprefix(BASE)).is_file()


def test_texts_in_another_language_say_so(shapes: Published) -> None:
    records = {record["id"]: record for record in shapes.json("api/v1/en/entries.json")["entries"]}
    assert records["acme/payments/only-chinese"]["language"] == "zh"
    assert records["acme/account/locked"]["language"] == "en"
    assert records["acme/account/locked"]["translated_from"] == "zh"
    assert records["acme/account/locked"]["changed"] == "2026-11-05"


def test_only_verified_contacts_are_published(shapes: Published) -> None:
    (provider,) = shapes.json("api/v1/contacts.json")["providers"]
    assert provider["official_domains"] == ["acme.example"]
    assert [contact["value"] for contact in provider["contacts"]] == ["+1 555 0100"]
    assert provider["contacts"][0] == {
        "channel": "phone",
        "value": "+1 555 0100",
        "source": "https://acme.example/contact",
        "verified_on": "2026-11-01",
        "expires_on": "2027-01-30",
    }
