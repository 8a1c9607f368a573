"""Date rules for what is said from today or from another date: next month, in 3 weeks, from March to May."""

from collections.abc import Sequence

from bot.reading import date_meanings as means
from bot.reading import date_yearly as recurring
from bot.reading import spans
from bot.reading.date_nodes import DATED, dated, meaning_of, pick
from bot.reading.date_numbers import number, numbers, other
from bot.reading.date_parts import place
from bot.reading.fold import Node, span
from bot.reading.spans import Calendar, Span, safe_day

Nodes = Sequence[Node]


def relative_unit(nodes: Nodes) -> Node | None:
    """ "next month", "this quarter", "the year"."""
    name, offset = pick(nodes, "unit"), pick(nodes, "rel", "coming") or 0
    if name == "workday":
        return None
    kind = {"week": "weekdate", "year": "yeardate", "fiscal": "yeardate"}.get(name, "date")
    return dated(nodes, means.unit(name, offset), kind)


def unit_after_next(nodes: Nodes) -> Node | None:
    """ "the month after next"."""
    name = pick(nodes, "unit")
    return None if name == "workday" else dated(nodes, means.unit(name, 2), "weekdate" if name == "week" else "date")


def counted_units(nodes: Nodes) -> Node | None:
    """ "the next three months" in whole months; "the 3 next months" from today on."""
    offset, name, (count,) = pick(nodes, "rel", "coming"), pick(nodes, "unit"), numbers(nodes)
    if not offset or not 0 < count < 1000:
        return None
    kinds = [node.kind for node in nodes]
    rolling = min(kinds.index(kind) for kind in ("rel", "coming") if kind in kinds) > min(
        kinds.index(kind) for kind in ("num", "couple") if kind in kinds
    )
    if name in {"weekend", "workweek"} or (rolling and name in {"workday", "fiscal"}):
        return None
    build = means.rolling_units if rolling else means.whole_units
    return dated(nodes, build(name, offset, count))


def duration(nodes: Nodes) -> Node | None:
    """ "three weeks", "a month"."""
    counts, name = numbers(nodes), nodes[-1].value
    if name in {"weekend", "workweek", "half"} or not 0 < counts[-1] < 10_000:
        return None
    return span("duration", ((counts[-1], name),), nodes)


def durations(nodes: Nodes) -> Node:
    """ "2 years 1 month"."""
    return span("duration", sum((node.value for node in nodes if node.kind == "duration"), ()), nodes)


def from_today(nodes: Nodes) -> Node | None:
    """ "in two weeks", "three months ago"; "within 30 days" is every day up to then."""
    length, sign = pick(nodes, "duration"), pick(nodes, "later", "rest") or 1
    if pick(nodes, "in") == "within" and len(length) == 1 and length[0][1] != "workday":
        return dated(nodes, means.rolling_units(length[0][1], 1, length[0][0]))
    return dated(nodes, means.moved(means.days_on(0), length, sign))


def from_date(nodes: Nodes) -> Node | None:
    """ "3 weeks from tomorrow", "5 days before new year"."""
    sign = -1 if any(node.kind in {"before", "prior"} for node in nodes) else 1
    return dated(nodes, means.moved(meaning_of(nodes[-1]), nodes[0].value, sign))


def day_beside(nodes: Nodes) -> Node | None:
    """ "the day after Christmas"."""
    if pick(nodes, "unit") != "day":
        return None
    sign = -1 if any(node.kind == "before" for node in nodes) else 1
    return dated(nodes, means.moved(meaning_of(nodes[-1]), ((1, "day"),), sign))


def weekday(nodes: Nodes) -> Node | None:
    """ "Monday", "next Monday", "coming Thursday"."""
    return dated(nodes, means.weekday(pick(nodes, "weekday"), pick(nodes, "rel")))


def weekday_after_next(nodes: Nodes) -> Node | None:
    """ "Wednesday after next"."""
    return dated(nodes, means.weekday_after_next(nodes[0].value))


def weekday_of(nodes: Nodes) -> Node | None:
    """ "Monday of next week", "next week Monday"."""
    return dated(nodes, means.weekday_of(pick(nodes, "weekdate"), pick(nodes, "weekday")))


