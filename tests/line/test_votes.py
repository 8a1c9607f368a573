"""Votes on answers: kept with their question, never changed, and counted for whoever keeps the library."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from bot.feedback_command import show
from bot.library.model import Answer
from bot.line.inbound import Rated
from bot.line.posts import Reply
from bot.line.votes import Vote, VoteOn, tally
from tests.line.conftest import Room

ANSWER = Answer(answer="Run-rate is what comes in anyway.")
AT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def room(tmp_path) -> Room:
    return Room(
        tmp_path / "votes.db",
        ask=lambda _: ANSWER,
    )


def asks(room: Room) -> str:
    """Ask the library something; gives the key that the answer carries."""
    room.says("leo", "hi", "what is a run-rate?")
    answered = [p.content for p in room.posts if isinstance(p.content, Reply) and p.content.answers]
    assert "Run-rate is what" in answered[0].text
    return answered[0].answers


def votes(room: Room, key: str, *, helped: bool, missing: str = "") -> str:
    room.posts.clear()
    room.stage.play(room.person("leo"), Rated(of=key, helped=helped, missing=missing))
    return room.heard("leo")


def test_a_vote_is_kept_with_its_question_and_says_nothing(room: Room, capsys) -> None:
    key, before = asks(room), room.interview("leo")
    assert votes(room, key, helped=False) == ""
    assert "Thanks" in votes(room, key, helped=False, missing="an example for my accounts")
    assert room.interview("leo") == before
    assert [(on.vote.helped, on.question) for on in room.store.votes()] == [(False, "what is a run-rate?")] * 2
    show(room.store.votes())
    told = capsys.readouterr().out
    assert "+0 -1  what is a run-rate?" in told
    assert "missing: an example for my accounts" in told


def test_what_is_no_question_has_no_thumbs(room: Room) -> None:
    room.says("leo", "hi")
    assert not any(p.content.answers for p in room.posts if isinstance(p.content, Reply))


def test_a_vote_cannot_be_changed_in_the_database(room: Room) -> None:
    votes(room, asks(room), helped=True)
    with pytest.raises(DBAPIError), room.store._writes.begin() as connection:
        connection.exec_driver_sql("UPDATE votes SET helped = 0")


def on(question: str, person: str, about: str, *, helped: bool) -> VoteOn:
    return VoteOn(vote=Vote(person=person, about=about, helped=helped, at=AT), question=question)


def test_the_last_vote_of_a_person_on_an_answer_counts_and_the_least_helpful_comes_first() -> None:
    good, bad = "What is a Hunter?", "what is coverage"
    counted = tally(
        [
            on(good, "leo", "1", helped=False),
            on(good, "leo", "1", helped=True),
            on(bad, "leo", "2", helped=False),
            on("What is  coverage?", "dana", "3", helped=False),
        ]
    )
    assert [(each.question, each.up, each.down) for each in counted] == [(bad, 0, 2), (good, 1, 0)]
