"""The guide for writers says what is so: its fields, commands, examples and links exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from helpcenter.cli import COMMANDS, SHORT_HELP, main
from helpcenter.loader import parse, validate
from helpcenter.markup.references import ASPECTS, references_in
from helpcenter.model import Entry, Faq, Guide, Translation, Troubleshooting
from helpcenter.rules import RULES

DOCUMENTS = ("docs/dev/writing.md", "CONTRIBUTING.md", "README.md")
HEADER = """\
audience: customer
title: T
asks: [a]
summary: S
sources: [article]
reviewed: 2026-11-22
owner: content
"""


@pytest.fixture(scope="module")
def guide(repository: Path) -> str:
    return (repository / DOCUMENTS[0]).read_text(encoding="utf-8")


def test_each_field_is_explained(guide: str) -> None:
    fields = {name for kind in (Faq, Guide, Troubleshooting, Translation) for name in kind.model_fields}
    assert [name for name in sorted(fields) if f"`{name}`" not in guide and f"`{name}:" not in guide] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_command_and_option_exists(repository: Path, document: str) -> None:
    text = (repository / document).read_text(encoding="utf-8")
    called = re.findall(r"\bhelpcenter ([a-z]+)((?: [^`\n#]+)?)", text)
    assert called
    for name, rest in called:
        if name not in COMMANDS:
            # Prose such as "helpcenter turns YAML into pages", not a command in code.
            assert f"`helpcenter {name}" not in text, name
            continue
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        known = {option for item in command.params for option in item.opts}
        for sub in getattr(command, "commands", {}).values():
            known |= {option for item in sub.params for option in item.opts}
        assert set(re.findall(r"(--[a-z-]+)", rest)) <= known, f"{name}{rest}"


def test_each_command_has_a_line_of_help() -> None:
    assert list(SHORT_HELP) == list(COMMANDS) or set(SHORT_HELP) == set(COMMANDS)
    for text in SHORT_HELP.values():
        assert text.endswith(".")
        assert len(text) < 72


def test_the_examples_are_valid(guide: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert len(blocks) == 2
    for block, kind in zip(blocks, ("guide", "troubleshooting"), strict=True):
        validate(TypeAdapter(Entry), parse(f"type: {kind}\n{HEADER}{block}".encode(), "example.yml"))


def test_the_examples_in_the_table_are_valid(guide: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| `(\w+: [^|]+)` \|$", guide, re.MULTILINE)
    assert len(rows) > 12
    lines = {line.split(":")[0]: line for line in HEADER.splitlines()} | dict(rows)
    text = "\n".join([*lines.values(), "steps: [{do: D}]"])
    entry = validate(TypeAdapter(Entry), parse(text.encode(), "example.yml"))
    assert entry.title == "How long does a refund take?"


def test_the_references_are_of_the_grammar(guide: str) -> None:
    written = re.findall(r"\{\{[^{}]*\}\}", guide)
    assert len(written) > 8
    for text in written:
        (reference,) = references_in(text)
        assert reference.aspect in ("", *ASPECTS)


def test_each_rule_that_is_named_exists(repository: Path) -> None:
    codes = {rule.code for rule in RULES}
    for document in DOCUMENTS:
        text = (repository / document).read_text(encoding="utf-8")
        assert set(re.findall(r"\bHC\d{3}\b", text)) <= codes


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_link_leads_to_a_file(repository: Path, document: str) -> None:
    file = repository / document
    for target in re.findall(r"\]\(([^)\s]+)\)", file.read_text(encoding="utf-8")):
        if not target.startswith(("http", "entry:", "page:", "#")):
            assert (file.parent / target.split("#")[0]).exists(), target
