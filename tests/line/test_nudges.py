"""Nudges through the real store and workers: sent once, answered, moved, and played over a whole season."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.cycle.season import Milestone
from bot.cycle.wishes import Profile
from bot.cycle.working import Work
from bot.line.nudges.sweep import Sweep
from bot.line.posts import Post, Reply
from bot.line.sending import Sender
from bot.review.model import CalendarAction
from bot.team.model import Team
from tests.line.conftest import TEAM, Room


class Season:
    """A room with a clock of its own: go to a moment, let the sweep and the workers run, and see what came."""

    def __init__(self, path: Path, team: Team = TEAM) -> None:
        self.now = datetime(2026, 9, 25, 12, tzinfo=UTC)
        self.room = Room(path, clock=lambda: self.now, team=team)
        self.sweep = Sweep(self.room.store, self.room.office, lambda: self.now)
        self.sent: list[tuple[datetime, Post]] = []

    def at(self, month: int, day: int, hour: int = 15) -> "Season":
        """Go to a moment, and let everything run."""
        self.now = datetime(2026 if month > 6 else 2027, month, day, hour, tzinfo=UTC)
        return self.run()

    def run(self) -> "Season":
        self.room.posts.clear()
        self.sweep._next = None
        self.sweep.work()
        self.room.stage.run()
        self.sent += [(self.now, post) for post in self.room.posts if post.key.startswith("nudge/")]
        return self

    def hourly(self, first: date, last: date) -> None:
        """Let every hour of these days pass."""
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
            for hour in range(24):
                self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
                self.run()

    def to(self, who: str) -> list[tuple[datetime, str]]:
        return [(at, post.content.text) for at, post in self.sent if post.to == who and isinstance(post.content, Reply)]

    def says(self, who: str, *texts: str) -> str:
        return self.room.says(who, *texts)


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    played = Season(tmp_path / "season.db")
    yield played
    played.room.store.close()


def test_the_kick_off_comes_once_with_the_dates_and_leads_into_the_interview(season: Season):
    season.at(10, 9)
    (told,) = [text for _, text in season.to("dana")]
    assert told.startswith("Dana, planning for 2027 is open.")
    assert "Fri, Nov 13" in told
    assert "*start*" in told
    season.at(10, 9, 16)
    assert len(season.to("dana")) == 1
    season.at(10, 9)
    assert "1 of 5 · Last year" in season.says("dana", "start")


def test_the_button_under_a_nudge_leads_to_the_step(season: Season):
    season.at(10, 9)
    assert "I'm Planwright" in season.room.clicks("dana", "Start")


def test_it_is_quiet_once_the_step_is_done(season: Season):
    season.at(10, 9)
    season.says("dana", "hi", "done", "send it")
    season.at(11, 13).at(11, 20).at(11, 24)
    assert len(season.to("dana")) == 1


def test_after_a_month_down_one_nudge_comes(season: Season):
    season.at(11, 20).at(11, 20, 16).at(11, 20, 17)
    assert len(season.to("priya")) == 1
    assert len({post.key for _, post in season.sent if post.to == "priya"}) == 1


def test_a_restart_sends_nothing_again(season: Season, tmp_path):
    season.at(10, 9)
    again = Season(tmp_path / "season.db")
    again.at(10, 9, 16)
    assert again.sent == []
    again.room.store.close()


def test_a_nudge_can_be_put_off_and_comes_back(season: Season):
    season.says("dana", "hi")
    season.at(11, 13)
    assert "Monday, Nov 16, at 9:00" in season.says("dana", "tomorrow")
    season.at(11, 14).at(11, 15)
    before = len(season.to("dana"))
    season.at(11, 16, 9)
    assert season.to("dana")[before:][0][1].startswith("You asked me to come back to your interview")
    season.at(11, 16, 10)
    assert len(season.to("dana")) == before + 1


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("in 2 hours", "today at 13:00"),
        ("remind me in 7 hours", "Monday, Nov 16, at 9:00"),
        ("next week", "Monday, Nov 16, at 9:00"),
        ("snooze until Wednesday", "Wednesday, Nov 18, at 9:00"),
        ("not now, tomorrow", "Monday, Nov 16, at 9:00"),
        ("remind me on Nov 26", "Friday, Nov 27, at 9:00"),
    ],
)
def test_times_to_come_back_are_read(season: Season, said, when):
    season.at(11, 13, 11)
    assert when in season.says("dana", said)


def test_tomorrow_is_an_answer_and_no_snooze_where_no_nudge_was_the_last_word(season: Season):
    season.at(11, 13)
    season.says("dana", "start")
    assert "come back to it" not in season.says("dana", "tomorrow")


def test_done_already_is_believed_and_what_is_missing_is_said(season: Season):
    season.says("dana", "hi")
    season.at(11, 6)
    told = season.says("dana", "done already")
    assert "your interview" in told
    assert "the interview is not finished" in told
    season.at(11, 13).at(11, 17)
    assert not any(text.startswith("Your interview") for _, text in season.to("dana")[1:])


def test_how_often_is_everyones_own_choice(season: Season):
    assert "at most 2 in seven days" in season.says("dana", "how often do you nudge me?")
    assert "at most one in seven days" in season.says("dana", "nudge me less")
    assert "at most 5" in season.says("dana", "nudge me active")
    assert "at most 3" in season.says("dana", "nudge me less")
    assert "at most 4" in season.says("dana", "at most 4 a week")
    assert "No more nudges" in season.says("dana", "stop nudging me")
    season.at(10, 9).at(11, 13)
    assert season.to("dana") == []
    assert season.to("leo") != []
    season.says("dana", "start nudging")
    season.at(11, 16)
    assert len(season.to("dana")) == 1
    assert season.room.store.wishes("dana").value.profile is Profile.STANDARD


@pytest.mark.parametrize(
    "said", ["when is my plan due?", "calendar", "What are my dates?", "when do you need my draft"]
)
def test_a_rep_can_ask_for_the_dates(season: Season, said):
    season.at(11, 2)
    told = season.says("dana", said)
    assert "Next: last year's data" not in told
    assert "interview: Fri, Nov 13" in told
    assert "draft: Fri, Nov 20" in told


@pytest.mark.parametrize(
    ("said", "milestone", "day"),
    [
        ("give Leo until Nov 18", Milestone.INTERVIEW, date(2026, 11, 18)),
        ("move Leo's draft to Dec 10", Milestone.DRAFT, date(2026, 12, 10)),
        ("Please give Leo Brandt another week for the draft", Milestone.DRAFT, date(2026, 11, 27)),
        ("extend the draft of leo by 2 days", Milestone.DRAFT, date(2026, 11, 20)),
        ("give leo until the end of next week", Milestone.INTERVIEW, date(2026, 11, 20)),
    ],
)
def test_the_executive_moves_a_deadline_and_everyone_knows(season: Season, said, milestone, day):
    season.says("leo", "hi", "1.05M against a quota of 1.2M")
    season.at(11, 11)
    assert "I have told Leo" in season.says("ruth", said)
    assert "Ruth has moved" in season.room.heard("leo")
    review = season.room.review("leo")
    assert [(m.milestone, m.day, m.by) for m in review.moved] == [(milestone, day, "ruth")]
    assert [(e.action, e.by) for e in review.history] == [(CalendarAction.MOVE, "ruth")]
    assert "(moved by Ruth)" in season.says("leo", "calendar")
    assert "(moved by Ruth)" in season.says("ruth", "calendar") or milestone is not Milestone.INTERVIEW


def test_a_deadline_on_a_day_off_is_taken_to_the_day_before_and_said(season: Season):
    season.at(11, 11)
    told = season.says("ruth", "move Leo's draft to Dec 12")
    assert "Friday, Dec 11" in told
    assert "no working day" in told


@pytest.mark.parametrize("said", ["give Leo until yesterday", "give Leo some more time"])
def test_a_day_that_does_not_do_changes_nothing(season: Season, said):
    season.at(11, 11)
    assert "Nothing has changed" in season.says("ruth", said)
    assert season.room.review("leo").moved == ()


def test_a_manager_moves_no_deadline(season: Season):
    season.at(11, 11)
    assert "Deadlines are moved by Ruth Okafor" in season.says("tomas", "give Leo until Friday")
    assert season.room.review("leo").moved == ()


def test_a_moved_deadline_is_nudged_anew(season: Season):
    season.says("priya", "hi")
    season.at(11, 13).at(11, 17)
    season.says("ruth", "move Priya's interview to Nov 30")
    before = len(season.to("priya"))
    season.at(11, 30)
    assert "our interview is due today" in season.to("priya")[before][1]


def test_a_manager_hears_of_their_own_rep_after_the_rep_and_the_executive_of_the_others(season: Season):
    season.says("dana", "hi")
    season.says("priya", "hi")
    season.hourly(date(2026, 11, 13), date(2026, 11, 20))
    rep = season.to("dana")[0][0]
    (manager, text) = next((at, text) for at, text in season.to("tomas") if "Dana" in text)
    assert rep < manager
    assert "Priya" not in text
    assert "Dana" not in " ".join(text for _, text in season.to("ruth"))
    assert "Priya" in " ".join(text for _, text in season.to("ruth"))


def test_the_executive_is_reminded_of_a_plan_that_waits_and_taken_to_its_card(season: Season):
    season.at(11, 16)
    season.says("dana", "hi", "done", "send it")
    season.at(11, 17)
    assert season.to("ruth")[1:] == []
    season.at(11, 19)
    assert "Dana's plan has waited for your decision since Monday, Nov 16." in season.to("ruth")[-1][1]
    season.room.clicks("ruth", "Show Dana's card")
    assert [post.content.kind for post in season.room.posts] == ["review card"]


def test_what_could_not_be_sent_in_working_hours_is_not_sent_at_night(season: Season):
    season.now = datetime(2026, 10, 9, 15, tzinfo=UTC)
    season.sweep.work()
    delivered = []
    night = Sender(season.room.store, lambda post, *_: delivered.append(post), lambda: season.now, "s")
    season.now = datetime(2026, 10, 9, 23, tzinfo=UTC)
    while night.work():
        pass
    assert delivered == []


ZONES = {
    "dana": Work(zone="America/New_York", country="US"),
    "priya": Work(zone="Australia/Sydney", country="AU"),
    "leo": Work(zone="America/Santiago", country="CL"),
    "ruth": Work(zone="Europe/London", country="GB"),
    "tomas": Work(zone="Asia/Kolkata", country="IN"),
}
"""Clocks go back in New York and London in the season, and forward in Sydney; in Santiago before it."""
AROUND = TEAM.model_copy(
    update={
        "executive": TEAM.executive.model_copy(update={"work": ZONES["ruth"]}),
        "managers": tuple(m.model_copy(update={"work": ZONES[m.id]}) for m in TEAM.managers),
        "reps": tuple(r.model_copy(update={"work": ZONES[r.id]}) for r in TEAM.reps),
    }
)


def test_a_whole_season_around_the_world(tmp_path):
    season = Season(tmp_path / "world.db", AROUND)
    season.hourly(date(2026, 10, 1), date(2026, 11, 8))
    season.says("dana", "hi", "done", "send it")
    season.hourly(date(2026, 11, 9), date(2026, 12, 20))
    season.says("ruth", "approve Dana")
    season.hourly(date(2026, 12, 21), date(2027, 2, 28))
    assert {who for who in ZONES if season.to(who)} == set(ZONES)
    for who, work in ZONES.items():
        moments = [at for at, _ in season.to(who)]
        assert all(work.idle(at) is None for at in moments)
        assert all(work.local(at).hour == 9 for at in moments if who not in ("ruth", "tomas"))
        days = [work.today(at) for at in moments]
        assert all(sum(day - timedelta(days=7) < other <= day for other in days) <= 2 for day in days)
    about = [text for at, text in season.to("dana") if at > datetime(2026, 11, 9, tzinfo=UTC)]
    assert not any("interview" in text or "draft" in text for text in about)
    season.room.store.close()


RACE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.line.nudges.sweep import Sweep
from bot.store.store import Store
from tests.line.conftest import office

store = Store.open(sys.argv[1])
sweep = Sweep(store, office(), lambda: datetime(2026, 11, 13, 15, tzinfo=UTC))
print("ready", flush=True)
sys.stdin.readline()
sweep.work()
store.close()
"""


def test_processes_that_race_send_each_nudge_once(url, store):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, url],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 3
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    posted = []
    now = datetime(2026, 11, 13, 15, tzinfo=UTC)
    while claim := store.claim_outbound("s", now, timedelta(minutes=2)):
        posted.append(claim.value.to)
        store.fail(claim, now, "only counted")
    assert sorted(posted) == ["dana", "leo", "priya"]
