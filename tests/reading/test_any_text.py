"""Whatever is typed: reading never fails, quotes stand in the text, and no figure comes from nothing."""

import itertools
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.amount_words import lexicon
from bot.reading.amounts import read_amounts
from bot.reading.dates import read_dates
from bot.reading.lists import read_list
from bot.reading.replies import read_answer

WORDS = sorted(lexicon()) + (
    "Acme Globex 1 2 40 1.2 1,200 120k 2026 3/4 12:30 5th Q2 FY27 H1 May may March next last this Monday week end of "
    "mid - first second in from to until ago later early late year month quarter Easter $ € £ % ( ) , . ; \n / & 24/7"
).split(" ")
CHATTER = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
ANYTHING = st.one_of(st.text(max_size=60), CHATTER, st.text(alphabet="0123456789.,-/$%km ()'", max_size=30))
SLOTS = st.sampled_from([None, "money", "percent", "count", "ratio", "weeks"])
DAYS = st.dates(date(1990, 1, 1), date(2095, 1, 1))


@given(ANYTHING, SLOTS)
@settings(max_examples=400)
def test_amounts_quote_the_text(text, slot):
    amounts = read_amounts(text, slot)
    for amount in amounts:
        assert text[amount.start : amount.end] == amount.quote != ""
        assert (amount.value is None) != (amount.low is None and amount.high is None)
        assert amount.low is None or amount.high is None or amount.low <= amount.high
        assert amount.uncertain or not amount.ambiguous
    assert all(before.end <= after.start for before, after in pairwise(amounts))


@given(ANYTHING, DAYS, st.sampled_from(["01-01", "04-01", "07-01", "10-01", "02-15"]))
@settings(max_examples=400)
def test_dates_quote_the_text_and_end_after_they_start(text, today, fiscal_year_start):
    for when in read_dates(text, today, fiscal_year_start):
        assert text[when.start : when.end] == when.quote != ""
        assert when.starts <= when.ends


@given(ANYTHING)
@settings(max_examples=300)
def test_lists_quote_the_text_and_answers_never_fail(text):
    for item in read_list(text):
        assert text[item.start : item.end] == item.quote
        assert item.name
    assert read_answer(text) in {"yes", "no", "unknown", "none", None}


@given(st.text(alphabet=st.characters(exclude_categories=["N", "C"]), max_size=80), SLOTS)
@settings(max_examples=300)
def test_no_figure_without_a_digit_or_a_number_word(text, slot):
    counting = {"small", "tens", "hundred", "scale", "half", "part", "couple"}
    words = {word for word, (kind, _) in lexicon().items() if kind in counting}
    if not words & set(re.findall(r"[^\W\d_]+", text.lower())):
        assert read_amounts(text, slot) == ()


@given(
    st.integers(0, 999_999_999),
    st.sampled_from([0, 2]),
    st.sampled_from(["{}", "${}", "{} dollars", "it was {}.", "EUR {}"]),
)
def test_a_figure_written_with_separators_reads_back(number, places, around):
    value = Decimal(number).scaleb(-places) if number % 100 else Decimal(number)
    (amount,) = read_amounts(around.format(f"{value:,}"), "count")
    assert amount.value == value


@given(st.integers(1, 9999), st.sampled_from([("k", 1000), ("M", 10**6), (" thousand", 1000), (" million", 10**6)]))
def test_a_figure_with_a_scale_reads_back(tenths, scale):
    name, factor = scale
    (amount,) = read_amounts(f"about {Decimal(tenths) / 10:f}{name}")
    assert (amount.value, amount.approx) == (Decimal(tenths) / 10 * factor, True)


STYLES = {
    "${:,}": ("USD", ",", "."),
    "{:,} EUR": ("EUR", ".", ","),
    "{:,} €": ("EUR", "\N{NO-BREAK SPACE}", ","),
    "CHF {:,}": ("CHF", "'", "."),
    "£{:,}": ("GBP", ",", "."),
}


@given(st.integers(1, 999_999_999), st.sampled_from(sorted(STYLES)), st.sampled_from(["{}", "it was {}", "Acme, {}."]))
def test_money_written_as_in_five_countries_reads_back(cents, style, around):
    currency, grouping, point = STYLES[style]
    value = Decimal(cents).scaleb(-2)
    said = style.format(value.quantize(Decimal("0.01"))).replace(",", "|").replace(".", point).replace("|", grouping)
    (amount,) = read_amounts(around.format(said))
    assert (amount.kind, amount.value, amount.currency) == ("money", value, currency)


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    """A number from 1 to 999,999,999 as English writes it."""
    for scale, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = in_words(number % scale) if number % scale else ""
            return f"{in_words(number // scale)} {name} {rest}".strip()
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")


@given(st.integers(2, 999_999_999), st.sampled_from(["{}", "{} dollars", "about {} dollars in all"]))
def test_a_number_in_words_reads_back(number, around):
    (amount,) = read_amounts(around.format(in_words(number)), "count")
    assert amount.value == number


@given(DAYS, DAYS)
def test_a_written_date_reads_back(when, today):
    for text in (when.isoformat(), f"{when:%B} {when.day}, {when.year}", f"{when.day} {when:%b} {when.year}"):
        (read,) = read_dates(text, today)
        assert (read.starts, read.ends) == (when, when)


PIECES = [
    *(
        "1,",
        "1 ",
        "1.",
        "a1",
        "$",
        "-",
        "- ",
        "one million and ",
        "1/",
        "a@",
        "<",
        "1\n",
        "40k, ",
        "40k and ",
        "may ",
        "Q1 ",
    ),
    *(
        "1 jan ",
        "to jan ",
        "of the ",
        "1-1-",
        "between 1 and ",
        "won 1 lost 1 ",
        "not ",
        "maybe ",
        "(",
        "'",
        "1 week and ",
    ),
]


def read_everything(text):
    read_amounts(text, "money")
    read_dates(text, date(2026, 11, 23))
    read_list(text)
    read_answer(text)


def work(text):
    """How many calls reading a text takes, its own and those of the library: the same on every machine."""
    calls = itertools.count()
    sys.setprofile(lambda _, event, __: next(calls) if event in ("call", "c_call") else None)
    try:
        read_everything(text)
    finally:
        sys.setprofile(None)
    return next(calls)


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_in_step_with_the_text(piece):
    short, long = (work((piece * length)[:length]) for length in (1_000, 4_000))
    assert long < 8 * short  # four times the text; a quadratic step would take sixteen times the calls


def test_no_pattern_runs_away():
    # A pattern that backtracks without end is one call for ever: a limit ends the process, no clock is read.
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (60, 60))\n"
        "from tests.reading.test_any_text import PIECES, read_everything\n"
        "for piece in PIECES: read_everything((piece * 6_000)[:6_000])"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_a_number_that_begins_anew_behind_an_and_is_read():
    """The fuzzer's: a plain number may stand at the head of a run, and has no step of its own."""
    begins = "ndred and fifty thousand and twelve hundred "
    text = f"{begins}{begins}and fifty thousand and one"
    assert read_list(text)
    assert read_amounts(text)
