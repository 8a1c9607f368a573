"""Where everyone is in the season, read from what is stored: what nudges and the calendar are worked out from."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from bot.cycle.nudges import Ear
from bot.cycle.steps import Standing
from bot.cycle.tasks import Handed, Planner
from bot.interview.state import Interview, Status
from bot.line.office import Office
from bot.review.delegation import decider
from bot.review.model import Review, State
from bot.store.model import Record
from bot.team.model import Person, Rep

LAST_YEAR = "last_year.revenue"
"""The fact that stands for last year's data: without it there is nothing to look back on."""


class _GlancedFacts(BaseModel):
    last_year: Any = Field(None, alias="last_year.revenue")


class _Glance(BaseModel):
    """The little that is needed of a stored interview; reading the whole of it takes far longer."""

    status: Status
    facts: _GlancedFacts


def planner_of(record: Record, ear: Ear, rep: Rep, office: Office) -> Planner:
    """A rep in the season, from what is stored."""
    glance = _Glance.model_validate_json(record.state) if record.state else None
    last_year = glance.facts.last_year if glance else rep.last_year.revenue
    standing = _standing(
        glance.status if glance else Status.NEW,
        record.review,
        (record.latest, record.sent_at),
        has_data=last_year is not None,
        has_pay=rep.id in office.comp_plans,
    )
    return Planner(
        ear=ear,
        standing=standing,
        moved=record.review.moved,
        manager=rep.manager,
        handed=_handed(record.review, office),
        changed_at=max(filter(None, (record.talked_at, record.reviewed_at)), default=None),
    )


def _handed(review: Review, office: Office) -> Handed | None:
    """The executive's latest delegation of a plan, to someone who may see it."""
    latest = review.delegations[-1] if review.delegations else None
    if latest is None or decider(review, latest.first, office.team) != latest.to:
        return None
    return Handed(to=latest.to, first=latest.first, last=latest.last)


def standing_of(interview: Interview, review: Review, office: Office) -> Standing:
    """Where a rep's plan stands."""
    has_pay = interview.person in office.comp_plans
    sent = len(review.versions), review.latest.submitted_at if review.latest else None
    return _standing(interview.status, review, sent, has_data=interview.has(LAST_YEAR), has_pay=has_pay)


def _standing(
    status: Status, review: Review, sent: tuple[int, datetime | None], *, has_data: bool, has_pay: bool
) -> Standing:
    asked = review.state is State.CHANGES_REQUESTED
    questions = enumerate(review.pay_questions, 1)
    return Standing(
        version=sent[0],
        sent_at=sent[1],
        begun=status is not Status.NEW,
        has_data=has_data,
        interviewed=status is Status.FINISHED,
        approved=review.state is State.APPROVED,
        asked_at=max((comment.at for comment in review.comments), default=None) if asked else None,
        comments=len(review.unanswered) if asked else 0,
        agreed=bool(review.agreements) if has_pay else None,
        pay_questions=tuple((number, question.at) for number, question in questions if question.answer is None),
    )


def ear_of(record: Record, person: Person, office: Office) -> Ear:
    """Someone as a listener."""
    wishes = record.wishes.in_season(office.team.season.key)
    return Ear(
        person=person.id,
        work=person.work,
        habit=office.team.habit,
        wishes=wishes,
        sent=record.nudges,
        talked_at=record.talked_at,
    )
