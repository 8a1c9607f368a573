from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.model import RunRateJudgement
from bot.plan.rollup import roll_up
from bot.team.model import LastYear, Role
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, TEAM, VCIO, count, money, plan, words

VISITING = {slot: value for slot, value in FARMING.items() if not slot.startswith("accounts.globex")} | {
    "accounts.acme.growth": money(20_000),
    "accounts.acme.keep": money(200_000),
    "last_year.quota": money(250_000),
    "last_year.revenue": money(255_000),
}
PLANS = (plan(HUNTER, HUNTING), plan(FARMER, FARMING), plan(VCIO, VISITING))


def test_everybody_is_listed_with_goal_run_rate_planned_and_difference():
    lines = {line.person: line for line in roll_up(TEAM, PLANS).people}
    assert list(lines) == ["dana", "sam", "kim"]
    dana = lines["dana"]
    figures = (dana.goal, dana.run_rate, dana.planned, dana.difference)
    assert [figure.value for figure in figures if figure] == [1_200_000, 362_000, 1_436_000, 236_000]


def test_the_team_is_held_against_its_budget():
    rolled = roll_up(TEAM, PLANS)
    planned = 1_436_000 + 1_510_000 + 320_000
    assert rolled.total.planned.value == planned
    assert rolled.difference.value == planned - 3_000_000
    assert rolled.adds_up is True
    assert rolled.readings[0] == (
        "The plans come to $3,266,000 against a budget of $3,000,000: they add up, with $266,000 to spare."
    )


def test_each_role_has_its_own_totals_and_together_they_are_the_whole():
    rolled = roll_up(TEAM, PLANS)
    assert [(total.role, total.people) for total in rolled.roles] == [
        (Role.HUNTER, 1),
        (Role.FARMER, 1),
        (Role.VCIO, 1),
    ]
    assert sum(total.planned.value for total in rolled.roles) == rolled.total.planned.value
    assert sum(total.goal.value for total in rolled.roles) == rolled.total.goal.value


def test_the_quarters_of_all_plans_add_up_to_the_whole():
    rolled = roll_up(TEAM, PLANS)
    assert sum(quarter.planned.value for quarter in rolled.quarters) == rolled.total.planned.value
    assert rolled.quarters[-1].cumulative.value == rolled.total.planned.value


def test_who_has_no_plan_yet_is_named_and_leaves_a_shortfall_open():
    rolled = roll_up(TEAM, PLANS[:1])
    assert rolled.without_plan == ("Sam Okafor", "Kim Vu")
    assert rolled.adds_up is None
    assert rolled.judgement is RunRateJudgement.UNKNOWN
    assert "No plan yet from Sam Okafor and Kim Vu." in rolled.readings
    # The goal from the team file stands until there is a plan.
    assert rolled.total.goal.value == 3_000_000


def test_no_plan_at_all_rolls_up_to_nothing_planned():
    rolled = roll_up(TEAM, ())
    assert rolled.total.planned.value == 0
    assert rolled.quarters == ()
    assert rolled.adds_up is None


def test_a_short_team_says_by_how_much():
    short = plan(HUNTER, HUNTING | {"funnel.meetings_per_week": count(2)})
    rolled = roll_up(TEAM, (short, *PLANS[1:]))
    assert rolled.adds_up is False
    assert rolled.readings[0].endswith("$271,000 short.")


@pytest.mark.parametrize(
    ("budget", "judgement", "says"),
    [
        (9_000_000, RunRateJudgement.LOW, "no excuse"),
        (4_000_000, RunRateJudgement.MIDDLE, "of the budget."),
        (2_500_000, RunRateJudgement.HIGH, "budget is probably too low"),
    ],
)
def test_cover_of_the_budget_is_judged_in_both_directions(budget, judgement, says):
    rolled = roll_up(TEAM.model_copy(update={"budgeted_revenue": Decimal(budget)}), PLANS)
    assert rolled.judgement is judgement
    assert says in rolled.readings[1]


def test_goals_below_the_budget_are_called_out():
    rolled = roll_up(TEAM.model_copy(update={"budgeted_revenue": Decimal(4_000_000)}), PLANS)
    assert rolled.assigned.value == Decimal("0.75")
    assert "even if everyone makes theirs" in rolled.readings[2]


