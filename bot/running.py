"""The Slack app as a running process: the connection, the workers of the inbox, the sender of the outbox."""

import errno
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr
from slack_bolt.error import BoltError
from slack_sdk import WebClient

from bot.kept_team import offices_of
from bot.line.administering.counter import Counter
from bot.line.forms import Change, Form
from bot.line.inbound import Inbound
from bot.line.keeping import Keeper
from bot.line.loop import Job, Loop
from bot.line.nudges.sweep import Sweep
from bot.line.office import Office
from bot.line.rep.editing import check_form, open_form
from bot.line.sending import Sender
from bot.line.tidying import tidied
from bot.line.worker import Worker
from bot.observing import Observing
from bot.process import answer_at_once, asked_to_end, hand_back, of_a_process_that_ended, process_name
from bot.review.delegation import may_decide
from bot.review.model import Refusal, Review
from bot.settings import Settings
from bot.slack.address import Address, address_in
from bot.slack.app import build_app, connection, web_client
from bot.slack.canvas import Canvases
from bot.slack.directory import SlackDirectory
from bot.slack.files import fetcher
from bot.slack.listeners import Reception
from bot.slack.modal import ChangesForm
from bot.slack.pace import Pace
from bot.slack.sandbox import APP_TOKEN, BOT_TOKEN, running, to_try
from bot.slack.sender import Sender as SlackSender
from bot.slack.status import Status
from bot.slack.stream import Streams
from bot.slack.web import served, web_app
from bot.store.cipher import Cipher, CipherError
from bot.store.model import StoreError
from bot.store.store import Store
from bot.team.model import Team
from bot.watching.watch import Watch
from bot.wiring import Documents, Opens, SetupProblem, now

if TYPE_CHECKING:
    from slack_bolt.oauth.oauth_settings import OAuthSettings

WORKERS = 4
"""Threads that answer events. Without a model a turn takes milliseconds; more threads wait on the database."""
WORKERS_WITH_MODEL = 64
"""With a model they mostly wait for it, so that as many conversations can go on at once."""


@dataclass(frozen=True)
class Tokens:
    """What the app signs in with, and where Slack's Web API is.

    With an app token it connects to Slack over Socket Mode; with a signing secret Slack's requests come over HTTP. The
    bot token is for one workspace; `installs` is for all that install the app.
    """

    api_url: str
    bot: str | None = None
    app: str | None = None
    signing_secret: str | None = None
    installs: "Installs | None" = None


@dataclass(frozen=True)
class Installs:
    """What lets workspaces install the app by themselves, and where their tokens are kept, locked."""

    client_id: str
    client_secret: str
    database_url: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Door:
    """Where requests over HTTP come in: Slack's, and those that ask how the process is. Port 0 takes a free one."""

    host: str
    port: int


Offices = Callable[[], Office]
"""Gives the office of the moment: the team may be changed while the app runs."""


@contextmanager
def connected(
    office: Offices | Office,
    store: Store,
    tokens: Tokens,
    door: Door | None = None,
    observing: Observing | None = None,
) -> Iterator[int | None]:
    """Run the app while the block runs, with the port of its door; at the end nobody holds anything any more.

    Raises slack_bolt.error.BoltError when the token is not accepted, OSError when Slack is not reached or the door's
    port is taken.
    """
    offices = _always(office) if isinstance(office, Office) else office
    with ExitStack() as stack:
        observing = observing or Observing()
        observing.look_at(store, offices().assistant, lambda: offices().team.executive.id)
        watch = observing.watch
        many = _many(tokens, tokens.installs, watch) if tokens.installs else None
        slack = stack.enter_context(many) if many else _one_workspace(tokens, watch)
        loop = _loop(offices, store, slack, tokens, watch)
        reception = _reception(offices, store, loop, slack, tokens, watch)
        app = build_app(slack.client, reception, tokens.signing_secret, slack.oauth)
        # What a worker does not finish in time is handed back; a turn that ends after that writes nothing.
        stack.callback(hand_back, store, lambda holder: holder.startswith(f"{process_name()}:"))
        stack.callback(loop.stop)
        loop.start()
        if tokens.app:
            socket = connection(app, tokens.app)
            stack.callback(socket.close)
            socket.connect()  # type: ignore[no-untyped-call]  # Bolt's own
        wsgi = web_app(None if tokens.app else app, observing.trouble, observing.metrics.page)
        yield stack.enter_context(served(wsgi, door.host, door.port)) if door else None


@dataclass(frozen=True)
class _Slack:
    """How Slack is asked: the app's own client, and the client and token of each workspace."""

    client: WebClient
    clients: Callable[[str | None], WebClient | None]
    token: Callable[[str | None], str | None]
    installed: Callable[[str | None, str], bool]
    oauth: "OAuthSettings | None" = None


def _one_workspace(tokens: Tokens, watch: Watch) -> _Slack:
    client = web_client(tokens.bot, tokens.api_url, watch.tell)
    return _Slack(
        client=client, clients=lambda _: client, token=lambda _: tokens.bot, installed=lambda _workspace, _member: False
    )


