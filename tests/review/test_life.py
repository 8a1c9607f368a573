"""The life of a draft: each move the table has, and each it refuses."""

from datetime import timedelta
from itertools import product

import pytest

from bot.plan.model import Section
from bot.review.life import MOVES, REFUSED, Decision, answer, decide, decided, submit
from bot.review.model import Action, Refusal, Review, State
from tests.review.samples import NOW, SECRET, TEAM, count, hunter_plan

FIRST = hunter_plan()
SECOND = hunter_plan({"funnel.meetings_per_week": count(6)})
ASKED = {Section.FUNNEL: "Six a week, please", Section.TARGETS: "Who after Cobalt?"}


def done(result):
    assert isinstance(result, Review), result
    return result


def refused(result):
    assert isinstance(result, Refusal), result
    return result.text


def approve(version):
    return Decision(version=version, action=Action.APPROVE)


def ask(version, comments=None):
    return Decision(version=version, action=Action.REQUEST_CHANGES, comments=ASKED if comments is None else comments)


def submitted(plan=FIRST):
    return done(submit(Review(person="hana"), plan, SECRET, "hana", NOW))


def asked():
    return done(decide(submitted(), ask(1), "dana", NOW, TEAM))


def answered():
    review = asked()
    for comment in review.comments:
        review = done(answer(review, comment.id, f"Done: {comment.section}", "hana", NOW))
    return review


def approved():
    return done(decide(submitted(), approve(1), "dana", NOW, TEAM))


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_every_action_in_every_state_is_either_a_move_or_a_refusal(state, action):
    assert (action in MOVES[state]) != (action in REFUSED.get(state, {}))


def test_a_plan_is_submitted_corrected_and_approved():
    review = done(submit(answered(), SECOND, SECRET, "hana", NOW))
    review = done(decide(review, approve(2), "dana", NOW, TEAM))
    assert review.state is State.APPROVED
    assert [version.number for version in review.versions] == [1, 2]
    assert [entry.action.value for entry in review.history] == [
        "submit", "request changes", "answer", "answer", "submit", "approve",
    ]  # fmt: skip
    assert [comment.answer for comment in review.comments] == ["Done: Funnel and activity", "Done: Targets"]


def test_a_request_for_changes_makes_a_comment_for_each_section_with_words():
    review = done(decide(submitted(), ask(1, ASKED | {Section.GOAL: "  "}), "dana", NOW, TEAM))
    assert [(comment.id, comment.section, comment.text) for comment in review.comments] == [
        ("v1-funnel", Section.FUNNEL, "Six a week, please"),
        ("v1-targets", Section.TARGETS, "Who after Cobalt?"),
    ]
    assert review.unanswered == review.comments


def test_a_request_for_changes_without_words_is_asked_for_again():
    assert "comment in at least one section" in refused(
        decide(submitted(), ask(1, {Section.GOAL: " "}), "dana", NOW, TEAM)
    )


def test_words_that_come_with_an_approval_are_kept_and_need_no_answer():
    kind = Decision(version=1, action=Action.APPROVE, comments={Section.GOAL: "Brave."})
    review = done(decide(submitted(), kind, "dana", NOW, TEAM))
    assert review.history[-1].note == "Goal: Brave."
    assert review.comments == ()


def test_sending_again_waits_until_every_comment_has_an_answer():
    review = done(answer(asked(), "v1-funnel", "Six it is", "hana", NOW))
    assert refused(submit(review, SECOND, SECRET, "hana", NOW)) == (
        "Almost there: one comment still waits for your answer (Targets). "
        "Your plan is kept; answer, then send it again."
    )
    assert "2 comments still wait" in refused(submit(asked(), SECOND, SECRET, "hana", NOW))


def test_an_unchanged_plan_may_go_back_when_the_answers_say_why():
    assert done(submit(answered(), FIRST, SECRET, "hana", NOW)).state is State.SUBMITTED


@pytest.mark.parametrize("review", [submitted(), approved()], ids=["submitted", "approved"])
def test_an_unchanged_plan_is_not_sent_twice(review):
    later = hunter_plan().model_copy(update={"as_of": NOW + timedelta(hours=2)})
    assert "Nothing has changed since version 1" in refused(submit(review, later, SECRET, "hana", NOW))


def test_a_new_pay_explanation_alone_is_worth_a_new_version():
    assert done(submit(submitted(), FIRST, "Another plan", "hana", NOW)).versions[-1].number == 2


