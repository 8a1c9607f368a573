"""Talking about pay: explained, supposed, questioned, agreed; and never in front of anybody else."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.line.inbound import HomeOpened
from bot.line.posts import PlanFile
from bot.pay.agreement import Point, fingerprint
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from tests.line.conftest import STARTS, TEAM, Room

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample-team"
PLANNED = ("hi", "yes", "yes", "yes", "early", "late", "meetings", "yes keep them", "none", "none", "yes")


@pytest.mark.parametrize(
    "asked",
    ["explain my comp plan", "How does my commission work?", "show me my comp plan", "what is my bonus", "my pay"],
)
def test_pay_is_explained_in_any_wording_to_the_rep_alone(room: Room, asked: str):
    said = room.says("dana", "hi", asked)
    assert "base pay is $70,000" in said
    assert [(post.to, post.content.document) for post in room.posts if isinstance(post.content, PlanFile)] == [
        ("dana", "pay-chart.png"),
        ("dana", "pay.docx"),
        ("dana", "pay-at-home.docx"),
        ("dana", "pay-at-home.md"),
    ]
    others = [post for post in room.posts if post.to != "dana"]
    assert all("$" not in post.content.text for post in others)


def test_without_a_comp_plan_it_says_so(room: Room):
    assert "no compensation plan on file" in room.says("leo", "hi", "explain my comp plan")


def test_what_a_plan_leaves_open_is_asked_of_the_executive_once(room: Room):
    room.says("dana", "hi", "explain my comp plan")
    assert "calendar days or by whole months?" in room.heard("ruth")
    room.says("dana", "explain my comp plan")
    assert room.heard("ruth") == ""


def test_what_if_needs_a_plan_first(room: Room):
    assert "We get there in the interview" in room.says("dana", "hi", "what if I close 3 more at 20k in March?")


def test_what_if_is_answered_from_the_engine_and_changes_nothing(room: Room):
    room.says("dana", *PLANNED, "180k", "none", "none", "Vandelay 120k 60%", "clinics", "Wayne 60k", "referrals")
    room.says("dana", "1 in 2, 12 weeks", "4", "Wayne first", "5", "5")
    before = room.interview("dana")
    said = room.says("dana", "what if I close 3 more at 20k in March?")
    assert "3 more sales" in said
    assert "$20,000" in said
    assert room.interview("dana") == before


def test_a_question_goes_to_the_executive_and_the_answer_comes_back(room: Room):
    assert "I have asked Ruth" in room.says("dana", "hi", "this looks wrong: the accelerator starts too late")
    assert "the accelerator starts too late" in room.heard("ruth")
    assert "Sent to Dana" in room.says("ruth", "answer Dana It starts at 100%, page 2")
    assert "It starts at 100%, page 2" in room.heard("dana")
    (question,) = room.review("dana").pay_questions
    assert (question.answer, question.answered_by) == ("It starts at 100%, page 2", "ruth")


def test_a_manager_cannot_answer_on_pay(room: Room):
    room.says("dana", "hi", "this looks wrong: the accelerator")
    assert "only for the rep" in room.says("tomas", "answer Dana it is fine")
    assert room.review("dana").pay_questions[0].answer is None


def homes(room: Room, *who: str) -> list[tuple[str, ...]]:
    room.posts.clear()
    for name in who:
        room.stage.play(room.person(name), HomeOpened())
    return [post.content.notes for post in room.posts]


def test_the_home_pages_say_where_a_question_about_pay_stands(room: Room):
    room.says("dana", "hi", "this looks wrong: the accelerator")
    mine, ruths, managers = homes(room, "dana", "ruth", "tomas")
    assert mine == ("Your question about pay of Nov 23, 2026: waits for Ruth.",)
    assert ruths[0] == "Dana Reyes waits for an answer about pay (1)."
    assert managers == ()
    room.says("ruth", "answer Dana page 2")
    mine, ruths = homes(room, "dana", "ruth")
    assert "answered on Nov 23, 2026" in mine[0]
    assert not any("waits" in note for note in ruths)


def test_agreeing_needs_the_full_name_which_may_come_later(room: Room):
    asked = room.says("dana", "hi", "explain my comp plan", "1 yes, 2 no: too steep, 3 yes, 4 yes")
    assert "type your full name" in asked
    assert room.review("dana").agreements == ()
    assert "No: attainable" in room.says("dana", "Dana Reyes")
    (agreement,) = room.review("dana").agreements
    assert agreement.not_agreed == (Point.ATTAINABLE,)


def test_nobody_agrees_to_what_they_have_not_seen(room: Room):
    said = room.says("dana", "hi", "agree, Dana Reyes")
    assert "here it is" in said
    assert "base pay is $70,000" in said
    assert room.review("dana").agreements == ()


def test_an_objection_that_is_none_of_the_four_points_is_asked_about(room: Room):
    said = room.says("dana", "hi", "my pay", "agree but who decides the rest? Dana Reyes")
    assert "which of the four is a no" in said
    assert room.review("dana").agreements == ()


def test_yes_in_the_interview_is_no_agreement_on_pay(room: Room):
    room.says("dana", "hi", "agreed")
    assert room.review("dana").unsigned == ""


def test_an_agreement_is_on_record_with_name_time_and_the_exact_document(room: Room):
    room.says("dana", "hi", "my pay", "agree, Dana Reyes")
    (agreement,) = room.review("dana").agreements
    rep = TEAM.rep("dana")
    assert rep is not None
    document = room.office.explain_pay(rep, room.office.draw_up(rep, room.interview("dana"), STARTS))
    assert document is not None
    assert (agreement.document, agreement.document_text) == (fingerprint(document), document)
    assert agreement.is_whole
    assert "Dana Reyes agrees" in room.heard("ruth")
    assert [entry.action for entry in room.review("dana").history] == ["answer on pay"]


def test_what_is_not_agreed_is_named_with_the_reason(room: Room):
    room.says("dana", "hi", "my pay", "agree except attainable: the quota jumped by a third. Dana Reyes")
    (agreement,) = room.review("dana").agreements
    assert agreement.not_agreed == (Point.ATTAINABLE,)
    assert "the quota jumped by a third" in room.heard("ruth")


def test_pay_talk_leaves_the_interview_where_it_was(room: Room):
    asked = room.says("dana", "hi").splitlines()[-1]
    room.says("dana", "explain my comp plan")
    assert room.says("dana", "continue").splitlines()[-1] == asked


def test_why_a_deal_pays_is_answered_clause_by_clause(room: Room):
    room.says("dana", *PLANNED, "180k", "none", "none", "Vandelay 120k 60%", "clinics", "Wayne 60k", "referrals")
    room.says("dana", "1 in 2, 12 weeks", "4", "Wayne first", "5", "5")
    said = room.says("dana", "why 5% on Vandelay?")
    assert "Vandelay adds $" in said
    assert "Clause 2.1" in said
    assert "no deal, target or account" in room.says("dana", "why so little for Nobody Inc?")


def test_only_the_executive_asks_how_pay_fits_together(room: Room):
    assert "none is on file" in room.says("ruth", "do our pay plans pull the same way?")
    assert "for Ruth alone" in room.says("tomas", "align")


def test_the_rep_tells_it_back_and_hears_what_is_missing(room: Room):
    said = room.says("dana", "hi", "in my words: I get a commission on new revenue, and it is paid each month")
    assert "clause" in said.casefold()
    assert "In my words" not in said
    assert "say it as you would at home" in room.says("dana", "teach back")


def test_a_rep_can_ask_where_their_question_stands(room: Room):
    assert "no question about your pay on record" in room.says("dana", "hi", "what about my pay question?")
    room.says("dana", "this looks wrong: my bonus starts too late")
    assert "waits for Ruth" in room.says("dana", "any news on my pay question?")
    room.says("ruth", "answer Dana It starts at 100%, page 2")
    said = room.says("dana", "did Ruth answer my pay question")
    assert '"It starts at 100%, page 2"' in said
    assert "answered on Nov 23, 2026" in said


@pytest.mark.parametrize("asked", ["show me Priya's pay", "what does Leo earn?", "show me Jo's pay", "pay Priya"])
def test_an_ask_for_someone_elses_pay_is_refused_in_words(room: Room, asked: str):
    said = room.says("dana", "hi", asked)
    assert "only for the rep it is about" in said
    assert "$" not in said


def test_with_one_plan_only_there_is_nothing_to_compare(room: Room):
    assert "I know only one plan of yours" in room.says("dana", "hi", "what changed since my last plan?")


def test_what_changed_is_told_clause_by_clause_and_in_the_reps_own_figures(earlier: Room):
    said = earlier.says("dana", "hi", "what's different from last year's comp plan?")
    assert "Base pay a year: $68,000 before, $70,000 now." in said
    assert "Clause 2.2, Goal bonus. Before: Your quota is $1,200,000." in said
    assert "Your quota is $1,200,000." in said
    # 1,400,000 at last year's quota of 1,200,000: 42,000 + 200,000 x 4.9%, and 14,000 x 7/6; this year exactly 60,000.
    assert "The old plan would pay $68,133.33 from sales, the new one $60,000. That is $8,133.33 less." in said


@pytest.fixture
def earlier(room: Room) -> Room:
    """The same team, where Dana's plan of last year is known."""
    text = (SAMPLE / "comp" / "hunter-2026.yaml").read_text("utf-8")
    before = load_comp_plan(text, "hunter-2026.yaml")
    assert isinstance(before, CompPlan)
    room.stage.office = replace(room.office, earlier_plans={"dana": before})
    return room


def test_what_a_share_of_the_goal_pays_is_answered(room: Room):
    assert "At 120% of your goal, $1,680,000, your sales pay you $76,500." in room.says(
        "dana", "hi", "what if I hit 120% of my goal?"
    )
    assert "At 120% of your goal, $1,680,000" in room.says("dana", "what if I close 1.68m?")
