"""`planwright doctor`: what is configured, what is missing, and what to do about it. Secrets are never shown."""

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console

from bot.facts import Frozen
from bot.settings import Settings

OLDEST_PYTHON = (3, 11)
WHERE_TOKENS_ARE = "It is on your app's pages at api.slack.com/apps; README.md shows the way."


class State(StrEnum):
    """How a check came out: as it should be, left out and fine without, worth a look, or in the way."""

    OK = "ok"
    NOT_SET = "not set"
    LOOK = "look"
    WRONG = "wrong"


MARKS = {
    State.OK: "[green]ok[/]     ",
    State.NOT_SET: "[yellow]not set[/]",
    State.LOOK: "[yellow]look[/]   ",
    State.WRONG: "[red]wrong[/]  ",
}


class Check(Frozen):
    """One thing that was looked at: how it is, and what to do next where there is something to do."""

    state: State
    says: str
    do: str = ""


def examine(settings: Settings, console: Console | None = None, *, ask_slack: bool = False) -> int:
    """Print every check, if wanted those that Slack answers too; the exit code is 1 when something is in the way."""
    console = console or Console()
    found = list(checks(settings))
    if ask_slack:
        found += _asked_of_slack(settings)
    for check in found:
        console.print(f"{MARKS[check.state]} ", end="")
        console.print(check.says, markup=False, highlight=False, soft_wrap=True)
        for line in check.do.splitlines():
            console.print(f"        {line}", markup=False, highlight=False, soft_wrap=True)
    states = [check.state for check in found]
    wrong, look = states.count(State.WRONG), states.count(State.LOOK)
    console.print(f"In the way: {wrong}. Worth a look: {look}.", highlight=False)
    return int(wrong > 0)


def checks(settings: Settings) -> Iterator[Check]:
    """Look at everything planwright needs, without changing anything and without calling Slack."""
    yield _python(sys.version_info[:2])
    yield _database(settings.database_url)
    yield from _team(settings)
    yield _keys(settings.cipher_keys)
    yield from _running(settings)
    yield from _slack(settings)
    yield from _beside(settings)
    yield _model(settings)


def _team(settings: Settings) -> Iterator[Check]:
    from bot.doctor_team import team_checks

    yield from team_checks(settings)


def _beside(settings: Settings) -> Iterator[Check]:
    from bot.doctor_beside import beside_checks

    yield from beside_checks(settings)


def _running(settings: Settings) -> Iterator[Check]:
    from bot.doctor_running import running_checks
    from bot.wiring import now

    yield from running_checks(settings, now())


def _model(settings: Settings) -> Check:
    """Whether a language model is configured, and answers a word."""
    from bot.coach.llm.port import Answered, Job, Request
    from bot.wiring import open_model

    model = open_model(settings)
    if model is None:
        has_one = settings.model_copy(update={"model": True}).uses_model
        why = "The language model is switched off" if has_one else "No language model is configured"
        return Check(state=State.OK, says=f"{why}, and none is needed: the coach reads and writes by its own rules.")
    word = Request(job=Job.ANSWER, prompt="doctor", version=1, instructions="Answer: ready", data="Are you?", most=16)
    answered = model.prose(word, lambda _: True)
    where = settings.model_url or "OpenAI"
    if isinstance(answered, Answered):
        return Check(state=State.OK, says=f"Language model: {answered.usage.model} at {where} answers.")
    do = (
        "Check PLANWRIGHT_MODEL_KEY, PLANWRIGHT_MODEL_URL and PLANWRIGHT_MODEL_NAME, or set PLANWRIGHT_MODEL=off. "
        "Until then the coach reads and writes by its own rules."
    )
    return Check(state=State.WRONG, says=f"The language model at {where} gives no answer ({answered.kind}).", do=do)


def _python(version: tuple[int, int]) -> Check:
    says = f"Python {version[0]}.{version[1]}"
    if version >= OLDEST_PYTHON:
        return Check(state=State.OK, says=says)
    return Check(state=State.WRONG, says=says, do="Planwright needs Python 3.11 or newer.")


