"""What the workers do when something goes wrong: nothing is lost, nobody waits for ever, nothing personal is logged."""

import logging
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy.exc import OperationalError

from bot.line import worker as worker_module
from bot.line.inbound import Inbound, Message
from bot.line.keeping import LEASE, MOST_ERRORS, MOST_LOST, RENEWED_EVERY, Keeper
from bot.line.loop import Loop
from bot.line.posts import Failed, PlanFile, Post, Reply, Retry, Sent
from bot.line.sending import Sender
from bot.line.worker import Worker
from bot.store.model import Turn
from bot.terminal.stage import ticking
from tests.line.conftest import STARTS, Room


def slow_room(tmp_path: Path) -> Room:
    """A room whose clock moves on five minutes at every look, so that every wait is over."""
    return Room(tmp_path / "slow.db", clock=ticking(STARTS, timedelta(minutes=5)))


def test_an_event_that_always_fails_is_given_up_and_its_person_told(tmp_path, monkeypatch, caplog):
    room = slow_room(tmp_path)
    room.says("dana", "hi")
    calls = []

    def broken(*_):
        calls.append(1)
        raise RuntimeError("secret: base pay 70000")

    monkeypatch.setattr(worker_module, "take_turn", broken)
    with caplog.at_level(logging.DEBUG):
        said = room.says("dana", "yes")
    assert "Something went wrong on my side" in said
    assert len(calls) == MOST_ERRORS
    assert "70000" not in caplog.text
    monkeypatch.undo()
    assert "87.5% of quota" in room.says("dana", "yes")


def test_a_fault_that_passes_is_not_noticed(tmp_path, monkeypatch):
    room = slow_room(tmp_path)
    room.says("dana", "hi")
    real, failures = worker_module.take_turn, [1, 1]

    def flaky(*arguments):
        if failures:
            failures.pop()
            raise TimeoutError
        return real(*arguments)

    monkeypatch.setattr(worker_module, "take_turn", flaky)
    assert "87.5% of quota" in room.says("dana", "yes")


def dana_says(room: Room, text: str = "yes") -> None:
    room.store.receive(Inbound(key="d1", person="dana", address="dana", event=Message(text=text), at=STARTS))


def killed(room: Room, times: int) -> None:
    """The process takes the message in hand and is killed, so many times."""
    for _ in range(times):
        assert room.store.claim_inbound("gone", STARTS, LEASE)
        room.store.release_claims("gone")


def test_a_message_is_not_given_up_however_often_the_process_is_killed_for_other_reasons(room: Room):
    room.says("dana", "hi")
    dana_says(room)
    killed(room, MOST_LOST - 1)
    room.posts.clear()
    room.stage.run()
    assert "87.5% of quota" in room.heard("dana")


def test_a_message_that_ends_the_process_each_time_is_given_up_and_its_person_told(room: Room):
    room.says("dana", "hi")
    dana_says(room)
    killed(room, MOST_LOST)
    room.posts.clear()
    room.stage.run()
    assert "Something went wrong on my side" in room.heard("dana")
    assert "87.5% of quota" in room.says("dana", "yes")


def test_a_lease_that_ran_out_is_no_error_of_the_message(room: Room):
    dana_says(room)
    for hours in range(3):
        claim = room.store.claim_inbound("elsewhere", STARTS + hours * timedelta(hours=1), LEASE)
        assert (claim.lost, claim.errors) == (hours, 0)


def test_a_database_in_trouble_is_no_error_of_the_message(tmp_path, monkeypatch):
    room = slow_room(tmp_path)
    room.says("dana", "hi")
    real, away = room.store.opening, [1] * (3 * MOST_ERRORS)

    def flaky(*whose):
        if away:
            away.pop()
            raise OperationalError("", {}, Exception("disk full"))
        return real(*whose)

    monkeypatch.setattr(room.store, "opening", flaky)
    assert "87.5% of quota" in room.says("dana", "yes")
    assert not away


