"""The audit of a site that is being published: what it is told of the site, and when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.audit import as_diagnostics
from helpcenter.audit.gathering import Facts, KnownFacts, facts_of, gather, has_facts
from helpcenter.audit.keeping import PackedFacts, packed_verdict, unpacked, unpacked_verdict
from helpcenter.audit.options import AuditOptions, LocaleTags
from helpcenter.audit.verdict import Change, Verdict, verdict_on, verdict_on_change
from helpcenter.build.work import Workers
from helpcenter.cache import Cache, key_of
from helpcenter.catalog import Catalog
from helpcenter.diagnostics import Diagnostic
from helpcenter.publish import Publication
from helpcenter.publish.manifest import Manifest

_KEY = key_of("verdict")


class SiteAudit:
    """The audit of the next release: takes the facts of its files as they become known, and looks once all are there.

    `cache` is a folder that keeps what it finds, so that after a small change the next one looks at little; None keeps
    nothing. `known_facts` returns the facts of a file of an earlier build, by path and SHA-256. `shown_as` is put
    before the paths of findings.
    """

    def __init__(
        self,
        publication: Publication,
        options: AuditOptions,
        cache: Path | None = None,
        known_facts: Callable[[str, str], PackedFacts | None] = lambda path, sha256: None,
        shown_as: str = "",
    ) -> None:
        self._staging = publication.staging
        self._live_folder = publication.site
        self._options = options
        self._known_facts = known_facts
        self._shown_as = shown_as
        self._packed: dict[str, PackedFacts] = {}
        self._cache = Cache.open(cache, "verdict", {"options": repr(options)})
        self._verdict: Verdict | None = None
        self.manifest: Manifest | None = None
        """What the audited folder holds, if that was looked at a moment ago."""

    def take(self, facts: Iterable[PackedFacts]) -> None:
        """Takes facts of files that were made."""
        self._packed.update((one.path, one) for one in facts)

    def findings(self, workers: Workers) -> list[Diagnostic]:
        """Returns what is wrong with the site, all of whose files must be there."""
        folder = self._staging.fill()
        self._verdict = self._verdict_on_change(folder)
        if self._verdict is None:
            self._verdict, self.manifest = self._verdict_on_all(folder, workers), None
        return as_diagnostics(self._verdict.found, folder, self._shown_as)

    def save(self, release: str) -> None:
        """Keeps the findings for the next audit; `release` is the digest of the release that the site became."""
        if self._verdict is not None:
            self._cache.put_bytes(_KEY, release.encode() + packed_verdict(self._verdict))
            self._cache.save()

    def _verdict_on_change(self, folder: Path) -> Verdict | None:
        kept = self._cache.get_bytes(_KEY) or b""
        live = self._staging.previous
        release = live.digest.encode()
        last = unpacked_verdict(kept[len(release) :]) if kept[: len(release)] == release else None
        if last is None:
            return None
        self._staging.begin_to_look()
        before, after = (
            {path: state.sha256 for path, state in files.items()}
            for files in (live.files, self._staging.files())
        )
        address = SiteAddress.of(self._options.site_url)

        def read(path: str, sha256: str, packed: PackedFacts | None, folder: Path) -> Facts | None:
            known = unpacked(packed) if packed is not None and packed.sha256 == sha256 else None
            return known or facts_of(path, (folder / path).read_bytes(), address)

        def facts_before(path: str) -> Facts | None:
            return read(path, before[path], self._known_facts(path, before[path]), self._live_folder)

        def facts_after(path: str) -> Facts | None:
            return read(path, after[path], self._facts_of(path, after[path]), folder)

        change = Change(before, after, facts_before, facts_after)
        verdict = verdict_on_change(last, change, folder, self._options)
        self.manifest = self._staging.manifest()
        return verdict

    def _facts_of(self, path: str, sha256: str) -> PackedFacts | None:
        """Returns the facts of a file that was made now, or was kept and made earlier."""
        return self._packed.get(path) or self._known_facts(path, sha256)

    def _verdict_on_all(self, folder: Path, workers: Workers) -> Verdict:
        workers.rest()  # before facts take ten times the memory that they take packed
        facts = {}
        for path, state in self._staging.files().items():
            packed = self._facts_of(path, state.sha256) if has_facts(path) else None
            one = unpacked(packed) if packed is not None else None
            if one is not None:
                facts[path] = one
        self._packed = {}
        known = KnownFacts(self._options.site_url, facts=facts)
        digests = {path: one.sha256 for path, one in facts.items()}
        return verdict_on(gather(folder, self._options, workers.executor, known, digests))


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
