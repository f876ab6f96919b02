"""`helpcenter check --external`: do the other sites that texts and sources link to still answer?

lychee asks them, with a cache, several at a time, and again where a host is busy. It needs the network, so it is
for a scheduled run, never for a pull request: a stranger's outage must not stop a correction.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from helpcenter.catalog import Catalog
from helpcenter.diagnostics import Diagnostic, Location, Severity, ordered
from helpcenter.routes import Routes
from helpcenter.rules.addresses import addresses_in, host_of
from helpcenter.rules.base import Fault, Rule, Scope, rule
from helpcenter.rules.context import Context, is_below
from helpcenter.rules.passages import Passage, Voice

CACHE_AGE = "1d"
AT_ONCE = 16
RETRIES = 2
SECONDS = 20


class LycheeMissingError(Exception):
    """lychee is not installed; the message says how to install it."""


class Answer(NamedTuple):
    """How a site answered: its status code (0 for none), what lychee says, and where it moved for good."""

    code: int
    words: str
    moved_to: str = ""


def check_external(
    catalog: Catalog, *, paths: Iterable[str] = (), cache: Path | None = None, lychee: str | None = None
) -> list[Diagnostic]:
    """Returns findings on the links to other sites, in texts and as sources; sorted.

    `cache` is the folder that keeps good answers for a day (default: `.cache/links` beside the settings).
    Raises LycheeMissingError.
    """
    wanted = tuple(paths)
    places = {
        url: [where for where in found if not wanted or is_below(where.path, wanted)]
        for url, found in external_addresses(catalog).items()
    }
    urls = sorted(url for url, found in places.items() if found)
    if not urls:
        return []
    answers = ask(urls, cache or catalog.settings.root / ".cache" / "links", lychee or _lychee())
    return ordered(
        found.at(Fault(where, *_words(url, answer)))
        for url, answer in answers.items()
        for found in [_rule_for(answer)]
        for where in places.get(url, ())
    )


def external_addresses(catalog: Catalog) -> dict[str, list[Location]]:
    """Returns the addresses on other sites with every place that names them."""
    context = Context(catalog, Routes({}), date.min)
    found: dict[str, list[Location]] = defaultdict(list)
    for passage in _passages(context):
        if passage.voice is Voice.NAME:
            continue
        for address in addresses_in(passage):
            is_linked = passage.raw[address.offset :].lower().startswith("http")
            if is_linked and host_of(address.url) != context.site_host:
                found[address.url].append(passage.at_raw(address.offset))
    for name, provider in catalog.providers.items():
        document = context.provider_document(name)
        if document is None:
            continue
        for key, source in provider.sources.items():
            if source.url is not None:
                found[str(source.url)].append(document.at(("sources", key, "url")))
        for kind, channel in provider.channels.items():
            if channel.contact is not None:
                where = document.at(("channels", kind.value, "contact", "source"))
                found[str(channel.contact.source)].append(where)
    return dict(found)


def _passages(context: Context) -> Iterator[Passage]:
    yield from context.other_passages()
    yield from context.pages()
    for entry_id in context.catalog.ids:
        for subject in context.subjects(entry_id):
            yield from subject.passages


def ask(urls: list[str], cache: Path, lychee: str) -> dict[str, Answer]:
    """Returns the answers that are worth a finding, by address."""
    cache.mkdir(parents=True, exist_ok=True)
    listing = cache / "urls.txt"
    listing.write_text("".join(f"{url}\n" for url in urls), encoding="utf-8")
    command = [
        lychee, "--verbose", "--format", "json", "--no-progress", "--cache", "--max-cache-age", CACHE_AGE,
        "--max-concurrency", str(AT_ONCE), "--max-retries", str(RETRIES), "--retry-wait-time", "2",
        "--timeout", str(SECONDS), listing.name,
    ]  # fmt: skip
    # Status 2 says that some links are broken: the report says which.
    done = subprocess.run(command, cwd=cache, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise RuntimeError(f"lychee failed: {done.stderr.strip()[-500:]}") from error
    return dict(_answers(report, set(urls)))


def _answers(report: dict[str, Any], urls: set[str]) -> Iterator[tuple[str, Answer]]:
    # lychee reads addresses out of a text and may normalise them: `https://example.com` gains a slash.
    asked = {url.rstrip("/"): url for url in sorted(urls, reverse=True)}
    for kind in ("error_map", "timeout_map"):
        for items in report.get(kind, {}).values():
            for item in items:
                status = item["status"]
                url = asked.get(item["url"].rstrip("/"))
                if url is not None:
                    yield url, Answer(int(status.get("code") or 0), status.get("details") or status["text"])
    for items in report.get("redirect_map", {}).values():
        for item in items:
            steps = item["redirects"]
            url = asked.get(item["origin"].rstrip("/"))
            if url is not None and steps and all(step["code"] in (301, 308) for step in steps):
                yield url, Answer(steps[0]["code"], "moved for good", steps[-1]["url"])


def _words(url: str, answer: Answer) -> tuple[str, str]:
    if answer.moved_to:
        return f"'{url}' has moved for good.", f"Link to '{answer.moved_to}' after a look at it."
    reason = _CODE_TEXT.sub("", answer.words).strip(" .")
    said = f"answers {answer.code}" if answer.code else "does not answer"
    detail = f" ({reason[:1].lower()}{reason[1:]})" if reason and not answer.code else ""
    hint = "Find where the page is now, or take the link out."
    if _is_unsure(answer):
        hint = "Look at it yourself; it may be busy, or refuse programs."
    return f"'{url}' {said}{detail}.", hint


_CODE_TEXT = re.compile(r"^Rejected status code:\s*|^Network error:\s*|\(error sending request.*\)$")


def _is_unsure(answer: Answer) -> bool:
    """True where the link may be good all the same: refused to programs, busy, slow, out of order for now."""
    return (
        answer.code in (401, 403, 405, 408, 418, 425, 429, 999)
        or answer.code >= 500
        or "timed out" in answer.words
    )


def _rule_for(answer: Answer) -> Rule:
    if answer.moved_to:
        return MOVED
    return UNSURE if _is_unsure(answer) else BROKEN


def _lychee() -> str:
    beside = str(Path(sys.executable).parent)
    found = shutil.which("lychee", path=os.pathsep.join([beside, os.environ.get("PATH", "")]))
    if found is None:
        raise LycheeMissingError("lychee is not installed. Run `pip install 'helpcenter[links]'`.")
    return found


def check_broken(context: Context) -> Iterator[Fault]:
    """A link to another site leads nowhere. Only `helpcenter check --external` looks.

    Why: A source that is gone backs nothing any more; a dead link sends the reader away empty-handed.

    Bad:
        url: https://www.example.com/moved-away   # answers 404

    Good:
        url: https://www.example.com/help
    """
    del context
    yield from ()


def check_unsure(context: Context) -> Iterator[Fault]:
    """Another site refuses, is busy or out of order. Only `helpcenter check --external` looks.

    Why: It may be over tomorrow, or the site may answer to people only: look before you change anything.

    Bad:
        url: https://www.example.com/help   # answers 503

    Good:
        url: https://www.example.com/help   # answers 200
    """
    del context
    yield from ()


def check_moved(context: Context) -> Iterator[Fault]:
    """A page of another site has moved for good. Only `helpcenter check --external` looks.

    Why: The redirect will be gone one day; and the new page may say something else.

    Bad:
        url: http://www.example.com/help    # answers 301 to https://www.example.com/support

    Good:
        url: https://www.example.com/support
    """
    del context
    yield from ()


BROKEN = rule(Scope.ELSEWHERE, "HC320", "broken-external-link", Severity.ERROR, check_broken)
UNSURE = rule(Scope.ELSEWHERE, "HC321", "unsure-external-link", Severity.WARNING, check_unsure)
MOVED = rule(Scope.ELSEWHERE, "HC322", "moved-external-link", Severity.NOTE, check_moved)
EXTERNAL_RULES = (BROKEN, UNSURE, MOVED)
