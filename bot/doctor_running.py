"""What the doctor looks at besides the settings: the database as it stands, its backup, the disk, clock and port."""

import shutil
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor import Check, State
from bot.settings import Settings
from bot.store.cipher import Cipher, CipherError
from bot.store.database import MIGRATIONS, connect
from bot.store.model import StoreError
from bot.store.rekeying import try_keys
from bot.store.standing import Standing
from bot.store.store import Store

OLD_BACKUP = timedelta(days=2)
LATE = timedelta(minutes=5)
SKEW = timedelta(seconds=30)
"""Slack refuses nothing before five minutes, but times in plans and reminders are the machine's."""
SPACE = 500_000_000
"""Bytes: the write-ahead log, a backup beside the database, and documents need room."""
SECONDS = 2


def running_checks(settings: Settings, now: datetime) -> Iterator[Check]:
    """Look at what only a database that is there can tell, and at what a running process says of itself."""
    try:
        engine = _there(settings.database_url)
        if engine is None:
            return
        file = Path(engine.url.database or ".") if engine.dialect.name == "sqlite" else None
        with engine.connect() as connection:
            yield _versions(connection)
            yield from _clock(connection, now)
        yield from _standing(engine, now)
        yield from _locks(settings)
    except (SQLAlchemyError, StoreError):
        return  # told already, with the database
    if file is not None:
        yield _disk(file)
    if settings.http_port:
        yield _port(settings.http_host, settings.http_port)


def _there(address: str) -> Engine | None:
    """The database, unless it is a file that is not there yet: it would be made. Raises like `connect`."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite" and not Path(url.database or ".").exists():
        return None
    return connect(address)


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


def _port(host: str, port: int) -> Check:
    """What a running process says of itself; one that is not running is no fault."""
    where = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 - what is compared, not bound
    try:
        with urllib.request.urlopen(f"{where}/ready", timeout=SECONDS) as answer:  # noqa: S310 - our own address
            answer.read(200)
    except HTTPError as refusal:
        told = refusal.read(200).decode("utf-8", "replace")
        return Check(state=State.WRONG, says=f"The bot at {where} says: {told}", do="Look into its log.")
    except (OSError, HTTPException):
        return Check(state=State.OK, says=f"Nothing answers at {where}: the bot is not running there now")
    return Check(state=State.OK, says=f"The bot at {where} is ready; its metrics are at {where}/metrics")
