from decimal import Decimal

import pytest

from bot.pay.alignment import align
from bot.pay.measures import Measure
from bot.pay.model import with_goal
from bot.pay.payout import payout
from bot.pay.planned import planned_in, without_the_unplanned
from bot.pay.planned_deals import deal_named, results_with_deal, why_planned
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, plan

HUNTERS, FARMERS = plan(HUNTER, HUNTING), plan(FARMER, FARMING)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Vandelay", "Vandelay"),
        ("vandelay", "Vandelay"),
        ("the Vandelay deal", "Vandelay"),
        ("Initech", "Initech"),
        ("Van", None),
        ("", None),
        ("?", None),
        ("Zenith", None),
    ],
)
def test_a_deal_is_found_by_its_name_and_by_no_piece_of_it(asked, found):
    deal = deal_named(HUNTERS, asked)
    assert (deal and deal.name) == found


def test_the_account_itself_comes_before_a_deal_that_holds_its_name():
    assert deal_named(FARMERS, "acme").name == "Acme"
    assert deal_named(FARMERS, "Acme SIEM").amount == 100_000


def test_a_name_without_an_amount_has_no_answer(sample):
    without = plan(FARMER, {slot: value for slot, value in FARMING.items() if slot != "accounts.globex.growth"})
    assert results_with_deal(sample("farmer"), without, "Globex") is None
    assert why_planned(sample("farmer"), without, "Globex") is None


def test_a_plan_that_does_not_add_up_has_no_answer(sample):
    early = HUNTERS.model_copy(update={"adds_up": HUNTERS.adds_up.model_copy(update={"planned": None})})
    assert deal_named(early, "Vandelay") is not None
    assert results_with_deal(sample("hunter"), early, "Vandelay") is None


@pytest.mark.parametrize(("name", "drawn"), [("Acme", FARMERS), ("Globex", FARMERS), ("Initech", HUNTERS)])
def test_with_all_of_it_planned_the_year_is_the_plan_landed_exactly(sample, name, drawn):
    paid = sample("farmer")
    results, planned = results_with_deal(paid, drawn, name), planned_in(drawn)
    settled = without_the_unplanned(with_goal(paid, planned.goal), planned).plan
    assert payout(settled, results).total == align(paid, drawn).pay_at_plan
    sold = sum(total.reached for total in results.totals if total.measure is Measure.REVENUE)
    assert sold + results.deals[0].amount == planned.revenue


def test_pipeline_takes_the_place_of_its_weighted_part(sample):
    results = results_with_deal(sample("hunter"), HUNTERS, "Vandelay")
    sold = sum(total.reached for total in results.totals if total.measure is Measure.REVENUE)
    assert sold == Decimal(1_436_000) - Decimal("0.6") * 120_000
    assert results.deals[0].amount == 120_000


def test_why_cites_the_clauses_the_share_and_what_is_supposed(sample):
    # The plan lands 116% of goal: the 70,000 are paid at 5.625% and 1.25%.
    assert why_planned(sample("hunter"), HUNTERS, "Initech").splitlines() == [
        "Initech adds $4,812.50 to your pay.",
        "- Clause 2.1, New business commission: $3,937.50, 5.62% of its $70,000.",
        "- Clause 2.2, Goal bonus: $875, 1.25% of its $70,000.",
        "This supposes you land your plan, and Initech is won and paid in July.",
    ]


def test_a_gate_nobody_planned_for_does_not_hide_the_pay(sample):
    gated = sample("farmer")
    gate = [{"do": "gate", "when": {"measure": "gross margin", "at_least": "30%"}}]
    first = type(gated.components[0]).model_validate({**_written(gated.components[0]), "then": gate})
    held = gated.model_copy(update={"components": (first,)})
    assert "Acme adds $1,920 to your pay." in why_planned(held, FARMERS, "Acme")


def _written(component):
    return {"name": component.name, "measure": component.measure, "per": "year", "quota": "goal", "weight": "100%"} | {
        "pays": {"shape": "quota rate"}
    }


def test_what_holds_a_deal_of_pay_does_not_print_it():
    assert not any(character.isdigit() for character in repr(deal_named(HUNTERS, "Vandelay")))
