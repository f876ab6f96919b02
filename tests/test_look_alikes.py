"""Hosts that imitate an official one."""

from __future__ import annotations

import pytest

from helpcenter.look_alikes import HostBook

BOOK = HostBook.of(
    official=["paymint.example", "moonwallet.test"], allowed=["wikipedia.example"], brands=["StarPay"]
)


@pytest.mark.parametrize(
    "host", ["paymint.example", "help.paymint.example", "PAYMINT.example.", "en.wikipedia.example"]
)
def test_knows(host: str) -> None:
    assert BOOK.knows(host)
    assert BOOK.imitated_by(host) is None


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("paymint.test", "paymint.example"),  # another ending
        ("paymint-help.test", "paymint.example"),
        ("help-paymint.test", "paymint.example"),
        ("paymint.example.evil.test", "paymint.example"),
        ("pay-mint.example", "paymint.example"),
        ("paymlnt.example", "paymint.example"),
        ("payrnint.example", "paymint.example"),
        ("paymnit.example", "paymint.example"),  # swapped
        ("paymintt.example", "paymint.example"),
        ("paymin.example", "paymint.example"),
        ("pаymint.example", "paymint.example"),  # a Cyrillic a
        ("xn--pymint-3nf.example", "paymint.example"),
        ("m00nwallet.test", "moonwallet.test"),
        ("starpay.test", "starpay"),
        ("5tarpay.test", "starpay"),
    ],
)
def test_sees_an_imitation(host: str, name: str) -> None:
    assert not BOOK.knows(host)
    assert BOOK.imitated_by(host) == name


@pytest.mark.parametrize(
    "host", ["example.org", "pay.test", "minted.example", "moon.test", "wallet.example", "star.test"]
)
def test_leaves_other_hosts_alone(host: str) -> None:
    assert not BOOK.knows(host)
    assert BOOK.imitated_by(host) is None


def test_without_official_hosts_nothing_is_imitated() -> None:
    assert HostBook.of().imitated_by("paymint.test") is None
