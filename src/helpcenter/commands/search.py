"""`helpcenter search`: what the site's search would show, and where the scores come from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click

from helpcenter.commands.options import config_option, settings_of


@click.command()
@click.argument("locale")
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many results.")
@click.option("--provider", default="", help="The provider that the reader is looking at.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@config_option
def search(locale: str, query: str, limit: int, provider: str, as_json: bool, config_file: Path) -> None:
    """Show what the search of LOCALE answers to QUERY, with scores by field.

    Exit status: 0 something found, 1 nothing, 2 wrong use.
    """
    found = _find(config_file, locale, query, limit, provider)
    click.echo(_as_json(found) if as_json else _as_text(found))
    raise SystemExit(0 if found.rows else 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One result."""

    id: str
    url: str
    title: str
    locale: str
    score: float
    fields: dict[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """All that is shown."""

    rows: tuple[Row, ...]
    corrected: str | None
    total: int


def _find(config_file: Path, locale: str, query: str, limit: int, provider: str) -> Found:
    from helpcenter.catalog import load_catalog
    from helpcenter.search.build import index_locale
    from helpcenter.search.content import documents_from, vocabulary_from
    from helpcenter.search.engine import SearchEngine
    from helpcenter.search.explain import explain

    catalog = load_catalog(settings_of(config_file))
    if locale not in catalog.settings.tags:
        raise click.UsageError(f"there is no locale '{locale}', only {', '.join(catalog.settings.tags)}.")
    vocabulary = vocabulary_from(catalog)
    indexes = {
        tag: index_locale(tag, documents_from(catalog, tag), vocabulary) for tag in catalog.settings.tags
    }
    engine = SearchEngine.for_locales(indexes)[locale]
    results = engine.query(query, limit, provider)
    rows = tuple(
        Row(
            hit.document.ref,
            hit.document.url,
            hit.document.title,
            hit.document.text_locale,
            hit.score,
            fields,
        )
        for hit, fields in zip(results.hits, explain(engine, query, results.hits), strict=True)
    )
    return Found(rows, results.corrected, results.total)


def _as_text(found: Found) -> str:
    lines = [f"Read as '{found.corrected}'."] if found.corrected else []
    for place, row in enumerate(found.rows, 1):
        fields = ", ".join(f"{field} {points:.1f}" for field, points in row.fields.items()) or "other locale"
        lines += [f"{place:2}. {row.title}", f"    {row.id}  {row.score:.2f} = {fields}"]
    lines.append(f"{found.total} found." if found.rows else "Nothing found.")
    return "\n".join(lines)


def _as_json(found: Found) -> str:
    hits = [
        {
            "id": row.id,
            "url": row.url,
            "title": row.title,
            "locale": row.locale,
            "score": row.score,
            "fields": row.fields,
        }
        for row in found.rows
    ]
    return json.dumps({"hits": hits, "corrected": found.corrected, "total": found.total}, ensure_ascii=False)
