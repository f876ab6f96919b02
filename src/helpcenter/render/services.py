"""Pages that help one on: contact, glossary, updates, the language chooser."""

from __future__ import annotations

from dataclasses import dataclass

from helpcenter.render.channels import checklist, provider_contact
from helpcenter.render.site import GENERAL, Place
from helpcenter.render.views import ItemView, LinkView, ProviderContactView, TermView, UpdateView
from helpcenter.routes import PageKind

NOTE_ITEMS = (
    "description",
    "transaction_number",
    "time",
    "account",
    "error_message",
    "steps_taken",
    "evidence",
)
"""What a hand-off note offers first, where the locale names it; the checklist's other items follow."""
NEVER_NOTED = frozenset({"identity"})
"""To have ready, but not to write down."""
LISTED_UPDATES = 50


@dataclass(frozen=True, slots=True)
class ChooserView:
    """The languages to choose from."""

    tag: str
    name: str
    title: str
    lead: str
    url: str
    direction: str


def contact_views(place: Place) -> tuple[ProviderContactView, ...]:
    """Returns every provider that has channels."""
    return tuple(
        provider_contact(place, name)
        for name in place.catalog.provider_ids
        if name != GENERAL and place.page(PageKind.PROVIDER_CONTACT, name)
    )


def note_items(place: Place) -> tuple[ItemView, ...]:
    """Returns what a hand-off note may hold."""
    known = place.catalog.locales[place.locale].checklist
    first = [item for item in NOTE_ITEMS if item in known]
    return checklist(
        place, [*first, *(item for item in known if item not in first and item not in NEVER_NOTED)]
    )


def term_views(place: Place) -> tuple[TermView, ...]:
    """Returns the glossary's terms, sorted by name."""
    terms = place.catalog.glossaries[place.locale].terms
    return tuple(
        TermView(key.replace("_", "-"), term.preferred, place.inline(term.definition))
        for key, term in sorted(terms.items(), key=lambda item: (item[1].preferred.casefold(), item[0]))
    )


def update_views(place: Place) -> tuple[UpdateView, ...]:
    """Returns the latest changes in this locale."""
    views = []
    for update in place.site.updates.get(place.locale, ())[:LISTED_UPDATES]:
        version = place.catalog.version(place.locale, update.entry_id)
        if version is not None:
            link = LinkView(version.entry.title, place.href(f"{place.locale}/{version.id}/"))
            views.append(UpdateView(place.date(update.day), link, update.text))
    return tuple(views)


def chooser_views(place: Place) -> tuple[ChooserView, ...]:
    """Returns the locales, each in its own words."""
    views = []
    for tag, locale in place.catalog.locales.items():
        strings = place.site.theme.chromes[tag].strings
        url = place.page(PageKind.HOME, "", tag)
        views.append(
            ChooserView(
                tag, locale.name, strings("site.name"), strings("chooser.lead"), url, locale.direction
            )
        )
    return tuple(views)
