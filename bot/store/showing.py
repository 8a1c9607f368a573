"""Replies that are shown while they are written: where, and whether their person has stopped them."""

from sqlalchemy import Connection, Engine, bindparam, select, update

from bot.line.inbound import Inbound, stop_key
from bot.line.posts import Shown
from bot.store.model import Claimed
from bot.store.tables import inbox

_RECEIVED = select(inbox.c.seq).where(inbox.c.key == bindparam("this"))
_SHOWN = select(inbox.c.shown_channel, inbox.c.shown_ts).where(inbox.c.seq == bindparam("this"))
_NOTE = (
    update(inbox)
    .where(inbox.c.seq == bindparam("this"))
    .values(shown_channel=bindparam("channel"), shown_ts=bindparam("ts"))
)


class Showing:
    """What the inbox holds of it. Every method is one short transaction."""

    def __init__(self, writes: Engine, reads: Engine) -> None:
        self._writes, self._reads = writes, reads

    def note(self, claim: Claimed[Inbound], shown: Shown) -> None:
        """Note where the reply to an event is shown."""
        with self._writes.begin() as connection:
            connection.execute(_NOTE, {"this": claim.seq, "channel": shown.channel, "ts": shown.ts})

    def of(self, claim: Claimed[Inbound]) -> Shown | None:
        """Say where an earlier try at an event has shown its reply; how much of it nobody knows."""
        with self._reads.begin() as connection:
            row = connection.execute(_SHOWN, {"this": claim.seq}).one()
        return Shown(channel=row.shown_channel, ts=row.shown_ts) if row.shown_ts else None

    def is_stopped(self, key: str) -> bool:
        """Whether the person has stopped the work on an event."""
        with self._reads.begin() as connection:
            return is_stopped(connection, key)


def is_stopped(connection: Connection, key: str) -> bool:
    """The same within a transaction."""
    return connection.execute(_RECEIVED, {"this": stop_key(key)}).first() is not None
