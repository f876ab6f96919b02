"""The audit of a site that is being published: what it is told of the site, and when it is done."""

from __future__ import annotations

from datetime import date

from helpcenter.audit.audit import audit_site
from helpcenter.audit.facts import DataFacts, PageFacts
from helpcenter.audit.gathering import KnownFacts
from helpcenter.audit.keeping import PackedFacts, unpacked
from helpcenter.audit.options import AuditOptions, LocaleTags
from helpcenter.build.work import Workers
from helpcenter.catalog import Catalog
from helpcenter.diagnostics import Diagnostic
from helpcenter.publish import Publication


class SiteAudit:
    """The audit of the next release: takes the facts of its files as they become known, and looks once all are there.

    `shown_as` is put before the paths of findings, see `audit.audit_site`.
    """

    def __init__(self, publication: Publication, options: AuditOptions, shown_as: str) -> None:
        self._staging = publication.staging
        self._options = options
        self._shown_as = shown_as
        self._packed: list[PackedFacts] = []
        self._facts: dict[str, PageFacts | DataFacts] = {}

    def take(self, facts: list[PackedFacts]) -> None:
        """Takes facts of files that were made or kept."""
        self._packed += facts

    def prepare(self) -> None:
        """Does what can be done while other processes still make files."""
        self._unpack()
        self._staging.prepare()

    def findings(self, workers: Workers) -> list[Diagnostic]:
        """Returns what is wrong with the site, all of whose files must be there."""
        workers.rest()  # before facts take ten times the memory that they take packed
        self._unpack()
        known = KnownFacts(self._options.site_url, facts=self._facts)
        digests = {path: facts.sha256 for path, facts in self._facts.items()}
        return audit_site(
            self._staging.fill(),
            self._options,
            workers.executor,
            known=known,
            digests=digests,
            shown_as=self._shown_as,
        )

    def _unpack(self) -> None:
        packed, self._packed = self._packed, []
        self._facts.update((facts.path, facts) for facts in map(unpacked, packed) if facts is not None)


def audit_options(catalog: Catalog, today: date) -> AuditOptions:
    """Returns what the audit expects of the site of a catalog on a day: expired contacts are not expected."""
    settings = catalog.settings
    contacts = [
        channel.contact.value
        for provider in catalog.providers.values()
        for channel in provider.channels.values()
        if channel.contact is not None and channel.contact.is_verified(today)
    ]
    if settings.security_contact:
        contacts.append(settings.security_contact)
    return AuditOptions(
        site_url=settings.site_url,
        locales=tuple(LocaleTags(tag, tag) for tag in settings.tags),
        contacts=tuple(sorted(contacts)),
        official_hosts=tuple(
            sorted(domain for provider in catalog.providers.values() for domain in provider.official_domains)
        ),
        allowed_hosts=settings.allowed_domains,
        brands=tuple(
            sorted({name for provider in catalog.providers.values() for name in provider.names.values()})
        ),
    )
