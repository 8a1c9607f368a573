"""The circuit breaker: it opens after an outage, lets one call try, and closes by itself."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.coach.llm.breaker import LONGEST_REST, OPENS_AFTER, RESTS, TRIAL, Breaker

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def failing(times: int) -> Breaker:
    breaker = Breaker()
    for _ in range(times):
        breaker = breaker.trying(NOW).after(NOW, worked=False)
    return breaker


def test_a_single_failure_is_no_outage():
    assert failing(OPENS_AFTER - 1).lets(NOW)


def test_an_outage_leaves_the_model_alone_for_a_while():
    breaker = failing(OPENS_AFTER)
    assert not breaker.lets(NOW)
    assert not breaker.lets(NOW + RESTS - timedelta(seconds=1))
    assert breaker.lets(NOW + RESTS)


def test_one_call_finds_out_whether_it_is_back():
    later = NOW + RESTS
    trying = failing(OPENS_AFTER).trying(later)
    assert not trying.lets(later)
    assert trying.lets(later + TRIAL)
    assert trying.after(later, worked=True).lets(later)
    again = trying.after(later, worked=False)
    assert not again.lets(later + RESTS)
    assert again.lets(later + 2 * RESTS)


def test_a_provider_that_names_its_time_is_left_alone_that_long_at_once():
    breaker = Breaker().after(NOW, worked=False, wait=timedelta(minutes=2))
    assert not breaker.lets(NOW + timedelta(seconds=119))
    assert breaker.lets(NOW + timedelta(minutes=2))


@given(st.lists(st.booleans(), max_size=40))
def test_it_never_rests_for_long_and_a_success_forgets_everything(outcomes):
    breaker = Breaker()
    for worked in outcomes:
        breaker = breaker.after(NOW, worked=worked)
        assert breaker.lets(NOW + LONGEST_REST)
        assert not worked or breaker == Breaker()
