"""How well customers' queries find their answers, by kind of query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from helpcenter.catalog import Catalog
from helpcenter.search.build import index_locale
from helpcenter.search.content import documents_from, vocabulary_from
from helpcenter.search.engine import SearchEngine

QUERIES = "tests/search/queries.yml"
"""Where a site keeps its queries: a list of query, locale, kind, and the ids that answer it."""
SHOWN = 10


class Query(BaseModel):
    """What a customer types, and the entries that would answer it."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    query: str
    locale: str
    kind: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A query with the place of the first good answer; 0 when it is not among the first ten."""

    query: Query
    rank: int
    first: str


@dataclass(frozen=True, slots=True)
class KindQuality:
    """The queries of one kind: how many find a good answer first, among three, further down, not at all."""

    kind: str
    first: int
    among_three: int
    below: int
    missed: int

    @property
    def total(self) -> int:
        """Returns the number of queries."""
        return self.first + self.among_three + self.below + self.missed

    def share(self, count: int) -> float:
        """Returns a count in per cent of all."""
        return 100 * count / self.total if self.total else 0.0


def read_queries(file: Path) -> list[Query]:
    """Returns the queries of a site; none when it keeps no such file."""
    if not file.is_file():
        return []
    import yaml

    return TypeAdapter(list[Query]).validate_python(yaml.safe_load(file.read_text(encoding="utf-8")) or [])


def try_queries(catalog: Catalog, queries: Sequence[Query]) -> list[Tried]:
    """Returns what the site's search finds for each query."""
    if not queries:
        return []
    vocabulary = vocabulary_from(catalog)
    engines = SearchEngine.for_locales(
        {
            tag: index_locale(tag, documents_from(catalog, tag), vocabulary)
            for tag in catalog.settings.tags
            if tag in catalog.locales
        }
    )
    tried = []
    for query in queries:
        if query.locale not in engines:
            continue
        hits = [hit.document.ref for hit in engines[query.locale].query(query.query, limit=SHOWN).hits]
        rank = next((place for place, hit in enumerate(hits, 1) if hit in query.ids), 0)
        tried.append(Tried(query, rank, hits[0] if hits else ""))
    return tried


def by_kind(tried: Sequence[Tried]) -> list[KindQuality]:
    """Returns the quality of each kind of query, and of all together at the end."""
    kinds = [*dict.fromkeys(item.query.kind for item in tried), ""]
    return [_quality(kind, [item for item in tried if kind in ("", item.query.kind)]) for kind in kinds]


def _quality(kind: str, tried: Sequence[Tried]) -> KindQuality:
    ranks = [item.rank for item in tried]
    return KindQuality(
        kind=kind or "all",
        first=sum(rank == 1 for rank in ranks),
        among_three=sum(rank in (2, 3) for rank in ranks),
        below=sum(rank > 3 for rank in ranks),
        missed=sum(rank == 0 for rank in ranks),
    )
