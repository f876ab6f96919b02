"""Search: what it finds and what it costs, beside Pagefind and Material's own search, in the same run.

    scripts/bench search [--sizes 1000 5000 20000] [--write]

Quality: tests/search/queries.yml on the real content. Cost: the real content, alone and among synthetic documents,
`--sizes` in all a locale. `--write` puts the tables into docs/dev/benchmarks.md, section Search.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.corpus import synthetic_documents
from benchmarks.search_site import (
    ROOT,
    Built,
    Documents,
    Traffic,
    build_material,
    build_ours,
    build_pagefind,
    counting_server,
)
from helpcenter.catalog import load_catalog
from helpcenter.model import LocaleSetting, read_settings
from helpcenter.search.content import documents_from, vocabulary_from
from helpcenter.search.documents import SearchDocument, Vocabulary
from tests.conftest import CHROMIUM_FLAGS

ENGINES = ("ours", "pagefind", "material")
COLD_QUERIES = 8
# Material keeps the whole index in memory: 2 GB at 20,000 documents.
MATERIAL_LIMIT = 5_000


@dataclass(frozen=True)
class Cost:
    """What an engine costs at one size. Sizes in bytes after gzip, times in milliseconds, memory in bytes."""

    built: Built
    first: list[int]
    first_requests: list[int]
    following: list[int]
    following_requests: list[int]
    times: list[float]
    memory: int


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 5000, 20_000])
    parser.add_argument("--engines", nargs="*", choices=ENGINES, default=ENGINES)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    real, vocabulary = real_documents()
    report = [f"{len(real['zh'])} real entries a locale; {machine()}.", ""]
    with sync_playwright() as playwright:
        flags = [*CHROMIUM_FLAGS, "--enable-blink-features=ForceEagerMeasureMemory"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        with sites(real, vocabulary, options.engines) as (site, built):
            report += quality_table(browser, site, options.engines)
            costs = {
                ("real", name): measure(browser, site, name, built[name], real_queries("zh"))
                for name in options.engines
            }
        for size in options.sizes:
            documents = {
                locale: real[locale] + synthetic_documents(locale, size - len(real[locale]))
                for locale in ("zh", "en")
            }
            engines = [name for name in options.engines if name != "material" or size <= MATERIAL_LIMIT]
            with sites(documents, vocabulary, engines) as (site, built):
                for name in engines:
                    costs[f"{size:,}", name] = measure(
                        browser, site, name, built[name], synthetic_queries(documents["zh"])
                    )
        browser.close()
    report += cost_table(costs)
    text = "\n".join(report)
    print(text)
    if options.write:
        write_section(ROOT / "docs" / "dev" / "benchmarks.md", "Search", text)


def real_documents() -> tuple[dict[str, list[SearchDocument]], Vocabulary]:
    """Returns the documents of the repository's content in Chinese, simplified and traditional, and English."""
    settings = read_settings(ROOT / "mkdocs.yml")
    locales = (
        LocaleSetting(tag="zh"),
        LocaleSetting(tag="en"),
        LocaleSetting(tag="zh-Hant", derived_from="zh"),
    )
    catalog = load_catalog(settings.model_copy(update={"locales": locales}))
    return {tag: documents_from(catalog, tag) for tag in catalog.settings.tags}, vocabulary_from(catalog)


