"""The published files: deterministic, named by content, and enough of the index to rank as the whole does."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from helpcenter.search.build import LocaleIndex
from helpcenter.search.documents import SearchDocument
from helpcenter.search.encoding import ALPHABET, encode, encode_text
from helpcenter.search.manifest import write_manifest
from helpcenter.search.related import related_entries
from helpcenter.search.shards import _hashes, publish_index, term_hash, write_index
from tests.search.conftest import NodeRunner
from tests.search.sample import DOCUMENTS, VOCABULARY


def test_the_same_documents_give_the_same_bytes() -> None:
    documents = DOCUMENTS["zh"]
    assert write_index("zh", documents, VOCABULARY) == write_index(
        "zh", list(reversed(documents)), VOCABULARY
    )


def test_the_folder_is_named_by_what_is_in_it(indexes: dict[str, LocaleIndex]) -> None:
    before = publish_index(indexes["zh"])
    changed = [*DOCUMENTS["zh"][:-1], DOCUMENTS["zh"][0]]
    after = write_index("zh", changed, VOCABULARY)
    assert before.folder != after.folder
    assert all(name.startswith(f"search/{before.folder}/") for name in before.files)
    manifest = json.loads(write_manifest([before, after])["search/manifest.json"])
    assert manifest == {"format": 1, "locales": {"zh": after.folder}}


def test_every_term_is_in_the_file_where_it_is_looked_for(indexes: dict[str, LocaleIndex]) -> None:
    index = indexes["zh"]
    published = publish_index(index)
    files = {name.rsplit("/", 1)[1]: json.loads(data) for name, data in published.files.items()}
    core = files["core.json"]
    keys = core["terms"].split(" ")
    for position, term in enumerate(index.index.terms):
        if index.index.runs[position]:
            name = f"h{term_hash(term) % core['runs']}.json"
        else:
            name = f"t{max(at for at, key in enumerate(keys) if key <= term)}.json"
        assert term in files[name]["t"].split(" ")


def test_numbers_are_read_back() -> None:
    values = [0, 1, 31, 32, 1023, 1024, 20_000_000]
    text, starts = encode(np.array(values))
    assert len(starts) == len(values) + 1
    digits = [ALPHABET.index(chr(byte)) for byte in text]
    read = [
        sum((digit & 31) << (5 * place) for place, digit in enumerate(digits[start:end]))
        for start, end in pairwise(starts)
    ]
    assert read == values
    assert encode_text([]) == ""


def test_hashes_spread_terms_evenly(indexes: dict[str, LocaleIndex]) -> None:
    terms = [
        chr(0x4E00 + first) + chr(0x4E00 + second)
        for first in range(0, 2000, 40)
        for second in range(0, 2000, 40)
    ]
    counts = Counter(term_hash(term) % 50 for term in terms)
    assert len(counts) == 50
    assert max(counts.values()) < 2 * len(terms) / 50
    assert _hashes([*terms[:9], "退", "\U00020000退", "ab"]) == [
        term_hash(term) for term in (*terms[:9], "退", "\U00020000退", "ab")
    ]


def test_a_query_fetches_each_file_once_and_not_the_whole_index(
    run_node: NodeRunner, scripts: Path, sample_site: Path
) -> None:
    calls = [["zh", "query", "退款"], ["zh", "query", "退款"], ["zh", "query", "tuikuan"]]
    fetched = run_node(
        "search", {"engine": str(scripts / "engine.js"), "site": str(sample_site), "calls": calls}
    )["fetched"]
    assert len(fetched) == len(set(fetched))
    assert fetched[0] == "manifest.json"
    assert len(fetched) < len(list((sample_site / "search").rglob("*.json")))


@pytest.mark.parametrize(
    ("locale", "text", "shown"),
    [
        ("zh", "退款多久", "退款多久"),
        ("zh", "<b>退款</b>！", None),
        ("zh", "推款", "退款"),
        ("zh", "帳戶被鎖", "账户被锁"),
        ("zh", "tuikuan", "退款"),
        ("en", "refnd", "refund"),
        ("en", "refund!!! :)", "refund"),
        ("zh", "+1-888-555-0199", None),
        ("zh", "请拨打四零零八八八退款", None),
        ("zh", "INVALID_KEY", "invalid key"),
        ("zh", "40001", "40001"),
        ("zh", "40002", None),
        ("en", "TRADE_NOT_EXIST", None),
        ("en", "call 40001 40001", None),
        ("en", "evil.example.com", None),
        ("en", "", None),
    ],
)
def test_text_from_an_address_is_shown_only_as_known_words(
    run_node: NodeRunner, scripts: Path, sample_site: Path, locale: str, text: str, shown: str | None
) -> None:
    calls = [[locale, "vet", text]]
    found = run_node(
        "search", {"engine": str(scripts / "engine.js"), "site": str(sample_site), "calls": calls}
    )
    assert found["answers"] == [shown]


def test_an_unknown_locale_is_refused(run_node: NodeRunner, scripts: Path, sample_site: Path) -> None:
    with pytest.raises(AssertionError, match="There is no search for 'fr'"):
        run_node(
            "search",
            {"engine": str(scripts / "engine.js"), "site": str(sample_site), "calls": [["fr", "query", "x"]]},
        )


def test_related_entries_are_near_and_for_the_same_readers(indexes: dict[str, LocaleIndex]) -> None:
    related = related_entries(indexes["zh"])
    assert "cgpay/payments/money-not-credited" in related["cgpay/refunds/request-refund"]
    merchants = {document.ref for document in DOCUMENTS["zh"] if document.audience == "merchant"}
    for ref, others in related.items():
        assert ref not in others
        assert ref in merchants or not merchants & set(others)
    assert set(related_entries(indexes["zh"], ["huifu/account/locked"], limit=1)) == {"huifu/account/locked"}


def test_an_empty_locale_is_published(run_node: NodeRunner, scripts: Path, tmp_path: Path) -> None:
    documents: list[SearchDocument] = []
    published = write_index("zh", documents, VOCABULARY)
    for name, data in {**published.files, **write_manifest([published])}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    calls = [["zh", "query", "退款"], ["zh", "query", "refnd"], ["zh", "vet", "退款"]]
    found = run_node("search", {"engine": str(scripts / "engine.js"), "site": str(tmp_path), "calls": calls})
    assert [answer["total"] for answer in found["answers"][:2]] == [0, 0]
