from datetime import date
from decimal import Decimal

import pytest

from bot.pay.at_home import at_home
from bot.pay.planned import PlannedQuarter, PlannedResults

PLANNED = PlannedResults(
    goal=Decimal(1_234_000),
    revenue=Decimal(1_357_400),
    quarters=tuple(PlannedQuarter(starts=date(2027, month, 1), revenue=Decimal(339_350)) for month in (1, 4, 7, 10)),
)


@pytest.mark.parametrize("name", ["hunter", "farmer"])
def test_no_figure_of_the_company_goes_home(sample, name):
    text = at_home(sample(name), "Dana Reyes", PLANNED)
    for figure in ("1,234,000", "1,357,400", "339,350", "1,480,800", "4.5%", "Harbor Light"):
        assert figure not in text


def test_it_says_what_is_sure_and_what_a_good_year_brings(sample):
    text = at_home(sample("hunter"), "Dana Reyes", PLANNED)
    assert "Some pay is sure: $5,833.33 each month." in text
    assert "| The goal is reached | $60,000 | $130,000 |" in text
    assert "It is not the contract." in text


def test_it_reads_easily(sample, everything, reading):
    for plan in (sample("hunter"), everything):
        grade, mean, longest = reading(at_home(plan, "Dana Reyes", PLANNED))
        assert grade <= 6
        assert mean <= 15
        assert longest <= 25


def test_without_a_goal_it_waits(sample):
    text = at_home(sample("farmer"), "Sam", PlannedResults())
    assert "still being set" in text
    assert "|" not in text
