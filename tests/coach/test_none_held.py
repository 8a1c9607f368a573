"""Telling that what is counted has not happened, and what only sounds like it."""

import pytest

from bot.interview.commands import Nothing
from tests.coach.conftest import Hear


@pytest.mark.parametrize(
    "text",
    [
        "I have not held any yet",
        "haven't done any",
        "Didn't have any.",
        "well, I haven't had any of those so far",
        "we did not hold a single one",
        "I’ve not run any",
    ],
)
def test_none_that_were_held_is_none(hear: Hear, text):
    assert hear(text, "held") == (Nothing(quote=text),)


@pytest.mark.parametrize(
    "text",
    [
        "I haven't held any since March",
        "haven't done any counting",
        "didn't have any trouble",
        "I haven't counted any",
        "I didn't do any worse than 5 a week",
        "haven't held any idea of it, ask Ruth",
    ],
)
def test_what_sounds_like_none_is_not(hear: Hear, text):
    assert not any(isinstance(command, Nothing) for command in hear(text, "held"))


def test_a_quota_somebody_did_not_have_is_unknown_and_not_zero(hear: Hear):
    assert not any(isinstance(command, Nothing) for command in hear("I didn't have any", "quota"))
