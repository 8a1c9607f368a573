"""Backups, and moving from one database to another. A backup is a SQLite file, whatever it was made from."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.store.copying import copy
from bot.store.database import connect, migrate, what_failed
from bot.store.model import StoreError
from bot.store.tables import metadata
from bot.store.upkeep import Deed, note

HEADER = b"SQLite format 3\0"


def upgrade(url: str) -> tuple[str | None, str | None]:
    """Bring a database to the newest schema; gives the version it was at (None: it was new) and is at now."""
    with _engine(url) as engine:
        before = _version(engine)
        migrate(engine)
        return before, _version(engine)


def backup(url: str, file: Path) -> int:
    """Write everything into a new file, as it stands at one moment; gives the number of rows.

    A SQLite database is copied by SQLite itself, while the bot runs and whatever its schema. Of PostgreSQL the tables
    are copied, with those of workspaces that installed the app. Raises StoreError, and leaves no file behind, where
    that does not come off.
    """
    if file.exists():
        raise StoreError(
            f"{file} is there already, and a backup overwrites nothing. Nothing was changed. Name a new file."
        )
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        rows = _backup_into(part, url)
        part.rename(file)
    except (OSError, sqlite3.Error) as problem:
        raise StoreError(
            f"The backup could not be written ({_short(problem)}). The database is as it was. Check that the folder "
            "is there, may be written to, and has room."
        ) from problem
    finally:
        part.unlink(missing_ok=True)
    return rows


def note_backup(url: str, by: str, at: datetime) -> None:
    """Put on record that a backup was made, so that its age can be told; an older schema has no place for that."""
    with suppress(SQLAlchemyError, StoreError), _engine(url) as engine:
        note(engine, Deed.BACKUP, "everything", by, at)


def restore(url: str, file: Path) -> int:
    """Bring what a backup holds into an empty database of either kind; gives the number of rows. Raises StoreError."""
    with tempfile.TemporaryDirectory(prefix="planwright-restore-") as scratch:
        copied = Path(scratch) / "backup.db"
        try:
            with file.open("rb") as opened:
                is_ours = opened.read(len(HEADER)) == HEADER
            if is_ours:
                copied.touch(mode=0o600)
                _copy_file(file, copied)
        except (OSError, sqlite3.Error) as problem:
            raise StoreError(
                f"The backup {file} cannot be read ({_short(problem)}). Nothing was changed. Name one that is there."
            ) from problem
        if not is_ours:
            raise StoreError(
                f"{file} is no backup that Planwright made. Nothing was changed. Name one that `db backup` wrote."
            )
        # On the copy: a backup of an older schema is brought to the newest there, and itself stays as it is.
        return move(_url(copied), url)


def move(url: str, target: str) -> int:
    """Copy everything into an empty database of either kind; gives the number of rows. Raises StoreError.

    The source is brought to the newest schema, and otherwise left as it is.
    """
    with _engine(url) as source:
        migrate(source)
        with _engine(target, new=True) as to:
            migrate(to)
            return sum(content.rows for content in copy(source, to).values())


def _backup_into(part: Path, url: str) -> int:
    if _is_sqlite(url):
        with _engine(url):
            _copy_file(_file(url), part)
        return _rows(part)
    with _engine(url) as engine:
        if _version(engine) != upgrade(_url(part))[1]:
            raise StoreError(
                "The database has the schema of another version of Planwright, so it was not copied. Nothing was "
                "changed. Run `planwright db upgrade` first, or make this one backup with pg_dump."
            )
    rows = move(url, _url(part))
    with closing(sqlite3.connect(part)) as made:
        _as_one_file(made)
    return rows


def _copy_file(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
        _as_one_file(new)
        found = new.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise StoreError(
            f"The copy of {source} is damaged. The original was not touched. Use another backup, if this was one."
        )


def _as_one_file(made: sqlite3.Connection) -> None:
    """Without the side files of a database in use, so that it can be read from where nothing may be written."""
    made.execute("PRAGMA journal_mode = DELETE")


def _rows(file: Path) -> int:
    with closing(sqlite3.connect(file)) as opened:
        there = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        ours = (name for name in there if name in metadata.tables or name.startswith("slack_"))
        counts = (f"SELECT count(*) FROM {name}" for name in ours)  # noqa: S608 - our own
        return sum(opened.execute(count).fetchone()[0] for count in counts)


@contextmanager
def _engine(url: str, *, new: bool = False) -> Iterator[Engine]:
    """A database, given back at the end. Raises StoreError for a file that is not there, unless it may be `new`."""
    if not new and not there(url):
        raise StoreError(f"There is no database {_file(url)}. Nothing was done. PLANWRIGHT_DATABASE_URL names it.")
    engine = connect(url)
    try:
        yield engine
    except SQLAlchemyError as problem:
        # The driver's own words may hold a row, and rows hold pay.
        raise StoreError(
            f"The database failed on the way: {what_failed(problem)}. Nothing was changed. "
            "Check that it is running, and that there is room on its disk."
        ) from problem
    finally:
        engine.dispose()


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def there(url: str) -> bool:
    """Whether there is a database, or a server that may have it: a SQLite file that is not there would be made."""
    return not _is_sqlite(url) or _file(url).exists()


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _file(url: str) -> Path:
    return Path(str(make_url(url).database))


def _url(file: Path) -> str:
    return f"sqlite:///{file}"


def _short(problem: Exception) -> str:
    return (problem.strerror if isinstance(problem, OSError) else None) or type(problem).__name__
