"""The inbox and the outbox work alike: rows are claimed in order within a lane, held for a while, and ended once."""

from datetime import datetime, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError
from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.facts import Frozen
from bot.store.model import Claimed
from bot.store.tables import Instant

F = TypeVar("F", bound=Frozen)

UNREADABLE = "not readable by this version"
LEFT_TO_OTHERS = 4
LEFT_FOR = timedelta(seconds=20)
"""So often, and so long each time, a row is left to a newer version of the program, which may run beside this one."""


class Waiting(NamedTuple):
    """Rows of a queue that are not over: how many, since when the oldest is there, and the next that is free."""

    depth: int
    oldest: datetime | None
    free_since: datetime | None


class Queue(Generic[F]):
    """One such table, and the kind of value its rows carry; `came` says since when a row is there.

    Every method works inside the caller's transaction.
    """

    def __init__(self, table: Table, kind: type[F], came: Column[datetime]) -> None:
        row = table.c
        self._kind = kind
        self._claim = _claim(table, _oldest(table))
        self._claim_in_lane = _claim(table, _oldest(table, bindparam("only")))
        self._give_back = _held(table).values(
            status="waiting",
            claimed_by=None,
            held_until=bindparam("until"),
            problem=bindparam("reason"),
            errors=row.errors + bindparam("more"),
        )
        self._keep = _held(table).values(held_until=bindparam("until"))
        self._end = _held(table).values(
            status=bindparam("ended"), held_until=None, done_at=bindparam("at"), problem=bindparam("reason")
        )
        held = (row.done_at.is_(None), row.status == "claimed")
        self._holders = select(row.claimed_by).where(*held).distinct()
        free = {"status": "waiting", "claimed_by": None, "held_until": None, "lost": row.lost + 1}
        self._release = update(table).where(*held, row.claimed_by == bindparam("worker")).values(free)
        self._open = select(func.count(), func.min(came)).where(row.done_at.is_(None))
        self._next = select(func.coalesce(row.held_until, came)).where(row.seq == _oldest(table).scalar_subquery())

    def claim(
        self, connection: Connection, worker: str, now: datetime, lease: timedelta, lane: str | None = None
    ) -> Claimed[F] | None:
        """Take the oldest row that may be worked on, of one lane or of any."""
        known = {"worker": worker, "now": now, "until": now + lease, "only": lane}
        statement = self._claim if lane is None else self._claim_in_lane
        while row := connection.execute(statement, known).one_or_none():
            try:
                value = self._kind.model_validate_json(row.payload)
                return Claimed(row.seq, row.attempts, value, row.errors, row.lost)
            except ValidationError:
                self._leave(connection, Claimed(row.seq, row.attempts, None, row.errors), now)
        return None

    def _leave(self, connection: Connection, claim: Claimed[Any], now: datetime) -> None:
        """Leave a row that another version of the program has written to that one; give it up where there is none."""
        if claim.errors < LEFT_TO_OTHERS:
            self.give_back(connection, claim, now + LEFT_FOR, UNREADABLE, error=True)
        else:
            # It must not hold up its lane for ever.
            self.end(connection, claim, now, UNREADABLE)

    def give_back(
        self, connection: Connection, claim: Claimed[Any], until: datetime, problem: str | None, *, error: bool
    ) -> None:
        """Let the row be claimed again from `until` on; `error` counts against it. Nothing, if it was overtaken."""
        connection.execute(self._give_back, {**_of(claim), "until": until, "reason": problem, "more": int(error)})

    def keep(self, connection: Connection, claim: Claimed[Any], until: datetime) -> None:
        """Let the lease last longer. Changes nothing if the claim has been overtaken."""
        connection.execute(self._keep, {**_of(claim), "until": until})

    def end(self, connection: Connection, claim: Claimed[Any], at: datetime, problem: str | None) -> bool:
        """Mark the row done, or failed where there is a problem. False if the claim has been overtaken."""
        ended = {**_of(claim), "ended": "failed" if problem else "done", "at": at, "reason": problem}
        return connection.execute(self._end, ended).rowcount == 1

    def waiting(self, connection: Connection, now: datetime) -> Waiting:
        """How much is not over, and since when."""
        depth, oldest = connection.execute(self._open).one()
        free_since = connection.execute(self._next, {"now": now, "only": None}).scalar_one_or_none()
        return Waiting(depth, oldest, free_since)

    def holders(self, connection: Connection) -> set[str]:
        """The workers that hold a row."""
        return set(connection.execute(self._holders).scalars())

    def release(self, connection: Connection, worker: str) -> None:
        """End the leases of one worker."""
        connection.execute(self._release, {"worker": worker})


def _claim(table: Table, oldest: Select[Any]) -> ReturningUpdate[Any]:
    row = table.c
    return (
        update(table)
        .where(row.seq == oldest.with_for_update(skip_locked=True).scalar_subquery())
        .values(
            status="claimed",
            attempts=row.attempts + 1,
            # Still claimed, it comes from someone whose lease ran out: who gives a row back says so.
            lost=row.lost + case((row.status == "claimed", 1), else_=0),
            claimed_by=bindparam("worker"),
            held_until=bindparam("until"),
        )
        .returning(row.seq, row.attempts, row.payload, row.errors, row.lost)
    )


def _oldest(table: Table, lane: BindParameter[Any] | None = None) -> Select[Any]:
    row, other = table.alias("row").c, table.alias("other").c
    now = bindparam("now", type_=Instant)
    # The second half matters where rows can become visible out of order, as on PostgreSQL: a lane with a row in hand
    # is taken, whichever row that is.
    in_the_way = select(other.seq).where(
        other.lane == row.lane,
        other.done_at.is_(None),
        or_(other.seq < row.seq, and_(other.seq > row.seq, other.status == "claimed", other.held_until > now)),
    )
    free = or_(row.held_until.is_(None), row.held_until <= now)
    oldest = select(row.seq).where(row.done_at.is_(None), free, ~in_the_way.exists()).order_by(row.seq).limit(1)
    return oldest if lane is None else oldest.where(row.lane == lane)


def _held(table: Table) -> Update:
    # The attempt is the proof that the claim still stands: a later claim would have raised it.
    row = table.c
    return update(table).where(
        row.seq == bindparam("this"),
        row.attempts == bindparam("attempt"),
        row.status == "claimed",
        row.done_at.is_(None),
    )


def _of(claim: Claimed[Any]) -> dict[str, int]:
    return {"this": claim.seq, "attempt": claim.attempt}
