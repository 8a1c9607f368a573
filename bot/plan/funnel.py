"""From the gap to what a week needs (M10): first meetings for a Hunter, business reviews for a Farmer."""

from dataclasses import dataclass
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.selling_weeks import selling_weeks
from bot.facts import Figure
from bot.figures import Unit
from bot.plan.model import ZERO, Accounts, BattingAverage, Funnel, FunnelStep
from bot.plan.ramp import first_months, lost_weeks, weekly_in_ramp
from bot.plan.rounding import cents, share, up_to_tenth, up_to_whole
from bot.plan.sheet import Sheet, usable
from bot.plan.whom import reviews_in_the_year

CLOSE_RATE = "Close rate of decided deals"
"""Of opportunities that were decided; that of all first meetings is another rate, and the two are never mixed."""


@dataclass(frozen=True)
class Hunting:
    """A Hunter's funnel worked backwards from the gap. A figure that cannot be worked out is None."""

    batting: BattingAverage | None
    gap: Figure | None
    average_deal: Figure | None
    close_rate: Figure | None
    meeting_rate: Figure | None
    selling_weeks: Figure | None
    cycle_weeks: Figure | None
    ramp_weeks: Figure | None
    closing_weeks: Figure | None
    wins: Figure | None
    opportunities: Figure | None
    meetings: Figure | None
    needed: Figure | None
    held: Figure | None
    committed: Figure | None
    in_ramp: Figure | None
    expected: Figure | None
    close_rate_taken: Figure | None


@dataclass(frozen=True)
class Farming:
    """A Farmer's accounts and their review calendar. A figure that cannot be worked out is None."""

    accounts: Accounts
    batting: BattingAverage | None
    per_account: Figure | None
    reviews: Figure | None
    selling_weeks: Figure | None
    per_week: Figure | None


def weeks_to_sell(sheet: Sheet, year: FiscalYear, country: str) -> Figure | None:
    """Selling weeks of the year; open while the leave is not known."""
    off = sheet.weeks("year.weeks_off")
    return selling_weeks(year, country, off.value) if off is not None else None


def hunt(sheet: Sheet, gap: Figure | None, batting: BattingAverage | None, weeks: Figure | None) -> Hunting:
    """Gap to wins to opportunities to first meetings to meetings a week; and committed meetings forward to revenue."""
    deal = usable(sheet.money("funnel.average_deal")) or usable(sheet.money("last_year.average_deal"))
    close = usable(sheet.percent("funnel.close_rate")) or usable(batting.rate if batting else None)
    meeting = usable(sheet.percent("funnel.meeting_rate"))
    cycle = sheet.weeks("funnel.cycle_weeks")
    ramp = lost_weeks(sheet)
    closing = _closing_weeks(sheet, weeks, cycle, ramp)
    wins = _need(sheet, {"gap": gap, "average deal": deal})
    opportunities = _need(sheet, {"wins needed": wins, "close rate": close})
    meetings = _need(sheet, {"opportunities needed": opportunities, "meetings that become opportunities": meeting})
    committed = sheet.count("funnel.meetings_per_week")
    return Hunting(
        batting=batting,
        gap=gap,
        average_deal=deal,
        close_rate=close,
        meeting_rate=meeting,
        selling_weeks=weeks,
        cycle_weeks=cycle,
        ramp_weeks=ramp,
        closing_weeks=closing,
        wins=wins,
        opportunities=opportunities,
        meetings=meetings,
        needed=_per_week(sheet, {"first meetings needed": meetings, "weeks that can still close this year": closing}),
        held=sheet.count("funnel.meetings_held"),
        committed=committed,
        in_ramp=weekly_in_ramp(sheet, committed),
        expected=_expected(sheet, (committed, closing, meeting, close, deal)),
        close_rate_taken=_close_rate_taken(sheet, gap, (committed, closing, meeting, deal)),
    )


def farm(sheet: Sheet, accounts: Accounts, batting: BattingAverage | None, weeks: Figure | None) -> Farming:
    """Business reviews per account times accounts, spread over the selling weeks."""
    reviews = reviews_in_the_year(sheet, len(accounts.items))
    per_week = _per_week(sheet, {"reviews in the year": reviews, "selling weeks": weeks})
    return Farming(accounts, batting, sheet.count("reviews.per_account"), reviews, weeks, per_week)


