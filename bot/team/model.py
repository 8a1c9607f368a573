"""The team as typed values. Read from `team.yaml` by `bot.team.file`."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from pydantic import Field

from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.season import DEFAULT, Milestone, Season
from bot.cycle.tasks import ESCALATE_AFTER
from bot.cycle.wishes import Habit
from bot.cycle.working import Work
from bot.facts import Frozen, Ratio
from bot.team.services import USUAL


class Role(StrEnum):
    """What a person is in the planning (M12): nobody is both Hunter and Farmer."""

    HUNTER = "Hunter"
    FARMER = "Farmer"
    VCIO = "vCIO"
    MANAGER = "manager"
    EXECUTIVE = "executive"

    @property
    def farms(self) -> bool:
        """Whether this role keeps and grows existing accounts; a vCIO does (M12)."""
        return self in (Role.FARMER, Role.VCIO)


class Person(Frozen):
    """Someone in the team. `id` is the lower-case key other parts refer to; `slack_id` is Slack's user id.

    `workspace` is Slack's team id, told where the app is installed in more than one. `comp_plans` are the files of
    their compensation plan's versions, beside the team file: a rep's, or the executive's own.
    """

    id: str
    name: str
    role: Role
    title: str | None = None
    email: str | None = None
    slack_id: str | None = None
    workspace: str | None = None
    work: Work = Work()
    comp_plans: tuple[str, ...] = ()

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


class LastYear(Frozen):
    """Last year's figures that the organisation already knows. Money in the team's currency."""

    quota: Decimal | None = Field(default=None, gt=0)
    revenue: Decimal | None = Field(default=None, ge=0)
    won: Ratio | None = None
    average_deal: Decimal | None = Field(default=None, gt=0)


class Rep(Person):
    """A salesperson who writes a plan. `goal` is revenue for the fiscal year; `manager` is a person's id."""

    manager: str
    goal: Decimal = Field(gt=0)
    last_year: LastYear = LastYear()
    lines: dict[str, int] = Field(default_factory=dict, description="line of each field in the team file")


class Team(Frozen):
    """A whole team for one planning year. `budgeted_revenue` and goals are money in `currency` (ISO code).

    `calendar` is when each milestone is due, in days from the first day of the fiscal year; `habit` is how often
    people are nudged; a plan that waits longer for a decision than `escalate_after` working days is escalated.
    `service_lines` are what the company sells; what an account does not buy of them is its white
    space. `ramp_months` is how long a newcomer usually takes to full speed. `pay_viewers` are the ids of managers who
    may read pay explanations, besides the rep and the executive. `last_year_budget` and `last_year_revenue` are what
    the team's budget was last year and what came in, people who have left included.
    """

    company: str
    fiscal_year: FiscalYear
    currency: str
    country: str = "US"
    service_lines: tuple[str, ...] = USUAL
    ramp_months: int | None = Field(default=None, gt=0, le=12)
    budgeted_revenue: Decimal = Field(gt=0)
    last_year_budget: Decimal | None = Field(default=None, gt=0)
    last_year_revenue: Decimal | None = Field(default=None, ge=0)
    calendar: dict[Milestone, int] = Field(default_factory=lambda: dict(DEFAULT))
    habit: Habit = Habit()
    escalate_after: int = Field(default=ESCALATE_AFTER, gt=0)
    executive: Person
    managers: tuple[Person, ...] = ()
    pay_viewers: tuple[str, ...] = ()
    reps: tuple[Rep, ...]
    file: str = "team.yaml"

    @cached_property
    def season(self) -> Season:
        return Season(year=self.fiscal_year, offsets=self.calendar)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        return (self.executive, *self.managers, *self.reps)

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        """Everyone by their id; of two with one id the first."""
        return {person.id: person for person in reversed(self.people)}

    @cached_property
    def reps_by_id(self) -> Mapping[str, Rep]:
        """The reps by their id, which may be that of a lead who writes a plan too."""
        return {rep.id: rep for rep in reversed(self.reps)}

    @cached_property
    def by_address(self) -> Mapping[str, tuple[Person, ...]]:
        """Everyone by their Slack user id, which may be somebody else's in another workspace."""
        found: dict[str, tuple[Person, ...]] = defaultdict(tuple)
        for person in self.people:
            if person.slack_id is not None:
                found[person.slack_id] += (person,)
        return dict(found)

    @cached_property
    def goals(self) -> Decimal:
        """The goals of all reps together."""
        return sum((rep.goal for rep in self.reps), Decimal(0))

    @cached_property
    def first_names(self) -> tuple[tuple[str, Person], ...]:
        """Everyone with their first name as it is looked for in what somebody typed."""
        return tuple((_folded(person.first_name), person) for person in self.people)

    def person(self, person_id: str) -> Person | None:
        return self.by_id.get(person_id)

    def by_slack_id(self, slack_id: str, workspace: str | None = None) -> Person | None:
        """Who this is; someone whose workspace is told only in that one."""
        known = self.by_address.get(slack_id, ())
        return next((p for p in known if p.workspace in (None, workspace)), None)

    def rep(self, person_id: str) -> Rep | None:
        return self.reps_by_id.get(person_id)

    def others_named_in(self, text: str, but: str) -> tuple[Person, ...]:
        """Everyone else whose first name is somewhere in a text: a first look, for nearly no text names anyone."""
        said = _folded(text)
        return tuple(p for name, p in self.first_names if name in said and p.id != but)

    def reports_of(self, manager_id: str) -> tuple[Rep, ...]:
        """The reps a person manages; the executive has everyone."""
        if manager_id == self.executive.id:
            return self.reps
        return tuple(r for r in self.reps if r.manager == manager_id)


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")
