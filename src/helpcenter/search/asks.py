"""The contract of asks: an entry is first for its title and among the first three for each of its asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from helpcenter.search.documents import SearchDocument
from helpcenter.search.engine import SearchEngine

TITLE_RANK = 1
ASK_RANK = 3


@dataclass(frozen=True, slots=True)
class BrokenAsk:
    """A phrase that does not bring its entry up.

    `field` is `title` or `asks`, `position` the ask's place among the asks. `rank` is where the entry came, 0 for
    nowhere; `first` is the entry that came first, '' for none.
    """

    document: SearchDocument
    field: str
    position: int
    phrase: str
    rank: int
    first: str

    @property
    def allowed(self) -> int:
        """The worst rank that keeps the contract."""
        return TITLE_RANK if self.field == "title" else ASK_RANK


def broken_asks(
    engine: SearchEngine, wanted: Callable[[SearchDocument], bool] = lambda document: True
) -> Iterator[BrokenAsk]:
    """Yields every phrase of the engine's `wanted` documents that breaks the contract, in the order of the documents.

    A fallback's phrases are in another language, and a derived locale's are checked where they were written.
    """
    for document in engine.index.documents:
        if document.derived or document.text_locale != document.locale or not wanted(document):
            continue
        phrases = [("title", 0, document.title), *(("asks", at, ask) for at, ask in enumerate(document.asks))]
        for field, position, phrase in phrases:
            rank, first = engine.rank(phrase, document.ref)
            found = BrokenAsk(document, field, position, phrase, rank, first)
            if not 0 < rank <= found.allowed:
                yield found
