"""One route -> one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
from markupsafe import Markup, escape

from helpcenter.catalog import EntryVersion, State
from helpcenter.model import Fallback, Troubleshooting
from helpcenter.render.channels import channels_of, contact_link, provider_contact
from helpcenter.render.entries import diagram, entry_view
from helpcenter.render.fitting import fitting_description, full_title
from helpcenter.render.hubs import category_view, home_view, provider_view, topic_view
from helpcenter.render.navigation import (
    breadcrumbs,
    converted_notice,
    language_items,
    machine_links,
    sections,
    title_of,
    topics,
)
from helpcenter.render.services import chooser_views, contact_views, note_items, term_views, update_views
from helpcenter.render.site import GENERAL, Place, Site, place_of
from helpcenter.render.templates import environment
from helpcenter.routes import PageKind, Route
from helpcenter.theme import Slots, View

STYLES = {
    PageKind.HOME: "hub.css",
    PageKind.PROVIDER: "hub.css",
    PageKind.CATEGORY: "hub.css",
    PageKind.TOPIC: "hub.css",
    PageKind.CHOOSER: "hub.css",
    PageKind.CONTACT: "tools.css",
    PageKind.PROVIDER_CONTACT: "tools.css",
    PageKind.VERIFY: "tools.css",
    PageKind.UPDATES: "hub.css",
    PageKind.SEARCH: "hub.css",
    PageKind.NOT_FOUND: "hub.css",
}
"""The style sheet that a kind of page needs besides `site.css`."""

SCRIPTS = {
    PageKind.CHOOSER: "chooser.js",
    PageKind.ENTRY: "entry.js",
    PageKind.PROVIDER_CONTACT: "note.js",
    PageKind.CONTACT: "contact.js",
    PageKind.VERIFY: "verify.js",
    PageKind.NOT_FOUND: "not-found.js",
}
"""The script of a kind of page, where `site.js` is not enough."""


def render_page(site: Site, route: Route) -> str:
    """Returns the whole page of a route. Raises ValueError for a hand-written page: MkDocs renders these."""
    place = place_of(site, route)
    if route.kind is PageKind.REDIRECT:
        return _template(site, "redirect.html").render(
            t=place.t,
            locale=place.locale,
            url=place.href(route.target),
            address=site.settings.site_url + route.target,
        )
    return site.theme.frames[place.locale].fill(slots_of(place))


def docs_view(site: Site, route: Route, title: str, description: str, html: str) -> View:
    """Returns the `hc` of a hand-written page whose text is rendered already."""
    place = place_of(site, route)
    heading = "" if "<h1" in html else f"<h1>{escape(title)}</h1>\n"
    notice = _converted(place)
    article = f'<article class="md-typeset hc-docs">{notice}{heading}{html}</article>'
    main = Markup(article)  # noqa: S704 - from MkDocs
    styles = Markup()
    if not site.theme.covers(html):
        whole = place.href(site.theme.assets.paths["whole.css"])
        styles = Markup('<link rel="stylesheet" href="%s">') % whole
    slots = _slots(place, title, description, main, styles=styles)
    return View(site.theme.chromes[place.locale], slots)


def slots_of(place: Place) -> Slots:
    """Returns what fills the frame for a page."""
    title, description, template, values = _CONTENT[place.route.kind](place)
    main = _piece(place, template, locale=place.locale, href=place.href, **values)
    if place.route.kind is not PageKind.ENTRY:
        main += _converted(place)
    return _slots(place, title, description, main)


def _slots(place: Place, title: str, description: str, main: Markup, styles: Markup = Markup()) -> Slots:
    site, kind = place.site, place.route.kind
    extra = site.head(place, title, description) if site.head else ""
    if site.preview and kind is PageKind.ENTRY:
        styles += _link(place, "preview.css")
    if kind in STYLES:
        styles += _link(place, STYLES[kind])
    return Slots(
        root=place.root,
        title=title if kind is PageKind.HOME else full_title(title, place.t("site.name")),
        description=fitting_description(description),
        main=main,
        kind=kind.value,
        head=Markup("\n").join(part for part in (machine_links(place), extra) if part),
        styles=styles,
        scripts=_script(place),
        sidebar=_sidebar(place),
        breadcrumb=_breadcrumb(place),
        languages=language_items(place),
    )


Content = tuple[str, str, str, dict[str, Any]]


def _entry(place: Place) -> Content:
    version = _version(place)
    view = entry_view(place, version)
    provider = view.provider.name
    named = provider in view.title or view.provider.id == GENERAL
    title = view.title if named else f"{view.title} – {provider}"
    values = {"entry": view, "reach": _reach(place), "diagram": diagram(place, version)}
    if version.state is State.FALLBACK and place.site.settings.fallback is Fallback.STUB:
        return title, view.notices[0].text, "stub.html", values
    return title, view.summary.striptags(), f"{view.type}.html", values


def _home(place: Place) -> Content:
    title = f"{place.t('site.name')} – {place.t('site.tagline')}"
    return title, place.t("home.description"), "home.html", {"home": home_view(place)}


def _provider(place: Place) -> Content:
    view = provider_view(place, place.route.provider)
    name = view.provider.name
    about = view.provider.description
    if place.route.provider == GENERAL:
        description = place.t("provider.description.general", about=about)
    else:
        description = place.t("provider.description", provider=name, about=about)
    return place.t("provider.title", provider=name), description, "provider.html", {"page": view}


def _category(place: Place) -> Content:
    view = category_view(place, place.route.provider, place.route.category)
    name, category = view.provider.name, view.group.title
    title = place.t("category.title", provider=name, category=category)
    description = place.t("category.description", provider=name, about=view.group.description)
    return title, description, "category.html", {"page": view, "title": title}


def _topic(place: Place) -> Content:
    view = topic_view(place, place.route.category)
    title = place.t("topic.title", category=view.title)
    return (
        title,
        place.t("topic.description", about=view.description),
        "topic.html",
        {"page": view, "title": title},
    )


def _contact(place: Place) -> Content:
    values = {"providers": contact_views(place)}
    return place.t("contact.title"), place.t("contact.description"), "contact.html", values


def _provider_contact(place: Place) -> Content:
    view = provider_contact(place, place.route.provider)
    name = view.provider.name
    title = place.t("contact.provider.title", provider=name)
    values = {"page": view, "items": note_items(place), "title": title}
    return title, place.t("contact.provider.description", provider=name), "provider-contact.html", values


def _plain(name: str) -> Callable[[Place], Content]:
    """Returns what makes a page of strings alone: `verify.title`, `verify.description`, verify.html."""

    def content(place: Place) -> Content:
        key = name.replace("-", "_")
        return place.t(f"{key}.title"), place.t(f"{key}.description"), f"{name}.html", {}

    return content


def _search(place: Place) -> Content:
    title, description, template, _ = _plain("search")(place)
    return title, description, template, {"topics": topics(place)}


def _glossary(place: Place) -> Content:
    return (
        place.t("glossary.title"),
        place.t("glossary.description"),
        "glossary.html",
        {"terms": term_views(place)},
    )


def _updates(place: Place) -> Content:
    values = {"updates": update_views(place)}
    return place.t("updates.title"), place.t("updates.description"), "updates.html", values


def _not_found(place: Place) -> Content:
    title, description, template, _ = _plain("not-found")(place)
    values = {"topics": topics(place), "locales": chooser_views(place)}
    return title, description, template, values


def _chooser(place: Place) -> Content:
    views = chooser_views(place)
    title = " / ".join(dict.fromkeys(view.title for view in views))
    return title, " ".join(view.lead for view in views), "chooser.html", {"locales": views, "title": title}


_CONTENT: dict[PageKind, Callable[[Place], Content]] = {
    PageKind.CHOOSER: _chooser,
    PageKind.HOME: _home,
    PageKind.PROVIDER: _provider,
    PageKind.CATEGORY: _category,
    PageKind.TOPIC: _topic,
    PageKind.ENTRY: _entry,
    PageKind.CONTACT: _contact,
    PageKind.PROVIDER_CONTACT: _provider_contact,
    PageKind.SEARCH: _search,
    PageKind.GLOSSARY: _glossary,
    PageKind.VERIFY: _plain("verify"),
    PageKind.UPDATES: _updates,
    PageKind.NOT_FOUND: _not_found,
}


def _version(place: Place) -> EntryVersion:
    version = place.catalog.version(place.locale, place.route.entry_id)
    if version is None:
        raise ValueError(f"no entry stands behind the page {place.route.url!r}")
    return version


def _sidebar(place: Place) -> Markup:
    route = place.route
    hub = route.kind if route.kind in (PageKind.PROVIDER, PageKind.CATEGORY, PageKind.TOPIC) else None
    key = ("sidebar", route.provider, route.category, hub)
    return place.once(
        key, lambda: _piece(place, "sidebar.html", providers=sections(place), topics=topics(place))
    )


def _breadcrumb(place: Place) -> Markup:
    route = place.route
    if route.kind in (PageKind.HOME, PageKind.CHOOSER, PageKind.NOT_FOUND):
        return Markup()
    key = ("breadcrumb", route.kind, route.provider, route.category)
    return place.once(key, lambda: _piece(place, "breadcrumb.html", links=breadcrumbs(place)))


def _reach(place: Place) -> Markup:
    """Returns how to reach the provider, as every entry page of it shows it."""
    name = place.route.provider

    def make() -> Markup:
        items = channels_of(place, name) if place.page(PageKind.PROVIDER_CONTACT, name) else ()
        contact = contact_link(place, name)
        return _piece(place, "reach.html", provider=place.provider(name), items=items, contact=contact)

    return place.once(("reach", name), make)


def _piece(place: Place, template: str, **values: Any) -> Markup:
    return Markup(_template(place.site, template).render(t=place.t, **values))  # noqa: S704 - it escapes


def _converted(place: Place) -> Markup:
    """Returns the notice of a page that was converted by machine; nothing on other pages."""
    notice = converted_notice(place)
    return _piece(place, "notice.html", item=notice) if notice else Markup()


def _script(place: Place) -> Markup:
    name = SCRIPTS.get(place.route.kind, "site.js")
    if place.route.kind is PageKind.ENTRY and isinstance(_version(place).entry, Troubleshooting):
        name = "flow.js"
    path = place.href(place.site.theme.assets.paths[name])
    return Markup(f'<script type="module" src="{path}"></script>')  # noqa: S704 - a name of ours


def _link(place: Place, name: str) -> Markup:
    path = place.href(place.site.theme.assets.paths[name])
    return Markup(f'<link rel="stylesheet" href="{path}">')  # noqa: S704 - a name of ours


def _template(site: Site, name: str) -> jinja2.Template:
    return environment(site.theme.folders).get_template(f"pages/{name}")


__all__ = ["docs_view", "environment", "render_page", "slots_of", "title_of"]
