"""Deciding for the executive for a while: a manager, on plans they may see anyway, never on one of their own."""

from datetime import date, datetime

from bot.figures import on
from bot.review.model import DelegateAction, Delegation, Entry, Refusal, Review
from bot.review.permissions import Deed, may
from bot.team.model import Team

NOT_THEIRS = (
    "{name} may not see this plan, so deciding on it stays with you. Name the rep's manager; nobody else can decide "
    "for you."
)
WRONG_WAY = "Those days are past or end before they begin, so nothing has changed. Say for example until Dec 5."


def delegate(review: Review, to: str, days: tuple[date, date], by: str, now: datetime, team: Team) -> Review | Refusal:
    """Let someone decide on one rep's plan from a first day to a last one; to oneself takes it back."""
    refusal = may(by, Deed.DELEGATE, review.person, team)
    if refusal is not None:
        return refusal
    person = team.person(to)
    if person is None or to == review.person or may(to, Deed.SEE_PLAN, review.person, team) is not None:
        return Refusal(text=NOT_THEIRS.format(name=person.name if person else "Someone outside the team"))
    first, last = days
    if last < max(first, team.executive.work.today(now)):
        return Refusal(text=WRONG_WAY)
    given = Delegation(to=to, first=first, last=last, by=by, at=now)
    action, note = DelegateAction.GIVE, f"to {person.name}, {on(first)} to {on(last)}"
    if to == by:
        action, note = DelegateAction.TAKE_BACK, ""
    entry = Entry(at=now, by=by, action=action, version=len(review.versions), note=note)
    return review.model_copy(
        update={"delegations": (*review.delegations, given), "history": (*review.history, entry)},
    )


def decider(review: Review, today: date, team: Team) -> str:
    """Who decides on a plan today, by team id: the executive, unless it is delegated to someone who may see it."""
    latest = review.delegations[-1] if review.delegations else None
    if latest is None or not latest.first <= today <= latest.last:
        return team.executive.id
    is_fit = latest.to != review.person and may(latest.to, Deed.SEE_PLAN, review.person, team) is None
    return latest.to if is_fit else team.executive.id


def may_decide(person: str, review: Review, now: datetime, team: Team) -> Refusal | None:
    """None when this person may decide on this plan now: the executive, and who decides for them; never its rep."""
    refusal = may(person, Deed.DECIDE, review.person, team)
    if refusal is None or person == review.person:
        return refusal
    return None if person == decider(review, team.executive.work.today(now), team) else refusal


def deciders(review: Review, since: date) -> tuple[str, ...]:
    """Everyone who was to decide on a day from `since` on."""
    return tuple(given.to for given in review.delegations if given.last >= since)
