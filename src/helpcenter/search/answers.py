"""What dictionaries answered, kept between builds: loading them takes longer than to index one changed document.

They are pure functions of the installed packages, so that an answer holds until one of these is another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpcenter.cache import Cache
from helpcenter.catalog.inputs import installed_packages

_answers: dict[str, dict[str, str]] = {}


def answers_of(dictionary: str) -> dict[str, str]:
    """Returns what a dictionary answered so far, by question; to be added to."""
    return _answers.setdefault(dictionary, {})


@contextmanager
def kept_answers(folder: Path | None, name: str) -> Iterator[None]:
    """Within this block, answers that were kept under the same name are known; keeps new ones at its end.

    `folder` is None to keep none.
    """
    cache = Cache.open(folder, f"dictionaries-{name}", {"packages": installed_packages()})
    for dictionary, answers in (cache.get_whole(dict[str, dict[str, str]]) or {}).items():
        answers_of(dictionary).update(answers)
    before = _count()
    yield
    if cache.is_empty or _count() != before:
        cache.put_whole(_answers)
        cache.save()


def _count() -> int:
    return sum(map(len, _answers.values()))


__all__ = ["answers_of", "kept_answers"]
