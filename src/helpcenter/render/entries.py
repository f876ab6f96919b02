"""An entry in one locale -> what its page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

from markupsafe import Markup

from helpcenter.catalog import EntryVersion, State
from helpcenter.model import (
    EntryBase,
    Fallback,
    Faq,
    Flow,
    FlowAnswer,
    FlowOutcome,
    Guide,
    OutcomeKind,
    Source,
    Troubleshooting,
    flow_of,
)
from helpcenter.render.channels import affiliation, channels_of, checklist, note_url
from helpcenter.render.diagram import flow_svg
from helpcenter.render.navigation import converted_notice
from helpcenter.render.site import Place
from helpcenter.render.views import (
    AnswerView,
    CheckView,
    EntryView,
    FeedbackView,
    LinkView,
    MoneyView,
    NoticeView,
    OutcomeView,
    StepView,
)
from helpcenter.routes import PageKind
from helpcenter.theme import SENT_FEEDBACK

REASONS = ("unclear", "incomplete", "wrong", "other")
"""Why an answer did not help: keys of strings `feedback.reason.…`."""


def entry_view(place: Place, version: EntryVersion) -> EntryView:
    """Returns what the page of an entry shows."""
    entry, provider, spoken = version.entry, version.provider, version.text_locale
    flow = flow_of(entry) if isinstance(entry, Troubleshooting) else Flow((), ())
    return EntryView(
        type=entry.type.value,
        spoken=_spoken(place, spoken),
        title=entry.title,
        summary=place.inline(entry.summary, provider, spoken),
        provider=place.provider(provider),
        notices=_notices(place, version),
        money=_money(place, version),
        answer=place.block(entry.answer, provider, spoken) if isinstance(entry, Faq) else Markup(),
        before=place.block(entry.before, provider, spoken) if isinstance(entry, Guide) else Markup(),
        steps=_steps(place, version) if isinstance(entry, Guide) else (),
        after=place.block(entry.after, provider, spoken) if isinstance(entry, Guide) else Markup(),
        symptom=place.inline(entry.symptom, provider, spoken)
        if isinstance(entry, Troubleshooting)
        else Markup(),
        checks=_checks(place, version, flow),
        outcomes=_outcomes(place, version, flow),
        longest=longest_way(flow),
        prepare=checklist(place, entry.prepare),
        note_url=note_url(place, provider, entry.prepare, version.id),
        related=entry_links(place, place.site.related(version)),
        reviewed=place.date(entry.reviewed),
        changed=place.date(changed) if (changed := place.catalog.changed_on(version)) else None,
        sources=_sources(place, version),
        edit_url=edit_url(place, version.path),
        affiliation=affiliation(place, provider),
        feedback=_feedback(place, entry),
    )


def diagram(place: Place, version: EntryVersion) -> Markup:
    """Returns a picture of a troubleshooting entry's flow for the preview; nothing for other entries."""
    if not place.site.preview or not isinstance(version.entry, Troubleshooting):
        return Markup()
    flow = flow_of(version.entry)
    titles = {outcome.id: _outcome_title(place, outcome) for outcome in flow.outcomes}
    labels = {means: place.t(f"flow.{means}") for means in ("yes", "no")}
    return flow_svg(flow, titles, labels, version.entry.title)


def _spoken(place: Place, tag: str) -> Markup:
    if tag == place.locale:
        return Markup()
    return Markup(' lang="%s" dir="%s"') % (tag, place.catalog.locales[tag].direction)


def entry_links(place: Place, ids: Sequence[str]) -> tuple[LinkView, ...]:
    """Returns links to entries that exist in this locale, in the order given."""
    found = []
    for entry_id in ids:
        version = place.catalog.version(place.locale, entry_id)
        if version is not None:
            found.append(entry_link(place, version))
    return tuple(found)


def entry_link(place: Place, version: EntryVersion, note: str = "") -> LinkView:
    """Returns a link to an entry; its language, where that is not the page's."""
    lang = version.text_locale if version.text_locale != place.locale else ""
    return LinkView(version.head.title, place.href(f"{place.locale}/{version.id}/"), note, lang)


def edit_url(place: Place, path: str) -> str:
    """Returns where a file of the repository is edited; empty when the settings name no repository."""
    settings = place.site.settings
    if not settings.repo_url or not settings.edit_uri:
        return ""
    # MkDocs' edit_uri leads to the docs folder; content lies beside it.
    folder = settings.docs_dir.name + "/"
    uri = (
        settings.edit_uri.removesuffix(folder)
        if settings.edit_uri.endswith(f"/{folder}")
        else settings.edit_uri
    )
    return f"{settings.repo_url.rstrip('/')}/{uri.strip('/')}/{path}"


def longest_way(flow: Flow) -> int:
    """Returns the number of questions on the longest way through a flow (the rules refuse circles)."""
    lengths: dict[str, int] = {}

    def questions(node: str) -> int:
        if node not in lengths:
            check = flow.check(node)
            lengths[node] = 0  # what a circle finds
            if check is not None:
                lengths[node] = 1 + max(questions(answer.next) for answer in check.answers)
        return lengths[node]

    return questions(flow.checks[0].id) if flow.checks else 0


def _steps(place: Place, version: EntryVersion) -> tuple[StepView, ...]:
    entry, provider, spoken = version.entry, version.provider, version.text_locale
    assert isinstance(entry, Guide)
    return tuple(
        StepView(
            step.do, place.block(step.detail, provider, spoken), place.inline(step.expect, provider, spoken)
        )
        for step in entry.steps
    )


