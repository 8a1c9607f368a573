"""Whether the goal can be reached (M14): the close rate and the activity it takes, in the weeks there are."""

from decimal import Decimal

from bot.facts import Figure
from bot.figures import percent, plain
from bot.plan.adds_up import compare
from bot.plan.funnel import Farming, Hunting
from bot.plan.judging import Case
from bot.plan.model import ZERO, AddsUp, BattingAverage, RunRate
from bot.plan.ramp import NEWCOMER
from bot.plan.rounding import share, up_to_whole
from bot.plan.sheet import Sheet, usable

# Bounds of what a person can be expected to reach (ours).
STRETCH = Decimal("1.5")
"""Weekly activity up to half as much again as last year can be held."""
REVIEWS_A_WEEK = 5
"""A business review takes a working day, with preparing it and following it up."""
OPENED_BY_A_REVIEW = Decimal("0.10")
"""A business review opens new opportunities worth up to a tenth of what the account did last year."""


def hunter_attains(sheet: Sheet, hunting: Hunting, run_rate: RunRate) -> Case:
    """The case that a Hunter's goal can be reached."""
    case = Case()
    if hunting.gap is None:
        case.lacks("the run-rate")
    elif not hunting.gap.value:
        case.add(f"Run-rate of {sheet.write(run_rate.total)} already covers the goal.", supports=True)
        return case
    _weeks_left(sheet, case, hunting)
    _close_rate(sheet, case, hunting)
    _meetings_committed(sheet, case, hunting)
    if not sheet.words(NEWCOMER):
        _meetings_held(sheet, case, hunting)
    return case


def _weeks_left(sheet: Sheet, case: Case, hunting: Hunting) -> None:
    weeks, cycle, left = hunting.selling_weeks, hunting.cycle_weeks, hunting.closing_weeks
    if weeks is None:
        case.lacks("the weeks of leave")
    if cycle is None:
        case.lacks("the length of the sales cycle")
    if weeks is None or cycle is None or left is None:
        return
    ramp = f" and {sheet.write(hunting.ramp_weeks)} weeks of ramp" if hunting.ramp_weeks else ""
    text = f"{sheet.write(weeks)} selling weeks less a cycle of {sheet.write(cycle)} weeks{ramp} leave"
    if left.value:
        case.add(f"{text} {sheet.write(left)} in which a first meeting can still close this year.", supports=True)
    else:
        case.add(f"{text} none in which a first meeting can still close this year.", supports=False)


def _close_rate(sheet: Sheet, case: Case, hunting: Hunting) -> None:
    """The close rate that the committed meetings need to fill the gap, against last year's batting average (M03).

    A newcomer has none; the close rate to plan with stands in, and is called a guess.
    """
    if hunting.close_rate is None:
        case.lacks("the close rate to plan with" if sheet.words(NEWCOMER) else "last year's batting average")
    if hunting.average_deal is None:
        case.lacks("the average deal")
    if hunting.meeting_rate is None:
        case.lacks("the share of first meetings that become an opportunity")
    taken = hunting.close_rate_taken
    if taken is None or hunting.close_rate is None or hunting.committed is None:
        return
    batting, planned = hunting.batting, hunting.close_rate
    have, own = ("last year's batting average", _own(batting)) if batting else ("the close rate", _guessed(planned))
    meetings = f"With {sheet.write(hunting.committed)} first meetings a week"
    needs = f"{meetings} the goal takes a close rate of {sheet.write(taken)}"
    if taken.value > 1:
        case.add(f"{meetings} even winning every deal misses the goal.", supports=False)
    elif taken.value <= (batting.rate if batting else planned).value:
        case.add(f"{needs}; {have} {'was' if batting else 'planned with is'} {own}.", supports=True)
    else:
        text = f"{needs}, above {have} of {own}"
        case.add(f"{text}: it needs more at-bats, a better average, or both.", supports=False)


def _meetings_committed(sheet: Sheet, case: Case, hunting: Hunting) -> None:
    if hunting.committed is None:
        case.lacks("the first meetings committed to")
        return
    if hunting.needed is None:
        return
    enough = hunting.committed.value >= hunting.needed.value
    needs, committed = sheet.write(hunting.needed), sheet.write(hunting.committed)
    text = f"The goal needs {needs} first meetings a week and {committed} are committed"
    short = plain(hunting.needed.value - hunting.committed.value)
    case.add(f"{text}." if enough else f"{text}: {short} a week too few.", supports=enough)


