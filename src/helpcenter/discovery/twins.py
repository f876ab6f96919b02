"""The Markdown twin of an entry page: the same answer for programs that read text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from string import ascii_uppercase

from helpcenter.catalog import EntryVersion
from helpcenter.discovery.files import File, text_file, to_json
from helpcenter.discovery.places import absolute_place
from helpcenter.markup import escape_markdown
from helpcenter.model import (
    EntryBase,
    Faq,
    Guide,
    TextKind,
    Troubleshooting,
    flow_of,
)
from helpcenter.render import Place, Site
from helpcenter.render.channels import channels_of, checklist
from helpcenter.routes import PageKind, Route

TWIN = "index.md"
"""The name of the twin, beside the page's `index.html`."""


def twin_path(url: str) -> str:
    """Returns where the twin of the entry page at `url` is published."""
    return f"{url}{TWIN}"


def entry_files(site: Site, route: Route) -> tuple[File, ...]:
    """Returns the files beside a page: the twin of an entry page, nothing for any other."""
    if route.kind is not PageKind.ENTRY:
        return ()
    place = absolute_place(site, route)  # it is read away from its page
    version = place.catalog.version(route.locale, route.entry_id)
    return (text_file(twin_path(route.url), twin(place, version)),) if version is not None else ()


def twin(place: Place, version: EntryVersion) -> str:
    """Returns an entry as Markdown, with a head of `key: JSON value` lines."""
    return "\n\n".join((_front_matter(place, version), *_body(place, version)))


def _front_matter(place: Place, version: EntryVersion) -> str:
    entry = version.entry
    changed = place.catalog.changed_on(version)
    values = {
        "url": place.site.settings.site_url + place.route.canonical,
        "id": version.id,
        "language": version.text_locale,
        "type": entry.type.value,
        "provider": place.provider(version.provider).name,
        "category": place.category(version.category),
        "reviewed": entry.reviewed.isoformat(),
        "changed": changed.isoformat() if changed else "",
    }
    lines = (f"{key}: {to_json(value)}" for key, value in values.items() if value)
    return "\n".join(("---", *lines, "---"))


def _body(place: Place, version: EntryVersion) -> Iterator[str]:
    entry = version.entry
    yield f"# {escape_markdown(entry.title)}"
    yield _inline(place, version, entry.summary)
    yield from _money(place, version)
    yield from _answer(place, version, entry)
    yield from _help(place, version)
    ids = place.site.related(version)
    related = [found for found in (_related(place, entry_id) for entry_id in ids) if found]
    if related:
        yield f"## {place.t('entry.related')}"
        yield "\n".join(related)
    yield from _sources(place, version)


def _money(place: Place, version: EntryVersion) -> Iterator[str]:
    money, t = version.entry.money, place.t
    if money is None:
        return
    provider = place.catalog.providers.get(version.provider)
    fact = provider.facts.get(money.returns) if provider and money.returns else None
    returns = t("money.returns.none") if money.charged == "no" else t("fact.not_stated")
    if fact is not None:
        value = place.values.fact(fact)
        returns = place.values.phrase("value.usually", value=value) if fact.usually else value
    yield f"## {t('money.title')}"
    yield "\n".join(
        (
            f"- {_labelled(t('money.charged'), t(f'money.charged.{money.charged}'))}",
            f"- {_labelled(t('money.retry'), t(f'money.retry.{money.retry}'))}",
            f"- {_labelled(t('money.returns'), returns)}",
        )
    )


def _answer(place: Place, version: EntryVersion, entry: EntryBase) -> Iterator[str]:
    t = place.t
    if isinstance(entry, Faq):
        yield _block(place, version, entry.answer)
    if isinstance(entry, Guide):
        if entry.before:
            yield f"## {t('guide.before')}"
            yield _block(place, version, entry.before)
        yield f"## {t('guide.steps')}"
        for number, step in enumerate(entry.steps, 1):
            expect = _labelled(t("guide.expect"), _inline(place, version, step.expect)) if step.expect else ""
            detail = _block(place, version, step.detail) if step.detail else ""
            yield _item(f"{number}.", f"**{escape_markdown(step.do)}**", detail, expect)
        if entry.after:
            yield f"## {t('guide.after')}"
            yield _block(place, version, entry.after)
    if isinstance(entry, Troubleshooting):
        yield _labelled(t("flow.symptom"), _inline(place, version, entry.symptom))
        yield f"## {t('flow.title')}"
        yield from _flow(place, version, entry)


