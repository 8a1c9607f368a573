from decimal import Decimal

import pytest

from bot.figures import percent as in_percent
from bot.figures import whole_money
from bot.plan.model import BusinessPlan, Judgement, Verdict
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, TEAM, count, money, percent, plan, ratio, weeks


def against(half: Judgement) -> list[str]:
    return [point.text for point in half.evidence if not point.supports]


def without(facts, *slots):
    return {slot: value for slot, value in facts.items() if slot not in slots}


@pytest.mark.parametrize(("rep", "facts"), [(HUNTER, HUNTING), (FARMER, FARMING)])
def test_a_plan_with_nothing_against_it_is_a_double_a(rep, facts):
    verdict = plan(rep, facts).double_a
    assert (verdict.aggressive.verdict, verdict.attainable.verdict) == (Verdict.YES, Verdict.YES)
    assert verdict.reading == "Aggressive and attainable: a double A."


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"run_rate.contracted": money(900_000)}, "probably too low"),
        ({"last_year.revenue": money(1_300_000)}, "7.7% below last year's $1,300,000"),
        ({"last_year.revenue": money(1_200_000)}, "no more than last year's"),
        ({"goal.revenue": money(1_150_000)}, "$50,000 below the $1,200,000 that was set"),
        ({"goal.revenue": money(1_150_000)}, "fall short of the budget of $3,000,000, so somebody's goal has to rise"),
    ],
)
def test_a_goal_that_asks_too_little_is_not_aggressive(facts, says):
    verdict = plan(HUNTER, HUNTING | facts).double_a
    assert verdict.aggressive.verdict is Verdict.NO
    assert any(says in text for text in against(verdict.aggressive))
    assert verdict.reading.startswith("Aggressive: not yet. ")


def test_half_as_much_again_as_last_year_can_be_held():
    points = plan(HUNTER, HUNTING | {"funnel.meetings_per_week": count(6)}).double_a.attainable.evidence
    assert points[-1].supports
    assert points[-1].text.endswith("50% more: a stretch that can be held.")


def test_a_goal_above_the_one_set_speaks_for_it():
    verdict = plan(HUNTER, HUNTING | {"goal.revenue": money(1_250_000)}).double_a
    assert any(point.supports and "$50,000 above" in point.text for point in verdict.aggressive.evidence)


def test_high_cover_is_a_farmers_normal_year_but_growth_has_to_show():
    grown = plan(FARMER, FARMING).double_a
    assert grown.aggressive.verdict is Verdict.YES
    flat = plan(FARMER, FARMING | {"last_year.revenue": money(1_450_000)}).double_a
    assert flat.aggressive.verdict is Verdict.NO
    assert "growth on last year is only 3.5%" in against(flat.aggressive)[0]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (
            {"funnel.meetings_per_week": count(3)},
            "takes a close rate of 39%, above last year's batting average of 37.5%",
        ),
        ({"funnel.meetings_per_week": count(3)}, "0.3 a week too few"),
        ({"funnel.meetings_per_week": count(1)}, "even winning every deal misses the goal"),
        ({"funnel.meetings_held": count(2)}, "100% more: too big a step"),
        ({"funnel.meetings_held": count(0)}, "never been held"),
        ({"funnel.cycle_weeks": weeks(50)}, "leave none"),
    ],
)
def test_a_hunters_goal_beyond_reach_says_why(facts, says):
    verdict = plan(HUNTER, HUNTING | facts).double_a
    assert verdict.attainable.verdict is Verdict.NO
    assert any(says in text for text in against(verdict.attainable))


def test_a_planned_close_rate_above_the_own_average_does_not_make_it_attainable():
    facts = HUNTING | {"funnel.close_rate": percent("0.9"), "funnel.meetings_per_week": count(2)}
    verdict = plan(HUNTER, facts).double_a
    assert any("above last year's batting average of 37.5%" in text for text in against(verdict.attainable))


