"""Whatever is known, a plan can be drawn up, and everything in it says where it came from."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.facts import Computed, Day, Figure, Number, Ratio, Statement, Words
from bot.figures import Unit
from bot.plan.model import BusinessPlan
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, VCIO, plan

SLOTS = sorted({*HUNTING, *FARMING, "funnel.average_deal", "funnel.close_rate", "goal.revenue", "quarters.q1", "odd"})

numbers = st.builds(
    Number,
    value=st.one_of(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(0, 2, places=3), st.just(0)),
    unit=st.sampled_from(Unit),
)
ratios = st.builds(Ratio, part=st.integers(0, 10**9), whole=st.integers(1, 10**9))
days = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(lambda day: Day(starts=day, ends=day + timedelta(days=9)))
anything = st.one_of(numbers, ratios, days, st.text().map(lambda text: Words(text=text)))


def inside(value: object) -> Iterator[object]:
    """Every model inside a model."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from inside(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from inside(item)


@pytest.mark.parametrize("rep", [HUNTER, FARMER, VCIO])
@given(facts=st.dictionaries(st.sampled_from(SLOTS), anything))
@settings(max_examples=150)
def test_any_facts_at_all_give_a_plan_that_survives_storage(rep, facts):
    drawn = plan(rep, facts)
    assert BusinessPlan.model_validate_json(drawn.model_dump_json()) == drawn


@pytest.mark.parametrize(("rep", "facts"), [(HUNTER, HUNTING), (FARMER, FARMING)])
@given(data=st.data())
def test_any_subset_gives_a_plan_in_which_every_figure_has_a_source(rep, facts, data):
    known = data.draw(st.sets(st.sampled_from(sorted(facts))))
    drawn = plan(rep, {slot: facts[slot] for slot in facts if slot in known})
    sourced = [value for value in inside(drawn) if isinstance(value, Figure | Statement)]
    assert sourced
    for value in sourced:
        if isinstance(value.source, Computed):
            assert value.source.formula


@pytest.mark.parametrize(("rep", "facts"), [(HUNTER, HUNTING), (FARMER, FARMING)])
def test_the_same_facts_give_the_same_plan(rep, facts):
    assert plan(rep, facts) == plan(rep, dict(facts))
