"""Settings: from the environment and a file, empty ones not counted, secrets not shown."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, sample_team_file

SECRETS = {"SLACK_BOT_TOKEN": "xoxb-1-hidden", "SLACK_APP_TOKEN": "xapp-1-hidden", "SLACK_SIGNING_SECRET": "hidden"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in (*SECRETS, "SLACK_API_URL", "PLANWRIGHT_TEAM_FILE", "PLANWRIGHT_DATABASE_URL", "PLANWRIGHT_PROMPTS"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_setting_the_sample_team_and_a_local_file_are_used():
    settings = Settings()
    assert settings.team_file == sample_team_file()
    assert settings.team_file.is_file()
    assert settings.prompts.is_dir()
    assert settings.database_url == "sqlite:///planwright.db"
    assert settings.slack_bot_token is None
    assert settings.slack_api_url == "https://slack.com/api/"


def test_the_environment_sets_them_and_wins_over_the_file(monkeypatch):
    Path(".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nPLANWRIGHT_TEAM_FILE=ours.yaml\nUNRELATED=1\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-environment")
    settings = Settings()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-environment"
    assert settings.team_file == Path("ours.yaml")


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    assert Settings().slack_bot_token is None


def test_a_command_can_name_the_team_file(monkeypatch):
    monkeypatch.setenv("PLANWRIGHT_TEAM_FILE", "ours.yaml")
    assert Settings(team_file=Path("theirs.yaml")).team_file == Path("theirs.yaml")


def test_nothing_printed_of_the_settings_holds_a_secret(monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PLANWRIGHT_DATABASE_URL", "postgresql://bot:hidden@db/planwright")
    assert "hidden" not in f"{Settings()!r} {Settings()}"


def test_settings_do_not_change_while_running():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().slack_api_url = "https://elsewhere.example/"
