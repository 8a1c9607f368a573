"""A part of what is known, changed in a form: what it shows, what it takes, and what it hands back with a reason."""

import pytest

from bot.interview.state import Interview, Status
from bot.line.forms import Change, Form
from bot.line.inbound import Click, FormSent
from bot.line.posts import Reply
from bot.line.rep.editing import check_form, open_form
from bot.review.model import Refusal
from tests.line.conftest import STARTS

LAST_YEAR, RUN_RATE = 0, 3
START = ("hi", "yes", "yes", "yes")


def form(room, who: str, number: str) -> Form:
    rep = room.office.team.rep(who)
    for chapter in range(8):
        opened = open_form(rep, room.store.load(who, room.season).value, chapter, room.office, STARTS)
        if isinstance(opened, Form) and any(field.key.startswith(number) for field in opened.fields):
            return opened
    raise AssertionError(f"no form has {number}")


def change(opened: Form, key: str, after: str) -> Change:
    field = next(field for field in opened.fields if field.key == key)
    return Change(key=key, before=field.text, after=after)


def problems(room, who: str, *changes: Change) -> dict[str, str]:
    rep = room.office.team.rep(who)
    return dict(check_form(rep, room.store.load(who, room.season).value, changes, room.office, STARTS))


def sends(room, who: str, *changes: Change) -> str:
    assert problems(room, who, *changes) == {}
    room.posts.clear()
    room.stage.play(room.person(who), FormSent(changes=changes))
    return room.heard(who)


def test_a_form_shows_what_is_known_and_takes_a_change_as_a_correction(room) -> None:
    room.says("dana", *START)
    opened = form(room, "dana", "last_year.quota")
    shown = {field.key: field.text for field in opened.fields}
    assert (shown["last_year.quota"], shown["last_year.won"]) == ("$1,200,000", "9 of 24")
    said = sends(
        room,
        "dana",
        change(opened, "last_year.quota", "1.25M"),
        change(opened, "last_year.won", "10 of 25"),
    )
    assert room.known("dana", "last_year.quota") == "$1,250,000"
    assert room.known("dana", "last_year.won") == "10 of 25 (40%)"
    assert "$1,250,000" in said
    assert room.interview("dana").facts["last_year.quota"].source.quote == "1.25M"


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("last_year.quota", "a lot", "could not read"),
        ("last_year.quota", "", "Write the answer"),
        ("last_year.won", "30 of 24", "could not read"),
        ("last_year.quota", "$900,000,000,000,000", "cannot be right"),
    ],
)
def test_what_cannot_be_taken_is_said_under_its_text_and_stores_nothing(room, key: str, text: str, told: str) -> None:
    room.says("dana", *START)
    opened = form(room, "dana", "last_year.quota")
    good = change(opened, "last_year.revenue", "1.1M")
    found = problems(room, "dana", good, change(opened, key, text))
    assert list(found) == [key]
    assert told in found[key]
    assert room.known("dana", "last_year.revenue") == "$1,050,000"


def with_deals(room) -> Form:
    room.says("leo", "hi", "finish")
    opened = form(room, "leo", "deals")
    sends(room, "leo", change(opened, "deals", "Acme 120k 60%\nGlobex 80k\nInitech Labs 45k"))
    return form(room, "leo", "deals")


def test_a_whole_list_is_typed_a_line_for_each(room) -> None:
    opened = with_deals(room)
    (field,) = [field for field in opened.fields if field.key == "deals"]
    assert field.text == "Acme $120,000 60%\nGlobex $80,000\nInitech Labs $45,000"
    assert room.known("leo", "deals.acme.odds") == "60%"


def test_lines_change_add_and_take_out_items(room) -> None:
    opened = with_deals(room)
    said = sends(
        room, "leo", change(opened, "deals", "Acme $150,000 60%\nInitech Labs $45,000\nStark Industries 30k 25%")
    )
    assert "Globex" in said
    state = room.interview("leo")
    assert set(state.names("deals").values()) == {"Acme", "Initech Labs", "Stark Industries"}
    assert room.known("leo", "deals.acme.amount") == "$150,000"
    assert room.known("leo", "deals.stark-industries.odds") == "25%"
    assert state.status is Status.FINISHED


def test_a_line_that_cannot_be_read_is_named(room) -> None:
    opened = with_deals(room)
    found = problems(room, "leo", change(opened, "deals", "Acme $120,000 60%\n???\nGlobex $80,000"))
    assert '"???"' in found["deals"]


def test_the_same_form_sent_twice_changes_nothing_more(room) -> None:
    opened = with_deals(room)
    edit = change(opened, "deals", "Acme $120,000 60%\nGlobex $80,000\nInitech Labs $45,000\nStark 30k")
    sends(room, "leo", edit)
    once = room.interview("leo").names("deals")
    sends(room, "leo", edit)
    assert room.interview("leo").names("deals") == once


def test_nobody_edits_what_is_not_theirs(room) -> None:
    assert isinstance(open_form(None, None, 0, room.office, STARTS), Refusal)
    room.stage.play(room.person("ruth"), FormSent(changes=(Change(key="goal.revenue", before="", after="1"),)))
    assert "Only reps" in room.heard("ruth")


def reply(room, who: str) -> Reply:
    return next(p.content for p in room.posts if p.to == who and isinstance(p.content, Reply) and p.content.buttons)


def state_of(room, who: str) -> Interview:
    """The interview without what only remembers the messages."""
    return room.interview(who).model_copy(update={"heard": {}, "undo": None})


def test_a_checklist_can_be_ticked_and_an_old_one_changes_nothing(room) -> None:
    room.says("leo", "hi")
    for _ in range(30):
        menus = [m for p in room.posts if isinstance(p.content, Reply) for m in p.content.menus]
        if menus:
            break
        room.says("leo", "skip")
    picked = ",".join(option.value for option in menus[0].options[:2])
    room.posts.clear()
    room.stage.play(room.person("leo"), Click(action=menus[0].action, value=picked))
    assert len(room.interview("leo").items("why_nots")) == 2
    before = state_of(room, "leo")
    room.posts.clear()
    room.stage.play(room.person("leo"), Click(action=menus[0].action, value=menus[0].options[3].value))
    assert "earlier question" in room.heard("leo")
    assert state_of(room, "leo") == before


def test_pasted_notes_are_taken_by_a_button_once(room) -> None:
    notes = "Notes\n\nOpen deals:\nAcme 120k\nGlobex 80k\nHooli 50k\nInitech 40k\n"
    room.says("leo", "hi", notes)
    yes = reply(room, "leo").buttons[0]
    for told in ("", "earlier question"):
        room.posts.clear()
        room.stage.play(room.person("leo"), Click(action=yes.action, value=yes.value))
        assert told in room.heard("leo")
        assert room.known("leo", "deals.acme.amount") == "$120,000"


def test_both_readings_of_a_figure_are_buttons(room) -> None:
    room.says("leo", "hi")
    room.says("leo", "skip", "skip", "1.2")
    if not any(isinstance(p.content, Reply) and p.content.buttons for p in room.posts):
        pytest.skip("1.2 is plain here")
    first = reply(room, "leo").buttons[0]
    before = len(room.interview("leo").facts)
    room.stage.play(room.person("leo"), Click(action=first.action, value=first.value))
    assert len(room.interview("leo").facts) == before + 1
