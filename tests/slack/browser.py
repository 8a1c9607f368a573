"""The sandbox's own page in headless Chromium, driven as by a hand.

Chromium is the machine's: on Debian, `apt-get install chromium`.

    python -m tests.slack.browser http://127.0.0.1:3000 U0SAM sam.png --width 480 --height 900

takes a picture of someone's conversation with the bot, or of their Home tab with --home.
"""

import argparse
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE_MS = 60_000
# What is about the server and not about the conversation stays out of a picture.
PLAIN = """
.topbar, .sidebar, .composer, .channel-sub, .msg-hover-actions { display: none !important }
.blocks { max-width: none !important } * { animation: none !important } .msg { background: none !important }
"""


class Browser:
    """One page of the sandbox; `act_as` says who sits before it."""

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address
        page.set_default_timeout(PATIENCE_MS)

    def act_as(self, slack_id: str) -> None:
        """Open this person's conversation with the bot, as them."""
        self._page.goto(f"{self._address}/archives/D{slack_id[1:]}")
        self._page.locator(".actas select").last.select_option(slack_id)

    def say(self, text: str, then: str) -> None:
        """Type something, and wait until the bot has written this."""
        self._page.locator(".composer-input").fill(text)
        self._page.get_by_role("button", name="Send", exact=True).click()
        self.sees(then)

    def click(self, label: str, then: str) -> None:
        """Press the latest button with this label, and wait until the page shows this."""
        self._page.locator(".bk-button", has_text=label).last.click()
        self.sees(then)

    def open_home(self, then: str) -> None:
        """Go to the bot's Home tab, and wait until it shows this."""
        self._page.locator(".sidebar-item").last.click()
        self.sees(then)

    def sees(self, text: str) -> None:
        """Wait until the page shows this text."""
        self._shown.get_by_text(text).last.wait_for()

    def picture(self, to: Path) -> None:
        """A PNG of all that is shown down to the last of it, without what is about the server."""
        self._page.add_style_tag(content=PLAIN)
        last, size = self._last.bounding_box(), self._page.viewport_size
        assert last is not None
        assert size is not None
        bottom = min(size["height"], last["y"] + last["height"] + 16)
        to.write_bytes(self._page.screenshot(clip={"x": 0, "y": 0, "width": size["width"], "height": bottom}))

    def picture_of_the_last(self, to: Path) -> None:
        """A PNG of the last message alone."""
        self._page.add_style_tag(content=PLAIN)
        to.write_bytes(self._last.screenshot())

    @property
    def _last(self) -> Locator:
        return self._shown.locator(".messages .msg, .home .blocks").last

    @property
    def _shown(self) -> Locator:
        return self._page.locator(".main")


@contextmanager
def browser(address: str, width: int = 1100, height: int = 900) -> Iterator[Browser]:
    """A page of this size in CSS pixels, drawn at twice the resolution."""
    assert CHROMIUM, "Chromium is not installed (on Debian: apt-get install chromium)."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": width, "height": height}, device_scale_factor=2)
        yield Browser(page, address)
        chromium.close()


@contextmanager
def browser_or_skip(address: str) -> Iterator[Browser]:
    """A page; the test is skipped with the reason where there is no Chromium, except in CI."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed (on Debian: apt-get install chromium).")
    with browser(address) as page:
        yield page


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("address", help="the sandbox, e.g. http://127.0.0.1:3000")
    options.add_argument("slack_id", help="whose conversation, e.g. U0SAM")
    options.add_argument("picture", type=Path, help="the PNG to write")
    options.add_argument("--width", type=int, default=480)
    options.add_argument("--height", type=int, default=900)
    options.add_argument("--home", action="store_true", help="the Home tab instead of the conversation")
    asked = options.parse_args()
    with browser(asked.address, asked.width, asked.height) as page:
        page.act_as(asked.slack_id)
        if asked.home:
            page.open_home("Plan")
        page.picture(asked.picture)


if __name__ == "__main__":
    main()