@contextmanager
def _many(tokens: Tokens, installs: Installs, watch: Watch) -> Iterator[_Slack]:
    """As many workspaces as install the app; what only they need is imported here."""
    from bot.slack.installations import Installations, Workspaces, oauth
    from bot.store.database import connect

    engine = connect(installs.database_url)
    installations = Installations(installs.client_id, engine, Cipher(installs.keys))
    workspaces = Workspaces(installations, installs.client_secret, tokens.api_url, watch.tell)
    try:
        yield _Slack(
            client=web_client(None, tokens.api_url, watch.tell),
            clients=workspaces.client,
            token=workspaces.token,
            installed=installations.installed_by,
            oauth=oauth(installs.client_id, installs.client_secret, installations),
        )
    finally:
        engine.dispose()


def _always(office: Office) -> Offices:
    """The office of a team that does not change while the app runs."""
    return lambda: office


def _loop(offices: Offices, store: Store, slack: _Slack, tokens: Tokens, watch: Watch) -> Loop:
    """The workers of the inbox and the sender of the outbox, not yet at work."""
    name = process_name()

    def address(to: str) -> Address | None:
        return address_in(offices().team)(to)

    def document(person: str, version: int, name: str) -> bytes | None:
        return Documents(offices(), store, now)(person, version, name)

    def season() -> str:
        return offices().team.season.key

    canvases = Canvases(
        page=lambda person: Documents(offices(), store, now).canvas(person),
        kept=lambda person: store.canvases.of(person, season()),
        keep=lambda person, kept: store.canvases.keep(person, season(), kept),
        address=address,
    )
    pace = Pace()
    sender = SlackSender(slack.clients, address, document, now, pace, canvases)
    fetch = fetcher(slack.token, tokens.api_url)
    shows = Status(slack.clients, address, pace, now).working
    screen = Streams(slack.clients, address, pace, now)
    keeper, directory = Keeper(store, now), SlackDirectory(slack.clients, slack.installed)

    def worker(number: int) -> Callable[[], Job | None]:
        # Made for each event, so that the event meets the team as it is then.
        own = f"{name}:{number}"
        return lambda: Worker(store, offices(), now, own, fetch, shows, keeper.keeps, watch, screen, directory).take()

    crew = [worker(number) for number in range(WORKERS_WITH_MODEL if offices().assistant else WORKERS)]
    sorry = offices().wording.say("not_made")
    out = Sender(store, sender.send, now, f"{name}:out", sorry=sorry, keeps=keeper.keeps, watch=watch)
    return Loop([_sweeper(offices, store), keeper.work, out.work], crew)


def _sweeper(offices: Offices, store: Store) -> Callable[[], bool]:
    """The sweep of nudges; over a team that was changed, a new one."""
    sweeps: list[Sweep] = []

    def work() -> bool:
        office = offices()
        if not sweeps or sweeps[0].office is not office:
            sweeps[:] = [Sweep(store, office, now, reaches=office.reaches)]
        return sweeps[0].work()

    return work


def _reception(offices: Offices, store: Store, loop: Loop, slack: _Slack, tokens: Tokens, watch: Watch) -> Reception:
    """Where Slack's events come in: each is stored, and a worker woken."""

    def receive(inbound: Inbound) -> None:
        with watch.step("event", type(inbound.event).__name__, inbound.key) as course:
            course.outcome = "ok" if store.receive(inbound) else "repeated"
        loop.ring()

    def form(person: str | None, rep_id: str, version: int) -> ChangesForm | Refusal:
        office = offices()
        stored = store.review(rep_id, office.team.season.key).value
        return changes_form(person, stored or Review(person=rep_id), version, office.team)

    def state(person: str | None, office: Office) -> str | None:
        return store.load(person or "", office.team.season.key).value

    def edit(person: str | None, chapter: int) -> Form | Refusal:
        office = offices()
        return open_form(office.team.rep(person or ""), state(person, office), chapter, office, now())

    def check(person: str | None, changes: Sequence[Change]) -> Mapping[str, str]:
        office = offices()
        return check_form(office.team.rep(person or ""), state(person, office), changes, office, now())

    directory = SlackDirectory(slack.clients, slack.installed)
    counter = Counter(offices, store, directory.profile, fetcher(slack.token, tokens.api_url), now)
    return Reception(lambda: offices().team, receive, form, edit, check, now, counter)


def changes_form(person: str | None, review: Review, version: int, team: Team) -> ChangesForm | Refusal:
    """The form for a request for changes, or why this person gets none. Sending it in is checked once more."""
    refusal = may_decide(person or "", review, now(), team)
    if refusal is not None:
        return refusal
    stored = next((v for v in review.versions if v.number == version), None)
    if stored is None:
        return Refusal(
            text="There is no such version to comment on, so nothing has changed. *status* shows what waits for you."
        )
    return ChangesForm(person=review.person, name=stored.plan.name, version=version, sections=stored.plan.sections)


