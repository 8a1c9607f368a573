"""The sheet a plan is worked out on: facts read by slot, and figures computed from them with their working shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.facts import Computed, Day, Fact, Figure, Number, Ratio, Setting, Statement, Words
from bot.figures import Unit, in_plan, whole_money
from bot.plan.rounding import BASIS_POINT, cents
from bot.team.model import LastYear, Rep, Team

# Beyond these a figure is a slip of the pen, and stays unknown rather than spoiling the plan.
MOST = {Unit.MONEY: Decimal(10) ** 12, Unit.PERCENT: Decimal(1), Unit.COUNT: Decimal(10) ** 6, Unit.WEEKS: Decimal(520)}

Input = Figure | str | None


@dataclass(frozen=True)
class Sheet:
    """Facts by slot, and the currency that money is written in. An unknown or unusable slot reads as None."""

    facts: Mapping[str, Fact]
    currency: str

    def money(self, slot: str) -> Figure | None:
        """An amount of zero or more, to the cent."""
        return self._figure(slot, Unit.MONEY)

    def percent(self, slot: str) -> Figure | None:
        """A fraction between 0 and 1; a count out of a count is read as one."""
        return self._figure(slot, Unit.PERCENT)

    def count(self, slot: str) -> Figure | None:
        """A number of things, zero or more."""
        return self._figure(slot, Unit.COUNT)

    def weeks(self, slot: str) -> Figure | None:
        """A number of weeks, zero or more."""
        return self._figure(slot, Unit.WEEKS)

    def ratio(self, slot: str) -> Ratio | None:
        """A count out of a count; a part larger than its whole is unusable."""
        fact = self.facts.get(slot)
        value = fact.value if fact else None
        return value if isinstance(value, Ratio) and value.part <= value.whole else None

    def words(self, slot: str) -> Statement | None:
        """What was said, in the person's own words."""
        fact = self.facts.get(slot)
        if fact is None or not isinstance(fact.value, Words) or not fact.value.text.strip():
            return None
        return Statement(text=fact.value.text.strip(), source=fact.source)

    def day(self, slot: str) -> Day | None:
        """A date as the interval that was meant."""
        fact = self.facts.get(slot)
        return fact.value if fact is not None and isinstance(fact.value, Day) else None

    def keys(self, group: str) -> tuple[str, ...]:
        """Keys of the items in a list, such as the accounts, in the order they came up."""
        parts = (slot.split(".", 2) for slot in self.facts)
        return tuple(dict.fromkeys(part[1] for part in parts if len(part) == 3 and part[0] == group))

    def name(self, group: str, key: str) -> str:
        """The name of an item; its key while no name was given."""
        named = self.words(f"{group}.{key}.name")
        return named.text if named else key

    def by_name(self, group: str, figures: Mapping[str, Figure | None]) -> dict[str, Figure | None]:
        """Figures of items by name instead of by key; by key where two items share a name."""
        named = {self.name(group, key): figure for key, figure in figures.items()}
        return named if len(named) == len(figures) else dict(figures)

    def write(self, figure: Figure) -> str:
        """A figure as it is written for people."""
        return in_plan(figure.value, figure.unit, self.currency)

    def amount(self, value: Decimal) -> str:
        """An amount of money as it is written for people."""
        return whole_money(value, self.currency)

    def worked(self, unit: Unit, value: Decimal, formula: str, inputs: Mapping[str, Input]) -> Figure:
        """A computed figure. `inputs` are the named figures that went in; one that is None is left out."""
        used = {
            name: self.write(given) if isinstance(given, Figure) else given
            for name, given in inputs.items()
            if given is not None
        }
        return Figure(value=value, unit=unit, source=Computed(formula=formula, inputs=used))

    def total(self, formula: str, inputs: Mapping[str, Figure | None]) -> Figure | None:
        """The sum of the amounts that are known; None when none is."""
        known = [figure.value for figure in inputs.values() if figure is not None]
        return self.worked(Unit.MONEY, sum(known, Decimal(0)), formula, inputs) if known else None

    def _figure(self, slot: str, unit: Unit) -> Figure | None:
        fact = self.facts.get(slot)
        found = _number(fact, unit) if fact else None
        if fact is None or found is None or not 0 <= found.value <= MOST[unit]:
            return None
        return Figure(value=found.value, unit=unit, source=fact.source, about=found.about)


def known_facts(rep: Rep, team: Team, facts: Mapping[str, Fact], as_of: datetime) -> dict[str, Fact]:
    """What the organisation set for this person, overruled by what the person said or gave."""
    last_year = rep.last_year
    amounts = {"last_year.quota": last_year.quota, "last_year.revenue": last_year.revenue, "goal.revenue": rep.goal}
    amounts["last_year.average_deal"] = last_year.average_deal
    numbers = {slot: Number(value=amount, unit=Unit.MONEY) for slot, amount in amounts.items() if amount is not None}
    if team.ramp_months and last_year == LastYear():
        numbers["ramp.months"] = Number(value=Decimal(team.ramp_months), unit=Unit.COUNT)
    values = numbers | ({"last_year.won": last_year.won} if last_year.won else {})
    set_there = {
        slot: Fact(slot=slot, value=value, source=_setting(rep, team, slot), at=as_of) for slot, value in values.items()
    }
    return set_there | dict(facts)


def _setting(rep: Rep, team: Team, slot: str) -> Setting:
    field = slot.removesuffix(".revenue") if slot.startswith("goal") else slot
    line = rep.lines.get(field)
    return Setting(where=f"{team.file}:{line}" if line else team.file)


def _number(fact: Fact, unit: Unit) -> Number | None:
    """The fact's value in the unit asked for; weeks and counts stand for each other."""
    value = fact.value
    if isinstance(value, Ratio) and unit is Unit.PERCENT:
        return Number(value=value.fraction, unit=unit)
    if not isinstance(value, Number) or _kind(value.unit) is not _kind(unit):
        return None
    return value.model_copy(update={"value": cents(value.value)}) if unit is Unit.MONEY else value


def _kind(unit: Unit) -> Unit:
    return Unit.COUNT if unit is Unit.WEEKS else unit


def usable(figure: Figure | None) -> Figure | None:
    """A figure that can be divided by: None when it is unknown, or so near zero that it says nothing."""
    return figure if figure is not None and figure.value >= BASIS_POINT else None
