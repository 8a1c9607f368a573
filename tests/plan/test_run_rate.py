from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plan.model import RunRateJudgement
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, VCIO, money, percent, plan, words

NOTHING = {slot: money(0) for slot in ("run_rate.not_renewing", "run_rate.signed", "run_rate.follow_on")}


def test_the_four_parts_net_of_what_will_not_renew():
    run_rate = plan(HUNTER, HUNTING).run_rate
    # 180 - 20 contracted, 60 signed, 40 follow-on; 120 at 60% and 80 at the own 37.5%.
    assert run_rate.total.value == 160_000 + 60_000 + 40_000 + 72_000 + 30_000
    assert run_rate.cover is not None
    assert run_rate.cover.value == Decimal("0.3017")


def test_a_deal_without_odds_takes_the_batting_average_and_says_so():
    deal = plan(HUNTER, HUNTING).run_rate.deals[1]
    assert deal.odds is not None
    assert deal.odds.source.kind == "computed"
    assert deal.odds.source.formula == "batting average, as no odds were given"


def test_a_farmers_contracted_part_is_what_the_accounts_keep():
    run_rate = plan(FARMER, FARMING | {"run_rate.contracted": money(1)}).run_rate
    assert run_rate.contracted is not None
    assert run_rate.contracted.value == 1_270_000
    assert run_rate.contracted.source.kind == "computed"


def test_accounts_are_kept_net_so_losses_are_not_taken_off_twice():
    without = plan(FARMER, FARMING).run_rate.total
    assert plan(FARMER, FARMING | {"run_rate.not_renewing": money(50_000)}).run_rate.total.value == without.value


@pytest.mark.parametrize(
    ("contracted", "judgement", "says"),
    [
        (240_000, RunRateJudgement.LOW, "no excuse"),
        (360_000, RunRateJudgement.LOW, "strong enough to win $840,000"),
        (600_000, RunRateJudgement.MIDDLE, "has to win the other $600,000"),
        (840_000, RunRateJudgement.HIGH, "goal is probably too low"),
        (960_000, RunRateJudgement.HIGH, "keep the plan just as strong"),
        (1_300_000, RunRateJudgement.HIGH, "asks for nothing new"),
    ],
)
def test_cover_is_judged_in_both_directions(contracted, judgement, says):
    run_rate = plan(HUNTER, NOTHING | {"run_rate.contracted": money(contracted)}).run_rate
    assert run_rate.judgement is judgement
    assert says in run_rate.reading


def test_the_judgement_stays_open_while_a_part_is_unknown():
    facts = {slot: value for slot, value in HUNTING.items() if slot != "run_rate.signed"}
    run_rate = plan(HUNTER, facts).run_rate
    assert run_rate.judgement is RunRateJudgement.UNKNOWN
    assert "signed work not yet delivered" in run_rate.reading


def test_losing_more_than_is_in_motion_is_said_and_not_a_negative_cover():
    facts = NOTHING | {"run_rate.contracted": money(0), "run_rate.not_renewing": money(50_000)}
    reading = plan(HUNTER, facts).run_rate.reading
    assert reading.startswith("More revenue is lost than is in motion. That is low, and no excuse")


def test_the_working_names_deals_and_falls_back_to_keys_where_two_share_a_name():
    facts = {"deals.a.amount": money(10), "deals.a.odds": percent("0.5"), "deals.b.amount": money(20)}
    facts |= {"deals.b.odds": percent("0.5"), "deals.a.name": words("Hooli"), "deals.b.name": words("Vandelay")}
    for name, inputs in (("Vandelay", {"Hooli", "Vandelay"}), ("Hooli", {"a", "b"})):
        pipeline = plan(HUNTER, facts | {"deals.b.name": words(name)}).run_rate.weighted_pipeline
        assert pipeline is not None
        assert pipeline.source.kind == "computed"
        assert set(pipeline.source.inputs) == inputs


def test_nothing_known_gives_no_cover_and_no_gap():
    drawn = plan(HUNTER, {})
    assert drawn.run_rate.cover is None
    assert drawn.goal.gap is None
    assert drawn.run_rate.judgement is RunRateJudgement.UNKNOWN


def test_the_gap_never_falls_below_zero():
    gap = plan(HUNTER, HUNTING | {"run_rate.contracted": money(5_000_000)}).goal.gap
    assert gap is not None
    assert gap.value == 0


def test_retention_counts_downgrades_as_lost_and_leaves_growth_out():
    accounts = plan(
        VCIO,
        {
            "accounts.a.name": words("A"),
            "accounts.a.last_year": money(100),
            "accounts.a.keep": money(130),
            "accounts.b.name": words("B"),
            "accounts.b.last_year": money(100),
            "accounts.b.keep": money(70),
            "accounts.c.name": words("C"),
            "accounts.c.growth": money(50),
        },
    ).accounts
    assert accounts is not None
    assert accounts.retention is not None
    assert accounts.retention.value == Decimal("0.85")
    assert accounts.retention.source.kind == "computed"
    assert "2 of 3 accounts" in accounts.retention.source.formula


@given(st.lists(st.tuples(st.integers(0, 10**7), st.decimals(0, 1, places=2)), min_size=1, max_size=6))
def test_weighted_pipeline_is_the_sum_of_the_deals_and_never_above_the_pipeline(deals):
    facts = {f"deals.d{n}.amount": money(amount) for n, (amount, _) in enumerate(deals)}
    facts |= {f"deals.d{n}.odds": percent(str(odds)) for n, (_, odds) in enumerate(deals)}
    run_rate = plan(HUNTER, facts).run_rate
    assert run_rate.weighted_pipeline is not None
    assert run_rate.weighted_pipeline.value == sum(deal.weighted.value for deal in run_rate.deals if deal.weighted)
    assert 0 <= run_rate.weighted_pipeline.value <= sum(amount for amount, _ in deals)
