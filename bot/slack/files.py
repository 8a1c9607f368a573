"""Fetching a file that a person sent: only from Slack, only so large, only so long."""

import re
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.error import URLError
from urllib.parse import urlsplit

from bot.line.inbound import LARGEST_FILE

FROM_SLACK = "files.slack.com"
SECONDS, SECONDS_IN_ALL = 20, 60
"""How long to wait for the next bytes, and for all of them: a worker is held meanwhile."""
PIECE = 64 * 1024
_WORKSPACE = re.compile(r"/files-\w+/(T\w+)-")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect could carry the token elsewhere, so none is followed."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Refuse, whatever the target."""


def fetcher(token: Callable[[str | None], str | None], api_url: str) -> Callable[[str], bytes | None]:
    """A function that fetches a file by its `url_private`, and gives None for what is refused or fails.

    `token` gives the bot token of a workspace, which a file's address names.

    Besides Slack's own file host only the host of `api_url` is asked, and only where that is not Slack: a stand-in.
    """
    stand_in = urlsplit(api_url).netloc
    opener = urllib.request.build_opener(_NoRedirects)

    def fetch(url: str) -> bytes | None:
        try:
            address = urlsplit(url)
        except ValueError:
            return None
        from_slack = (address.scheme, address.netloc) == ("https", FROM_SLACK)
        from_stand_in = stand_in != "slack.com" and address.netloc == stand_in and address.scheme in ("http", "https")
        if not from_slack and not from_stand_in:
            return None
        workspace = _WORKSPACE.match(address.path)
        bearer = token(workspace[1] if workspace else None)
        if bearer is None:
            return None
        # The scheme was checked above: https at Slack, or the stand-in's own.
        asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {bearer}"})  # noqa: S310
        try:
            with opener.open(asked, timeout=SECONDS) as answer:
                return _capped(answer)
        except (URLError, OSError, ValueError, HTTPException):
            return None

    return fetch


def _capped(answer: HTTPResponse) -> bytes | None:
    """The whole content, or None when there is more than the largest that is taken, or it comes in too slowly."""
    content, until = bytearray(), time.monotonic() + SECONDS_IN_ALL
    while piece := answer.read1(PIECE):
        content += piece
        if len(content) > LARGEST_FILE or time.monotonic() > until:
            return None
    return bytes(content)
