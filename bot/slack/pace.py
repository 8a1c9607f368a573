"""How fast Slack may be asked: so many calls of a method a minute in a workspace, and so many to one person.

Slack counts each method by itself, for each app and workspace (https://docs.slack.dev/apis/web-api/rate-limits).
"""

import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
PER_MINUTE: Mapping[str, int] = {
    "agents.sessions.setStatus": 50,
    "assistant.threads.setSuggestedPrompts": 100,
    "canvases.access.delete": 50,
    "canvases.access.set": 50,
    "canvases.create": 20,
    "canvases.edit": 50,
    "chat.appendStream": 100,
    "chat.postEphemeral": 100,
    "chat.postMessage": 240,
    "chat.startStream": 20,
    "chat.stopStream": 20,
    "chat.update": 50,
    "conversations.open": 50,
    "files.completeUploadExternal": 100,
    "files.info": 100,
    "views.publish": 100,
}
"""What Slack's tiers allow at least; posting has a limit of its own, of "several hundred" a minute."""
TO_ONE, TO_ONE_IN = 60, MINUTE
"""Messages to one conversation: one a second on average, in bursts as people type."""


class Pace:
    """Counts the calls of one process, and knows when Slack asked to slow down. Safe to share among threads."""

    def __init__(self, per_minute: Mapping[str, int] = PER_MINUTE) -> None:
        self._per_minute = per_minute
        self._lock = threading.Lock()
        self._calls: dict[str, deque[datetime]] = defaultdict(deque)
        self._paused: dict[str, datetime] = {}

    def take(self, method: str, now: datetime, count: int = 1, to: str = "") -> datetime | None:
        """Take leave for some calls of a method, all or none: None when they may be made, else when to ask again."""
        windows = [(method, self._per_minute[method], MINUTE)]
        windows += [(f"{method} {to}", TO_ONE, TO_ONE_IN)] if to else []
        with self._lock:
            waits = [self._free_at(*window, now, count) for window in windows]
            until = max([self._paused.get(method, now), *waits])
            if until > now:
                return until
            for name, *_ in windows:
                self._calls[name].extend([now] * count)
            return None

    def pause(self, method: str, until: datetime) -> None:
        """Slack asked to leave a method alone until then."""
        with self._lock:
            self._paused[method] = max(until, self._paused.get(method, until))

    def _free_at(self, name: str, most: int, span: timedelta, now: datetime, count: int) -> datetime:
        """When so many more calls fit into the window; a batch larger than the window fits into an empty one."""
        calls = self._calls[name]
        while calls and calls[0] <= now - span:
            calls.popleft()
        too_many = len(calls) + min(count, most) - most
        return calls[too_many - 1] + span if too_many > 0 else now
