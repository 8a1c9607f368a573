"""Opening a database: the engine with its settings, and the migrations that travel with the package."""

import logging
import sqlite3
import time
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import Pool, QueuePool

from bot.store.cipher import Cipher
from bot.store.model import StoreError
from bot.store.turns import Turns

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 7_526_114
BUSY_SECONDS = 10
PAUSE_SECONDS = 0.02


def connect(url: str, cipher: Cipher | None = None) -> Engine:
    """Make the engine for a SQLite file or a PostgreSQL database; the database is not asked anything yet.

    Through the cipher goes what is to be kept locked; without one it is read and written as it is kept. Raises
    StoreError for an address that cannot be used. Parameters stay out of error texts, and rows out of the most
    talkative log: they carry pay.
    """
    logging.getLogger("sqlalchemy.engine.Engine").addFilter(_shows_no_row)
    try:
        target = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "The database address cannot be read. Nothing was changed. Use sqlite:///planwright.db or postgresql://user@host/name."
        ) from error
    engine = _engine(target)
    # Where a column's type can find it (bot.store.tables.Locked).
    engine.dialect.planwright_cipher = cipher  # type: ignore[attr-defined]
    return engine


def _engine(target: URL) -> Engine:
    if target.get_backend_name() == "postgresql":
        return _postgresql(target)
    if target.get_backend_name() != "sqlite" or target.database in (None, "", ":memory:"):
        msg = (
            "Planwright keeps its data in a SQLite file or in PostgreSQL, and this address is neither. Nothing was "
            "changed. Use sqlite:///planwright.db, for example."
        )
        raise StoreError(msg)
    return _sqlite(target, Path(str(target.database)))


def _shows_no_row(record: logging.LogRecord) -> bool:
    """Whether a record of SQLAlchemy's can be logged: what it logs for debugging is every row it reads."""
    return record.levelno > logging.DEBUG


def _postgresql(target: URL) -> Engine:
    try:
        return create_engine(target.set(drivername="postgresql+psycopg"), hide_parameters=True)
    except ImportError as error:
        raise StoreError("For PostgreSQL, install planwright[postgres]. Nothing was changed.") from error


def _sqlite(target: URL, file: Path) -> Engine:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Pay is in here: the file, and with it SQLite's side files, are the owner's alone.
        file.touch(mode=0o600)
    except OSError as error:
        msg = (
            f"{file} cannot be written ({error.strerror}). Nothing was changed. Choose another place for the database."
        )
        raise StoreError(msg) from error
    return _sqlite_engine(target)


def _sqlite_engine(target: URL, pool: type[Pool] = QueuePool) -> Engine:
    engine = create_engine(
        target,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS},
        poolclass=pool,
        pool_timeout=BUSY_SECONDS,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own transaction handling would begin late; `_begin_sqlite` begins where SQLAlchemy says so.
    connection.isolation_level = None
    _use_write_ahead_log(connection)
    # FULL, though NORMAL is faster: what was acknowledged is still there after a power cut, too.
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    # Where another process is just opening the same new file, SQLite refuses this at once instead of waiting its turn.
    for last in (*[False] * round(BUSY_SECONDS / PAUSE_SECONDS), True):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if last or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later may find that another has written in between, and fail: take the
    # write lock at the start.
    reads = connection.get_execution_options().get("planwright_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def for_writing(engine: Engine) -> Engine:
    """Return the same database for transactions that write: on SQLite one after another (`bot.store.turns`)."""
    if engine.dialect.name != "sqlite":
        return engine
    writing = _sqlite_engine(engine.url, Turns)
    writing.dialect.planwright_cipher = getattr(engine.dialect, "planwright_cipher", None)  # type: ignore[attr-defined]
    return writing


def for_reading(engine: Engine) -> Engine:
    """Return the same database for transactions that only read: they see one moment, and wait for nobody."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(planwright_reads=True)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


FAILURES = {
    "locked": "another process holds it",
    "full": "its disk is full",
    "no space": "its disk is full",
    "not a database": "the file is no database",
    "malformed": "the file is damaged",
    "readonly": "it may only be read",
    "read-only": "it may only be read",
    "unable to open": "the file cannot be opened",
    "password": "it did not accept the user or password",
    "does not exist": "it has no such user, database or table",
    "permission": "its user may not do that",
    "closed": "it broke off",
    "terminat": "it broke off",
    "timeout": "it took too long",
    "resolve": "nothing is known under its name",
    "connect": "it was not reached",
}
"""What a driver's message says somewhere, and what that means."""


def what_failed(error: Exception) -> str:
    """Why a database did not serve, in words of our own: the driver's may hold a row, and rows hold pay."""
    said = str(getattr(error, "orig", None) or error).casefold()
    return next((words for sign, words in FAILURES.items() if sign in said), "it gave an error")


def migrate(engine: Engine) -> None:
    """Bring the database to the newest schema, in one transaction; processes that start together take turns.

    Raises StoreError when the database cannot be reached or was made by a newer version.
    """
    config = _config()
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            if MigrationContext.configure(connection).get_current_revision() != _newest():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except DatabaseError as error:
        failed = what_failed(error)
        msg = f"The database cannot be opened: {failed}. Nothing was changed. Check its address and permissions."
        raise StoreError(msg) from error
    except CommandError as error:
        msg = "A newer Planwright made this database. Nothing was changed. Use that version, or a newer one."
        raise StoreError(msg) from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@cache
def _newest() -> str | None:
    """The schema that this version of the program knows; to read it from the migrations, each of them is loaded."""
    return ScriptDirectory.from_config(_config()).get_current_head()
