"""The command line. Heavy imports stay inside the command that needs them, so that help answers at once."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.db_commands import app as db
from bot.ending import Ending
from bot.library.commands import app as library
from bot.pay.commands import app as pay
from bot.person_commands import app as person
from bot.team_commands import app as team_

if TYPE_CHECKING:
    from bot.line.office import Office
    from bot.settings import Settings
    from bot.store.store import Store
    from bot.watching.watch import Watch
    from bot.wiring import Opens

app = typer.Typer(
    name="planwright",
    cls=Ending,
    help="Planwright coaches salespeople through writing next year's business plan, in Slack or right here.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: drawing it with Rich takes longer than everything else together
)

app.add_typer(pay, name="pay")
app.add_typer(library, name="library")
app.add_typer(db, name="db")
app.add_typer(person, name="person")
app.add_typer(team_, name="team")

TeamFile = Annotated[Path | None, typer.Option("--team", help="The team file; without it the one in the settings.")]
AsWhom = Annotated[str, typer.Option("--as", help="Who you are: a name or id from the team file.")]


@app.command()
def chat(
    team: TeamFile = None,
    person: Annotated[str | None, typer.Option("--as", help="Who you are: a name or id from the team file.")] = None,
) -> None:
    """Hold the interview here, as any member of the team."""
    from rich.console import Console

    from bot.terminal.chat import chat as hold
    from bot.terminal.chat import choose, find_person

    settings, console = _settings(team), Console()
    store = _store(settings)
    office = _office_now(settings, store)
    who = find_person(office.team, person) if person else choose(console, office.team)
    if who is None:
        names = ", ".join(each.name for each in office.team.people)
        _stop(f"{person} is not in the team file, so nothing was begun. Name one of: {names}.")
    hold(console, office, store, who, Path("planwright-output"))


@app.command()
def run(team: TeamFile = None) -> None:
    """Run the Slack app, with the tokens from the settings."""
    from bot.observing import Observing
    from bot.running import run_app
    from bot.watching import logs
    from bot.watching.traces import NoTraces
    from bot.wiring import SetupProblem

    settings = _settings(team)
    try:
        logs.set_up(settings.log, settings.log_level)
        observing = Observing(settings.traces_url)
        run_app(settings, _opens(settings, observing.watch), observing)
    except (SetupProblem, NoTraces) as problem:
        _stop(str(problem))


@app.command()
def demo(
    output: Annotated[Path, typer.Option(help="The folder for the documents.")] = Path("demo-output"),
) -> None:
    """Play the whole story with the sample team.

    Two interviews become two plans; the executive approves one and asks for changes on the other, the rep answers, and
    the second version is approved. The documents stay in the output folder.
    """
    import tempfile

    from rich.console import Console

    from bot.data import knowledge_folder
    from bot.store.store import Store
    from bot.terminal.story import leave_documents, play, read_story
    from bot.wiring import build_office

    sample = knowledge_folder() / "sample-team"
    office = build_office(sample / "team.yaml")
    story = read_story((sample / "story.yaml").read_text(encoding="utf-8"))
    console = Console()
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        store = Store.open(f"sqlite:///{scratch}/demo.db")
        play(story, office, store, console, Path(scratch))
        written = leave_documents(office, store, output)
        store.close()
    console.rule("What it left")
    for path in written:
        console.print(f"  {path}", highlight=False)
    console.print("\nNow by hand: [bold]planwright chat[/] (or [bold].venv/bin/planwright chat[/] from a checkout).")


@app.command()
def interview(
    person: AsWhom,
    replies: Annotated[Path, typer.Option(help="The replies, one a line, in the order they are typed.")],
    team: TeamFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the typed plan as JSON and nothing else.")] = False,
) -> None:
    """Hold an interview from a file of replies."""
    from bot.terminal.scripted import hold_interview

    settings = _settings(team)
    office = _office(settings)
    try:
        lines = replies.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        _stop(
            f"The replies in {replies} cannot be read, so nothing was begun. Name a text file in UTF-8, a reply a line."
        )
    try:
        hold_interview(office, person, lines, as_json=as_json)
    except LookupError as problem:
        _stop(str(problem))


@app.command()
def calendar(
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="A day, or a day and time (UTC).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    team: TeamFile = None,
) -> None:
    """Show who would be nudged, about what, and why somebody is not.

    Nothing is sent. A day alone looks at everyone in the morning of their own working day, as things stand now.
    """
    from bot.calendar_command import show

    settings = _settings(team)
    store = _store(settings)
    show(_office_now(settings, store), store, as_of, as_json=as_json)


@app.command()
def reviews(
    as_csv: Annotated[bool, typer.Option("--csv", help="Print every line of every plan's history as CSV.")] = False,
    out: Annotated[Path | None, typer.Option(help="A file for the CSV, instead of printing it.")] = None,
    team: TeamFile = None,
) -> None:
    """Show where every plan stands under review; with --csv who did what to which version, and when.

    What people wrote to each other about a plan is in it; what was said about pay is not.
    """
    from bot.reviews_command import show

    settings = _settings(team)
    store = _store(settings)
    show(_office_now(settings, store).team, store, as_csv=as_csv or out is not None, out=out)


@app.command()
def doctor(
    team: TeamFile = None,
    slack: Annotated[bool, typer.Option("--slack", help="Ask Slack too: tokens, scopes, members.")] = False,
) -> None:
    """Say what is set, what is missing, what to do."""
    from bot.doctor import examine

    raise typer.Exit(examine(_settings(team), ask_slack=slack))


@app.command()
def key() -> None:
    """Print a fresh key for PLANWRIGHT_KEYS, which locks what is kept about pay and what people said."""
    from bot.store.cipher import new_key

    typer.echo(new_key())


@app.command()
def manifest(
    url: Annotated[str | None, typer.Option(help="The public https address, for requests over HTTP.")] = None,
) -> None:
    """Print the manifest to make the Slack app from: for Socket Mode, or for HTTP with --url."""
    from bot.slack.manifest import as_text

    if url is not None and not url.startswith("https://"):
        _stop(f"Slack only sends to an https address, and {url} is none. Nothing was printed. Put one after --url.")
    typer.echo(as_text(url), nl=False)


@app.command()
def sandbox(
    team: TeamFile = None,
    port: Annotated[int, typer.Option(help="Where its page is, on this machine only.")] = 3000,
) -> None:
    """Try the Slack app without Slack, on this machine.

    A local Slack-compatible server with everyone of the team in it, and the bot connected.
    """
    from bot.running import run_sandbox
    from bot.slack.sandbox import SandboxProblem

    try:
        run_sandbox(_office(_settings(team)), Path(".sandbox"), port)
    except SandboxProblem as problem:
        _stop(str(problem))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question on the planning method or your own documents.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer and its citations as JSON.")] = False,
) -> None:
    """Answer a question from the library, with its sources."""
    from bot.library.commands import ask_command

    ask_command(question, as_json=as_json)


@app.command("import")
def import_(
    files: Annotated[list[Path] | None, typer.Argument(help="Exports of deals, accounts or results.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line for each file.")] = False,
    template: Annotated[bool, typer.Option("--template", help="Print a list to fill in, as CSV.")] = False,
    out: Annotated[Path | None, typer.Option(help="Where the list to fill in goes, .csv or .xlsx.")] = None,
) -> None:
    """Show what is read out of account and deal lists.

    The mapping of the columns, the problems row by row, and the totals. Nothing is stored; in a conversation a rep
    confirms what is taken over.
    """
    import json

    from bot.reading.tables.jsonl import report
    from bot.reading.tables.writing import template as empty_list
    from bot.reading.tables.writing import template_workbook
    from bot.wiring import now, why_unread

    if not (files or out or template):
        _stop("Name a file to read, or --template for a list to fill in. Nothing was read.")
    if out:
        out.write_bytes(template_workbook() if out.suffix.casefold() == ".xlsx" else empty_list())
    elif template:
        typer.echo(empty_list().decode("utf-8-sig"), nl=False)
    for path in files or ():
        try:
            told = report(path.name, path.read_bytes(), now().date())
        except OSError as problem:
            _stop(f"{path} cannot be read: {why_unread(problem)}. Nothing is stored. Name another file.")
        typer.echo(json.dumps(told, default=str, indent=None if as_json else 2))


@app.command()
def feedback(team: TeamFile = None) -> None:
    """Show what people thought of the answers to their questions, those that helped least first."""
    from bot.feedback_command import show

    store = _store(_settings(team))
    try:
        show(store.votes())
    finally:
        store.close()


@app.command()
def read(
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines in and out, instead of plain text.")] = False,
) -> None:
    """Show what is read out of text on standard input.

    With --json a line holds "text", and where dates are wanted "reference" (a day) and "fiscal_year_start" (MM-DD);
    "slot" may say what was asked, such as "money".
    """
    import json

    from bot.reading.jsonl import read_line
    from bot.wiring import now

    for line in filter(str.strip, sys.stdin):
        try:
            asked = json.loads(line) if as_json else {"text": line.strip(), "reference": now().date().isoformat()}
            typer.echo(json.dumps(read_line(asked)))
        except (ValueError, KeyError, TypeError):
            _stop(f'This line is not a JSON object with a "text" (and days as YYYY-MM-DD): {line.strip()[:80]}')


def _settings(team: Path | None) -> "Settings":
    from bot.settings import Settings

    return Settings(team_file=team) if team else Settings()


def _store(settings: "Settings") -> "Store":
    from bot.db_commands import told
    from bot.store.store import Store

    with told():
        return Store.open(settings.database_url, settings.cipher_keys)


def _opens(settings: "Settings", watch: "Watch | None" = None) -> "Opens":
    """What makes the office of any team, with the prompts, the library and the model of the settings."""
    from bot.wiring import SetupProblem, open_assistant, open_documents, opener

    try:
        assistant = open_assistant(settings, watch=watch)
        return opener(settings.prompts, open_documents(settings).ask, assistant)
    except SetupProblem as problem:
        _stop(str(problem))


def _office(settings: "Settings") -> "Office":
    """The office of the team file."""
    from bot.wiring import SetupProblem, load_comp_plans, load_team

    try:
        team = load_team(settings.team_file)
        return _opens(settings)(team, load_comp_plans(team, settings.team_file.parent))
    except SetupProblem as problem:
        _stop(str(problem))


def _office_now(settings: "Settings", store: "Store") -> "Office":
    """The office of the team that was set up in Slack, where no team file is named; else of the file."""
    from bot.kept_team import KeptOffice
    from bot.wiring import SetupProblem

    if settings.own_team_file or not store.team_number():
        return _office(settings)
    try:
        return KeptOffice(store, _opens(settings))()
    except SetupProblem as problem:
        _stop(str(problem))


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    sys.exit(2)


if __name__ == "__main__":
    app()
