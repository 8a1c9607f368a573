"""Deciding for the executive, asking the rep: who may, when, on whose plan; all of it stays on record."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.asking import ask, reply
from bot.review.delegation import decider, delegate, may_decide
from bot.review.life import Decision, decide, submit
from bot.review.model import Action, AskAction, DelegateAction, Refusal, Review, State
from tests.review.samples import NOW, TEAM, hunter_plan

TODAY = NOW.date()
PEOPLE = [person.id for person in TEAM.people]


def sent() -> Review:
    review = submit(Review(person="hana"), hunter_plan(), None, "hana", NOW)
    assert isinstance(review, Review)
    return review


def given_to(to: str, first: date = TODAY, last: date = TODAY + timedelta(days=9)) -> Review | Refusal:
    return delegate(sent(), to, (first, last), "dana", NOW, TEAM)


def test_a_manager_decides_on_a_report_while_the_days_last():
    review = given_to("mo")
    assert isinstance(review, Review)
    after = decide(review, Decision(version=1, action=Action.APPROVE), "mo", NOW, TEAM)
    assert isinstance(after, Review)
    assert after.state is State.APPROVED
    assert [entry.action for entry in after.history] == [Action.SUBMIT, DelegateAction.GIVE, Action.APPROVE]
    late = decide(review, Decision(version=1, action=Action.APPROVE), "mo", NOW + timedelta(days=10), TEAM)
    assert isinstance(late, Refusal)


@pytest.mark.parametrize("to", ["mia", "hana", "finn", "nobody"])
def test_nobody_decides_on_what_they_may_not_see_nor_on_their_own(to: str):
    assert isinstance(given_to(to), Refusal)


def test_only_the_executive_delegates_and_takes_back():
    assert isinstance(delegate(sent(), "mo", (TODAY, TODAY), "mo", NOW, TEAM), Refusal)
    review = given_to("mo")
    assert isinstance(review, Review)
    back = delegate(review, "dana", (TODAY, TODAY + timedelta(days=9)), "dana", NOW, TEAM)
    assert isinstance(back, Review)
    assert isinstance(may_decide("mo", back, NOW, TEAM), Refusal)
    assert len(back.delegations) == 2


def test_days_that_are_past_delegate_nothing():
    assert isinstance(given_to("mo", TODAY - timedelta(days=9), TODAY - timedelta(days=1)), Refusal)
    assert isinstance(given_to("mo", TODAY + timedelta(days=9), TODAY + timedelta(days=1)), Refusal)


@given(
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(-5, 20), st.integers(-5, 20)), max_size=5),
    st.integers(0, 25),
)
def test_whatever_was_delegated_the_decider_may_see_the_plan_and_is_not_its_rep(handed, ahead: int):
    review = sent()
    for to, first, last in handed:
        after = delegate(review, to, (TODAY + timedelta(first), TODAY + timedelta(last)), "dana", NOW, TEAM)
        review = after if isinstance(after, Review) else review
    assert decider(review, TODAY + timedelta(ahead), TEAM) in ("dana", "mo")


def test_a_question_and_its_answer_are_both_kept_and_move_nothing():
    asked = ask(sent(), "Who else is there?", "mo", NOW, TEAM)
    assert isinstance(asked, Review)
    answered = reply(asked, "The COO", NOW)
    assert [(q.text, q.answer) for q in answered.questions] == [("Who else is there?", "The COO")]
    assert answered.state is State.SUBMITTED
    assert [e.action for e in answered.history[1:]] == [AskAction.ASK, AskAction.REPLY]
    assert answered.question is None


@pytest.mark.parametrize(("by", "text"), [("mia", "Who?"), ("finn", "Who?"), ("dana", "  ")])
def test_a_question_needs_words_and_a_reviewer(by: str, text: str):
    assert isinstance(ask(sent(), text, by, NOW, TEAM), Refusal)
    assert isinstance(ask(Review(person="hana"), "Who?", "dana", NOW, TEAM), Refusal)
