"""A synthetic finished site in the shape of a real one: entry pages in two locales, lists, twins, search texts, sitemaps."""

from __future__ import annotations

import html
import json
import random
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from benchmarks.corpus import CATEGORIES, PROVIDERS, synthetic_documents
from helpcenter.audit import AuditOptions, LocaleTags
from helpcenter.search.documents import SearchDocument

SITE_URL = "https://help.example.com/"
LOCALES = ("zh", "en")
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
_ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>'
_PER_FILE = 500


def write_site(folder: Path, entries: int) -> AuditOptions:
    """Writes a faultless site with `entries` entries in each of two locales; returns what the audit expects of it."""
    for locale in LOCALES:
        _Locale(folder, locale, list(synthetic_documents(locale, entries))).write()
    links = " ".join(f'<a href="{tag}/" hreflang="{tag}" lang="{tag}">{tag}</a>' for tag in LOCALES)
    head = _head("index.html", "en", "Help center", "Choose a language.", {})
    _put(folder, "index.html", _page("en", head, f"<body><main><h1>Help center</h1><p>{links}</p></main></body>"))
    maps = "".join(f"<sitemap><loc>{SITE_URL}sitemap-{locale}.xml</loc></sitemap>\n" for locale in LOCALES)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    _put(folder, "sitemap.xml", f'<?xml version="1.0"?>\n<sitemapindex xmlns="{namespace}">\n{maps}</sitemapindex>\n')
    _put(folder, "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {SITE_URL}sitemap.xml\n")
    _put(folder, "assets/site.css", "".join(f".c{at} {{ margin: {at}px; color: #{at:06x} }}\n" for at in range(600)))
    _put(folder, "assets/site.js", "".join(f'register("{at}", () => {at});\n' for at in range(200)))
    _put(folder, "assets/icon.svg", _ICON.format("M4 4h16v16H4z") + "\n")
    return AuditOptions(SITE_URL, tuple(LocaleTags(locale, locale) for locale in LOCALES))


class _Locale:
    def __init__(self, folder: Path, locale: str, documents: list[SearchDocument]) -> None:
        self._folder = folder
        self._locale = locale
        self._documents = documents
        self._random = random.Random(locale)
        self._listed: list[str] = []

    def write(self) -> None:
        by_place: dict[tuple[str, str], list[SearchDocument]] = {}
        for document in self._documents:
            by_place.setdefault((document.provider, document.category), []).append(document)
            self._write_entry(document)
        for (provider, category), documents in sorted(by_place.items()):
            items = "".join(f'<li><a href="{document.ref.rpartition("/")[2]}/">{html.escape(document.title)}</a></li>\n' for document in documents)
            self._write_page(f"{provider}/{category}/index.html", f"{provider} {category}", f"<ul>\n{items}</ul>", "")
        for provider in PROVIDERS:
            items = "".join(f'<li><a href="{one[1]}/">{one[1]}</a></li>\n' for one in sorted(by_place) if one[0] == provider)
            self._write_page(f"{provider}/index.html", provider, f"<ul>\n{items}</ul>", "")
        items = "".join(f'<li><a href="{provider}/">{provider}</a></li>\n' for provider in PROVIDERS)
        self._write_page("index.html", f"Help {self._locale}", f"<ul>\n{items}</ul>", "")
        self._write_data()

    def _write_entry(self, document: SearchDocument) -> None:
        sentences = document.body.replace("。", ". ").split(". ")
        steps = "".join(
            f'<li class="hc-step" id="step-{at}"><div class="hc-step__body"><p><strong>{html.escape(text)}</strong></p>\n'
            f"<p>{html.escape(more)} 5–7, 24, <code>E{40000 + at}</code>.</p></div></li>\n"
            for at, (text, more) in enumerate(zip(sentences[:12], sentences[12:], strict=False), 1)
        )
        related = "".join(
            f'<li><a href="../../../{other.ref}/#step-2">{html.escape(other.title)}</a></li>\n'
            for other in self._random.sample(self._documents, min(5, len(self._documents)))
        )
        body = (
            f'<p class="hc-answer" id="answer">{html.escape(document.summary)}</p>\n<ol class="hc-steps">\n{steps}</ol>\n'
            f'<section class="hc-near"><h2 id="near">+</h2>\n<ul>\n{related}</ul></section>\n'
            f'<section class="hc-contact"><h2 id="contact">+</h2><dl>{_channels()}</dl></section>\n'
            f'<p class="hc-reviewed"><time datetime="2026-11-22">2026-11-22</time></p>\n'
        )
        data = {
            "@context": "https://schema.org", "@type": "Article", "headline": document.title, "inLanguage": self._locale,
            "description": document.summary, "dateModified": "2026-11-22", "url": f"{SITE_URL}{document.url}",
        }  # fmt: skip
        self._write_page(f"{document.ref}/index.html", document.title, body, document.summary, data)
        _put(self._folder, f"{document.url}index.md", f"# {document.title}\n\n{document.summary}\n\n{document.body}\n")

    def _write_page(self, path: str, title: str, body: str, summary: str, data: Mapping[str, str] | None = None) -> None:
        full = f"{self._locale}/{path}"
        alternates = {tag: f"{tag}/{path}" for tag in LOCALES}
        head = _head(full, self._locale, f"{title} – {path.removesuffix('/index.html')}", summary or f"{title} {path}", alternates)
        if data:
            head += '<script type="application/ld+json">' + json.dumps(data, ensure_ascii=False) + "</script>\n"
        frame = _frame(full, self._locale)
        _put(self._folder, full, _page(self._locale, head, f"{frame}<main id=\"main\">\n<h1>{html.escape(title)}</h1>\n{body}</main>\n{_footer(full)}</body>"))
        self._listed.append(full)

    def _write_data(self) -> None:
        documents = iter(self._documents)
        number = 0
        while batch := list(islice(documents, _PER_FILE)):
            texts = [{"ref": one.ref, "title": one.title, "text": f"{one.summary} {one.body}"} for one in batch]
            _put(self._folder, f"search/{self._locale}/texts-{number}.json", json.dumps(texts, ensure_ascii=False))
            number += 1
        entries = [{"id": one.ref, "url": SITE_URL + one.url, "summary": one.summary} for one in self._documents]
        _put(self._folder, f"api/v1/{self._locale}/entries.json", json.dumps({"entries": entries}, ensure_ascii=False))
        urls = "".join(f"<url><loc>{_url(path)}</loc><lastmod>2026-11-22</lastmod></url>\n" for path in self._all_urls())
        namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
        _put(self._folder, f"sitemap-{self._locale}.xml", f'<?xml version="1.0"?>\n<urlset xmlns="{namespace}">\n{urls}</urlset>\n')

    def _all_urls(self) -> Iterator[str]:
        yield from sorted(self._listed)
        if self._locale == LOCALES[0]:
            yield "index.html"




