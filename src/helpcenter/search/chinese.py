"""What is particular to Chinese: traditional characters, and words among characters. How they sound is in `pinyin`."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from helpcenter.catalog.derivation import loaded_opencc
from helpcenter.search.answers import answers_of


@cache
def simplified_characters() -> dict[str, str]:
    """Returns the simplified character of every traditional one, as OpenCC has them."""
    known = answers_of("simplified characters")
    if not known:
        characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
        converted = loaded_opencc("t2s").convert("\n".join(characters)).split("\n")
        for char, plain in zip(characters, converted, strict=True):
            if char != plain and len(plain) == 1:
                known[char] = plain
    return known


@cache
def common_characters() -> str:
    """Returns the 3,755 commonest simplified characters, in their standard (GB 2312, level 1) order."""
    return bytes(
        byte
        for row in range(0xB0, 0xD8)
        for column in range(0xA1, 0xFF)
        if (row, column) <= (0xD7, 0xF9)
        for byte in (row, column)
    ).decode("gb2312")


def cut_words(text: str) -> list[str]:
    """Returns the words of a text as a segmenter cuts them, and what is between them."""
    # Only words of its dictionary, none that it guesses.
    return list(_segmenter().cut(text, False))


def is_dictionary_word(text: str) -> bool:
    """True when the segmenter's dictionary has it."""
    known = answers_of("words")
    if text not in known:
        known[text] = "yes" if _segmenter().has_word(text) else ""
    return bool(known[text])


def _segmenter() -> ModuleType:
    import rjieba  # a fifth of a second

    return rjieba


def taiwan_wording(words: list[str]) -> dict[str, str]:
    """Returns the words of Taiwan that mean one of `words`: 登入 for 登录, 简讯 for 短信, in simplified characters."""
    plain = simplified_characters()
    known = answers_of("wording in Taiwan")
    unknown = [word for word in words if word not in known]
    if unknown:
        converted = loaded_opencc("s2twp").convert("\n".join(unknown)).split("\n")
        for word, taiwan in zip(unknown, converted, strict=True):
            known[word] = "".join(plain.get(char, char) for char in taiwan)
    found: dict[str, str] = {}
    for word in words:
        if known[word] != word:
            found.setdefault(known[word], word)
    return found
