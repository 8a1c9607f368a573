"""A plan that has waited too long for a decision goes up to the executive, once a version, and on record."""

from datetime import datetime

from bot.figures import on
from bot.review.model import Entry, EscalateAction, Review, State


def escalate(review: Review, days: int, to: str, now: datetime) -> Review | None:
    """Put on record that the latest version waited so many working days; None when there is nothing to escalate."""
    version = len(review.versions)
    if review.state is not State.SUBMITTED or escalated_at(review) is not None:
        return None
    note = f"waited {days} working days for a decision"
    entry = Entry(at=now, by=to, action=EscalateAction.ESCALATE, version=version, note=note)
    return review.model_copy(update={"history": (*review.history, entry)})


def escalated_at(review: Review) -> datetime | None:
    """When the latest version was escalated."""
    version = len(review.versions)
    found = (e.at for e in review.history if e.action is EscalateAction.ESCALATE and e.version == version)
    return next(found, None)


def in_words(review: Review) -> str:
    """What a card says of it: "waited 5 working days for a decision; escalated on Nov 30, 2026"; empty where not."""
    at = escalated_at(review)
    if at is None:
        return ""
    entry = next(e for e in reversed(review.history) if e.action is EscalateAction.ESCALATE)
    return f"{entry.note[:1].upper()}{entry.note[1:]}; escalated on {on(at.date())}."
