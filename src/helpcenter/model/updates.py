"""What readers are told has changed: `updates.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from helpcenter.model.entry import Digest, EntryId
from helpcenter.model.text import Day, LocaleTag, LocalLine, Model


class UpdateKind(StrEnum):
    """What happened to an entry."""

    NEW = "new"
    CHANGED = "changed"


class RecordedUpdate(Model):
    """A change to an entry in the locales that `texts` names."""

    day: Annotated[Day, Field(description="The day from which readers see it.")]
    entry: Annotated[EntryId, Field(description="The id of the entry.")]
    kind: Annotated[UpdateKind, Field(description="new or changed.")] = UpdateKind.CHANGED
    texts: Annotated[
        Mapping[LocaleTag, Digest],
        Field(min_length=1, description="Digest of the new text per locale. Written by `helpcenter record`."),
    ]
    note: Annotated[LocalLine, Field(description="What has changed for the reader, per locale.")] = Field(
        default_factory=dict
    )


class Updates(Model):
    """`updates.yml`: every change that was recorded, in any order."""

    updates: tuple[RecordedUpdate, ...] = ()
