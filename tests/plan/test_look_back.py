from decimal import Decimal

import pytest

from bot.facts import Said, Setting
from tests.plan.samples import FARMER, HUNTER, HUNTING, count, money, plan, ratio, words


def test_attainment_is_revenue_over_quota_from_the_team_file():
    look = plan(HUNTER, {}).look_back
    assert look.attainment is not None
    assert look.attainment.value == Decimal("0.92")
    assert look.quota is not None
    assert look.quota.source == Setting(where="team.yaml:16")


def test_what_the_rep_said_overrules_the_team_file():
    look = plan(HUNTER, {"last_year.revenue": money(1_050_000)}).look_back
    assert look.revenue is not None
    assert isinstance(look.revenue.source, Said)
    assert look.attainment is not None
    assert look.attainment.value == Decimal("1.05")


@pytest.mark.parametrize(("won", "decided", "is_guess"), [(3, 9, True), (3, 10, False), (9, 24, False)])
def test_fewer_than_ten_decided_deals_are_a_guess(won, decided, is_guess):
    batting = plan(HUNTER, {"last_year.won": ratio(won, decided)}).look_back.batting_average
    assert batting is not None
    assert batting.is_guess is is_guess
    assert batting.rate.value == Decimal(won) / Decimal(decided)


def test_a_guess_is_called_a_guess_in_the_verdict():
    points = plan(HUNTER, HUNTING | {"last_year.won": ratio(3, 8)}).double_a.attainable.evidence
    assert any("a guess" in point.text for point in points)


@pytest.mark.parametrize(
    ("lost_on_price", "says"),
    [
        (0, "None of the 15 lost deals went on price. The price is probably too low."),
        (15, "All 15 lost deals went on price."),
        (4, "4 of the 15 lost deals went on price."),
        (16, "only 15 were lost"),
    ],
)
def test_the_price_pattern_reads_what_was_lost_on_price(lost_on_price, says):
    facts = {"last_year.won": ratio(9, 24), "last_year.lost_on_price": count(lost_on_price)}
    assert says in (plan(HUNTER, facts).look_back.price_pattern or "")


def test_more_lost_on_price_than_lost_is_an_open_point():
    facts = HUNTING | {"last_year.lost_on_price": count(16)}
    assert [point.slot for point in plan(HUNTER, facts).open_points] == ["last_year.lost_on_price"]


def test_one_lost_deal_is_no_pattern():
    facts = {"last_year.won": ratio(9, 10), "last_year.lost_on_price": count(1)}
    assert plan(HUNTER, facts).look_back.price_pattern is None


def test_who_lost_nothing_has_no_price_pattern_and_is_not_asked_for_one():
    drawn = plan(FARMER, {"last_year.won": ratio(5, 5), "last_year.lost_on_price": count(0)})
    assert drawn.look_back.price_pattern is None
    assert not [point for point in drawn.open_points if point.slot.startswith("last_year.lost")]


@pytest.mark.parametrize(
    ("cause", "thin"), [("Price", True), ("No budget", True), ("Quotes went out after a week", False)]
)
def test_a_cause_nobody_can_act_on_is_thin_and_stays_open(cause, thin):
    drawn = plan(HUNTER, HUNTING | {"why_nots.lead-follow-up.cause": words(cause)})
    assert drawn.why_nots[0].cause_is_thin is thin
    assert [point.slot for point in drawn.open_points] == (["why_nots.lead-follow-up.cause"] if thin else [])
