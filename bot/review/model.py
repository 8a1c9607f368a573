"""The words of a review: draft versions, comments, decisions and the audit trail. Nothing here is ever overwritten."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from bot.cycle.season import Moved
from bot.facts import Figure, Frozen
from bot.pay.agreement import Agreement, PayQuestion
from bot.plan.model import BusinessPlan, DoubleA, RunRateJudgement, Section
from bot.review.remarks import Remark


class State(StrEnum):
    """Where a person's plan stands. The moves between states are the table in `bot.review.life`."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes requested"
    APPROVED = "approved"


class Action(StrEnum):
    """What someone can do to a plan under review."""

    SUBMIT = "submit"
    APPROVE = "approve"
    REQUEST_CHANGES = "request changes"
    ANSWER = "answer"


class PayAction(StrEnum):
    """What is said about pay beside the review; it moves no plan from one state to another."""

    AGREE = "answer on pay"
    ASK = "ask about pay"
    REPLY = "reply about pay"


class AskAction(StrEnum):
    """What a reviewer asks without requesting a change; it moves no plan from one state to another."""

    ASK = "ask the rep"
    REPLY = "reply to a question"


class DelegateAction(StrEnum):
    """Who decides for the executive; it moves no plan from one state to another."""

    GIVE = "delegate"
    TAKE_BACK = "take back"


class EscalateAction(StrEnum):
    """What time does to a plan that waits; it moves no plan from one state to another."""

    ESCALATE = "escalate"


class CalendarAction(StrEnum):
    """What is done to a person's deadlines; it moves no plan from one state to another."""

    MOVE = "move deadline"


class PresentationAction(StrEnum):
    """What is said to a plan that is presented; it moves no plan from one state to another."""

    SAY = "say to the presentation"
    ANSWER = "answer a colleague"


class Comment(Frozen):
    """A change the reviewer asks for in one section, and the rep's answer once there is one."""

    id: str
    version: int
    section: Section
    text: str
    by: str
    at: datetime
    answer: str | None = None
    answered_at: datetime | None = None


class Asked(Frozen):
    """A reviewer's question on a version, which asks for no change, and the rep's answer once there is one."""

    version: int
    text: str
    by: str
    at: datetime
    answer: str | None = None
    answered_at: datetime | None = None


class Delegation(Frozen):
    """Who decides on a rep's plan for the executive, from a first day to a last one, both included.

    The latest one on record counts; one to the executive (`by` is `to`) takes the decision back.
    """

    to: str
    first: date
    last: date
    by: str
    at: datetime


class Version(Frozen):
    """One version as submitted. `pay_text` is the pay explanation (Markdown), for the rep and the executive only."""

    number: int
    plan: BusinessPlan
    pay_text: str | None = Field(default=None, repr=False)
    submitted_at: datetime


class Entry(Frozen):
    """A line of the audit trail: who did what to which version, when, in which words."""

    at: datetime
    by: str
    action: Action | PayAction | CalendarAction | PresentationAction | AskAction | DelegateAction | EscalateAction
    version: int
    note: str = ""


class Review(Frozen):
    """Everything about one rep's plan under review: all of it only ever grows, from versions to history.

    `pay_shown` is the pay explanation the rep was shown last; `unsigned` is what they said to it without their name.
    """

    person: str
    state: State = State.DRAFTING
    versions: tuple[Version, ...] = ()
    comments: tuple[Comment, ...] = ()
    history: tuple[Entry, ...] = ()
    moved: tuple[Moved, ...] = ()
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Asked, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    agreements: tuple[Agreement, ...] = Field(default=(), repr=False)
    pay_questions: tuple[PayQuestion, ...] = Field(default=(), repr=False)
    pay_shown: str = Field(default="", repr=False)
    unsigned: str = Field(default="", repr=False)

    @property
    def latest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @property
    def question(self) -> Asked | None:
        """The reviewer's question that has waited longest for an answer."""
        return next((asked for asked in self.questions if asked.answer is None), None)

    @property
    def unanswered(self) -> tuple[Comment, ...]:
        return tuple(comment for comment in self.comments if comment.answer is None)


class Refusal(Frozen):
    """A move that was not made, in one sentence for the person who tried it."""

    text: str


class Change(Frozen):
    """One difference between two versions, as a line: "Weekly first meetings: 4 to 6"."""

    section: Section
    text: str


class Suggestion(Frozen):
    """One thing to coach a rep on: the rule it rests on ("M11"), what that rule says, and what to do."""

    rule: str
    says: str
    text: str


class SelfCheck(Frozen):
    """What a plan is checked for when it is sent; None where it cannot be told. `fits_pay` says no figure."""

    is_complete: bool
    adds_up: bool | None
    is_double_a: bool | None
    fits_pay: bool | None = None


class Summary(Frozen):
    """What the executive needs to decide on one plan in under a minute. Carries no pay.

    `speaks_for` and `speaks_against` are the rep's own words on each side.
    """

    person: str
    name: str
    role: str
    version: int
    currency: str
    goal: Figure | None
    run_rate: Figure
    cover: Figure | None
    judgement: RunRateJudgement
    run_rate_reading: str
    gap: Figure | None
    gap_filled_by: str
    adds_up: str
    double_a: DoubleA
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()
    strongest: tuple[str, ...]
    weakest: tuple[str, ...]
    needs: tuple[str, ...]
    open_points: tuple[str, ...]
    suggestion: Suggestion
    changes: tuple[Change, ...] = ()
    answered: tuple[Comment, ...] = ()
