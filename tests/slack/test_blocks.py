"""Cutting, dealing out and buttons: nothing is lost and nothing is over Slack's limits."""

from hypothesis import given
from hypothesis import strategies as st

from bot.line.buttons import Button
from bot.line.posts import Reply
from bot.slack.blocks import FALLBACK_TEXT, SECTION_TEXT, action_of, actions, bullets, pieces, section, shortened
from bot.slack.escape import mrkdwn, typed
from bot.slack.reply import reply
from tests.slack.limits import check_message

PARTS = ["goal ", "&", "<", "R&D", "\n", "\n\n", "won 9 of 24. ", "x" * 60, "é", "https://a.b "]
WORDS = st.lists(st.sampled_from(PARTS), max_size=300).map("".join)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(WORDS, st.integers(6, 200))
def test_pieces_lose_nothing_but_blanks_and_cut_no_escape(text: str, limit: int) -> None:
    cut = list(pieces(mrkdwn(text), limit))
    assert all(0 < len(piece) <= limit for piece in cut)
    assert squeezed("".join(typed(piece) for piece in cut)) == squeezed(text)


def test_a_cut_falls_between_paragraphs_before_lines_before_words() -> None:
    assert list(pieces("one two\n\nthree\nfour", 16)) == ["one two", "three\nfour"]
    assert list(pieces("one two\nthree four", 12)) == ["one two", "three four"]
    assert list(pieces("one two three", 8)) == ["one two", "three"]
    assert list(pieces("onetwothree", 8)) == ["onetwoth", "ree"]


@given(WORDS.map(lambda text: f"Hello. {text * 20}"))
def test_a_reply_of_any_length_is_whole_and_within_limits(text: str) -> None:
    parts = reply(Reply(text=text, buttons=(Button(label="Go on", action="go", value="1"),)))
    for part in parts:
        check_message(part.text, part.blocks)
    shown = [block["text"]["text"] for part in parts for block in part.blocks if block["type"] == "section"]
    assert squeezed("".join(map(typed, shown))) == squeezed(text)
    assert parts[-1].blocks[-1]["type"] == "actions"


def test_a_short_reply_is_one_message_with_its_text_twice() -> None:
    (part,) = reply(Reply(text="What was your quota?"))
    assert part.text == "What was your quota?"
    assert [block["text"]["text"] for block in part.blocks] == ["What was your quota?"]
    assert all(block["text"]["verbatim"] for block in part.blocks)


def test_buttons_carry_their_action_through_distinct_ids() -> None:
    same = [Button(label=f"Choice {n} " * 20, action="choose", value=str(n)) for n in range(12)]
    rows = actions(same)
    ids = [element["action_id"] for row in rows for element in row["elements"]]
    assert len(set(ids)) == 12
    assert {action_of(one) for one in ids} == {"choose"}
    check_message("buttons", tuple(rows))


def test_a_button_shows_a_style_only_when_it_has_one() -> None:
    plain_one, primary = actions(
        [Button(label="a", action="a", value=""), Button(label="b", action="b", value="", style="primary")]
    )[0]["elements"]
    assert "style" not in plain_one
    assert primary["style"] == "primary"


def test_a_long_list_says_how_much_it_leaves_to_the_plan() -> None:
    (block,) = bullets("Open", ["a", "b", "c"], shown=1)
    assert block["text"]["text"] == "*Open*\n• a\n_and 2 more in the plan_"
    assert bullets("Open", []) == []


@given(WORDS, st.integers(20, 100))
def test_shortening_keeps_what_fits_and_marks_what_does_not(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == text if len(text) <= limit else short.endswith("…")


def test_limits_in_force() -> None:
    assert max(len(block["text"]["text"]) for block in section("&" * 5000)) <= SECTION_TEXT
    (*_, last) = reply(Reply(text="word " * 5000))
    assert len(last.text) <= FALLBACK_TEXT
