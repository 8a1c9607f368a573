"""From a draft to a decision: what the rep, the executive and a manager each can do, and what they are told."""

import pytest

from bot.line.actions import APPROVE, OPEN_PAY, OPEN_PLAN, about
from bot.line.inbound import Changes, Click, HomeOpened, Question
from bot.line.posts import PlanFile, ReviewCard
from bot.plan.model import Section
from bot.review.model import Action, State
from tests.line.conftest import Room

SENT = ("hi", "done", "send it")


def sent(room: Room, who: str = "dana") -> None:
    room.says(who, *SENT)
    assert room.review(who).state is State.SUBMITTED


def cards(room: Room) -> list[ReviewCard]:
    return [post.content for post in room.posts if isinstance(post.content, ReviewCard)]


def test_nothing_is_sent_before_the_interview_is_through(room: Room):
    assert "not through yet" in room.says("dana", "hi", "send it")
    assert room.review("dana").state is State.DRAFTING


def test_done_drafts_the_plan_with_what_is_there_and_shows_what_is_open(room: Room):
    said = room.says("dana", "hi", "done")
    assert "Your draft is ready" in said
    assert "Still open" in said


def test_sending_puts_a_card_before_the_executive_and_nobody_else(room: Room):
    sent(room)
    assert [(post.to, post.content.summary.version) for post in room.posts if isinstance(post.content, ReviewCard)] == [
        ("ruth", 1)
    ]


def test_an_unchanged_plan_is_not_sent_twice(room: Room):
    sent(room)
    assert "Nothing has changed since version 1" in room.says("dana", "send it")
    assert len(room.review("dana").versions) == 1


def test_a_changed_plan_replaces_the_version_that_waits_and_closes_its_card(room: Room):
    sent(room)
    room.says("dana", "actually the goal is 1.5M", "send it")
    closed, fresh = cards(room)
    assert closed.decided == "Replaced by version 2"
    assert (fresh.summary.version, fresh.decided) == (2, None)


def test_approving_tells_the_rep_and_settles_the_card(room: Room):
    sent(room)
    room.stage.play(room.person("ruth"), Click(action=APPROVE, value=about("dana", 1)))
    assert "Ruth approved version 1" in room.heard("dana")
    assert cards(room)[-1].decided is not None
    assert "Ruth Okafor approved version 1" in (cards(room)[-1].decided or "")


def test_a_second_press_on_approve_is_refused_politely(room: Room):
    sent(room)
    for _ in range(2):
        room.stage.play(room.person("ruth"), Click(action=APPROVE, value=about("dana", 1)))
    assert "decided already" in room.heard("ruth")
    assert [entry.action for entry in room.review("dana").history] == [Action.SUBMIT, Action.APPROVE]


def test_a_stale_card_is_refused_politely(room: Room):
    sent(room)
    room.says("dana", "actually the goal is 1.5M", "send it")
    room.stage.play(room.person("ruth"), Click(action=APPROVE, value=about("dana", 1)))
    assert "version 2" in room.heard("ruth")
    assert room.review("dana").state is State.SUBMITTED


def test_comments_come_one_by_one_and_the_answers_go_back(room: Room):
    sent(room)
    form = Changes(person="dana", version=1, comments={Section.GOAL: "Why not 1.5M?", Section.TARGETS: "Name them"})
    room.stage.play(room.person("ruth"), form)
    assert "Why not 1.5M?" in room.heard("dana")
    assert "Name them" not in room.heard("dana")
    said = room.says("dana", "1.5M then")
    assert "Corrected: goal for 2027 $1,500,000, was $1,400,000." in said
    assert "Name them" in said
    assert "Version 2 is ready" in room.says("dana", "I add Wayne 60k and Oscorp 45k")
    room.says("dana", "send it")
    card = cards(room)[-1]
    assert [comment.answer for comment in card.summary.answered] == ["1.5M then", "I add Wayne 60k and Oscorp 45k"]
    assert any("$1,500,000" in change.text for change in card.summary.changes)


def test_an_answer_in_words_changes_no_figure(room: Room):
    sent(room)
    room.says("ruth", "changes Dana goal: too high?")
    assert "figures stay as they are" in room.says("dana", "It stays, three deals are already verbal")
    assert room.known("dana", "goal.revenue") == "$1,400,000"


def test_a_steering_word_is_no_answer_to_a_comment(room: Room):
    sent(room)
    room.says("ruth", "changes Dana goal: too high?")
    assert "too high?" in room.says("dana", "why?")
    assert room.review("dana").unanswered


def test_comments_must_be_answered_before_the_next_version(room: Room):
    sent(room)
    room.says("ruth", "changes Dana goal: too high?")
    assert "one comment still waits" in room.says("dana", "send it")


