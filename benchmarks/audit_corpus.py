"""A synthetic finished site in the shape of a real one: entries in two locales, lists, twins, texts, sitemaps."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment

from benchmarks.corpus import CATEGORIES, PROVIDERS, synthetic_documents
from helpcenter.audit import AuditOptions, LocaleTags
from helpcenter.search.documents import SearchDocument

SITE_URL = "https://help.example.com/"
LOCALES = ("zh", "en")
_TEXTS_A_FILE = 500
_CHANNELS = {"Chat": "60 s", "Mail": "24 h", "Phone": "1–2 min"}
_JINJA = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
_ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 4h16v16H4z"/></svg>'
_PAGE = _JINJA.from_string("""\
<!doctype html>
<html lang="{{ locale }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; \
img-src 'self'; form-action 'self'; base-uri 'none'">
<title>{{ title }} – {{ place }}</title>
<meta name="description" content="{{ description }}">
<link rel="canonical" href="{{ url }}">
{% for tag, other in alternates.items() %}
<link rel="alternate" hreflang="{{ tag }}" href="{{ other }}">
{% endfor %}
<meta property="og:title" content="{{ title }}">
<meta property="og:url" content="{{ url }}">
<link rel="icon" href="{{ up }}assets/icon.svg">
<link rel="stylesheet" href="{{ up }}assets/site.css">
<script defer src="{{ up }}assets/site.js"></script>
{% if data %}
<script type="application/ld+json">{{ data|safe }}</script>
{% endif %}
</head>
<body dir="ltr">
<a href="#main" class="md-skip">Skip</a>
<header class="md-header"><nav class="md-header__inner" aria-label="Header">
<a href="{{ home }}" aria-label="Home" class="md-header__button md-logo">{{ icon|safe }}</a>
<form action="{{ home }}" role="search"><label class="md-search__icon" for="q">Search</label>\
<input id="q" name="q" type="search" class="md-search__input" autocapitalize="off" spellcheck="false"></form>
{% for tag in locales if tag != locale %}
<a href="{{ up }}{{ tag }}/{{ folder }}" hreflang="{{ tag }}" lang="{{ tag }}" class="md-select__link">{{ tag }}</a>
{% endfor %}
</nav></header>
<nav class="md-path" aria-label="Path"><ol class="md-path__list">
{% for provider in providers %}
<li class="md-path__item"><a href="{{ home }}{{ provider }}/" class="md-path__link">{{ provider }}</a></li>
{% endfor %}
</ol></nav>
<nav class="md-nav md-nav--primary" aria-label="Navigation"><ul class="md-nav__list" data-md-scrollfix>
{% for provider, category in places %}
<li class="md-nav__item"><a href="{{ home }}{{ provider }}/{{ category }}/" class="md-nav__link">\
<span class="md-ellipsis">{{ provider }} {{ category }}</span></a></li>
{% endfor %}
</ul></nav>
<main class="md-main" id="main">
<h1>{{ title }}</h1>
{{ body }}
</main>
<footer class="md-footer"><div class="md-footer__inner">
{% for tag in locales %}
<a href="{{ up }}{{ tag }}/" hreflang="{{ tag }}">{{ tag }}</a>
{% endfor %}
<p>2026</p></div></footer>
</body>
</html>
""")
_LIST = _JINJA.from_string("""\
<ul>
{% for address, text in items %}
<li><a href="{{ address }}">{{ text }}</a></li>
{% endfor %}
</ul>""")
_ENTRY = _JINJA.from_string("""\
<p class="hc-answer" id="answer">{{ summary }}</p>
<ol class="hc-steps">
{% for text, more in steps %}
<li class="hc-step" id="step-{{ loop.index }}"><div class="hc-step__body"><p><strong>{{ text }}</strong></p>
<p>{{ more }}: 5–7, 24, <code>E{{ 40000 + loop.index }}</code>.</p></div></li>
{% endfor %}
</ol>
<section class="hc-near"><h2 id="near">+</h2>
{{ related }}
</section>
<section class="hc-contact"><h2 id="contact">+</h2><dl>
{% for name, reply in channels.items() %}
<div class="hc-channel"><dt>{{ icon|safe }} {{ name }}</dt><dd>{{ reply }}</dd></div>
{% endfor %}
</dl></section>
<p class="hc-reviewed"><time datetime="2026-11-22">2026-11-22</time></p>""")
_SITEMAP = _JINJA.from_string("""\
<?xml version="1.0"?>
<{{ root }} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for url in urls %}
<{{ item }}><loc>{{ url }}</loc><lastmod>2026-11-22</lastmod></{{ item }}>
{% endfor %}
</{{ root }}>
""")


def write_site(folder: Path, entries: int) -> AuditOptions:
    """Writes a faultless site with `entries` entries in each of two locales; returns what the audit expects of it."""
    for locale in LOCALES:
        _Locale(folder, locale, list(synthetic_documents(locale, entries))).write()
    body = _list((f"{tag}/", tag) for tag in LOCALES)
    _put(folder, "index.html", _page("index.html", "en", "Help center", "Choose a language.", body, []))
    maps = [f"{SITE_URL}sitemap-{locale}.xml" for locale in LOCALES]
    _put(folder, "sitemap.xml", _SITEMAP.render(root="sitemapindex", item="sitemap", urls=maps))
    _put(folder, "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {SITE_URL}sitemap.xml\n")
    _put(
        folder,
        "assets/site.css",
        "".join(f".c{at} {{ margin: {at}px; color: #{at:06x} }}\n" for at in range(600)),
    )
    _put(folder, "assets/site.js", "".join(f'register("{at}", () => {at});\n' for at in range(200)))
    _put(folder, "assets/icon.svg", f"{_ICON}\n")
    return AuditOptions(SITE_URL, tuple(LocaleTags(locale, locale) for locale in LOCALES))


class _Locale:
    def __init__(self, folder: Path, locale: str, documents: list[SearchDocument]) -> None:
        self._folder = folder
        self._locale = locale
        self._documents = documents
        self._random = random.Random(locale)
        self._pages: list[str] = []
        self._places: dict[tuple[str, str], list[SearchDocument]] = defaultdict(list)
        for document in documents:
            self._places[document.provider, document.category].append(document)

    def write(self) -> None:
        for document in self._documents:
            self._write_entry(document)
        for (provider, category), documents in self._places.items():
            items = [(f"{document.ref.rpartition('/')[2]}/", document.title) for document in documents]
            self._write_page(f"{provider}/{category}/index.html", f"{provider} {category}", _list(items))
        for provider in PROVIDERS:
            items = [
                (f"{category}/", category) for category in CATEGORIES if (provider, category) in self._places
            ]
            self._write_page(f"{provider}/index.html", provider, _list(items))
        self._write_page(
            "index.html", f"Help {self._locale}", _list((f"{name}/", name) for name in PROVIDERS)
        )
        self._write_data()

    def _write_entry(self, document: SearchDocument) -> None:
        sentences = document.body.replace("。", ". ").split(". ")
        others = self._random.sample(self._documents, min(5, len(self._documents)))
        body = _ENTRY.render(
            summary=document.summary,
            steps=list(zip(sentences[:12], sentences[12:], strict=False)),
            related=_list((f"../../../{other.ref}/#step-2", other.title) for other in others),
            channels=_CHANNELS,
            icon=_ICON,
        )
        data = {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": document.title,
            "description": document.summary,
            "inLanguage": self._locale,
            "dateModified": "2026-11-22",
            "url": SITE_URL + document.url,
        }
        self._write_page(f"{document.ref}/index.html", document.title, _safe(body), document.summary, data)
        _put(
            self._folder,
            f"{document.url}index.md",
            f"# {document.title}\n\n{document.summary}\n\n{document.body}\n",
        )

    def _write_page(
        self, path: str, title: str, body: str, summary: str = "", data: Mapping[str, str] | None = None
    ) -> None:
        full = f"{self._locale}/{path}"
        places = sorted(self._places)
        _put(
            self._folder,
            full,
            _page(full, self._locale, title, summary or f"{title} {path}", body, places, data),
        )
        self._pages.append(full)

    def _write_data(self) -> None:
        documents = iter(self._documents)
        number = 0
        while batch := list(islice(documents, _TEXTS_A_FILE)):
            texts = [
                {"ref": one.ref, "title": one.title, "text": f"{one.summary} {one.body}"} for one in batch
            ]
            _put_json(self._folder, f"search/{self._locale}/texts-{number}.json", texts)
            number += 1
        entries = [
            {"id": one.ref, "url": SITE_URL + one.url, "summary": one.summary} for one in self._documents
        ]
        _put_json(self._folder, f"api/v1/{self._locale}/entries.json", entries)
        pages = [*sorted(self._pages), *(["index.html"] if self._locale == LOCALES[0] else [])]
        urls = [_url(page) for page in pages]
        _put(
            self._folder, f"sitemap-{self._locale}.xml", _SITEMAP.render(root="urlset", item="url", urls=urls)
        )


def _page(
    path: str,
    locale: str,
    title: str,
    description: str,
    body: str,
    places: list[tuple[str, str]],
    data: Mapping[str, str] | None = None,
) -> str:
    up = "../" * path.count("/")
    own = path.partition("/")[2] if "/" in path else ""
    alternates = {tag: _url(f"{tag}/{own}") for tag in LOCALES} if own else {}
    if alternates:
        alternates["x-default"] = alternates[LOCALES[-1]]
    return _PAGE.render(
        locale=locale,
        locales=LOCALES,
        title=title,
        place=path.removesuffix("/index.html"),
        description=description,
        url=_url(path),
        alternates=alternates,
        up=up,
        home=f"{up}{locale}/",
        folder=own.removesuffix("index.html"),
        providers=PROVIDERS,
        places=places,
        body=body,
        icon=_ICON,
        data=json.dumps(data, ensure_ascii=False) if data else "",
    )


def _list(items: Any) -> str:
    return _safe(_LIST.render(items=list(items)))


def _safe(html: str) -> str:
    return _JINJA.filters["safe"](html)  # type: ignore[no-any-return]


def _url(path: str) -> str:
    return SITE_URL + path.removesuffix("index.html")


def _put_json(folder: Path, path: str, data: Any) -> None:
    _put(folder, path, json.dumps(data, ensure_ascii=False))


def _put(folder: Path, path: str, text: str) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
