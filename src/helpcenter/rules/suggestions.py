"""Suggestions of what a writer may have meant; only of something that exists."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Returns "Did you mean 'x'?" for the name nearest to this one; empty when none is near."""
    near = nearest(name, known)
    return f"Did you mean '{near}'?" if near else ""


def same_slug(name: str, ids: Iterable[str]) -> str:
    """Returns "Did you mean 'x'?" for the first entry with the same last part; empty when there is none."""
    slug = name.rpartition("/")[2]
    same = [entry_id for entry_id in ids if entry_id.rpartition("/")[2] == slug]
    return f"Did you mean '{same[0]}'?" if same else ""


def nearest(name: str, known: Iterable[str]) -> str:
    """Returns the name nearest to this one; empty when none is near."""
    close = difflib.get_close_matches(name, sorted(map(str, known)), n=1)
    return close[0] if close else ""
