"""The life of a draft: one table of moves, and one place that refuses a move the table does not have.

Every function gives back a new review, or a refusal and the review as it was. Versions and history are appended to;
a comment changes once, when its answer is written into it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from bot.facts import Frozen
from bot.figures import on
from bot.plan.model import BusinessPlan, Section
from bot.review.delegation import may_decide
from bot.review.model import Action, Comment, Entry, Refusal, Review, State, Version
from bot.team.model import Team

MOVES: Mapping[State, Mapping[Action, State]] = {
    State.DRAFTING: {
        Action.SUBMIT: State.SUBMITTED,
    },
    State.SUBMITTED: {
        Action.SUBMIT: State.SUBMITTED,
        Action.APPROVE: State.APPROVED,
        Action.REQUEST_CHANGES: State.CHANGES_REQUESTED,
    },
    State.CHANGES_REQUESTED: {
        Action.ANSWER: State.CHANGES_REQUESTED,
        Action.SUBMIT: State.SUBMITTED,
    },
    State.APPROVED: {
        Action.SUBMIT: State.SUBMITTED,
    },
}

NOT_SENT = "This plan has not been sent for review yet, so there is nothing to decide. A card comes when it is sent."
DECIDED = "This one is decided already: {decided}. That decision stands; a new version from the rep brings a new card."
NO_COMMENT = "No comment is waiting for your answer, so nothing has changed. "

REFUSED: Mapping[State, Mapping[Action, str]] = {
    State.DRAFTING: {
        Action.APPROVE: NOT_SENT,
        Action.REQUEST_CHANGES: NOT_SENT,
        Action.ANSWER: NO_COMMENT + "Finish the plan and send it; comments come after the review.",
    },
    State.SUBMITTED: {
        Action.ANSWER: NO_COMMENT + "Your plan is being reviewed, and I will bring you what comes back.",
    },
    State.CHANGES_REQUESTED: {
        Action.APPROVE: DECIDED,
        Action.REQUEST_CHANGES: DECIDED,
    },
    State.APPROVED: {
        Action.APPROVE: DECIDED,
        Action.REQUEST_CHANGES: DECIDED,
        Action.ANSWER: NO_COMMENT + "Your plan is approved; to change it, send a new version.",
    },
}

NO_WORDS = (
    "A request for changes needs a comment in at least one section, so nothing was sent and the plan still waits. "
    "Say what should change, and where."
)
NOT_YOURS = "Only the rep whose plan it is can do that, so it stands as it was. Ask the rep to."
DECISIONS: Mapping[Action, str] = {Action.APPROVE: "approved", Action.REQUEST_CHANGES: "asked for changes on"}


class Decision(Frozen):
    """What a reviewer decided on one version, as it came from the card: comments by section, blank ones left out."""

    version: int
    action: Literal[Action.APPROVE, Action.REQUEST_CHANGES]
    comments: dict[Section, str] = Field(default_factory=dict)

    @property
    def asked(self) -> dict[Section, str]:
        return {section: text.strip() for section, text in self.comments.items() if text.strip()}


def submit(review: Review, plan: BusinessPlan, pay_text: str | None, by: str, now: datetime) -> Review | Refusal:
    """Send a new version for review. It replaces one that waits undecided, and reopens one that was approved.

    After a request for changes every comment needs an answer first. A plan that has not changed is not sent twice.
    """
    if not by == review.person == plan.person:
        return Refusal(text=NOT_YOURS)
    after = _move(review, Action.SUBMIT)
    if isinstance(after, Refusal):
        return after
    if review.unanswered:
        return Refusal(text=_answer_first(review))
    number = len(review.versions) + 1
    version = Version(number=number, plan=plan, pay_text=pay_text, submitted_at=now)
    if review.state is not State.CHANGES_REQUESTED and _same(version, review.latest):
        return Refusal(
            text=f"Nothing has changed since version {number - 1}, so that one stands. "
            "Tell me what to change first, then send it again."
        )
    entry = Entry(at=now, by=by, action=Action.SUBMIT, version=number, note=_why_sent(review))
    return _after(review, after, entry, versions=(*review.versions, version))


def told(review: Review, narrative: Mapping[Section, str]) -> Review:
    """The review with prose in the version that was just sent, so that this version always reads the same."""
    *before, latest = review.versions
    plan = latest.plan.model_copy(update={"narrative": dict(narrative)})
    return review.model_copy(update={"versions": (*before, latest.model_copy(update={"plan": plan}))})


def decide(review: Review, decision: Decision, by: str, now: datetime, team: Team) -> Review | Refusal:
    """Approve a version or ask for changes with a comment per section; only the latest version, and only once.

    Words that come with an approval are kept in the history.
    """
    after = (
        may_decide(by, review, now, team)
        or _stale(review, decision.version, team)
        or _move(review, decision.action, decided(review, decision.version, team))
    )
    if isinstance(after, Refusal):
        return after
    asks = decision.action is Action.REQUEST_CHANGES
    if asks and not decision.asked:
        return Refusal(text=NO_WORDS)
    note = "; ".join(f"{section}: {text}" for section, text in decision.asked.items())
    entry = Entry(at=now, by=by, action=decision.action, version=decision.version, note=note)
    new = _comments(decision, by, now) if asks else ()
    return _after(review, after, entry, comments=(*review.comments, *new))


def answer(review: Review, comment_id: str, text: str, by: str, now: datetime) -> Review | Refusal:
    """Write the rep's answer to one comment; an answer, once given, stays as it is."""
    if by != review.person:
        return Refusal(text=NOT_YOURS)
    after = _move(review, Action.ANSWER)
    if isinstance(after, Refusal):
        return after
    comment = next((waiting for waiting in review.unanswered if waiting.id == comment_id), None)
    if comment is None:
        return Refusal(
            text="That comment is not waiting for an answer; what you answered before is kept. "
            "To add to it, change the plan itself and send it."
        )
    if not text.strip():
        return Refusal(
            text=f"I got no words for the comment on {comment.section}, so it still waits. "
            "Say in a sentence what you did about it, or why you see it differently."
        )
    answered = comment.model_copy(update={"answer": text.strip(), "answered_at": now})
    comments = tuple(answered if kept is comment else kept for kept in review.comments)
    entry = Entry(at=now, by=by, action=Action.ANSWER, version=comment.version, note=text.strip())
    return _after(review, after, entry, comments=comments)


