"""What the doctor looks at in the database: version and clock, what waits or was given up, backup, old talk, disk."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Row, bindparam, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor import Check, State
from bot.settings import Settings
from bot.store.backup import there
from bot.store.cipher import Cipher, CipherError
from bot.store.database import MIGRATIONS, connect, for_reading
from bot.store.model import StoreError
from bot.store.rekeying import try_keys
from bot.store.standing import Standing
from bot.store.store import Store
from bot.store.tables import inbox, outbox, transcript, upkeep
from bot.store.upkeep import Deed

OLD_BACKUP = timedelta(days=2)
LATE = timedelta(minutes=5)
SKEW = timedelta(seconds=30)
"""Slack refuses nothing before five minutes, but times in plans and reminders are the machine's."""
LATELY = timedelta(days=7)
LONG_KEPT = timedelta(days=500)
"""A planning season and the year it plans, which quarterly reviews look back on."""
SPACE = 500_000_000
"""Bytes: the write-ahead log, a backup beside the database, and documents need room."""


_GIVEN_UP = {
    box: select(box.c.problem, func.count().label("count"))
    .where(box.c.status == "failed", box.c.done_at > bindparam("since"))
    .group_by(box.c.problem)
    .order_by(box.c.problem)
    for box in (inbox, outbox)
}


def running_checks(settings: Settings, now: datetime) -> Iterator[Check]:
    """Look at what only a database that is there can tell."""
    try:
        if not there(settings.database_url):
            return
        engine = connect(settings.database_url)
        file = Path(engine.url.database or ".") if engine.dialect.name == "sqlite" else None
        with engine.connect() as connection:
            yield _versions(connection)
            yield from _clock(connection, now)
        yield from _standing(engine, now)
        yield from _past(engine, now, settings.keep_days)
        yield from _locks(settings)
    except (SQLAlchemyError, StoreError):
        return  # told already, with the database
    if file is not None:
        yield _disk(file)


def _versions(connection: Connection) -> Check:
    """The database's own version, and that of what is kept in it."""
    script = ScriptDirectory.from_config(_config()).get_current_head()
    schema = MigrationContext.configure(connection).get_current_revision()
    if connection.dialect.name == "sqlite":
        server = f"SQLite {sqlite3.sqlite_version}"
    else:
        server = f"PostgreSQL {connection.execute(text('SHOW server_version')).scalar_one()}"
    says = f"{server}, schema {schema or 'none'}"
    if schema == script:
        return Check(state=State.OK, says=says)
    if schema is not None and schema > (script or ""):
        do = "A newer Planwright made this database, and it is as it was. Use that version, or a newer one."
        return Check(state=State.WRONG, says=says, do=do)
    do = f"This version wants schema {script}. Starting the bot brings it there; so does `planwright db upgrade`."
    return Check(state=State.LOOK, says=says, do=do)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _clock(connection: Connection, now: datetime) -> Iterator[Check]:
    """Whether this machine and the database's agree on the time; a file has no clock of its own."""
    if connection.dialect.name == "sqlite":
        return
    theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    yield clock_check("the database's machine", theirs, now)


def clock_check(whose: str, theirs: datetime, now: datetime) -> Check:
    """How far another clock is from this machine's."""
    apart = abs(theirs.astimezone(UTC) - now)
    says = f"The clock here and that of {whose} are {apart.total_seconds():.0f} s apart"
    if apart <= SKEW:
        return Check(state=State.OK, says=says)
    do = "Set the time by the network (NTP). From five minutes on every signed request of Slack's is refused."
    return Check(state=State.WRONG, says=says, do=do)


def _standing(engine: Engine, now: datetime) -> Iterator[Check]:
    stands = Store(engine).standing(now)
    if stands is not None:
        yield _queues(stands, now)
        yield _backup(stands.backed_up, now)


def _past(engine: Engine, now: datetime, keep_days: int | None) -> Iterator[Check]:
    """What was given up lately, and how far back talk is kept."""
    with for_reading(engine).connect() as connection:
        lost = {box.name: list(connection.execute(_GIVEN_UP[box], {"since": now - LATELY})) for box in _GIVEN_UP}
        oldest = connection.execute(select(func.min(transcript.c.at))).scalar_one()
        ended = connection.execute(select(func.max(upkeep.c.at)).where(upkeep.c.deed == Deed.EXPIRE.value)).scalar_one()
    yield _given_up(lost)
    if oldest is not None:
        yield _kept_since(oldest, ended, now, keep_days)


def _given_up(lost: Mapping[str, Sequence[Row[Any]]]) -> Check:
    """Events and posts that did not get through in the last days, and why."""
    whys = [f"{row.count} in the {name} ({row.problem})" for name, rows in lost.items() for row in rows]
    if not whys:
        return Check(state=State.OK, says=f"Nothing was given up in the last {LATELY.days} days")
    do = "Whose message it was, was told. The log names each; `planwright doctor --slack` says what Slack refuses."
    return Check(state=State.LOOK, says=f"Given up in the last {LATELY.days} days: {', '.join(whys)}", do=do)


def _kept_since(oldest: datetime, ended: datetime | None, now: datetime, keep_days: int | None) -> Check:
    """How old the oldest line of talk is, and whether old talk ends by itself."""
    says = f"Talk is kept since {oldest:%Y-%m-%d}" + (f", and was ended last on {ended:%Y-%m-%d}" if ended else "")
    if keep_days:
        says = f"{says}; of a season that is over it goes after {keep_days} days"
    if keep_days or now - oldest < LONG_KEPT:
        return Check(state=State.OK, says=says)
    do = "PLANWRIGHT_KEEP_DAYS=400 ends what is older once its season is over; plans and decisions stay."
    return Check(state=State.LOOK, says=says, do=do)


def _locks(settings: Settings) -> Iterator[Check]:
    """Whether what is kept opens with the keys that are set; keys that are none are told elsewhere."""
    with suppress(CipherError):
        cipher = Cipher(settings.cipher_keys)
        try:
            try_keys(connect(settings.database_url, cipher))
        except CipherError as problem:
            yield Check(state=State.WRONG, says="What is kept cannot be opened.", do=str(problem))


def _queues(stands: Standing, now: datetime) -> Check:
    """Whether something waits that nobody works on."""
    depths = ", ".join(f"{queue.depth} in the {name}" for name, queue in stands.queues.items())
    late = [name for name, q in stands.queues.items() if q.free_since is not None and now - q.free_since > LATE]
    if not late:
        return Check(state=State.OK, says=f"Waiting: {depths}")
    do = "If the bot runs, see what /ready says and the log. If it does not, start it: what waits is answered then."
    return Check(state=State.LOOK, says=f"Waiting for more than five minutes: {depths}", do=do)


def _backup(made: datetime | None, now: datetime) -> Check:
    if made is None:
        do = "`planwright db backup FILE` makes one, while the bot runs. Others, such as pg_dump, are not seen here."
        return Check(state=State.NOT_SET, says="No backup is on record", do=do)
    says = f"The last backup on record is of {made:%Y-%m-%d %H:%M} UTC"
    old = now - made > OLD_BACKUP
    do = "Have `planwright db backup FILE` run every night." if old else ""
    return Check(state=State.LOOK if old else State.OK, says=says, do=do)


def _disk(file: Path) -> Check:
    free = shutil.disk_usage(file.parent).free
    says = f"{free / 1e9:.1f} GB are free beside the database"
    if free >= SPACE:
        return Check(state=State.OK, says=says)
    return Check(state=State.WRONG, says=says, do="Make room: on a full disk nothing that is said can be kept.")
