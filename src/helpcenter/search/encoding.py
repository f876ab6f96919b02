"""Numbers as text: base 32 digits, six bits a character, so that JSON carries them and gzip packs them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
_BYTES = np.frombuffer(ALPHABET.encode("ascii"), np.uint8)


def encode(values: npt.NDArray[np.int64] | npt.NDArray[np.int32]) -> tuple[bytes, npt.NDArray[np.int64]]:
    """Returns the values as text, and where each begins (one position more than values).

    A value is written in digits of five bits, the lowest first; all but its last digit have the sixth bit set.
    """
    digits = np.ones(len(values), np.int8)
    for size in range(1, 7):
        digits += values >= 1 << (5 * size)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(digits, dtype=np.int64)])
    text = np.empty(int(starts[-1]), np.uint8)
    for position in range(int(digits.max(initial=0))):
        rows = digits > position
        more = digits[rows] > position + 1
        text[starts[:-1][rows] + position] = _BYTES[((values[rows] >> (5 * position)) & 31) | (more << 5)]
    return text.tobytes(), starts


def encode_text(values: npt.ArrayLike) -> str:
    """Returns the values as text."""
    return encode(np.asarray(values, np.int64))[0].decode("ascii")
