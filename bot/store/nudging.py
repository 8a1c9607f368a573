"""Nudges in the database: what people want of them, what was sent, and what the sweep needs to know of everyone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, func, select

from bot.cycle.nudges import SentNudge
from bot.cycle.season import Milestone
from bot.cycle.wishes import Wishes
from bot.review.model import Review
from bot.store.model import Posting, Record, Stored, Versions
from bot.store.tables import conversations, nudges, plan_versions, reviews, wishes

AT_ONCE = 500
"""People read in one statement; databases limit how many names one may hold."""

_SEASONAL = (conversations, reviews)
_VERSIONS = (
    *(select(table.c.person, table.c.version).where(table.c.season == bindparam("season")) for table in _SEASONAL),
    select(wishes.c.person, wishes.c.version),
)
_THEIRS: BindParameter[Any] = bindparam("people", expanding=True)
_VALUES = {
    table: select(table).where(table.c.person.in_(_THEIRS), table.c.season == bindparam("season"))
    for table in _SEASONAL
} | {wishes: select(wishes).where(wishes.c.person.in_(_THEIRS))}
_SENT = select(nudges).where(nudges.c.person.in_(_THEIRS), nudges.c.season == bindparam("season")).order_by(nudges.c.at)
_LATEST = (
    select(
        plan_versions.c.person,
        func.max(plan_versions.c.number).label("number"),
        func.max(plan_versions.c.submitted_at, type_=plan_versions.c.submitted_at.type).label("at"),
    )
    .where(plan_versions.c.person.in_(_THEIRS), plan_versions.c.season == bindparam("season"))
    .group_by(plan_versions.c.person)
)
_STANDS = {
    table: select(table.c.version)
    .where(table.c.person == bindparam("person"), table.c.season == bindparam("season"))
    .with_for_update(read=True)
    for table in _SEASONAL
}


def wishes_of(connection: Connection, person: str) -> Stored[Wishes]:
    """Read what one person said about nudges."""
    row = connection.execute(select(wishes).where(wishes.c.person == person)).one_or_none()
    return Stored(Wishes.model_validate_json(row.value), row.version) if row else Stored(None, 0)


def versions(connection: Connection, season: str) -> dict[str, Versions]:
    """Read the versions everyone's interview, review and wishes are at in a season.

    What has not moved need not be read again.
    """
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for at, query in enumerate(_VERSIONS):
        for person, version in connection.execute(query, {"season": season} if at < len(_SEASONAL) else {}):
            found[person][at] = version
    return {person: Versions(*numbers) for person, numbers in found.items()}


def records(connection: Connection, season: str, people: Sequence[str]) -> Iterator[Record]:
    """Read what a nudge depends on, for these people; reviews come without the contents of their versions."""
    for first in range(0, len(people), AT_ONCE):
        yield from _some(connection, season, people[first : first + AT_ONCE])


def _some(connection: Connection, season: str, people: Sequence[str]) -> Iterator[Record]:
    known = {"people": list(people), "season": season}
    interviews, reviewed, wished = (_by_person(connection.execute(_VALUES[t], known)) for t in _VALUES)
    latest = _by_person(connection.execute(_LATEST, known))
    sent: defaultdict[str, list[SentNudge]] = defaultdict(list)
    for row in connection.execute(_SENT, known):
        sent[row.person].append(_sent_nudge(row))
    nothing = Wishes(season=season)
    for person in people:
        state, review, wish, version = (rows.get(person) for rows in (interviews, reviewed, wished, latest))
        yield Record(
            person=person,
            versions=Versions(*(row.version if row else 0 for row in (state, review, wish))),
            state=state.value if state else None,
            talked_at=state.updated_at if state else None,
            reviewed_at=review.updated_at if review else None,
            review=Review.model_validate_json(review.value) if review else Review(person=person),
            latest=version.number if version else 0,
            sent_at=version.at if version else None,
            wishes=Wishes.model_validate_json(wish.value) if wish else nothing,
            nudges=tuple(sent[person]),
        )


def _by_person(rows: Iterable[Row[Any]]) -> dict[str, Row[Any]]:
    return {row.person: row for row in rows}


def _sent_nudge(row: Row[Any]) -> SentNudge:
    return SentNudge(milestone=Milestone(row.milestone), step=row.step, post=row.post, at=row.at, asked=row.asked)


def still_stands(connection: Connection, posting: Posting) -> bool:
    """Whether everyone a nudge is about is where they were when it was worked out."""
    for at, table in enumerate(_SEASONAL):
        for person, seen in sorted(posting.seen.items()):
            row = {"person": person, "season": posting.season}
            if (connection.execute(_STANDS[table], row).scalar_one_or_none() or 0) != seen[at]:
                return False
    return True


def sent_rows(posting: Posting) -> list[dict[str, Any]]:
    """The rows that make a nudge happen once."""
    return [{"season": posting.season, "person": posting.person, **dict(nudge)} for nudge in posting.nudges]
