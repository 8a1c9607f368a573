"""The form that changes a part of what is known: within Slack's limits, and only what was changed comes back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.line.forms import Change, Field, Form
from bot.slack.edit_modal import edit_modal, form_sent, notice, shown_in
from tests.slack.limits import check_view

FORM = Form(
    chapter=0,
    title="Last year, and a title that is longer than Slack allows",
    fields=(
        Field(key="last_year.quota", label="2026 quota", text="$1,200,000"),
        Field(
            key="deals", label="your open pipeline", text="Acme $120,000 60%\nGlobex $80,000", hint="A", is_list=True
        ),
        Field(key="risks", label="risks", text="", is_list=True),
    ),
)


def sent(form: Form, **typed: str | None) -> dict:
    view = edit_modal(form)
    values = {field.key: {"text": {"type": "plain_text_input", "value": field.text or None}} for field in form.fields}
    values |= {key: {"text": {"type": "plain_text_input", "value": text}} for key, text in typed.items()}
    return {**view, "id": "V1", "hash": "1.a", "state": {"values": values}}


def test_each_text_opens_with_what_is_known() -> None:
    view = edit_modal(FORM)
    check_view(view)
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    assert [block["element"].get("initial_value") for block in inputs] == [field.text or None for field in FORM.fields]
    assert [block["element"]["multiline"] for block in inputs] == [False, True, True]
    check_view(notice("There is nothing here to change yet."))


def test_only_what_was_changed_comes_back() -> None:
    assert form_sent(sent(FORM)).changes == ()
    after = "Acme $150,000"
    (changed,) = form_sent(sent(FORM, deals=after)).changes
    assert changed == Change(key="deals", before=FORM.fields[1].text, after=after)
    (emptied,) = form_sent(sent(FORM, deals=None)).changes
    assert emptied.after == ""


def test_a_problem_without_a_place_is_told_under_the_first_text() -> None:
    assert shown_in(sent(FORM), {"deals": "a", "gone": "b"}) == {"deals": "a", "last_year.quota": "b"}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), max_size=90, unique=True))
def test_any_form_is_within_slacks_limits(labels: list[str]) -> None:
    fields = tuple(Field(key=f"f{n}", label=label, text=label * 20) for n, label in enumerate(labels))
    check_view(edit_modal(Form(chapter=1, title="Part", fields=fields)))
