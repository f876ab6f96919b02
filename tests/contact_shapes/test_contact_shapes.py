"""Contact-shaped text: found in every disguise, and not seen where there is none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from helpcenter.contact_shapes import ContactBook, ContactKind, contact_shapes

HERE = Path(__file__).parent
CONTACTS = [
    (kind, case["text"], case["value"])
    for kind, cases in yaml.safe_load((HERE / "contacts.yml").read_text("utf-8")).items()
    for case in cases
]
ORDINARY = yaml.load((HERE / "ordinary.yml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize(("kind", "text", "value"), CONTACTS, ids=[text for _, text, _ in CONTACTS])
def test_finds(kind: str, text: str, value: str) -> None:
    found = contact_shapes(text)
    assert [(shape.kind, shape.value) for shape in found] == [
        (ContactKind(kind.removeprefix("disguised ")), value)
    ]
    assert found[0].written == text[found[0].start : found[0].end]
    assert found[0].disguised is kind.startswith("disguised ")


@pytest.mark.parametrize("text", ORDINARY)
def test_passes_over(text: str) -> None:
    assert contact_shapes(text) == []


def test_passes_over_all_ordinary_text_on_one_page() -> None:
    assert contact_shapes("\n".join(ORDINARY)) == []


def test_finds_each_of_several() -> None:
    text = "电话 400-000-0000，邮箱 help@example.com，微信号：abc_123。"
    assert [shape.written for shape in contact_shapes(text)] == [
        "400-000-0000",
        "help@example.com",
        "微信号：abc_123",
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("400-000-0000 / 138-0000-0000", ["400-000-0000", "138-0000-0000"]),
        ("400-000-0000，138-0000-0000", ["400-000-0000", "138-0000-0000"]),
        ("202-555-0143 or 202-555-0144", ["202-555-0143", "202-555-0144"]),
        ("202-555-0143 24/7", ["202-555-0143"]),
        ("24 202-555-0143", ["202-555-0143"]),
        ("2026-11-22 +1 202 555 0143", ["+1 202 555 0143"]),
        ("周一至周五 9-18 400-000-0000", ["400-000-0000"]),
        ("020 7946 0018, 020 7946 0019", ["020 7946 0018", "020 7946 0019"]),
    ],
)
def test_tells_numbers_apart_that_stand_together(text: str, written: list[str]) -> None:
    assert [shape.written for shape in contact_shapes(text)] == written


@pytest.mark.parametrize(
    ("verified", "text"),
    [
        ("+86 400 000 0000", "400-000-0000"),
        ("+86 138 0000 0000", "13800000000"),
        ("+1 202-555-0143", "(202) 555-0143"),
        ("+44 20 7946 0018", "020 7946 0018"),
        ("+44 20 7946 0018", "+44 20 7946 0018"),
        ("95000", "拨打 95000"),
        ("help@example.com", "Help@Example.com"),
        ("https://t.me/example_help", "t.me/example_help"),
        ("example_help", "Telegram: @example_help"),
        ("+1 202-555-0143", "wa.me/12025550143"),
    ],
)
def test_book_backs_a_verified_contact(verified: str, text: str) -> None:
    (shape,) = contact_shapes(text)
    assert ContactBook([verified]).backs(shape)


@pytest.mark.parametrize(
    ("verified", "text"),
    [
        ("+86 400 000 0000", "400-000-0001"),
        ("+1 202-555-0143", "call 555-0143"),
        ("+1 202-555-0143", "+1 202 555 01434"),
        ("help@example.com", "help@example.org"),
        ("help@example.com", "xhelp@example.com"),
        ("https://t.me/example_help", "t.me/example_helper"),
    ],
)
def test_book_does_not_back_another_contact(verified: str, text: str) -> None:
    (shape,) = contact_shapes(text)
    assert not ContactBook([verified]).backs(shape)


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "1 ",
            "400-",
            "4 0 ",
            "(1",
            "a.",
            "@",
            "a@",
            "a@a.",
            "at ",
            "a at b dot ",
            "t.me/",
            "call ",
            "zero ",
        ),
        *("微信", "微信：a", "零 ", "1❋", "\u200b1", "#a", "0x0"),
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    started = time.process_time()
    contact_shapes(text)
    assert time.process_time() - started < 3
