"""Slack's members as the set-up of a team knows them: who somebody is, who is in a channel, who looks after Slack."""

import http.client
import logging
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.line.directory import Profile

log = logging.getLogger(__name__)

PAGES, PAGE = 5, 200
"""Members of a channel that are read: so many pages of so many."""
SLACKBOT = "USLACKBOT"
FAILURES = (SlackClientError, OSError, http.client.HTTPException, KeyError)


class SlackDirectory:
    """`clients` gives the client for a workspace; `installed` whether a member installed the app there.

    Where Slack does not answer nobody is known, and so nobody becomes an administrator.
    """

    def __init__(
        self, clients: Callable[[str | None], WebClient | None], installed: Callable[[str | None, str], bool]
    ) -> None:
        self._clients, self._installed = clients, installed

    def profile(self, address: str) -> Profile | None:
        """A member, looked up at Slack (https://docs.slack.dev/reference/methods/users.info)."""
        workspace, _, member = address.rpartition("/")
        client = self._clients(workspace or None)
        if client is None:
            return None
        try:
            return _profile(client.users_info(user=member)["user"], self._installed(workspace or None, member))
        except FAILURES as problem:
            log.warning("A member was not looked up (%s)", type(problem).__name__)
            return None

    def members(self, channel: str, address: str) -> tuple[str, ...]:
        """A channel's members (https://docs.slack.dev/reference/methods/conversations.members)."""
        client = self._clients(address.rpartition("/")[0] or None)
        try:
            return _members(client, channel) if client else ()
        except FAILURES as problem:
            log.warning("A channel's members were not looked up (%s)", type(problem).__name__)
            return ()


def _members(client: WebClient, channel: str) -> tuple[str, ...]:
    found: list[str] = []
    cursor = ""
    for _ in range(PAGES):
        page = client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
        found += page["members"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return tuple(found)


def _profile(user: dict[str, Any], installed: bool) -> Profile:  # noqa: FBT001 - what is said of the member
    known = user.get("profile") or {}
    away = ("is_bot", "is_restricted", "is_ultra_restricted", "deleted")
    is_person = user["id"] != SLACKBOT and not any(user.get(flag) for flag in away)
    runs = any(user.get(flag) for flag in ("is_admin", "is_owner", "is_primary_owner"))
    return Profile(
        member=user["id"],
        name=known.get("real_name") or user.get("real_name") or user.get("name") or user["id"],
        handle=user.get("name") or "",
        email=known.get("email") or None,
        title=known.get("title") or None,
        time_zone=user.get("tz") or None,
        runs=is_person and (runs or installed),
        is_person=is_person,
    )