@contextmanager
def sites(
    documents: Documents, vocabulary: Vocabulary, engines: Sequence[str]
) -> Iterator[tuple[Path, dict[str, Built]]]:
    """Makes a folder with the index of each engine."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        built = {}
        if "ours" in engines:
            built["ours"] = build_ours(site, documents, vocabulary)
        if "pagefind" in engines:
            built["pagefind"] = build_pagefind(site, documents)
        if "material" in engines:
            built["material"] = build_material(site, documents)
        script = (ROOT / "benchmarks" / "search_page.js").read_text(encoding="utf-8")
        for language in ("zh-cn", "zh-tw", "en"):
            page = f'<!doctype html><html lang="{language}"><script type="module">{script}</script></html>'
            (site / f"bench-{language}.html").write_text(page, encoding="utf-8")
        yield site, built


def open_page(browser: Browser, origin: str, engine: str, locale: str) -> Page:
    """Returns a fresh page, without a cache, whose engine is about to load."""
    page = browser.new_context().new_page()
    page.set_default_timeout(300_000)
    language = {"zh": "zh-cn", "zh-Hant": "zh-tw", "en": "en"}[locale]
    page.goto(f"{origin}/bench-{language}.html?engine={engine}&locale={locale}")
    page.wait_for_function("document.title === 'ready'")
    return page


def quality_table(browser: Browser, site: Path, engines: Sequence[str]) -> list[str]:
    """Returns a table of success at 1, success at 3 and mean reciprocal rank by kind of query."""
    queries = yaml.safe_load((ROOT / "tests" / "search" / "queries.yml").read_text(encoding="utf-8"))
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    with counting_server(site) as (origin, _):
        for name in engines:
            pages = {locale: open_page(browser, origin, name, locale) for locale in ("zh", "en", "zh-Hant")}
            for query in queries:
                hits = pages[query["locale"]].evaluate("ask", query["query"])
                rank = next((place for place, ref in enumerate(hits, 1) if ref in query["ids"]), 0)
                for kind in (query["kind"], "all"):
                    found[kind, name].append(rank)
            for page in pages.values():
                page.context.close()
    kinds = [*sorted({query["kind"] for query in queries}), "all"]
    lines = [
        "Success at 1, success at 3, mean reciprocal rank:",
        "",
        "| queries | number |" + "".join(f" {name} |" for name in engines),
        "|---|---|" + "---|" * len(engines),
    ]
    for kind in kinds:
        cells = [_quality(found[kind, name]) for name in engines]
        lines.append(f"| {kind} | {len(found[kind, engines[0]])} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _quality(ranks: list[float]) -> str:
    first = sum(rank == 1 for rank in ranks) / len(ranks)
    three = sum(1 <= rank <= 3 for rank in ranks) / len(ranks)
    reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return f"{first:.2f} {three:.2f} {reciprocal:.2f}"


def measure(browser: Browser, site: Path, engine: str, built: Built, queries: list[str]) -> Cost:
    """Returns what an engine costs: each of the first queries on a fresh page, then all of them on one page, twice."""
    first: list[tuple[int, int]] = []
    following: list[tuple[int, int]] = []
    with counting_server(site) as (origin, traffic):
        for number in range(COLD_QUERIES if engine != "material" else 1):
            traffic.reset()
            page = open_page(browser, origin, engine, "zh")
            page.evaluate("ask", queries[number])
            first.append(_taken(traffic))
            page.evaluate("ask", queries[-1 - number])
            following.append(_taken(traffic))
            page.context.close()
        page = open_page(browser, origin, engine, "zh")
        for query in queries:
            page.evaluate("ask", query)
        times = [page.evaluate("time", query)[0] for query in queries]
        memory = page.evaluate("memory()")
        page.context.close()
    return Cost(
        built,
        [size for _, size in first],
        [requests for requests, _ in first],
        [size for _, size in following],
        [requests for requests, _ in following],
        times,
        memory,
    )


def _taken(traffic: Traffic) -> tuple[int, int]:
    taken = (traffic.requests, traffic.size)
    traffic.reset()
    return taken


def real_queries(locale: str) -> list[str]:
    """Returns every sixth query of a locale, whole questions and typos among them."""
    queries = yaml.safe_load((ROOT / "tests" / "search" / "queries.yml").read_text(encoding="utf-8"))
    return [query["query"] for query in queries if query["locale"] == locale][::6]


def synthetic_queries(documents: Sequence[SearchDocument]) -> list[str]:
    """Returns words, whole asks and parts of titles from documents all over the corpus, and what customers type."""
    chosen = documents[:: max(len(documents) // 10, 1)]
    asks = [document.asks[0] for document in chosen]
    parts = [document.title[:4] for document in chosen]
    typed = ["退款", "钱扣了没到账怎么办", "tuikuan", "refund", "cgpay密码忘了", "推款", "帳戶被鎖", "refnd"]
    return [text for group in zip(asks, parts, typed, strict=False) for text in group]


def cost_table(costs: dict[tuple[str, str], Cost]) -> list[str]:
    """Returns a table of what each engine costs at each size."""
    lines = [
        "Two locales are built, one is searched. Sizes after gzip: the mean of fresh pages, and the largest.",
        "",
        "| entries | engine | build | files | on disk | first | requests | next | requests | p50 | p95 | memory |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for (size, name), cost in costs.items():
        times = sorted(cost.times)
        lines.append(
            f"| {size} | {name} | {cost.built.seconds:.1f} s | {cost.built.files:,} | {cost.built.size / 1e6:.1f} MB "
            f"| {_kilobytes(cost.first)} | {statistics.mean(cost.first_requests):.0f} "
            f"| {_kilobytes(cost.following)} | {statistics.mean(cost.following_requests):.0f} "
            f"| {times[len(times) // 2]:.1f} ms | {times[int(len(times) * 0.95)]:.1f} ms | {cost.memory / 1e6:.0f} MB |"
        )
    return lines


def _kilobytes(sizes: list[int]) -> str:
    return f"{statistics.mean(sizes) / 1e3:.0f} kB (≤ {max(sizes) / 1e3:.0f})"


def machine() -> str:
    """Returns what this was measured on."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def write_section(path: Path, title: str, text: str) -> None:
    """Puts a section into a Markdown file in place of the one with the same title."""
    whole = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    section = f"## {title}\n\n{text.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(whole):
        whole = pattern.sub(lambda _: section + "\n", whole).rstrip() + "\n"
    else:
        whole = f"{whole.rstrip()}\n\n{section}"
    path.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main()
