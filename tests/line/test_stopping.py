"""The person stops the work on a message: nothing of it counts, one line says so, and what comes later goes on."""

from bot.line.inbound import Inbound, Stopped, stop_key
from tests.coach.model_stub import Stub, heard
from tests.line.conftest import Room
from tests.line.test_model_turns import helped

TEXT = "Well, the boss of Globex wanted 3 things from us, the printer broke, and our books closed at 1.05M for me"


def stop(room: Room, of: str) -> None:
    at = room.stage.clock()
    room.store.receive(Inbound(key=stop_key(of), person="leo", address="leo", event=Stopped(of=of), at=at))


def test_what_is_stopped_while_a_model_is_asked_does_not_count(room: Room) -> None:
    room.says("leo", "hi")
    before = room.interview("leo")

    def pressed(_: object) -> dict:
        stop(room, f"test:{key}")
        stop(room, f"test:{key}")
        return heard(("last_year.revenue", "1.05M"))

    helped(room, Stub(pressed))
    room.posts.clear()
    key = 2
    room.says("leo", TEXT)
    assert room.heard("leo").startswith("Stopped. Nothing of that message was taken in")
    assert len(room.posts) == 1
    assert room.interview("leo") == before
    assert len(room.store.uses()) == 1
    assert room.store.transcript("leo")[-2].text == TEXT


def test_a_stop_that_comes_too_late_changes_nothing_and_the_next_message_is_answered(room: Room) -> None:
    room.says("leo", "hi")
    room.says("leo", "I booked 1.05M against a quota of 1.2M")
    before = room.interview("leo")
    room.posts.clear()
    stop(room, "test:2")
    room.stage.run()
    assert room.posts == []
    assert room.interview("leo") == before
    assert room.says("leo", "9 of 24")
    assert room.known("leo", "last_year.won") == "9 of 24 (37.5%)"
