"""What the executive reads: true to the plan, short, and without a word about pay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plan.model import Section
from bot.review.life import Decision, answer, decide, submit
from bot.review.model import Action, Review
from bot.review.summary import gap_filled_by, summarise
from tests.review.samples import (
    FARMER,
    FINN,
    HANA,
    HUNTER,
    NOW,
    SECRET,
    TEAM,
    count,
    farmer_plan,
    hunter_plan,
    money,
    plan_of,
)


def summary_of(plan):
    review = submit(Review(person=plan.person), plan, SECRET, plan.person, NOW)
    assert isinstance(review, Review), review
    return summarise(review)


def decided(review, action, comments=None):
    after = decide(
        review, Decision(version=len(review.versions), action=action, comments=comments or {}), "dana", NOW, TEAM
    )
    assert isinstance(after, Review), after
    return after


def sent(review, plan):
    after = submit(review, plan, SECRET, "hana", NOW)
    assert isinstance(after, Review), after
    return after


def test_a_summary_tells_the_figures_of_the_plan_as_they_are():
    plan = hunter_plan()
    summary = summary_of(plan)
    assert (summary.person, summary.name, summary.role, summary.version) == ("hana", "Hana Sato", "Hunter", 1)
    assert (summary.goal, summary.gap, summary.cover) == (plan.goal.revenue, plan.goal.gap, plan.run_rate.cover)
    assert (summary.run_rate, summary.judgement) == (plan.run_rate.total, plan.run_rate.judgement)
    assert summary.double_a == plan.double_a
    assert summary.needs[0] == "Services: An engineer for two demos a month"
    assert (summary.changes, summary.answered, summary.open_points) == ((), (), ())


def test_there_is_nothing_to_summarise_before_a_plan_is_sent():
    with pytest.raises(ValueError, match="hana has not submitted"):
        summarise(Review(person="hana"))


@given(
    st.sampled_from([(HANA, HUNTER), (FINN, FARMER)]).flatmap(
        lambda who: st.tuples(st.just(who[0]), st.sets(st.sampled_from(sorted(who[1]))), st.just(who[1]))
    )
)
@settings(max_examples=60)
def test_any_plan_has_a_summary_of_whole_sentences_without_pay(sample):
    rep, gone, facts = sample
    plan = plan_of(rep, {slot: value for slot, value in facts.items() if slot not in gone})
    summary = summary_of(plan)
    assert len(summary.strongest) <= 3
    assert len(summary.weakest) <= 3
    told = (*summary.strongest, *summary.weakest, summary.gap_filled_by, summary.adds_up)
    assert all(text.endswith((".", "?", "!")) and "None" not in text and "Decimal" not in text for text in told)
    assert not set(summary.strongest) & set(summary.weakest)
    assert SECRET not in summary.model_dump_json()
    assert len(summary.open_points) == len(plan.open_points)


def test_pay_reaches_the_review_and_not_its_summary():
    review = sent(Review(person="hana"), hunter_plan())
    assert review.versions[0].pay_text == SECRET
    assert SECRET not in summarise(review).model_dump_json()


def test_a_second_version_shows_what_changed_and_which_comments_it_answers():
    asked = decided(sent(Review(person="hana"), hunter_plan()), Action.REQUEST_CHANGES, {Section.FUNNEL: "Six, please"})
    answered = answer(asked, "v1-funnel", "Six it is", "hana", NOW)
    assert isinstance(answered, Review)
    summary = summarise(sent(answered, hunter_plan({"funnel.meetings_per_week": count(6)})))
    assert "Weekly first meetings: 5 to 6" in [change.text for change in summary.changes]
    assert [(comment.text, comment.answer) for comment in summary.answered] == [("Six, please", "Six it is")]


def test_comments_stay_with_a_version_that_replaces_the_one_that_answered_them():
    asked = decided(sent(Review(person="hana"), hunter_plan()), Action.REQUEST_CHANGES, {Section.FUNNEL: "Six, please"})
    answered = answer(asked, "v1-funnel", "Six it is", "hana", NOW)
    assert isinstance(answered, Review)
    second = sent(answered, hunter_plan({"funnel.meetings_per_week": count(6)}))
    third = sent(second, hunter_plan({"funnel.meetings_per_week": count(7)}))
    assert [comment.id for comment in summarise(third).answered] == ["v1-funnel"]
    approved = decided(third, Action.APPROVE)
    assert summarise(approved).answered == summarise(third).answered
    assert summarise(sent(approved, hunter_plan())).answered == ()


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (hunter_plan(), "New business of $1,134,000 from 5 first meetings a week."),
        (
            hunter_plan(without=("funnel.meeting_rate",)),
            "Not known yet: the funnel is not complete, so nobody can say what it brings.",
        ),
        (hunter_plan({"run_rate.signed": money(900_000)}), "There is no gap: run-rate alone reaches the goal."),
        (hunter_plan(without=("",)), "Not known yet: the gap waits for the goal and the run-rate."),
        (
            farmer_plan({"goal.revenue": money(1_100_000)}),
            "Growth of $140,000 in 3 accounts, the most in Acme Logistics ($60,000).",
        ),
        (
            farmer_plan({"accounts.bluff.growth": money(0), "accounts.corvid.growth": money(0)}),
            "Growth of $60,000, all of it in Acme Logistics.",
        ),
        (
            farmer_plan({f"accounts.{key}.growth": money(0) for key in ("acme", "bluff", "corvid")}),
            "Nothing fills it yet: no account is planned to grow.",
        ),
        (
            farmer_plan(without=tuple(f"accounts.{key}.growth" for key in ("acme", "bluff", "corvid"))),
            "Not known yet: no account says what it will grow by.",
        ),
    ],
)
def test_how_the_gap_is_filled_is_one_sentence(plan, text):
    assert gap_filled_by(plan) == text