def closest(nodes: Nodes) -> Node | None:
    """ "the closest Monday to Oct 5th"."""
    return dated(nodes, means.closest_weekday(pick(nodes, "weekday"), meaning_of(nodes[-1])))


def day_word(nodes: Nodes) -> Node | None:
    """ "tomorrow"."""
    return dated(nodes, means.days_on(nodes[-1].value))


def seasons(nodes: Nodes) -> Node | None:
    """ "last season"."""
    return dated(nodes, recurring.seasons(pick(nodes, "rel")))


def yearly_after(nodes: Nodes) -> Node | None:
    """ "Thanksgiving in 3 years"."""
    return dated(nodes, recurring.after(nodes[0].value, nodes[-1].value))


def week_with(nodes: Nodes) -> Node:
    """ "the week of the 10th"."""
    meaning = means.day_of_month(number(nodes[-1])) if nodes[-1].kind == "dayth" else meaning_of(nodes[-1])
    return span("weekdate", means.mapped(meaning, lambda _, held: spans.week_of(held.starts)), nodes)


def week_named(nodes: Nodes) -> Node | None:
    """ "week of the 10th", "week of January 10"."""
    return week_with(nodes) if nodes[0].value == "week" else None


def nth_after(nodes: Nodes) -> Node | None:
    """ "the third Tuesday after Christmas"."""
    nth, weekday = place(nodes), pick(nodes, "weekday")
    weeks = ((nth - 1, "week"),)

    def change(calendar: Calendar, held: Span) -> Span | None:
        return means.moved(means.weekday(weekday), weeks, 1)(calendar._replace(today=held.ends, past=False))

    return dated(nodes, means.mapped(meaning_of(nodes[-1]), change)) if nth > 0 else None


def day_number(nodes: Nodes) -> Node | None:
    """ "on the 15th", "Tuesday the eleventh"."""
    named = next((node for node in nodes if node.kind in {"dayth", "ordinal"}), None)
    if not named or not 1 <= number(named) <= 31:
        return None
    at = nodes.index(named)
    first = next((n for n, node in enumerate(nodes) if node.kind in {"the", "weekday"}), at)
    return span("date", means.day_of_month(number(named), pick(nodes, "weekday")), nodes[first : at + 1])


def day_numbers(nodes: Nodes) -> Node | None:
    """ "the 10th to the 15th"."""
    first, last = numbers(nodes)
    if not 1 <= first < last <= 31:
        return None

    def change(_: Calendar, held: Span) -> Span | None:
        ends = safe_day(held.starts.year, held.starts.month, last)
        return Span(held.starts, ends.ends, "range") if ends else None

    return dated(nodes, means.mapped(means.day_of_month(first), change))


def stretch(nodes: Nodes) -> Node | None:
    """ "from March to May"."""
    first, last = (node for node in nodes if node.kind in DATED)
    if last.kind == "yearly":
        return dated(nodes, recurring.until_next(meaning_of(first), last.value))
    if first.kind == "yearly":
        return dated(nodes, recurring.up_to(first.value, last.value))
    return dated(nodes, means.until(first.value, last.value))


def moved_on(nodes: Nodes) -> list[Node]:
    """ "pushed from March to April" names two dates and no stretch."""
    return [other([node]) if node.kind in {"from", "to", "till"} else node for node in nodes]


def from_now(nodes: Nodes) -> Node | None:
    """ "now until the end of January"."""
    return dated(nodes, means.until(means.days_on(0), meaning_of(nodes[-1])))


def years(nodes: Nodes) -> Node | None:
    """ "2014-2018"."""
    first, last = numbers(nodes)
    return dated(nodes, means.until(means.calendar_year(first), means.calendar_year(last))) if first < last else None


def lone_year(nodes: Nodes) -> Node | None:
    """ "2027", where the words before it say that a year is meant."""
    return dated(nodes, means.calendar_year(number(nodes[0])), "yeardate")


def after_next(nodes: Nodes) -> list[Node]:
    """ "two months after next Friday" is no "Friday after next"."""
    unit, both, anchor = nodes
    return [unit, both._replace(kind="after"), Node("rel", 1, both.end, both.end), anchor]


def plain_day(nodes: Nodes) -> list[Node]:
    """A short weekday that is also a word counts where it stands alone or behind a preposition."""
    return [node._replace(kind="weekday") if node.kind == "wordday" else node for node in nodes]
