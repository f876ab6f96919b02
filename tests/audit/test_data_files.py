"""Facts of a file made with what it was before are those of a fresh look, whatever was edited."""

from __future__ import annotations

import json
import random

import pytest

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.reading import Before, read_data_file
from helpcenter.audit.reading import data_files as module
from helpcenter.discovery.files import json_file

SITE = SiteAddress.of("https://help.example.com/")
TEXTS = (
    "Open the app.", "Call 400-555-0199 now.", "400-555-0199", "Write to me (at)",
    "mallory@evil.example", "foo#bar.example", "把 # 换成 @", "WeChat ID:", "abc_12345", "telegram: mallory_1",
    "微信号", "+1 (555)", "010-0199",
    "https://help.example.com/zh/", "https://help.example.com/en/", "https://other.example.com/", "eight", "zero",
    "８００", "# Heading", "## Part", "Ordinary.", "Zahlung", "",
)  # fmt: skip
KEYS = ("text", "phone", "wechat", "a", "items", "url")


class Edits:
    """Random files, each an edit of the last one."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.records = [self._record() for _ in range(6)]

    def edit(self) -> None:
        at = self.random.randrange(len(self.records) + 1)
        match self.random.randrange(4):
            case 0:
                self.records.insert(at, self._record())
            case 1:
                del self.records[at - 1 : at]
            case 2:
                self.records[at : at + 1] = [self._record()]
            case 3:
                self.random.shuffle(self.records)

    def json(self) -> bytes:
        if self.random.random() < 0.2:
            return json.dumps(self.random.choice((self.records, {"x": 1}, "010-0199")), indent=1).encode()
        head = {self.random.choice(KEYS): self.random.choice(TEXTS), "n": 1, "more": {"phone": "1"}}
        return json_file("x.json", {**head, "list": self.records}).data

    def text(self) -> bytes:
        parts = [f"# {' '.join(map(str, record.values()))}\n" for record in self.records]
        return "\n".join([self.random.choice(TEXTS), *parts]).replace(", ", "\n").encode()

    def _record(self) -> dict[str, object]:
        keys = self.random.sample(KEYS, 3)
        texts = self.random.choices(TEXTS if self.random.random() < 0.4 else TEXTS[-1:-4:-1], k=4)
        return {keys[0]: texts[0], keys[1]: texts[1], keys[2]: texts[2:]}


@pytest.mark.parametrize("ending", ["json", "txt", "md"])
@pytest.mark.parametrize("seed", range(40))
def test_facts_are_those_of_a_fresh_look(seed: int, ending: str) -> None:
    edits, before = Edits(seed), None
    for _ in range(12):
        data = edits.json() if ending == "json" else edits.text()
        fresh = read_data_file(f"zh/x.{ending}", data, SITE)
        assert read_data_file(f"zh/x.{ending}", data, SITE, before=before) == fresh
        before = Before(data, fresh)
        edits.edit()


@pytest.mark.parametrize("ending", ["json", "txt"])
def test_only_what_is_new_is_searched(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def file(*texts: str) -> bytes:
        if ending == "json":
            return json_file("x.json", {"version": 1, "list": [{"text": text} for text in texts]}).data
        return "\n".join(f"# {text}\n" for text in texts).encode()

    searched: list[str] = []

    def note(texts: list[str]) -> list[object]:
        searched.extend(texts)
        return []

    monkeypatch.setattr(module, "contact_shapes", lambda text: note([text]))
    monkeypatch.setattr(module, "contact_shapes_in", note)
    path, data = f"x.{ending}", file("one", "two", "three", "end")
    before = Before(data, read_data_file(path, data, SITE))
    assert "two" in " ".join(searched)
    searched.clear()
    read_data_file(path, file("one", "three", "second", "end"), SITE, before=before)
    assert "second" in " ".join(searched)
    assert not {"one", "two", "three", "end"} & set("".join(searched).split())


@pytest.mark.parametrize("text", ["Call 400-555-0199 now.", "mallory@evil.example"])
@pytest.mark.parametrize("ending", ["json", "txt"])
def test_a_contact_that_was_there_before_is_found_again(text: str, ending: str) -> None:
    def file(*texts: str) -> bytes:
        if ending == "json":
            return json_file("x.json", {"version": 1, "list": [{"text": text} for text in texts]}).data
        return "\n".join(f"# {text}\n" for text in texts).encode()

    path, data = f"x.{ending}", file("one", text, "three")
    before = Before(data, read_data_file(path, data, SITE))
    assert len(before.facts.mentions) == 1
    again = read_data_file(path, file("one", text, "four"), SITE, before=before)
    assert again.mentions == before.facts.mentions


def test_a_file_that_could_not_be_read_before_says_nothing() -> None:
    for data, path in (
        (b"\xff# Call 400-555-0199 now.", "x.txt"),
        (b'{"a": ["Call 400-555-0199."]', "x.json"),
    ):
        before = Before(data, read_data_file(path, data, SITE))
        assert before.facts.faults
        assert not before.facts.mentions
        mended = data.replace(b"\xff", b"\n") if path == "x.txt" else data + b"}"
        assert len(read_data_file(path, mended, SITE, before=before).mentions) == 1


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"rows": ["010000010100", "13800000000"]}, []),
        ({"rows": ["138-0000-0000"]}, ["138-0000-0000"]),
        ({"phone": "13800000000"}, ["13800000000"]),
        ({"title": "Call\n13800000000"}, ["13800000000"]),
        ({"entries": [{"title": "See", "summary": "400-000-0000"}]}, ["400-000-0000"]),
    ],
)
def test_a_number_in_json_is_one_with_words_separators_or_a_telling_key(
    value: object, found: list[str]
) -> None:
    facts = read_data_file("x.json", json.dumps(value).encode(), SITE)
    assert [mention.written for mention in facts.mentions] == found
