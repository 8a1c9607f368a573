"""The one thing to coach on follows the weakest point, and names its rule; the self-check says what holds."""

import pytest

from bot.review.coaching import ADVICE, suggestion
from bot.review.points import Check
from bot.review.self_check import in_two_lines, self_check
from tests.review.samples import count, farmer_plan, hunter_plan, money


@pytest.mark.parametrize(
    ("plan", "rule", "says"),
    [
        (hunter_plan({"goal.revenue": money(1_100_000)}), "M13", "rehearse the hardest questions"),
        (hunter_plan({"funnel.meetings_per_week": count(1)}), "M11", "first meetings"),
        (farmer_plan({"goal.revenue": money(3_000_000)}), "M11", "which of them can grow"),
        (hunter_plan({"goal.revenue": money(1_100_000)}, without=("risks.",)), "M14", "open points"),
        (hunter_plan({"goal.revenue": money(1_100_000)}, without=("why_nots.",)), "M14", "open points"),
    ],
)
def test_the_suggestion_follows_the_weakest_point(plan, rule: str, says: str):
    found = suggestion(plan)
    assert found.rule == rule
    assert says in found.text
    assert plan.name.split()[0] in found.text


def test_every_check_has_its_advice():
    assert set(ADVICE) == set(Check)


def test_a_sound_plan_holds_in_one_line():
    check = self_check(hunter_plan({"goal.revenue": money(1_100_000)}), fits_pay=True)
    assert in_two_lines(check) == ("Holds: complete, adds up, aggressive but attainable, aligned with pay.", "")


def test_what_does_not_hold_is_said_and_what_nobody_can_tell_is_called_open():
    short = self_check(hunter_plan({"funnel.meetings_per_week": count(1)}), fits_pay=False)
    assert in_two_lines(short)[1] == "Not yet: adds up, aggressive but attainable, aligned with pay."
    unknown = self_check(hunter_plan(without=("funnel.",)), fits_pay=None)
    assert in_two_lines(unknown)[1] == "Not yet: complete, adds up (open), aggressive but attainable (open)."
