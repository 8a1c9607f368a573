"""The record of what a language model was used for: rows that are only ever added, and the sums of a day."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, insert, select

from bot.line.use import ModelUse, Spent
from bot.store.tables import Instant, model_use

_ADD = insert(model_use)
_ROW = model_use.c
_TOKENS = _ROW.prompt_tokens + _ROW.completion_tokens
_MINE = _ROW.person == bindparam("who")
_SPENT = select(
    func.coalesce(func.sum(case((_MINE, _TOKENS), else_=0)), 0).label("person"),
    func.coalesce(func.sum(_TOKENS), 0).label("everyone"),
    func.coalesce(func.sum(case((_MINE & _ROW.outcome.in_(("failed", "resting", "spent")), 1), else_=0)), 0).label(
        "troubles"
    ),
).where(_ROW.at >= bindparam("since", type_=Instant))
_ALL = select(*(column for column in _ROW if column.name != "seq")).order_by(_ROW.seq)


def add(connection: Connection, uses: Sequence[ModelUse]) -> None:
    """Write down what was used."""
    connection.execute(_ADD, [use.model_dump() for use in uses])


def spent(connection: Connection, person: str, since: datetime) -> Spent:
    """The tokens used since a moment, by one person and by everyone."""
    row = connection.execute(_SPENT, {"who": person, "since": since}).one()
    return Spent(person=row.person, everyone=row.everyone, told=row.troubles > 0)


def read(connection: Connection) -> tuple[ModelUse, ...]:
    """Everything that was written down, in order."""
    return tuple(ModelUse.model_validate(dict(row._mapping)) for row in connection.execute(_ALL))  # noqa: SLF001 - SQLAlchemy's public name