@pytest.mark.parametrize(
    ("revenues", "says"),
    [
        ((300, 90, 90), "individual goals may be set too high"),
        ((100, 100, 40), "some individual goals are too easy"),
        ((110, 110, 90), "2 of 3 people made their quota"),
        ((None, 100, 100), "the team brought in $200, 100% of all quotas together."),
        ((None, 90, 120), "the team brought in $210, 105% of all quotas together."),
        ((None, None, 90), None),
    ],
)
def test_last_years_pattern_sets_the_team_against_its_people(revenues, says):
    past = [LastYear(quota=Decimal(100), revenue=None if r is None else Decimal(r)) for r in revenues]
    reps = tuple(rep.model_copy(update={"last_year": year}) for rep, year in zip(TEAM.reps, past, strict=True))
    rolled = roll_up(TEAM.model_copy(update={"reps": reps}), ())
    if says is None:
        assert rolled.last_year_pattern is None
    else:
        assert says in (rolled.last_year_pattern or "")


@pytest.mark.parametrize(
    ("revenues", "budget", "came_in", "says"),
    [
        ((300, 90, 90), 400, 480, "120% of its budget of $400. A few carried it"),
        ((100, 100, 40), 500, 300, "60% of its budget of $500. Most succeeded and the team did not"),
        ((100, 100, 100), 250, None, "120% of its budget of $250."),
        # What came in is not known of everybody, so that the quotas stand in for the budget.
        ((None, 100, 100), 500, None, "100% of all quotas together."),
    ],
)
def test_last_years_budget_is_what_the_team_is_held_against(revenues, budget, came_in, says):
    past = [LastYear(quota=Decimal(100), revenue=None if r is None else Decimal(r)) for r in revenues]
    known = {
        "reps": tuple(rep.model_copy(update={"last_year": year}) for rep, year in zip(TEAM.reps, past, strict=True)),
        "last_year_budget": Decimal(budget),
        "last_year_revenue": came_in and Decimal(came_in),
    }
    assert says in (roll_up(TEAM.model_copy(update=known), ()).last_year_pattern or "")


def test_the_gap_is_placed_with_those_it_sits_with():
    (gap,) = (line for line in roll_up(TEAM, PLANS[:1]).readings if line.startswith("Where the gap is"))
    assert "Sam Okafor $1,500,000 (nothing planned yet)" in gap
    enough = TEAM.model_copy(update={"budgeted_revenue": Decimal(1)})
    assert not [line for line in roll_up(enough, PLANS).readings if line.startswith("Where the gap is")]


def test_what_rests_on_the_hunters_is_said():
    (line,) = (line for line in roll_up(TEAM, PLANS).readings if line.startswith("Hunters and Farmers"))
    assert "(1 of 3) carry 40% of the goals" in line


def test_needs_are_gathered_by_department_with_who_asks():
    asking = plan(HUNTER, HUNTING | {"needs.services": words("A technical lead at assessments")})
    needs = {need.department: need.asks for need in roll_up(TEAM, (asking, PLANS[1])).needs}
    assert [(ask.name, ask.what.text) for ask in needs["Services"]] == [
        ("Dana Reyes", "A technical lead at assessments"),
    ]
    assert [ask.name for ask in needs["Marketing"]] == ["Dana Reyes", "Sam Okafor"]


def test_why_nots_are_counted_across_the_team_the_most_common_first():
    other = {"why_nots.crm.item": words("CRM complete"), "why_nots.crm.cause": words("Nobody reads it")}
    themes = roll_up(TEAM, (plan(HUNTER, other | HUNTING), PLANS[1])).themes
    assert [(theme.item, len(theme.people)) for theme in themes] == [
        ("Every lead followed up in time", 2),
        ("CRM complete", 1),
    ]


def test_only_the_last_plan_of_each_person_in_the_team_counts():
    stranger = PLANS[0].model_copy(update={"person": "nobody"})
    first = plan(HUNTER, {})
    assert roll_up(TEAM, (first, stranger, *PLANS)) == roll_up(TEAM, PLANS)


@settings(max_examples=50)
@given(st.lists(st.integers(0, 10**7), min_size=3, max_size=3), st.integers(1, 10**8))
def test_the_difference_to_the_budget_is_planned_minus_budget(signed, budget):
    team = TEAM.model_copy(update={"budgeted_revenue": Decimal(budget)})
    facts = (HUNTING, FARMING, VISITING)
    plans = [plan(r, f | {"run_rate.signed": money(s)}) for r, f, s in zip(team.reps, facts, signed, strict=True)]
    rolled = roll_up(team, plans)
    planned = [each.adds_up.planned.value for each in plans if each.adds_up.planned]
    assert rolled.difference.value == sum(planned) - budget
    assert rolled.adds_up is (rolled.difference.value >= 0)
