"""Answers of dictionaries: kept between builds, never trusted to be sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.search import answers
from helpcenter.search.answers import answers_of, kept_answers


@pytest.fixture(autouse=True)
def none_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_answers", {})


def _another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_answers", {})


def test_answers_are_known_to_the_next_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_answers(tmp_path, "zh"):
        answers_of("sounds")["退"] = "tui"
    _another_process(monkeypatch)
    assert answers_of("sounds") == {}
    with kept_answers(tmp_path, "zh"):
        assert answers_of("sounds") == {"退": "tui"}
    _another_process(monkeypatch)
    with kept_answers(tmp_path, "en"):
        assert answers_of("sounds") == {}


def test_nothing_is_written_when_nothing_new_was_asked_or_nothing_is_to_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept_answers(tmp_path, "zh"):
        answers_of("sounds")["退"] = "tui"
    file = tmp_path / "dictionaries-zh.cache"
    written = file.stat().st_ino
    _another_process(monkeypatch)
    with kept_answers(tmp_path, "zh"):
        pass
    assert file.stat().st_ino == written
    with kept_answers(None, "zh"):
        answers_of("sounds")["款"] = "kuan"
    assert [path.name for path in tmp_path.iterdir()] == ["dictionaries-zh.cache"]


def test_rubbish_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_answers", {"sounds": {"退": 7}})
    with kept_answers(tmp_path, "zh"):
        pass
    _another_process(monkeypatch)
    with kept_answers(tmp_path, "zh"):
        assert answers_of("sounds") == {}
