"""Facts as text, to be kept between builds: JSON, since what is kept may come from elsewhere.

pydantic checks it in compiled code, 0.05 ms a page of 15 KB; reading the page itself takes 40 times as long.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from helpcenter.audit.facts import DataFacts, PageFacts

Facts = PageFacts | DataFacts


def text_of(facts: Facts) -> str:
    """Returns facts as JSON."""
    kind: Any = type(facts)
    return _adapter(kind).dump_json(facts).decode()


def page_facts(text: str) -> PageFacts | None:
    """Returns the facts of a page that `text_of` made into text; None for anything else."""
    found: PageFacts | None = _read(PageFacts, text)
    return found


def data_facts(text: str) -> DataFacts | None:
    """Returns the facts of another file that `text_of` made into text; None for anything else."""
    found: DataFacts | None = _read(DataFacts, text)
    return found


def _read(kind: Any, text: str) -> Any:
    try:
        return _adapter(kind).validate_json(text)
    except ValidationError:
        return None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
