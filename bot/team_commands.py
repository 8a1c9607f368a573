"""`planwright team`: the team that is set up in Slack, to and from files, and who changed what in it. A thin edge."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.db_commands import told, who_asks

if TYPE_CHECKING:
    from bot.store.store import Store

app = typer.Typer(
    help="The team that is set up in Slack: import it from a team file, export it as one, see who changed what.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

MASTER = (
    "PLANWRIGHT_TEAM_FILE names a team file, and while it does, that file is the team. Take the setting away to use "
    "what is kept here."
)


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="A team file, with its compensation plans beside it.")]) -> None:
    """Take a team file in as the next version of the team, which is then changed in Slack."""
    from bot.kept_team import import_team
    from bot.settings import Settings
    from bot.wiring import SetupProblem, now

    with told():
        try:
            changed = import_team(_store(), file, f"{who_asks()} (command line)", now())
        except SetupProblem as problem:
            _stop(str(problem))
    typer.echo("\n".join(f"- {line}" for line in changed) or "The team is that of the file already.")
    if changed:
        typer.echo("The bot takes it in at once; nobody has to restart it.")
    if Settings().own_team_file:
        typer.echo(MASTER)


@app.command()
def export(folder: Annotated[Path, typer.Argument(help="A folder to write team.yaml and the plans into.")]) -> None:
    """Write the team as a team file with its compensation plans, which `team import` reads again."""
    from bot.kept_team import export_team
    from bot.wiring import SetupProblem

    with told():
        try:
            files = export_team(_store(), folder)
        except SetupProblem as problem:
            _stop(str(problem))
        except OSError as problem:
            _stop(f"{folder} cannot be written to ({problem.strerror}). Name another folder.")
    typer.echo("\n".join(map(str, files)))
    typer.echo("The plans hold what people are paid: only you can read the files, and so it should stay.")


@app.command()
def log(
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print every change as CSV.")] = False,
    out: Annotated[Path | None, typer.Option(help="A file for the CSV, instead of printing it.")] = None,
) -> None:
    """Show who changed what in the team, and when. Of a compensation plan, only that it was changed."""
    from bot.team.audit import log_csv, log_lines

    with told():
        versions = _store().team_versions()
    if out is not None:
        out.write_bytes(log_csv(versions))
        typer.echo(f"Written to {out}.")
    elif as_csv:
        typer.echo(log_csv(versions).decode("utf-8-sig"), nl=False)
    else:
        typer.echo("\n".join(log_lines(versions)) or "No team was set up yet.")


def _store() -> "Store":
    from bot.settings import Settings
    from bot.store.store import Store

    settings = Settings()
    return Store.open(settings.database_url, settings.cipher_keys)


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