@pytest.mark.parametrize(
    ("slot", "says"),
    [
        ("year.weeks_off", "the weeks of leave"),
        ("funnel.cycle_weeks", "the length of the sales cycle"),
        ("last_year.won", "last year's batting average"),
        ("last_year.average_deal", "the average deal"),
        ("funnel.meeting_rate", "the share of first meetings that become an opportunity"),
        ("funnel.meetings_held", "the first meetings held last year"),
        ("funnel.meetings_per_week", "the first meetings committed to"),
    ],
)
def test_what_is_needed_to_judge_leaves_the_verdict_open(slot, says):
    verdict = plan(HUNTER, without(HUNTING, slot)).double_a
    assert verdict.attainable.verdict is Verdict.OPEN
    assert says in verdict.reading


def test_a_run_rate_beyond_the_goal_needs_nothing_more():
    verdict = plan(HUNTER, HUNTING | {"run_rate.contracted": money(2_000_000)}).double_a
    assert verdict.attainable.verdict is Verdict.YES
    assert verdict.aggressive.verdict is Verdict.NO


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"accounts.acme.growth": money(10_000)}, "$70,000 short"),
        ({"last_year.won": ratio(1, 24)}, "more than 10% of an average account"),
        ({"last_year.won": ratio(0, 24)}, "rests on a batting average of 0%"),
        ({"reviews.per_account": count(200)}, "more than one a working day"),
    ],
)
def test_a_farmers_goal_beyond_reach_says_why(facts, says):
    verdict = plan(FARMER, FARMING | facts).double_a
    assert verdict.attainable.verdict is Verdict.NO
    assert any(says in text for text in against(verdict.attainable))


def test_a_farmers_growth_that_open_deals_cover_needs_no_more_from_the_reviews():
    points = plan(FARMER, FARMING | {"deals.acme-siem.amount": money(400_000)}).double_a.attainable.evidence
    assert "; $400,000 is open." in points[1].text
    assert points[1].supports


@pytest.mark.parametrize("slot", ["accounts.acme.keep", "last_year.won", "reviews.per_account", "year.weeks_off"])
def test_a_farmers_verdict_is_open_without_what_it_rests_on(slot):
    verdict = plan(FARMER, without(FARMING, slot)).double_a
    assert verdict.attainable.verdict is Verdict.OPEN


def test_goals_that_miss_the_budget_together_are_not_aggressive():
    team = TEAM.model_copy(update={"budgeted_revenue": Decimal(3_100_000)})
    verdict = plan(HUNTER, HUNTING, team).double_a
    assert "fall short of the budget of $3,100,000" in against(verdict.aggressive)[0]


def test_what_is_asked_of_the_others_cannot_be_worked_out_from_a_plan():
    """The sum of all goals less one's own is the goal of the only colleague."""
    drawn = plan(HUNTER, HUNTING, TEAM.model_copy(update={"budgeted_revenue": Decimal(2_900_000)}))
    goals = sum(rep.goal for rep in TEAM.reps)
    others = goals - next(rep.goal for rep in TEAM.reps if rep.id == HUNTER.id)
    for amount in (goals, others):
        assert whole_money(amount, "USD") not in " ".join(point.text for point in drawn.double_a.aggressive.evidence)


def test_the_close_rate_that_the_promised_meetings_take_is_worked_out_in_the_funnel():
    drawn = plan(HUNTER, HUNTING)
    (step,) = [step for step in drawn.funnel.steps if step.label == "Close rate that the promised meetings take"]
    assert step.figure.source.inputs["gap"]
    assert f"takes a close rate of {in_percent(step.figure.value)}" in " ".join(
        point.text for point in drawn.double_a.attainable.evidence
    )


def test_every_piece_of_evidence_is_a_sentence_with_a_figure():
    for drawn in (plan(HUNTER, HUNTING), plan(FARMER, FARMING), plan(HUNTER, {})):
        for point in evidence(drawn):
            assert point[0].isupper() or point[0].isdigit()
            assert point.endswith(".")
            assert any(letter.isdigit() for letter in point)


def evidence(drawn: BusinessPlan) -> list[str]:
    return [point.text for half in (drawn.double_a.aggressive, drawn.double_a.attainable) for point in half.evidence]
