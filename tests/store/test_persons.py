"""A person on request: everything about them in one place, or gone; and what has to stay."""

import json

import pytest

from bot.line.canvas import Kept
from bot.line.posts import PlanFile, Post
from bot.review.model import Action, Entry
from bot.store.database import connect
from bot.store.model import Turn
from bot.store.persons import DECISIONS, IN_WORDS, READS, SET_UP, Subject, erase, goes_and_stays, held_about
from bot.store.tables import metadata
from bot.team.audit import TeamVersion
from bot.team.sheet import Sheet
from tests.store.samples import LEASE, NOW, SEASON, answer, at, event, line, post, review, submit, use

ANN, EVE = Subject("ann", "U1", "Ann Hunter"), Subject("eve")


def card(person):
    file = PlanFile(person=person, version=1, document="plan.md", text="Here it is.")
    return Post(key=f"card/{person}", to="eve", content=file)


@pytest.fixture
def filled(store):
    """Ann's and Bob's plans; Eve decided on Bob's; each of them talked."""
    for person in ("ann", "bob"):
        approved = Entry(at=at(9), by="eve", action=Action.APPROVE, version=1)
        full = review(person)
        assert submit(store, full.model_copy(update={"history": (*full.history, approved)}), key=f"submit/{person}")
        store.receive(event(f"{person}1", person))
        claim = store.claim_inbound("w", NOW, LEASE)
        said = (line(f"{person}1", text=f"Words of {person}", person=person),)
        posts = (post(f"{person}1", to=person), card(person))
        assert store.commit(answer(store, claim, "{}", posts, said, (use(person),)))
    store.receive(event("eve1", "eve"))
    asked = (line("eve1", text="How is Ann doing?", person="eve"),)
    assert store.commit(Turn(store.claim_inbound("w", NOW, LEASE), NOW, SEASON, lines=asked))
    return store


@pytest.fixture
def engine(filled, url):
    made = connect(url)
    yield made
    made.dispose()


def everything(engine, raw):
    tables = ("inbox", "outbox", "conversations", "reviews", "plan_versions", "history", "transcript", "model_use")
    return json.dumps([[list(row) for row in raw(f"SELECT * FROM {table}")] for table in tables], default=str)


def test_everything_about_a_person_is_found_and_nothing_of_others(engine):
    held = json.dumps(held_about(engine, ANN), default=str)
    for expected in ("Words of ann", "Pay, version 1", "Hello", "card/ann", "Good to see you."):
        assert expected in held
    for other in ("Words of bob", "card/bob"):
        assert other not in held
    assert len(held_about(engine, EVE)[DECISIONS]) == 2


def test_an_erasure_says_first_what_goes_and_what_stays(engine):
    goes, stays = goes_and_stays(engine, ANN)
    assert goes["lines of the conversation"] == 1
    assert stays == {"lines in other people's conversations that name them": 1}
    assert sum(goes.values()) == erase(engine, ANN, "admin", NOW)


def test_after_an_erasure_nothing_of_them_is_left_and_everything_of_others(engine, raw, filled):
    others = held_about(engine, Subject("bob"))
    erase(engine, ANN, "admin", NOW)
    assert '"ann"' not in everything(engine, raw)
    assert "Words of ann" not in everything(engine, raw)
    assert held_about(engine, Subject("bob")) == others
    assert filled.review("ann", SEASON).value is None
    assert raw('SELECT deed, about, "by" FROM upkeep') == [("erased what was held about a person", "ann", "admin")]


def test_decisions_on_others_stay_in_their_history(engine, filled):
    _, stays = goes_and_stays(engine, EVE)
    assert stays[DECISIONS] == 2
    erase(engine, EVE, "admin", NOW)
    assert [entry.by for entry in filled.review("bob", SEASON).value.history] == ["bob", "eve"]
    assert filled.transcript("eve") == ()


