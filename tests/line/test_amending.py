"""Edits and deletions on the line: who they concern, and what is on record of them."""

from bot.line.inbound import Deleted, Edited, Message
from tests.line.conftest import Room


def test_an_edit_is_on_record_under_the_message_it_changed(room: Room):
    room.says("leo", "hi")
    key = room.stage.play(room.person("leo"), Message(text="1.05M against a quota of 1.2M"))
    room.stage.play(room.person("leo"), Edited(of=key, text="1.15M against a quota of 1.2M"))
    assert room.known("leo", "last_year.revenue") == "$1,150,000"
    theirs = [line.text for line in room.store.transcript("leo") if line.direction == "in" and line.key == key]
    assert theirs == ["1.05M against a quota of 1.2M", "[edited] 1.15M against a quota of 1.2M"]


def test_a_reviewers_order_is_not_undone_by_an_edit(room: Room):
    room.says("dana", "hi", "done", "send it")
    key = room.stage.play(room.person("ruth"), Message(text="approve Dana"))
    room.posts.clear()
    room.stage.play(room.person("ruth"), Edited(of=key, text="changes Dana goal: too low"))
    assert "the change did nothing" in room.heard("ruth")
    assert room.review("dana").state == "approved"
    room.posts.clear()
    room.stage.play(room.person("ruth"), Deleted(of=key))
    assert room.posts == []


def test_a_message_of_somebody_else_cannot_be_changed(room: Room):
    room.says("leo", "hi")
    key = room.stage.play(room.person("leo"), Message(text="1.05M against a quota of 1.2M"))
    room.says("dana", "hi")
    room.stage.play(room.person("dana"), Deleted(of=key))
    assert room.known("leo", "last_year.revenue") == "$1,050,000"
