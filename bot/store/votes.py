"""What people thought of answers: rows that are only ever added, each with the question it is about."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, insert, select

from bot.line.votes import Vote, VoteOn
from bot.store.tables import transcript, votes

_ADD = insert(votes)
_ALL = (
    select(votes.c.person, votes.c.about, votes.c.helped, votes.c.missing, votes.c.at, transcript.c.text)
    .outerjoin(
        transcript,
        and_(
            transcript.c.key == votes.c.about,
            transcript.c.person == votes.c.person,
            transcript.c.direction == "in",
        ),
    )
    .order_by(votes.c.seq)
)


def add(connection: Connection, cast: Sequence[Vote]) -> None:
    """Write down what was voted."""
    connection.execute(_ADD, [vote.model_dump() for vote in cast])


def read(connection: Connection) -> tuple[VoteOn, ...]:
    """Every vote in order, with the question as it was asked; "" where that is not in the transcript."""
    return tuple(
        VoteOn(
            vote=Vote(person=row.person, about=row.about, helped=row.helped, missing=row.missing, at=row.at),
            question=row.text or "",
        )
        for row in connection.execute(_ALL)
    )
