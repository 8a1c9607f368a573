"""One event of one rep with everything that belongs to it, so that a turn's steps can hand it on whole."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from bot.coach.context import Context
from bot.coach.telling import Telling
from bot.interview.state import Interview, apart, is_rehearsal
from bot.line.books import Desk, Outcome
from bot.line.posts import Content, Reply
from bot.plan.model import BusinessPlan
from bot.review.model import Review
from bot.team.model import Rep


@dataclass(frozen=True)
class Case:
    """A rep's interview and review at one event; `message` is the event's key, the source of what it says (`said`).

    Only what was changed on the way (`with_interview`, `with_review`) is written at the end.
    """

    message: str
    rep: Rep
    interview: Interview
    review: Review
    desk: Desk
    said: str = ""
    new_interview: Interview | None = None
    new_review: Review | None = None

    def with_interview(self, interview: Interview) -> Self:
        return replace(self, interview=interview, new_interview=interview)

    def with_review(self, review: Review) -> Self:
        return replace(self, review=review, new_review=review)

    @property
    def context(self) -> Context:
        """What a reader of this rep's message needs to know."""
        office = self.desk.office
        team, today = office.team, self.desk.now.date()
        return Context(office.questions, self.interview, self.rep.name, today, team.fiscal_year, team.service_lines)

    @cached_property
    def telling(self) -> Telling:
        return self.desk.office.telling(self.rep, self.interview, self.desk.now)

    @property
    def plan(self) -> BusinessPlan:
        """The plan as the facts have it now."""
        return self.telling.plan

    @property
    def is_rehearsing(self) -> bool:
        """Whether the question in focus is one of the rehearsal."""
        return is_rehearsal(self.interview.focus)

    @property
    def is_apart(self) -> bool:
        """Whether the question in focus is asked apart from the plan: a rehearsal, the review of a quarter."""
        return apart(self.interview.focus) is not None

    @property
    def executive(self) -> str:
        """The first name of whoever decides on the plan."""
        return self.desk.office.team.executive.first_name

    @property
    def standing(self) -> str:
        """Where the review stands, and what the rep can do."""
        return self.written(f"state {self.review.state}")

    @property
    def pay_readers(self) -> str:
        """Who may read the rep's pay: "you", the executive, and whom the team file names."""
        team = self.desk.office.team
        viewers = [person.name for viewer in team.pay_viewers if (person := team.person(viewer)) is not None]
        *others, last = ["you", self.executive, *viewers]
        return f"{', '.join(others)} and {last}"

    def written(self, name: str, /, **values: str) -> str:
        """One of the coach's sentences, filled in."""
        return self.desk.office.wording.say(
            name, {"executive": self.executive, "pay_readers": self.pay_readers, **values}
        )

    def say(self, name: str, /, **values: str) -> Outcome:
        """Post one of the coach's sentences to the rep."""
        return self.post(Reply(text=self.written(name, **values)))

    def post(self, content: Content) -> Outcome:
        """Post something to the rep."""
        self.desk.tray.post(self.rep.id, content)
        return self.outcome()

    def outcome(self) -> Outcome:
        """Everything posted so far, and what has changed."""
        return self.desk.tray.outcome(self.new_interview, self.new_review)
