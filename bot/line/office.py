"""Everything a turn consults and never changes: the team, the questions, the wording, the pay plans."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from bot.coach.llm.assistant import Assistant
from bot.coach.telling import Telling
from bot.coach.wording import Wording
from bot.interview.agenda import went_through
from bot.interview.questions import Questions
from bot.interview.state import Interview
from bot.library.model import Answer
from bot.pay.alignment import align
from bot.pay.alignment_words import alignment_in_words
from bot.pay.explain import explain_for
from bot.pay.model import CompPlan
from bot.pay.settling import PayAnswer, settled_by
from bot.plan.build import build_plan
from bot.plan.model import BusinessPlan
from bot.plan.promises import carried
from bot.plan.sheet import known_facts
from bot.review.model import Version
from bot.team.model import Person, Rep, Team
from bot.team.sheet import INVITED, Sheet


@dataclass(frozen=True)
class SetUp:
    """The team as it is set up in Slack: the version's number (0: none yet), and its sheet, complete or not.

    `several_workspaces` says whether a member's id means somebody only together with their workspace's.
    `administrators` are the addresses of those who may change it by the settings, beside those the sheet names.
    """

    number: int = 0
    sheet: Sheet = field(default_factory=Sheet)
    administrators: tuple[str, ...] = ()
    several_workspaces: bool = False


class _SettledPlans(Mapping[str, CompPlan]):
    """Plans with what was settled put into each when it is asked for: a turn is about one person of a whole team."""

    def __init__(self, written: Mapping[str, CompPlan], answers: Sequence[PayAnswer]) -> None:
        self._written, self._answers = written, answers

    def __getitem__(self, person: str) -> CompPlan:
        return settled_by(self._written[person], self._answers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)

    def __contains__(self, person: object) -> bool:
        return person in self._written


@dataclass(frozen=True)
class Office:
    """The values that every turn works with.

    `comp_plans` is by person, the one in force in the year being planned; a rep without one gets no pay explanation.
    `earlier_plans` are those in force before them; `plans_as_written` are the plans without what the executive settled
    since. `set_up` is how the team was set up in Slack, None where it comes from a file. `ask` puts a question to the
    library, and `assistant` is the language model, where there is one.
    """

    team: Team
    questions: Questions
    wording: Wording
    comp_plans: Mapping[str, CompPlan]
    ask: Callable[[str], Answer] | None = None
    earlier_plans: Mapping[str, CompPlan] = field(default_factory=dict)
    assistant: Assistant | None = None
    plans_as_written: Mapping[str, CompPlan] = field(default_factory=dict)
    set_up: SetUp | None = None

    def settled_by(self, answers: Sequence[PayAnswer]) -> Self:
        """The same office, with what the executive settled put into the plans."""
        written = self.plans_as_written or self.comp_plans
        return replace(self, comp_plans=_SettledPlans(written, answers), plans_as_written=written)

    def reaches(self, person: Person) -> bool:
        """Whether somebody is nudged: they can be reached, and where the team is set up in Slack, were invited."""
        invited = self.set_up is None or self.set_up.sheet.text((person.id, INVITED)) == self.team.season.key
        return person.slack_id is not None and invited

    def begin(self, rep: Rep, now: datetime, before: Version | None = None) -> Interview:
        """A new interview, with what the team file knows, and the plan that was approved for the year before."""
        lives_on = before is not None and before.plan.year == self.team.fiscal_year.before
        known = carried(before.plan, before.number, now) if before is not None and lives_on else {}
        return Interview(person=rep.id, role=rep.role, facts=known | known_facts(rep, self.team, {}, now))

    def interview(self, stored: str | None, rep: Rep, now: datetime) -> Interview:
        """The interview that was stored as JSON text, or a new one."""
        return Interview.model_validate_json(stored) if stored else self.begin(rep, now)

    def draw_up(self, rep: Rep, interview: Interview, now: datetime) -> BusinessPlan:
        """The plan as the facts have it now."""
        checked = went_through(self.questions, interview)
        return build_plan(rep, self.team, interview.facts, now, checked=checked)

    def explain_pay(self, rep: Rep, plan: BusinessPlan) -> str | None:
        """The rep's pay explanation in Markdown, for the rep and the executive only; None without a comp plan."""
        comp_plan = self.comp_plans.get(rep.id)
        if comp_plan is None:
            return None
        fit = alignment_in_words(align(comp_plan, plan), comp_plan.currency)
        return f"{explain_for(comp_plan, plan, self.team.executive.first_name).rstrip()}\n\n{fit.strip()}\n"

    def telling(self, rep: Rep, interview: Interview, now: datetime) -> Telling:
        """What the coach words a reply from."""
        return Telling(
            questions=self.questions,
            state=interview,
            rep=rep,
            team=self.team,
            wording=self.wording,
            draw_up=lambda: self.draw_up(rep, interview, now),
        )


def planner_for(executive: Person, team: Team) -> Rep:
    """The executive as someone who is interviewed about a plan: the team's, against its budget (M20)."""
    own = {name: getattr(executive, name) for name in Person.model_fields}
    return Rep(**own, manager=executive.id, goal=team.budgeted_revenue)
