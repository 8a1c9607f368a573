"""`planwright db`: what whoever looks after the database does with it. A thin edge."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Look after the database: bring it up to date, back it up, bring it back, move it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

DELAYED = "What people write to the bot meanwhile stays in the old database, so stop the bot first."


@app.command()
def upgrade() -> None:
    """Bring the database to the newest schema. Starting the bot does it too."""
    from bot.store.backup import upgrade as to_newest

    with _told():
        before, now = to_newest(_url())
    if before == now:
        typer.echo(f"The database has the newest schema already ({now}). Nothing was changed.")
    else:
        typer.echo(f"The database was brought from schema {before or 'none'} to {now}. What it holds is as it was.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file to write it to.")]) -> None:
    """Write everything into one file, while the bot runs. `db restore` reads it into SQLite or PostgreSQL."""
    from bot.store.backup import backup as write

    with _told():
        rows = write(_url(), file)
        _tell_what_stays_behind(_url())
    typer.echo(f"{file} holds the database as it was at one moment: {rows:,} rows, checked.")
    typer.echo("It holds what people said and are paid: keep it where only you can read it, and not beside the keys.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `db backup` wrote.")]) -> None:
    """Bring a backup into the database of the settings, which must be empty or new."""
    from bot.store.backup import restore as read

    with _told():
        rows = read(_url(), file)
    typer.echo(f"{_shown(_url())} holds what {file} held: {rows:,} rows. Counts and checksums agree, table by table.")
    typer.echo("The file was not changed. You can start the bot; what was said after the backup is not in it.")


@app.command()
def move(
    target: Annotated[str, typer.Argument(metavar="TARGET_URL", help="Such as postgresql://user@host/name.")],
) -> None:
    """Copy everything into another, empty database: from SQLite to PostgreSQL, or back. Stop the bot first."""
    from bot.store.backup import move as copy_all

    with _told():
        rows = copy_all(_url(), target)
        _tell_what_stays_behind(_url())
    typer.echo(f"{_shown(target)} holds everything: {rows:,} rows. Counts and checksums agree, table by table.")
    typer.echo(f"{_shown(_url())} was left as it was. {DELAYED}")
    typer.echo("Next: set PLANWRIGHT_DATABASE_URL to the new database, start the bot, and put the old one away.")


def _tell_what_stays_behind(url: str) -> None:
    from bot.store.backup import left_out

    if not url.startswith("sqlite") and left_out(url):
        typer.echo("Not copied: the tokens of workspaces that installed the app. They install it again after this.")


def _url() -> str:
    from bot.settings import Settings

    return Settings().database_url


def _shown(url: str) -> str:
    from sqlalchemy import make_url

    return make_url(url).render_as_string(hide_password=True)


@contextmanager
def _told() -> Iterator[None]:
    """Say what went wrong, and end."""
    from bot.store.model import StoreError

    try:
        yield
    except StoreError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from problem
