"""Damaged files and odd texts are refused with a place or read as what they are; nothing crashes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpcenter.loader import parse
from tests.security.fuzzing import KINDS, load, read_as, render

CORPUS = Path(__file__).with_name("corpus")
CONTENT = Path(__file__).resolve().parents[2] / "content"
FILES = {
    "entry": ("zh/cgpay/payments/money-not-credited.yml", "zh/eepay/account/reset-password.yml"),
    "translation": ("en/cgpay/payments/money-not-credited.yml",),
    "provider": ("providers/topay.yml",),
    "locale": ("en/locale.yml",),
    "glossary": ("zh/glossary.yml",),
}
# What YAML can hold once it is read: texts, lists, mappings. Numbers and dates are texts until the model types them.
NUMBERS = [
    "NO",
    "012",
    "+8613",
    "1e999",
    "-0",
    "９" * 40,
    "9" * 5_000,
    "2026-13-45",
    "P5D",
    "P" * 400,
    "null",
    "~",
]
TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(NUMBERS))
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("file", sorted(CORPUS.glob("loader/*")), ids=lambda file: file.name)
def test_what_a_fuzzer_found_in_the_loader(file: Path) -> None:
    load(file.read_bytes())


@pytest.mark.parametrize("file", sorted(CORPUS.glob("markup/*")), ids=lambda file: file.name)
def test_what_a_fuzzer_found_in_the_markup(file: Path) -> None:
    render(file.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize("kind", FILES)
def test_files_as_they_are_can_be_read(kind: str) -> None:
    for name in FILES[kind]:
        raw = (CONTENT / name).read_bytes()
        assert read_as(KINDS[kind], parse(raw, "a.yml"), raw)


@pytest.mark.parametrize("kind", FILES)
@given(data=st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_data_is_refused_or_read(kind: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES[kind]))
    damaged = copy.deepcopy(yaml.load((CONTENT / name).read_bytes(), Loader=yaml.CBaseLoader))
    for _ in range(data.draw(st.integers(1, 3))):
        _damage(damaged, data)
    load(yaml.dump(damaged, allow_unicode=True, Dumper=yaml.CSafeDumper).encode("utf-8", "surrogatepass"))


@given(raw=st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_refused_or_read(raw: bytes) -> None:
    load(raw)
    load(b"type: faq\ntitle: " + raw)


@given(
    text=st.lists(
        st.sampled_from([*"[]()<>{}*_`!\\&|#-:.~ \n\tab国", "](", "{{", "}}", "entry:a/b/c"]), max_size=60
    )
)
@settings(max_examples=400, deadline=None)
def test_any_text_becomes_a_writers_markup(text: list[str]) -> None:
    render("".join(text))


def _damage(data: Any, draw: st.DataObject) -> None:
    """Replaces, removes, adds or doubles something somewhere in the data."""
    holder, key = draw.draw(st.sampled_from(sorted(_places(data), key=lambda place: str(place[1]))))
    match draw.draw(st.sampled_from(("replace", "remove", "add", "double"))):
        case "replace":
            holder[key] = draw.draw(VALUES)
        case "remove":
            del holder[key]
        case "add" if isinstance(holder, dict):
            holder[draw.draw(TEXTS)] = draw.draw(VALUES)
        case "double" if isinstance(holder, list):
            holder.append(holder[key])
        case _:
            holder[key] = [holder[key]]


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield data, key
        yield from _places(value)