@pytest.mark.parametrize("table", ["conversations", "reviews"])
def test_a_message_to_a_conversation_that_a_newer_version_has_written_is_left_to_that_one(room: Room, tmp_path, table):
    room.says("dana", "hi", "done", "send it")
    dana_says(room, "progress")
    later = STARTS + timedelta(days=1)

    def works(after: int, name: str) -> bool:
        return Worker(room.store, room.office, lambda: later + timedelta(seconds=after), name).work()

    with closing(sqlite3.connect(tmp_path / "line.db", isolation_level=None)) as past:
        past.execute(f"UPDATE {table} SET value = json_set(value, '$.newer', 1) WHERE person = 'dana'")
        for seconds in range(0, 80, 20):
            assert works(seconds, "older")
            assert not works(seconds + 19, "older")
        past.execute(f"UPDATE {table} SET value = json_remove(value, '$.newer') WHERE person = 'dana'")
    assert works(80, "newer")
    assert [line.text for line in room.store.transcript("dana") if line.direction == "in"][-1] == "progress"


def test_what_is_worked_on_for_long_is_kept_and_what_is_not_is_soon_free(room: Room):
    dana_says(room)
    times = [STARTS]
    keeper = Keeper(room.store, lambda: times[-1])
    claim = room.store.claim_inbound("slow", STARTS, LEASE)
    with keeper.keeps(claim):
        for beat in range(1, 7):
            times.append(STARTS + beat * RENEWED_EVERY)
            assert not keeper.work()
            assert room.store.claim_inbound("other", times[-1], LEASE) is None
    keeper.work()
    assert room.store.claim_inbound("other", times[-1] + LEASE, LEASE).lost == 1
    assert not room.store.commit(Turn(claim, times[-1], room.season))


