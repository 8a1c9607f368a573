"""A plan is presented: its page goes to the team in time, and what the team says comes back into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.documents.markdown import to_markdown
from bot.documents.plan import plan_pages
from bot.documents.presentation import presentation_blocks
from bot.line.posts import PlanFile
from bot.review.model import PresentationAction
from bot.review.remarks import Kind
from tests.line.conftest import TEAM
from tests.line.test_nudges import Season


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    """The season with Dana's plan approved; presentations are on Friday, Jan 15."""
    played = Season(tmp_path / "season.db")
    played.at(12, 1)
    played.says("dana", "hi", "done", "send it")
    played.says("ruth", "approve dana")
    yield played
    played.room.store.close()


def pages(season: Season, who: str) -> list[tuple[str, int, str]]:
    files = [p.content for p in season.room.posts if p.to == who and isinstance(p.content, PlanFile)]
    return [(file.person, file.version, file.document) for file in files]


def test_everyone_else_is_told_once_two_working_days_before(season: Season):
    season.at(1, 11)
    before = {who: len(season.to(who)) for who in ("leo", "priya", "tomas", "ruth", "dana")}
    season.at(1, 13).at(1, 13, 16).at(1, 14).at(1, 15)
    for who in ("leo", "priya", "tomas", "ruth"):
        told = [text for _, text in season.to(who)[before[who] :] if "presents" in text]
        assert len(told) == 1, who
        assert "Dana presents the plan for 2027 on Friday, Jan 15." in told[0]
    assert not any("Dana presents" in text for _, text in season.to("dana"))


def test_a_plan_that_is_not_approved_is_not_announced_and_its_page_is_shown_to_nobody(season: Season):
    season.says("leo", "hi", "done", "send it")
    season.at(1, 13)
    assert not any("Leo" in text for _, text in season.to("priya"))
    assert "not approved yet" in season.says("priya", "brief leo")
    assert pages(season, "priya") == []


def test_the_page_comes_on_asking_and_nothing_else_of_the_plan(season: Season):
    season.at(1, 13)
    season.says("leo", "brief dana")
    assert pages(season, "leo") == [("dana", 1, "brief.docx")]
    season.says("leo", "briefs")
    assert pages(season, "leo") == [("dana", 1, "brief.docx")]


def test_peers_get_no_page_before_its_time_and_the_executive_does(season: Season):
    assert "Wednesday, Jan 13" in season.says("leo", "brief dana")
    assert pages(season, "leo") == []
    season.says("ruth", "brief dana")
    assert pages(season, "ruth") == [("dana", 1, "brief.docx")]


def test_a_newer_version_that_waits_is_not_the_one_presented(season: Season):
    season.says("dana", "actually the goal is 1.5M", "send it")
    season.at(1, 13)
    season.says("leo", "brief dana")
    assert pages(season, "leo") == [("dana", 1, "brief.docx")]


def test_a_question_goes_to_the_rep_and_the_answer_back(season: Season):
    assert "Passed on to Dana" in season.says("leo", "question for Dana: what if the clinics merge?")
    assert 'Leo asks about your plan: "what if the clinics merge?"' in season.room.heard("dana")
    season.says("dana", "answer Leo: then I open a second segment")
    assert "then I open a second segment" in season.room.heard("leo")
    (remark,) = season.room.review("dana").remarks
    assert (remark.kind, remark.by, remark.answer) == (Kind.QUESTION, "leo", "then I open a second segment")
    actions = [e.action for e in season.room.review("dana").history][-2:]
    assert actions == [PresentationAction.SAY, PresentationAction.ANSWER]


def test_a_manager_can_ask_and_offer_too(season: Season):
    season.says("tomas", "I can help Dana with introductions at two clinics")
    assert "Tomas offers to help" in season.room.heard("dana")
    assert season.room.review("dana").remarks[0].text == "with introductions at two clinics"


def test_nothing_about_pay_is_passed_on_either_way(season: Season):
    assert "Pay stays between" in season.says("leo", "question for Dana: what is your commission?")
    assert season.room.review("dana").remarks == ()
    season.says("leo", "question for Dana: why so few targets?")
    assert "Pay stays between" in season.says("dana", "answer Leo: because my base salary is low")
    assert season.room.review("dana").remarks[0].answer is None


def test_an_agreed_change_goes_into_the_plan_and_makes_a_new_version(season: Season):
    said = season.says("dana", "agreed: goal: 1.5M")
    assert "$1,500,000" in said
    assert season.room.known("dana", "goal.revenue") == "$1,500,000"
    assert "version 2 is with Ruth" in season.says("dana", "send it")


def test_a_change_noted_by_the_manager_is_the_reps_to_take_in(season: Season):
    season.says("tomas", "agreed with Dana: funnel: 8 first meetings a week")
    assert season.room.known("dana", "funnel.meetings_per_week") is None
    season.room.clicks("dana", "Take it in")
    (remark,) = season.room.review("dana").remarks
    assert (remark.by, remark.answer) == ("tomas", "taken up")


def test_a_change_that_cannot_be_read_is_kept_all_the_same(season: Season):
    assert "From the presentation" in season.says("dana", "agreed: a second engineer joins the first calls")
    assert season.room.review("dana").remarks[0].kind is Kind.CHANGE


def test_the_plan_shows_what_was_said(season: Season):
    season.says("leo", "question for Dana: what if <they> merge?")
    review = season.room.review("dana")
    latest = review.latest
    assert latest is not None
    text = to_markdown(plan_pages(latest.plan, 1, presentation_blocks(review.remarks, 1, TEAM)))
    assert "## From the presentation" in text
    assert "Leo Brandt" in text
    assert "## From the presentation" not in to_markdown(plan_pages(latest.plan, 1))


def test_somebody_outside_the_team_gets_nothing(season: Season):
    stranger = season.room.person("leo").model_copy(update={"id": "mallory"})
    season.room.posts.clear()
    season.room.stage.say(stranger, "brief dana")
    assert pages(season, "mallory") == []
    assert season.room.review("dana").remarks == ()


def test_several_who_present_on_one_day_are_one_sentence(season: Season):
    season.says("leo", "hi", "done", "send it")
    season.says("ruth", "approve leo")
    season.at(1, 13)
    (told,) = [text for _, text in season.to("priya") if "present" in text]
    assert "Dana and Leo present their plans for 2027 on Friday, Jan 15." in told
    season.room.clicks("tomas", "Their pages")
    assert pages(season, "tomas") == [("dana", 1, "brief.docx"), ("leo", 1, "brief.docx")]
