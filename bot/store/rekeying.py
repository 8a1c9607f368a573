"""Locking everything that is to be locked with the newest key: after a first key, and after a new one."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Engine, Row, String, Table, TextualSelect, bindparam, select, text, update

from bot.store.cipher import MARK, Cipher
from bot.store.copying import AT_ONCE
from bot.store.database import for_reading
from bot.store.installed import installed
from bot.store.tables import Locked, metadata
from bot.store.upkeep import Deed, on_record


def rekey(engine: Engine, cipher: Cipher, by: str, at: datetime) -> int:
    """Lock every value with the newest key, in one transaction; gives the number of rows.

    The engine is one without a cipher. Raises CipherError, and nothing is changed, where a value opens with no key.
    """
    tables = {table: [c for c in table.c if isinstance(c.type, Locked)] for table in metadata.sorted_tables}
    tables |= {table: [c for c in table.c if isinstance(c.type, String)] for table in installed(engine)}
    with engine.begin() as connection, on_record(connection, Deed.REKEY, "everything", by, at):
        _keep_others_out(connection, tables)
        with for_reading(engine).begin() as reading:
            return sum(_relock(reading, connection, t, columns, cipher) for t, columns in tables.items() if columns)


def try_keys(engine: Engine) -> None:
    """Open the oldest and the newest row of every table, so that a key that is missing is told at the start.

    Raises CipherError.
    """
    with for_reading(engine).begin() as connection:
        for statement in _ends():
            connection.execute(statement).all()


@cache
def _ends() -> list[TextualSelect]:
    # As text, for every store that is opened would work them out anew.
    return [
        text(f"{select(*locked).order_by(*(way() for way in order))} LIMIT 1").columns(*locked)
        for table in metadata.sorted_tables
        if (locked := [c for c in table.c if isinstance(c.type, Locked)])
        for order in ((c.asc for c in table.primary_key), (c.desc for c in table.primary_key))
    ]


def _keep_others_out(connection: Connection, tables: dict[Table, list[Column[Any]]]) -> None:
    # On SQLite the transaction is the only one that writes. Here too nothing may change between reading and writing.
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.exec_driver_sql(f"LOCK TABLE {table.name} IN EXCLUSIVE MODE")


def _relock(
    reading: Connection, connection: Connection, table: Table, columns: list[Column[Any]], cipher: Cipher
) -> int:
    count, keys = 0, list(table.primary_key)
    change = update(table).where(*(key == bindparam(f"this_{key.key}") for key in keys))
    for rows in reading.execution_options(yield_per=AT_ONCE).execute(select(*keys, *columns)).partitions():
        changes = list(_changes(keys, columns, rows, cipher))
        if changes:
            connection.execute(change.values({c.key: bindparam(f"new_{c.key}") for c in columns}), changes)
        count += len(changes)
    return count


def _changes(
    keys: list[Column[Any]],
    columns: list[Column[Any]],
    rows: Sequence[Row[Any]],
    cipher: Cipher,
) -> Iterator[dict[str, Any]]:
    for row in rows:
        values = list(row)[len(keys) :]
        ours = columns[0].table.metadata is metadata
        # Of a table that is not ours, only what we have locked is ours to lock.
        new = [_again(v, cipher) if v is not None and (ours or str(v).startswith(MARK)) else v for v in values]
        if new != values:
            yield {f"this_{k.key}": v for k, v in zip(keys, row, strict=False)} | {
                f"new_{c.key}": v for c, v in zip(columns, new, strict=True)
            }


def _again(value: str, cipher: Cipher) -> str:
    return cipher.lock(cipher.open(value))
