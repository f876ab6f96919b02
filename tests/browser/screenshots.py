"""Takes a picture of each kind of page, to be looked at: `scripts/screenshots [KIND…]`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.kinds import KINDS, SCHEMES, WIDTHS
from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.site_server import Site, serve

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / "screenshots"


def main(wanted: list[str]) -> None:
    """Builds the site, serves it and takes the pictures of the kinds that are `wanted`, or of all."""
    kinds = {kind: path for kind, path in KINDS.items() if not wanted or _is_wanted(kind, wanted)}
    if not kinds:
        sys.exit(f"No such kind of page. Choose from: {', '.join(KINDS)}")
    FOLDER.mkdir(exist_ok=True)
    browser_path = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary) / "site"
        command = [str(Path(sys.executable).parent / "helpcenter"), "build", "--site-dir", str(folder)]
        subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(CHROMIUM_FLAGS))
        with serve(folder) as site:
            for width in WIDTHS:
                for scheme in SCHEMES:
                    _take(browser, site, kinds, width, scheme)
        browser.close()
    print(f"{len(kinds) * len(WIDTHS) * len(SCHEMES)} pictures in {FOLDER.relative_to(REPOSITORY)}/")


def _take(browser: Browser, site: Site, kinds: dict[str, str], width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    for kind, path in kinds.items():
        page.goto(site.url(path))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{kind}-{width}-{scheme}.png", full_page=True)
    context.close()


def _is_wanted(kind: str, wanted: list[str]) -> bool:
    return kind in wanted or kind.rpartition("-")[0] in wanted


if __name__ == "__main__":
    main(sys.argv[1:])
