"""Nobody reads or changes what is another's: by no id, no forged button, no form, no word, nor after a role is gone.

Dana's plan is under review, with comments, a question on pay and a reminder moved. Everyone else tries everything there
is, with every value that would name it.
"""

from datetime import UTC, datetime
from typing import get_args

import pytest
from sqlalchemy import select

from bot.line import actions
from bot.line.forms import Change
from bot.line.inbound import (
    Changes,
    Click,
    Command,
    Deleted,
    Edited,
    Event,
    FormSent,
    HomeOpened,
    Inbound,
    Mention,
    Message,
    Notes,
    Question,
    Rated,
    Stopped,
    TalkOpened,
    Upload,
)
from bot.line.posts import PlanFile, ReviewCard
from bot.line.set_up import Picked, TeamSent
from bot.plan.model import Section
from bot.review.model import Refusal, State
from bot.running import changes_form
from bot.store.tables import metadata
from bot.team.changes import Leave, SetField
from bot.team.model import Role
from tests.line.conftest import TEAM, Room, office

ACCOUNT, COMMENT, QUESTION = (
    "Zanzibar Foundry",
    "why does Zanzibar Foundry close so late",
    "does the quagga clause hold",
)
MARKS = ("Zanzibar", "quagga")
ACTIONS = sorted(
    value for name, value in vars(actions).items() if name.isupper() and isinstance(value, str) and name != "SAY"
)
VALUES = (
    *(actions.about("dana", version, TEAM.season.key) for version in (0, 1)),
    actions.about("dana", 1),
    *("1@dana:1", "yes@test:3", "0"),
)
WORDS = (
    *("open Dana", "card Dana", "pay Dana", "show me Dana's plan", "show me Dana's pay", "Dana's accounts", "status"),
    *("approve Dana", "changes Dana goal: lower", "answer Dana it holds", "ask Dana why", "points", "point 1: no"),
    *("give Dana until Friday", "delegate Dana's review to Leo until Dec 5", "Dana's page", "show Dana's slides"),
    *("question for Dana: what is your goal?", "roll-up", "my plan", "calendar", "team", "transcript", "undo"),
    *("what did Dana say?", "I am Dana Reyes", "act as dana", "progress", "show my plan", "send me the plan of Dana"),
)
LATER = datetime(2026, 11, 24, 15, tzinfo=UTC)
OUTSIDE = None
HERS = ("conversations", "plan_versions", "pay_answers", "votes", "wishes", "nudges", "reviews", "history", "canvases")


@pytest.fixture
def told(room: Room) -> Room:
    room.says("dana", "hi", f"my accounts are {ACCOUNT} at 200k and Globex at 90k", "done", "send it")
    room.says("dana", "explain my comp plan", f"this looks wrong: {QUESTION}", "agree, Dana Reyes")
    room.says("ruth", f"changes Dana goal: {COMMENT}")
    review = room.review("dana")
    assert review.state is State.CHANGES_REQUESTED
    found = review.model_dump_json()
    assert all(mark in found for mark in MARKS), "there is something to find"
    return room


def kept(room: Room) -> dict[str, list[tuple]]:
    """Every row that is Dana's, or about her."""
    with room.store._reads.connect() as connection:
        return {
            name: sorted(
                repr(row)
                for row in connection.execute(select(table))
                if "dana" in (getattr(row, "person", ""), getattr(row, "lane", ""))
            )
            for name, table in metadata.tables.items()
            if name not in ("inbox", "outbox")
        }


def tries(values: tuple[str, ...] = VALUES) -> dict[type, list]:
    """Everything that somebody can send, by kind, with what names Dana's."""
    comments = {Section.GOAL: "I was here"}
    return {
        Click: [
            *(Click(action=action, value=value) for action in ACTIONS for value in values),
            *(Click(action=actions.SAY, value=text) for text in WORDS[:8]),
        ],
        Message: [Message(text=text) for text in WORDS],
        Command: [Command(text=text) for text in WORDS[:8]],
        Mention: [Mention(channel="C1", text=text) for text in WORDS[:4]],
        Deleted: [Deleted(of=key) for key in ("test:2", "message:D1:1.1")],
        Stopped: [Stopped(of=key) for key in ("test:2", "message:D1:1.1")],
        Edited: [Edited(of=key, text="the goal is 1") for key in ("test:2", "test:3")],
        Rated: [Rated(of=key, helped=False, missing="x") for key in ("test:2", "test:5")],
        FormSent: [FormSent(changes=(Change(key="goal.revenue", before="", after="1"),))],
        Notes: [Notes(text="the goal is 1")],
        Changes: [Changes(person="dana", version=version, comments=comments) for version in (-1, 0, 1, 2, 10**30)],
        Question: [Question(person="dana", text="why so little?")],
        TeamSent: [TeamSent(changes=(SetField(person="dana", field="goal", after="1"), Leave(person="dana")))],
        Picked: [Picked(members=("U0EVE",), channels=("C1",))],
        Upload: [Upload(name="deals.csv", ref="/etc/passwd", size=10)],
        HomeOpened: [HomeOpened()],
        TalkOpened: [TalkOpened()],
    }


