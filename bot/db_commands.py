"""`planwright db`: what whoever looks after the database does with it. A thin edge."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    help="Look after the database: bring it up to date, back it up, bring it back, move it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command()
def upgrade() -> None:
    """Bring the database to the newest schema. Starting the bot does it too."""
    from bot.store.backup import upgrade as to_newest

    with told():
        before, now = to_newest(_url())
    if before == now:
        typer.echo(f"The database has the newest schema already ({now}). Nothing was changed.")
    else:
        typer.echo(f"The database was brought from schema {before or 'none'} to {now}. What it holds is as it was.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file to write it to.")]) -> None:
    """Write everything into one file, while the bot runs. `db restore` reads it into SQLite or PostgreSQL."""
    from bot.store.backup import backup as write
    from bot.store.backup import note_backup
    from bot.wiring import now

    with told():
        rows = write(_url(), file)
        note_backup(_url(), who_asks(), now())
    typer.echo(f"{file} holds the database as it was at one moment: {rows:,} rows, checked.")
    typer.echo("It holds what people said and are paid: keep it where only you can read it, and not beside the keys.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `db backup` wrote.")]) -> None:
    """Bring a backup into the database of the settings, which must be empty or new."""
    from bot.store.backup import restore as read

    with told():
        rows = read(_url(), file)
    typer.echo(f"{_shown(_url())} holds what {file} held: {rows:,} rows. Counts and checksums agree, table by table.")
    typer.echo("The file was not changed. You can start the bot; what was said after the backup is not in it.")


@app.command()
def move(
    target: Annotated[str, typer.Argument(metavar="TARGET_URL", help="Such as postgresql://user@host/name.")],
) -> None:
    """Copy everything into another, empty database: from SQLite to PostgreSQL, or back. Stop the bot first."""
    from bot.store.backup import move as copy_all

    with told():
        rows = copy_all(_url(), target)
    typer.echo(f"{_shown(target)} holds everything: {rows:,} rows. Counts and checksums agree, table by table.")
    typer.echo(
        f"{_shown(_url())} was left as it was. Did the bot run meanwhile? Then some of what was said is only there."
    )
    typer.echo("Next: set PLANWRIGHT_DATABASE_URL to the new database, start the bot, and put the old one away.")


@app.command()
def rekey() -> None:
    """Lock what is kept about pay, and what was said, with the newest of PLANWRIGHT_KEYS. For a first key or a new one.

    Start the bot with the new key first, the old ones behind it. Afterwards the old ones may go, except for backups.
    """
    from bot.settings import Settings
    from bot.store.cipher import Cipher
    from bot.store.database import connect, migrate
    from bot.store.rekeying import rekey as lock_again
    from bot.store.upkeep import scrub
    from bot.wiring import now

    settings = Settings()
    if not settings.cipher_keys:
        _stop(
            "PLANWRIGHT_KEYS is not set, so nothing was locked. Set the key that is in use; if there never was one, "
            "`planwright key` makes it."
        )
    with told():
        engine, cipher = connect(settings.database_url), Cipher(settings.cipher_keys)
        migrate(engine)
        rows = lock_again(engine, cipher, who_asks(), now())
    typer.echo(f"{rows:,} rows are locked with the newest key. Older keys are needed for older backups only.")
    with told("Everything is locked, but old bytes are still in the database's files. Stop the bot and run"):
        scrub(engine)


@app.command()
def expire(days: Annotated[int, typer.Option(min=30, help="How old talk has to be to go.")]) -> None:
    """Delete what people wrote and were told, once it is so many days old. Plans and decisions stay."""
    from datetime import timedelta

    from bot.store.database import connect, migrate
    from bot.store.expiring import STAYS
    from bot.store.expiring import expire as end
    from bot.store.upkeep import scrub
    from bot.wiring import now

    with told():
        engine = connect(_url())
        migrate(engine)
        gone = end(engine, now() - timedelta(days=days), who_asks(), now())
    typer.echo(f"Deleted of what is older than {days} days, on record:")
    for words, count in gone.items():
        typer.echo(f"  {count:>6,}  {words}")
    typer.echo(f"What stays: {STAYS}.")
    with told("Old talk was deleted, but its bytes are still in the database's files. Stop the bot and run"):
        scrub(engine)


def _url() -> str:
    from bot.settings import Settings

    return Settings().database_url


def _shown(url: str) -> str:
    from sqlalchemy import make_url

    return make_url(url).render_as_string(hide_password=True)


def who_asks() -> str:
    """The name of whoever runs the command, for the record."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody without a user name"


@contextmanager
def told(otherwise: str = "Nothing was changed. Check that the database is running, then run") -> Iterator[None]:
    """Say what went wrong, and end. `otherwise` is for a failure of the database itself: what is safe, what to do."""
    import sqlite3

    from sqlalchemy.exc import SQLAlchemyError

    from bot.store.cipher import CipherError
    from bot.store.database import what_failed
    from bot.store.model import StoreError

    try:
        yield
    except (StoreError, CipherError) as problem:
        _stop(str(problem), problem)
    except (SQLAlchemyError, sqlite3.Error) as problem:
        # The driver's own words may hold a row, and rows hold pay.
        _stop(f"The database failed: {what_failed(problem)}. {otherwise} the command once more.", problem)


def _stop(message: str, problem: Exception | None = None) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2) from problem
