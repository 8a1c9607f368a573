"""What the coach knows while it words a reply, and how it writes what is known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.coach.wording import Wording
from bot.facts import Day, Fact, Number, Ratio, Value, Words
from bot.figures import between, due_by, percent, written
from bot.interview.agenda import Step, find, missing, progress, spec_of
from bot.interview.questions import Questions, SlotType
from bot.interview.state import ACTUALS, REHEARSAL, Interview
from bot.plan.model import BusinessPlan
from bot.plan.promises import PROMISES
from bot.team.model import Rep, Team

NOUNS = {
    "accounts": ("account", "accounts"),
    "deals": ("open deal", "open deals"),
    "prospects": ("named target", "named targets"),
    "why_nots": ("point", "points"),
    "kpis": ("KPI", "KPIs"),
    "risks": ("risk", "risks"),
    "decisions": ("decision", "decisions"),
    "commitments": ("commitment", "commitments"),
}

ASKED_BY_NAME = ("why_nots", REHEARSAL, ACTUALS, PROMISES)
"""Lists whose items are asked about by a name that is a sentence, too long to lead a fact."""
MOST_NAMED = 6
"""Items named in a question about several; the rest are counted."""


@dataclass(frozen=True)
class Telling:
    """The interview as it stands, whose it is, the written sentences, and the plan so far (drawn up when asked for).

    `worded` has the questions, by step, that are put in other words than the written ones this time.
    """

    questions: Questions
    state: Interview
    rep: Rep
    team: Team
    wording: Wording
    draw_up: Callable[[], BusinessPlan]
    worded: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def plan(self) -> BusinessPlan:
        return self.draw_up()

    @cached_property
    def values(self) -> dict[str, str]:
        """Everything a sentence may ask to be filled in with."""
        where = progress(self.questions, self.state)
        year = self.team.fiscal_year
        # What is about one item of a list is told of that item (`about`), not by its path.
        known = {s: self.value(fact.value) for s, fact in self.state.facts.items() if s.count(".") < 2}
        return known | {
            "first_name": self.rep.first_name,
            "executive": self.team.executive.first_name,
            "company": self.team.company,
            "year": year.label,
            "last": year.before.label,
            "services": ", ".join(self.team.service_lines),
            "done": str(where.closed),
            "total": str(where.total),
            "chapter": where.title,
            "number": str(where.chapter),
            "count": str(where.chapters),
        }

    def step(self, step_id: str | None) -> Step | None:
        return find(self.questions, self.state, step_id)

    def item_name(self, step: Step) -> str:
        return self.state.names(step.topic.collection).get(step.item or "", "")

    def about(self, step: Step, items: Iterable[str] = ()) -> dict[str, str]:
        """The values with the item a step is about, or the items that are still missing something."""
        names = self.state.names(step.topic.collection)
        listed = [names[key] for key in items if key in names] or [self.item_name(step)]
        more = len(listed) - MOST_NAMED
        shown = [*listed[:MOST_NAMED], f"{more} more"] if more > 1 else listed
        return self.values | {"item": and_list(shown)}

    def value(self, value: Value) -> str:
        """A value as it is written for people."""
        match value:
            case Number():
                about = "about " if value.about else ""
                return about + written(value.value, value.unit, self.team.currency)
            case Ratio():
                return f"{value.part} of {value.whole} ({percent(value.fraction)})"
            case Words():
                return value.text
            case _:
                return between(value.starts, value.ends)

    def labelled(self, fact: Fact) -> str:
        """A fact with its label: "2026 quota $1,200,000", "first meetings a week 6"."""
        spec = spec_of(self.questions, self.state, fact.slot)
        label = self.label(fact)
        text = self._by(fact.value) if fact.slot.endswith(".due") else self.value(fact.value)
        if spec is not None and spec.type is SlotType.WEEKS:
            text += " weeks"
        return f"{label} {text}".strip()

    def _by(self, value: Value) -> str:
        """A date by which something is due: a whole month as such, else the last day that was meant."""
        if not isinstance(value, Day):
            return self.value(value)
        return due_by(value.starts, value.ends)

    def label(self, fact: Fact) -> str:
        """What a fact is about: "2026 quota", "Acme growth"."""
        label = self.label_of(fact.slot)
        parts = fact.slot.split(".")
        name = self.state.names(parts[0]).get(parts[1]) if len(parts) == 3 and parts[0] not in ASKED_BY_NAME else None
        return f"{name} {label}" if name else label

    def label_of(self, slot: str) -> str:
        """What a slot is about, without the name of an item: "2026 quota", "growth"."""
        spec = spec_of(self.questions, self.state, slot)
        return self.wording_of(spec.label) if spec else ""

    def wording_of(self, text: str) -> str:
        """A topic's own words with the years filled in."""
        return text.replace("{year}", self.values["year"]).replace("{last}", self.values["last"])

    def lacks(self, step: Step) -> bool:
        return bool(missing(step, self.state))


def and_list(names: list[str]) -> str:
    """Join names as people do: "Acme, Globex and Initech"."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""