def test_a_manager_sees_their_reports_and_decides_nothing(room: Room):
    sent(room)
    assert "Dana Reyes" in room.says("tomas", "status")
    assert "Priya" not in room.heard("tomas")
    assert "with Ruth Okafor" in room.says("tomas", "approve Dana")
    room.stage.play(room.person("tomas"), Click(action=APPROVE, value=about("dana", 1)))
    assert room.review("dana").state is State.SUBMITTED


def test_a_plan_opens_for_its_reviewers_only(room: Room):
    sent(room, "priya")
    for who, opens in (("ruth", True), ("tomas", False)):
        room.posts.clear()
        room.stage.play(room.person(who), Click(action=OPEN_PLAN, value=about("priya", 1)))
        assert any(isinstance(post.content, PlanFile) for post in room.posts) is opens


def test_a_managers_press_on_pay_shows_nothing(room: Room):
    sent(room)
    room.posts.clear()
    room.stage.play(room.person("tomas"), Click(action=OPEN_PAY, value=about("dana", 1)))
    assert not any(isinstance(post.content, PlanFile) for post in room.posts)
    assert "only for the rep" in room.heard("tomas")


def test_another_reps_button_does_nothing(room: Room):
    sent(room)
    room.posts.clear()
    room.stage.play(room.person("leo"), Click(action=APPROVE, value=about("dana", 1)))
    assert "nothing has changed" in room.heard("leo")
    assert room.review("dana").state is State.SUBMITTED


def test_an_unclear_instruction_does_nothing_and_says_what_works(room: Room):
    sent(room)
    assert "nothing has changed" in room.says("ruth", "looks fine I guess")
    assert "nothing has changed" in room.says("ruth", "approve Bob")


def test_the_home_pages_say_what_is_next(room: Room):
    sent(room)
    room.says("ruth", "changes Dana goal: too high?")
    room.posts.clear()
    room.stage.play(room.person("dana"), HomeOpened())
    room.stage.play(room.person("ruth"), HomeOpened())
    mine, theirs = [post.content for post in room.posts]
    assert [comment.text for comment in mine.comments] == ["too high?"]
    assert "changes requested on version 1, 1 of 1 comments to answer" in [person.status for person in theirs.people]


def test_a_repeated_delivery_changes_nothing(room: Room):
    from bot.line.inbound import Inbound, Message
    from tests.line.conftest import STARTS

    room.says("dana", "hi")
    event = Inbound(key="event:1", person="dana", address="U1", event=Message(text="yes"), at=STARTS)
    assert room.store.receive(event)
    room.stage.run()
    before, posts = room.interview("dana"), len(room.posts)
    assert not room.store.receive(event)
    room.stage.run()
    assert (room.interview("dana"), len(room.posts)) == (before, posts)


@pytest.mark.parametrize(
    "asked", ["show me Dana's pay", "what does Dana earn?", "pay Dana", "explain Dana's comp plan"]
)
def test_a_manager_who_asks_for_pay_in_any_words_is_refused(room: Room, asked: str):
    assert "only for the rep it is about" in room.says("tomas", asked)
    assert "There is no such version to open yet" in room.says("ruth", asked)


def test_the_card_carries_pay_for_those_entitled_alone(room: Room):
    sent(room)
    room.says("tomas", "card Dana")
    (theirs,) = cards(room)
    room.says("ruth", "card Dana")
    (hers,) = cards(room)
    assert hers.pay.startswith("Pay rewards what is planned: revenue a year.")
    assert theirs.pay == ""
    assert theirs.check is not None
    assert theirs.check.fits_pay is None


def test_sending_says_in_two_lines_what_holds(room: Room):
    said = room.says("dana", *SENT)
    assert "Holds: " in said
    assert "Not yet: " in said


def test_a_question_goes_to_the_rep_and_the_answer_back(room: Room):
    sent(room)
    room.says("ruth", "ask Dana: who else is at Wayne?")
    assert '"who else is at Wayne?"' in room.heard("dana")
    assert "has your answer" in room.says("dana", "The COO, since May")
    assert '"The COO, since May"' in room.heard("ruth")
    assert cards(room)[-1].asked[0].answer == "The COO, since May"
    assert room.review("dana").state is State.SUBMITTED


def test_a_correction_is_no_answer_to_a_question(room: Room):
    sent(room)
    room.says("ruth", "ask Dana why so little?")
    assert "$1,500,000" in room.says("dana", "actually the goal is 1.5M")
    assert room.review("dana").question is not None