def _meetings_held(sheet: Sheet, case: Case, hunting: Hunting) -> None:
    """What the week asks for against what was held last year."""
    week = max((f for f in (hunting.needed, hunting.committed) if f is not None), key=lambda f: f.value, default=None)
    if hunting.held is None:
        case.lacks("the first meetings held last year")
    if hunting.held is None or week is None:
        return
    text = f"{sheet.write(week)} first meetings a week compare with {sheet.write(hunting.held)} held a week last year"
    if week.value <= hunting.held.value:
        case.add(f"{text}, so the activity is proven.", supports=True)
    elif usable(hunting.held) is None:
        case.add(f"{text}: the activity has never been held.", supports=False)
    else:
        more = percent(share(week.value / hunting.held.value) - 1)
        holds = week.value <= hunting.held.value * STRETCH
        case.add(f"{text}, {more} more: {'a stretch that can be held' if holds else 'too big a step'}.", supports=holds)


def farmer_attains(sheet: Sheet, farming: Farming, run_rate: RunRate, adds_up: AddsUp) -> Case:
    """The case that a Farmer's goal can be reached."""
    case = Case()
    _planned_reaches(sheet, case, adds_up)
    _growth_has_at_bats(sheet, case, farming, run_rate)
    _reviews_fit(sheet, case, farming)
    return case


def _planned_reaches(sheet: Sheet, case: Case, adds_up: AddsUp) -> None:
    goal = sheet.money("goal.revenue")
    if adds_up.adds_up is None or adds_up.planned is None or goal is None:
        case.lacks("everything the plan adds up from")
    else:
        case.add(compare(sheet, adds_up.planned, goal, so_far=False), supports=adds_up.adds_up)


def _growth_has_at_bats(sheet: Sheet, case: Case, farming: Farming, run_rate: RunRate) -> None:
    """The planned growth at the batting average, against open deals and what the reviews can open."""
    growth, batting = farming.accounts.growth, farming.batting
    if growth is None:
        case.lacks("what the accounts grow by")
    if batting is None:
        case.lacks("last year's batting average")
    if growth is None or batting is None or not growth.value:
        return
    if not batting.won:
        case.add(f"Growth of {sheet.write(growth)} rests on a batting average of {_own(batting)}.", supports=False)
        return
    takes = up_to_whole(growth.value / batting.rate.value)
    open_now = sum((deal.amount.value for deal in run_rate.deals if deal.amount), ZERO)
    text = f"At last year's batting average of {_own(batting)}, growth of {sheet.write(growth)} takes "
    text += f"{sheet.amount(takes)} of opportunities; {sheet.amount(open_now)} is open."
    if takes <= open_now:
        case.add(text, supports=True)
    else:
        _reviews_open_the_rest(sheet, case, farming, (text, takes - open_now))


def _reviews_open_the_rest(sheet: Sheet, case: Case, farming: Farming, so_far: tuple[str, Decimal]) -> None:
    text, rest = so_far
    last_year = usable(farming.accounts.last_year)
    if last_year is None:
        case.lacks("what the accounts did last year")
    if last_year is None or farming.reviews is None:
        return
    each = up_to_whole(rest / farming.reviews.value)
    can = last_year.value / len(farming.accounts.items) * OPENED_BY_A_REVIEW
    reviews = sheet.write(farming.reviews)
    text += f" The other {sheet.amount(rest)} comes to {sheet.amount(each)} from each of {reviews} business reviews"
    if each <= can:
        case.add(f"{text}, which is within reach.", supports=True)
    else:
        case.add(f"{text}, more than {percent(OPENED_BY_A_REVIEW)} of an average account.", supports=False)


def _reviews_fit(sheet: Sheet, case: Case, farming: Farming) -> None:
    if farming.reviews is None:
        case.lacks("the number of business reviews")
    if farming.selling_weeks is None:
        case.lacks("the weeks of leave")
    if farming.per_week is None or farming.reviews is None or farming.selling_weeks is None:
        return
    fits = farming.per_week.value <= REVIEWS_A_WEEK
    reviews, weeks = sheet.write(farming.reviews), sheet.write(farming.selling_weeks)
    text = f"{reviews} business reviews over {weeks} selling weeks are {sheet.write(farming.per_week)} a week"
    case.add(f"{text}, which fits." if fits else f"{text}, more than one a working day.", supports=fits)


def _guessed(rate: Figure) -> str:
    return f"{percent(rate.value)} (a guess: nothing decided here yet)"


def _own(batting: BattingAverage) -> str:
    guess = ", a guess on so few" if batting.is_guess else ""
    return f"{percent(batting.rate.value)} ({batting.won} of {batting.decided} decided{guess})"
