"""No more calls than Slack allows, whatever is asked and when; and none is held back without need."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.pace import MINUTE, TO_ONE, TO_ONE_IN, Pace

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
METHOD = "chat.postMessage"


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def most_in(times: list[datetime], span: timedelta) -> int:
    return max(sum(first <= time < first + span for time in times) for first in times)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(0, 20), st.integers(1, 4), st.sampled_from(["D1", "D2", "D3"])), min_size=1, max_size=60
    ),
    st.integers(5, 30),
)
def test_no_window_ever_holds_more_than_is_allowed(asks, most) -> None:
    pace, now, made = Pace({METHOD: most}), 0.0, []
    for later, count, to in asks:
        now += later
        until = pace.take(METHOD, at(now), count, to)
        if until is None:
            made += [(at(now), to)] * count
        else:
            assert until > at(now)
            assert pace.take(METHOD, until, count, to) is None
            made += [(until, to)] * count
            now = max(now, (until - START).total_seconds())
    assert most_in([time for time, _ in made], MINUTE) <= max(most, 4)
    for person in ("D1", "D2", "D3"):
        times = [time for time, to in made if to == person]
        assert not times or most_in(times, TO_ONE_IN) <= TO_ONE


def test_one_busy_conversation_does_not_hold_up_another() -> None:
    pace = Pace({METHOD: 100})
    assert [pace.take(METHOD, at(0), to="D1") for _ in range(TO_ONE)] == [None] * TO_ONE
    assert pace.take(METHOD, at(0), to="D1") == at(0) + TO_ONE_IN
    assert pace.take(METHOD, at(0), to="D2") is None


def test_what_slack_asked_for_counts_for_everyone_and_for_that_method_only() -> None:
    pace = Pace()
    pace.pause(METHOD, at(30))
    assert pace.take(METHOD, at(1), to="D1") == at(30)
    assert pace.take("views.publish", at(1)) is None
    assert pace.take(METHOD, at(30), to="D1") is None
