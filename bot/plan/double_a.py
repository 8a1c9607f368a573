"""Aggressive but attainable (M14): both halves with their evidence, and one line that says it."""

from bot.plan.judging import Case
from bot.plan.model import DoubleA, Verdict


def double_a(aggressive: Case, attainable: Case) -> DoubleA:
    """The verdict on a plan from the cases made for both halves."""
    halves = (aggressive.judgement, attainable.judgement)
    if all(half.verdict is Verdict.YES for half in halves):
        reading = "Aggressive and attainable: a double A."
    else:
        reading = f"{aggressive.read('Aggressive')} {attainable.read('Attainable')}"
    return DoubleA(aggressive=halves[0], attainable=halves[1], reading=reading)
