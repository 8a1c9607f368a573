"""Ending old talk: what people wrote and were told goes after a time; what was decided, and the plans, stay."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Table, delete, select

from bot.store.tables import inbox, outbox, transcript, votes
from bot.store.upkeep import Deed, on_record

TALK: Mapping[str, Table] = {
    "lines of conversations": transcript,
    "events received": inbox,
    "posts sent": outbox,
    "votes on answers": votes,
}
STAYS = (
    "interviews with the words that facts rest on, plans and their versions, comments, decisions, answers on pay, "
    "reminders, and counts of a language model's use"
)


def expire(engine: Engine, before: datetime, by: str, at: datetime, most: int | None = None) -> Mapping[str, int]:
    """Delete talk that is over and older, in one transaction and on record; gives the rows by what they are.

    With `most`, at most so many rows of each kind, so that nobody waits long for the database.
    """
    about = f"before {before:%Y-%m-%d}"
    with engine.begin() as connection, on_record(connection, Deed.EXPIRE, about, by, at):
        return {
            words: connection.execute(
                delete(table).where(table.c.seq.in_(select(table.c.seq).where(_is_old(table, before)).limit(most)))
            ).rowcount
            for words, table in TALK.items()
        }


class Talk:
    """The talk there is, for a process that ends it by itself."""

    def __init__(self, writes: Engine, reads: Engine) -> None:
        self._writes, self._reads = writes, reads

    def end(self, before: datetime, at: datetime, most: int) -> bool:
        """Delete at most so many old rows of each kind. False where there are none: then nothing goes on record."""
        return self._is_any(before) and any(expire(self._writes, before, "planwright", at, most).values())

    def _is_any(self, before: datetime) -> bool:
        with self._reads.begin() as connection:
            oldest = (select(table.c.seq).where(_is_old(table, before)).limit(1) for table in TALK.values())
            return any(connection.execute(each).first() for each in oldest)


def _is_old(table: Table, before: datetime) -> ColumnElement[bool]:
    when: ColumnElement[datetime] = table.c.done_at if "done_at" in table.c else table.c.at
    return when < before