def _database(url: str) -> Check:
    from sqlalchemy import make_url, text
    from sqlalchemy.exc import SQLAlchemyError

    from bot.store.database import connect
    from bot.store.model import StoreError

    try:
        address = make_url(url)
        shown = f"Database: {address.render_as_string(hide_password=True)}"
        if address.get_backend_name() == "sqlite" and not Path(address.database or ".").exists():
            return _to_be_made(Path(address.database or "."), shown)
        with connect(url).connect() as connection:
            connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, StoreError) as problem:
        # A driver's own message may repeat the address with its password.
        do = (
            str(problem)
            if isinstance(problem, StoreError)
            else "Check PLANWRIGHT_DATABASE_URL, and that it is running."
        )
        return Check(state=State.WRONG, says="The database cannot be reached.", do=do)
    return Check(state=State.OK, says=shown)


def _to_be_made(file: Path, shown: str) -> Check:
    """Whether a file that is not there yet can be made."""
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Check(state=State.OK, says=f"{shown} (made at first use)")
    do = f"Set PLANWRIGHT_DATABASE_URL to a place in a folder that may be written; {folder} is none."
    return Check(state=State.WRONG, says=f"{shown} cannot be made there.", do=do)


def _keys(keys: tuple[str, ...]) -> Check:
    """Whether pay and talk are locked where they are kept."""
    from bot.store.cipher import Cipher, CipherError

    if not keys:
        do = "To lock them, put what `planwright key` prints into PLANWRIGHT_KEYS, then run `planwright db rekey`."
        return Check(state=State.NOT_SET, says="Pay and talk can be read by whoever can read the database", do=do)
    try:
        Cipher(keys)
    except CipherError as problem:
        return Check(state=State.WRONG, says="PLANWRIGHT_KEYS cannot be used.", do=str(problem))
    return Check(state=State.OK, says="Pay and talk are locked in the database")


def _slack(settings: Settings) -> Iterator[Check]:
    bot, app, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    if bot is None and app is None and secret is None:
        do = "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to connect a workspace (see README.md). The terminal needs none."
        yield Check(state=State.NOT_SET, says="Slack: no tokens", do=do)
        return
    if settings.slack_client_id is not None and secret is not None:
        yield _installs(settings)
        yield _http(settings.http_port)
        yield _api(settings.slack_api_url)
        return
    yield _token("SLACK_BOT_TOKEN", bot, "xoxb-")
    yield _http(settings.http_port) if app is None and secret else _token("SLACK_APP_TOKEN", app, "xapp-")
    yield _api(settings.slack_api_url)


def _installs(settings: Settings) -> Check:
    """Several workspaces install the app, and their tokens are kept locked."""
    says = "Workspaces install the app themselves, at /slack/install"
    if settings.slack_client_secret is None or settings.keys is None:
        do = "Set SLACK_CLIENT_SECRET and PLANWRIGHT_KEYS; `planwright key` makes a key."
        return Check(state=State.WRONG, says="Several workspaces can install the app, once two more are set.", do=do)
    return Check(state=State.OK, says=says)


def _http(port: int | None) -> Check:
    """Without an app token Slack's requests come over HTTP, which needs a port."""
    if port is None:
        do = "Set PLANWRIGHT_HTTP_PORT for requests over HTTP, or SLACK_APP_TOKEN for Socket Mode."
        return Check(state=State.WRONG, says="SLACK_SIGNING_SECRET is set, and no port for what it signs.", do=do)
    return Check(state=State.OK, says=f"Slack's signed requests come over HTTP at port {port}")


def _asked_of_slack(settings: Settings) -> list[Check]:
    from bot.doctor_slack import slack_checks
    from bot.doctor_team import team_in_force
    from bot.wiring import SetupProblem

    try:
        return list(slack_checks(settings, team_in_force(settings)))
    except SetupProblem:
        # Told already, among the files.
        return []


def _token(name: str, token: SecretStr | None, start: str) -> Check:
    if token is None:
        return Check(state=State.WRONG, says=f"{name} is missing.", do=WHERE_TOKENS_ARE)
    if not token.get_secret_value().startswith(start):
        return Check(state=State.WRONG, says=f"{name} does not begin with {start}", do=WHERE_TOKENS_ARE)
    return Check(state=State.OK, says=f"{name} is set")


def _api(url: str) -> Check:
    if url.startswith(("https://", "http://127.0.0.1", "http://localhost")) and url.endswith("/"):
        return Check(state=State.OK, says=f"Slack is reached at {url}")
    do = "Expected https://slack.com/api/ or the address of a local server, with a slash at its end."
    return Check(state=State.WRONG, says="SLACK_API_URL is not an address of Slack's Web API.", do=do)
