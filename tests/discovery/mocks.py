"""Search results and unfolded links of a site's pages, drawn as readers meet them elsewhere: to be looked at.

python -m tests.discovery.mocks SITE_DIR OUT_DIR writes `found.html` and, with Chromium, `found.png`.
"""

from __future__ import annotations

import base64
import shutil
import sys
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

PAGES = (
    "zh/cgpay/refunds/request-refund/index.html",
    "en/topay/payments/payment-fails/index.html",
    "zh/contact/huifu/index.html",
)
_STYLE = """
body{margin:0;padding:32px;background:#fff;font:14px/1.5 Arial,"Noto Sans CJK SC",sans-serif;color:#202124;width:1160px}
h2{font-size:13px;color:#5f6368;font-weight:400;margin:24px 0 12px;border-bottom:1px solid #eee}
.row{display:grid;grid-template-columns:600px 1fr;gap:48px;margin:0 0 28px;align-items:start}
.result{width:600px}.site{font-size:14px}.where{font-size:12px;color:#4d5156}.name{font-size:20px;line-height:1.3;color:#1a0dab;
margin:4px 0 3px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.text{color:#4d5156;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.card{width:480px;border:1px solid #dadde1;border-radius:12px;overflow:hidden;background:#f7f8fa}
.card img{display:block;width:480px;height:252px}.in{padding:10px 14px}
.host{font-size:12px;color:#65676b;text-transform:uppercase}
.title{font-weight:600;font-size:16px;line-height:1.3;margin:2px 0}
.about{color:#65676b}
.title,.about{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
"""


def found_html(site: Path, pages: tuple[str, ...] = PAGES) -> str:
    """Returns a page that shows each of `pages` as a search result and as an unfolded link."""
    rows = "".join(
        f'<div class="row">{_result(site / page)}{_card(site, site / page)}</div>' for page in pages
    )
    return f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style><h2>found, and shared</h2>{rows}'


def _result(page: Path) -> str:
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    address = urlsplit(_meta(tree, "link[rel=canonical]", "href"))
    path = " › ".join(part for part in address.path.split("/") if part)
    title = tree.css_first("title")
    assert title is not None
    return (
        f'<div class="result"><div class="site">{escape(_meta(tree, _og("site_name")))}</div>'
        f'<div class="where">{escape(address.scheme)}://{escape(address.netloc)} › {escape(path)}</div>'
        f'<div class="name">{escape(title.text())}</div>'
        f'<div class="text">{escape(_meta(tree, "meta[name=description]"))}</div></div>'
    )


def _card(site: Path, page: Path) -> str:
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    address = urlsplit(_meta(tree, _og("image")))
    picture = site / address.path[address.path.index("assets/") :]
    data = base64.b64encode(picture.read_bytes()).decode()
    return (
        f'<div class="card"><img alt="{escape(_meta(tree, _og("image:alt")))}" src="data:image/png;base64,{data}">'
        f'<div class="in"><div class="host">{escape(address.netloc)}</div>'
        f'<div class="title">{escape(_meta(tree, _og("title")))}</div>'
        f'<div class="about">{escape(_meta(tree, _og("description")))}</div></div></div>'
    )


def _og(name: str) -> str:
    return f'meta[property="og:{name}"]'


def _meta(tree: LexborHTMLParser, selector: str, attribute: str = "content") -> str:
    node = tree.css_first(selector)
    assert node is not None, selector
    return str(node.attributes[attribute])


def main() -> None:
    """Writes the page, and its picture when a Chromium is there."""
    site, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    (out / "found.html").write_text(found_html(site), encoding="utf-8")
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES

    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        page = browser.new_page(viewport={"width": 1224, "height": 800})
        page.goto((out / "found.html").resolve().as_uri())
        page.screenshot(path=out / "found.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
