"""`planwright doctor --slack`: asks Slack itself whether the app can do its work, and says what to click where not.

Nothing is posted and nothing is changed. What events the app hears only Slack's own pages tell.
"""

from collections.abc import Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.doctor import Check, State
from bot.doctor_running import clock_check
from bot.settings import Settings
from bot.slack.app import web_client
from bot.slack.manifest import BOT_EVENTS, BOT_SCOPES
from bot.slack.outcome import error_code
from bot.team.model import Person, Team
from bot.wiring import now

PAGES = "api.slack.com/apps"
INSTALL = f"At {PAGES} open the app, *OAuth & Permissions*, *Reinstall to Workspace*, and copy the bot token anew."


def slack_checks(settings: Settings, team: Team) -> Iterator[Check]:
    """Ask about the bot token, its scopes, Socket Mode, and everyone of the team."""
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if bot is None:
        return
    client = web_client(bot.get_secret_value(), settings.slack_api_url)
    try:
        yield from _signed_in(client)
        if app is not None:
            yield _socket(client, app.get_secret_value())
        yield from _people(client, team)
        yield _events()
    except SlackApiError as error:
        yield Check(state=State.WRONG, says=f"Slack does not take the bot token ({error_code(error)}).", do=INSTALL)
    except (SlackClientError, OSError) as problem:
        do = f"Check that this machine reaches {settings.slack_api_url}, through a proxy if there is one."
        yield Check(state=State.WRONG, says=f"Slack was not reached ({type(problem).__name__}).", do=do)


def _signed_in(client: WebClient) -> Iterator[Check]:
    """Which workspace the token is for, and whether it has every scope."""
    who = client.auth_test()
    yield Check(state=State.OK, says=f"The bot token is good: {who.get('user')} in {who.get('team')}")
    yield from _clock(who.headers.get("Date") or who.headers.get("date"))
    granted = who.headers.get("x-oauth-scopes") or who.headers.get("X-OAuth-Scopes")
    if not granted:
        return
    missing = sorted(set(BOT_SCOPES) - {scope.strip() for scope in granted.split(",")})
    if missing:
        do = f"At {PAGES} open the app, *OAuth & Permissions*, *Bot Token Scopes*, and add them. Then reinstall it."
        yield Check(state=State.WRONG, says=f"The bot token lacks {', '.join(missing)}", do=do)
    else:
        yield Check(state=State.OK, says="The bot token has every scope")


def _clock(date: str | None) -> Iterator[Check]:
    """How far this machine's clock is from Slack's, which signs requests with its own."""
    if date is not None:
        with suppress(ValueError):
            yield clock_check("Slack", parsedate_to_datetime(date), now())


def _socket(client: WebClient, app_token: str) -> Check:
    """Whether Slack opens a connection for the app token; it is not used, and so runs out by itself."""
    try:
        client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        do = (
            f"At {PAGES} open the app, *Socket Mode*, and enable it; then *Basic Information*, *App-Level Tokens*, "
            "and make a token with connections:write."
        )
        return Check(state=State.WRONG, says=f"Socket Mode is refused ({error_code(error)}).", do=do)
    return Check(state=State.OK, says="Socket Mode: Slack opens a connection for the app token")


def _people(client: WebClient, team: Team) -> Iterator[Check]:
    """Whether Slack knows everyone by the id that the team file has."""
    wrong = [told for person in team.people if person.slack_id and (told := _person(client, person))]
    if wrong:
        do = "In Slack open the person's profile, the three dots, *Copy member ID*, and put it into the team file."
        yield Check(state=State.WRONG, says="; ".join(wrong), do=do)
    else:
        yield Check(state=State.OK, says="Slack knows everyone whose slack_id is in the team file")


def _person(client: WebClient, person: Person) -> str | None:
    try:
        user = client.users_info(user=person.slack_id or "")["user"]
    except SlackApiError as error:
        if error_code(error) in ("user_not_found", "user_not_visible"):
            return f"{person.name}: Slack has no member {person.slack_id}"
        raise
    return f"{person.name}: the member {person.slack_id} is deactivated" if user.get("deleted") else None


def _events() -> Check:
    do = (
        f"At {PAGES} open the app, *Event Subscriptions*, and compare: {', '.join(BOT_EVENTS)}. "
        "`planwright manifest` has them all."
    )
    return Check(state=State.OK, says="Which events the app hears, only Slack's pages tell", do=do)
