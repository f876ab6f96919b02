"""JSON Schemas: they accept and refuse what the model does, and offer what there is."""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from pydantic import TypeAdapter
from ruamel.yaml import YAML

from helpcenter.authoring.schema import renew_schemas, schema_files
from helpcenter.authoring.schema.generation import json_schema_of
from helpcenter.catalog import Catalog, load_catalog
from helpcenter.commands.schema import schema as schema_command
from helpcenter.diagnostics import ContentError
from helpcenter.loader import parse, validate
from helpcenter.model import Entry, Glossary, Locale, Provider, Redirects, Translation, Updates, read_settings
from tests.sites import faq, write_site

REPOSITORY = Path(__file__).resolve().parents[2]
MODELS: dict[str, TypeAdapter[Any]] = {
    "entry": TypeAdapter(Entry),
    "translation": TypeAdapter(Translation),
    "provider": TypeAdapter(Provider),
    "locale": TypeAdapter(Locale),
    "glossary": TypeAdapter(Glossary),
    "redirects": TypeAdapter(Redirects),
    "updates": TypeAdapter(Updates),
}
FORMATS = Draft7Validator.FORMAT_CHECKER
# Forms that no content file has yet.
RARE = {
    "provider": """\
names: {en: A}
description: {en: B}
affiliation: official
official_domains: [example.com]
sources: {a: {title: {en: T}, retrieved: 2026-11-22, url: https://example.com/}}
channels:
  phone:
    source: a
    hours: {kind: working_hours, opens: "09:00", closes: "18:00", days: {en: weekdays}, time_zone: Asia/Shanghai}
    first_reply: {text: {en: soon}, usually: true}
    contact: {value: "1", source: https://example.com/a, verified_on: 2026-11-22, verified_by: A,
      expires_on: 2027-01-01}
facts:
  fee: {type: money, source: a, amount: 2.50, currency: CNY, stated_on: 2026-01-01}
""",
    "entry": """\
type: guide
audience: both
title: T
asks: [a]
summary: S
steps: [{do: D, detail: E, expect: F}]
before: B
after: A
sources: [article]
reviewed: 2026-11-22
review_days: 30
owner: me
featured: 3
codes: [E1, 10432]
keywords: [k]
minor: {steps.1: ["0123abcd"]}
allow: [{HC403: because}]
money: {charged: "no", retry: safe, returns: refund_time}
""",
    "redirects": "entries: {a/b/c: d/e/f}\n",
    "updates": "updates: [{day: 2026-11-20, entry: a/b/c, note: {en: It now says how long.}}]\n",
    "locale": "name: N\ndirection: rtl\nsource: zh\ncategories: {}\nunits: {week: {one: '{n} week'}}\n",
}


def kind_of(file: Path) -> str:
    if file.parent.name == "providers":
        return "provider"
    if file.stem in ("locale", "glossary", "redirects", "updates"):
        return file.stem
    return "translation" if "\ntranslates:" in file.read_text(encoding="utf-8") else "entry"


