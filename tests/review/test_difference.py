"""What changed between two versions: every fact shows, in its section, and nothing else does."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import Day, Number, Ratio, Words
from bot.plan.model import Section
from bot.review.difference import difference
from bot.team.model import Role
from tests.review.samples import (
    FARMER,
    HUNTER,
    NOW,
    count,
    day,
    farmer_plan,
    hunter_plan,
    money,
    percent,
    words,
)
from tests.review.sections import slots_of

# It is evidence for the verdict and stands nowhere else in a plan.
NOT_IN_THE_PLAN = {"funnel.meetings_held"}
SLOTS = [(Role.HUNTER, slot) for slot in HUNTER if slot not in NOT_IN_THE_PLAN] + [
    (Role.FARMER, slot) for slot in FARMER
]


def plan(role, changes=None, without=()):
    return hunter_plan(changes, without) if role is Role.HUNTER else farmer_plan(changes, without)


def lines(old, new):
    return [change.text for change in difference(old, new)]


def other(value):
    """Another value of the same kind."""
    match value:
        case Number():
            return value.model_copy(update={"value": value.value * Decimal("0.8")})
        case Ratio():
            return Ratio(part=value.part + 1, whole=value.whole)
        case Words():
            return Words(text=value.text + ", and more")
        case Day():
            return Day(starts=value.starts + timedelta(days=3), ends=value.ends + timedelta(days=3))


@pytest.mark.parametrize(("role", "slot"), SLOTS, ids=[f"{role}-{slot}" for role, slot in SLOTS])
def test_every_fact_that_changes_shows_in_its_section(role, slot):
    facts = HUNTER if role is Role.HUNTER else FARMER
    changes = difference(plan(role), plan(role, {slot: other(facts[slot])}))
    assert any(slot.startswith(slots_of(change.section, role)) for change in changes), changes


@pytest.mark.parametrize(("role", "slot"), SLOTS, ids=[f"{role}-{slot}" for role, slot in SLOTS])
def test_every_fact_that_is_taken_back_shows_in_its_section(role, slot):
    changes = difference(plan(role), plan(role, without=(slot,)))
    assert any(slot.startswith(slots_of(change.section, role)) for change in changes), changes


def test_a_goal_taken_back_gives_way_to_the_one_that_was_set():
    assert lines(hunter_plan(), hunter_plan(without=("goal.",)))[0] == "Goal: $1,000,000 to $950,000"


@pytest.mark.parametrize("role", [Role.HUNTER, Role.FARMER])
def test_the_same_facts_drawn_up_later_are_no_change(role):
    later = plan(role).model_copy(update={"as_of": NOW + timedelta(days=9)})
    assert difference(plan(role), later) == ()


@given(st.sets(st.sampled_from(sorted(HUNTER))), st.sets(st.sampled_from(sorted(HUNTER))))
@settings(max_examples=40)
def test_any_two_versions_compare_in_the_order_of_the_sections(gone_before, gone_after):
    old, new = hunter_plan(without=tuple(gone_before)), hunter_plan(without=tuple(gone_after))
    changes = difference(old, new)
    order = [list(Section).index(change.section) for change in changes]
    assert order == sorted(order)
    assert len({(change.section, change.text) for change in changes}) == len(changes)
    assert (changes == ()) == (difference(new, old) == ())


def test_a_figure_shows_as_it_was_and_as_it_is():
    changes = difference(hunter_plan(), hunter_plan({"funnel.meetings_per_week": count(6)}))
    assert [(change.section, change.text) for change in changes] == [
        (Section.GOAL, "Planned revenue: $1,504,000 to $1,730,800"),
        (Section.FUNNEL, "Weekly first meetings: 5 to 6"),
    ]


def test_of_what_follows_from_a_new_goal_only_the_gap_is_told():
    assert lines(hunter_plan(), hunter_plan({"goal.revenue": money(1_100_000)})) == [
        "Goal: $1,000,000 to $1,100,000",
        "Gap: $630,000 to $730,000",
    ]


def test_leave_shows_by_the_weeks_it_leaves():
    changes = lines(farmer_plan(), farmer_plan({"year.weeks_off": Number(value=Decimal(6), unit="weeks")}))
    assert changes == ["Selling weeks: 45.8 weeks to 43.8 weeks"]


def test_a_rough_figure_made_exact_is_a_change():
    rough = hunter_plan({"goal.revenue": money(1_000_000).model_copy(update={"about": True})})
    assert lines(rough, hunter_plan()) == ["Goal: about $1,000,000 to $1,000,000"]


def test_things_are_added_and_taken_out_by_name():
    new = {"prospects.dov.name": words("Dovetail"), "prospects.dov.amount": money(90_000)}
    assert lines(hunter_plan(), hunter_plan(new, without=("prospects.cobalt",))) == [
        "Target added: Dovetail (amount $90,000)",
        "Target taken out: Cobalt Dental",
    ]


def test_a_why_not_that_is_named_shows_who_and_when():
    assert lines(hunter_plan(without=("why_nots.",)), hunter_plan()) == [
        "Why not added: CRM complete (owner me, due Feb 1, 2027)"
    ]


def test_an_account_shows_each_thing_that_changed():
    new = {
        "accounts.acme.growth": money(80_000),
        "accounts.acme.renewal": day(7, 31),
        "accounts.acme.sell": words("Phones"),
    }
    changes = difference(farmer_plan(), farmer_plan(new))
    assert [change.text for change in changes if change.section is Section.ACCOUNTS] == [
        "Account Acme Logistics, growth: $60,000 to $80,000",
        "Account Acme Logistics, what to sell: now “Phones”",
        "Account Acme Logistics, renewal: Jun 30, 2027 to Jul 31, 2027",
    ]


def test_a_thing_that_is_renamed_is_not_added_anew():
    assert lines(farmer_plan(), farmer_plan({"accounts.acme.name": words("Acme Group")})) == [
        "Account Acme Logistics is now called Acme Group"
    ]


def test_a_default_that_takes_the_place_of_a_figure_shows_what_it_is_now():
    changes = lines(hunter_plan(), hunter_plan(without=("funnel.close_rate",)))
    assert "Close rate of decided deals: 40% to 37.5%" in changes


def test_a_commitment_reworded_is_one_out_and_one_in():
    assert lines(hunter_plan(), hunter_plan({"commitments.calls.name": words("I block two mornings")})) == [
        "Commitment added: “I block two mornings”",
        "Commitment taken out: “I block Monday mornings for prospecting”",
    ]


def test_a_long_answer_that_changes_at_its_end_still_shows_and_stays_short():
    long = "We won where we had met the owner well before there was a tender, and lost where we had not, " * 3
    old, new = (
        hunter_plan({"last_year.won_because": words(long)}),
        hunter_plan({"last_year.won_because": words(long + "mostly")}),
    )
    (line,) = lines(old, new)
    assert line.startswith("Why deals were won: now “We won")
    assert len(line) < 150


def test_what_is_taken_back_says_so():
    assert lines(hunter_plan(), hunter_plan(without=("needs.finance", "last_year.quota"))) == [
        "Last year's quota: $950,000 taken out",
        "Need from Finance: taken out",
    ]


def test_an_interval_shows_both_its_ends():
    when = Day(starts=date(2027, 2, 1), ends=date(2027, 2, 28))
    assert lines(hunter_plan(), hunter_plan({"why_nots.crm.due": when})) == [
        "Why not CRM complete, due: Feb 1, 2027 to Feb 2027"
    ]


def test_quarters_show_by_their_share():
    new = {"quarters.q1": percent("0.3"), "quarters.q4": percent("0.2")}
    assert lines(hunter_plan(), hunter_plan(new)) == [
        "Q1, share of the year: 20% to 30%",
        "Q4, share of the year: 30% to 20%",
    ]
