"""The home page and the request-changes form."""

import json

from bot.line.buttons import Button
from bot.line.pages import Home, HomePart, HomePerson
from bot.plan.model import Section
from bot.slack.escape import typed
from bot.slack.home import MORE, home
from bot.slack.modal import CALLBACK, ChangesForm, changes, modal, nothing_written
from tests.slack.limits import check_view
from tests.slack.people import text_of
from tests.slack.samples import comment

CHANGE = Button(label="Change", action="interview.edit", value="0", spoken="Change: Last year")
FORM = ChangesForm(person="sam", name="Sam <Hale>", version=2, sections=tuple(Section))


def sent(values: dict[Section, str | None]) -> dict:
    """A form as Slack sends it in: every field, empty ones as None."""
    state = {
        section.name: {"comment": {"type": "plain_text_input", "value": values.get(section)}} for section in Section
    }
    return {**modal(FORM), "id": "V1", "hash": "1.a", "state": {"values": state}}


def test_a_reps_home_page() -> None:
    view = home(
        Home(
            title="Your plan for 2027",
            next_step="Next: what was your quota?",
            done=6,
            total=18,
            open_points=("What you sell Acme & Sons.",),
            comments=(comment("Why so low?"),),
            first=(Button(label="Continue", action="continue", value=""),),
            dates=("Draft: Fri, Nov 20",),
            parts=(
                HomePart(title="Last year", done=3, total=6, button=CHANGE),
                HomePart(title="Goal", done=0, total=2),
            ),
            buttons=(Button(label="Slides", action="say", value="slides"),),
        )
    )
    check_view(view)
    text = typed(text_of(view))
    for part in ("Your plan for 2027", "quota?", "■■■■□□□□□□□□  6 of 18", "Acme & Sons", "Goal: Why so low?"):
        assert part in text
    for part in ("[Continue]", "Draft: Fri, Nov 20", "■■■■■■□□□□□□  3 of 6", "[Change]", "[Slides]"):
        assert part in text
    spoken = [block["accessory"]["accessibility_label"] for block in view["blocks"] if "accessory" in block]
    assert spoken == ["Change: Last year"]


def test_a_reviewers_home_page_lists_everyone() -> None:
    people = tuple(HomePerson(name=f"Rep {n}", role="Hunter", status="waits for you") for n in range(300))
    view = home(Home(title="Your team", next_step="Two plans wait for you.", people=people))
    check_view(view)
    assert "*Rep 299*, Hunter: waits for you" in text_of(view)
    assert " of 0" not in text_of(view)


def test_a_queue_has_a_button_for_each_and_says_who_waits_since_when() -> None:
    card = Button(label="Open card", action="say", value="card Sam", spoken="Open the card of Sam")
    sam = HomePerson(
        name="Sam", role="Hunter", status="version 1", waits="Sam has waited for Dana since Mon", button=card
    )
    lena = sam.model_copy(update={"name": "Lena"})
    view = home(Home(title="Plans", next_step="Two wait.", queue=(sam, lena), people=(sam,)))
    check_view(view)
    assert text_of(view).count("[Open card]") == 3
    assert "Sam has waited for Dana since Mon" in text_of(view)


def test_a_page_that_is_too_long_says_there_is_more() -> None:
    view = home(Home(title="Plan", next_step="Next", open_points=("x" * 2990,) * 200))
    check_view(view)
    assert MORE in text_of(view)


def test_the_form_asks_for_one_optional_comment_per_section() -> None:
    view = modal(FORM)
    check_view(view)
    fields = [block for block in view["blocks"] if block["type"] == "input"]
    assert [field["label"]["text"] for field in fields] == [section.value for section in Section]
    assert all(field["optional"] for field in fields)
    assert view["callback_id"] == CALLBACK
    assert json.loads(view["private_metadata"]) == {"person": "sam", "version": 2}


def test_what_was_written_comes_back_by_section() -> None:
    asked = changes(sent({Section.GOAL: "Higher.\n", Section.RISKS: "  ", Section.KPIS: "Add one."}))
    assert (asked.person, asked.version) == ("sam", 2)
    assert asked.comments == {"Goal": "Higher.", "KPIs": "Add one."}


def test_an_empty_form_is_told_under_its_first_field() -> None:
    empty = sent({Section.GOAL: "   "})
    assert changes(empty).comments == {}
    assert list(nothing_written(empty)) == [next(iter(Section)).name]
