"""Strengths and weaknesses: each check says what the plan shows, and the list ranks them."""

import pytest

from bot.facts import Ratio
from bot.review.points import RANKED, strongest, weakest
from tests.review.samples import count, farmer_plan, hunter_plan, money, words

THIN = {"why_nots.crm.cause": words("price")}
SECOND = {
    "why_nots.leads.item": words("Every lead followed up in time"),
    "why_nots.leads.cause": words("Leads land in a mailbox I read on Mondays"),
}

THIRDS = {f"accounts.{key}.keep": money(200_000) for key in ("acme", "bluff", "corvid")} | {
    f"accounts.{key}.growth": money(10_000) for key in ("acme", "bluff", "corvid")
}


def said(plan):
    """Every point with its side, in rank."""
    found = (check(plan) for check in RANKED.values())
    return [(point.is_strong, point.text) for point in found if point is not None]


def test_a_good_plan_leads_with_what_carries_it():
    assert strongest(hunter_plan({"goal.revenue": money(1_200_000)})) == (
        "What is planned beats the goal by $304,000.",
        "5 first meetings a week compare with 4 held a week last year, 25% more: a stretch that can be held.",
        "The goal is 41.2% above last year's revenue.",
    )
    assert weakest(hunter_plan({"goal.revenue": money(1_100_000)})) == ()


def test_a_plan_that_falls_short_says_so_before_anything_else():
    poor = hunter_plan({"funnel.meetings_per_week": count(1)}, without=("why_nots.", "risks.", "prospects."))
    shortfall, cannot, still_open = weakest(poor)
    assert shortfall == "What is planned falls $403,200 short of the goal."
    assert "even winning every deal misses the goal" in cannot
    assert still_open == "3 points are still open (Why nots, Targets, Risks)."


def test_a_plan_with_nothing_in_it_has_no_strength():
    empty = hunter_plan(without=("",))
    assert strongest(empty) == ()
    assert weakest(empty)[0] == "The plan cannot be added up against the goal yet."


def test_the_sum_is_told_once_though_it_is_evidence_too():
    short = farmer_plan({"goal.revenue": money(1_300_000)})
    points = [text for is_strong, text in said(short) if not is_strong]
    assert points[0] == "What is planned falls $210,000 short of the goal."
    assert not any("against a goal of" in text for text in points)


@pytest.mark.parametrize(
    ("plan", "point"),
    [
        (hunter_plan({"goal.revenue": money(1_504_000)}), (True, "What is planned meets the goal exactly.")),
        (
            hunter_plan({"goal.revenue": money(800_000)}),
            (False, "The plan's goal of $800,000 is $150,000 below the $950,000 that was set."),
        ),
        (hunter_plan(), (True, "37% of the goal is already in motion.")),
        (hunter_plan({"run_rate.contracted": money(50_000)}), (False, "Only 17% of the goal is already in motion.")),
        (hunter_plan(), (True, "The plan is complete: nothing is left open.")),
        (hunter_plan(without=("risks.",)), (False, "1 point is still open (Risks).")),
        (hunter_plan(), (True, "The one why-not has a cause, evidence, an action, an owner and a date.")),
        (hunter_plan(THIN), (False, "No full plan to 100% yet for 1 of 1 why-nots: CRM complete.")),
        (hunter_plan(SECOND), (False, "No full plan to 100% yet for 1 of 2 why-nots: Every lead followed up in time.")),
        (hunter_plan(without=("why_nots.",)), (False, "No why-not is named, and nothing is right every time.")),
        (farmer_plan(), (False, "Acme Logistics alone carries 36.4% of what the accounts are to bring.")),
        (
            farmer_plan(THIRDS),
            (True, "No account carries more than 33.3% of what the accounts are to bring."),
        ),
        (hunter_plan(), (True, "The named targets are worth $750,000 against a gap of $630,000.")),
        (
            hunter_plan({"prospects.cobalt.amount": money(50_000)}),
            (False, "Winning every named target brings $450,000 of the $630,000 gap."),
        ),
        (hunter_plan(without=("prospects.",)), (False, "No target is named.")),
        (farmer_plan(), (True, "The accounts keep 97.7% of last year's revenue.")),
        (
            farmer_plan({"accounts.acme.keep": money(200_000)}),
            (False, "The accounts keep only 86.2% of last year's revenue."),
        ),
        (hunter_plan(), (True, "The batting average of 37.5% rests on 24 decided deals.")),
        (
            hunter_plan({"last_year.won": Ratio(part=1, whole=1)}),
            (False, "The batting average rests on only 1 decided deal, so it is a guess."),
        ),
        (hunter_plan(), (True, "One commitment is made, in Hana Sato's own words.")),
        (hunter_plan(without=("commitments.",)), (False, "No commitment is made.")),
        (hunter_plan(without=("risks.",)), (False, "No risk is named.")),
    ],
)
def test_each_check_says_what_the_plan_shows(plan, point):
    assert point in said(plan)


@pytest.mark.parametrize(
    ("plan", "word"),
    [
        (hunter_plan(without=("run_rate.",)), "in motion"),
        (farmer_plan(), "target"),
        (hunter_plan(), "account"),
        (hunter_plan({"run_rate.signed": money(900_000)}), "named target"),
        (hunter_plan(without=("prospects.brightmill.amount", "prospects.cobalt.amount")), "named target"),
        (hunter_plan(without=("last_year.won",)), "batting average"),
    ],
)
def test_a_check_with_nothing_to_go_by_says_nothing(plan, word):
    assert not any(word in text for _, text in said(plan))
