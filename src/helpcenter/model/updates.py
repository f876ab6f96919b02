"""What readers are told of changes, in words: `updates.yml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from helpcenter.model.entry import EntryId
from helpcenter.model.text import Day, LocalLine, Model


class UpdateNote(Model):
    """What a change to an entry means for the reader. That it changed, and when, stands in `published.txt`."""

    day: Annotated[Day, Field(description="The day of the change, as `helpcenter record` noted it.")]
    entry: Annotated[EntryId, Field(description="The id of the entry.")]
    note: Annotated[
        LocalLine,
        Field(
            min_length=1,
            description="What is different now, per locale.",
            json_schema_extra={"minProperties": 1},  # pydantic's schema leaves it out for mappings
        ),
    ]


class Updates(Model):
    """`updates.yml`: notes on changes, in any order."""

    updates: tuple[UpdateNote, ...] = ()
