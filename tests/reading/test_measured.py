"""The measured accuracy stays within its aims, and on phrases of our own where it stood when they were measured."""

import pytest

from evals import phrases
from evals.read_accuracy import AIMS, DATA, score_amounts, score_dates

shared = pytest.mark.skipif(not DATA.exists(), reason="the cases of ../shared/data are not here")


@shared
def test_amounts():
    scores = score_amounts(verbose=False)
    assert scores["figures"] >= AIMS["figures"]
    assert scores["kinds"] >= AIMS["kinds"]
    assert scores["silently wrong"] <= AIMS["silently wrong"]


@shared
def test_dates():
    scores = score_dates(verbose=False)
    assert scores["starts"] >= AIMS["starts"]
    assert scores["intervals"] >= AIMS["intervals"]


def test_amounts_in_phrases_of_our_own():
    scores, misses = phrases.score_amounts()
    assert scores["figures"] >= 0.975, misses
    assert scores["kinds"] >= 0.96, misses
    assert scores["hedges"] >= 0.96, misses
    assert scores["silently wrong"] <= 0.015, misses


def test_dates_in_phrases_of_our_own():
    scores, misses = phrases.score_dates()
    assert scores["starts"] >= 0.96, misses
    assert scores["intervals"] >= 0.96, misses