def decided(review: Review, version: int, team: Team) -> str:
    """Who decided what on a version and when, e.g. "Dana Ortiz approved version 2 on Nov 3, 2025, 14:05 UTC".

    Empty while the version is undecided.
    """
    for entry in review.history:
        if entry.version == version and isinstance(entry.action, Action) and entry.action in DECISIONS:
            person = team.person(entry.by)
            name = person.name if person else entry.by
            return f"{name} {DECISIONS[entry.action]} version {version} on {_when(entry.at)}"
    return ""


def _move(review: Review, action: Action, decision: str = "") -> State | Refusal:
    """The state after an action, or the refusal: the one place that asks the table."""
    after = MOVES[review.state].get(action)
    return after or Refusal(text=REFUSED[review.state][action].format(decided=decision))


def _after(review: Review, state: State, entry: Entry, **grown: tuple[Version, ...] | tuple[Comment, ...]) -> Review:
    return review.model_copy(update={"state": state, "history": (*review.history, entry), **grown})


def _stale(review: Review, version: int, team: Team) -> Refusal | None:
    latest = review.latest
    if latest is None or version == latest.number:
        return None
    past = decided(review, version, team)
    newer = f"version {latest.number}"
    so = f"{past}, and {newer} has followed" if past else f"{newer.capitalize()} has replaced this one"
    return Refusal(
        text=f"{so} ({_when(latest.submitted_at)}), so nothing has changed. Please decide on the card of {newer}."
    )


def _comments(decision: Decision, by: str, now: datetime) -> tuple[Comment, ...]:
    number = decision.version
    return tuple(
        Comment(id=f"v{number}-{section.name.lower()}", version=number, section=section, text=text, by=by, at=now)
        for section, text in decision.asked.items()
    )


def _answer_first(review: Review) -> str:
    waiting = ", ".join(comment.section for comment in review.unanswered)
    count = len(review.unanswered)
    comments = "one comment still waits" if count == 1 else f"{count} comments still wait"
    return f"Almost there: {comments} for your answer ({waiting}). Your plan is kept; answer, then send it again."


def _same(version: Version, latest: Version | None) -> bool:
    """Whether it says what the latest version says; the moment it was drawn up does not count, nor the prose."""
    if latest is None:
        return False
    plan = version.plan.model_copy(update={"as_of": latest.plan.as_of, "narrative": latest.plan.narrative})
    return plan == latest.plan and version.pay_text == latest.pay_text


def _why_sent(review: Review) -> str:
    number = len(review.versions)
    return {
        State.DRAFTING: "The first version",
        State.SUBMITTED: f"Replaces version {number}, which was not decided yet",
        State.CHANGES_REQUESTED: f"Answers the comments on version {number}",
        State.APPROVED: f"Changes version {number}, which was approved",
    }[review.state]


def _when(at: datetime) -> str:
    return f"{on(at.date())}, {at:%H:%M} UTC"
