"""Where a plan stands, as far as deadlines are concerned: which milestones are reached, and the one next step."""

from datetime import datetime
from enum import StrEnum

from bot.cycle.season import Milestone
from bot.facts import Frozen


class Step(StrEnum):
    """The one thing somebody can do next. The values name the sentences in `prompts/wording.yaml`."""

    BEGIN = "begin"
    DATA = "data"
    INTERVIEW = "interview"
    SEND = "send"
    COMMENTS = "comments"
    SEND_AGAIN = "send again"
    AGREE = "agree"
    PRESENT = "present"
    LISTEN = "listen"
    # What an executive or a manager can do.
    OPENING = "opening"
    DECIDE = "decide"
    ESCALATED = "escalated"
    WEEKLY = "weekly"
    ANSWER_PAY = "answer pay"
    HELP = "help"
    PRESENT_TEAM = "present team"


class Standing(Frozen):
    """What has been reached of one rep's plan. Derived from the interview and the review each time.

    `version` is the number of the latest version, sent at `sent_at`; `asked_at` is when changes were last requested
    and `comments` how many of them wait for an answer; `agreed` is None for a rep without a compensation plan;
    `pay_questions` are the rep's open questions about pay, by number and when they were asked.
    """

    begun: bool = False
    has_data: bool = False
    interviewed: bool = False
    version: int = 0
    sent_at: datetime | None = None
    approved: bool = False
    asked_at: datetime | None = None
    comments: int = 0
    agreed: bool | None = None
    pay_questions: tuple[tuple[int, datetime], ...] = ()

    def reached(self, milestone: Milestone) -> bool:
        """Whether a milestone is behind this rep. What happens outside of here is known only from what they say."""
        match milestone:
            case Milestone.KICK_OFF:
                return self.begun
            case Milestone.DATA_IN:
                return self.has_data or self.interviewed
            case Milestone.INTERVIEW:
                return self.interviewed or self.version > 0
            case Milestone.DRAFT:
                return self.version > 0
            case Milestone.REVIEW:
                return self.approved
            case Milestone.PAY:
                return self.agreed is not False
            case Milestone.FINAL:
                return self.approved and self.agreed is not False
            case _:
                return False

    @property
    def waits(self) -> bool:
        """Whether a version waits for the executive's decision."""
        return self.version > 0 and not self.approved and self.asked_at is None

    def next_steps(self) -> tuple[tuple[Milestone, Step], ...]:
        """What the rep can do now, in order, each with the milestone it leads to; empty while others have the ball."""
        own = self._own_step()
        pay = ((Milestone.PAY, Step.AGREE),) if self.version and self.agreed is False else ()
        present = ((Milestone.PEERS, Step.PRESENT),) if self.approved else ()
        return (*((own,) if own else ()), *pay, *present)

    def _own_step(self) -> tuple[Milestone, Step] | None:
        if not self.begun:
            return Milestone.KICK_OFF, Step.BEGIN
        if not self.reached(Milestone.INTERVIEW):
            return (Milestone.INTERVIEW, Step.INTERVIEW) if self.has_data else (Milestone.DATA_IN, Step.DATA)
        if not self.version:
            return Milestone.DRAFT, Step.SEND
        if self.asked_at is None:
            return None
        return Milestone.REVIEW, Step.COMMENTS if self.comments else Step.SEND_AGAIN
