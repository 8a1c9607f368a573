"""By when something of next year's plan is to be done."""

from datetime import date

import pytest

from bot.coach.days import deadline_in
from bot.cycle.fiscal_year import FiscalYear

YEAR = FiscalYear(starts=date(2027, 1, 1))
PLANNING = (date(2026, 10, 5), date(2026, 11, 23), date(2026, 12, 30), date(2027, 1, 20), date(2027, 2, 12))


@pytest.mark.parametrize("today", PLANNING)
@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("by end of Q1", (3, 31)),
        ("Q1", (3, 31)),
        ("I own it, Q1 latest", (3, 31)),
        ("end of the first quarter", (3, 31)),
        ("end of quarter one", (3, 31)),
        ("the end of Q 1", (3, 31)),
        ("end of 1Q", (3, 31)),
        ("end of the 1st Q", (3, 31)),
        ("Services started on it in the summer, end of Q1", (3, 31)),
        ("mid Q2", (5, 31)),
        ("by mid of Q2", (5, 31)),
        ("before quarter 2 is over", (6, 30)),
        ("second half of Q3", (9, 30)),
        ("Marketing owns it, end of Q4", (12, 31)),
        ("fourth quarter", (12, 31)),
        ("by end of H1", (6, 30)),
        ("in the second half", (12, 31)),
        ("Q3 2027", (9, 30)),
    ],
)
def test_a_quarter_is_the_planned_years(text, ends, today):
    deadline = deadline_in(text, today, YEAR)
    assert deadline is not None
    assert deadline.ends == date(2027, *ends)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Q4 this year", date(2026, 12, 31)),
        ("Q4 2026", date(2026, 12, 31)),
        ("by the end of this quarter", date(2026, 12, 31)),
        ("by December 15", date(2026, 12, 15)),
        ("by year end", date(2026, 12, 31)),
        ("Q1 2028", date(2028, 3, 31)),
        ("next quarter", date(2027, 3, 31)),
    ],
)
def test_another_time_that_is_named_stays(text, ends):
    deadline = deadline_in(text, date(2026, 11, 23), YEAR)
    assert deadline is not None
    assert deadline.ends == ends


@pytest.mark.parametrize("text", ["We lost two of them in Q3", "Q1 2026", "That was last quarter", "every quarter"])
def test_what_is_over_is_no_deadline(text):
    assert deadline_in(text, date(2026, 11, 23), YEAR) is None


@pytest.mark.parametrize("today", [date(2026, 12, 7), date(2027, 1, 18)])
def test_quarters_count_from_the_first_month_of_the_fiscal_year(today):
    february = FiscalYear(starts=date(2027, 2, 1))
    ends = [deadline_in(f"end of Q{number}", today, february) for number in (1, 4)]
    assert [day and day.ends for day in ends] == [date(2027, 4, 30), date(2028, 1, 31)]


def test_a_quarter_of_a_running_year_that_is_over_is_the_next_one():
    deadline = deadline_in("by end of Q1", date(2027, 10, 4), YEAR)
    assert deadline is not None
    assert deadline.ends == date(2028, 3, 31)
