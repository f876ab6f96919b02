"""A process that copies the live site for the next release: what it does is used, or kept for the next time."""

from __future__ import annotations

import hashlib
import multiprocessing
from pathlib import Path

import pytest

from helpcenter.publish import Publication, PublishError, verify
from helpcenter.publish.manifest import inspect
from helpcenter.publish.releases import ReleaseStore
from tests.publish.builder import number_of, publish, read_tree, tree_of


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReleaseStore, "LARGE", 0)
    monkeypatch.setattr("threading.active_count", lambda: 1)  # other tests may have left some


@pytest.fixture
def store(site: Path) -> ReleaseStore:
    """A site of the last of four releases, of which three are kept and one is spare."""
    for number in range(11, 15):
        publish(site, number)
    return ReleaseStore(site)


def processes() -> list[str]:
    return [process.name for process in multiprocessing.active_children()]


def stage(publication: Publication, number: int) -> None:
    for path, data in tree_of(number).items():
        if not publication.staging.keep(path, hashlib.sha256(data).hexdigest()):
            publication.staging.write(path, data)


def test_folders_of_the_spare_release_become_those_of_the_next(site: Path, store: ReleaseStore) -> None:
    folder = store.spare / "tree/zh/provider-0/page-0"
    inode = folder.stat().st_ino
    with Publication(site, ahead=True) as publication:
        assert processes() == ["copier"]
        stage(publication, 14)
        publication.staging.write("new/index.html", b"new")
        publication.commit()
    assert processes() == []
    assert (site / "zh/provider-0/page-0").stat().st_ino == inode
    assert read_tree(site) == {**tree_of(14), "new/index.html": b"new"}
    assert verify(site) == []


def test_files_of_the_live_site_are_linked_where_there_is_no_spare_release(site: Path) -> None:
    publish(site, 11)
    before = (site / "zh/provider-0/page-0/index.html").stat().st_ino
    publish(site, 12, ahead=True)
    assert (site / "zh/provider-0/page-0/index.html").stat().st_ino == before
    assert number_of(read_tree(site)) == 12
    assert verify(site) == []


@pytest.mark.parametrize("few", [True, False], ids=["few files kept", "given up"])
def test_a_copy_that_nobody_used_is_the_next_ones_to_begin_with(
    site: Path, store: ReleaseStore, few: bool
) -> None:
    with Publication(site, ahead=True) as publication:
        if few:
            publication.staging.write("index.html", b"all is new")
            publication.commit(None)
    live = read_tree(site)
    assert (read_tree(store.spare / "tree") == tree_of(14)) or few
    assert [path.name for path in store.state.glob("work-*")] == []
    assert [path.name for path in store.state.glob("releases/*/spare/tree/*")] == []
    assert verify(site) == []
    with Publication(site, ahead=True) as publication:
        for path, state in publication.live.files.items():
            assert publication.staging.keep(path, state.sha256)
        publication.staging.write("more", b"more")
        publication.commit()
    assert read_tree(site) == {**live, "more": b"more"}


def test_what_the_site_really_holds_is_seen(site: Path, store: ReleaseStore) -> None:
    (site / "by-hand").write_text("by hand")
    with Publication(site, ahead=True) as publication:
        assert publication.live == inspect(store.site)
        assert "by-hand" in publication.live.files


def test_the_process_notices_what_is_changed_or_removed_behind_our_back(
    site: Path, store: ReleaseStore
) -> None:
    del store
    for spoil, message in ((Path.unlink, "vanished"), (lambda path: path.write_text("x"), "was changed")):
        with Publication(site, ahead=True) as publication:
            stage(publication, 14)
            folder = publication.staging.fill()
            (folder / "more").write_text("of another program")
            publication.staging.begin_to_look()
            assert "more" in publication.staging.manifest().files
            (folder / "zh/only-2").rename(folder / "zh/moved")
            (folder / "zh/moved").rename(folder / "zh/only-2")
            (folder / "zh/only-2/index.html").unlink()
            (folder / "zh/only-2/index.html").write_text("y")
            spoil(folder / "zh/only-2/index.html")
            publication.staging.begin_to_look()
            with pytest.raises(PublishError, match=f"only-2/index.html' {message}"):
                publication.staging.manifest()


@pytest.mark.parametrize("reason", ["not asked for", "small site", "no site", "threads"])
def test_no_process_where_none_is_of_use_or_safe(
    site: Path, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reason != "no site":
        publish(site, 11)
    if reason == "small site":
        monkeypatch.setattr(ReleaseStore, "LARGE", 200_000)
    if reason == "threads":
        monkeypatch.setattr("threading.active_count", lambda: 2)
    with Publication(site, ahead=reason != "not asked for") as publication:
        assert processes() == []
        stage(publication, 12)
        publication.commit()
    assert number_of(read_tree(site)) == 12
