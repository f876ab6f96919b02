"""A site with more than sixty faults: each is found at its place, none twice, and nothing else."""

from __future__ import annotations

import re
import shutil
from itertools import product
from pathlib import Path

from helpcenter.authoring.translations import accept
from helpcenter.catalog import load_catalog, load_content
from helpcenter.catalog.linking import link
from helpcenter.check import check_content
from helpcenter.model import read_settings
from tests.rules.golden import SITE, TODAY
from tests.rules.seeds import IN_ENTRIES, IN_FILES, Seed

# Sixty years of the Chinese calendar: names that are words in neither language.
NAMES = [f"{stem}{branch}" for stem, branch in product("甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未申")]
ENGLISH = [
    f"{first}{second}"
    for first, second in product("KLMNPRTV", ("abo", "edu", "imo", "olu", "uro", "aki", "eso", "ita", "opu"))
]


class Seeded:
    """The site under construction, and the findings that it must have."""

    def __init__(self, folder: Path) -> None:
        self.site = Path(shutil.copytree(SITE, folder / "site"))
        self.expected: list[str] = []

    def plant(self) -> None:
        changes = [self._copy(seed, number) for number, seed in enumerate(IN_ENTRIES)]
        settings = read_settings(self.site / "mkdocs.yml")
        for seed, slug in changes:
            self._spoil(seed, slug)
        # Files with faults of form are left out of the catalog, and so are their translations.
        list(accept(settings, link(settings, load_content(settings)), [slug for _, slug in changes]))
        for code, path, old, new in IN_FILES:
            self._change(self.site / path, path, code, old, new)

    def _copy(self, seed: Seed, number: int) -> tuple[Seed, str]:
        """Writes a clean copy of an entry, with a title and asks of its own."""
        slug = f"{seed.entry}-{ENGLISH[number].lower()}"
        for tag, name in (("zh", NAMES[number]), ("en", ENGLISH[number])):
            text = (SITE / "content" / tag / f"{seed.entry}.yml").read_text()
            text = re.sub(r"# Which source.*", "", text, flags=re.DOTALL)
            text = re.sub(r"^title: ", f"title: {name} ", text, flags=re.MULTILINE)
            asks = text.split("asks:\n")[1].split("summary:", 1)[0]
            text = text.replace(asks, "".join(f"{line} {name}\n" for line in asks.splitlines()))
            (self.site / "content" / tag / f"{slug}.yml").write_text(text)
        return seed, slug

    def _spoil(self, seed: Seed, slug: str) -> None:
        number = [slug.endswith(name.lower()) for name in ENGLISH].index(True)
        for tag, changes in (
            (seed.locale, ((seed.old, seed.new),)),
            ("en" if seed.locale == "zh" else "zh", seed.also),
        ):
            path = f"content/{tag}/{slug}.yml"
            file = self.site / path
            text = file.read_text()
            for old, new in changes:
                if not old and not new:
                    continue
                old = self._meant(old, text)
                new = new.replace("SELF", slug).replace(
                    "NAME", NAMES[number] if tag == "zh" else ENGLISH[number]
                )
                self._change(file, path, seed.code, old, new)
        if "§" not in seed.new:
            self.expected.append(f"{self._place_of_absence(seed, slug)} {seed.code}")
        if seed.code == "HC107":  # The check's id is also where the answer before it leads.
            file = self.site / "content" / seed.locale / f"{slug}.yml"
            file.write_text(file.read_text().replace("next: balance", "next: money"))

    @staticmethod
    def _meant(old: str, text: str) -> str:
        """Returns the part of an entry that a name in capitals stands for."""
        if old == "OTHERWISE":
            return "otherwise:\n" + text.split("otherwise:\n")[1].split("related:")[0].split("# ")[0]
        if old == "STEP-2":
            return (
                "  - do: Fill in the request\n"
                + text.split("  - do: Fill in the request\n")[1].split("after:")[0]
            )
        if old == "TITLE":
            return next(line for line in text.splitlines() if line.startswith("title:"))
        return old

    def _place_of_absence(self, seed: Seed, slug: str) -> str:
        """Returns where something missing is reported."""
        path = f"content/{seed.locale}/{slug}.yml"
        lines = (self.site / path).read_text().splitlines()
        sign = {"HC109": "  - id: balance", "HC111": "  - id: balance", "HC204": "steps:"}.get(seed.code)
        if sign is None:
            return f"{path}:1:1"
        column = 1 if seed.code == "HC204" else 5
        return f"{path}:{lines.index(sign) + 1}:{column}"

    def _change(self, file: Path, path: str, code: str, old: str, new: str) -> None:
        text = file.read_text() if old else ""
        assert not old or text.count(old) == 1, f"{code}: {old!r} stands {text.count(old)} times in {path}"
        marked = text.replace(old, new) if old else new
        file.write_text(marked.replace("§", ""))
        if "§" in marked:
            before = marked[: marked.index("§")]
            column = len(before) - before.rfind("\n")
            self.expected.append(f"{path}:{before.count(chr(10)) + 1}:{column} {code}")
        elif old and code == "HC211":
            line = text[: text.index("strings:")].count("\n") + 1
            self.expected.append(f"{path}:{line}:1 {code}")


def test_every_fault_is_found_once_at_its_place(tmp_path: Path) -> None:
    seeded = Seeded(tmp_path)
    seeded.plant()
    found = [
        f"{item.location} {item.code}"
        for item in check_content(read_settings(seeded.site / "mkdocs.yml"), TODAY, ignore=("HC7",)).findings
    ]
    assert sorted(set(seeded.expected) - set(found)) == []
    assert sorted(set(found) - set(seeded.expected)) == []
    assert len(found) == len(set(found)) == len(seeded.expected)


def test_there_are_enough_of_them() -> None:
    assert len(IN_ENTRIES) + len(IN_FILES) >= 60


def test_the_site_is_clean_before(tmp_path: Path) -> None:
    """The same copies without their faults have no finding."""
    seeded = Seeded(tmp_path)
    copies = [seeded._copy(seed, number) for number, seed in enumerate(IN_ENTRIES)]
    settings = read_settings(seeded.site / "mkdocs.yml")
    list(accept(settings, load_catalog(settings), [slug for _, slug in copies]))
    assert [str(item) for item in check_content(settings, TODAY).findings] == []