def _checks(place: Place, version: EntryVersion, flow: Flow) -> tuple[CheckView, ...]:
    written = {check.id: check.question for check in flow.checks}
    written |= {outcome.id: outcome.title for outcome in flow.outcomes if outcome.title}

    def answer_view(answer: FlowAnswer) -> AnswerView:
        return AnswerView(
            label=answer.label or place.t(f"flow.{answer.means}"),
            next=answer.next,
            leads_to=written.get(answer.next) or place.t("flow.fix"),
            is_own=answer.label is not None,
            leads_to_own=answer.next in written,
        )

    return tuple(
        CheckView(
            check.id,
            check.question,
            place.block(check.help, version.provider, version.text_locale),
            tuple(answer_view(answer) for answer in check.answers),
        )
        for check in flow.checks
    )


def _outcomes(place: Place, version: EntryVersion, flow: Flow) -> tuple[OutcomeView, ...]:
    views = []
    for outcome in flow.outcomes:
        escalation = outcome.kind is OutcomeKind.ESCALATION
        views.append(
            OutcomeView(
                id=outcome.id,
                kind=outcome.kind.value,
                title=_outcome_title(place, outcome),
                is_own=outcome.title is not None,
                text=place.block(outcome.text, version.provider, version.text_locale),
                channels=channels_of(place, version.provider, outcome.channels) if outcome.channels else (),
                prepare=checklist(place, outcome.prepare),
                note_url=note_url(place, version.provider, outcome.prepare, version.id) if escalation else "",
            )
        )
    return tuple(views)


def _outcome_title(place: Place, outcome: FlowOutcome) -> str:
    return outcome.title or place.t("flow.fix")


def _money(place: Place, version: EntryVersion) -> MoneyView | None:
    money = version.entry.money
    if money is None:
        return None
    provider = place.catalog.providers.get(version.provider)
    fact = provider.facts.get(money.returns) if provider and money.returns else None
    returns = ""
    if fact is not None:
        returns = place.values.fact(fact)
        if fact.usually:
            returns = place.values.phrase("value.usually", value=returns)
    return MoneyView(money.charged, money.retry, returns)


def _notices(place: Place, version: EntryVersion) -> tuple[NoticeView, ...]:
    t = place.t
    notices = []
    if version.state is State.FALLBACK:
        spoken = place.language(version.text_locale)
        stub = place.site.settings.fallback is Fallback.STUB
        link = LinkView(
            t("notice.fallback.link", language=spoken),
            place.page(PageKind.ENTRY, version.id, version.text_locale),
            lang=version.text_locale,
        )
        notices.append(
            NoticeView("fallback", t("notice.stub" if stub else "notice.fallback", language=spoken), link)
        )
    if version.state is State.CONVERTED and (converted := converted_notice(place)):
        notices.append(converted)
    if version.stale:
        spoken = place.language(version.source_locale)
        parts = place.values.list(
            tuple(dict.fromkeys(_part(place, version.entry, path) for path in version.stale))
        )
        source = LinkView(
            t("notice.stale.link", language=spoken),
            place.page(PageKind.ENTRY, version.id, version.source_locale),
            lang=version.source_locale,
        )
        notices.append(NoticeView("stale", t("notice.stale", parts=parts, language=spoken), source))
    due = version.entry.reviewed + timedelta(days=version.entry.review_days)
    if due < place.site.today:
        notices.append(NoticeView("overdue", t("notice.overdue", date=place.values.date(due))))
    return tuple(notices)


def _part(place: Place, entry: EntryBase, path: str) -> str:
    """Returns the name of a part of an entry: `step 2`, `the summary`."""
    field, _, item = path.partition(".")
    number = item
    if isinstance(entry, Troubleshooting) and field == "checks" and not item.isdigit():
        ids = [check.id for check in entry.checks]
        number = str(ids.index(item) + 1) if item in ids else item
    if isinstance(entry, Troubleshooting) and field == "outcomes":
        found = next((outcome for outcome in entry.outcomes if outcome.id == item), None)
        number = found.title if found else item
    return place.t(f"part.{field}", number=number)


def _sources(place: Place, version: EntryVersion) -> tuple[LinkView, ...]:
    provider = place.catalog.providers.get(version.provider)
    stated: dict[str, Source] = dict(provider.sources) if provider else {}
    return tuple(
        LinkView(place.local(stated[key].title), str(stated[key].url or ""))
        for key in version.entry.sources
        if key in stated
    )


def _feedback(place: Place, entry: EntryBase) -> FeedbackView | None:
    settings, t = place.site.settings, place.t
    kind, url = settings.feedback.kind, str(settings.feedback.url or "")
    if kind in SENT_FEEDBACK and url:
        reasons = tuple(LinkView(t(f"feedback.reason.{reason}"), "", note=reason) for reason in REASONS)
        return FeedbackView(kind, url, settings.feedback.website or "", reasons)
    target = (url or settings.repo_url or "").rstrip("/")
    if kind != "issue" or not target:
        return None
    address = f"{settings.site_url}{place.route.url}"
    links = []
    for reason in REASONS:
        title = t(f"feedback.reason.{reason}")
        query = {"title": f"{title}: {entry.title}", "body": t("feedback.issue", url=address)}
        links.append(LinkView(title, f"{target}/issues/new?{urlencode(query)}"))
    return FeedbackView(kind, "", "", tuple(links))


__all__ = ["REASONS", "diagram", "edit_url", "entry_link", "entry_links", "entry_view"]