def test_what_could_not_be_given_back_is_free_once_the_database_answers(room: Room, monkeypatch):
    dana_says(room)
    keeper = Keeper(room.store, lambda: STARTS)

    def away(*_, **__):
        raise OperationalError("", {}, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr(room.store, "commit", away)
        broken.setattr(room.store, "retry", away)
        with pytest.raises(OperationalError):
            Worker(room.store, room.office, lambda: STARTS, "w", keeps=keeper.keeps).work()
    assert room.store.claim_inbound("other", STARTS, LEASE) is None
    keeper.work()
    assert room.store.claim_inbound("other", STARTS, LEASE).errors == 0


def test_two_messages_in_quick_succession_are_both_kept_in_order(room: Room):
    room.says("leo", "hi")
    for number, text in enumerate(["we booked 1.05M", "against 1.2M"]):
        room.store.receive(Inbound(key=f"q{number}", person="leo", address="leo", event=Message(text=text), at=STARTS))
    room.stage.run()
    assert room.known("leo", "last_year.revenue") == "$1,050,000"
    assert room.known("leo", "last_year.quota") == "$1,200,000"


def test_a_turn_that_lost_a_race_is_done_again(tmp_path, monkeypatch):
    room = slow_room(tmp_path)
    room.says("leo", "hi")
    real, raced = room.store.commit, []

    def overtaken(turn):
        if not raced:
            raced.append(1)
            return False
        return real(turn)

    monkeypatch.setattr(room.store, "commit", overtaken)
    room.says("leo", "1.05M against a quota of 1.2M")
    assert room.known("leo", "last_year.revenue") == "$1,050,000"


class Outcomes:
    """A front end that answers each delivery with the next of its outcomes."""

    def __init__(self, *outcomes):
        self.left, self.tried = list(outcomes), []

    def __call__(self, post: Post, replaced, attempt: int):
        self.tried.append((post.key, attempt))
        return self.left.pop(0)


@pytest.fixture
def waiting(room: Room) -> Room:
    """A room with one post to Dana still in the outbox."""
    room.store.receive(Inbound(key="e1", person="dana", address="dana", event=Message(text="hi"), at=STARTS))
    while Worker(room.store, room.office, lambda: STARTS, "w").work():
        pass
    return room


def test_a_post_that_could_not_go_out_is_tried_again(waiting: Room):
    later = STARTS + timedelta(seconds=30)
    sent = Sent(channel="D1", ts="1", at=later)
    front = Outcomes(Retry(at=later, reason="Slack asked to slow down"), sent)
    sender = Sender(waiting.store, front, lambda: STARTS, "s")
    assert sender.work()
    assert not sender.work()
    assert Sender(waiting.store, front, lambda: later, "s").work()
    assert [attempt for _, attempt in front.tried] == [1, 2]
    assert waiting.store.where("e1/0", "dana") == sent


def test_a_post_that_can_never_go_out_does_not_block_the_next(waiting: Room):
    front = Outcomes(Failed(reason="no such user"), Sent(channel="D1", ts="2", at=STARTS))
    sender = Sender(waiting.store, front, lambda: STARTS, "s")
    assert sender.work()
    waiting.store.receive(Inbound(key="e2", person="dana", address="dana", event=Message(text="yes"), at=STARTS))
    while Worker(waiting.store, waiting.office, lambda: STARTS, "w").work():
        pass
    assert sender.work()
    assert [key for key, _ in front.tried] == ["e1/0", "e2/0"]


def test_a_document_that_cannot_be_made_does_not_block_its_person_and_is_told(room: Room):
    file = Post(key="f", to="dana", content=PlanFile(person="dana", version=1, document="plan.docx", text="Your plan"))
    dana_says(room)
    claim = room.store.claim_inbound("w", STARTS, LEASE)
    assert room.store.commit(
        Turn(claim, STARTS, room.season, posts=(file, Post(key="g", to="dana", content=Reply(text="Next."))))
    )
    said = []

    def front(post: Post, *_):
        if post.key == "f":
            raise RuntimeError("base pay 70000")
        said.append(post.content.text)
        return Sent(channel="D1", ts="1", at=STARTS)

    sender = Sender(room.store, front, ticking(STARTS, timedelta(minutes=5)), "s", sorry="It could not be made.")
    while sender.work():
        pass
    assert said == ["Next.", "It could not be made."]


def test_the_loop_works_what_comes_in_and_stops_when_asked():
    done, todo = [], ["a", "b"]

    def work() -> bool:
        if todo:
            done.append(todo.pop(0))
            return True
        return False

    loop = Loop([work])
    loop.start()
    while todo:
        loop.ring()
    loop.stop()
    assert done == ["a", "b"]


def test_a_crew_works_at_the_same_time_and_only_one_looks_out():
    together, looking, most = Barrier(3), [], []

    def take():
        looking.append(1)
        most.append(len(looking))
        looking.pop()
        return jobs.pop() if jobs else None

    jobs = [lambda: together.wait(5) for _ in range(3)]
    loop = Loop([], [take] * 3)
    loop.start()
    together_was_reached = Event()
    jobs.append(together_was_reached.set)
    loop.ring()
    assert together_was_reached.wait(5)
    loop.stop()
    assert max(most) == 1


def test_a_crew_takes_nothing_up_once_it_is_asked_to_stop():
    started, go_on, taken = Event(), Event(), []

    def job():
        started.set()
        go_on.wait(5)

    def take():
        taken.append(1)
        return job

    loop = Loop([], [take])
    loop.start()
    assert started.wait(5)
    stopping = Thread(target=loop.stop)
    stopping.start()
    while not loop._stopping.is_set():
        pass
    go_on.set()
    stopping.join(5)
    assert taken == [1]


def test_a_worker_that_stumbles_goes_on(caplog):
    seen: list[int] = []

    def work() -> bool:
        seen.append(1)
        if len(seen) == 1:
            raise OSError("the database is away")
        return False

    loop = Loop([work])
    loop.start()
    while len(seen) < 2:
        loop.ring()
    loop.stop()
    assert "a worker paused: OSError" in caplog.text


def test_replies_of_one_turn_are_posted_in_order(room: Room):
    room.says("dana", "hi", "done", "send it")
    mine = [post.content for post in room.posts if post.to == "dana"]
    assert isinstance(mine[0], Reply)
    assert "version 1 is with Ruth" in mine[0].text