@pytest.mark.parametrize(
    ("review", "why"),
    [
        (submitted(), "Replaces version 1, which was not decided yet"),
        (approved(), "Changes version 1, which was approved"),
        (answered(), "Answers the comments on version 1"),
    ],
    ids=["submitted", "approved", "changes requested"],
)
def test_a_newer_version_says_in_the_history_why_it_came(review, why):
    after = done(submit(review, SECOND, SECRET, "hana", NOW))
    assert after.state is State.SUBMITTED
    assert (after.history[-1].action, after.history[-1].version, after.history[-1].note) == (Action.SUBMIT, 2, why)


@pytest.mark.parametrize("by", ["finn", "mo", "dana", "nobody"])
def test_only_the_rep_sends_and_answers(by):
    assert "Only the rep" in refused(submit(Review(person="hana"), FIRST, SECRET, by, NOW))
    assert "Only the rep" in refused(answer(asked(), "v1-funnel", "Fine", by, NOW))


def test_a_plan_is_not_filed_under_another_rep():
    assert "Only the rep" in refused(submit(Review(person="finn"), FIRST, SECRET, "finn", NOW))


@pytest.mark.parametrize("by", ["hana", "finn", "mo", "mia", "nobody"])
@pytest.mark.parametrize("decision", [approve(1), ask(1)], ids=["approve", "request changes"])
def test_only_the_executive_decides(by, decision):
    refused(decide(submitted(), decision, by, NOW, TEAM))


def test_a_card_that_was_replaced_points_to_the_newer_one():
    review = done(submit(submitted(), SECOND, SECRET, "hana", NOW))
    assert refused(decide(review, approve(1), "dana", NOW, TEAM)) == (
        "Version 2 has replaced this one (Nov 3, 2026, 14:05 UTC), so nothing has changed. "
        "Please decide on the card of version 2."
    )


def test_an_old_card_says_who_decided_on_it_and_when():
    review = done(submit(answered(), SECOND, SECRET, "hana", NOW + timedelta(days=2)))
    text = refused(decide(review, approve(1), "dana", NOW, TEAM))
    assert text.startswith(
        "Dana Ortiz asked for changes on version 1 on Nov 3, 2026, 14:05 UTC, and version 2 has followed"
    )
    assert "Nov 5, 2026" in text


@pytest.mark.parametrize(
    ("review", "what"),
    [(asked(), "asked for changes on version 1"), (approved(), "approved version 1")],
    ids=["changes requested", "approved"],
)
@pytest.mark.parametrize("decision", [approve(1), ask(1)], ids=["approve", "request changes"])
def test_a_version_is_decided_once(review, what, decision):
    text = refused(decide(review, decision, "dana", NOW, TEAM))
    assert f"Dana Ortiz {what} on Nov 3, 2026, 14:05 UTC" in text


@pytest.mark.parametrize("version", [0, 2, -1])
def test_a_version_that_does_not_exist_is_not_decided(version):
    refused(decide(submitted(), approve(version), "dana", NOW, TEAM))


def test_nothing_is_decided_before_it_is_sent():
    assert "not been sent" in refused(decide(Review(person="hana"), approve(1), "dana", NOW, TEAM))


@pytest.mark.parametrize(
    ("review", "hint"),
    [(Review(person="hana"), "Finish the plan"), (submitted(), "being reviewed"), (approved(), "send a new version")],
    ids=["drafting", "submitted", "approved"],
)
def test_an_answer_nobody_waits_for_is_refused_with_what_comes_next(review, hint):
    text = refused(answer(review, "v1-funnel", "Fine", "hana", NOW))
    assert text.startswith("No comment is waiting for your answer")
    assert hint in text


def test_an_answer_once_given_stays():
    review = done(answer(asked(), "v1-funnel", "Six it is", "hana", NOW))
    assert "not waiting" in refused(answer(review, "v1-funnel", "No, four", "hana", NOW))


def test_an_empty_answer_is_asked_for_again():
    assert "still waits" in refused(answer(asked(), "v1-funnel", " \n", "hana", NOW))


def test_who_decided_is_empty_while_nobody_has():
    assert decided(submitted(), 1, TEAM) == ""
    assert decided(approved(), 1, TEAM) == "Dana Ortiz approved version 1 on Nov 3, 2026, 14:05 UTC"


def test_a_decider_who_has_left_the_team_goes_by_their_id():
    team = TEAM.model_copy(update={"executive": TEAM.executive.model_copy(update={"id": "new", "name": "New Boss"})})
    assert decided(approved(), 1, team).startswith("dana approved")


def test_a_review_in_a_log_shows_no_pay():
    assert SECRET not in repr(approved())
