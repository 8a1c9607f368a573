"""Whatever a person types, in any order: through the real line nothing is lost, and everything is answered."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.interview.state import Interview, Status
from bot.line.inbound import Deleted, Edited, Message
from bot.line.posts import Reply
from tests.line.conftest import STARTS, Room

TYPED = (
    "1.05M against a quota of 1.2M",
    "9 of 24",
    "42k",
    "we are fast. our average deal is 50k",
    "not 42, 45",
    "the new one",
    "keep it",
    "2 and 7",
    "none",
    "no idea",
    "skip",
    "back",
    "undo",
    "yes",
    "no",
    "why",
    "ok",
    "asdf",
    "change my goal",
    "my goal is 1.5M",
    "Vandelay 120k 60%, Hooli 80k",
    "add Stark 45k to my deals",
    "drop Hooli",
    "Revenue: 900k\nQuota: 1M\nWon: 8 of 20\nAverage deal: 60k\nGoal: 1.4M\nNotes: nothing",
    "pause",
    "done",
    "start over",
    "send it",
    "how long will this take",
)
SAYS = st.sampled_from(TYPED)
DOES = st.one_of(
    SAYS.map(lambda text: ("say", 0, text)),
    SAYS.map(lambda text: ("say", 0, text)),
    st.tuples(st.just("edit"), st.integers(0, 20), SAYS),
    st.tuples(st.just("delete"), st.integers(0, 20), st.just("")),
)


def everything(state: Interview) -> set[str]:
    facts = (*state.facts.values(), *state.past, *state.doubts, *(state.pending.facts if state.pending else ()))
    return {fact.model_dump_json() for fact in facts}


@given(st.lists(DOES, min_size=4, max_size=14))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_said_is_lost_and_everything_is_answered(deeds):
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder) / "any.db")
        room.says("leo", "hi")
        keys, told = [], set[str]()
        for does, which, text in deeds:
            room.posts.clear()
            if does == "say":
                keys.append(room.stage.play(room.person("leo"), Message(text=text)))
                assert room.posts, text
            elif keys:
                of = keys[which % len(keys)]
                room.stage.play(room.person("leo"), Edited(of=of, text=text) if does == "edit" else Deleted(of=of))
            assert "went wrong on my side" not in room.heard("leo"), (does, text)
            state = room.interview("leo")
            told |= {fact.model_dump_json() for fact in (*state.facts.values(), *state.past)}
            assert told <= everything(state)
            if any(isinstance(post.content, Reply) and "draft is" in post.content.text for post in room.posts):
                assert state.status is Status.FINISHED
                assert plan_says_whether_it_adds_up(room, state)
        room.store.close()


def plan_says_whether_it_adds_up(room: Room, state: Interview) -> bool:
    rep = room.office.team.rep("leo")
    assert rep is not None
    reading = room.office.draw_up(rep, state, STARTS).adds_up.reading
    return bool(reading) and reading in room.heard("leo")
