"""Whatever goes wrong, its person reads what is safe and what comes next, and never a library's word or a secret.

No sentence is looked for. Wrong things are done at the real doors, and every answer is read as its person would.
"""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot import kept_team, wiring
from bot.cli import app
from bot.ending import in_words
from bot.line import actions, keeping, trouble
from bot.line import inbound as events
from bot.line import worker as worker_module
from bot.line.forms import Change
from bot.line.inbound import Inbound, Upload
from bot.line.pages import Home
from bot.line.posts import Reply
from bot.line.set_up import Picked, TeamSent
from bot.pay import file as pay_file
from bot.store.store import Store
from bot.terminal.stage import ticking
from tests.line.conftest import STARTS, Room

SECRET = "quokka 71234"
SAFE = (
    r"\b(nothing|nobody|stands|stays|safe|kept|as it was|lost|no need|left this file alone|not opened|stop[s]? there)\b"
)
NEXT = (
    r"\*[^*]+\*|_[^_]+_|`[^`]+`"
    r"|\b(please|ask|tell|say|send|name|press|open|write|put|set|use|mend|check|try|choose|comes?|can add)\b"
)
UNFIT = (
    r"Traceback|\b\w+(Error|Exception|Problem)\b|\bNone\b|\bnull\b|JSON|XML|<class|\bexception\b|\btimeout\b"
    r"|[{}]|%[YmdHMs]|quokka|71234"
)


def is_fair(text: str) -> bool:
    """Whether words say what is safe and what to do next, and nothing that only a programmer reads."""
    found = bool(re.search(SAFE, text, re.IGNORECASE)) and bool(re.search(NEXT, text, re.IGNORECASE))
    return found and not re.search(UNFIT, text)


def unfair(told: dict[str, str]) -> dict[str, str]:
    return {what: text for what, text in told.items() if not is_fair(text)}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A team at work: Dana's plan waits for a decision, Leo has not begun."""
    room = Room(tmp_path_factory.mktemp("words") / "line.db")
    room.says("dana", "hi", "done", "send it")
    yield room
    room.store.close()


def plays(room: Room, who: str, event: events.Event) -> str:
    room.posts.clear()
    room.stage.play(room.person(who), event)
    return room.heard(who)


PRESSED = sorted(
    value
    for name, value in vars(actions).items()
    if name.isupper() and isinstance(value, str) and name not in ("SAY", "DRAFT", "REHEARSE", "EDIT", "RATED")
)


@pytest.mark.parametrize(("who", "value"), [("leo", "yes@nowhere"), ("tomas", f"{SECRET}:2"), ("ruth", "gone:7")])
def test_every_button_that_is_about_nothing_any_more(room: Room, who: str, value: str):
    told = {what: plays(room, who, events.Click(action=what, value=value)) for what in PRESSED}
    assert unfair(told) == {}


FORMS = (
    events.Changes(person="gone", version=1, comments={"Goal": SECRET}),
    events.Changes(person="dana", version=7, comments={"Goal": SECRET}),
    events.Changes(person="dana", version=1, comments={}),
    events.Question(person="gone", text=SECRET),
    events.FormSent(changes=(Change(key="nowhere", before="", after=SECRET),)),
    TeamSent(changes=()),
    Picked(members=("U0NOBODY",)),
    Upload(name="deals.csv", ref=SECRET, size=1),
    Upload(name="deals.csv", ref="", size=10**9),
    events.Edited(of="nowhere", text="approve Dana"),
    events.Notes(text="see you at lunch"),
)


@pytest.mark.parametrize("who", ["leo", "tomas", "ruth"])
def test_every_form_file_and_change_that_comes_to_nothing(room: Room, who: str):
    told = {repr(event): plays(room, who, event) for event in FORMS}
    assert unfair(told) == {}
    assert len(room.review("dana").versions) == 1


