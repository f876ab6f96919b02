"""Typing content: each wrong field is a diagnostic at its line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from helpcenter.diagnostics import ContentError
from helpcenter.loader import parse, validate
from helpcenter.model import Entry, Glossary, Locale, Provider, Translation

KINDS: dict[str, TypeAdapter[Any]] = {
    "entry": TypeAdapter(Entry),
    "translation": TypeAdapter(Translation),
    "provider": TypeAdapter(Provider),
    "locale": TypeAdapter(Locale),
    "glossary": TypeAdapter(Glossary),
}
CASES = yaml.safe_load((Path(__file__).parent / "validation.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["faults"], ids=lambda case: case["name"])
def test_fault(case: dict[str, Any]) -> None:
    text = CASES["bases"][case["base"]]
    for old, new in case["change"].items():
        assert text.count(old) == 1, f"{old!r} must stand once in the base text"
        text = text.replace(old, new)
    with pytest.raises(ContentError) as caught:
        validate(KINDS[case["kind"]], parse(text.encode(), "x.yml"))
    found = [
        f"{fault.location.line}:{fault.location.column} {fault.code} {fault.message} {fault.hint}".strip()
        for fault in caught.value.diagnostics
    ]
    assert found == case["expect"]


@pytest.mark.parametrize(("base", "kind"), [(name, name.split("-")[0]) for name in CASES["bases"]])
def test_base_is_valid(base: str, kind: str) -> None:
    assert validate(KINDS[kind], parse(CASES["bases"][base].encode(), "x.yml")) is not None
