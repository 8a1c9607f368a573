"""A Farmer's accounts: retention in both senses, white space, and the calendar of reviews."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.facts import Day
from tests.plan.samples import FARMER, FARMING, count, money, plan, words


def accounts(**changes):
    return plan(FARMER, FARMING | {slot.replace("__", "."): value for slot, value in changes.items()}).accounts


def test_gross_retention_leaves_growth_out_and_net_retention_counts_it():
    book = {"acme": (700, 660, 90), "globex": (610, 610, 50)}
    drawn = accounts()
    last_year = sum(before for before, _, _ in book.values())
    assert float(drawn.retention.value) == round(sum(keep for _, keep, _ in book.values()) / last_year, 4)
    assert float(drawn.net_retention.value) == round(sum(k + g for _, k, g in book.values()) / last_year, 4)


def test_net_retention_is_over_the_accounts_that_are_known_in_full():
    drawn = accounts(accounts__hooli__name=words("Hooli"), accounts__hooli__last_year=money(500_000))
    assert "over 2 of 3 accounts" in drawn.net_retention.source.formula


def test_white_space_counts_what_is_not_bought_and_what_the_growth_goes_into():
    # Acme buys two lines of six and grows by security; Globex buys nothing and grows by backup.
    assert accounts().white_space == (
        "White space over 2 accounts: Security in 2, Cloud in 2, Phones in 2 and 3 more lines. "
        "Growth goes into 2 of these 10 openings."
    )


def test_growth_without_an_amount_goes_into_nothing():
    grown = accounts(accounts__acme__growth=money(0))
    assert grown.items[0].grows_into == ()


def test_nothing_is_said_of_white_space_while_nobody_said_what_is_bought():
    facts = {slot: value for slot, value in FARMING.items() if not slot.endswith(".buys")}
    assert plan(FARMER, facts).accounts.white_space is None


@given(month=st.integers(1, 12), reviews=st.integers(1, 12))
def test_every_account_has_its_reviews_and_one_three_months_before_it_renews(month, reviews):
    renewal = Day(starts=date(2027, month, 1), ends=date(2027, month, 28))
    held = accounts(accounts__acme__renewal=renewal, reviews__per_account=count(reviews)).items[0].reviews
    assert len(held) == reviews
    assert f"{date(2027, (month - 4) % 12 + 1, 1):%b}" in held


def test_accounts_without_a_renewal_date_are_not_all_reviewed_in_one_month():
    facts = {slot: value for slot, value in FARMING.items() if not slot.endswith(".renewal")}
    items = plan(FARMER, facts).accounts.items
    assert [item.reviews for item in items] == [("Jan", "Apr", "Jul", "Oct"), ("Feb", "May", "Aug", "Nov")]