FILES = {
    "a.pdf": b"%PDF-1.7 x",
    "empty.csv": b"",
    "data.csv": b'{"a": 1}',
    "marks.csv": b"<a/>",
    "page.csv": b"<html>sign in</html>",
    "broken.xlsx": b"PK\x03\x04nonsense",
    "locked.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
    "bytes.csv": bytes(range(256)) * 8,
    "header.csv": b"Deal,Amount,Stage\n",
    "note.csv": b"a note and no list\n",
    "others.csv": b"Owner,Deal,Amount,Stage,Close date\nAnn Other,X,100,Won,2026-03-01\n",
}


def test_every_file_that_cannot_be_used(room: Room, tmp_path: Path):
    told = {}
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
        told[name] = plays(room, "leo", Upload(name=name, ref=str(tmp_path / name), size=len(content)))
    assert unfair(told) == {}


ORDERS = {
    "ruth": (
        *(
            "approve Leo",
            "open Leo",
            "card Leo",
            "ask Leo why",
            "answer Dana it holds",
            "changes Dana",
            "approve Nobody",
        ),
        *("give Dana until never", "delegate Dana's review to Nobody", "delegate Dana's review to Leo until Dec 5"),
        *("last year's plan Dana", "question for Leo: why?", "point 9: yes", "align", "blah blah blah"),
    ),
    "tomas": ("approve Dana", "pay Dana", "roll-up", "align", "give Dana until Friday", "delegate Dana to Ruth"),
    "leo": ("show me Dana's pay", "send it", "quarterly review", "last year's plan", "explain my comp plan"),
}


@pytest.mark.parametrize("who", list(ORDERS))
def test_every_order_that_is_not_carried_out(room: Room, who: str):
    assert unfair({order: room.says(who, order) for order in ORDERS[who]}) == {}
    assert len(room.review("dana").history) == 1


KINDS: dict[type, dict[str, Any]] = {
    events.Message: {"text": SECRET},
    events.Edited: {"of": "m", "text": SECRET},
    events.Deleted: {"of": "m"},
    events.Click: {"action": "plan.submit", "value": SECRET},
    events.Changes: {"person": "dana", "version": 1, "comments": {"Goal": SECRET}},
    events.Question: {"person": "dana", "text": SECRET},
    events.FormSent: {"changes": (Change(key="goal.revenue", before="1", after=SECRET),)},
    TeamSent: {"changes": ()},
    Picked: {},
    events.Notes: {"text": SECRET},
    events.Rated: {"of": "m", "helped": False, "missing": SECRET},
    events.Stopped: {"of": "m"},
    events.Command: {"text": SECRET},
    events.HomeOpened: {},
    events.TalkOpened: {},
    events.Mention: {"channel": "C1", "text": SECRET},
    Upload: {"name": f"{SECRET}.csv", "ref": SECRET, "size": 5},
}
FAULTS = (RuntimeError, KeyError, StopIteration, RecursionError, UnicodeError, ZeroDivisionError, OSError, MemoryError)


def test_every_kind_of_event_that_fails_ends_in_words_and_a_log_without_contents(tmp_path, monkeypatch, caplog):
    """Whatever is raised in a turn, whoever it is from; a kind of event that is new has to be added here."""
    assert set(KINDS) == set(get_args(get_args(events.Event)[0]))
    room = Room(tmp_path / "faults.db", clock=ticking(STARTS, timedelta(minutes=5)))
    told = {}
    with monkeypatch.context() as patched, caplog.at_level(logging.DEBUG):
        patched.setattr(keeping, "MOST_ERRORS", 1)
        for number, (kind, fields) in enumerate(KINDS.items()):
            fault = FAULTS[number % len(FAULTS)]

            def broken(*_: object, fault: type[Exception] = fault) -> None:
                raise fault(SECRET)

            patched.setattr(worker_module, "take_turn", broken)
            who = ("dana", "ruth", "tomas")[number % 3]
            told[kind.__name__] = plays(room, who, kind(**fields))
            assert len(room.posts) == 1
    assert unfair(told) == {}
    assert SECRET not in caplog.text
    assert all(word in caplog.text for word in ("failed at attempt", "StopIteration"))
    assert "2027" in room.says("dana", "hi")
    room.store.close()


