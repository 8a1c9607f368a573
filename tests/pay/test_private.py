"""Pay never leaves the house: what holds it does not write itself out."""

import logging
from datetime import date
from decimal import Decimal

from bot.pay.payout import payout
from bot.pay.planned import PlannedResults
from bot.pay.results import Deal, Results


def test_nothing_that_holds_pay_prints_it(sample, everything):
    results = Results(
        goal=Decimal(1_000_000), deals=(Deal(id="Acme", booked=date(2027, 1, 5), amount=Decimal(80_000)),)
    )
    plan = sample("hunter")
    paid = payout(plan, results)
    held = [plan, everything, plan.components[0], results, results.deals[0], paid, paid.lines[0], paid.by_period[0]]
    held.append(PlannedResults(goal=Decimal(1_000_000)))
    for value in held:
        for text in (repr(value), str(value), f"{value}", repr([value])):
            assert not any(character.isdigit() for character in text)
            assert "Acme" not in text


def test_an_engine_that_stops_says_no_figure(sample, caplog):
    try:
        payout(sample("hunter"), Results())
    except ValueError:
        logging.getLogger("planwright").exception("stopped")
    assert "no goal was given" in caplog.text
    assert "60000" not in caplog.text
    assert "70000" not in caplog.text
