from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.pay.ambiguities import open_questions
from bot.pay.checks import faults
from bot.pay.explain import explain
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from bot.pay.planned import PlannedResults
from bot.pay.rules import Cap
from bot.pay.settling import PayAnswer, plan_key, read_answer, settle, settled_by

NOW = datetime(2026, 11, 23, tzinfo=UTC)
GOAL = PlannedResults(goal=Decimal(1_000_000), revenue=Decimal(1_080_000))
TOP = "name: Any\ncompany: A\ncurrency: USD\neffective: {from: 2027-01-01, to: 2027-12-31}\nproration: calendar days\n"


def plan_of(component: str, top: str = "base: 50000\ntarget_incentive: 50000\n") -> CompPlan:
    plan = load_comp_plan(f"{TOP}{top}components:\n  - {{name: Part, {component}}}\n", "a plan")
    assert isinstance(plan, CompPlan), plan
    return plan


def settled(plan: CompPlan, point: str, words: str) -> CompPlan:
    question = next(q for q in open_questions(plan) if q.key.endswith(point))
    return settle(plan, question, read_answer(question, words))


def test_every_choice_to_every_question_settles_it_and_leaves_a_plan_that_can_be_paid(sample, everything):
    for plan in (sample("hunter"), sample("farmer"), sample("executive"), everything):
        for question in open_questions(plan):
            for number, choice in enumerate(question.choices, 1):
                assert read_answer(question, str(number)) == choice
                after = settle(plan, question, choice)
                assert question.key not in [open_question.key for open_question in open_questions(after)]
                assert not faults(after)
                assert choice in explain(after, "Dana Reyes", GOAL)


@pytest.mark.parametrize(
    ("component", "point", "words", "holds"),
    [
        (
            "measure: units, per: month, pays: {shape: flat rate, rate: 5 each}",
            "paid when",
            "1",
            lambda c: c.paid == "month",
        ),
        (
            "measure: revenue, per: year, pays: {shape: flat rate, rate: 5%}",
            "paid when",
            "each quarter",
            lambda c: c.paid == "quarter",
        ),
        (
            "measure: revenue, per: year, pays: {shape: flat rate, rate: 5%}",
            "earned when",
            "when it's collected",
            lambda c: c.earned_on is None,
        ),
        (
            "measure: revenue, per: year, pays: {shape: flat rate, rate: 5%}",
            "earned when",
            "collected",
            lambda c: c.earned_on == "collected",
        ),
        (
            "measure: revenue, per: year, weight: 100%, quota: 100, pays: {shape: quota rate}",
            "cap",
            "capped at 200%",
            lambda c: isinstance(c.then[-1], Cap) and c.then[-1].at.value == 2,
        ),
        (
            "measure: revenue, per: deal, pays: {shape: flat rate, rate: 5%}",
            "clawback",
            "pro rata within 6 months",
            lambda c: c.clawback.within_months == 6 and c.clawback.returns == "pro rata",
        ),
        (
            "measure: revenue, per: year, threshold: {at: 400}, pays: {shape: flat rate, rate: 5%}",
            "threshold",
            "only what is above",
            lambda c: c.threshold.pays == "only above",
        ),
    ],
)
def test_an_answer_the_plan_language_knows_changes_the_plan(component, point, words, holds):
    after = settled(plan_of(component), point, words)
    assert holds(after.components[0])
    assert after.settled[-1].key == f"Part: {point}"


def test_an_answer_it_does_not_know_is_kept_in_words_and_changes_no_sum(sample):
    after = settled(sample("hunter"), "day count", "we look at it case by case")
    assert after.proration is None
    assert "Answer: we look at it case by case." in explain(after, "Dana Reyes", GOAL)
    assert "I have asked" not in explain(after, "Dana Reyes", GOAL)


def test_until_it_is_answered_the_explanation_says_whom_it_asked(sample):
    assert "Your plan does not say; I have asked Ruth:" in explain(sample("hunter"), "Dana Reyes", GOAL, "Ruth")


def test_the_last_answer_counts_and_another_plans_answers_do_not(sample):
    plan = sample("hunter")
    said = [
        PayAnswer(plan=key, question="day count", answer=answer, by="ruth", at=NOW + timedelta(minutes=at))
        for at, (key, answer) in enumerate(
            [(plan_key(plan), "calendar days"), (plan_key(plan), "whole months"), ("Other/2027-01-01", "working days")]
        )
    ]
    assert settled_by(plan, said).proration == "whole months"
    assert settled_by(plan, said[:1]).proration == "calendar days"
    assert settled_by(plan, said[2:]) == plan
