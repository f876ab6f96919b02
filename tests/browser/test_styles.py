"""The cut style sheet: every page looks as it does with the whole of Material's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import KINDS
from tests.site_server import Site

pytestmark = pytest.mark.browser

# Every property of every element and of its ::before and ::after, with the one sheet and with the other.
# Animations and transitions are off, so that a value is the final one.
DIFFERENCES = """async (whole) => {
    const elements = [...document.querySelectorAll('*')];
    const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith('--'));
    const text = (style) => names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ');
    const computed = () => elements.flatMap((element) => [null, '::before', '::after'].map((part) => {
        const style = getComputedStyle(element, part);
        // A pseudo-element without content is not there.
        return part && ['none', 'normal'].includes(style.content) ? '' : text(style);
    }));
    const cut = computed();
    const link = document.querySelector('link[href*="/site."]');
    const loaded = new Promise((resolve) => link.addEventListener('load', resolve, { once: true }));
    link.href = whole;
    await loaded;
    const parts = (all) => all.split('; ');
    const found = computed().flatMap((now, index) => {
        if (now === cut[index]) return [];
        const element = elements[Math.floor(index / 3)];
        const before = new Set(parts(cut[index]));
        const changed = parts(now).filter((part) => !before.has(part));
        return [`${element.tagName}.${element.className}: ${changed.join('; ')}`];
    });
    return { found, compared: cut.length, properties: names.length };
}"""


@pytest.mark.parametrize("kind", sorted(kind for kind in KINDS if not kind.endswith("-zh")))
def test_computed_styles_equal_those_of_the_whole_sheet(page: Page, site: Site, kind: str) -> None:
    sheet = next(site.folder.glob("assets/whole.*.css"))
    whole = site.url(f"assets/{sheet.name}")
    for width, scheme, media in (
        (360, "light", "screen"),
        (1280, "dark", "screen"),
        (1280, "light", "print"),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, media=media)  # type: ignore[arg-type]
        page.goto(site.url(KINDS[kind]))
        page.wait_for_load_state("networkidle")
        result = page.evaluate(DIFFERENCES, whole)
        assert result["compared"] > 300
        assert result["properties"] > 200
        assert result["found"] == []
