"""Publishing, going back, and everything that may lie in `site/` before."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpcenter.publish import Publication, PublishError, Release, releases, rollback, switch, verify
from helpcenter.publish.releases import ReleaseStore
from tests.publish.builder import number_of, publish, read_tree, tree_of


def publish_files(site: Path, **files: str) -> Release:
    with Publication(site) as publication:
        for name, text in files.items():
            publication.staging.write(name, text.encode())
        return publication.commit()


def state_of(site: Path) -> list[str]:
    folder = site.parent / ".helpcenter" / site.name
    return sorted(path.name for path in folder.iterdir())


def test_a_first_release_is_the_site(site: Path) -> None:
    release = publish_files(site, a="1", b="2")
    assert read_tree(site) == {"a": b"1", "b": b"2"}
    assert releases(site) == [release]
    assert (release.files, release.size, release.live) == (2, 2, True)
    assert verify(site) == []
    assert site.is_dir()
    assert not site.is_symlink()
    assert state_of(site) == ["lock", "releases"]


def test_a_release_is_a_line_for_people() -> None:
    release = Release(
        "0007-3f2a9c1b77de", "3f", 1204, 14_230_000, datetime(2026, 11, 22, 10, 5, tzinfo=UTC), True
    )
    assert str(release) == "0007-3f2a9c1b77de  2026-11-22 10:05 UTC  1,204 files, 14.2 MB  (live)"


def test_without_commit_nothing_changes(site: Path) -> None:
    publish(site, 1)
    with Publication(site) as publication:
        publication.staging.write("index.html", b"")
    with pytest.raises(ZeroDivisionError), Publication(site) as publication:
        publication.staging.write("index.html", str(1 / 0).encode())
    assert number_of(read_tree(site)) == 1
    assert state_of(site) == ["lock", "releases"]
    assert len(releases(site)) == 1


def test_many_releases_in_a_row_keep_the_last_ones(site: Path) -> None:
    ids = []
    for number in range(1, 12):
        ids.append(publish(site, number))
        assert number_of(read_tree(site)) == number
        assert verify(site) == []
        assert [release.id for release in releases(site)] == ids[:-4:-1]
        store = ReleaseStore(site)
        assert all(store.damage(release.id) == [] for release in releases(site) if not release.live)


def test_unchanged_files_are_one_file_on_the_disk(site: Path) -> None:
    publish(site, 10)
    before = (site / "zh/provider-0/page-0/index.html").stat()
    for number in (11, 12, 13, 14, 11, 12, 13):  # the last of them begin with the folder of an old release
        publish(site, number)
        after = (site / "zh/provider-0/page-0/index.html").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_an_unchanged_site_is_not_touched(site: Path) -> None:
    first = publish(site, 1)
    before = site.stat().st_ino
    assert publish(site, 1) == first
    with Publication(site) as publication:
        for path, data in tree_of(1).items():
            publication.staging.write(path, data)
        assert publication.commit().id == first
    assert site.stat().st_ino == before
    assert len(releases(site)) == 1


def test_rollback_and_forth(site: Path) -> None:
    ids = [publish(site, number) for number in (1, 2, 3)]
    assert rollback(site).id == ids[1]
    assert number_of(read_tree(site)) == 2
    assert rollback(site).id == ids[0]
    with pytest.raises(PublishError, match="has no earlier release to go back to"):
        rollback(site)
    assert rollback(site, ids[2]).live
    assert number_of(read_tree(site)) == 3
    assert rollback(site, ids[2]).id == ids[2]
    assert verify(site) == []
    publish(site, 4)
    assert [release.id[:4] for release in releases(site)] == ["0004", "0003", "0002"]


def test_the_first_release_that_goes_is_the_oldest_but_never_the_live_one(site: Path) -> None:
    first = publish(site, 1)
    publish(site, 2)
    rollback(site)
    publish(site, 3, keep=1)
    assert [release.id[:4] for release in releases(site)] == ["0003"]
    assert first not in [release.id for release in releases(site)]
    assert number_of(read_tree(site)) == 3


def test_rollback_names_what_there_is(site: Path) -> None:
    release = publish(site, 1)
    with pytest.raises(PublishError) as caught:
        rollback(site, "0009-nothing")
    assert str(caught.value) == f"'0009-nothing' is no release that is kept. There are: {release}."


def test_a_damaged_release_is_not_published_again(site: Path) -> None:
    first = publish(site, 1)
    publish(site, 2)
    page = site.parent / f".helpcenter/site/releases/{first}/tree/zh/provider-1/page-1/index.html"
    page.write_bytes(page.read_bytes().replace(b"1", b"7"))
    with pytest.raises(PublishError, match=f"Release '{first}' is damaged: '{page.name}|zh/.*' is changed"):
        rollback(site)
    (site.parent / f".helpcenter/site/releases/{first}/SHA256SUMS").write_bytes(b"")
    with pytest.raises(PublishError, match=f"The manifest of release '{first}' is damaged"):
        rollback(site)
    assert number_of(read_tree(site)) == 2


def test_a_live_release_with_a_damaged_manifest_does_not_stop_the_next_build(site: Path) -> None:
    first = publish(site, 1)
    for name in ("SHA256SUMS", "stats"):
        (site.parent / f".helpcenter/site/releases/{first}/{name}").write_bytes(b"")
    publish(site, 2)
    rollback(site)
    assert number_of(read_tree(site)) == 1


def test_a_folder_made_by_another_program_can_be_gone_back_to(site: Path) -> None:
    for path, data in tree_of(1).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    with pytest.raises(PublishError, match="was not published by this program"):
        verify(site)
    publish(site, 2)
    assert [release.live for release in releases(site)] == [True, False]
    rollback(site)
    assert number_of(read_tree(site)) == 1


def test_a_site_edited_by_hand_is_noticed_and_kept_as_it_was(site: Path) -> None:
    publish(site, 1)
    (site / "robots.txt").write_text("by hand")
    stable = site / "zh/provider-0/page-0/index.html"
    stable.unlink()
    stable.write_text("by hand")
    assert [found.kind for found in verify(site)] == ["unexpected", "changed"]
    publish(site, 2)
    assert number_of(read_tree(site)) == 2, "what was edited was not taken over"
    rollback(site)
    assert (site / "robots.txt").read_text() == "by hand"
    assert stable.read_text() == "by hand"


@pytest.mark.parametrize("emptied", ["site", "state", "both", "contents"])
def test_removed_folders_are_made_again(site: Path, emptied: str) -> None:
    publish(site, 1)
    publish(site, 2)
    if emptied in ("site", "both"):
        shutil.rmtree(site)
    if emptied in ("state", "both"):
        shutil.rmtree(site.parent / ".helpcenter")
    if emptied == "contents":
        for child in site.iterdir():
            shutil.rmtree(child)
    publish(site, 3)
    assert number_of(read_tree(site)) == 3
    assert verify(site) == []


def test_rollback_brings_a_removed_site_back(site: Path) -> None:
    publish(site, 1)
    publish(site, 2)
    shutil.rmtree(site)
    rollback(site)
    assert number_of(read_tree(site)) == 1


def test_a_link_for_a_site_stays_a_link(site: Path, tmp_path: Path) -> None:
    site.parent.mkdir()
    (tmp_path / "www").mkdir()
    site.symlink_to(tmp_path / "www")
    publish(site, 1)
    publish(site, 2)
    assert site.is_symlink()
    assert number_of(read_tree(tmp_path / "www")) == 2
    assert rollback(site).live


def test_the_state_may_live_elsewhere(site: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    for text in ("1", "2"):
        with Publication(site, state_dir=state) as publication:
            publication.staging.write("index.html", text.encode())
            publication.commit()
    assert not (site.parent / ".helpcenter").exists()
    assert verify(site, state_dir=state) == []
    rollback(site, state_dir=state)
    assert read_tree(site) == {"index.html": b"1"}
    assert len(releases(site, state_dir=state)) == 2


@pytest.mark.parametrize("name", [".git", "mkdocs.yml", "pyproject.toml"])
def test_a_project_is_not_taken_for_a_site(site: Path, name: str) -> None:
    site.mkdir(parents=True)
    (site / name).write_text("")
    with pytest.raises(PublishError, match=f"holds '{name}', so it is no built site"):
        publish(site, 1)
    assert read_tree(site) == {name: b""}


def test_places_that_cannot_be_a_site_are_refused(site: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="cannot be the site: it holds"):
        Publication(tmp_path, state_dir=tmp_path / "state").__enter__()
    with pytest.raises(PublishError, match="cannot be the site"):
        Publication(Path("/")).__enter__()
    site.parent.mkdir()
    site.write_text("a file")
    with pytest.raises(PublishError, match="is no folder"):
        publish(site, 1)
    with pytest.raises(PublishError, match="on different disks"):
        Publication(tmp_path / "www", state_dir=Path("/dev/shm/helpcenter-test")).__enter__()
    shutil.rmtree("/dev/shm/helpcenter-test")


def test_an_empty_site_is_refused(site: Path) -> None:
    publish(site, 1)
    with Publication(site) as publication, pytest.raises(PublishError, match="has no files at all"):
        publication.commit()
    assert number_of(read_tree(site)) == 1


def test_a_publication_is_committed_once(site: Path) -> None:
    with Publication(site) as publication:
        publication.staging.write("a", b"")
        publication.commit()
        with pytest.raises(PublishError, match="committed already"):
            publication.commit()


def test_a_clock_set_back_changes_no_order(site: Path) -> None:
    ids = [publish(site, number) for number in (1, 2, 3)]
    for offset, release in enumerate(ids):
        when = datetime(2040 - offset, 1, 1, tzinfo=UTC).timestamp()
        os.utime(site.parent / f".helpcenter/site/releases/{release}/SHA256SUMS", (when, when))
    assert [release.id for release in releases(site)] == ids[::-1]
    assert rollback(site).id == ids[1]
    assert publish(site, 4)[:4] == "0004"
    assert [release.id[:4] for release in releases(site)] == ["0004", "0003", "0002"]


def test_permissions_of_the_site_are_kept(site: Path) -> None:
    publish(site, 1)
    site.chmod(0o2775)
    publish(site, 2)
    assert site.stat().st_mode & 0o7777 == 0o2775


def test_a_disk_that_cannot_exchange_folders_works_too(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switch, "_system_call", lambda: None)
    for number in (1, 2, 3, 4, 5):
        publish(site, number)
        assert number_of(read_tree(site)) == number
        assert verify(site) == []
    rollback(site)
    assert number_of(read_tree(site)) == 4


def test_a_failed_switch_leaves_the_old_site_and_no_trace(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site, 1)

    def busy(one: Path, other: Path) -> bool:
        raise OSError(16, "Device or resource busy", str(one))

    monkeypatch.setattr(switch, "exchange", busy)
    with pytest.raises(PublishError) as caught:
        publish(site, 2)
    assert str(caught.value) == f"'{site}' could not be written: Device or resource busy."
    assert number_of(read_tree(site)) == 1
    assert [release.id[:4] for release in releases(site)] == ["0001"]
    assert state_of(site) == ["lock", "releases"]


def test_a_full_disk_in_the_programs_own_writing_is_explained(site: Path) -> None:
    with pytest.raises(PublishError, match="The disk is full"), Publication(site) as publication:
        raise OSError(28, "No space left on device", str(publication.staging.folder / "x"))
    with pytest.raises(IsADirectoryError), Publication(site):
        (site.parent).read_bytes()
