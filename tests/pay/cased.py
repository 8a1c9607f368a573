"""Plans and results written as cases: read through the public YAML, paid, and laid out to be compared."""

from decimal import Decimal

import yaml

from bot.pay.file import load_comp_plan, load_results
from bot.pay.model import CompPlan
from bot.pay.payout import payout
from bot.pay.results import Results

ASIDE = {"company": "Harbor Light IT", "currency": "USD", "effective": {"from": "2027-01-01", "to": "2027-12-31"}}


def plan_of(written) -> CompPlan | list:
    text = (
        yaml.safe_dump({**ASIDE, **written}).replace("'2027-01-01'", "2027-01-01").replace("'2027-12-31'", "2027-12-31")
    )
    return load_comp_plan(text, "a published case")


def paid_for(plan: CompPlan, written):
    results = load_results(yaml.safe_dump(written or {"deals": []}), "results")
    assert isinstance(results, Results), results
    return payout(plan, results)


def found(run, plan: CompPlan) -> dict[str, Decimal | list[Decimal] | None]:
    """Everything a run can be compared on."""
    paid = paid_for(plan, run.get("results"))
    assert sum(line.amount for line in paid.lines) == paid.total
    lines = [line for line in paid.lines if run.get("period") in (None, line.period)]
    per = Decimal(run.get("per", 1))
    deals = dict.fromkeys(line.inputs.get("deal") for line in lines)
    less = paid_for(plan, run["less"]).total if "less" in run else 0
    return {
        "total": (sum(line.amount for line in lines) - less) / per,
        "lines": [line.amount / per for line in lines],
        "by_period": [period.amount for period in paid.by_period],
        "by_deal": [sum(line.amount for line in lines if line.inputs.get("deal") == deal) for deal in deals],
        "balances": [balance.amount for balance in paid.balances],
        "on_target": plan.on_target_earnings,
        "base_pay": plan.base_pay and plan.base_pay / per,
        "incentive": plan.incentive and plan.incentive / per,
    }
