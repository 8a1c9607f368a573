"""Every setting, typed: from the environment, or from a file `.env` in the folder planwright is started in."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.data import knowledge_folder, prompts_folder


def sample_team_file() -> Path:
    """The team that is used until an organisation names its own."""
    return knowledge_folder() / "sample-team" / "team.yaml"


class Settings(BaseSettings):
    """What an organisation can set. The names in the environment are PLANWRIGHT_TEAM_FILE and so on.

    What Slack gives out keeps the names Slack's own documentation uses: SLACK_BOT_TOKEN and so on
    (https://docs.slack.dev/tools/bolt-python/getting-started). An empty variable counts as not set.
    """

    model_config = SettingsConfigDict(
        env_prefix="PLANWRIGHT_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    team_file: Path = Field(default_factory=sample_team_file, description="Who is in the team, and their goals.")
    prompts: Path = Field(default_factory=prompts_folder, description="The folder of questions and wording.")
    knowledge: Path = Field(default_factory=knowledge_folder, description="The folder of the method's documents.")
    library: Path = Field(default=Path("planwright-library"), description="The folder of your own documents.")
    chroma_url: str | None = Field(default=None, repr=False, description="A Chroma server, in place of a folder.")
    # An address may hold a password, so it is kept out of what is printed of the settings.
    database_url: str = Field(default="sqlite:///planwright.db", repr=False, description="Where everything is kept.")
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")
