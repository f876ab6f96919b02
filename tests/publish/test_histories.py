"""Random histories of builds, rollbacks, failures and meddling, against a model that is a plain list."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from helpcenter.publish import Publication, PublishError, releases, rollback, verify
from helpcenter.publish.releases import ReleaseStore
from tests.publish.builder import read_tree

KEEP = 3
NAMES = ["index.html", "a/index.html", "a/b/index.html", "a/b/c.txt", "b/index.html", "b/x", "c/d/e/f", "ü"]
TREES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([b"", b"1", b"2", b"three"]), min_size=1)


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a process copy sites of a few files, too."""
    monkeypatch.setattr(ReleaseStore, "LARGE", 0)
    monkeypatch.setattr("threading.active_count", lambda: 1)  # other tests may have left some


class Histories(RuleBasedStateMachine):
    """`kept` is what must be on the disk: number and files of each release, oldest first; `live` one of the numbers."""

    @initialize()
    def begin(self) -> None:
        self.base = Path(tempfile.mkdtemp(prefix="histories-"))
        self.site = self.base / "site"
        self.kept: list[tuple[int, dict[str, bytes]]] = []
        self.live: int | None = None
        self.meddled: dict[str, bytes] | None = None

    @rule(tree=TREES, keep=st.booleans(), fill=st.booleans(), ahead=st.booleans())
    def build(self, tree: dict[str, bytes], keep: bool, fill: bool, ahead: bool) -> None:
        manifest = None
        with Publication(self.site, keep=KEEP, ahead=ahead) as publication:
            self.stage(publication, tree, keep)
            if fill:
                assert read_tree(publication.staging.fill()) == tree
                publication.staging.begin_to_look()
                manifest = publication.staging.manifest()
            publication.commit(manifest)
        self.note_meddling()
        if tree != self.files():
            self.add(tree)
        self.prune()

    @rule(tree=TREES, fill=st.booleans(), ahead=st.booleans())
    def fail(self, tree: dict[str, bytes], fill: bool, ahead: bool) -> None:
        def stage_and_fail() -> None:
            with Publication(self.site, keep=KEEP, ahead=ahead) as publication:
                self.stage(publication, tree, keep=True)
                if fill:
                    publication.staging.fill()
                raise KeyError

        with pytest.raises(KeyError):
            stage_and_fail()

    @precondition(lambda self: self.kept)
    @rule()
    def go_back(self) -> None:
        earlier = [number for number, _ in self.kept if self.live is None or number < self.live]
        if self.meddled is not None and self.live is not None:  # noted first, as the newest release
            earlier = [number for number, _ in self.kept if number != self.live]
        if not earlier:
            with pytest.raises(PublishError, match="no earlier release"):
                rollback(self.site)
            self.note_meddling()
            return
        rollback(self.site)
        self.note_meddling()
        self.live = earlier[-1]

    @precondition(lambda self: self.live is not None and self.meddled is None)
    @rule(name=st.sampled_from(NAMES), data=st.sampled_from([b"by hand", None]))
    def meddle(self, name: str, data: bytes | None) -> None:
        """A file is replaced or removed by hand."""
        files = dict(self.files() or {})
        if name not in files or len(files) == 1 or files[name] == data:
            return
        (self.site / name).unlink()
        del files[name]
        if data is not None:
            (self.site / name).write_bytes(data)
            files[name] = data
        self.meddled = files

    @precondition(lambda self: self.live is not None)
    @rule()
    def remove_the_site(self) -> None:
        shutil.rmtree(self.site)
        self.kept = [(number, files) for number, files in self.kept if number != self.live]
        self.live = self.meddled = None

    @invariant()
    def all_is_as_it_should_be(self) -> None:
        found = releases(self.site)
        if self.live is None:
            assert not self.site.exists()
            return
        assert read_tree(self.site) == (self.meddled if self.meddled is not None else self.files())
        assert (verify(self.site) == []) == (self.meddled is None)
        assert [(int(release.id[:4]), release.live) for release in reversed(found)] == [
            (number, number == self.live) for number, _ in self.kept
        ]
        store = ReleaseStore(self.site)
        for release, (_, files) in zip(reversed(found), self.kept, strict=True):
            if not release.live:
                assert read_tree(store.state / "releases" / release.id / "tree") == files
                assert store.damage(release.id) == []

    def teardown(self) -> None:
        shutil.rmtree(self.base)

    def stage(self, publication: Publication, tree: dict[str, bytes], keep: bool) -> None:
        for path, data in tree.items():
            if not (keep and publication.staging.keep(path, hashlib.sha256(data).hexdigest())):
                publication.staging.write(path, data)

    def files(self) -> dict[str, bytes] | None:
        return dict(self.kept).get(self.live or 0)

    def add(self, tree: dict[str, bytes]) -> None:
        self.live = max((number for number, _ in self.kept), default=0) + 1
        self.kept.append((self.live, tree))

    def note_meddling(self) -> None:
        """What was changed by hand takes the place of the release it was made from, as the newest one."""
        if self.meddled is not None:
            files, self.meddled = self.meddled, None
            self.kept = [(number, kept) for number, kept in self.kept if number != self.live]
            self.add(files)

    def prune(self) -> None:
        for number, _ in list(self.kept)[:-KEEP] if len(self.kept) > KEEP else []:
            if number != self.live:
                self.kept = [(kept, files) for kept, files in self.kept if kept != number]


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
