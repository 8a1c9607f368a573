"""Take a picture of someone's conversation, or Home tab, at a running sandbox, with headless Chromium.

    python tests/slack/take_screenshot.py http://127.0.0.1:3000 U0SAM sam.png --width 480 --height 900

Chromium is driven over its own debugging protocol (https://chromedevtools.github.io/devtools-protocol/), so nothing
has to be installed but Chromium itself.
"""

import argparse
import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import websocket

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 20.0

# The page picks the first person; this picks another, the way a hand would.
ACT_AS = """
const [select] = [...document.querySelectorAll('.actas select')].slice(-1);
Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, %s);
select.dispatchEvent(new Event('change', { bubbles: true }));
"""
OPEN_HOME = "[...document.querySelectorAll('.sidebar-item')].slice(-1)[0].click();"
HIDE_TITLE = "document.querySelector('.channel-header').style.display = 'none';"
READY = "document.querySelectorAll('%s').length > 0"
# What is about the server and not about the conversation stays out of the picture.
PLAIN = """
document.head.insertAdjacentHTML('beforeend', '<style>' +
  '.topbar, .sidebar, .composer, .channel-sub, .msg-hover-actions { display: none !important }' +
  '.blocks { max-width: none !important } * { animation: none !important } .msg { background: none !important }' +
  '</style>');
const list = document.querySelector('.messages'); if (list) list.scrollTop = list.scrollHeight;
"""


BOTTOM = "Math.ceil([...document.querySelectorAll('%s')].slice(-1)[0].getBoundingClientRect().bottom) + 16"


class Browser:
    """A page of headless Chromium."""

    def __init__(self, page: websocket.WebSocket) -> None:
        self._page = page
        self._asked = 0

    def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the debugging protocol, and its result."""
        self._asked += 1
        self._page.send(json.dumps({"id": self._asked, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._page.recv())
            if told.get("id") == self._asked:
                assert "error" not in told, told["error"]
                return dict(told["result"])

    def run(self, script: str) -> Any:
        """Run a script in the page, and give back what it says."""
        return self.do("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def wait(self, script: str) -> None:
        patience = time.monotonic() + PATIENCE
        while not self.run(script):
            assert time.monotonic() < patience, f"the page never came to: {script}"
            time.sleep(0.1)


@contextmanager
def browser(width: int, height: int) -> Iterator[Browser]:
    """Chromium with one page of this size, in CSS pixels, drawn at twice the resolution."""
    assert CHROMIUM, "Chromium is not installed (on Debian: apt-get install chromium)."
    with tempfile.TemporaryDirectory() as profile:
        command = [
            CHROMIUM,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            with closing(_page(process)) as page:
                chromium = Browser(page)
                chromium.do(
                    "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=False
                )
                yield chromium
        finally:
            process.terminate()
            process.wait()


def take(
    address: str, slack_id: str, picture: Path, *, width: int = 480, height: int = 900, home: bool = False
) -> None:
    """Write a PNG of a person's conversation with the bot, scrolled to its end, or of their Home tab.

    It is `width` CSS pixels wide, and as high as what is on it, at most `height`.
    """
    shown = ".home .blocks" if home else ".messages .msg"
    with browser(width, height) as chromium:
        chromium.do("Page.navigate", url=f"{address}/archives/D{slack_id[1:]}")
        chromium.wait(READY % ".actas select option")
        chromium.run(ACT_AS % json.dumps(slack_id))
        if home:
            chromium.run(OPEN_HOME)
        chromium.wait(READY % shown)
        chromium.run(PLAIN + (HIDE_TITLE if home else ""))
        time.sleep(0.5)
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, chromium.run(BOTTOM % shown)), "scale": 1}
        shot = chromium.do("Page.captureScreenshot", format="png", clip=clip)
    picture.write_bytes(base64.b64decode(shot["data"]))


def _page(process: subprocess.Popen[str]) -> websocket.WebSocket:
    """The debugging connection of the first page, at the address that Chromium prints when it is ready."""
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r"ws://(127\.0\.0\.1:\d+)/", line):
            with urlopen(f"http://{found[1]}/json/list") as answer:
                target = next(one for one in json.load(answer) if one["type"] == "page")
            return websocket.create_connection(target["webSocketDebuggerUrl"], suppress_origin=True, timeout=PATIENCE)
    raise AssertionError("Chromium did not start")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("address", help="the sandbox, e.g. http://127.0.0.1:3000")
    options.add_argument("slack_id", help="whose conversation, e.g. U0SAM")
    options.add_argument("picture", type=Path, help="the PNG to write")
    options.add_argument("--width", type=int, default=480)
    options.add_argument("--height", type=int, default=900)
    options.add_argument("--home", action="store_true", help="the Home tab instead of the conversation")
    take(**vars(options.parse_args()))


if __name__ == "__main__":
    main()
