"""Addresses of crypto wallets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from helpcenter.contact_shapes.shape import Candidate, ContactKind

_LONG_TOKEN = re.compile(r"[13TbB0][A-Za-z0-9]{25}")
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_WALLET = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<base58>[13T][1-9A-HJ-NP-Za-km-z]{24,34})|(?P<bech32>(?:bc|tb)1[02-9ac-hj-np-z]{11,87}"
    r"|BC1[02-9AC-HJ-NP-Z]{11,87})|(?P<hex>0x[0-9a-fA-F]{40}))(?![A-Za-z0-9])"
)


def wallets(text: str, _lower: str) -> Iterator[Candidate]:
    """Yields the wallet addresses of a text: Bitcoin, TRON, Ethereum."""
    if not may_hold_wallet(text):
        return
    for match in _WALLET.finditer(text):
        if match.lastgroup != "base58" or _base58_checks(match[0]):
            yield match.start(), match.end(), ContactKind.WALLET, match[0], False


def may_hold_wallet(text: str) -> bool:
    """False when there is no wallet address in these lines."""
    return _LONG_TOKEN.search(text) is not None


def _base58_checks(address: str) -> bool:
    """True when the last four bytes are the checksum of the others, as in every Bitcoin and TRON address."""
    number = 0
    for char in address:
        number = number * 58 + _BASE58.index(char)
    if number.bit_length() > 200:
        return False
    data = number.to_bytes(25, "big")
    return hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()[:4] == data[-4:]
