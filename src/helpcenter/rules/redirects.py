"""HC305 and HC306: an address that was published once goes on leading to an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpcenter.diagnostics import Location, Severity
from helpcenter.rules.base import Fault, catalog_rule
from helpcenter.rules.context import Context
from helpcenter.rules.suggestions import did_you_mean, same_slug


def check_redirects(context: Context) -> Iterator[Fault]:
    """A redirect leads in a circle, to another redirect, to nothing, or away from an entry that exists.

    Why: A reader with an old address must reach the answer in one step.

    Bad:
        cgpay/refunds/ask: cgpay/refunds/how-to-ask       # which is redirected itself

    Good:
        cgpay/refunds/ask: cgpay/refunds/request-refund
    """
    catalog = context.catalog
    for old, new in catalog.redirects.items():
        where = _redirect_place(old, context)
        if old in catalog.ids:
            yield Fault(
                where, f"'{old}' is an entry, so this redirect is never used.", "Delete one of the two."
            )
        elif circle := _loop(old, catalog.redirects):
            if old == min(circle):  # Each circle once.
                shown = " → ".join([*circle, old])
                yield Fault(where, f"the redirects lead in a circle: {shown}.", "Lead to an entry.")
        elif new in catalog.redirects:
            message = f"'{new}' is redirected itself."
            last = _last(new, catalog.redirects)
            hint = f"Lead to '{last}' at once." if last in catalog.ids else "Lead to an entry."
            yield Fault(where, message, hint)
        elif new not in catalog.ids and not context.is_unread(new):
            yield Fault(
                where, f"'{new}' is no entry.", did_you_mean(new, catalog.ids) or same_slug(new, catalog.ids)
            )


def _redirect_place(old: str, context: Context) -> Location:
    document = context.document("redirects.yml")
    path = f"{context.content_path}/redirects.yml"
    return document.at(("entries", old), key=True) if document is not None else Location(path)


def _loop(start: str, redirects: Mapping[str, str]) -> list[str]:
    seen = [start]
    while (following := redirects.get(seen[-1])) is not None:
        if following in seen:
            return seen if following == start else []
        seen.append(following)
    return []


def _last(start: str, redirects: Mapping[str, str]) -> str:
    seen = {start}
    while (following := redirects.get(start)) is not None and following not in seen:
        seen.add(following)
        start = following
    return start


def check_vanished(context: Context) -> Iterator[Fault]:
    """An address that was published once is neither built nor redirected.

    Why: Readers kept it, other sites link to it, search engines show it. An answer that moves leaves a redirect.

    Bad:
        # content/published.txt
        en/cgpay/refunds/ask/      # and no such entry, and no redirect

    Good:
        # content/redirects.yml
        entries: {cgpay/refunds/ask: cgpay/refunds/request-refund}
    """
    pages = context.routes.pages
    gone = [url for url in context.catalog.published if url not in pages and f"{url}/" not in pages]
    if not gone:
        return
    path = f"{context.content_path}/published.txt"
    lines = _lines(context)
    for url in gone:
        parts = url.strip("/").split("/")
        entry_id = "/".join(parts[1:])
        near = did_you_mean(entry_id, context.catalog.ids).replace("Did you mean ", "").rstrip("?")
        hint = f"Redirect '{entry_id}' in redirects.yml" + (f", perhaps to {near}." if near else ".")
        if len(parts) != 4:
            hint = "Bring the page back, or take the line out if nobody can have kept it."
        yield Fault(
            Location(path, lines.get(url, 1)), f"'{url}' was published, but there is no such page.", hint
        )


def _lines(context: Context) -> dict[str, int]:
    try:
        text = (context.settings.content_dir / "published.txt").read_text(encoding="utf-8")
    except OSError:
        return {}
    return {word: number for number, line in enumerate(text.splitlines(), 1) for word in line.split()}


REDIRECT_RULES = (
    catalog_rule("HC305", "bad-redirect", Severity.ERROR, check_redirects),
    catalog_rule("HC306", "vanished-url", Severity.ERROR, check_vanished),
)
