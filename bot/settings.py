"""Every setting, typed: from the environment, or from a file `.env` in the folder planwright is started in."""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
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
        hide_input_in_errors=True,
        populate_by_name=True,
    )

    team_file: Path = Field(default_factory=sample_team_file, description="Who is in the team, and their goals.")
    admin: str | None = Field(default=None, description="Slack member IDs of who sets up the team, with commas.")
    prompts: Path = Field(default_factory=prompts_folder, description="The folder of questions and wording.")
    knowledge: Path = Field(default_factory=knowledge_folder, description="The folder of the method's documents.")
    library: Path = Field(default=Path("planwright-library"), description="The folder of your own documents.")
    chroma_url: str | None = Field(default=None, repr=False, description="A Chroma server, in place of a folder.")
    # An address may hold a password, so it is kept out of what is printed of the settings.
    database_url: str = Field(default="sqlite:///planwright.db", repr=False, description="Where everything is kept.")
    keys: SecretStr | None = Field(
        default=None, description="Keys that lock pay, talk and tokens; newest first, commas."
    )
    keep_days: int | None = Field(default=None, ge=30, description="Days after which talk of an ended season goes.")
    http_port: int | None = Field(default=None, ge=0, le=65535, description="Where requests over HTTP come in.")
    http_host: str = Field(default="127.0.0.1", description="The address to listen at; 0.0.0.0 for every one.")
    log: Literal["words", "json"] = Field(default="words", description="The log as words, or as JSON lines.")
    log_level: Literal["INFO", "WARNING", "ERROR"] = Field(default="WARNING", description="From when on it is logged.")
    traces_url: str | None = Field(
        default=None, repr=False, description="Where traces go: an OTLP collector's gRPC address."
    )
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str | None = Field(default=None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_CLIENT_SECRET")
    slack_api_url: str = Field(default="https://slack.com/api/", repr=False, validation_alias="SLACK_API_URL")

    # A language model is used where there is a key, or an address of a server that needs none.
    model: bool = Field(default=True, description="Whether a configured model is used: on or off.")
    model_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("PLANWRIGHT_MODEL_KEY", "OPENAI_API_KEY")
    )
    model_url: str | None = Field(
        default=None,
        repr=False,
        validation_alias=AliasChoices("PLANWRIGHT_MODEL_URL", "OPENAI_BASE_URL"),
        description="OpenAI-compatible: https://NAME.openai.azure.com/openai/v1/ or a local server, say.",
    )
    model_name: str = Field(default="gpt-4.1-mini", description="The model, for every job that names no other.")
    model_understand: str | None = Field(default=None, description="The model that reads what a rep writes.")
    model_phrase: str | None = Field(default=None, description="The model that words a question.")
    model_draft: str | None = Field(default=None, description="The model that writes a plan's prose.")
    model_answer: str | None = Field(default=None, description="The model that answers questions.")
    model_embeddings: str | None = Field(
        default=None, description="The model for nearness in the library, which otherwise learns from its own text."
    )
    model_timeout: float = Field(default=25, gt=0, le=60, description="Seconds that one try may take.")
    model_retries: int = Field(default=2, ge=0, le=5, description="How often a failed try is repeated.")
    model_tokens_per_rep: int = Field(default=60_000, ge=0, description="Tokens a day that one rep's plan may take.")
    model_tokens_per_day: int = Field(default=1_000_000, ge=0, description="Tokens a day for everyone together.")
    pseudonyms: bool = Field(default=False, description="Whether a model sees stand-ins for client names.")

    @property
    def own_team_file(self) -> Path | None:
        """The team file that somebody named; None where the team is set up in Slack."""
        return self.team_file if "team_file" in self.model_fields_set else None

    @property
    def uses_model(self) -> bool:
        """Whether a model is configured and not switched off."""
        return self.model and (self.model_key is not None or self.model_url is not None)

    @property
    def admins(self) -> tuple[str, ...]:
        """The members who may set up the team, one by one: "U1", or "T1/U1" where there are several workspaces."""
        return tuple(admin.strip() for admin in (self.admin or "").split(",") if admin.strip())

    @property
    def cipher_keys(self) -> tuple[str, ...]:
        """The keys one by one, the newest first."""
        listed = self.keys.get_secret_value().split(",") if self.keys else []
        return tuple(key.strip() for key in listed if key.strip())
