"""Synthetic content from the real one: the same answers again and again, each copy about another shop.

A copy is a real entry with the shop's name in its title, asks, summary and texts, so that titles, asks, search terms
and digests differ as real ones do. Links lead to the same copy of the entry that they name. All rules hold, and the
same size gives the same bytes.

    python -m benchmarks.content FOLDER ENTRIES
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from helpcenter.catalog import text_digests
from helpcenter.loader import parse
from helpcenter.model import Entry
from helpcenter.rules.scripts import width
from helpcenter.rules.style import WIDEST_SUMMARY, WIDEST_TITLE

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("zh", "en")
_SOURCE: TypeAdapter[Any] = TypeAdapter(Entry)

# (Chinese, English): combined, they name 1,225 shops.
_FIRST = (
    ("蓝色", "Blue"), ("青色", "Teal"), ("银色", "Silver"), ("金色", "Golden"), ("红色", "Crimson"),
    ("绿色", "Green"), ("紫色", "Violet"), ("白色", "White"), ("黑色", "Black"), ("橙色", "Amber"),
    ("安静", "Quiet"), ("明亮", "Bright"), ("古老", "Ancient"), ("北方", "Northern"), ("南方", "Southern"),
    ("东方", "Eastern"), ("西方", "Western"), ("快乐", "Merry"), ("勇敢", "Brave"), ("清新", "Fresh"),
    ("温暖", "Warm"), ("凉爽", "Cool"), ("甜蜜", "Sweet"), ("柔软", "Velvet"), ("坚固", "Sturdy"),
    ("高大", "Tall"), ("小巧", "Little"), ("遥远", "Distant"), ("神秘", "Hidden"), ("闪亮", "Shiny"),
    ("晴朗", "Sunny"), ("多雪", "Snowy"), ("微风", "Breezy"), ("雾中", "Misty"), ("夏日", "Summer"),
)  # fmt: skip
_SECOND = (
    ("灯笼", "Lantern"), ("花园", "Garden"), ("码头", "Harbour"), ("桥梁", "Bridge"), ("森林", "Forest"),
    ("河流", "River"), ("山峰", "Summit"), ("海豚", "Dolphin"), ("麻雀", "Sparrow"), ("狐狸", "Fox"),
    ("书店", "Bookshop"), ("茶馆", "Teahouse"), ("面包", "Bakery"), ("磨坊", "Mill"), ("帆船", "Sailboat"),
    ("马车", "Carriage"), ("钟楼", "Belfry"), ("画廊", "Gallery"), ("剧院", "Theatre"), ("果园", "Orchard"),
    ("草地", "Meadow"), ("岛屿", "Island"), ("湖泊", "Lake"), ("城堡", "Castle"), ("风车", "Windmill"),
    ("鹦鹉", "Parrot"), ("松树", "Pine"), ("枫叶", "Maple"), ("竹林", "Bamboo"), ("珊瑚", "Coral"),
    ("星星", "Star"), ("月亮", "Moon"), ("彩虹", "Rainbow"), ("铃铛", "Bell"), ("风筝", "Kite"),
)  # fmt: skip


def write_content(folder: Path, entries: int) -> None:
    """Writes a project of about `entries` entries in each of two locales below `folder`: content, docs, settings.

    The converted locale is left out: others that are measured beside us have no such pages to build.

    Raises ValueError for more than there are names for, some 60,000.
    """
    real = {tag: dict(_entries(ROOT / "content" / tag)) for tag in LOCALES}
    ids = [entry_id for entry_id in sorted(real["zh"]) if entry_id in real["en"]]
    if entries > len(ids) * len(_FIRST) * len(_SECOND):
        raise ValueError(f"there are names for {len(ids) * len(_FIRST) * len(_SECOND)} entries at most")
    places = [(ids[number % len(ids)], number // len(ids)) for number in range(max(entries, len(ids)))]
    known = {_renamed(entry_id, copy) for entry_id, copy in places}
    for entry_id, copy in places:
        links = {one: _renamed(one, copy) if _renamed(one, copy) in known else one for one in ids}
        source = _copy(real["zh"][entry_id], "zh", copy, links)
        translation = _copy(real["en"][entry_id], "en", copy, links)
        digests = text_digests(_SOURCE.validate_python(source))
        for tag, data in (("zh", source), ("en", {**translation, "digests": digests})):
            file = folder / "content" / tag / f"{_renamed(entry_id, copy)}.yml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000), "utf-8"
            )
    for tag in LOCALES:
        for name in ("locale.yml", "glossary.yml"):
            shutil.copy(ROOT / "content" / tag / name, folder / "content" / tag / name)
        shutil.copytree(ROOT / "docs" / tag, folder / "docs" / tag)
    shutil.copytree(ROOT / "content" / "providers", folder / "content" / "providers")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for ours, plain in (("  custom_dir: overrides\n", ""), (", {tag: zh-Hant, derived_from: zh}", "")):
        if ours not in settings:
            raise ValueError(f"mkdocs.yml no longer says {ours!r}: benchmarks would measure something else")
        settings = settings.replace(ours, plain)
    (folder / "mkdocs.yml").write_text(settings, "utf-8")


def _entries(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for file in sorted(folder.glob("*/*/*.yml")):
        yield file.relative_to(folder).with_suffix("").as_posix(), parse(file.read_bytes(), str(file)).data


def _renamed(entry_id: str, copy: int) -> str:
    return f"{entry_id}-{_shop(copy, 'en').lower().replace(' ', '-')}" if copy else entry_id


def _shop(copy: int, locale: str) -> str:
    first, second = divmod(copy, len(_SECOND))
    chinese, english = zip(_FIRST[first], _SECOND[second], strict=True)
    return "".join(chinese) if locale == "zh" else " ".join(english)


def _copy(data: Mapping[str, Any], locale: str, copy: int, links: Mapping[str, str]) -> dict[str, Any]:
    """Returns the data of an entry's copy: its links led on, the shop's name in its texts."""
    moved: dict[str, Any] = _relink({key: value for key, value in data.items() if key != "digests"}, links)
    if not copy:
        return moved
    shop = _shop(copy, locale)
    chinese = locale == "zh"
    named = f"{shop}：{moved['title']}" if chinese else f"{shop}: {moved['title']}"
    # A title that would be too long gives way to an ask, which is short and as unlike others.
    moved["title"] = named if width(named) <= WIDEST_TITLE else f"{shop}: {moved['asks'][0]}"
    if "asks" in moved:
        moved["asks"] = [
            f"{shop} {ask}" if not chinese or ask[0].isascii() else shop + ask for ask in moved["asks"]
        ]
    # At its beginning, since search engines are given no more than that; no two pages may tell them the same.
    moved["summary"] = _fitting(f"{shop}：" if chinese else f"{shop}: ", moved["summary"])
    more = f"在{shop}买的东西也一样。" if chinese else f"It's the same for what you bought at the {shop}."
    for name in ("answer", "after", "before"):
        if name in moved:
            moved[name] = f"{moved[name].rstrip()}\n\n{more}\n"
    for part in ("steps", "checks", "outcomes"):
        for item in moved.get(part, ()):
            for name in ("do", "question", "title"):
                if name in item:
                    item[name] += f"（{shop}）" if chinese else f" ({shop})"
            for name in ("detail", "help", "text"):
                if name in item:
                    item[name] = f"{item[name].rstrip()}\n\n{more}"
            if "expect" in item:
                item["expect"] += more if chinese else f" {more}"
    moved.pop("featured", None)
    return moved


def _fitting(begin: str, summary: str) -> str:
    """Returns a summary that begins so, without its last sentences where it would be too long."""
    sentences = re.findall(r".+?(?:。|[.!?？！](?: |$)|$)", summary)
    # References grow when they are filled in.
    while len(sentences) > 1 and width(begin + "".join(sentences)) > WIDEST_SUMMARY - 40:
        sentences.pop()
    return begin + "".join(sentences).rstrip()


def _relink(value: Any, links: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _relink(item, links) for key, item in value.items()}
    if isinstance(value, list):
        return [_relink(item, links) for item in value]
    if value in links:
        return links[value]
    for old, new in links.items():
        for end in (")", "#"):
            value = value.replace(f"](entry:{old}{end}", f"](entry:{new}{end}")
    return value


class _Dumper(yaml.CSafeDumper):
    """Writes long texts as writers do: in literal blocks."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)

if __name__ == "__main__":
    write_content(Path(sys.argv[1]), int(sys.argv[2]))
