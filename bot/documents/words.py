"""How figures, dates and sources are written in a document."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from bot.documents.form import NOTHING, OPEN, clean
from bot.facts import Computed, Day, Figure, Frozen, Read, Said, Source, Statement
from bot.figures import Unit, between, due_by, in_plan
from bot.plan.model import BusinessPlan, RunRate, RunRateJudgement
from bot.review.model import Summary

_QUOTE_LENGTH = 90
_MANY = 6


class Line(Frozen):
    """A figure with the name it goes by in the document, and the row it stands in where rows share a name.

    `slot` is where an answer would go, for a figure that is asked for; one that is worked out has none.
    """

    label: str
    figure: Figure | None
    slot: str = ""
    row: str = ""


class Pen(Frozen):
    """Writes what stands in a plan: what is still asked for shows as open, and what does not apply as a dash."""

    currency: str
    open_slots: frozenset[str]

    def figure(self, figure: Figure | None, slot: str = "") -> str:
        return self._nothing(slot) if figure is None else in_figures(figure, self.currency)

    def words(self, said: Statement | str | None, slot: str = "") -> str:
        text = said.text if isinstance(said, Statement) else said
        return clean(text or "") or self._nothing(slot)

    def day(self, day: Day | None, slot: str = "") -> str:
        return self._nothing(slot) if day is None else between(day.starts, day.ends)

    def by(self, day: Day | None, slot: str = "") -> str:
        """A date by which something is due."""
        return self._nothing(slot) if day is None else due_by(day.starts, day.ends)

    def _nothing(self, slot: str) -> str:
        return OPEN if slot in self.open_slots else NOTHING


def pen_for(plan: BusinessPlan) -> Pen:
    """The pen that knows which points of this plan are open."""
    return Pen(currency=plan.currency, open_slots=frozenset(point.slot for point in plan.open_points))


def sentence(text: str) -> str:
    """Text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def in_figures(figure: Figure | None, currency: str) -> str:
    """A figure as written, "about" before a rough one, the open mark where there is none."""
    if figure is None:
        return OPEN
    text = in_plan(figure.value, figure.unit, currency)
    return f"about {text}" if figure.about else text


def in_motion(run_rate: RunRate | Summary, currency: str) -> tuple[str, str]:
    """The run-rate, and what share of the goal it covers; "so far" while a part of it is not known."""
    total = run_rate.total if isinstance(run_rate, RunRate) else run_rate.run_rate
    cover, is_known = run_rate.cover, run_rate.judgement is not RunRateJudgement.UNKNOWN
    figure = in_figures(total if is_known or total.value else None, currency)
    covers = f"{in_figures(cover, currency)} of the goal" if cover else "○ share of the goal not known"
    return figure, covers if is_known or not cover else f"{covers} so far"


def apart(difference: Figure | None, mark: str, currency: str) -> str:
    """How far above or below a mark such as "the goal", in a few words."""
    if difference is None:
        return f"○ not known against {mark}"
    if not difference.value:
        return f"exactly {mark}"
    size = difference.model_copy(update={"value": abs(difference.value)})
    return f"{in_figures(size, currency)} {'above' if difference.value > 0 else 'below'} {mark}"


def total_of(figures: list[Figure | None], currency: str) -> str:
    """The sum of the money in a column, said to be "so far" while a part of it is open."""
    known = [figure for figure in figures if figure is not None]
    if not known:
        return NOTHING
    total = known[0].model_copy(update={"value": sum((f.value for f in known), Decimal(0)), "about": False})
    text = in_figures(total, currency)
    return text if len(known) == len(figures) else f"{text} so far"


def working(source: Computed) -> str:
    """How a figure was worked out: the formula with its inputs put in, or the formula and then each input.

    Only sums over a list have many inputs, and those stand in the rows of that list.
    """
    put_in = _put_in(source)
    if put_in:
        return put_in
    if len(source.inputs) > _MANY:
        return f"{source.formula}, each in its own row"
    return f"{source.formula} ({listed(source.inputs)})" if source.inputs else source.formula


def _put_in(source: Computed) -> str | None:
    """The formula with every input in the place of its name; None where one is not named in it, or it is one alone."""
    names = sorted(source.inputs, key=len, reverse=True)
    found = re.findall("|".join(map(re.escape, names)), source.formula) if names else []
    if set(found) != set(names) or len(names) < 2:
        return None
    return re.sub("|".join(map(re.escape, names)), lambda name: source.inputs[name.group()], source.formula)


def adds_up_as_written(parts: Iterable[Figure | None], total: Figure | None) -> bool:
    """Whether amounts add up to their total as they are written, without cents."""
    known = [part.value for part in parts if part is not None and part.unit is Unit.MONEY]
    return total is None or sum(map(_whole, known), Decimal(0)) == _whole(total.value)


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def listed(inputs: Mapping[str, str]) -> str:
    """Inputs of a working, each with its name."""
    return "; ".join(f"{name} {value}" for name, value in inputs.items())


def origin(source: Source) -> str:
    """Where a figure comes from, in a few words: the quote, the file and row, the setting, or the working."""
    match source:
        case Said():
            quote = clean(source.quote)
            return f"said: “{quote if len(quote) <= _QUOTE_LENGTH else quote[:_QUOTE_LENGTH].rstrip() + ' …'}”"
        case Read():
            return f"read: {source.file}, row {source.row}"
        case Computed():
            return working(source)
    file, colon, line = source.where.rpartition(":")
    return f"set: {file}, line {line}" if colon and line.isdigit() else f"set: {source.where}"


def basis(figure: Figure | None) -> str:
    """What stands beside a figure: the working of a computed one, in one word where any other comes from."""
    match figure.source if figure else None:
        case None:
            return ""
        case Computed() as source:
            return working(source)
        case Said():
            return "said"
        case Read():
            return "read"
        case _:
            return "set by the company"
