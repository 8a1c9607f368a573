"""Date rules for days, months, quarters and parts of them: the first Monday of October, mid-January, end of Q2."""

from collections.abc import Sequence
from datetime import timedelta

from bot.reading import date_meanings as means
from bot.reading import date_yearly as recurring
from bot.reading import spans
from bot.reading.date_nodes import dated, mapped, pick, yearly
from bot.reading.date_numbers import digits, number, numbers
from bot.reading.fold import Node, span
from bot.reading.spans import Calendar, OfYear, Span, safe_day

Nodes = Sequence[Node]


def month_day(nodes: Nodes) -> Node | None:
    """ "3 May", "May 3rd", "the third of May"; "two May" is none."""
    (of_month,) = numbers(nodes)
    spelled = any(node.kind == "num" and not digits(node) for node in nodes) and nodes[0].kind != "month"
    if not 1 <= of_month <= 31 or spelled:
        return None
    return yearly(nodes, recurring.month_day(pick(nodes, "month"), of_month))


def month_days(nodes: Nodes) -> Node | None:
    """ "July 13 to 15"."""
    first, last = numbers(nodes)
    if not 1 <= first < last <= 31:
        return None
    return yearly(nodes, recurring.month_days(pick(nodes, "month"), first, last))


def day_of(nodes: Nodes) -> Node | None:
    """ "20th of next month", "the 15th of this month"."""
    (of_month,) = numbers(nodes)

    def change(_: Calendar, held: Span) -> Span | None:
        return safe_day(held.starts.year, held.starts.month, of_month) if held.grain == "month" else None

    return mapped(nodes, change)


def nth_weekday(nodes: Nodes) -> Node | None:
    """ "the first Monday of October", "the last Friday of next month"."""
    nth, weekday = place(nodes), pick(nodes, "weekday")
    return mapped(nodes, lambda _, held: spans.nth_weekday(held, weekday, nth)) if nth else None


def nth_unit(nodes: Nodes) -> Node | None:
    """ "the last week of June", "the 9th month of next year", "the first quarter of next fiscal year"."""
    nth, name = place(nodes), pick(nodes, "unit")
    counts = [number(node) for node in nodes if node.kind in {"num", "couple"}]
    count = counts[0] if counts else 1
    if not nth or name not in {"day", "week", "month", "quarter"} or count > 60:
        return None
    return mapped(nodes, lambda calendar, held: spans.nth_unit(calendar, held, name, nth, count))


def place(nodes: Nodes) -> int:
    """The place counted from the start, or negative from the end ("last", "second last"); 0 where there is none."""
    ordinals = [number(node) for node in nodes if node.kind in {"ordinal", "dayth"}]
    last = any(node.kind == "rel" for node in nodes)
    if last and pick(nodes, "rel") != -1:
        return 0
    return -(ordinals[0] if ordinals else 1) if last else ordinals[0] if ordinals else 0


def ordinal_part(nodes: Nodes) -> Node | None:
    """ "third quarter", "2nd half"."""
    nth, name = place(nodes), pick(nodes, "unit")
    if (name, nth) not in {("quarter", 1), ("quarter", 2), ("quarter", 3), ("quarter", 4), ("half", 1), ("half", 2)}:
        return None
    return yearly(nodes, recurring.fiscal(name, nth))


