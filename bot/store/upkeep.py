"""The one way past the rule that rows are only ever added: on the record, and in one transaction.

The triggers of the tables that can only grow let a change through while a row of `upkeep` is under way. That row is
closed before the transaction ends, so no other connection ever sees it open.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, insert, update

from bot.store.tables import metadata, upkeep


class Deed(StrEnum):
    """What upkeep is done for."""

    ERASE = "erased what was held about a person"
    ADOPT = "gave what was kept before seasons were told apart to this one"
    REKEY = "locked everything with the newest key"
    BACKUP = "wrote a backup"
    EXPIRE = "ended old talk"


@contextmanager
def on_record(connection: Connection, deed: Deed, about: str, by: str, at: datetime) -> Iterator[None]:
    """Let what can only grow be changed inside this block, and keep that it was. `by` is who asked for it."""
    row = {"at": at, "by": by, "deed": deed.value, "about": about, "under_way": True}
    seq = connection.execute(insert(upkeep).returning(upkeep.c.seq), row).scalar_one()
    yield
    connection.execute(update(upkeep).where(upkeep.c.seq == seq).values(under_way=False))


def note(engine: Engine, deed: Deed, about: str, by: str, at: datetime) -> None:
    """Keep that something was done which changes nothing."""
    with engine.begin() as connection:
        row = {"at": at, "by": by, "deed": deed.value, "about": about, "under_way": False}
        connection.execute(insert(upkeep), row)


def scrub(engine: Engine) -> None:
    """Take what was changed or deleted out of the database's files too, where its old bytes would stay for long.

    Raises sqlalchemy.exc.OperationalError or the driver's own where others use the database right now.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as opened:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                opened.cursor().execute(statement)
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET lock_timeout = '30s'")
        for table in metadata.sorted_tables:
            connection.exec_driver_sql(f"VACUUM FULL {table.name}")