def everything(values: tuple[str, ...] = VALUES) -> list:
    return [event for events in tries(values).values() for event in events]


def test_every_kind_of_event_is_tried():
    """A new kind that nobody tries with another's id fails here."""
    assert set(tries()) == set(get_args(get_args(Event)[0]))
    assert all(tries().values())


def play(room: Room, who: str | None, event, number: int, at: datetime = LATER) -> None:
    address = who or "T1/U0EVE"
    room.store.receive(Inbound(key=f"try:{who}:{number}", person=who, address=address, event=event, at=at))
    room.stage.run()


@pytest.mark.parametrize("who", ["leo", OUTSIDE])
def test_a_colleague_and_a_stranger_see_nothing_and_change_nothing(told: Room, who):
    before = kept(told)
    told.posts.clear()
    for number, event in enumerate(everything()):
        play(told, who, event, number)
    theirs = [post for post in told.posts if post.to != "dana"]
    assert len(theirs) > 100
    assert not [post for post in theirs if isinstance(post.content, ReviewCard)]
    assert not [p for p in theirs if isinstance(p.content, PlanFile) and p.content.person != who]
    for post in theirs:
        assert not any(mark in post.model_dump_json() for mark in MARKS), post
    after = kept(told)
    for name in HERS:
        assert after[name] == before[name], name


def test_a_manager_reads_the_plan_and_never_pay_and_decides_nothing(told: Room):
    before = kept(told)
    told.posts.clear()
    for number, event in enumerate(everything()):
        play(told, "tomas", event, number)
    to_tomas = [post for post in told.posts if post.to == "tomas"]
    files = {post.content.document for post in to_tomas if isinstance(post.content, PlanFile)}
    assert files
    assert not any(name.startswith("pay") for name in files)
    pay = told.review("dana").versions[0].pay_text
    assert pay
    lines = [line for line in pay.splitlines() if len(line) > 40]
    for post in to_tomas:
        text = post.model_dump_json()
        assert "quagga" not in text
        assert not any(line in text for line in lines)
    after = kept(told)
    for name in ("conversations", "plan_versions", "pay_answers", "votes"):
        assert after[name] == before[name], name
    assert told.review("dana").state is State.CHANGES_REQUESTED


def test_the_form_for_changes_opens_for_nobody_but_the_executive(told: Room):
    told.says("dana", "ok lower", "the goal is 1.5M", "send it")
    review = told.review("dana")
    assert not isinstance(changes_form("ruth", review, 2, TEAM), Refusal)
    for who in ("leo", "tomas", "priya", "dana", None, "nobody-of-that-id"):
        for version in (1, 2, 3):
            assert isinstance(changes_form(who, review, version, TEAM), Refusal)


def demoted():
    """The team after Ruth has handed the role of executive to Tomas, and sells herself."""
    ruth, tomas = TEAM.executive, TEAM.managers[0]
    rep = TEAM.reps[2].model_copy(
        update={"id": "ruth", "name": ruth.name, "slack_id": ruth.slack_id, "manager": "tomas"}
    )
    moved = tuple(one.model_copy(update={"manager": "tomas"}) for one in TEAM.reps)
    return TEAM.model_copy(
        update={
            "executive": tomas.model_copy(update={"role": Role.EXECUTIVE}),
            "managers": (),
            "reps": (*moved, rep),
        }
    )


def test_an_executive_who_was_demoted_decides_nothing_with_a_card_that_is_open(room: Room, tmp_path):
    room.says("dana", "hi", "done", "send it")
    after = Room(tmp_path / "line.db", "later", team=demoted())
    for number, (action, value) in enumerate(
        (action, actions.about("dana", 1))
        for action in (actions.APPROVE, actions.OPEN_PAY, actions.OPEN_PLAN, actions.ASK)
    ):
        play(after, "ruth", Click(action=action, value=value), number)
    play(after, "ruth", Changes(person="dana", version=1, comments={Section.GOAL: "no"}), 9)
    play(after, "ruth", Message(text="approve Dana"), 10)
    assert after.review("dana").state is State.SUBMITTED
    assert not [post for post in after.posts if isinstance(post.content, PlanFile)]
    assert isinstance(changes_form("ruth", after.review("dana"), 1, demoted()), Refusal)
    play(after, "tomas", Click(action=actions.APPROVE, value=actions.about("dana", 1)), 11)
    assert after.review("dana").state is State.APPROVED


