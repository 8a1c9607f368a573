from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.plan.model import BusinessPlan, FunnelStep
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, TEAM, count, money, percent, plan, ratio, weeks


def step(drawn: BusinessPlan, label: str) -> FunnelStep:
    assert drawn.funnel is not None
    return next(found for found in drawn.funnel.steps if found.label == label)


def test_from_the_gap_back_to_what_a_week_needs():
    drawn = plan(HUNTER, HUNTING)
    expected = {
        "Gap to fill": "838000",
        "Wins needed": "17",  # 16.76
        "Opportunities needed": "46",  # 17 / 37.5% = 45.3
        "First meetings needed": "115",  # 46 / 40%
        "Weeks that can still close this year": "35.8",  # 45.8 - 10
        "First meetings needed a week": "3.3",  # 3.21
    }
    assert {label: step(drawn, label).figure.value for label in expected} == {
        label: Decimal(value) for label, value in expected.items()
    }


def test_each_computed_step_shows_its_formula_and_inputs():
    source = step(plan(HUNTER, HUNTING), "Wins needed").figure.source
    assert source.kind == "computed"
    assert source.formula == "gap / average deal, rounded up"
    assert source.inputs == {"gap": "$838,000", "average deal": "$50,000"}


def test_the_committed_meetings_are_worth_what_they_lead_to():
    funnel = plan(HUNTER, HUNTING).funnel
    assert funnel is not None
    assert funnel.expected_revenue is not None
    # 4 a week x 35.8 weeks x 40% x 37.5% x 50,000
    assert funnel.expected_revenue.value == 1_074_000


def test_the_planned_deal_and_close_rate_come_before_last_years():
    facts = HUNTING | {"funnel.average_deal": money(100_000), "funnel.close_rate": percent("0.5")}
    drawn = plan(HUNTER, facts)
    assert step(drawn, "Wins needed").figure.value == 9
    assert step(drawn, "Opportunities needed").figure.value == 18


def test_a_third_times_three_is_not_rounded_up():
    facts = HUNTING | {"last_year.won": ratio(4, 12), "funnel.meeting_rate": ratio(1, 3)}
    drawn = plan(HUNTER, facts)
    wins = step(drawn, "Wins needed").figure.value
    assert step(drawn, "Opportunities needed").figure.value == wins * 3
    assert step(drawn, "First meetings needed").figure.value == wins * 9


def test_a_cycle_as_long_as_the_year_leaves_no_week_to_close_in():
    drawn = plan(HUNTER, HUNTING | {"funnel.cycle_weeks": weeks(52)})
    assert drawn.funnel is not None
    assert drawn.funnel.per_week_needed is None
    assert drawn.funnel.expected_revenue is not None
    assert drawn.funnel.expected_revenue.value == 0
    assert any("leave none" in point.text for point in drawn.double_a.attainable.evidence)


def test_the_leave_is_never_guessed():
    facts = {slot: value for slot, value in HUNTING.items() if slot != "year.weeks_off"}
    drawn = plan(HUNTER, facts)
    assert drawn.funnel is not None
    assert drawn.funnel.selling_weeks is None
    assert drawn.funnel.per_week_needed is None
    assert [point.slot for point in drawn.open_points] == ["year.weeks_off"]


def test_a_farmers_week_is_reviews_over_selling_weeks():
    drawn = plan(FARMER, FARMING)
    assert drawn.funnel is not None
    assert drawn.funnel.activity == "business reviews"
    assert step(drawn, "Business reviews in the year").figure.value == 8
    assert drawn.funnel.per_week_needed is not None
    assert drawn.funnel.per_week_needed.value == Decimal("0.2")
    assert drawn.accounts is not None
    assert drawn.accounts.reviews is not None
    assert drawn.accounts.reviews.text == "4 business reviews per account, 8 in the year."


hunting = st.fixed_dictionaries(
    {
        "goal.revenue": st.integers(100_000, 10**7).map(money),
        "last_year.average_deal": st.integers(500, 10**6).map(money),
        "last_year.won": st.integers(1, 60).flatmap(
            lambda n: st.integers((n + 9) // 10, n).map(lambda won: ratio(won, n))
        ),
        "funnel.meeting_rate": st.decimals("0.05", 1, places=2).map(lambda rate: percent(str(rate))),
        "funnel.cycle_weeks": st.integers(0, 30).map(weeks),
        "year.weeks_off": st.integers(0, 10).map(weeks),
    }
)


@given(hunting)
def test_committing_to_what_is_needed_is_worth_the_gap(facts):
    needed = plan(HUNTER, HUNTING | facts).funnel
    assert needed is not None
    assert needed.per_week_needed is not None
    met = plan(HUNTER, HUNTING | facts | {"funnel.meetings_per_week": count(str(needed.per_week_needed.value))})
    assert met.funnel is not None
    assert met.funnel.expected_revenue is not None
    assert met.goal.gap is not None
    assert met.funnel.expected_revenue.value >= met.goal.gap.value
    assert met.adds_up.adds_up is True


@given(hunting, st.integers(0, 40), st.integers(0, 40))
def test_more_meetings_are_never_worth_less(facts, meetings, more):
    few, many = (
        plan(HUNTER, HUNTING | facts | {"funnel.meetings_per_week": count(number)}).funnel
        for number in (meetings, meetings + more)
    )
    assert few is not None
    assert many is not None
    assert few.expected_revenue is not None
    assert many.expected_revenue is not None
    assert many.expected_revenue.value >= few.expected_revenue.value


@given(hunting)
def test_a_larger_gap_never_needs_fewer_meetings(facts):
    goal = facts["goal.revenue"].value
    less, more = (
        plan(HUNTER, HUNTING | facts | {"goal.revenue": money(str(amount))}, TEAM).funnel for amount in (goal, goal * 2)
    )
    assert less is not None
    assert more is not None
    assert less.per_week_needed is not None
    assert more.per_week_needed is not None
    assert more.per_week_needed.value >= less.per_week_needed.value


def test_at_bats_are_held_against_the_average():
    said = plan(HUNTER, HUNTING).funnel.at_bats
    # 17 wins at 9 of 24 take 46 at-bats; out of last year's 24 they would be an average of 17 / 24.
    assert said == (
        "At your batting average of 37.5% the gap takes 46 at-bats. The 17 wins out of last year's 24 would be an "
        "average of 70.8%: it needs more at-bats, a better average, or both."
    )
    assert "alone cannot do it" in plan(HUNTER, HUNTING | {"last_year.won": ratio(4, 12)}).funnel.at_bats
    assert "neither has to rise" in plan(HUNTER, HUNTING | {"last_year.won": ratio(60, 80)}).funnel.at_bats
    assert "a guess on so few deals" in plan(HUNTER, HUNTING | {"last_year.won": ratio(3, 8)}).funnel.at_bats
