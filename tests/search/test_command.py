"""`helpcenter search` shows what the site would, with scores by field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpcenter.commands.search import search


def run(repository: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(search, [*arguments, "-f", str(repository / "mkdocs.yml")])
    return result.exit_code, result.output


def test_text(repository: Path) -> None:
    status, output = run(repository, "zh", "eefpay 退前", "--limit", "1")
    assert status == 0
    assert "eepay/refunds/request-refund" in output
    assert "title" in output
    assert output.startswith("Read as ")


def test_json(repository: Path) -> None:
    status, output = run(repository, "en", "refnd", "--json", "--limit", "2")
    found = json.loads(output)
    assert status == 0
    assert found["corrected"] == "refund"
    assert len(found["hits"]) == 2
    for hit in found["hits"]:
        assert set(hit) == {"id", "url", "title", "locale", "score", "fields"}
        assert sum(hit["fields"].values()) == pytest.approx(hit["score"], abs=0.01)


def test_nothing_found(repository: Path) -> None:
    assert run(repository, "en", "xylophone") == (1, "Nothing found.\n")


def test_an_unknown_locale_is_wrong_use(repository: Path) -> None:
    status, output = run(repository, "fr", "x")
    assert status == 2
    assert "there is no locale 'fr'" in output
