"""The content model as JSON Schema (draft 7, which editors' YAML language servers know best).

pydantic writes most of it. Added here is what it cannot know: the checks that are functions, that a field left
empty is no value, and one flat list of fields where the model has a union by `type`, so that an editor completes
them all and says of a wrong one what is wrong, not that nothing fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

Schema = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"


def json_schema_of(kind: Any) -> Schema:
    """Returns the schema of a content model, with every model that it is made of in `$defs`."""
    generated: Schema = TypeAdapter(kind).json_schema(mode="validation", schema_generator=_Generator)
    definitions = generated.get("$defs", {})
    flat: Schema = _flattened(generated, definitions)
    root = {key: value for key, value in flat.items() if key != "$defs"}
    while set(root) == {"$ref"}:
        root = dict(flat["$defs"][_name_of(root["$ref"])])
    used = _used({**root, "$defs": flat.get("$defs", {})})
    return {"$schema": DIALECT, **root, "$defs": {name: flat["$defs"][name] for name in sorted(used)}}


class _Generator(GenerateJsonSchema):
    """Writes the model's own checks, too. A check that it does not know is an error, not a gap."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        text: Schema = super().str_schema(schema)
        if "pattern" not in text:
            return {**text, "type": _TEXT}
        # An id such as `next: 2` is a number to other readers of YAML.
        may_be_number = all(re.search(text["pattern"], number) for number in ("0", "12"))
        return {**text, "type": ["string", "integer"], "minimum": 0} if may_be_number else text

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> Schema:
        return self._with_check(self.generate_inner(schema["schema"]), schema["function"])

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        return self._with_check(self.generate_inner(schema["schema"]), schema["function"])

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        # A field is written or left out; an empty one is a fault.
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        inner: Schema = super().default_schema(schema)
        if inner.get("default") in (None, [], {}):
            inner.pop("default", None)
        return inner

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        keys = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        values = self.generate_inner(schema["values_schema"]) if "values_schema" in schema else {}
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}

    def url_schema(self, schema: core_schema.UrlSchema) -> Schema:
        return {**super().url_schema(schema), "pattern": r"^https?://[^\s/?#]+"}

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> Schema:  # noqa: ARG002
        return {"type": ["number", "string"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}

    def _with_check(self, inner: Schema, function: Any) -> Schema:
        name = getattr(function["function"], "__name__", "")
        if name not in _CHECKS:
            raise KeyError(f"'{name}' is a check of the model that the schema does not know")
        return {**inner, **_CHECKS[name]}


# A number is a text too: `codes: [10432]`. Nothing but strings reaches the model.
_TEXT = ["string", "number"]
_CHECKS: Mapping[str, Schema] = {
    "_one_line": {"type": _TEXT, "pattern": r"^\S([^\n]*\S)?$"},
    "_one_paragraph": {
        "type": _TEXT,
        "pattern": r"\S",
        "not": {"type": "string", "pattern": r"\S[\s\S]*\n\n[\s\S]*\S"},
    },
    "_not_blank": {"type": _TEXT, "pattern": r"\S"},
    "_iso_day": {"pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "_true_or_false": {},
    "_leads_somewhere": {
        "oneOf": [
            {
                "required": ["answers"],
                "properties": {"answers": {"minItems": 1}},
                "not": {"required": ["fix"]},
            },
            {"required": ["fix"], "properties": {"answers": {"maxItems": 0}}},
        ]
    },
    "_one_statement": {
        "oneOf": [
            {
                "required": ["within"],
                "properties": {"at_once": {"const": False}},
                "not": {"required": ["text"]},
            },
            {
                "required": ["text"],
                "properties": {"at_once": {"const": False}},
                "not": {"required": ["within"]},
            },
            {
                "required": ["at_once"],
                "properties": {"at_once": {"const": True}, "within": False, "text": False},
            },
        ]
    },
    "_complete": {
        "dependencies": {
            "opens": ["closes", "time_zone"],
            "closes": ["opens", "time_zone"],
            "time_zone": ["opens", "closes"],
        }
    },
    # Comparisons of two fields, which JSON Schema cannot say; `helpcenter check` does.
    "_ordered": {},
    "_expires_later": {},
}


def _flattened(node: Any, definitions: Mapping[str, Schema]) -> Any:
    """Returns a schema with each union by `type` as one object whose fields depend on its `type`."""
    if isinstance(node, list):
        return [_flattened(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "discriminator" in node:
        members = [definitions[_name_of(item["$ref"])] for item in node["oneOf"]]
        rest = {key: value for key, value in node.items() if key not in ("oneOf", "discriminator", "$defs")}
        flat = _flattened(_merged(members), definitions)
        extra = {"$defs": _flattened(node["$defs"], definitions)} if "$defs" in node else {}
        return {**flat, **rest, **extra}
    return {key: _flattened(value, definitions) for key, value in node.items()}


def _merged(members: list[Schema]) -> Schema:
    """Returns one schema for what is one of several kinds, told apart by `type`."""
    properties: Schema = {}
    for member in members:
        for name, field in member["properties"].items():
            properties.setdefault(name, field)
    kinds = [member["properties"]["type"]["const"] for member in members]
    described = (member["description"].rstrip(".") for member in members)
    notes = "; ".join(f"{kind}: {text}" for kind, text in zip(kinds, described, strict=True))
    properties["type"] = {"title": "Type", "description": f"What it is. {notes}.", "enum": kinds}
    common = [
        name for name in members[0]["required"] if all(name in member["required"] for member in members)
    ]
    return {
        "type": "object",
        "properties": properties,
        "required": common,
        "additionalProperties": False,
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {
                    "required": [name for name in member["required"] if name not in common],
                    "properties": {
                        **{name: False for name in properties if name not in member["properties"]},
                        **{
                            name: field
                            for name, field in member["properties"].items()
                            if name != "type" and field != properties[name]
                        },
                    },
                },
            }
            for kind, member in zip(kinds, members, strict=True)
        ],
    }


def _used(schema: Schema) -> set[str]:
    """Returns the names of the definitions that the schema's root leads to."""
    definitions = schema["$defs"]
    found: set[str] = set()
    waiting: list[Any] = [{key: value for key, value in schema.items() if key != "$defs"}]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            name = _name_of(node["$ref"]) if isinstance(node.get("$ref"), str) else ""
            if name and name not in found:
                found.add(name)
                waiting.append(definitions[name])
    return found


def _name_of(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]
