"""Talking about pay: explained, supposed, questioned, agreed; and never in front of anybody else."""

import pytest

from bot.line.model import HomeOpened, PlanFile
from bot.pay.agreement import Point, fingerprint
from tests.line.conftest import STARTS, TEAM, Room

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
    ]
    others = [post for post in room.posts if post.to != "dana"]
    assert all("$" not in post.content.text for post in others)


def test_without_a_comp_plan_it_says_so(room: Room):
    assert "no compensation plan on file" in room.says("leo", "hi", "explain my comp plan")


def test_what_a_plan_leaves_open_is_asked_of_the_executive_once(room: Room):
    room.says("dana", "hi", "explain my comp plan")
    assert "leaves something open" in room.heard("ruth")
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
    assert ruths == ("Dana Reyes waits for an answer about pay (1).",)
    assert managers == ()
    room.says("ruth", "answer Dana page 2")
    mine, ruths = homes(room, "dana", "ruth")
    assert "answered on Nov 23, 2026" in mine[0]
    assert ruths == ()


def test_agreeing_needs_the_full_name(room: Room):
    assert "agree, Dana Reyes" in room.says("dana", "hi", "I agree")
    assert room.review("dana").agreements == ()


def test_an_agreement_is_on_record_with_name_time_and_the_exact_document(room: Room):
    room.says("dana", "hi", "agree, Dana Reyes")
    (agreement,) = room.review("dana").agreements
    rep = TEAM.rep("dana")
    assert rep is not None
    document = room.office.explain_pay(rep, room.office.draw_up(rep, room.interview("dana"), STARTS))
    assert document is not None
    assert agreement.document == fingerprint(document)
    assert agreement.is_whole
    assert "Dana Reyes agrees" in room.heard("ruth")
    assert [entry.action for entry in room.review("dana").history] == ["answer on pay"]


def test_what_is_not_agreed_is_named_with_the_reason(room: Room):
    room.says("dana", "hi", "agree except attainable: the quota jumped by a third. Dana Reyes")
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
    assert "comp_plan" in room.says("ruth", "do our pay plans pull the same way?")
    assert "only the executive" in room.says("tomas", "align")


def test_the_rep_tells_it_back_and_hears_what_is_missing(room: Room):
    said = room.says("dana", "hi", "in my words: I get a commission on new revenue, and it is paid each month")
    assert "clause" in said.casefold()
    assert "In my words" not in said
    assert "say it as you would at home" in room.says("dana", "teach back")
