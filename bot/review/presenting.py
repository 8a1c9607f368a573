"""A presented plan and what comes back to it: remarks are added and answered once, and the plan stands meanwhile.

Every function gives back a new review, or a refusal and the review as it was.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.plan.model import BusinessPlan
from bot.review.model import Action, Entry, PresentationAction, Refusal, Review, Version
from bot.review.permissions import Deed, may
from bot.review.remarks import Kind, Remark
from bot.team.model import Team

NOT_APPROVED = "This plan is not approved yet, so nothing was passed on. Its page comes before it is presented."
NO_WORDS = "I got no words with that, so nothing was kept. Say it in a sentence."
NOT_WAITING = "Nothing from them waits for an answer, so nothing has changed."
TAKEN_UP = "taken up"


def presented(review: Review) -> Version | None:
    """The version that is presented: the one that was approved last. A newer one that still waits is not shown."""
    number = max((entry.version for entry in review.history if entry.action is Action.APPROVE), default=0)
    return next((version for version in review.versions if version.number == number), None)


def counted(review: Review) -> Version | None:
    """The version that counts in the team's sum: the approved one, else the one sent last."""
    return presented(review) or review.latest


def plans_that_count(reviews: Iterable[Review]) -> list[BusinessPlan]:
    """The plans that make the team's sum, wherever it is drawn up."""
    return [version.plan for version in map(counted, reviews) if version]


def remark(review: Review, kind: Kind, text: str, by: str, now: datetime, team: Team) -> Review | Refusal:
    """Keep what a colleague says to a plan, or what its rep says was agreed."""
    refusal, version, words = may(by, Deed.HEAR_PLAN, review.person, team), presented(review), text.strip()
    if refusal is not None:
        return refusal
    if version is None:
        return Refusal(text=NOT_APPROVED)
    if not words:
        return Refusal(text=NO_WORDS)
    said = Remark(kind=kind, by=by, text=words, at=now, version=version.number)
    note = f"{kind.value}: {words}"
    entry = Entry(at=now, by=by, action=PresentationAction.SAY, version=version.number, note=note)
    return _with(review, (*review.remarks, said), entry)


def waiting(review: Review, by: str, kinds: tuple[Kind, ...]) -> Remark | None:
    """The oldest remark of a colleague that has no answer."""
    return next((r for r in review.remarks if r.by == by and r.kind in kinds and r.answer is None), None)


def respond(review: Review, to: Remark, text: str, now: datetime) -> Review | Refusal:
    """Write the presenter's answer to a remark; an answer, once given, stays as it is."""
    if to.answer is not None or to not in review.remarks:
        return Refusal(text=NOT_WAITING)
    if not text.strip():
        return Refusal(text=NO_WORDS)
    answered = to.model_copy(update={"answer": text.strip(), "answered_at": now})
    remarks = tuple(answered if kept is to else kept for kept in review.remarks)
    entry = Entry(at=now, by=review.person, action=PresentationAction.ANSWER, version=to.version, note=text.strip())
    return _with(review, remarks, entry)


def _with(review: Review, remarks: tuple[Remark, ...], entry: Entry) -> Review:
    return review.model_copy(update={"remarks": remarks, "history": (*review.history, entry)})
