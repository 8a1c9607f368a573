"""Business dates as intervals, said on 23 November 2026."""

from datetime import date

import pytest

from bot.reading.dates import read_dates

TODAY = date(2026, 11, 23)


def interval(text, fiscal_year_start="01-01"):
    (when,) = read_dates(text, TODAY, fiscal_year_start)
    return when.starts.isoformat(), when.ends.isoformat()


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("mid-January", "2027-01-11", "2027-01-20"),
        ("early Feb", "2027-02-01", "2027-02-10"),
        ("late in March", "2027-03-21", "2027-03-31"),
        ("end of Q2", "2027-06-01", "2027-06-30"),
        ("by year-end", "2026-12-01", "2026-12-31"),
        ("H1", "2027-01-01", "2027-06-30"),
        ("Q4", "2026-10-01", "2026-12-31"),
        ("the third quarter of next year", "2027-07-01", "2027-09-30"),
        ("the week of the 10th", "2026-12-07", "2026-12-13"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("the first week of February", "2027-02-01", "2027-02-07"),
        ("the last Friday of January", "2027-01-29", "2027-01-29"),
        ("two weeks from Friday", "2026-12-11", "2026-12-11"),
        ("in six weeks", "2027-01-04", "2027-01-04"),
        ("January to March", "2027-01-01", "2027-03-31"),
        ("between mid-January and the end of March", "2027-01-11", "2027-03-31"),
        ("March 3-7", "2027-03-03", "2027-03-07"),
        ("31/3/2027", "2027-03-31", "2027-03-31"),
        ("March 31st, 2027", "2027-03-31", "2027-03-31"),
        ("the last two quarters", "2026-04-01", "2026-09-30"),
        ("later this year", "2026-11-24", "2026-12-31"),
        ("Thanksgiving next year", "2027-11-25", "2027-11-25"),
        ("Easter 2027", "2027-03-28", "2027-03-28"),
        ("Jan '28", "2028-01-01", "2028-01-31"),
    ],
)
def test_what_was_meant(text, starts, ends):
    assert interval(text) == (starts, ends)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("Q2", "2026-10-01", "2026-12-31"),
        ("FY27 Q3", "2027-01-01", "2027-03-31"),
        ("next fiscal year", "2027-07-01", "2028-06-30"),
        ("H2", "2027-01-01", "2027-06-30"),
        ("end of fiscal year", "2027-06-01", "2027-06-30"),
        ("next year", "2027-01-01", "2027-12-31"),
    ],
)
def test_quarters_and_fiscal_years_count_from_the_fiscal_year_start(text, starts, ends):
    assert interval(text, "07-01") == (starts, ends)
    assert interval(text, (7, 1)) == (starts, ends)


@pytest.mark.parametrize(
    "text", ["it may close", "It may close soon", "May be", "we may sign, they may not", "that may help"]
)
def test_the_verb_may_is_never_the_month(text):
    assert read_dates(text, TODAY) == ()


@pytest.mark.parametrize("text", ["in may", "May 2027", "next May", "it may close in May", "sometime in May", "may"])
def test_the_month_may_is(text):
    assert interval(text) == ("2027-05-01", "2027-05-31")


def test_the_past_is_read_as_past():
    assert interval("we lost them in September") == ("2026-09-01", "2026-09-30")
    assert interval("it will renew in September") == ("2027-09-01", "2027-09-30")


def test_day_and_month_that_could_be_swapped_are_both_offered():
    (when,) = read_dates("3/4/2027", TODAY)
    assert when.uncertain
    assert [reading.starts for reading in when.ambiguous] == [date(2027, 3, 4), date(2027, 4, 3)]


def test_a_quarter_of_a_plain_year_is_asked_where_fiscal_years_differ():
    (when,) = read_dates("Q1 2027", TODAY, "07-01")
    assert [reading.starts for reading in when.ambiguous] == [date(2026, 7, 1), date(2027, 1, 1)]


def test_hedges_around_a_date():
    (when,) = read_dates("probably around the 10th", TODAY)
    assert (when.approx, when.uncertain) == (True, True)


@pytest.mark.parametrize(
    "text",
    ["no idea", "soon", "120k", "5 deals", "24/7", "2/30", "in 3000000 years", "999999999 days ago", "sat with them"],
)
def test_no_date_is_no_date(text):
    assert read_dates(text, TODAY) == ()
