"""The doctor asks Slack: what is wrong there is told with what to click, and nothing is posted."""

import json

import pytest

from bot.doctor import Check, State
from bot.doctor_slack import slack_checks
from bot.settings import Settings
from bot.slack.manifest import BOT_SCOPES
from tests.slack.stub import Answer

READING = {"auth.test", "apps.connections.open", "users.info"}


@pytest.fixture
def found(slack, team):
    def look(**given: str) -> list[Check]:
        tokens = {"slack_bot_token": "xoxb-secret", "slack_app_token": "xapp-secret", "slack_api_url": slack.url}
        checks = list(slack_checks(Settings(_env_file=None, **{**tokens, **given}), team))
        assert {name for name, _ in slack.calls} <= READING
        assert "secret" not in " ".join(f"{check.says} {check.do}" for check in checks)
        return checks

    return look


def wrong(checks: list[Check]) -> list[str]:
    return [f"{check.says} {check.do}" for check in checks if check.state is State.WRONG]


def auth(scopes: str) -> Answer:
    told = {"ok": True, "team": "Harbor IT", "user": "planwright", "user_id": "U0BOT", "team_id": "T1"}
    return Answer(body=json.dumps(told), headers={"x-oauth-scopes": scopes})


def test_a_good_app_is_told_so(slack, found) -> None:
    slack.answers["auth.test"] = [auth(",".join(BOT_SCOPES))]
    checks = found()
    assert wrong(checks) == []
    assert "planwright in Harbor IT" in checks[0].says
    assert len(slack.asked("users.info")) == 2


def test_a_missing_scope_is_named(slack, found) -> None:
    slack.answers["auth.test"] = [auth("chat:write, im:history")]
    (told,) = wrong(found())
    assert "files:write" in told
    assert "chat:write" not in told
    assert "Bot Token Scopes" in told


def test_a_dead_token_says_where_to_get_another(slack, found) -> None:
    slack.answers["auth.test"] = [Answer(error="token_revoked")]
    (told,) = wrong(found())
    assert "token_revoked" in told
    assert "Reinstall to Workspace" in told


def test_socket_mode_switched_off_is_told_and_the_rest_goes_on(slack, found) -> None:
    slack.answers["apps.connections.open"] = [Answer(error="not_allowed_token_type")]
    (told,) = wrong(found())
    assert "App-Level Tokens" in told
    assert slack.asked("users.info")


def test_people_slack_does_not_know_or_has_switched_off_are_named(slack, found) -> None:
    gone = Answer(body=json.dumps({"ok": True, "user": {"id": "U0SAM", "deleted": True}}))
    slack.answers["users.info"] = [Answer(error="user_not_found"), gone]
    (told,) = wrong(found())
    assert "Dana Ortiz: Slack has no member U0DANA" in told
    assert "Sam Hale: the member U0SAM is deactivated" in told


def test_no_slack_there_at_all(found) -> None:
    (told,) = wrong(found(slack_api_url="http://127.0.0.1:9/api/"))
    assert "not reached" in told


def test_without_a_token_nothing_is_asked(slack, team) -> None:
    assert list(slack_checks(Settings(_env_file=None, slack_api_url=slack.url), team)) == []
    assert slack.calls == []
