from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.selling_weeks import public_holidays, selling_weeks, working_days_by_quarter
from bot.facts import Computed
from bot.figures import Unit

CALENDAR_2027 = FiscalYear(starts=date(2027, 1, 1))


def test_weekdays_less_public_holidays_less_leave_in_weeks_of_five_days():
    weeks = selling_weeks(CALENDAR_2027, "US", Decimal(4))
    # 261 weekdays, 12 of them public holidays (New Year's Day 2028 is observed on the last day of 2027).
    assert weeks.value == Decimal("45.8")
    assert weeks.unit is Unit.WEEKS


def test_the_working_is_written_out():
    source = selling_weeks(CALENDAR_2027, "US", Decimal(4)).source
    assert isinstance(source, Computed)
    assert source.inputs == {
        "weekdays": "261 weekdays",
        "public holidays": "12 public holidays (US)",
        "weeks of leave": "4 weeks of leave",
    }


def test_an_unknown_country_takes_no_holidays_off_and_says_so():
    weeks = selling_weeks(CALENDAR_2027, "XX", Decimal(0))
    assert weeks.value == Decimal("52.2")
    assert isinstance(weeks.source, Computed)
    assert weeks.source.inputs["public holidays"] == "no known public holidays"


def test_a_fiscal_year_across_two_calendar_years_has_the_holidays_of_both():
    year = FiscalYear(starts=date(2026, 7, 1))
    off = public_holidays(year, "US")
    assert date(2026, 12, 25) in off
    assert date(2027, 1, 1) in off


def test_weeks_are_rounded_down_to_one_decimal():
    assert selling_weeks(CALENDAR_2027, "US", Decimal("4.25")).value == Decimal("45.5")


def test_leave_longer_than_the_year_leaves_nothing():
    assert selling_weeks(CALENDAR_2027, "US", Decimal(60)).value == 0


@pytest.mark.parametrize("country", ["US", "GB", "DE", "IN", "XX"])
@given(starts=st.dates(date(2024, 1, 1), date(2032, 12, 1)).map(lambda day: day.replace(day=1)))
def test_the_quarters_have_all_the_working_days_of_the_year(country, starts):
    year = FiscalYear(starts=starts)
    quarters = working_days_by_quarter(year, country)
    assert len(quarters) == 4
    whole = Decimal(sum(quarters)) / 5
    weeks = selling_weeks(year, country, Decimal(0)).value
    assert whole - Decimal("0.1") < weeks <= whole


@given(weeks_off=st.decimals(0, 40, places=1), more=st.decimals(0, 10, places=1))
def test_more_leave_never_leaves_more_weeks(weeks_off, more):
    less = selling_weeks(CALENDAR_2027, "US", weeks_off + more).value
    assert less <= selling_weeks(CALENDAR_2027, "US", weeks_off).value


def test_no_day_of_the_weekend_counts_as_a_working_day():
    days = (CALENDAR_2027.starts + timedelta(days=n) for n in range(365))
    off = public_holidays(CALENDAR_2027, "GB")
    working = [day for day in days if day.weekday() < 5 and day not in off]
    assert sum(working_days_by_quarter(CALENDAR_2027, "GB")) == len(working)
