"""Random histories of a small site: every kind of edit that a build must notice, each from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.sites import faq, translated_faq, write_site

SETTINGS = """\
site_name: {name}
site_url: https://help.example.com/
{repository}theme: {{name: material{custom}}}
plugins:
  - helpcenter:
      locales: [{locales}]
      categories: [{categories}]
      fallback: {fallback}
      rich_results: {rich}
      keep_releases: 2
"""
WORDS = ("money", "card", "payment", "refund", "account", "bill", "limit", "transfer", "phone", "code")


class History:
    """A site below `folder` that changes at random, and the options its next build gets."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.today = "2026-11-22"
        self.settings = {
            "name": "Test", "repository": "", "custom": "", "locales": "zh, en",
            "categories": "account, payments, refunds", "fallback": "notice", "rich": "false",
        }  # fmt: skip
        self.number = 0
        write_site(folder, {})
        for _ in range(4):
            self.add_entry()
        self.write_page()
        self.write_settings()

    def step(self) -> str:
        """Makes one to three edits; returns their names."""
        edits = self.random.choices(self.edits, k=self.random.randint(1, 3))
        for edit in edits:
            edit()
        return ", ".join(edit.__name__ for edit in edits)

    @property
    def edits(self) -> list[Callable[[], None]]:
        """What can happen; what writers do most is there most often."""
        often = [self.edit_entry] * 5 + [self.add_entry] * 2 + [self.edit_translation] * 2
        return [
            *often, self.delete_entry, self.rename_entry, self.delete_translation, self.relate_entries,
            self.edit_provider, self.edit_locale, self.edit_glossary, self.change_settings, self.edit_theme,
            self.write_page, self.delete_page, self.change_day, self.touch_everything, self.record_page,
            self.suppress, self.feature_entry, self.say_nothing_new,
        ]  # fmt: skip

    def add_entry(self) -> None:
        self.number += 1
        category = self.random.choice(("account", "payments", "refunds"))
        path = f"acme/{category}/answer-{self.number}.yml"
        answer = "{} {{{{ fact.refund_time }}}}"
        self._write(f"content/zh/{path}", faq(self._phrase(), answer=answer.format(self._phrase())))
        if self.random.random() < 0.7:
            self._write(
                f"content/en/{path}", translated_faq(self._phrase(), answer=answer.format(self._phrase()))
            )

    def edit_entry(self) -> None:
        field = self.random.choice(("title", "summary", "answer", "asks", "reviewed", "keywords"))
        value = {"asks": [self._phrase()], "keywords": [self._phrase()], "reviewed": "2026-11-20"}.get(
            field, self._phrase()
        )
        self._change(self._entry("zh"), **{field: value})

    def edit_translation(self) -> None:
        self._change(self._entry("en"), summary=self._phrase(), title=self._phrase())

    def delete_entry(self) -> None:
        entry = self._entry("zh")
        if entry is not None and len(self._entries("zh")) > 2:
            (self.folder / str(entry).replace("/zh/", "/en/")).unlink(missing_ok=True)
            entry.unlink()

    def delete_translation(self) -> None:
        entry = self._entry("en")
        if entry is not None:
            entry.unlink()

    def rename_entry(self) -> None:
        entry = self._entry("zh")
        if entry is not None:
            self.number += 1
            for tag in ("zh", "en"):
                file = Path(str(entry).replace("/zh/", f"/{tag}/"))
                if file.is_file():
                    file.rename(file.with_name(f"moved-{self.number}.yml"))

    def relate_entries(self) -> None:
        one, other = self._entry("zh"), self._entry("zh")
        if one is not None and other is not None and one != other:
            entry_id = other.relative_to(self.folder / "content/zh").with_suffix("").as_posix()
            self._change(one, related=[entry_id])

    def feature_entry(self) -> None:
        self._change(self._entry("zh"), featured=self.random.randint(1, 9))

    def suppress(self) -> None:
        self._change(self._entry("zh"), allow=[{"HC407": "a reason"}])

    def edit_provider(self) -> None:
        file = self.folder / "content/providers/acme.yml"
        data = yaml.safe_load(file.read_text("utf-8"))
        data["facts"]["refund_time"]["value"]["at_most"] = self.random.randint(6, 9)
        data["description"]["en"] = f"{self._phrase()}."
        self._dump(file, data)

    def edit_locale(self) -> None:
        tag = self.random.choice(("zh", "en"))
        file = self.folder / f"content/{tag}/locale.yml"
        data = yaml.safe_load(file.read_text("utf-8"))
        data["categories"]["account"]["description"] = self._phrase()
        self._dump(file, data)

    def edit_glossary(self) -> None:
        tag = self.random.choice(("zh", "en"))
        term = {"preferred": self._phrase(), "definition": f"{self._phrase()}.", "variants": [self._phrase()]}
        self._dump(self.folder / f"content/{tag}/glossary.yml", {"terms": {"thing": term}})

    def change_settings(self) -> None:
        name, value = self.random.choice((
            ("name", self._phrase()), ("fallback", "stub"), ("fallback", "notice"), ("fallback", "none"),
            ("rich", "true"), ("rich", "false"), ("categories", "refunds, payments, account"),
            ("repository", "repo_url: https://git.example.com/a/b\nedit_uri: edit/main/docs/\n"),
            ("locales", "en, zh"), ("locales", "zh, en"),
        ))  # fmt: skip
        self.settings[name] = value
        self.write_settings()

    def edit_theme(self) -> None:
        self.settings["custom"] = ", custom_dir: theme"
        name = self.random.choice(("partials/footer.html", "pages/breadcrumb.html", "assets/css/print.css"))
        ours = Path(__file__).resolve().parents[2] / "overrides" / name
        comment = self.random.randint(0, 9)
        more = f"/* {comment} */ .hc-x{{order:{comment}}}" if name.endswith("css") else f"<!-- {comment} -->"
        self._write(f"theme/{name}", f"{ours.read_text('utf-8')}\n{more}\n")
        self.write_settings()

    def write_page(self) -> None:
        tag, name = self.random.choice(("zh", "en")), self.random.choice(("about", "help", "index"))
        heading = "" if name == "index" else f"# {self._phrase()}\n\n"
        text = f"---\ntitle: {self._phrase()}\ndescription: {self._phrase()}\n---\n{heading}Some text.\n"
        self._write(f"docs/{tag}/{name}.md", text)

    def delete_page(self) -> None:
        pages = sorted(self.folder.glob("docs/*/*.md"))
        if pages:
            self.random.choice(pages).unlink()

    def change_day(self) -> None:
        self.today = self.random.choice(("2026-11-22", "2026-11-23", "2027-12-01"))

    def touch_everything(self) -> None:
        for file in sorted(self.folder.glob("content/*/*/*/*.yml")):
            file.write_bytes(file.read_bytes())

    def record_page(self) -> None:
        entry = self._entry("zh")
        if entry is not None:
            url = "zh/" + entry.relative_to(self.folder / "content/zh").with_suffix("").as_posix() + "/"
            self._write("content/published.txt", f"{url} 2026-11-01 2026-11-2{self.number % 3} 1a2b3c4d\n")

    def say_nothing_new(self) -> None:
        """Leaves all as it is: a build of nothing new."""

    def write_settings(self) -> None:
        self._write("mkdocs.yml", SETTINGS.format(**self.settings))

    def _entries(self, tag: str) -> list[Path]:
        return sorted(self.folder.glob(f"content/{tag}/*/*/*.yml"))

    def _entry(self, tag: str) -> Path | None:
        entries = self._entries(tag)
        return self.random.choice(entries) if entries else None

    def _change(self, file: Path | None, **fields: object) -> None:
        if file is not None:
            self._dump(file, {**yaml.load(file.read_text("utf-8"), yaml.BaseLoader), **fields})

    def _dump(self, file: Path, data: object) -> None:
        self._write(
            file.relative_to(self.folder).as_posix(),
            yaml.safe_dump(data, allow_unicode=True, sort_keys=False),
        )

    def _write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _phrase(self) -> str:
        return " ".join(self.random.choices(WORDS, k=4)).capitalize()
