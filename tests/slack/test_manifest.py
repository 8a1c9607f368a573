"""The app manifest: what Slack's own schema asks of it, and that it allows what the code does.

The facts are from https://github.com/slackapi/manifest-schema (schemas/manifest.schema.2.0.0.json).
"""

from pathlib import Path
from typing import Any

import pytest

from bot.slack.manifest import as_text
from bot.slack.manifest import manifest as build
from tests.slack.slack_types import problems
from tests.slack.web_api import METHODS

# The schema takes no other names in these places.
NAMES = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "_metadata": {"schema_version", "min_version", "major_version", "minor_version"},
    "display_information": {"name", "description", "background_color", "long_description"},
    "features": {"app_home", "bot_user", "slash_commands", "shortcuts", "agent_view"},
    "features.app_home": {"home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"},
    "features.bot_user": {"display_name", "always_online"},
    "features.agent_view": {"agent_description", "suggested_prompts", "actions"},
    "oauth_config": {"scopes", "redirect_urls", "token_management_enabled", "pkce_enabled"},
    "settings": {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    },
    "settings.event_subscriptions": {"bot_events", "user_events", "request_url"},
    "settings.interactivity": {"is_enabled", "request_url", "message_menu_options_url"},
}
LENGTHS = {
    "display_information.name": (1, 35),
    "display_information.description": (1, 140),
    "display_information.long_description": (175, 4000),
    "display_information.background_color": (4, 7),
    "features.bot_user.display_name": (1, 80),
    "features.agent_view.agent_description": (1, 300),
    "features.agent_view.suggested_prompts": (0, 4),
}


# The scope of each method we call (https://docs.slack.dev/reference/methods); an event's comes with its name.
@pytest.fixture(params=[None, "https://plan.example.com/"], ids=["socket", "http"])
def manifest(request) -> dict[str, Any]:
    return build(request.param)


def test_the_file_in_the_repository_is_what_the_code_makes() -> None:
    assert (Path(__file__).parents[2] / "manifest.json").read_text(encoding="utf-8") == as_text()


def test_slacks_own_type_takes_it(manifest: dict[str, Any]) -> None:
    # The published lists lag behind: Slack's own sample agent asks for assistant:write, canvases have a scope
    # (https://docs.slack.dev/reference/scopes/canvases.write), and the Stop button has an event
    # (https://docs.slack.dev/reference/events/agent_session_stopped).
    for scope in ("assistant:write", "canvases:write"):
        at(manifest, "oauth_config.scopes.bot").remove(scope)
    at(manifest, "settings.event_subscriptions.bot_events").remove("agent_session_stopped")
    assert problems(manifest, "Manifest") == []
    assert problems(manifest | {"settings": {"socket_mode_enabled": "yes"}}, "Manifest") != []


def test_over_http_every_request_goes_to_one_address() -> None:
    made = build("https://plan.example.com/")
    url = "https://plan.example.com/slack/events"
    assert at(made, "settings.event_subscriptions.request_url") == url
    assert at(made, "settings.interactivity.request_url") == url
    assert at(made, "features.slash_commands")[0]["url"] == url
    assert at(made, "settings.socket_mode_enabled") is False


def at(manifest: dict[str, Any], path: str) -> Any:
    for part in filter(None, path.split(".")):
        manifest = manifest[part]
    return manifest


@pytest.mark.parametrize("path", NAMES)
def test_only_names_the_schema_knows(manifest: dict[str, Any], path: str) -> None:
    assert set(at(manifest, path)) <= NAMES[path]


@pytest.mark.parametrize("path", LENGTHS)
def test_lengths_the_schema_allows(manifest: dict[str, Any], path: str) -> None:
    shortest, longest = LENGTHS[path]
    assert shortest <= len(at(manifest, path)) <= longest


def test_people_can_write_and_see_the_home_tab(manifest: dict[str, Any]) -> None:
    assert at(manifest, "features.app_home") == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert at(manifest, "settings.interactivity.is_enabled") is True


def test_it_hears_what_the_listeners_wait_for(manifest: dict[str, Any]) -> None:
    assert set(at(manifest, "settings.event_subscriptions.bot_events")) == {
        "agent_session_stopped",
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.im",
        "tokens_revoked",
    }
    (command,) = at(manifest, "features.slash_commands")
    assert command["command"] == "/plan"
    assert len(command["description"]) <= 2000


def test_it_asks_for_no_scope_that_nothing_needs(manifest: dict[str, Any]) -> None:
    # That it asks for those which the code needs is checked at each call, by the stand-ins.
    of_events = {"app_mentions:read", "im:history", "im:read", "commands", "files:read"}
    of_methods = {scope for scope, _ in METHODS.values()}
    # What a method gives of a private channel, and of a member's email, has a scope of its own.
    of_methods |= {"groups:read", "users:read.email"}
    assert of_events <= set(at(manifest, "oauth_config.scopes.bot")) <= of_events | of_methods
