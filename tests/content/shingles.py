"""Hashed 12-character shingles: tell whether a text repeats another one without keeping that one.

The texts that the facts come from are not part of this repository. `source-shingles.txt` holds the hashes of
their shingles; whoever has the texts makes it anew with

    python -m tests.content.shingles SOURCE.txt...
"""

from __future__ import annotations

import base64
import hashlib
import sys
import textwrap
import unicodedata
from collections.abc import Iterator
from pathlib import Path

LENGTH = 12
DIGEST_SIZE = 5
"""Bytes of a hash. Among some 10,000 of them, a hundred thousand other shingles hit one in a thousand runs."""
FILE = Path(__file__).with_name("source-shingles.txt")
COLUMNS = 110


def shingles(text: str) -> Iterator[str]:
    """Yields every run of 12 letters and digits of a text, whatever stands between them."""
    letters = "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
    for start in range(len(letters) - LENGTH + 1):
        yield letters[start : start + LENGTH]


def digest(shingle: str) -> bytes:
    """Returns the hash of a shingle."""
    return hashlib.blake2b(shingle.encode(), digest_size=DIGEST_SIZE).digest()


def load() -> frozenset[bytes]:
    """Returns the hashes of the sources' shingles."""
    data = base64.b64decode(FILE.read_text(encoding="ascii"))
    return frozenset(data[start : start + DIGEST_SIZE] for start in range(0, len(data), DIGEST_SIZE))


def save(texts: list[str]) -> None:
    """Writes the hashes of all shingles of some texts."""
    hashes = sorted({digest(shingle) for text in texts for shingle in shingles(text)})
    lines = textwrap.wrap(base64.b64encode(b"".join(hashes)).decode("ascii"), COLUMNS)
    FILE.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    save([Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]])
