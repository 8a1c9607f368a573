"""The measured accuracy stays within its aims, where the cases are at hand."""

import pytest

from evals.read_accuracy import AIMS, DATA, score_amounts, score_dates

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the cases of ../shared/data are not here")


def test_amounts():
    scores = score_amounts(verbose=False)
    assert scores["figures"] >= AIMS["figures"]
    assert scores["kinds"] >= AIMS["kinds"]
    assert scores["silently wrong"] <= AIMS["silently wrong"]


def test_dates():
    scores = score_dates(verbose=False)
    assert scores["starts"] >= AIMS["starts"]
    assert scores["intervals"] >= AIMS["intervals"]