def half_of(nodes: Nodes) -> Node | None:
    """ "the first half of March": of a year it is the fiscal half, of anything else its days in two."""
    nth = place(nodes)

    def change(calendar: Calendar, held: Span) -> Span | None:
        if held.grain == "year":
            return spans.fiscal_part(calendar, held.ends.year, "half", nth)
        second = held.starts + timedelta(days=((held.ends - held.starts).days + 1) // 2)
        return Span(held.starts, second - timedelta(days=1), "range") if nth == 1 else Span(second, held.ends, "range")

    return mapped(nodes, change) if nth in {1, 2} and pick(nodes, "unit") == "half" else None


def part_of(nodes: Nodes) -> Node:
    """ "mid-January", "end of Q2", "early next year"."""
    which = nodes[0].value
    return mapped(nodes, lambda _, held: spans.third(held, which))


def parts_of(nodes: Nodes) -> Node:
    """ "mid to late March": from the start of one part to the end of the other."""
    first, last = (node.value for node in nodes if node.kind == "part")
    return mapped(nodes, lambda _, held: means.joined(spans.third(held, first), spans.third(held, last)))


def numbered_week(nodes: Nodes) -> Node | None:
    """ "week 12", "CW12": by ISO 8601, where the first week of a year is the one with its first Thursday."""
    week, number_node = nodes
    of_year = number(number_node)
    return yearly(nodes, recurring.iso_week(of_year)) if week.value == "week" and 1 <= of_year <= 53 else None


def week_of_month(nodes: Nodes) -> Node | None:
    """ "week 2 of January"."""
    nth = number(nodes[1])
    if nodes[0].value != "week" or not 1 <= nth <= 5:
        return None
    inside = recurring.month(pick(nodes, "month"))
    return yearly(nodes, recurring.mapped_yearly(inside, lambda *held: spans.nth_unit(held[0], held[1], "week", nth)))


def half_named(nodes: Nodes) -> list[Node]:
    """ "the back half" is the second half."""
    (node,) = nodes
    return [Node("ordinal", node.value, node.start, node.start), Node("unit", "half", node.start, node.end)]


def part_unit(nodes: Nodes) -> Node | None:
    """ "end of month", "EOQ", "year-end", "mid-year"."""
    which, name = pick(nodes, "partunit") or (pick(nodes, "part"), pick(nodes, "unit"))
    if nodes[0].kind == "unit" and which != "end":
        return None
    return dated(nodes, means.mapped(means.unit(name, 0), lambda _, held: spans.third(held, which)))


def part_of_year(nodes: Nodes) -> Node | None:
    """ "year-end 2027", "EOY 2027"."""
    which, name = pick(nodes, "partunit") or (pick(nodes, "part"), pick(nodes, "unit"))
    if which != "end" or name not in {"year", "fiscal"}:
        return None
    year = number(nodes[-1])
    whole = means.fiscal_year(year) if name == "fiscal" else means.calendar_year(year)
    return dated(nodes, means.mapped(whole, lambda _, held: spans.third(held, which)))


def new_year(nodes: Nodes) -> Node | None:
    """ "early in the new year"."""
    return dated(nodes, means.mapped(means.unit("year", 1), lambda _, held: spans.third(held, "early")))


def rest_of(nodes: Nodes) -> Node | None:
    """ "later this year": from tomorrow to its end; "earlier this year": up to yesterday."""

    def change(calendar: Calendar, held: Span) -> Span | None:
        one = timedelta(days=1)
        if pick(nodes, "rest") > 0:
            rest = Span(max(held.starts, calendar.today + one), held.ends, "range")
        else:
            rest = Span(held.starts, min(held.ends, calendar.today - one), "range")
        return rest if rest.starts <= rest.ends else None

    return dated(nodes, means.mapped(means.unit(pick(nodes, "unit"), pick(nodes, "rel") or 0), change))


def of_year(nodes: Nodes) -> Node | None:
    """ "March 2027", "Q2 of next fiscal year"."""
    year = nodes[-1]
    named: OfYear = pick(nodes, "yearly")
    if year.kind == "yeardate":
        return dated(nodes, recurring.within(named, year.value))
    return dated(nodes, recurring.in_year(named, number(year)))


def short_year(nodes: Nodes) -> list[Node] | None:
    """ "Aug 9, 96", "14th April 15": two digits behind a day of a month, at the end of what is said."""
    year, ending = nodes[-2], nodes[-1]
    if digits(year) != 2:
        return None
    value = number(year) + (1900 if number(year) >= 70 else 2000)
    return [span("date", recurring.in_year(nodes[0].value, value), nodes[:-1]), ending]


def relative_yearly(nodes: Nodes) -> Node | None:
    """ "next March", "last Thanksgiving"."""
    return dated(nodes, recurring.relative(nodes[-1].value, pick(nodes, "rel", "coming")))


def with_weekday(nodes: Nodes) -> Node | None:
    """ "Wed, Feb 13": the day counts, the weekday picks the year."""
    day = next(node for node in nodes if node.kind in {"yearly", "date"})
    if day.kind == "date":
        return day._replace(start=nodes[0].start, end=nodes[-1].end)
    return dated(nodes, recurring.on_weekday(day.value, pick(nodes, "weekday")))


def year_month_day(nodes: Nodes) -> Node | None:
    """ "2018 March 18", "2012/Aug/10", "23-2020-September"."""
    (year,) = (number(node) for node in nodes if node.kind == "year")
    (of_month,) = (number(node) for node in nodes if node.kind in {"num", "dayth"})
    return dated(nodes, means.exactly(safe_day(year, pick(nodes, "month"), of_month)))


def year_month(nodes: Nodes) -> Node | None:
    """ "2024 Aug", "Aug 2024"."""
    return dated(nodes, recurring.in_year(recurring.month(pick(nodes, "month")), pick(nodes, "year")))


def month(nodes: Nodes) -> Node:
    """ "March"."""
    return yearly(nodes, recurring.month(nodes[0].value))


def holiday(nodes: Nodes) -> Node:
    """ "Thanksgiving"."""
    return yearly(nodes, nodes[0].value)


def season(nodes: Nodes) -> Node:
    """ "spring"."""
    return yearly(nodes, recurring.season(nodes[0].value))


def year_before(nodes: Nodes) -> Node | None:
    """ "FY27 Q2", "next year March"."""
    built = of_year([nodes[-1], nodes[0]])
    return built and built._replace(start=nodes[0].start, end=nodes[-1].end)
