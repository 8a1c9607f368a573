"""The review card says what is needed to decide, keeps Slack's limits, and has buttons only while it waits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.line.actions import read_about, review_buttons
from bot.plan.model import DoubleA, Evidence, Judgement, Verdict
from bot.review.model import State
from bot.slack.blocks import action_of
from bot.slack.card import card
from bot.slack.escape import typed
from tests.slack.limits import check_message
from tests.slack.people import text_of
from tests.slack.samples import comment, review_card, summary


def shown(content) -> str:
    parts = card(content)
    for part in parts:
        check_message(part.text, part.blocks)
    return typed("\n".join(text_of({"blocks": part.blocks}) for part in parts))


def test_the_whole_decision_is_on_it() -> None:
    text = shown(review_card())
    for part in (
        "Sam Hale, Hunter: plan, version 2",
        "$1,200,000",
        "about $700,000, 58.3% of the goal (middle)",
        "$500,000",
        "13 new deals of $40,000",
        "It adds up",
        "*Aggressive: yes*\n+ Point 0 for it.",
        "*Attainable: open*\n– Six meetings a week",
        "Named targets",
        "The funnel rests on a guess",
        "two case studies",
        "and 3 more in the plan",
        "Funnel and activity: Weekly first meetings: 4 to 6",
        "*Goal* Why so low?\n_Answer:_ I took out the lost account.",
        "Plan for a lower average. (M03: few decided deals make a guess)",
        "[Approve]\n[Request changes]\n[Ask Sam]\n[Open plan]",
    ):
        assert part in text


def test_it_can_be_read_in_a_minute() -> None:
    # A reader takes in about 240 words a minute.
    assert len(shown(review_card()).split()) < 240


def test_what_is_not_known_says_so() -> None:
    text = shown(review_card(goal=None, gap=None, cover=None))
    assert text.count("not known yet") == 2


def test_buttons_say_what_and_which_version() -> None:
    (part,) = card(review_card(person="sam:x"))
    pressed = part.blocks[-1]["elements"]
    offered = [button.action for button in review_buttons("sam:x", 2, "Sam")]
    assert [action_of(button["action_id"]) for button in pressed] == offered
    assert {read_about(button["value"]) for button in pressed} == {("sam:x", 2, "")}


def test_decided_it_says_who_and_when_and_has_no_buttons() -> None:
    decision = "Dana Ortiz approved version 2 on November 3, 2026, 14:05 UTC"
    decided = review_card().model_copy(update={"state": State.APPROVED, "decided": decision})
    (part,) = card(decided)
    assert f"*{decision}*" in shown(decided)
    assert decision in part.text
    assert not [block for block in part.blocks if block["type"] == "actions"]


def test_a_replaced_version_has_no_buttons_either() -> None:
    replaced = review_card().model_copy(update={"decided": "Version 3 has replaced this one"})
    assert not [block for part in card(replaced) for block in part.blocks if block["type"] == "actions"]


@settings(max_examples=30)
@given(st.integers(1, 3000), st.integers(0, 12))
def test_however_long_the_words_it_keeps_the_limits_and_counts_every_answer(length: int, count: int) -> None:
    words = "<R&D> " * (length // 6 + 1)
    evidence = tuple(Evidence(supports=n % 2 == 0, text=words) for n in range(count))
    half = Judgement(verdict=Verdict.NO, evidence=evidence)
    content = review_card(
        name=words,
        gap_filled_by=words,
        double_a=DoubleA(aggressive=half, attainable=half, reading=words),
        strongest=(words,) * count,
        answered=tuple(comment(words, f"answer {n}.") for n in range(count)),
    )
    text = shown(content)
    told = sum(f"answer {n}." in text for n in range(count))
    assert told == count or (told and f"and {count - told} more" in text)
    assert "\n[Request changes]\n" in text


def test_pay_has_no_place_on_it() -> None:
    assert not {"pay_text", "comp_plan"} & set(type(summary()).model_fields)
