"""Amounts as people write them to a coach."""

from decimal import Decimal

import pytest

from bot.reading.amounts import Amount, read_amounts


def only(text: str, slot: str | None = None) -> Amount:
    (amount,) = read_amounts(text, slot)
    return amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("we closed 1.4M", 1_400_000),
        ("roughly half a mil", 500_000),
        ("a hundred and twenty k", 120_000),
        ("two hundred fifty thousand", 250_000),
        ("one and a half million", 1_500_000),
        ("three-quarters of a million", 750_000),
        ("1 250 000", 1_250_000),
        ("1'250'000", 1_250_000),
        ("12,34,567", 1_234_567),
        ("40 grand", 40_000),
        ("two fifty k", 250_000),
        ("120 k", 120_000),
        ("minus three thousand", -3_000),
        ("“40k”", 40_000),
    ],
)
def test_a_figure_in_words_digits_and_scales(text, value):
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$1.2M", 1_200_000, "USD"),
        ("€ 1.234,56", Decimal("1234.56"), "EUR"),
        ("CA$40k", 40_000, "CAD"),
        ("US$ 3 million", 3_000_000, "USD"),
        ("30 MUSD", 30_000_000, "USD"),
        ("75 EUR million", 75_000_000, "EUR"),
        ("five dollars and ten cents", Decimal("5.10"), "USD"),
        ("-$40k", -40_000, "USD"),
        ("R$ 40", 40, "BRL"),
    ],
)
def test_money_with_its_currency(text, value, currency):
    amount = only(text)
    assert (amount.kind, amount.value, amount.currency) == ("money", value, currency)


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("37.5%", "0.375"),
        ("37,5 %", "0.375"),
        ("thirty percent", "0.3"),
        ("50 bps", "0.005"),
        ("odds are 50/50", "0.5"),
    ],
)
def test_a_percent_is_a_fraction(text, fraction):
    amount = only(text)
    assert (amount.kind, amount.value) == ("percent", Decimal(fraction))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$1.2-1.5M", 1_200_000, 1_500_000),
        ("between 800k and a million", 800_000, 1_000_000),
        ("10 to 20%", Decimal("0.1"), Decimal("0.2")),
        ("north of 500k", 500_000, None),
        ("no more than 40k", None, 40_000),
        ("40k at most", None, 40_000),
        ("40k+", 40_000, None),
        ("above 10 and below 15", 10, 15),
    ],
)
def test_ranges_closed_and_open(text, low, high):
    amount = only(text)
    assert (amount.value, amount.low, amount.high) == (None, low, high)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("9 of 24", 9, 24),
        ("nine out of our twenty-four deals", 9, 24),
        ("one in four", 1, 4),
        ("won 9 and lost 15", 9, 24),
        ("15 lost and 9 won", 9, 24),
        ("24 opportunities, won 9", 9, 24),
        ("9/24", 9, 24),
    ],
)
def test_a_ratio_is_a_count_out_of_a_count(text, part, whole):
    amount = only(text, "ratio")
    assert (amount.kind, amount.part, amount.whole) == ("ratio", part, whole)
    assert amount.value == Decimal(part) / whole


@pytest.mark.parametrize(
    ("text", "per"),
    [("20k a month", "month"), ("$40K/yr", "year"), ("5 meetings a week", "week"), ("annual 40k", "year")],
)
def test_the_period_an_amount_is_counted_per(text, per):
    assert only(text).per == per


def test_change_is_two_figures_and_not_a_range():
    assert [amount.value for amount in read_amounts("grew from 1.2M to 1.4M")] == [1_200_000, 1_400_000]


def test_a_denied_figure_is_told_from_the_one_that_replaces_it():
    old, new = read_amounts("not 1.2M but 1.4M")
    assert (old.value, old.denied) == (1_200_000, True)
    assert (new.value, new.denied) == (1_400_000, False)
    kept, dropped = read_amounts("1.4M, not 1.2M")
    assert (kept.denied, dropped.denied) == (False, True)


@pytest.mark.parametrize("text", ["about 40k", "~40k", "just under 40k", "40k or so", "40k-ish", "roughly a 40k deal"])
def test_an_approximate_figure(text):
    assert (only(text).value, only(text).approx) == (40_000, True)


@pytest.mark.parametrize("text", ["maybe 40k", "40k, I think", "I guess 40k", "40k?", "not sure, could be 40k"])
def test_a_doubted_figure(text):
    assert (only(text).value, only(text).uncertain) == (40_000, True)


def test_a_doubt_stays_with_its_own_figure():
    assert [amount.uncertain for amount in read_amounts("Acme 120k, maybe Globex 80k")] == [False, True]


@pytest.mark.parametrize(
    ("text", "slot", "readings"),
    [
        ("1.2", "money", [("money", Decimal(1_200_000)), ("percent", Decimal("0.012"))]),
        ("40", "money", [("money", Decimal(40_000)), ("money", Decimal(40))]),
        ("0.6", "percent", [("percent", Decimal("0.6")), ("percent", Decimal("0.006"))]),
    ],
)
def test_two_possible_readings_are_both_offered(text, slot, readings):
    amount = only(text, slot)
    assert amount.uncertain
    assert [(reading.kind, reading.value) for reading in amount.ambiguous] == readings
    assert amount.value == readings[0][1]


@pytest.mark.parametrize(("text", "slot"), [("1,200", "money"), ("1.2M", "money"), ("60", "percent"), ("9", "count")])
def test_a_plain_answer_is_not_asked_again(text, slot):
    assert not only(text, slot).uncertain
    assert not only(text, slot).ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "it may close",
        "no idea",
        "one of my accounts",
        "no one told me",
        "I'm not 100% sure",
        "we support them 24/7",
        "the Office 365 renewal",
        "phase 2 of the rollout",
        "in 2024 we changed the team",
        "Q1 was slow",
        "a few deals, several even",
        "six-figure deals",
        "call 555-123-4567 at 10:30",
        "https://example.com/deal/40k?id=7",
        "<@U12345> knows",
        "March 3 works",
        "on Sept. 30, as agreed",
        "the 10th or the 21st",
        "a million dollar question",
        "COVID-19",
        "not applicable",
    ],
)
def test_a_reply_without_a_figure_yields_none(text):
    assert read_amounts(text) == ()


def test_a_number_too_long_to_be_a_figure_is_none():
    assert read_amounts("account 4000123412341234567890") == ()


def test_weeks_are_counted_in_weeks_unless_another_unit_is_said():
    assert only("about 6", "weeks").unit == "week"
    assert only("two months", "weeks").unit == "month"