def _head(path: str, locale: str, title: str, description: str, alternates: Mapping[str, str]) -> str:
    up = "../" * path.count("/")
    named = "".join(f'<link rel="alternate" hreflang="{tag}" href="{_url(other)}">\n' for tag, other in alternates.items())
    if alternates:
        named += f'<link rel="alternate" hreflang="x-default" href="{_url(alternates[LOCALES[-1]])}">\n'
    return (
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n<title>{html.escape(title)}</title>\n'
        f'<meta name="description" content="{html.escape(description)}">\n<link rel="canonical" href="{_url(path)}">\n{named}'
        f'<meta property="og:title" content="{html.escape(title)}">\n<meta property="og:url" content="{_url(path)}">\n'
        f'<link rel="icon" href="{up}assets/icon.svg">\n<link rel="stylesheet" href="{up}assets/site.css">\n'
        f'<script defer src="{up}assets/site.js"></script>\n'
    )


def _frame(path: str, locale: str) -> str:
    up = "../" * path.count("/")
    home = f"{up}{locale}/"
    other = "en" if locale == "zh" else "zh"
    items = "".join(
        f'<li class="md-nav__item"><a href="{home}{provider}/{category}/" class="md-nav__link"><span class="md-ellipsis">'
        f"{provider} {category}</span></a></li>\n"
        for provider in PROVIDERS
        for category in CATEGORIES
        if (provider, category) in _PLACES
    )
    crumbs = "".join(f'<li class="md-path__item"><a href="{home}{provider}/" class="md-path__link">{provider}</a></li>\n' for provider in PROVIDERS)
    return (
        f'<body dir="ltr">\n<a href="#main" class="md-skip">Skip</a>\n<header class="md-header"><nav class="md-header__inner" aria-label="Header">\n'
        f'<a href="{home}" aria-label="Home" class="md-logo">{_ICON.format("M12 8a3 3 0 0 0 3-3 3 3 0 0 0-3-3 3 3 0 0 0-3 3 3 3 0 0 0 3 3m0 3.54")}</a>\n'
        f'<form action="{home}" role="search"><label class="md-search__icon" for="q">Search</label><input id="q" name="q" type="search"></form>\n'
        f'<a href="{up}{other}/{path.partition("/")[2].removesuffix("index.html")}" hreflang="{other}" lang="{other}">{other}</a>\n</nav></header>\n'
        f'<nav class="md-path" aria-label="Path"><ol class="md-path__list">\n{crumbs}</ol></nav>\n'
        f'<nav class="md-nav" aria-label="Navigation"><ul class="md-nav__list">\n{items}</ul></nav>\n'
    )


# Entries are drawn to places by one seed; with few of them some places stay empty and must not be linked.
_PLACES: set[tuple[str, str]] = {(provider, category) for provider in PROVIDERS for category in CATEGORIES}


def _channels() -> str:
    icon = _ICON.format("M20 2H4a2 2 0 0 0-2 2v18l4-4h14a2 2 0 0 0 2-2V4a2 2 0 0 0-2-2m-2 12H6v-2h12m0-3H6V9h12m0-3H6V4h12")
    return "".join(f'<div class="hc-channel"><dt>{icon} {name}</dt><dd>{reply}</dd></div>\n' for name, reply in (("Chat", "60 s"), ("Mail", "24 h"), ("Phone", "1–2 min")))


def _footer(path: str) -> str:
    up = "../" * path.count("/")
    links = "".join(f'<a href="{up}{locale}/{page}" hreflang="{locale}">{page or locale}</a>\n' for locale in LOCALES for page in ("", "cgpay/", "topay/"))
    return f'<footer class="md-footer"><div class="md-footer__inner">\n{links}<p>2026</p></div></footer>\n'


def _page(locale: str, head: str, body: str) -> str:
    return f'<!doctype html>\n<html lang="{locale}">\n<head>\n{head}</head>\n{body}\n</html>\n'


def _url(path: str) -> str:
    return SITE_URL + path.removesuffix("index.html")


def _put(folder: Path, path: str, text: str) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
