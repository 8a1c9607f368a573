"""What somebody is told at once, past the line: a form that did not open, or something that could not be taken in.

A message that was not taken in is sent again by Slack; `bot.slack.not_stored` says when a word of it is due. A button,
a form or a command is not: whoever pressed or sent it has to know that it did nothing.
"""

import http.client
import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltResponse, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.blocks import Block
from bot.slack.edit_modal import notice, shown_in
from bot.slack.escape import mrkdwn
from bot.slack.outcome import error_code

Body = Mapping[str, Any]

NOT_OPENED = "The form did not open, and nothing has changed. Please press the button again."
ELSE = "If it fails again, tell whoever runs planning."
BUTTON = f"Something went wrong on my side, so that button did nothing. Please press it again in a minute. {ELSE}"
COMMAND = f"Something went wrong on my side, so nothing of that was taken in. Please send it again in a minute. {ELSE}"
SHORTCUT = (
    "Something went wrong on my side, so I have not read that message, and your plan is as it was. "
    f"Please choose it again in a minute. {ELSE}"
)
FORM = (
    "Something went wrong on my side, so nothing was taken in. What you wrote is still here: "
    f"press the button below again in a minute. {ELSE}"
)
NOT_REACHED = (SlackClientError, OSError, http.client.HTTPException, ValueError)
"""What a word said aside can fail with; the last is Bolt's, for an answer without an address."""

log = logging.getLogger(__name__)


def open_form(client: WebClient, body: Body, view: Block, respond: Respond) -> None:
    """Open a form; Slack gives three seconds for it, and a word is said where they were not enough."""
    try:
        client.views_open(trigger_id=body["trigger_id"], view=view)
    except SlackApiError as error:
        log.warning("A form did not open (%s)", error_code(error))
        say_aside(client, body, NOT_OPENED, respond)


def say_aside(client: WebClient, body: Body, text: str, respond: Respond) -> None:
    """Say a word to whoever pressed a button: beside its message, else in their conversation. Fails in silence."""
    try:
        if body.get("response_url"):
            respond(text=mrkdwn(text), response_type="ephemeral", replace_original=False)
        else:
            client.chat_postMessage(channel=body["user"]["id"], text=mrkdwn(text), parse="none", link_names=False)
    except NOT_REACHED as error:
        log.warning("A word could not be said (%s)", type(error).__name__)


def not_taken_in(error: Exception, body: Body, client: WebClient, respond: Respond) -> BoltResponse | None:
    """Log what kind of error kept something from being taken in, and tell its person where Slack gives a place for it.

    Without an answer of ours it counts as not received. The error's own words may hold what a person wrote.
    """
    log.error("An event was not taken in (%s).", type(error).__name__)
    match body:
        case {"command": _}:
            return BoltResponse(status=200, body=COMMAND)
        case {"type": "view_submission", "view": view}:
            return _form_stays(view)
        case {"type": "block_actions" | "message_action" as kind}:
            say_aside(client, body, BUTTON if kind == "block_actions" else SHORTCUT, respond)
    return None


def _form_stays(view: Body) -> BoltResponse:
    """The form stays open with all that was written; one without a place to write in says it in the form's stead."""
    if any(block["type"] == "input" for block in view["blocks"]):
        told: Block = {"response_action": "errors", "errors": shown_in(view, {"": FORM})}
    else:
        told = {"response_action": "update", "view": notice(COMMAND)}
    return BoltResponse(status=200, body=told)
