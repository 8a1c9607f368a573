"""What a turn begins with, of the person whose event it is: read in one go, as it all is at one moment."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from bot.cycle.wishes import Wishes
from bot.pay.settling import PayAnswer
from bot.review.model import Review
from bot.store import nudging
from bot.store import reviews as review_rows
from bot.store.model import Stored
from bot.store.tables import conversations, pay_answers

_STATE = select(conversations.c.value, conversations.c.version).where(
    conversations.c.person == bindparam("person"), conversations.c.season == bindparam("season")
)
_PAY_ANSWERS = select(*(column for column in pay_answers.c if column.name != "seq")).order_by(pay_answers.c.seq)


@dataclass(frozen=True, slots=True)
class Opening:
    """A person's interview (as JSON text), review and wishes; and what was settled about everyone's pay plans."""

    person: str
    state: Stored[str]
    review: Stored[Review]
    wishes: Stored[Wishes]
    pay_answers: tuple[PayAnswer, ...] = field(repr=False)


def read(connection: Connection, person: str, season: str) -> Opening:
    """Read all of it, in the caller's transaction."""
    return Opening(
        person=person,
        state=state(connection, person, season),
        review=review_rows.read(connection, season, person).get(person, Stored(None, 0)),
        wishes=nudging.wishes_of(connection, person),
        pay_answers=answers(connection),
    )


def state(connection: Connection, person: str, season: str) -> Stored[str]:
    """Read a conversation's state in a season, as JSON text."""
    row = connection.execute(_STATE, {"person": person, "season": season}).one_or_none()
    return Stored(row.value, row.version) if row else Stored(None, 0)


def answers(connection: Connection) -> tuple[PayAnswer, ...]:
    """Read what was said to the points that compensation plans leave open, the oldest first."""
    return tuple(PayAnswer.model_validate(dict(row)) for row in connection.execute(_PAY_ANSWERS).mappings())
