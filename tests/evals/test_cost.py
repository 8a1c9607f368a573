"""The cost is counted from the calls of each message, and every aim can be missed."""

from itertools import pairwise

from evals.calls import Call
from evals.cost import PROBE, cost_of, is_plain, missed
from evals.naive import naive_interview


def call(tokens, job="understand", instructions="Read this."):
    return Call(
        job=job,
        prompt=job,
        instructions=instructions,
        data="",
        prompt_tokens=tokens,
        completion_tokens=1,
        went_well=True,
    )


def with_calls(held, *calls, heard=None):
    """The conversation with these calls spread over its messages, one tuple each."""
    turns = list(held.exchanges)
    for number, made in enumerate(calls):
        more = {"calls": made} | ({"heard": heard} if heard else {})
        turns[number] = turns[number].model_copy(update=more)
    return held.model_copy(update={"exchanges": tuple(turns)})


def test_a_lean_interview_reaches_every_aim(held):
    assert missed(cost_of(with_calls(held, (call(900),), (call(900),), heard=PROBE[1]))) == []


def test_two_calls_in_a_turn_are_found(held):
    cost = cost_of(with_calls(held, (call(500),), (call(500), call(10)), heard=PROBE[1]))
    assert missed(cost) == ["calls a turn"]


def test_a_prompt_that_grows_is_found(held):
    assert missed(cost_of(with_calls(held, (call(900),), (call(1_000),), heard=PROBE[1]))) == ["growth"]


def test_growth_that_was_not_measured_is_not_taken_for_none(held):
    assert missed(cost_of(held)) == ["growth"]


def test_too_many_tokens_are_found(held):
    cost = cost_of(with_calls(held, (call(41_000),), (call(41_000),), heard=PROBE[1]))
    assert missed(cost) == ["prompt tokens a turn", "prompt tokens of the plan"]


def test_a_call_for_a_plain_figure_is_found(held):
    figure = held.exchanges[0].model_copy(update={"heard": "42k", "calls": (call(10),)})
    assert "calls for plain figures" in missed(cost_of(held.model_copy(update={"exchanges": (figure,)})))
    plain = {text: is_plain(text) for text in ("42k", "yes", "$1.05M", "42k, mostly", "Half of it")}
    assert plain == {"42k": True, "yes": True, "$1.05M": True, "42k, mostly": False, "Half of it": False}


def test_what_opens_every_call_alike_is_counted(held):
    alike = cost_of(with_calls(held, (call(9),), (call(9),)))
    other = cost_of(with_calls(held, (call(9),), (call(9, instructions="Something else."),)))
    assert alike.jobs["understand"][2] > 0
    assert other.jobs["understand"][2] == 0


def test_the_naive_agent_sends_the_whole_history_each_time(held, office):
    short = held.model_copy(update={"exchanges": held.exchanges[:6]})
    calls = naive_interview(short, office.questions, held.plan.role)
    assert len(calls) > len(short.exchanges)
    assert all(later.prompt_tokens > earlier.prompt_tokens for earlier, later in pairwise(calls))
