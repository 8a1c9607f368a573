from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import Number, Words
from bot.figures import Unit
from bot.plan.build import build_plan
from bot.plan.model import Section
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, NOW, TEAM, money, percent, plan

CASES = [(HUNTER, HUNTING), (FARMER, FARMING)]


def by_item(facts):
    """Facts in the portions they are learned in: one alone, or everything about one account, deal or why-not."""

    def portion(slot):
        parts = slot.split(".")
        return slot if len(parts) < 3 else ".".join(parts[:2])

    return [dict(group) for _, group in groupby(facts.items(), lambda item: portion(item[0]))]


@pytest.mark.parametrize(("rep", "facts"), CASES)
def test_a_plan_that_knows_everything_has_no_open_point(rep, facts):
    assert plan(rep, facts).open_points == ()


@pytest.mark.parametrize(("rep", "facts"), CASES)
def test_a_plan_that_knows_nothing_has_one_in_every_section_that_asks(rep, facts):
    points = plan(rep, {}).open_points
    order = list(Section)
    assert [order.index(point.section) for point in points] == sorted(order.index(point.section) for point in points)
    # The goal comes from the team file; quarters and KPIs follow from the rest.
    drawn = set(plan(rep, facts).sections) - {Section.GOAL, Section.QUARTERS, Section.KPIS}
    assert {point.section for point in points} == drawn


@pytest.mark.parametrize(("rep", "facts"), CASES)
@settings(max_examples=50)
@given(data=st.data())
def test_open_points_shrink_as_facts_are_added(rep, facts, data):
    portions = by_item(facts)
    chosen = data.draw(st.lists(st.sampled_from(range(len(portions))), unique=True))
    # The batting average stands in for odds that were not given, so it is there before any deal.
    known = {"last_year.won": facts["last_year.won"]}
    before = {point.text for point in plan(rep, known).open_points}
    for index in chosen:
        known |= portions[index]
        after = {point.text for point in plan(rep, known).open_points}
        assert after <= before
        before = after


@pytest.mark.parametrize(("rep", "facts"), CASES)
def test_a_slot_taken_away_is_asked_for_where_it_would_go(rep, facts):
    optional = ("kpis.", "needs.", "risks.", "commitments.", "deals.")
    named = (".name", ".item", ".odds")
    for slot in facts:
        if slot.startswith(optional) or slot.endswith(named):
            continue
        left = {other: value for other, value in facts.items() if other != slot}
        expected = "funnel.average_deal" if slot == "last_year.average_deal" else slot
        assert expected in {point.slot for point in plan(rep, left).open_points}, slot


def test_zero_contracted_asks_for_no_losses():
    facts = {slot: value for slot, value in HUNTING.items() if slot != "run_rate.not_renewing"}
    assert [point.slot for point in plan(HUNTER, facts).open_points] == ["run_rate.not_renewing"]
    assert plan(HUNTER, facts | {"run_rate.contracted": money(0)}).open_points == ()


def test_losing_more_than_is_contracted_is_asked_about():
    points = plan(HUNTER, HUNTING | {"run_rate.not_renewing": money(200_000)}).open_points
    assert [point.text for point in points] == ["More is said not to renew than is contracted. One is off."]


def test_an_account_that_does_not_grow_needs_nothing_to_sell():
    facts = {slot: value for slot, value in FARMING.items() if slot != "accounts.acme.sell"}
    assert [point.slot for point in plan(FARMER, facts).open_points] == ["accounts.acme.sell"]
    assert plan(FARMER, facts | {"accounts.acme.growth": money(0)}).open_points == ()


def test_a_quarter_left_out_is_asked_for():
    shares = {f"quarters.q{n}": percent("0.25") for n in (1, 2, 3)}
    assert [point.slot for point in plan(HUNTER, HUNTING | shares).open_points] == ["quarters.q4"]


@pytest.mark.parametrize(
    "unusable",
    [
        Words(text="about a million"),
        Number(value=-1, unit=Unit.MONEY),
        Number(value=10**15, unit=Unit.MONEY),
        Number(value=3, unit=Unit.COUNT),
    ],
)
def test_a_value_that_cannot_be_an_amount_stays_open(unusable):
    points = plan(HUNTER, HUNTING | {"run_rate.signed": unusable}).open_points
    assert [point.slot for point in points] == ["run_rate.signed"]


def test_who_went_through_the_list_and_named_none_has_nothing_open_there():
    sections = [
        {point.section for point in build_plan(HUNTER, TEAM, {}, NOW, checked=checked).open_points}
        for checked in (False, True)
    ]
    assert [Section.WHY_NOTS in each for each in sections] == [True, False]
