"""Channels and contacts as pages show them: one order everywhere, contacts only while verified."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from helpcenter.model import CHANNEL_ORDER, Affiliation, Channel, ChannelKind, Contact
from helpcenter.render.site import GENERAL, Place
from helpcenter.render.views import (
    ChannelView,
    ContactView,
    HoursView,
    ItemView,
    LinkView,
    ProviderContactView,
)
from helpcenter.routes import PageKind


def channels_of(place: Place, provider: str, only: Iterable[ChannelKind] = ()) -> tuple[ChannelView, ...]:
    """Returns a provider's channels in the one fixed order; those in `only`, if any are given."""
    found = place.catalog.providers.get(provider)
    if found is None:
        return ()
    stated = found.channels
    views = place.once(
        ("channel views", provider),
        lambda: {
            kind: _channel(place, provider, kind, stated[kind]) for kind in CHANNEL_ORDER if kind in stated
        },
    )
    wanted = frozenset(only) or frozenset(CHANNEL_ORDER)
    return tuple(view for kind, view in views.items() if kind in wanted)


def checklist(place: Place, items: Iterable[str]) -> tuple[ItemView, ...]:
    """Returns things to have ready, by name."""
    names = place.catalog.locales[place.locale].checklist
    return tuple(ItemView(item, names.get(item, item)) for item in items)


def note_url(place: Place, provider: str, items: Iterable[str], entry_id: str = "") -> str:
    """Returns the address of the hand-off note with these items ticked; empty without a contact page."""
    page = place.page(PageKind.PROVIDER_CONTACT, provider)
    if not page:
        return ""
    query = "&".join(
        part for part in (f"need={','.join(items)}", f"about={entry_id}" if entry_id else "") if part
    )
    return f"{page}?{query}#note"


def contact_link(place: Place, provider: str) -> LinkView | None:
    """Returns the link to a provider's contact page, or to all of them where it has none."""
    own = place.page(PageKind.PROVIDER_CONTACT, provider)
    if own:
        name = place.provider(provider).name
        return LinkView(place.t("help.all_channels", provider=name), own)
    page = place.page(PageKind.CONTACT)
    return LinkView(place.t("help.choose_provider"), page) if page else None


def provider_contact(place: Place, provider: str) -> ProviderContactView:
    """Returns a provider with all its channels."""
    found = place.catalog.providers[provider]
    return ProviderContactView(
        provider=place.provider(provider),
        channels=channels_of(place, provider),
        domains=found.official_domains,
        url=place.page(PageKind.PROVIDER_CONTACT, provider),
        affiliation=affiliation(place, provider),
    )


def affiliation(place: Place, provider: str) -> str:
    """Returns the line that says what this site is to the provider."""
    found = place.catalog.providers.get(provider)
    if provider == GENERAL or found is None:
        return place.t("footer.independent")
    official = found.affiliation is Affiliation.OFFICIAL
    return place.t("entry.official" if official else "entry.independent", provider=place.local(found.names))


def _channel(place: Place, provider: str, kind: ChannelKind, channel: Channel) -> ChannelView:
    values = place.values
    facts: list[str] = []
    if channel.good_for:
        good_for = place.plain(place.local(channel.good_for), provider)
        facts.append(place.t("channel.good_for", value=good_for))
    if channel.hours:
        facts.append(values.hours(channel.hours))
    if channel.where:
        facts.append(place.inline(place.local(channel.where), provider))
    hours = channel.hours
    clock = None
    if hours and hours.opens and hours.closes and hours.time_zone:
        clock = HoursView(hours.opens, hours.closes, hours.time_zone)
    return ChannelView(
        kind=kind.value,
        name=place.channel(kind),
        reply=values.reply(channel.first_reply) if channel.first_reply else "",
        facts=tuple(facts),
        note=place.inline(place.local(channel.note), provider) if channel.note else Markup(),
        contact=_contact(place, kind, channel.contact),
        hours=clock,
    )


def _contact(place: Place, kind: ChannelKind, contact: Contact | None) -> ContactView | None:
    if contact is None or not contact.is_verified(place.site.today):
        return None
    return ContactView(contact.value, _href(kind, contact.value), place.values.date(contact.verified_on))


def _href(kind: ChannelKind, value: str) -> str:
    """Returns what opens a contact; empty for one that can only be copied (a WeChat name)."""
    if kind is ChannelKind.EMAIL and "@" in value:
        return f"mailto:{value}"
    if kind is ChannelKind.PHONE:
        return "tel:" + "".join(char for char in value if char.isdigit() or char == "+")
    return value if value.startswith("https://") else ""