def test_an_erasure_that_fails_half_way_erases_nothing(engine, raw, filled, monkeypatch):
    before = everything(engine, raw)
    monkeypatch.setattr("bot.store.persons._posts_about", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase(engine, ANN, "admin", NOW)
    assert everything(engine, raw) == before
    assert raw("SELECT * FROM upkeep") == []


def test_a_turn_that_is_being_worked_on_ends_unwritten(engine, filled):
    filled.receive(event("ann2"))
    claim = filled.claim_inbound("w", NOW, LEASE)
    turn = answer(filled, claim, "late", (post("late"),), (line("ann2"),))
    erase(engine, ANN, "admin", NOW)
    assert not filled.commit(turn)
    assert filled.transcript("ann") == ()


def test_what_was_written_before_joining_the_team_is_theirs_too(engine, filled):
    filled.receive(event("early", person=None, text="May I join?"))
    assert "May I join?" in json.dumps(held_about(engine, ANN), default=str)
    erase(engine, ANN, "admin", NOW)
    assert held_about(engine, ANN).keys() == {"records of earlier erasures"}


WHOSE = "says whose row it is"
THEIRS = "is theirs: handed out, and erased with the row"
MACHINERY = "is the program's own, and says nothing of anybody"
BY = "says who did it to another's, or to everyone's: handed out, and stays"
WITHIN = "holds several people: what is theirs of it is handed out, and taken out of it"
DECIDED = {
    "inbox": {"lane": WHOSE, "payload": THEIRS, "key": THEIRS, "received_at": THEIRS, "shown_channel": THEIRS},
    "outbox": {"lane": WHOSE, "payload": THEIRS, "key": THEIRS, "queued_at": THEIRS, "sent_channel": THEIRS},
    "conversations": {"person": WHOSE, "value": THEIRS, "updated_at": THEIRS},
    "wishes": {"person": WHOSE, "value": THEIRS, "updated_at": THEIRS},
    "nudges": {"person": WHOSE, **dict.fromkeys(("milestone", "step", "post", "at", "asked"), THEIRS)},
    "model_use": {
        "person": WHOSE,
        **dict.fromkeys(("job", "key", "at", "outcome", "prompt_tokens", "completion_tokens"), THEIRS),
        **dict.fromkeys(("prompt", "model"), MACHINERY),
    },
    "transcript": {"person": WHOSE, **dict.fromkeys(("direction", "text", "at", "key"), THEIRS)},
    "votes": {"person": WHOSE, **dict.fromkeys(("about", "helped", "missing", "at"), THEIRS)},
    "plan_versions": {"person": WHOSE, **dict.fromkeys(("plan", "pay_text", "submitted_at", "number"), THEIRS)},
    "history": {"person": WHOSE, "by": BY, **dict.fromkeys(("position", "at", "action", "note"), THEIRS)},
    "reviews": {"person": WHOSE, "value": BY, "updated_at": THEIRS},
    "canvases": {"person": WHOSE, "readers": BY, "canvas": THEIRS, "link": THEIRS},
    "pay_answers": {"by": BY, **dict.fromkeys(("plan", "question", "answer", "at"), BY)},
    "team_versions": {"sheet": WITHIN, "by": BY, "at": BY, "number": MACHINERY},
    "pay_plans": {"name": WITHIN, "text": WITHIN, "by": BY, "at": BY},
    "upkeep": {"about": BY, "by": BY, "at": BY, "deed": BY, "under_way": MACHINERY},
}
"""What was decided of every column; a new one without a decision fails the test below."""
QUEUED = {"status", "attempts", "errors", "lost", "claimed_by", "held_until", "done_at", "problem"}
ALWAYS = {"seq", "season", "version", "shown_ts", "sent_ts"} | QUEUED
"""Columns of the program's own wherever they stand."""


def test_every_column_is_handed_out_or_decided_to_stay():
    there = {table.name: {column.key for column in table.c} - ALWAYS for table in metadata.sorted_tables}
    assert there == {name: set(columns) - ALWAYS for name, columns in DECIDED.items()}
    own = {table.name for table in IN_WORDS}
    assert own == {name for name, columns in DECIDED.items() if WHOSE in columns.values()}


def test_whom_others_plans_and_the_set_up_name_is_handed_out_and_told_to_stay(engine, store):
    store.canvases.keep("bob", SEASON, Kept(canvas="F1", readers={"bob": "U2", "ann": "U1"}))
    by = "Ann Hunter (T1/U1)"
    assert store.keep_team(TeamVersion(number=1, at=NOW, by=by, sheet=Sheet(organization={"company": "Harbor"})))
    store.keep_pay_plan("comp/bob.yaml", "base: 1", "T1/U12", NOW)
    held = held_about(engine, ANN)
    assert [row["canvas"] for row in held[READS]] == ["F1"]
    assert [(row["table"], row["number"]) for row in held[SET_UP]] == [("team_versions", 1)]
    assert {READS, SET_UP} <= set(goes_and_stays(engine, ANN)[1])
