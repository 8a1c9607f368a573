"""Deadlines the executive moves for one person: each move is added, with its line in the audit trail."""

from datetime import date, datetime

from bot.cycle.season import IN_WORDS, Milestone, Moved
from bot.figures import on
from bot.review.model import CalendarAction, Entry, Refusal, Review
from bot.review.permissions import Deed, may
from bot.team.model import Team


def move_deadline(
    review: Review, milestone: Milestone, day: date, by: str, now: datetime, team: Team
) -> Review | Refusal:
    """Move one person's deadline; earlier moves stay on record, and the latest one counts."""
    refusal = may(by, Deed.MOVE_DEADLINE, review.person, team)
    if refusal is not None:
        return refusal
    moved = Moved(season=team.season.key, milestone=milestone, day=day, by=by, at=now)
    entry = Entry(
        at=now,
        by=by,
        action=CalendarAction.MOVE,
        version=len(review.versions),
        note=f"{IN_WORDS[milestone]} by {on(day)}",
    )
    return review.model_copy(update={"moved": (*review.moved, moved), "history": (*review.history, entry)})
