"""Everyone in the season as the store has them: who listens, where each plan stands, what waits for whom.

What has not changed since the last look is not read again.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from bot.cycle.nudges import Ear, Task
from bot.cycle.presenting import Presentation, presentations, to_hear
from bot.cycle.tasks import Lead, Planner, lead_tasks, rep_tasks
from bot.line.nudges.standing import ear_of, planner_of
from bot.line.office import Office
from bot.store.model import Record, Versions
from bot.store.store import Store
from bot.team.model import Person


@dataclass
class Roster:
    """Call `refresh` first, and again to see what has changed since."""

    store: Store
    office: Office
    records: dict[str, Record] = field(default_factory=dict)
    planners: dict[str, Planner] = field(default_factory=dict)
    ears: dict[str, Ear] = field(default_factory=dict)
    presenting: tuple[Presentation, ...] = ()
    _led: dict[str, tuple[Planner, ...]] = field(default_factory=dict)

    def refresh(self) -> None:
        """Read whoever has changed since the last look."""
        team, at = self.office.team, self.store.versions(self.office.team.season.key)
        people = {person.id: person for person in team.people}
        changed = [who for who in people if who not in self.records or self.records[who].versions != at.get(who, NEW)]
        for record in self.store.records(team.season.key, changed):
            self.records[record.person] = record
            self.ears[record.person] = ear_of(record, people[record.person], self.office)
        reps = {rep.id: rep for rep in team.reps}
        self.planners |= {
            who: planner_of(self.records[who], self.ears[who], reps[who], self.office) for who in changed if who in reps
        }
        if changed:
            self._led = self._by_lead()
            self.presenting = presentations(team.season, self.planners.values())

    def tasks(self, person: Person, now: datetime) -> tuple[Task, ...]:
        """What waits for one person."""
        heard = to_hear(self.presenting, person.id, self.ears[person.id].work.today(now))
        return (*self._own_tasks(person, now), *heard)

    def _own_tasks(self, person: Person, now: datetime) -> tuple[Task, ...]:
        season = self.office.team.season
        if person.id in self.planners:
            return rep_tasks(season, self.planners[person.id], now)
        is_executive = person.id == self.office.team.executive.id
        after = self.office.team.escalate_after
        lead = Lead(ear=self.ears[person.id], is_executive=is_executive, escalate_after=after)
        return lead_tasks(season, lead, self._led.get(person.id, ()), now)

    def _by_lead(self) -> dict[str, tuple[Planner, ...]]:
        """The reps of each manager; the executive has everyone."""
        groups: defaultdict[str, list[Planner]] = defaultdict(list)
        for planner in self.planners.values():
            groups[planner.manager].append(planner)
        everyone = {self.office.team.executive.id: tuple(self.planners.values())}
        return {manager: tuple(planners) for manager, planners in groups.items()} | everyone


NEW = Versions()
