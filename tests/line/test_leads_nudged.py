"""What leads are told without asking: their team's week, a plan that waits too long, and a delegate's decisions."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.calendar_command import look
from bot.cycle.working import Away
from bot.line.inbound import Inbound, Message
from bot.line.nudges.sweep import Sweep
from bot.line.posts import Reply, ReviewCard
from bot.line.worker import Worker
from bot.review.escalation import escalated_at
from bot.review.model import EscalateAction
from bot.store.store import Store
from evals.faults.world import a_world
from tests.line.conftest import TEAM
from tests.line.test_nudges import Season

WEEK = "Your team since last week"


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    played = Season(tmp_path / "season.db")
    yield played
    played.room.store.close()


def sends_plan(season: Season, who: str = "dana") -> None:
    season.says(who, "hi", "done", "send it")


def test_a_manager_hears_of_their_own_team_once_a_week_and_only_of_news(season: Season):
    season.at(10, 9).at(10, 14)
    sends_plan(season)
    season.hourly(date(2026, 10, 15), date(2026, 10, 23))
    weeks = [text for _, text in season.to("tomas") if WEEK in text]
    assert len(weeks) == 1
    assert "*Dana Reyes* (Hunter): version 1 waits for a decision" in weeks[0]
    assert "sent version 1 on Oct 14, 2026" in weeks[0]
    assert "Nothing new from Leo." in weeks[0]
    assert "Priya" not in weeks[0]


def test_nothing_comes_after_a_week_without_news(season: Season):
    season.at(10, 9).at(10, 14)
    sends_plan(season)
    season.says("ruth", "approve dana")
    season.hourly(date(2026, 10, 19), date(2026, 11, 6))
    assert len([text for _, text in season.to("tomas") if WEEK in text]) == 1


def test_who_wants_no_nudges_gets_no_week(season: Season):
    season.at(10, 9).at(10, 14)
    sends_plan(season)
    season.says("tomas", "stop nudging")
    season.hourly(date(2026, 10, 19), date(2026, 10, 20))
    assert not any(WEEK in text for _, text in season.to("tomas"))


def test_a_week_that_is_snoozed_comes_again_once_and_at_the_time_asked_for(season: Season):
    season.at(10, 9).at(10, 14)
    sends_plan(season)
    season.at(10, 19)
    assert "tomorrow at 9:00" in season.says("tomas", "tomorrow")
    season.hourly(date(2026, 10, 20), date(2026, 10, 21))
    assert [at.day for at, text in season.to("tomas") if WEEK in text] == [19, 20]


def test_of_two_processes_one_sends_the_week(season: Season):
    season.at(10, 9).at(10, 14)
    sends_plan(season)
    other = Sweep(season.room.store, season.room.office, lambda: season.now)
    season.at(10, 19)
    other.work()
    season.room.stage.run()
    assert len([p for p in season.room.posts if p.to == "tomas"]) == 1


def test_the_calendar_shows_the_week_that_would_be_sent(season: Season):
    season.at(10, 9).at(10, 14)
    sends_plan(season)
    moment = season.now.replace(day=19, hour=15)
    line = next(line for line in look(season.room.office, season.room.store, moment) if line.person == "tomas")
    assert line.happens == "nudge"
    assert line.about == ("the team's week",)
    assert WEEK in line.text


def test_a_delegate_is_reminded_and_the_executive_hears_once_it_has_waited_too_long(season: Season):
    season.at(11, 2)
    season.says("ruth", "delegate Dana's review to Tomas until Dec 5")
    sends_plan(season)
    season.hourly(date(2026, 11, 3), date(2026, 11, 6))
    assert any("waited for your decision" in text for _, text in season.to("tomas"))
    assert not any("Dana's plan has waited" in text for _, text in season.to("ruth"))
    season.hourly(date(2026, 11, 9), date(2026, 11, 10))
    assert any("Escalated: Dana's plan has waited 5 working days" in text for _, text in season.to("ruth"))
    review = season.room.review("dana")
    assert escalated_at(review).date() == date(2026, 11, 9)
    assert [entry.note for entry in review.history if entry.action is EscalateAction.ESCALATE] == [
        "waited 5 working days for a decision"
    ]
    season.says("ruth", "card dana")
    (card,) = [post.content for post in season.room.posts if isinstance(post.content, ReviewCard)]
    assert card.escalated == "Waited 5 working days for a decision; escalated on Nov 9, 2026."


def test_days_of_leave_do_not_count_and_a_decision_ends_it(tmp_path: Path):
    away = (Away(first=date(2026, 11, 4), last=date(2026, 11, 10)),)
    ruth = TEAM.executive.model_copy(update={"work": TEAM.executive.work.model_copy(update={"away": away})})
    season = Season(tmp_path / "leave.db", TEAM.model_copy(update={"executive": ruth, "escalate_after": 4}))
    season.at(11, 2)
    sends_plan(season)
    season.hourly(date(2026, 11, 3), date(2026, 11, 12))
    assert not any("Escalated" in text for _, text in season.to("ruth"))
    season.says("ruth", "approve dana")
    season.hourly(date(2026, 11, 13), date(2026, 11, 17))
    assert not any("Escalated" in text for _, text in season.to("ruth"))
    assert escalated_at(season.room.review("dana")) is None
    season.room.store.close()


def test_of_a_large_team_the_first_are_told_of_and_the_others_named_and_counted(tmp_path: Path):
    world = a_world(0, silent=40)
    ruth, store = world.office.team.executive, Store.open(f"sqlite:///{tmp_path / 'large.db'}")
    asks = Inbound(key="1", person=ruth.id, address=ruth.id, event=Message(text="summary"), at=world.began)
    store.receive(asks)
    Worker(store, world.office, lambda: world.began, "w").work()
    posted = store.claim_outbound("s", world.began, timedelta(minutes=1))
    store.close()
    assert posted is not None
    assert isinstance(posted.value.content, Reply)
    text = posted.value.content.text
    assert text.count("(Hunter): not begun") == 15
    assert "Silent-15" in text
    assert "13 more" in text
    assert len(text) < 1500
