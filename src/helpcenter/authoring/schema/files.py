"""The schema files: one a kind of content file, written to `schema/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpcenter.authoring.schema.generation import json_schema_of
from helpcenter.authoring.schema.offers import Offers, offers_of, put_offers, reference_help
from helpcenter.authoring.schema.words import DESCRIPTIONS, EXAMPLES
from helpcenter.catalog import Catalog, load_content
from helpcenter.catalog.linking import link
from helpcenter.model import Entry, Glossary, Locale, Provider, Redirects, Settings, Translation, Updates
from helpcenter.whole_files import write_whole

Schema = dict[str, Any]
SCHEMA_FOLDER = "schema"
_KINDS: dict[str, Any] = {
    "entry": Entry,
    "translation": Translation,
    "provider": Provider,
    "locale": Locale,
    "glossary": Glossary,
    "redirects": Redirects,
    "updates": Updates,
}


def schema_files(catalog: Catalog) -> dict[str, Schema]:
    """Returns each schema by the name of its file, with what the catalog offers."""
    offers = offers_of(catalog)
    return {f"{name}.json": _schema(name, kind, offers) for name, kind in _KINDS.items()}


def write_schemas(catalog: Catalog, folder: Path) -> list[Path]:
    """Writes the schemas that differ from what is in the folder; returns their files."""
    written = []
    for name, schema in schema_files(catalog).items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        file = folder / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            write_whole(file, text)
            written.append(file)
    return written


def renew_schemas(settings: Settings) -> list[Path]:
    """Writes the schemas of a site to `schema/`, which is made from the content and belongs to no version control."""
    catalog = link(settings, load_content(settings))
    return write_schemas(catalog, settings.root / SCHEMA_FOLDER)


def _schema(name: str, kind: Any, offers: Offers) -> Schema:
    schema = json_schema_of(kind)
    schema.setdefault("title", name.capitalize())
    described = _described(schema, str(schema["title"]), reference_help(offers))
    return put_offers(described, offers)


def _described(node: Any, owner: str, references: str) -> Any:
    """Returns a schema with a description and, where there is one, an example for each field."""
    if isinstance(node, list):
        return [_described(item, owner, references) for item in node]
    if not isinstance(node, dict):
        return node
    done: Schema = {}
    for key, value in node.items():
        if key == "$defs":
            done[key] = {name: _described(item, name, references) for name, item in value.items()}
        elif key == "properties":
            done[key] = {
                name: _field(
                    _described(field, _owner_below(owner, name), references), owner, name, references
                )
                for name, field in value.items()
            }
        else:
            done[key] = _described(value, owner, references)
    if f"{owner}." in DESCRIPTIONS and "$schema" in node:
        done["description"] = DESCRIPTIONS[f"{owner}."]
    return done


def _owner_below(owner: str, name: str) -> str:
    # The union of facts is written where it is used, without a definition of its own.
    return "Fact" if (owner, name) == ("Provider", "facts") else owner


def _field(field: Any, owner: str, name: str, references: str) -> Any:
    if not isinstance(field, dict):
        return field
    path = f"{owner}.{name}"
    told = dict(field)
    if path in DESCRIPTIONS and "description" not in told:
        told["description"] = DESCRIPTIONS[path]
    if path in EXAMPLES:
        told["examples"] = list(EXAMPLES[path])
    if _holds_markdown(field):
        told["markdownDescription"] = f"{told.get('description', '')}\n\n{references}".strip()
    return told


def _holds_markdown(field: Schema) -> bool:
    """True for a text that may refer and link: it may be long, and no pattern binds it to one line."""
    return field.get("type") == ["string", "number"] and field.get("pattern") == r"\S"
