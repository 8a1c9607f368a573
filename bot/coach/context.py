"""What a reader of a message needs to know besides the message."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from bot.coach.assign import Wanted
from bot.coach.values import FIGURES
from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Number
from bot.interview.agenda import Step, find, missing, spec_of
from bot.interview.questions import Kind, Questions, SlotType
from bot.interview.state import Interview
from bot.team.services import USUAL


@dataclass(frozen=True)
class Context:
    """The interview, whose it is, what the dates refer to, and the company's service lines."""

    questions: Questions
    state: Interview
    name: str
    today: date
    year: FiscalYear
    services: tuple[str, ...] = USUAL

    @cached_property
    def step(self) -> Step | None:
        return find(self.questions, self.state, self.state.focus)

    @cached_property
    def known(self) -> tuple[Wanted, ...]:
        """Every slot that holds a figure, the one said last at the end."""
        facts = sorted(self.state.facts.values(), key=lambda fact: fact.at)
        specs = ((fact.slot, spec_of(self.questions, self.state, fact.slot)) for fact in facts)
        return tuple(Wanted(path, spec) for path, spec in specs if spec is not None and spec.type in FIGURES)

    def wanted(self, step: Step) -> list[Wanted]:
        """The slots a reply may fill: just the missing ones once part of the answer is there."""
        gaps = set(missing(step, self.state))
        partly = gaps and len(gaps) < len(step.topic.required)
        return [
            Wanted(step.path(slot), slot, step.topic)
            for slot in step.topic.slots
            if not partly or step.path(slot) in gaps or not slot.required
        ]

    def sizes(self, step: Step) -> list[Decimal]:
        """The sums of money that are known of what a step asks for."""
        facts = (self.state.facts.get(step.path(slot)) for slot in step.topic.slots if slot.type is SlotType.MONEY)
        return [fact.value.value for fact in facts if fact is not None and isinstance(fact.value, Number)]

    def singles(self, but: Step | None = None) -> Iterator[Wanted]:
        """The figures that stand on their own, known or not, without those that one step asks for."""
        for topic in self.questions.asked[self.state.role, self.state.is_new].values():
            if topic.kind is Kind.FIELDS and (but is None or topic is not but.topic):
                yield from (Wanted(slot.name, slot) for slot in topic.slots if slot.type in FIGURES)
