"""Plain answers."""

import pytest

from bot.reading.replies import read_answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yep!", "yes"),
        ("that's right", "yes"),
        ("That’s right.", "yes"),
        ("well, yes", "yes"),
        ("yes, but make it 40k", "yes"),
        ("nope", "no"),
        ("no, it was 1.4M", "no"),
        ("No.", "no"),
        ("no idea", "unknown"),
        ("I'm not sure, sorry", "unknown"),
        ("no, no idea", "unknown"),
        ("idk tbh", "unknown"),
        ("?", "unknown"),
        ("N/A", "none"),
        ("none", "none"),
        ("nothing really", "none"),
        ("no deals were lost on price", None),
        ("40k", None),
        ("Yesterday", None),
        ("Nora said 40k", None),
        ("", None),
    ],
)
def test_what_kind_of_answer_it_is(text, answer):
    assert read_answer(text) == answer
