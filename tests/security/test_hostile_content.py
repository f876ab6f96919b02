"""Hostile text in every field of every kind of file: nothing runs, and nothing changes the page around it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

from helpcenter.build import IndexesAhead, make_site
from helpcenter.build.outputs import shared_values, write_outputs
from helpcenter.build.records import Records
from helpcenter.build.sinks import PlainFolder
from helpcenter.build.work import Workers, batches
from helpcenter.catalog import load_catalog
from helpcenter.check import CheckedContent
from helpcenter.diagnostics import ContentError
from helpcenter.loader import parse
from helpcenter.markup import Markup, Scope
from helpcenter.model import TextKind
from helpcenter.model.strings import INTERFACE_KEYS
from helpcenter.plugin import HelpcenterPlugin
from helpcenter.routes import site_routes
from helpcenter.theme import prepare_config
from helpcenter.theme.theme import MARKDOWN
from tests.security.payloads import payloads
from tests.site_server import serve
from tests.sites import LOCALE, SETTINGS, write_site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TODAY = date(2026, 11, 22)
PAYLOADS = list(payloads())
PROVIDERS = 14

# What a page may consist of: any other element on it, or any inline handler or style, came out of a payload.
LOOK = """
() => {
  const known = new Set(KNOWN);
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if (!known.has(name)) found.push('element ' + name);
    for (const {name: attribute, value} of element.attributes) {
      if (attribute.startsWith('on')) found.push(name + ' ' + attribute);
      if (attribute === 'style' && !element.closest('svg')) found.push(name + ' style=' + value);
      if (attribute === 'srcdoc') found.push(name + ' srcdoc');
      if (['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].includes(attribute)) {
        let scheme = '';
        try { scheme = new URL(value, location.href).protocol; } catch { scheme = 'none'; }
        if (!['http:', 'https:', 'none'].includes(scheme)) found.push(name + ' ' + attribute + '=' + value);
        const foreign = scheme !== 'none' && new URL(value, location.href).origin !== location.origin;
        if (foreign && name !== 'a' && name !== 'link')
          found.push('foreign ' + name + ' ' + value);
      }
    }
  }
  for (const script of document.querySelectorAll('script:not([src])'))
    if (script.type !== 'application/ld+json') found.push('inline script');
    else { try { JSON.parse(script.textContent); } catch { found.push('broken JSON-LD'); } }
  for (const type of ['mouseover', 'focus', 'error', 'load', 'toggle', 'pointerenter', 'animationstart'])
    for (const element of document.querySelectorAll('main *, footer *, header *'))
      element.dispatchEvent(new Event(type));
  const outline = [...document.body.children].map(element => element.localName + '.' + element.className.split(' ')[0]);
  return {found, outline, hits: window.hits || 0};
}
"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a built site in which each payload is a line, a paragraph and a block, and every field holds some."""
    texts = [text for _, text in PAYLOADS]
    files = dict(_entries(texts))
    files |= {f"providers/p{number}.yml": _provider(_line(texts[number * 13])) for number in range(PROVIDERS)}
    terms = {
        f"t{number}": {"preferred": _line(text), "variants": [_line(text)], "definition": _paragraph(text)}
        for number, text in enumerate(texts)
    }
    files["zh/glossary.yml"] = _dump({"terms": terms})
    strings = {key: _line(texts[number * 3 % len(texts)]) for number, key in enumerate(INTERFACE_KEYS)}
    locale = yaml.safe_load(LOCALE.format(name="中文"))
    some = iter(texts)
    for names in locale["categories"].values():
        names |= {"name": _line(next(some)), "description": _paragraph(next(some))}
    locale["checklist"] = {"time": _line(next(some))}
    locale["channels"] = {"phone": _line(next(some))}
    files |= {"zh/locale.yml": _dump({**locale, "strings": strings}), "en/locale.yml": ""}
    settings = SETTINGS.replace("[zh, en]", "[zh]").replace("Test", json.dumps(_line(texts[0])))
    return _build(tmp_path_factory.mktemp("hostile"), files, settings)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    """Returns a page without the site's policy that counts what runs."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script("window.hits = 0; window.canary = () => { window.hits += 1; };")
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    # Nothing may leave the machine, whatever a payload asks for; what is asked for is a finding of `LOOK`.
    context.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())
    yield page
    context.close()


def test_there_are_enough_payloads() -> None:
    assert len({text for _, text in PAYLOADS}) >= 400


def test_no_payload_runs_or_leaves_its_field(hostile_site: Path, watched: Page) -> None:
    known = json.dumps(sorted(_known_elements()))
    outlines: dict[str, set[str]] = {}
    bad: list[str] = []
    with serve(hostile_site) as site:
        for file in sorted(hostile_site.rglob("*.html")):
            path = file.relative_to(hostile_site).as_posix()
            watched.goto(site.url(path), wait_until="domcontentloaded")
            seen = watched.evaluate(LOOK.replace("KNOWN", known))
            bad += [f"{path}: {item}" for item in dict.fromkeys(seen["found"])]
            if seen["hits"]:
                bad.append(f"{path}: a payload ran")
            outlines.setdefault(json.dumps(seen["outline"]), set()).add(path)
    assert bad == [], f"{len(bad)} findings, such as {bad[:20]}"
    assert len(outlines) <= 3, "a payload changed the frame of a page"


def test_machine_files_stay_well_formed(hostile_site: Path) -> None:
    from xml.dom import minidom

    for file in hostile_site.rglob("*.json"):
        json.loads(file.read_text(encoding="utf-8"))
    for file in hostile_site.rglob("*.xml"):
        minidom.parseString(file.read_bytes())
    for name in ("_redirects", "nginx-redirects.map", "robots.txt"):
        if (hostile_site / name).is_file():
            assert "canary" not in (hostile_site / name).read_text(encoding="utf-8")


BOMBS = {
    "brackets": "[" * 19_000,
    "closed brackets": "[" * 9_000 + "]" * 9_000,
    "links": "[a](" * 4_500,
    "emphasis": "*a_ " * 4_500,
    "stars": "*" * 19_000,
    "strong": "**a " * 4_500,
    "quotes": ">" * 19_000,
    "nested quotes": "> " * 9_000,
    "nested lists": "".join("  " * depth + "- x\n" for depth in range(130)),
    "ticks": "`" * 19_000,
    "odd ticks": "".join("`" * count + " " for count in range(1, 190)),
    "tables": "|" * 9_000 + "\n" + "|-" * 4_000,
    "wide table": "a|" * 3_000 + "\n" + "-|" * 3_000 + "\n" + "b|" * 3_000,
    "references": "{{" * 9_000,
    "open references": "{{ fact.x " * 1_800,
    "references in references": "{{ " * 3_000 + "}} " * 3_000,
    "entities": "&" * 19_000,
    "angles": "<" * 19_000,
    "autolinks": "<https://" * 2_000,
    "escapes": "\\" * 19_000,
    "images": "![" * 9_000,
    "definitions": "[a]: b\n" * 2_700,
    "headings": "#" * 19_000,
    "rules": "- " * 9_000,
    "setext": "a\n=\n" * 4_500,
    "spaces": "a" + " " * 19_000 + "b",
    "html": "<a " * 6_000,
    "comments": "<!--" * 4_700,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_markdown_bomb_is_rendered_in_no_time(name: str, tmp_path: Path) -> None:
    markup = Markup(load_catalog(write_site(tmp_path, {})))
    start = time.perf_counter()
    for kind in (TextKind.BLOCK, TextKind.INLINE):
        markup.render(BOMBS[name], kind, Scope("zh", "acme", lambda target: None))
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "text", ["a: " + "&a [*a, *a]" * 100, "a: " + "{a: " * 60_000, "? " * 50_000, "- " * 100_000]
)
def test_a_yaml_bomb_is_refused_in_no_time(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ContentError):
        parse(text.encode(), "x.yml")
    assert time.perf_counter() - start < 1


def _build(folder: Path, files: dict[str, str], settings_text: str) -> Path:
    settings = write_site(folder, files, settings=settings_text)
    catalog = load_catalog(settings)
    checked = CheckedContent(catalog, site_routes(catalog), ())
    config = load_config(str(folder / "mkdocs.yml"))
    assert isinstance(config.plugins["helpcenter"], HelpcenterPlugin)
    prepare_config(config)
    site = make_site(config, checked, TODAY)
    out = folder / "out"
    target, records = PlainFolder(out), Records(None, site)
    with Workers(1, **shared_values(site, target, records, audited=False)) as workers:
        write_outputs(site, target, workers, records, IndexesAhead(None))
    return out


def _entries(texts: list[str]) -> Iterator[tuple[str, str]]:
    """Yields entries of each type that together hold every payload as a step, a check, an answer and a paragraph."""
    common: dict[str, Any] = {"audience": "both", "sources": ["article"], "reviewed": "2026-11-22"}
    for number, some in enumerate(batches(texts, 20)):
        line, inline, block = _line(some[0]), _paragraph(some[1]), "\n\n".join(some)
        words = {
            **common,
            "title": line,
            "asks": [_line(text) for text in some[:12]],
            "summary": inline,
            "keywords": [_line(text) for text in some],
            "codes": [_line(text) for text in some],
            "owner": line,
        }
        provider = f"p{number % PROVIDERS}"
        yield f"zh/{provider}/account/faq-{number}.yml", _dump({**words, "type": "faq", "answer": block})
        steps = [{"do": _line(text), "detail": text.strip("\n"), "expect": _paragraph(text)} for text in some]
        guide = {"type": "guide", "before": block, "steps": steps, "after": block}
        yield f"zh/{provider}/refunds/guide-{number}.yml", _dump({**words, **guide})
        checks = [
            {
                "id": f"c{position}",
                "question": _line(text),
                "help": text.strip("\n"),
                "answers": [
                    {"label": _line(text), "next": f"c{position + 1}"},
                    {"label": _line(text), "next": "end"},
                ],
            }
            for position, text in enumerate(some)
        ]
        chain = {"id": f"c{len(some)}", "question": line, "help": some[0].strip("\n"), "fix": block}
        end = {"id": "end", "kind": "escalation", "title": line, "text": block, "channels": ["phone"]}
        flow = {"type": "troubleshooting", "symptom": inline, "checks": [*checks, chain], "outcomes": [end]}
        flow |= {"otherwise": {"kind": "fix", "title": line, "text": block}, "prepare": ["time"]}
        money = {"money": {"charged": "unknown", "retry": "unsafe"}}
        yield f"zh/{provider}/payments/flow-{number}.yml", _dump({**words, **flow, **money})


def _provider(line: str) -> str:
    texts = {"zh": line}
    channel = {
        "source": "article",
        "where": texts,
        "good_for": texts,
        "note": texts,
        "first_reply": {"text": texts},
    }
    return _dump(
        {
            "names": texts,
            "description": texts,
            "misspellings": [line],
            "aliases": [line],
            "sources": {"article": {"title": texts, "retrieved": "2026-11-22"}},
            "channels": {"phone": channel},
            "facts": {
                "refund_time": {"type": "text", "source": "article", "text": texts},
                "methods": {"type": "list", "source": "article", "items": [texts]},
            },
        }
    )


def _known_elements() -> set[str]:
    """Returns the elements that our templates and Markdown make."""
    root = Path(__file__).parent.parent.parent
    templates = "".join(file.read_text(encoding="utf-8") for file in (root / "overrides").rglob("*.html"))
    scripts = "".join(file.read_text(encoding="utf-8") for file in (root / "overrides").rglob("*.js"))
    made = set(re.findall(r"<([a-z][a-z0-9]*)", templates)) | set(
        re.findall(r'createElement\("([a-z0-9]+)"', scripts)
    )
    markdown = set(re.findall(r"<([a-z0-9]+)>", MARKDOWN))
    frame = {"html", "head", "body", "title", "link", "meta", "path", "main"}
    return (made | markdown | frame) - {"iframe", "object", "embed", "base", "img"}


def _line(text: str) -> str:
    return " ".join(text.split())[:300].strip() or "x"


def _paragraph(text: str) -> str:
    return re.sub(r"\n\s*\n", "\n", text).strip()[:1000] or "x"


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
