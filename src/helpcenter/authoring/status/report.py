"""The status report: one HTML file with its styles, its script and its pictures in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import jinja2
from markupsafe import Markup

from helpcenter.authoring.status import search_quality, weights
from helpcenter.authoring.status.flow_diagram import flow_diagram
from helpcenter.authoring.status.link_map import link_map, linked_entries, links_of
from helpcenter.authoring.status.reviews import reviews_of, timeline
from helpcenter.authoring.status.statements import channels_of, facts_of
from helpcenter.authoring.translations import Cell, Work, survey
from helpcenter.catalog import Catalog
from helpcenter.check import CheckedContent
from helpcenter.diagnostics import Diagnostic
from helpcenter.model import Troubleshooting, flow_of
from helpcenter.rules import RULES
from helpcenter.whole_files import write_whole

_FOLDER = Path(__file__).parent
MOST_FLOWS = 60
MOST_FINDINGS = 2_000
GLYPHS = {
    Work.SOURCE: "S",
    Work.CURRENT: "✓",
    Work.MINOR: "≈",
    Work.STALE: "!",
    Work.MISSING: "–",
    Work.CONVERTED: "⇄",
}


@dataclass(frozen=True)
class Row:
    """An entry with what it needs in each locale."""

    entry_id: str
    provider: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RuleCount:
    """The findings of one rule."""

    code: str
    name: str
    severity: str
    summary: str
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class FlowPicture:
    """A troubleshooting entry with its flow as a picture."""

    entry_id: str
    title: str
    checks: int
    outcomes: int
    picture: Markup


def write_report(
    checked: CheckedContent,
    site_dir: Path,
    today: date,
    output: Path,
    queries: Path | None = None,
) -> None:
    """Writes the report on checked content, on the site in `site_dir` if it is built, and on search.

    `queries` is a file of customers' queries; without one, or if it is not there, search is left out.
    """
    write_whole(output, report_page(checked, site_dir, today, queries))


def report_page(checked: CheckedContent, site_dir: Path, today: date, queries: Path | None = None) -> str:
    """Returns the report as HTML. The same content, site and day give the same bytes."""
    catalog = checked.catalog
    reviews = reviews_of(catalog, today)
    tried = search_quality.try_queries(catalog, search_quality.read_queries(queries) if queries else [])
    links = links_of(catalog)
    pages = weights.page_weights(site_dir, checked.routes)
    rows = _rows(catalog)
    channels = channels_of(catalog, today)
    flows = _flows(catalog)
    return (
        _environment()
        .get_template("report.html")
        .render(
            site_name=catalog.settings.site_name,
            today=today,
            locales=[tag for tag in catalog.settings.tags if tag in catalog.locales],
            providers={name: _provider_name(catalog, name) for name in catalog.provider_ids},
            colours={name: provider.colour for name, provider in catalog.providers.items()},
            rows=rows,
            works=list(Work),
            work_counts=Counter(cell.work for row in rows for cell in row.cells),
            locale_counts=_by_locale(rows),
            glyphs=GLYPHS,
            reviews=reviews,
            review_counts=Counter(review.state for review in reviews),
            timeline=timeline(reviews, today),
            rules=_by_rule(checked.findings),
            severities=Counter(found.severity.value for found in checked.findings),
            most_findings=MOST_FINDINGS,
            tried=tried,
            kinds=search_quality.by_kind(tried) if tried else [],
            missed=sorted(
                (item for item in tried if item.rank == 0 or item.rank > 1),
                key=lambda item: (item.rank or 99, item.query.kind, item.query.query),
                reverse=True,
            ),
            facts=facts_of(catalog, today),
            channels=channels,
            contact_counts=Counter(channel.contact for channel in channels),
            flows=flows[:MOST_FLOWS],
            more_flows=max(0, len(flows) - MOST_FLOWS),
            link_map=link_map(catalog, links),
            linked=linked_entries(catalog, links),
            link_count=sum(len(targets) for targets in links.values()),
            pages=pages[:200],
            page_count=len(pages),
            weight_kinds=weights.by_kind(pages),
            heaviest=max((page.first_view for page in pages), default=0),
            style=Markup((_FOLDER / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
            script=Markup((_FOLDER / "report.js").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        )
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kilobytes"] = lambda size: f"{size / 1024:.1f}"
    return environment


def _rows(catalog: Catalog) -> list[Row]:
    cells: dict[str, list[Cell]] = {}
    for cell in survey(catalog):
        cells.setdefault(cell.entry_id, []).append(cell)
    order = list(catalog.provider_ids)
    rows = []
    for entry_id, own in cells.items():
        shown = catalog.version(catalog.settings.default_locale, entry_id)
        provider = entry_id.split("/")[0]
        rows.append(Row(entry_id, provider, shown.entry.title if shown else "", tuple(own)))
    return sorted(
        rows, key=lambda row: (order.index(row.provider) if row.provider in order else 99, row.entry_id)
    )


def _by_locale(rows: Sequence[Row]) -> dict[str, Counter[Work]]:
    counts: dict[str, Counter[Work]] = {}
    for row in rows:
        for cell in row.cells:
            counts.setdefault(cell.locale, Counter())[cell.work] += 1
    return counts


def _by_rule(findings: Sequence[Diagnostic]) -> list[RuleCount]:
    summaries = {rule.code: rule.explanation.summary for rule in RULES}
    grouped: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for found in findings:
        grouped.setdefault((found.code, found.name, found.severity.value), []).append(found)
    counts = [
        RuleCount(code, name, severity, summaries.get(code, ""), tuple(own))
        for (code, name, severity), own in grouped.items()
    ]
    severities = ["error", "warning", "note"]
    return sorted(counts, key=lambda rule: (severities.index(rule.severity), -len(rule.findings), rule.code))


def _flows(catalog: Catalog) -> list[FlowPicture]:
    pictures = []
    for entry_id in catalog.ids:
        version = catalog.source(entry_id)
        if version is None or not isinstance(version.entry, Troubleshooting):
            continue
        flow = flow_of(version.entry)
        strings = catalog.locales[version.locale].strings
        words = {
            "yes": strings.get("flow.yes", "yes"),
            "no": strings.get("flow.no", "no"),
            "fix": strings.get("flow.fix", "fix"),
        }
        picture = flow_diagram(flow, words)
        pictures.append(
            FlowPicture(entry_id, version.entry.title, len(flow.checks), len(flow.outcomes), picture)
        )
    return pictures


def _provider_name(catalog: Catalog, name: str) -> str:
    return catalog.local(catalog.providers[name].names, catalog.settings.default_locale)