def hunter_funnel(sheet: Sheet, hunting: Hunting) -> Funnel:
    """The Hunter's funnel as it stands in the plan."""
    steps = {
        "Gap to fill": hunting.gap,
        "Average deal": hunting.average_deal,
        "Wins needed": hunting.wins,
        CLOSE_RATE: hunting.close_rate,
        "Opportunities needed": hunting.opportunities,
        "First meetings that become an opportunity": hunting.meeting_rate,
        "First meetings needed": hunting.meetings,
        "Weeks lost to the ramp": hunting.ramp_weeks,
        "Weeks that can still close this year": hunting.closing_weeks,
        "First meetings needed a week": hunting.needed,
        "First meetings a week until full speed": hunting.in_ramp,
        "Close rate that the promised meetings take": hunting.close_rate_taken,
    }
    return Funnel(
        steps=_steps(steps, guessed=(CLOSE_RATE,) if is_guess(hunting) else ()),
        activity="first meetings",
        selling_weeks=hunting.selling_weeks,
        per_week_needed=hunting.needed,
        per_week_committed=hunting.committed,
        per_week_held=hunting.held,
        expected_revenue=hunting.expected,
        ramp=first_months(sheet, hunting.committed, "first meetings"),
    )


def is_guess(hunting: Hunting) -> bool:
    """Whether the close rate planned with rests on too few decided deals, or on none (M03)."""
    batting, rate = hunting.batting, hunting.close_rate
    return rate is not None and (batting is None or batting.is_guess or rate.value != batting.rate.value)


def farmer_funnel(farming: Farming) -> Funnel:
    """The Farmer's activity as it stands in the plan. The reviews promised per account are the commitment."""
    steps = {
        "Business reviews per account": farming.per_account,
        "Business reviews in the year": farming.reviews,
        "Selling weeks": farming.selling_weeks,
        "Business reviews a week": farming.per_week,
    }
    return Funnel(
        steps=_steps(steps),
        activity="business reviews",
        selling_weeks=farming.selling_weeks,
        per_week_needed=farming.per_week,
        per_week_committed=farming.per_week,
    )


def _steps(steps: dict[str, Figure | None], guessed: tuple[str, ...] = ()) -> tuple[FunnelStep, ...]:
    known = {label: figure for label, figure in steps.items() if figure is not None}
    return tuple(FunnelStep(label=label, figure=figure, is_guess=label in guessed) for label, figure in known.items())


def _need(sheet: Sheet, of_and_by: dict[str, Figure | None]) -> Figure | None:
    """What is needed of one step to reach the step before, in whole things."""
    of, by = of_and_by.values()
    if of is None or by is None:
        return None
    formula = " / ".join(of_and_by) + ", rounded up"
    return sheet.worked(Unit.COUNT, up_to_whole(of.value / by.value), formula, of_and_by)


def _per_week(sheet: Sheet, of_and_weeks: dict[str, Figure | None]) -> Figure | None:
    of, weeks = of_and_weeks.values()
    if of is None or weeks is None or usable(weeks) is None:
        return None
    formula = " / ".join(of_and_weeks) + ", rounded up to one decimal"
    return sheet.worked(Unit.COUNT, up_to_tenth(of.value / weeks.value), formula, of_and_weeks)


def _closing_weeks(sheet: Sheet, weeks: Figure | None, cycle: Figure | None, ramp: Figure | None) -> Figure | None:
    """A first meeting in the last weeks of the year, fewer than a cycle before its end, closes next year.

    A newcomer's ramp takes weeks off as well.
    """
    if weeks is None or cycle is None:
        return None
    inputs = {"selling weeks": weeks, "weeks from first meeting to signature": cycle}
    inputs |= {"weeks lost to the ramp": ramp} if ramp else {}
    formula = " - ".join(inputs) + ", not below zero"
    left = weeks.value - cycle.value - (ramp.value if ramp else ZERO)
    return sheet.worked(Unit.WEEKS, max(left, ZERO), formula, inputs)


def _close_rate_taken(sheet: Sheet, gap: Figure | None, factors: tuple[Figure | None, ...]) -> Figure | None:
    """Gap / (committed meetings x weeks x share that become opportunities x average deal); None if any is unknown."""
    names = ("meetings a week", "weeks that can still close", "meetings that become opportunities", "average deal")
    at_bats = Decimal(1)
    for factor in factors:
        if usable(factor) is None or factor is None:
            return None
        at_bats *= factor.value
    if gap is None:
        return None
    inputs = {"gap": gap, **dict(zip(names, factors, strict=True))}
    return sheet.worked(Unit.PERCENT, share(gap.value / at_bats), f"gap / ({' x '.join(names)})", inputs)


def _expected(sheet: Sheet, factors: tuple[Figure | None, ...]) -> Figure | None:
    """Revenue to expect from the meetings committed to."""
    rates = ("meetings that become opportunities", "close rate", "average deal")
    names = ("meetings a week", "weeks that can still close", *rates)
    value = Decimal(1)
    for factor in factors:
        if factor is None:
            return None
        value *= factor.value
    inputs = dict(zip(names, factors, strict=True))
    return sheet.worked(Unit.MONEY, cents(value), " x ".join(names), inputs)
