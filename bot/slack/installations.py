"""Which workspaces have installed the app, with the tokens Slack gave out for each: locked where they are kept."""

import re
from html import escape
from typing import Any, TypeVar

from slack_bolt.authorization.authorize import InstallationStoreAuthorize
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.oauth import RedirectUriPageRenderer
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation import TokenRotator
from sqlalchemy import Engine, String

from bot.slack.app import web_client
from bot.slack.manifest import BOT_SCOPES, INSTALL, REDIRECT
from bot.store.cipher import Cipher
from bot.watching.watch import Tell

TOKENS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token")
Found = TypeVar("Found", Bot, Installation)
STATE_SECONDS = 600
"""How long someone may take to say yes on Slack's page."""
ROTATE_MINUTES = 120
"""So long before a token runs out a new one is asked for."""


class Installations(SQLAlchemyInstallationStore):
    """Slack's own store of installations, with every token locked before it is written."""

    def __init__(self, client_id: str, engine: Engine, cipher: Cipher) -> None:
        super().__init__(client_id=client_id, engine=engine)
        self._cipher = cipher
        for table in (self.bots, self.installations):
            for name in TOKENS:
                if name in table.c:
                    # A locked token is longer than Slack's own column.
                    table.c[name].type = String(2000)
        self.metadata.create_all(engine)

    def save(self, installation: Installation) -> None:
        super().save(Installation(**self._locked(installation.to_dict_for_copying())))

    def save_bot(self, bot: Bot) -> None:
        super().save_bot(Bot(**self._locked(bot.to_dict_for_copying())))

    def build_bot_entity(self, row: Any) -> Bot:  # type: ignore[override] # noqa: ANN401 - Slack's own is a classmethod
        """A bot as it was stored, its tokens opened."""
        return self._opened(super().build_bot_entity(row))

    def build_installation_entity(self, row: Any) -> Installation:  # type: ignore[override] # noqa: ANN401
        """An installation as it was stored, its tokens opened."""
        return self._opened(super().build_installation_entity(row))

    def installed_by(self, workspace: str | None, member: str) -> bool:
        """Whether a member installed the app in a workspace (Slack's team id)."""
        found = self.find_installation(enterprise_id=None, team_id=workspace, user_id=member) if workspace else None
        return found is not None and found.user_id == member

    def _locked(self, values: dict[str, Any]) -> dict[str, Any]:
        # The store saves the bot of an installation that it has been given locked already.
        return values | {
            name: self._cipher.lock(self._cipher.open(values[name])) for name in TOKENS if values.get(name)
        }

    def _opened(self, found: Found) -> Found:
        for name in TOKENS:
            if getattr(found, name, None):
                setattr(found, name, self._cipher.open(getattr(found, name)))
        return found


class Pages(RedirectUriPageRenderer):
    """Slack's own pages after a yes or no to the installation, with words of ours for one that did not come off."""

    def render_failure_page(self, reason: str) -> str:
        word = reason.partition(":")[0]
        # It comes out of the address that was opened, which anybody can have written.
        code = word if re.fullmatch(r"[a-z_]{1,40}", word) else "unknown"
        why = NOT_ADDED.get(code, "Something went wrong on the way.")
        return (
            '<html><body style="padding: 10px 15px; font-family: verdana"><h2>Planwright was not added</h2>'
            f"<p>{why} Nothing has begun anew, and what worked before works on.</p>"
            f'<p><a href="{escape(self.install_path)}">Start again here</a>. If it fails again, tell whoever runs '
            f"Planwright this word: {code}.</p></body></html>"
        )


NOT_ADDED = {
    "access_denied": "On Slack's page the answer was no, or a rule of your workspace says so.",
    "invalid_browser": "This page was opened twice, or in another browser than the one you began in.",
    "invalid_state": "This page came too late, or was opened twice: a yes counts once, and for ten minutes.",
    "missing_code": "This page was opened without coming from Slack's.",
    "storage_error": "Slack said yes, and it could not be stored here.",
}
"""Why the app was not added, by Slack's and Bolt's own words for it."""


def oauth(client_id: str, client_secret: str, installations: Installations) -> OAuthSettings:
    """How a workspace installs the app: at `/slack/install`, back at `/slack/oauth_redirect`."""
    states = SQLAlchemyOAuthStateStore(expiration_seconds=STATE_SECONDS, engine=installations.engine)
    states.metadata.create_all(installations.engine)
    settings = OAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=BOT_SCOPES,
        user_scopes=[],
        install_path=INSTALL,
        redirect_uri_path=REDIRECT,
        installation_store=installations,
        installation_store_bot_only=True,
        token_rotation_expiration_minutes=ROTATE_MINUTES,
        state_store=states,
        state_expiration_seconds=STATE_SECONDS,
    )
    settings.redirect_uri_page_renderer = Pages(install_path=INSTALL, redirect_uri_path=REDIRECT)
    if isinstance(settings.authorize, InstallationStoreAuthorize):
        # Without this each event would wait for Slack to say once more whose token it is.
        settings.authorize.cache_enabled = True
    return settings


class Workspaces:
    """The client for each workspace that has installed the app; a token about to run out is renewed first."""

    def __init__(
        self, installations: Installations, client_secret: str, api_url: str, tell: Tell | None = None
    ) -> None:
        self._installations, self._api_url, self._tell = installations, api_url, tell
        client = web_client(None, api_url, tell)
        self._rotator = TokenRotator(client_id=installations.client_id, client_secret=client_secret, client=client)

    def token(self, workspace: str | None) -> str | None:
        """The bot token of a workspace (Slack's team id); None where the app is not installed."""
        found = self._installations.find_bot(enterprise_id=None, team_id=workspace) if workspace else None
        if found is None:
            return None
        renewed = self._rotator.perform_bot_token_rotation(bot=found, minutes_before_expiration=ROTATE_MINUTES)
        if renewed is not None:
            self._installations.save_bot(renewed)
        return (renewed or found).bot_token

    def client(self, workspace: str | None) -> WebClient | None:
        """The client of a workspace; None where the app is not installed."""
        token = self.token(workspace)
        return web_client(token, self._api_url, self._tell) if token else None