def test_a_stranger_is_told_where_they_look(room: Room):
    """By every door; who opens the Home tab finds it there, and gets no message at each look."""
    for number, (kind, fields) in enumerate(KINDS.items()):
        room.posts.clear()
        event = kind(**fields)
        room.store.receive(Inbound(key=f"out{number}", person=None, address="U0EVE", event=event, at=STARTS))
        room.stage.run()
        shown = [post.content for post in room.posts if isinstance(post.content, Home | Reply)]
        assert len(shown) == (0 if kind in (events.TalkOpened, events.Stopped) else 1), kind
        assert [type(content) for content in shown if kind is events.HomeOpened] in ([], [Home])
        for content in shown:
            words = content.next_step if isinstance(content, Home) else content.text
            assert SECRET not in words
            assert re.search(r"can add you|team file", words), kind


COMMANDS = (
    *(
        ["chat", "--team", "none.yaml"],
        ["chat", "--team", "bytes"],
        ["chat", "--as", "nobody"],
        ["chat", "--team", "few"],
    ),
    *(["interview", "--as", "dana", "--replies", "none"], ["import", "none.csv"], ["import", "."], ["import"], ["run"]),
    *(
        ["db", "restore", "none.db"],
        ["db", "restore", "few"],
        ["db", "backup", "/none/x.db"],
        ["db", "move", "mysql://x"],
    ),
    *(["db", "rekey"], ["person", "export", "nobody"], ["team", "export", "out"], ["team", "import", "few"]),
    *(["manifest", "--url", "http://x"], ["library", "add", "none.md"]),
)


def test_every_command_that_cannot_be_carried_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANWRIGHT_KEYS", raising=False)
    Path("bytes").write_bytes(b"\xff\xfe\x00")
    Path("few").write_text("company: Harbor\n")
    told = {}
    for words in COMMANDS:
        ended = CliRunner().invoke(app, words)
        assert ended.exit_code == 2, words
        told[" ".join(words)] = ended.output
    assert unfair(told) == {}


def test_a_locked_database_without_its_key_is_not_offered_a_new_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    key = CliRunner().invoke(app, ["key"]).output.strip()
    store = Store.open("sqlite:///planwright.db", (key,))
    store.receive(Inbound(key="e", person=None, address="U1", event=events.Message(text="hi"), at=STARTS))
    store.close()
    for words in (["reviews"], ["chat", "--as", "dana"], ["team", "log"], ["run"], ["db", "rekey"]):
        said = CliRunner().invoke(app, words).output
        assert is_fair(said), said
        assert "make one" not in said, words


@pytest.mark.parametrize(
    ("where", "name", "words"),
    [
        (wiring, "load_team", ["chat", "--as", "dana"]),
        (kept_team, "import_team", ["team", "import", "few"]),
        (pay_file, "load_comp_plan", ["pay", "questions", "--plan", "few"]),
    ],
)
def test_a_fault_of_a_commands_own_shows_where_and_nothing_of_what_it_worked_on(
    tmp_path, monkeypatch, where, name, words
):
    def broken(*_: object) -> None:
        raise LookupError(SECRET)

    monkeypatch.chdir(tmp_path)
    Path("few").write_text("company: Harbor\n")
    monkeypatch.setattr(where, name, broken)
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code == 2
    assert is_fair(ended.output.replace("LookupError", "")), ended.output


@given(st.sampled_from([*FAULTS, TypeError, AssertionError, ValueError]), st.text(min_size=6))
@settings(max_examples=25, deadline=None)
def test_no_fault_is_told_with_what_it_says(fault: type[Exception], said: str):
    told = in_words(fault(f"<{said}>"))
    assert f"<{said}>" not in told
    assert is_fair(told.replace(fault.__name__, ""))


def test_every_apology_is_written_out(room: Room):
    """For whatever people do there is a sentence of its own, and no other is kept."""
    named = set(get_args(trouble.in_trouble.__annotations__["return"]))
    assert named == {trouble.in_trouble(kind(**fields)) for kind, fields in KINDS.items()}
    assert unfair({name: room.office.wording.say(f"trouble {name}") for name in named}) == {}
