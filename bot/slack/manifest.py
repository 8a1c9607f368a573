"""The app's manifest: what Slack is told about the app when it is made (https://docs.slack.dev/reference/app-manifest)."""

import json
from typing import Any

from bot.slack.web import EVENTS

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
ADD_TO_PLAN = "add_to_plan"
BOT_EVENTS = (
    "agent_session_stopped",
    "app_home_opened",
    "app_mention",
    "message.im",
    "app_uninstalled",
    "tokens_revoked",
)
BOT_SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "canvases:write",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "users:read",
    "users:read.email",
)
PROMPTS = (("Start my plan", "Let's start my plan."), ("Where am I?", "progress"))
"""What Slack offers to type in a new conversation: a title and what is sent."""
LONG_DESCRIPTION = (
    "Planwright interviews each salesperson about last year, their accounts and their pipeline, drafts a business plan "
    "that adds up and a plain-English explanation of their compensation plan, and brings both to the sales executive "
    "for review."
)


def manifest(url: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for requests over HTTP to a public address such as https://plan.example.com."""
    requests = {} if url is None else {"request_url": url.rstrip("/") + EVENTS}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Planwright",
            "description": "Coaches each salesperson through writing next year's business plan.",
            "long_description": LONG_DESCRIPTION,
            "background_color": "#1f4e5f",
        },
        "features": _features(None if url is None else requests["request_url"]),
        "oauth_config": {
            "scopes": {"bot": list(BOT_SCOPES)},
            **({"redirect_urls": [url.rstrip("/") + REDIRECT]} if url else {}),
        },
        "settings": {
            "event_subscriptions": {**requests, "bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, **requests},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _features(request_url: str | None) -> dict[str, Any]:
    command = {
        "command": "/plan",
        "description": "Start or continue your business plan, or see where it stands.",
        "usage_hint": "[help | status | draft | pay | calendar | slides | edit]",
        "should_escape": False,
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Planwright", "always_online": True},
        "agent_view": {
            "agent_description": (
                "Interviews you about last year, your accounts and your pipeline, and drafts your business plan for "
                "next year."
            ),
            "suggested_prompts": [{"title": title, "message": message} for title, message in PROMPTS],
        },
        "shortcuts": [
            {
                "name": "Add to my plan",
                "type": "message",
                "callback_id": ADD_TO_PLAN,
                "description": "Reads a message for your plan",
            }
        ],
        "slash_commands": [command if request_url is None else {**command, "url": request_url}],
    }


def as_text(url: str | None = None) -> str:
    """The manifest as JSON to paste into Slack's page."""
    return json.dumps(manifest(url), indent=2) + "\n"
