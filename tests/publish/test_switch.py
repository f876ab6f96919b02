"""Two folders trade places; and what happens where the disk cannot do that."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.publish import switch


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


def test_folders_trade_places(tmp_path: Path) -> None:
    one, other = folder(tmp_path / "one", "1"), folder(tmp_path / "other", "2")
    assert switch.exchange(one, other)
    assert ((one / "index.html").read_text(), (other / "index.html").read_text()) == ("2", "1")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        switch.exchange(folder(tmp_path / "one", "1"), tmp_path / "other")


@pytest.mark.parametrize("can_exchange", [True, False])
def test_replace_moves_the_old_site_away(
    tmp_path: Path, can_exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not can_exchange:
        monkeypatch.setattr(switch, "_system_call", lambda: lambda one, other: -1)
        monkeypatch.setattr("ctypes.get_errno", lambda: 22)
    site, tree = folder(tmp_path / "site", "old"), folder(tmp_path / "tree", "new")
    switch.replace(site, tree, tmp_path / "kept")
    assert (site / "index.html").read_text() == "new"
    assert (tmp_path / "kept/index.html").read_text() == "old"
    assert not tree.exists()


def test_replace_fills_a_gap_or_an_empty_folder_and_no_other(tmp_path: Path) -> None:
    site = tmp_path / "site"
    switch.replace(site, folder(tmp_path / "one", "1"), None)
    assert (site / "index.html").read_text() == "1"
    (site / "index.html").unlink()
    switch.replace(site, folder(tmp_path / "two", "2"), None)
    assert (site / "index.html").read_text() == "2"
    with pytest.raises(OSError, match="not empty"):
        switch.replace(site, folder(tmp_path / "three", "3"), None)


def test_without_exchange_a_failed_second_rename_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switch, "exchange", lambda one, other: False)
    site = folder(tmp_path / "site", "old")
    with pytest.raises(FileNotFoundError):
        switch.replace(site, tmp_path / "gone", tmp_path / "kept")
    assert (site / "index.html").read_text() == "old"
