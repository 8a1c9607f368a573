"""How Slack's errors are read: what passes by itself, what someone has to put right, and what never will."""

import re
from datetime import datetime, timedelta
from http import HTTPStatus

from slack_sdk.errors import SlackApiError

from bot.line.posts import Failed, Retry

# What passes by itself (https://docs.slack.dev/reference/methods/chat.postMessage#errors).
BUSY = {"fatal_error", "internal_error", "ratelimited", "rate_limited", "request_timeout", "service_unavailable"}
# What someone has to put right in the settings or in Slack; the post is kept until then.
LOCKED_OUT = {
    "access_denied",
    "account_inactive",
    "ekm_access_denied",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
# A page of a proxy on the way, say; what was asked may be done or not.
NO_CODE = "no code"
LONGEST_WAIT = timedelta(minutes=5)
LOCKED_OUT_WAIT = timedelta(minutes=1)


def passes(error: SlackApiError) -> bool:
    """Whether what an error tells of passes by itself."""
    return error.response.status_code >= HTTPStatus.TOO_MANY_REQUESTS or error_code(error) in BUSY


def later(now: datetime, attempt: int, reason: str) -> Retry:
    """Try again after 2, 4, 8 ... seconds, at most five minutes; `attempt` is 1 the first time."""
    wait = min(timedelta(seconds=2 ** min(attempt, 10)), LONGEST_WAIT)
    return Retry(at=now + wait, reason=reason)


def refused(error: SlackApiError, now: datetime, attempt: int) -> Retry | Failed:
    """What an error that Slack answered with means for the post."""
    status, code = error.response.status_code, error_code(error)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Retry(at=now + timedelta(seconds=_retry_after(error)), reason="Slack asked to slow down")
    if passes(error):
        return later(now, attempt, f"Slack is in trouble ({status}, {code})")
    if code == NO_CODE:
        return later(now, attempt, "the answer was not one of Slack's")
    if code in LOCKED_OUT:
        return Retry(at=now + LOCKED_OUT_WAIT, reason=f"Slack does not accept our token or its scopes ({code})")
    return Failed(reason=f"Slack refused it ({code})")


def error_code(error: SlackApiError) -> str:
    """Slack's code for an error, such as "channel_not_found"; an answer that is not Slack's has none."""
    code = str(error.response.get("error", ""))
    return code if re.fullmatch(r"[a-z_]+", code) else NO_CODE


def _retry_after(error: SlackApiError) -> int:
    seconds = str(error.response.headers.get("Retry-After", ""))
    return int(seconds) if seconds.isdigit() else 1