def typed(text: str) -> Any:
    """Returns a file as another reader of YAML sees it: with numbers and truth values, dates as texts."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", lambda constructor, node: constructor.construct_scalar(node)
    )
    return yaml.load(text)


CONTENT = sorted((REPOSITORY / "content").rglob("*.yml"))
FILES = [(kind_of(file), typed(file.read_text(encoding="utf-8"))) for file in CONTENT]
SAMPLES = [*FILES, *((kind, typed(text)) for kind, text in RARE.items())] + [
    (kind, typed(text)) for kind, text in RARE.items() for _ in range(10)
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(read_settings(REPOSITORY / "mkdocs.yml"))


@pytest.fixture(scope="module")
def schemas(catalog: Catalog) -> dict[str, Any]:
    return schema_files(catalog)


def model_takes(kind: str, data: Any) -> bool:
    """True when our loader and model take these data, written as YAML."""
    try:
        validate(MODELS[kind], parse(json.dumps(data, ensure_ascii=False).encode(), "a.yml"))
    except ContentError:
        return False
    return True


def schema_takes(schema: Any, data: Any) -> bool:
    return Draft7Validator(schema, format_checker=FORMATS).is_valid(data)


def test_all_content_is_valid_for_an_independent_program(tmp_path: Path, schemas: dict[str, Any]) -> None:
    for kind in MODELS:
        files = [str(file) for file in CONTENT if kind_of(file) == kind]
        if not files:
            continue
        schema = tmp_path / f"{kind}.json"
        schema.write_text(json.dumps(schemas[f"{kind}.json"]), encoding="utf-8")
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *files]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_each_content_file_names_its_schema(repository: Path) -> None:
    for file in CONTENT:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        named = (file.parent / first.split("$schema=")[1]).resolve()
        assert named == repository / "schema" / f"{kind_of(file)}.json", file


@pytest.mark.parametrize("kind", MODELS)
def test_the_schemas_are_schemas(kind: str, schemas: dict[str, Any]) -> None:
    Draft7Validator.check_schema(schemas[f"{kind}.json"])


def test_each_field_has_a_title_and_a_description(schemas: dict[str, Any]) -> None:
    bare = [
        f"{name} {path}" for name, schema in schemas.items() for path in undescribed(schema, schema, name)
    ]
    assert bare == []


def undescribed(schema: Any, node: Any, path: str) -> list[str]:
    found: list[str] = []
    for name, field in node.get("properties", {}).items():
        known = {**field, **target(schema, field)}
        if not known.get("title") or not known.get("description"):
            found.append(f"{path}.{name}")
    for name, definition in node.get("$defs", {}).items():
        found += undescribed(schema, definition, name)
    return found


def target(schema: Any, field: Any) -> Any:
    reference = field.get("$ref", "")
    found = schema["$defs"][reference.split("/")[-1]] if reference else {}
    return {key: value for key, value in found.items() if key not in field}


def test_each_example_is_right(schemas: dict[str, Any]) -> None:
    count = 0
    for schema in schemas.values():
        definitions = schema["$defs"]
        for owner in (schema, *definitions.values()):
            for name, field in owner.get("properties", {}).items():
                for example in field.get("examples", []):
                    count += 1
                    assert schema_takes({**field, "$defs": definitions}, example), name
    assert count > 50


def test_there_is_no_value_for_null(schemas: dict[str, Any]) -> None:
    assert '"null"' not in json.dumps(schemas)


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("entry", ("related",), "cgpay/refunds/request-refund"),
        ("entry", ("prepare",), "transaction_number"),
        ("entry", ("sources",), "article"),
        ("translation", ("translates",), "zh"),
        ("redirects", ("entries",), "cgpay/refunds/request-refund"),
    ],
)
def test_names_are_offered_but_new_ones_taken(
    schemas: dict[str, Any], kind: str, path: tuple[str], value: str
) -> None:
    field = schemas[f"{kind}.json"]["properties"][path[0]]
    choices = field.get("items") or field.get("additionalProperties") or field
    offered, form = choices["anyOf"]
    assert value in offered["enum"]
    assert "enum" not in form


def test_entries_are_offered_to_a_note_on_a_change(schemas: dict[str, Any]) -> None:
    offered, form = schemas["updates.json"]["$defs"]["UpdateNote"]["properties"]["entry"]["anyOf"]
    assert "cgpay/refunds/request-refund" in offered["enum"]
    assert "pattern" in form


def test_texts_tell_what_to_refer_to(schemas: dict[str, Any]) -> None:
    told = schemas["entry.json"]["properties"]["summary"]["markdownDescription"]
    for reference in ("{{ fact.refund_time }}", "{{ channel.live_chat }}", "{{ item.transaction_number }}"):
        assert reference in told


PUT = [
    *("", " ", "x", " x", "x ", "one\ntwo", "one\n\ntwo", "one\n\n", "x" * 301, "x" * 1001, "x" * 20_001),
    *(
        "a/b/c",
        "zh",
        "2026-11-22",
        "2026-02-30",
        "Bad Id",
        "faq",
        "guide",
        "phone",
        "yes",
        "https://example.com",
    ),
    *(5, 0, -1, 1200, 5.5, [], {}, ["x"], [[]], {"a": "b"}, {"zh": "x"}, {"zh": 5}, [{"do": "x"}], "#0b6e4f"),
]
"""Truth values and numbers in quotes are left out: to the schema they are no text and no number; content has none."""


def test_schema_and_model_take_and_refuse_alike(schemas: dict[str, Any]) -> None:
    """Every kind of file, changed in one or two places in any of its parts; as many are taken as refused."""
    chance = random.Random(20261122)
    validators = {kind: Draft7Validator(schemas[f"{kind}.json"], format_checker=FORMATS) for kind in MODELS}
    verdicts = Counter[bool]()
    for _ in range(int(os.environ.get("HELPCENTER_MUTATIONS", "1500"))):
        kind, sample = chance.choice(SAMPLES)
        changed = copy.deepcopy(sample)
        for _ in range(chance.randint(1, 2)):
            mutate(changed, chance)
        if not compares_two_fields(changed):
            taken = model_takes(kind, changed)
            verdicts[taken] += 1
            verdict = validators[kind].is_valid(changed)
            assert verdict == taken, f"{kind}: {json.dumps(changed, ensure_ascii=False)}"
    assert min(verdicts.values()) > sum(verdicts.values()) / 10


def mutate(root: Any, chance: random.Random) -> None:
    container = chance.choice(list(containers(root)))
    keys = list(container) if isinstance(container, dict) else list(range(len(container)))
    act = chance.choice(["replace", "delete", "add", "rename"])
    if act == "add" or not keys:
        if isinstance(container, dict):
            container[chance.choice(["new", "Neu 1", "answer", "steps", "id", "fix", "en"])] = "x"
        else:
            container.append(copy.deepcopy(chance.choice([*PUT, *container])))
        return
    key = chance.choice(keys)
    if act == "delete":
        del container[key]
    elif act == "rename" and isinstance(container, dict):
        container[chance.choice(["x", "X y", "text", "fix"])] = container.pop(key)
    else:
        container[key] = copy.deepcopy(chance.choice(PUT))


def containers(node: Any) -> Any:
    if isinstance(node, dict | list):
        yield node
        for value in node.values() if isinstance(node, dict) else node:
            yield from containers(value)


def compares_two_fields(root: Any) -> bool:
    """True where the model refuses two numbers or dates in the wrong order, which no JSON Schema can."""
    for item in containers(root):
        if not isinstance(item, dict):
            continue
        least, most = item.get("at_least"), item.get("at_most")
        first, last = item.get("verified_on"), item.get("expires_on")
        if isinstance(least, int) and isinstance(most, int) and least >= most:
            return True
        if isinstance(first, str) and isinstance(last, str) and first >= last:
            return True
    return False


def test_a_check_that_the_schema_does_not_know_is_an_error() -> None:
    from typing import Annotated

    from pydantic import AfterValidator, BaseModel

    def _new(value: str) -> str:
        return value

    class Odd(BaseModel):
        text: Annotated[str, AfterValidator(_new)]

    with pytest.raises(KeyError, match="'_new' is a check of the model that the schema does not know"):
        json_schema_of(Odd)


def test_the_command_writes_what_changed(tmp_path: Path) -> None:
    settings = write_site(tmp_path, {"zh/acme/account/a.yml": faq("问")})
    arguments = ["-f", str(tmp_path / "mkdocs.yml")]
    first = CliRunner().invoke(schema_command, arguments)
    assert first.output.count("wrote ") == len(MODELS)
    assert "are up to date" in CliRunner().invoke(schema_command, arguments).output
    (tmp_path / "content/zh/acme/account/b.yml").write_text(faq("再问"), encoding="utf-8")
    written = renew_schemas(settings)
    assert {file.name for file in written} == {"entry.json", "redirects.json", "updates.json"}
    assert "acme/account/b" in (tmp_path / "schema/entry.json").read_text(encoding="utf-8")


def test_git_does_not_see_them(repository: Path) -> None:
    """They follow the content: two pull requests that add an entry each would conflict in them."""
    done = subprocess.run(["git", "check-ignore", "schema/entry.json"], cwd=repository, check=False)
    assert done.returncode == 0