def _flow(place: Place, version: EntryVersion, entry: Troubleshooting) -> Iterator[str]:
    flow = flow_of(entry)
    names = {
        check.id: f"{number}. {escape_markdown(check.question)}"
        for number, check in enumerate(flow.checks, 1)
    }
    for letter, outcome in zip(_letters(), flow.outcomes, strict=False):
        names[outcome.id] = f"{letter}. {escape_markdown(outcome.title or place.t('flow.fix'))}"
    for number, check in enumerate(flow.checks, 1):
        labels = (
            escape_markdown(answer.label or place.t(f"flow.{answer.means}")) for answer in check.answers
        )
        ends = (names.get(answer.next, answer.next) for answer in check.answers)
        answers = "\n".join(f"- {label} → {end}" for label, end in zip(labels, ends, strict=True))
        text = _block(place, version, check.help) if check.help else ""
        yield _item(f"{number}.", f"**{escape_markdown(check.question)}**", text, answers)
    yield f"## {place.t('flow.result')}"
    for outcome in flow.outcomes:
        channels = ", ".join(view.name for view in channels_of(place, version.provider, outcome.channels))
        yield _item(
            "-",
            f"**{names[outcome.id]}**",
            _block(place, version, outcome.text) if outcome.text else "",
            channels if outcome.channels else "",
            "\n".join(f"- {item.title}" for item in checklist(place, outcome.prepare)),
        )


def _letters() -> Iterator[str]:
    """Yields A, B … Z, AA, AB … for the ends of a flow, whose questions have numbers."""
    for length in count(1):
        yield from ("".join(letters) for letters in product(ascii_uppercase, repeat=length))


def _help(place: Place, version: EntryVersion) -> Iterator[str]:
    """Yields what to have ready and how to reach the provider, contacts only while verified."""
    t = place.t
    yield f"## {t('help.title')}"
    if version.entry.prepare:
        items = "\n".join(f"- {item.title}" for item in checklist(place, version.entry.prepare))
        yield f"{t('help.prepare')}\n\n{items}"
    if place.page(PageKind.PROVIDER_CONTACT, version.provider):
        yield place.once(("twin channels", version.provider), lambda: _channels(place, version.provider))
    yield t("safety.never_tell")


def _channels(place: Place, provider: str) -> str:
    lines = []
    for view in channels_of(place, provider):
        verified = place.t("contact.verified", date=view.contact.verified_on) if view.contact else ""
        contact = f"{view.contact.value} ({verified})" if view.contact else ""
        parts = (view.reply, contact, *view.facts, view.note.striptags())
        said = " · ".join(part for part in parts if part)
        lines.append(f"- **{view.name}**{f' {said}' if said else ''}")
    heading = place.t("help.channels", provider=place.provider(provider).name)
    return f"### {heading}\n\n" + "\n".join(lines)


def _related(place: Place, entry_id: str) -> str:
    version = place.catalog.version(place.locale, entry_id)
    address = place.page(PageKind.ENTRY, entry_id)
    return f"- [{escape_markdown(version.entry.title)}]({address})" if version and address else ""


def _sources(place: Place, version: EntryVersion) -> Iterator[str]:
    provider = place.catalog.providers.get(version.provider)
    stated = provider.sources if provider else {}
    titles = [
        escape_markdown(place.local(stated[key].title)) for key in version.entry.sources if key in stated
    ]
    said = [_labelled(place.t("entry.source"), title) for title in titles]
    said.append(f"{place.t('entry.reviewed')} {place.values.date(version.entry.reviewed)}")
    yield "---"
    yield " · ".join(said)


def _item(mark: str, *parts: str) -> str:
    """Returns a list item of several paragraphs, indented below its mark."""
    indent = " " * (len(mark) + 1)
    text = "\n\n".join(part for part in parts if part)
    lines = text.replace("\n", f"\n{indent}").split("\n")
    return f"{mark} " + "\n".join(map(str.rstrip, lines))


def _labelled(label: str, text: str) -> str:
    """Returns a label with its text; full-width punctuation brings its own space."""
    return f"{label}{text}" if label[-1:] in "：？。" else f"{label} {text}"


def _inline(place: Place, version: EntryVersion, text: str) -> str:
    return place.markdown(text, TextKind.INLINE, version.provider, version.text_locale)


def _block(place: Place, version: EntryVersion, text: str) -> str:
    return place.markdown(text, TextKind.BLOCK, version.provider, version.text_locale).rstrip()
