"""A newcomer's first year: no last year is asked for, and half of the ramp counts."""

from decimal import Decimal

import pytest

from bot.plan.model import Verdict
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, TEAM, count, money, percent, plan, words

NEW = {"last_year.not_here": words("I started in October"), "ramp.months": count(4)}
RATES = {"funnel.close_rate": percent("0.3"), "funnel.average_deal": money(50_000)}
NEWCOMER = {
    slot: value
    for slot, value in HUNTING.items()
    if not slot.startswith(("last_year.", "why_nots.")) and slot != "funnel.meetings_held"
}
REP = HUNTER.model_copy(update={"last_year": type(HUNTER.last_year)(), "goal": Decimal(900_000)})


def newcomer(**more):
    return plan(REP, NEWCOMER | NEW | RATES | {slot.replace("__", "."): value for slot, value in more.items()})


def test_nothing_about_last_year_is_open():
    assert newcomer().open_points == ()


def test_the_ramp_is_open_until_it_is_known():
    drawn = plan(REP, {slot: value for slot, value in (NEWCOMER | NEW | RATES).items() if slot != "ramp.months"})
    assert [point.slot for point in drawn.open_points] == ["ramp.months"]


def test_the_goal_is_judged_by_what_it_asks_of_a_whole_year():
    # Four months at half speed leave ten of twelve months: 900,000 / (10 / 12).
    assert "as much as $1,080,000 of somebody settled" in newcomer().goal.first_year
    assert plan(HUNTER, HUNTING).goal.first_year is None


@pytest.mark.parametrize(("months", "lost"), [(4, "8.7"), (12, "26"), (1, "2.2")])
def test_half_of_the_ramp_is_lost_to_selling(months, lost):
    with_ramp = step(newcomer(ramp__months=count(months)), "Weeks that can still close this year")
    without = step(plan(HUNTER, HUNTING), "Weeks that can still close this year")
    assert without - with_ramp == Decimal(lost)


def step(drawn, label):
    return next(step.figure.value for step in drawn.funnel.steps if step.label == label)


def test_the_weekly_commitment_counts_half_in_the_first_months():
    drawn = newcomer(funnel__meetings_per_week=count(6))
    assert drawn.funnel.ramp == "In the first 4 months half of that counts, 3 first meetings a week on average."


def test_a_close_rate_that_nobody_has_proven_here_is_called_a_guess_everywhere():
    drawn = newcomer()
    assert [kpi.name for kpi in drawn.kpis if kpi.is_guess] == ["Close rate of decided deals"]
    assert [step.label for step in drawn.funnel.steps if step.is_guess] == ["Close rate of decided deals"]
    hooli = next(deal for deal in drawn.run_rate.deals if deal.key == "hooli")
    assert "a guess" in hooli.odds.source.formula
    assert any("a guess" in point.text for point in drawn.double_a.attainable.evidence)


def test_a_newcomers_plan_can_be_judged():
    verdicts = {newcomer(funnel__meetings_per_week=count(n)).double_a.attainable.verdict for n in (1, 20)}
    assert verdicts == {Verdict.YES, Verdict.NO}


def test_the_teams_ramp_is_taken_for_who_has_no_last_year():
    team = TEAM.model_copy(update={"ramp_months": 6, "reps": (REP, FARMER)})
    facts = {slot: value for slot, value in (NEWCOMER | NEW | RATES).items() if slot != "ramp.months"}
    assert "With 6 months to full speed" in plan(REP, facts, team).goal.first_year
    assert plan(HUNTER, HUNTING, team).goal.first_year is None
    assert plan(FARMER, FARMING, team).funnel.ramp is None