def test_a_manager_whose_report_was_moved_opens_the_plan_no_more(room: Room, tmp_path):
    room.says("dana", "hi", "done", "send it")
    moved = tuple(rep.model_copy(update={"manager": "ruth"}) for rep in TEAM.reps)
    after = Room(tmp_path / "line.db", "later", team=TEAM.model_copy(update={"reps": moved}))
    for number, event in enumerate(
        (
            Click(action=actions.OPEN_PLAN, value=actions.about("dana", 1)),
            Message(text="open Dana"),
            Message(text="card Dana"),
        )
    ):
        play(after, "tomas", event, number)
    assert not [post for post in after.posts if isinstance(post.content, PlanFile | ReviewCard)]


def moved():
    """The team after everyone of Tomas's was given to Ruth."""
    return TEAM.model_copy(update={"reps": tuple(rep.model_copy(update={"manager": "ruth"}) for rep in TEAM.reps)})


def without(person: str):
    """The team after a manager or a rep was taken out of it; the reps are Ruth's then."""
    update = {"reps": tuple(rep for rep in moved().reps if rep.id != person), "managers": ()}
    return TEAM.model_copy(update=update)


@pytest.mark.parametrize(
    ("who", "team", "month"),
    [
        ("ruth", demoted(), 11),
        ("tomas", moved(), 11),
        ("tomas", moved(), 12),
        ("tomas", without("tomas"), 12),
        ("leo", without("leo"), 11),
    ],
    ids=["former executive", "former manager, delegate still", "and after it", "taken out", "rep taken out"],
)
def test_whoever_had_a_part_and_has_it_no_more_sees_and_changes_nothing(told: Room, tmp_path, who, team, month):
    """Tomas was asked to decide until December 5, and asked something himself; then his reps went to Ruth."""
    told.says("ruth", "delegate Dana's review to Tomas until Dec 5")
    told.says("tomas", "ask Dana what is your goal?")
    after = Room(tmp_path / "line.db", "later", team=team)
    before = kept(after)
    for number, event in enumerate(everything(VALUES[1:2])):
        play(after, who, event, number, datetime(2026, month, 24, 15, tzinfo=UTC))
    theirs = [post for post in after.posts if post.to != "dana"]
    assert len(theirs) > 40
    assert not [post for post in theirs if isinstance(post.content, ReviewCard)]
    assert not [p for p in theirs if isinstance(p.content, PlanFile) and p.content.person != who]
    assert not [post for post in theirs if any(mark in post.model_dump_json() for mark in MARKS)]
    assert {name: kept(after)[name] for name in HERS} == {name: before[name] for name in HERS}


def test_an_answer_and_a_new_version_go_to_nobody_who_has_no_part_any_more(room: Room, tmp_path):
    room.says("dana", "hi", "done", "send it")
    room.says("ruth", "delegate Dana's review to Tomas until Dec 5")
    room.says("tomas", "ask Dana who knows Globex best?")
    after = Room(tmp_path / "line.db", "later", team=moved())
    heard = []
    for who, text in (
        ("dana", "Zanzibar Foundry does"),
        ("ruth", "changes Dana goal: lower"),
        *(("dana", text) for text in ("ok lower", "the goal is 1.5M", "send it")),
        ("ruth", "approve Dana"),
    ):
        after.says(who, text)
        heard += after.posts
    to_ruth = [post.model_dump_json() for post in heard if post.to == "ruth"]
    assert any(ACCOUNT in text for text in to_ruth)
    assert len([post for post in heard if post.to == "ruth" and isinstance(post.content, ReviewCard)]) > 1
    assert [post.key for post in heard if post.to == "tomas"] == []


def test_somebody_taken_out_of_the_team_is_a_stranger_at_once(room: Room, tmp_path):
    room.says("dana", "hi", "done", "send it")
    gone = TEAM.model_copy(update={"reps": tuple(rep for rep in TEAM.reps if rep.id != "leo")})
    after = Room(tmp_path / "line.db", "later", team=gone)
    play(after, "leo", Message(text="show my plan"), 1)
    (post,) = after.posts
    assert "planning" in post.content.text
    assert office(gone).team.person("leo") is None
