"""Every call of Slack's Web API, told of by its method and how it came out; nothing is changed by that."""

import re
from urllib.parse import urlsplit

from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryHandler, RetryState

from bot.watching.watch import Step, Tell

_METHOD = re.compile(r"[A-Za-z.0-9]+")
_CODE = re.compile(r"[a-z_]+")


class Counted(RetryHandler):
    """What Slack's client asks after each answer: whether to try again. This one says no, and tells of the call."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell

    def __deepcopy__(self, _: object) -> "Counted":
        # Bolt copies its client for each request; who listens stays the same.
        return self

    def can_retry(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - Slack's own words
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        method = urlsplit(request.url).path.rpartition("/")[2]
        if _METHOD.fullmatch(method):
            self._tell(Step("slack", method, outcome=_outcome(response)))
        return False


def _outcome(response: HttpResponse | None) -> str:
    if response is None:
        return "unreached"
    if response.status_code != 200:
        return str(response.status_code)
    body = response.body or {}
    code = str(body.get("error", ""))
    return "ok" if body.get("ok") else code if _CODE.fullmatch(code) else "no code"
