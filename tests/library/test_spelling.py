"""Misspelled words of the library are set right, other words left alone; stems are the same in every thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.spelling import is_slip, respelled
from bot.library.words import stem

KNOWN = {"batting": 3, "average": 5, "deal": 40, "deals": 30, "delivered": 9, "signed": 8, "accelerator": 4, "plan": 90}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("battign", "batting"),
        ("delas", "deals"),
        ("signd", "signed"),
        ("deliverd", "delivered"),
        ("acelerator", "accelerator"),
        ("acceleretor", "accelerator"),
        ("shoud", "should"),
    ],
)
def test_a_slip_is_set_right(typed, meant):
    assert respelled(typed, KNOWN) == meant


@pytest.mark.parametrize("word", ["dell", "dial", "weather", "zebra", "dea", "pln", "plane", "loaves", "99", "plan2"])
def test_another_word_is_left_alone(word):
    assert respelled(word, KNOWN) == word


@given(st.text("abcdefgh", min_size=2, max_size=9), st.data())
@settings(max_examples=80)
def test_every_slip_of_the_fingers_is_one(word, data):
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for typed in (word[:at] + word[at + 1 :], word[: at + 1] + word[at:], swapped):
        if typed != word and typed[0] == word[0]:
            assert is_slip(typed, word)
    assert not is_slip(word, word)
    assert not is_slip(word, f"{word}xy")


def test_threads_do_not_spoil_each_others_stems():
    words = [
        f"{word}{end}" for word in ("account", "forecast", "quota", "attain") for end in ("ing", "ed", "ment", "s")
    ]
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(stem.__wrapped__, words * 100))
    assert together == alone * 100
