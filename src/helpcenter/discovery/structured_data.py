"""JSON-LD of a page, in the words of schema.org. It states nothing that the page does not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpcenter.catalog import EntryVersion
from helpcenter.discovery.files import to_json
from helpcenter.markup import Scope
from helpcenter.model import ChannelKind, Faq, Guide, Source, TextKind
from helpcenter.render import Place
from helpcenter.render.channels import channels_of
from helpcenter.render.navigation import title_of
from helpcenter.routes import PageKind

Node = dict[str, Any]

# The document goes into a script element: nothing in it may end that element or begin a comment.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def structured_data(place: Place, title: str, description: str) -> str:
    """Returns the script element of a page; empty for a page that is not indexed.

    `title` is without the site's name; `description` of an entry is its summary in plain text.
    """
    route = place.route
    if not route.indexable or not route.locale:
        return ""
    version = place.catalog.version(place.locale, route.entry_id) if route.kind is PageKind.ENTRY else None
    heading = (
        version.entry.title if version else title if route.kind is not PageKind.HOME else place.t("site.name")
    )
    nodes = [_page(place, heading)]
    if version is not None:
        nodes[0]["lastReviewed"] = version.entry.reviewed.isoformat()
        nodes.append(_article(place, version, description))
        if place.site.settings.rich_results:
            nodes.extend(_rich_results(place, version))
    if route.kind is PageKind.PROVIDER_CONTACT:
        nodes.extend(_provider(place))
    document = to_json({"@context": "https://schema.org", "@graph": nodes})
    for char, escape in _ESCAPES.items():
        document = document.replace(char, escape)
    return f'<script type="application/ld+json">{document}</script>'


def _page(place: Place, heading: str) -> Node:
    address = _address(place)
    page: Node = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": heading,
        "inLanguage": place.locale,
    }
    above = place.once(
        ("breadcrumb names", place.route.kind, place.route.provider, place.route.category),
        lambda: tuple(
            (title_of(place, parent), place.site.settings.site_url + parent.url)
            for parent in place.site.routes.breadcrumbs(place.route)
        ),
    )
    if above:
        steps = [*above, (heading, address)]
        page["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": url}
                for position, (name, url) in enumerate(steps, 1)
            ],
        }
    return page


def _article(place: Place, version: EntryVersion, summary: str) -> Node:
    entry, address = version.entry, _address(place)
    changed = place.catalog.changed_on(version) or entry.reviewed
    provider = place.catalog.providers.get(version.provider)
    sources = [provider.sources[key] for key in entry.sources if provider and key in provider.sources]
    home = place.site.routes.find(PageKind.HOME, place.locale)
    publisher = {
        "@type": "Organization",
        "name": place.t("site.name"),
        "url": place.site.settings.site_url + (home.url if home else ""),
    }
    return {
        "@type": "Article",
        "mainEntityOfPage": {"@id": address},
        "headline": entry.title,
        "description": summary,
        "inLanguage": version.text_locale,
        "dateModified": changed.isoformat(),
        "isBasedOn": [_source(place, source) for source in sources],
        "publisher": publisher,
    }


def _source(place: Place, source: Source) -> Node:
    node: Node = {"@type": "CreativeWork", "name": place.local(source.title)}
    if source.url is not None:
        node["url"] = str(source.url)
    return node


_CONTACT_FIELDS = {ChannelKind.PHONE: "telephone", ChannelKind.EMAIL: "email"}


def _provider(place: Place) -> Iterator[Node]:
    """Yields the provider with its verified contacts; nothing when it has none."""
    provider = place.catalog.providers[place.route.provider]
    points = []
    for view in channels_of(place, place.route.provider):
        if view.contact is not None:
            field = _CONTACT_FIELDS.get(ChannelKind(view.kind), "url")
            value = view.contact.value if field != "url" else view.contact.href
            if value:
                points.append({"@type": "ContactPoint", "contactType": "customer support", field: value})
    if points:
        yield {
            "@type": "Organization",
            "name": place.local(provider.names),
            **({"url": f"https://{provider.official_domains[0]}/"} if provider.official_domains else {}),
            "contactPoint": points,
        }


def _rich_results(place: Place, version: EntryVersion) -> Iterator[Node]:
    """Yields what Google showed as rich results until 2023-09-13 (HowTo) and 2026-05-07 (FAQPage)."""
    entry = version.entry

    def plain(text: str) -> str:
        scope = Scope(version.text_locale, version.provider, lambda target: None)
        return " ".join(place.site.markup.render(text, TextKind.BLOCK, scope).plain.split())

    if isinstance(entry, Faq):
        answer = {"@type": "Answer", "text": plain(entry.answer)}
        question = {"@type": "Question", "name": entry.title, "acceptedAnswer": answer}
        yield {"@type": "FAQPage", "mainEntity": [question]}
    if isinstance(entry, Guide):
        steps = [
            {
                "@type": "HowToStep",
                "name": step.do,
                "text": plain(step.detail) if step.detail else step.do,
                "url": f"{_address(place)}#step-{number}",
            }
            for number, step in enumerate(entry.steps, 1)
        ]
        yield {"@type": "HowTo", "name": entry.title, "step": steps}


def _address(place: Place) -> str:
    return place.site.settings.site_url + place.route.canonical
