"""Who presents when (M13), and who is to hear it: everyone else is brought the plan on a page shortly before."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.cycle.nudges import Task
from bot.cycle.season import Milestone, Season, dates_of
from bot.cycle.steps import Step
from bot.cycle.tasks import Planner
from bot.cycle.working import shift
from bot.facts import Frozen

DAYS_TO_READ = 2
"""Working days before the presentation on which the others get the page (ours)."""


class Presentation(Frozen):
    """An approved plan that is still to be presented: whose, on which day, and when the others hear of it."""

    person: str
    day: date
    announced: date

    @property
    def task(self) -> Task:
        """What a listener is told, once."""
        return Task(milestone=Milestone.PEERS, step=Step.LISTEN, due=self.announced, about=self.person, once=True)


def presentation(season: Season, planner: Planner) -> Presentation | None:
    """When a rep presents; None while the plan is not approved, or once they said that it is done."""
    if not planner.standing.approved or Milestone.PEERS in planner.ear.wishes.done:
        return None
    work = planner.ear.work
    day = dates_of(season, work, planner.moved)[Milestone.PEERS]
    return Presentation(person=planner.id, day=day, announced=shift(work, day, -DAYS_TO_READ))


def presentations(season: Season, planners: Iterable[Planner]) -> tuple[Presentation, ...]:
    """Every presentation ahead, the first one first."""
    found = filter(None, (presentation(season, planner) for planner in planners))
    return tuple(sorted(found, key=lambda each: each.day))


def to_hear(ahead: Sequence[Presentation], person: str, today: date) -> tuple[Task, ...]:
    """What one person is to hear of the others' presentations; one that is over is not announced any more."""
    return tuple(each.task for each in ahead if each.person != person and today <= each.day)
