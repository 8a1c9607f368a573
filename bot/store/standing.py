"""How the database stands, for those who run it: how much waits and since when, without looking at what it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from bot.store.queue import Queue, Waiting
from bot.store.tables import conversations, plan_versions, upkeep
from bot.store.upkeep import Deed


class Standing(NamedTuple):
    """The queues by name, interviews of the newest season without a plan sent, and when the last backup was made.

    The executive's own interview, which no plan is sent of, is not among them.
    """

    queues: Mapping[str, Waiting]
    interviews_open: int
    backed_up: datetime | None


_NEWEST = select(func.max(conversations.c.season)).scalar_subquery()
_SENT = select(plan_versions.c.person).where(plan_versions.c.season == _NEWEST)
_INTERVIEWS = (
    select(func.count())
    .select_from(conversations)
    .where(
        conversations.c.season == _NEWEST,
        conversations.c.person.not_in(_SENT),
        conversations.c.person != bindparam("executive"),
    )
)
_BACKED_UP = select(func.max(upkeep.c.at)).where(upkeep.c.deed == Deed.BACKUP.value)


def standing(connection: Connection, queues: Mapping[str, Queue[Any]], now: datetime, executive: str) -> Standing:
    """Read how it stands now; what each query costs grows with what is open, not with what was done."""
    return Standing(
        {name: queue.waiting(connection, now) for name, queue in queues.items()},
        connection.execute(_INTERVIEWS, {"executive": executive}).scalar_one(),
        connection.execute(_BACKED_UP).scalar_one(),
    )