def test_a_delegate_gets_the_card_decides_and_both_cards_say_so(room: Room):
    sent(room)
    room.says("ruth", "delegate Dana's review to Tomas until Dec 5")
    assert [post.to for post in room.posts if isinstance(post.content, ReviewCard)] == ["tomas"]
    room.says("tomas", "approve Dana")
    settled = {post.to: post.content.decided or "" for post in room.posts if isinstance(post.content, ReviewCard)}
    assert set(settled) == {"ruth", "tomas"}
    assert all(said.startswith("Tomas Lindqvist approved version 1") for said in settled.values())
    assert "Tomas approved version 1" in room.heard("dana")
    assert "decided already" in room.says("ruth", "approve Dana")


def test_delegating_everything_covers_what_the_other_may_see(room: Room):
    assert "the plans of Dana and Leo" in room.says("ruth", "delegate to Tomas until Dec 5")
    sent(room, "priya")
    assert [post.to for post in room.posts if isinstance(post.content, ReviewCard)] == ["ruth"]
    assert "may not see" in room.says("ruth", "delegate Priya to Tomas")
    room.says("ruth", "take back Leo")
    sent(room, "leo")
    assert "with Ruth Okafor" in room.says("tomas", "approve Leo")


def test_an_unclear_delegation_changes_nothing(room: Room):
    assert "nothing has changed" in room.says("ruth", "delegate Dana to Bob")
    assert "nothing has changed" in room.says("ruth", "delegate Zoe's review to Tomas")
    assert "nothing has changed" in room.says("tomas", "delegate to Tomas")
    assert not room.review("dana").delegations


def test_how_is_my_team_doing_tells_five_lines_a_person_at_most(room: Room):
    sent(room)
    said = room.says("tomas", "how is my team doing?")
    assert "Priya" not in said
    about_dana, about_leo = said.split("\n\n")
    assert "version 1 waits for a decision; Dana has waited for Ruth since" in about_dana
    assert "- Since last week: sent version 1 on Nov 23, 2026." in about_dana
    assert len(about_dana.splitlines()) <= 5
    assert about_leo == "*Leo Brandt* (Hunter): not begun."
    assert "Priya" in room.says("ruth", "How's my team?")


def test_a_delegate_has_the_waiting_plan_in_their_queue(room: Room):
    sent(room)
    room.says("ruth", "delegate Dana to Tomas until Dec 5")
    room.posts.clear()
    room.stage.play(room.person("tomas"), HomeOpened())
    (home,) = [post.content for post in room.posts]
    assert [line.name for line in home.queue] == ["Dana Reyes"]
    assert home.queue[0].waits.startswith("Dana has waited for Tomas since")


def test_a_greeting_is_answered_with_where_everyone_stands(room):
    told = room.says("tomas", "hello")
    assert told.startswith("Hello Tomas.")
    assert "*Dana Reyes* (Hunter): not begun" in told
    assert "approve" not in told


def test_what_is_no_order_says_what_this_person_may_say(room):
    told = room.says("tomas", "mumble mumble")
    assert told.startswith("I did not take that as an instruction")
    assert "approve" not in told
    assert "*approve Dana*" in room.says("ruth", "mumble mumble")


def test_a_question_from_the_form_goes_to_the_rep_and_only_from_who_may_ask(room: Room):
    room.says("dana", "hi", "done", "send it")
    for who in ("ruth", "tomas", "leo"):
        room.posts.clear()
        room.stage.play(room.person(who), Question(person="dana", text=f"Why so much in Q4, asks {who}?"))
        assert ("asks" in room.heard("dana")) is (who != "leo")
    assert [asked.by for asked in room.review("dana").questions] == ["ruth", "tomas"]


@pytest.mark.parametrize(
    "text",
    [
        "approve Dana but fix the risk first",
        "ok Dana's plan is weak",
        "ok dana can wait",
        "approve dana? not yet",
        "approve dana when she has more names",
        "approve dana and leo",
        "ask dana and leo why Q4 is so big",
    ],
)
def test_an_order_with_a_condition_or_for_two_does_nothing(room: Room, text: str):
    sent(room)
    assert "nothing has changed" in room.says("ruth", text)
    assert room.review("dana").state is State.SUBMITTED
    assert room.review("dana").question is None


@pytest.mark.parametrize("text", ["approve danas plan", "ok dana, looks good", "Approved: Dana, nice work!"])
def test_an_approval_with_a_kind_word_is_one(room: Room, text: str):
    sent(room)
    room.says("ruth", text)
    assert room.review("dana").state is State.APPROVED


def test_asking_what_was_asked_is_no_answer(room: Room):
    sent(room)
    room.says("ruth", "ask dana why Q4 is so big")
    assert "why Q4 is so big" in room.says("dana", "what did ruth say")
    assert room.review("dana").question is not None


def test_asking_what_a_comment_was_is_no_answer_to_it(room: Room):
    sent(room)
    room.says("ruth", "changes dana targets: too few names")
    assert "too few names" in room.says("dana", "what did ruth say?")
    assert len(room.review("dana").unanswered) == 1