def run_app(settings: Settings, opens: Opens, observing: Observing) -> None:
    """Run against the workspace whose tokens are set, until asked to end. Raises SetupProblem.

    The team is that of the team file, where one is named, else the one that is set up in Slack.
    """
    door = Door(settings.http_host, settings.http_port) if settings.http_port is not None else None
    try:
        store = Store.open(settings.database_url, settings.cipher_keys)
    except (StoreError, CipherError) as problem:
        raise SetupProblem(str(problem)) from problem
    offices = offices_of(settings, store, opens)
    tokens = tokens_in(settings, offices().team)
    if offices().team.reps:
        store.adopt(offices().team.season.key, now())
    hand_back(store, of_a_process_that_ended)
    # Listened for before any work begins, so that no moment is left in which a polite kill is a rude one.
    end = asked_to_end()
    # Holiday calendars take a moment to load, which no event is to wait for.
    offices().team.executive.work.off(now().date())
    answer_at_once()
    try:
        ending = tidied(store, lambda: offices().team.season, settings.keep_days, now)
        with connected(offices, store, tokens, door, observing) as port, ending:
            where = f" Port {port} answers over HTTP." if port else ""
            print(f"Planwright is connected{_whom_for(offices().team)}.{where} Ctrl-C ends it.")  # noqa: T201 - for whoever started it
            end.wait()
    except CipherError as problem:
        raise SetupProblem(str(problem)) from problem
    except (BoltError, OSError) as problem:
        raise SetupProblem(_why_not_connected(problem, settings.http_port)) from problem
    finally:
        store.close()
        observing.close()


def _why_not_connected(problem: BoltError | OSError, port: int | None) -> str:
    """What kept the app from starting, in words; the libraries' own may hold a token."""
    if isinstance(problem, BoltError):
        why = "Slack did not take the bot token"
    elif problem.errno in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
        return (
            f"Port {port} is taken or may not be used. Nothing is lost, and nothing was sent. Stop what listens there, "
            "or set PLANWRIGHT_HTTP_PORT and PLANWRIGHT_HTTP_HOST anew."
        )
    else:
        why = "Slack was not reached"
    return f"{why}. Nothing is lost, and nothing was sent. `planwright doctor --slack` says what to put right."


def _whom_for(team: Team) -> str:
    """Which company's team it is, or where one is set up."""
    return f" for {team.company}" if team.reps else "; no team is set up yet: open the bot's Home tab in Slack"


def tokens_in(settings: Settings, team: Team) -> Tokens:
    """What the settings say to sign in with. Raises SetupProblem that says what is missing."""
    bot, app, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    over_http = secret is not None and settings.http_port is not None
    if settings.slack_client_id is not None and over_http:
        return Tokens(api_url=settings.slack_api_url, signing_secret=_plain(secret), installs=_installs(settings, team))
    if bot is None or not (app or over_http):
        raise SetupProblem(
            "Slack's tokens are not set, so there is nothing to connect to. Set SLACK_BOT_TOKEN (xoxb-...) and, for "
            "Socket Mode, SLACK_APP_TOKEN (xapp-...); or for HTTP, SLACK_SIGNING_SECRET and PLANWRIGHT_HTTP_PORT. "
            "`planwright doctor` says where to find them. `planwright chat` needs none of them."
        )
    return Tokens(api_url=settings.slack_api_url, bot=_plain(bot), app=_plain(app), signing_secret=_plain(secret))


def _installs(settings: Settings, team: Team) -> Installs:
    """What lets several workspaces install the app. Raises SetupProblem that says what is missing."""
    secret = settings.slack_client_secret
    if secret is None or not settings.cipher_keys:
        raise SetupProblem(
            "Several workspaces can install the app once SLACK_CLIENT_SECRET and PLANWRIGHT_KEYS are set too: their "
            "tokens are kept locked. `planwright key` makes a key."
        )
    nowhere = [person.name for person in team.people if person.slack_id and person.workspace is None]
    if nowhere:
        raise SetupProblem(
            f"Several workspaces can install the app, so the team file has to say in which one people are. `workspace` "
            f"(T...) is missing for {', '.join(nowhere)}."
        )
    return Installs(
        settings.slack_client_id or "", secret.get_secret_value(), settings.database_url, settings.cipher_keys
    )


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def run_sandbox(office: Office, folder: Path, port: int) -> None:
    """Run against a Slack-compatible server on this machine, with everyone of the team in it. Raises SandboxProblem.

    What is said there is forgotten at the end, like the server's own memory.
    """
    end = asked_to_end()
    with tempfile.TemporaryDirectory() as scratch, running(office.team, folder, port) as sandbox:
        store = Store.open(f"sqlite:///{scratch}/sandbox.db")
        with connected(office, store, Tokens(bot=BOT_TOKEN, app=APP_TOKEN, api_url=sandbox.api_url)):
            print("Planwright is connected. Open a conversation and choose who you are at the top (Act as):")  # noqa: T201
            for person in office.team.people:
                if person.slack_id:
                    print(f"  {person.name}, {person.role}: {sandbox.conversation(person)}")  # noqa: T201
            print("What to try:", *to_try(office.team), sep="\n  ")  # noqa: T201
            print("Ctrl-C ends it.")  # noqa: T201
            end.wait()
        store.close()
