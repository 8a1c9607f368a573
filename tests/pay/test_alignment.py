from decimal import Decimal

import pytest

from bot.pay.alignment import align, same_way
from bot.pay.alignment_words import alignment_in_words, executive_in_words
from bot.pay.explain import explain_for
from bot.pay.file import load_comp_plan
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, plan

TOP = "name: {name}\ncompany: A\ncurrency: USD\neffective: {{from: 2027-01-01, to: 2027-12-31}}\ncomponents:\n"


def pays(measure: str) -> str:
    rate = "1 each" if measure in ("units", "new logos", "activities") else "1%"
    return f"pays: {{shape: flat rate, rate: {rate}}}"


def paying_on(*measures: str, name: str = "Someone"):
    parts = [f"  - {{name: {m}, measure: {m}, per: year, {pays(m)}}}\n" for m in measures]
    return load_comp_plan(TOP.format(name=name) + "".join(parts), "a plan")


def test_what_is_planned_and_not_paid_and_what_is_paid_and_not_planned():
    found = align(paying_on("revenue", "units"), plan(HUNTER, HUNTING))
    rows = {row.what: row for row in found.rows}
    assert rows["Revenue a year"].paid_by == ("1",)
    assert rows["Revenue a year"].planned == "$1,200,000"
    assert rows["New accounts won a year"].paid_by == ()
    assert rows["units"].planned is None
    assert [row.what for row in found.only_paid] == ["units"]
    assert "New accounts won a year" in [row.what for row in found.only_planned]


def test_the_section_shows_both_sides_and_what_stands_alone():
    text = alignment_in_words(align(paying_on("revenue", "bookings", "units"), plan(HUNTER, HUNTING)), "USD")
    assert text.startswith("## How your pay and your plan fit together\n")
    assert "| Revenue a year | $1,200,000 | clauses 1, 2 |" in text
    assert "| New accounts won a year | 17 | no clause |" in text
    assert "| Units | no target | clause 3 |" in text
    assert "leave them as luck:\n\n- Units (clause 3)." in text
    assert "lead to:\n\n- New accounts won a year." in text


def test_a_goal_alone_that_pays_is_all_there_is_to_say():
    only_revenue = plan(HUNTER, HUNTING).model_copy(update={"kpis": plan(HUNTER, {}).kpis[:1]})
    text = alignment_in_words(align(paying_on("revenue"), only_revenue), "USD")
    assert "All that pays you is in your plan. All that you plan is paid." in text
    assert "no clause" not in text


def test_retention_is_met_by_the_clause_that_pays_on_it():
    rows = {row.what: row for row in align(paying_on("net retention"), plan(FARMER, FARMING)).rows}
    assert rows["Net retention"].paid_by == ("1",)


def test_pay_at_exactly_the_plan_is_what_the_explanation_says(sample):
    drawn = plan(HUNTER, HUNTING)
    found = align(sample("hunter"), drawn)
    # 60,000 at the goal of 1,200,000, then 19.67% more: 5.625% of 236,000 and 1.25% of 236,000.
    assert found.pay_at_plan == Decimal(76_225)
    assert "Land it exactly and you earn $76,225 from sales." in explain_for(sample("hunter"), drawn)
    assert "Land your plan exactly and your sales pay you $76,225." in alignment_in_words(found, "USD")


def test_pay_at_a_plan_that_does_not_add_up_stays_open(sample):
    found = align(sample("hunter"), plan(HUNTER, {}))
    assert found.pay_at_plan is None
    assert "Your plan does not add up to a figure yet." in alignment_in_words(found, "USD")


def test_a_goal_far_from_on_target_earnings_is_mentioned(sample):
    drawn = plan(HUNTER, HUNTING)
    far = align(sample("hunter"), drawn)
    assert far.is_unusual
    assert "Your goal is 9.2 times your pay on target." in alignment_in_words(far, "USD")
    close = align(sample("hunter").model_copy(update={"base": Decimal(140_000)}), drawn)
    assert not close.is_unusual
    assert "times your pay" not in alignment_in_words(close, "USD")


@pytest.mark.parametrize("drawn", [plan(HUNTER, HUNTING), plan(FARMER, FARMING), plan(HUNTER, {})])
def test_it_reads_like_plain_english(sample, everything, reading, drawn):
    for paid in (sample("hunter"), sample("farmer"), everything):
        grade, mean, longest = reading(alignment_in_words(align(paid, drawn), "USD"))
        assert grade <= 8
        assert mean <= 15
        assert longest <= 25


def test_what_is_aligned_does_not_print_itself(sample):
    found = align(sample("hunter"), plan(HUNTER, HUNTING))
    assert not any(character.isdigit() for character in f"{found!r} {found} {found.rows}")


def test_executive_and_reps_should_win_together():
    apart = same_way(paying_on("company revenue"), [paying_on("revenue", name="Dana"), paying_on("gross profit")])
    assert apart == (
        "Your own pay does not rest on profit.",
        "Your own pay does not rest on profit percent.",
        "Dana: pay can rise while profit percent falls. Nothing in it rests on gross profit or margin.",
    )
    assert same_way(paying_on("profit", "profit percent"), [paying_on("gross profit")]) == ()


def test_the_executive_reads_where_pay_moves_apart(sample, reading):
    shared = sample("farmer")
    text = executive_in_words(sample("executive"), [sample("hunter"), shared, shared])
    assert text.count("Farmer plan 2027: pay can rise while profit percent falls") == 1
    assert "Your own pay" not in text
    apart = executive_in_words(sample("hunter"), [sample("hunter")])
    assert "- Your own pay does not rest on profit percent." in apart
    together = executive_in_words(sample("executive"), [paying_on("gross profit")])
    assert "guards the margin too" in together
    for written in (text, apart, together):
        grade, mean, longest = reading(written)
        assert grade <= 8
        assert mean <= 15
        assert longest <= 25


def test_words_of_a_plan_stay_words_in_the_matrix():
    hostile = plan(HUNTER, HUNTING)
    kpi = hostile.kpis[0].model_copy(update={"name": "<!here> [x](https://evil.example) | y"})
    text = alignment_in_words(align(paying_on("units"), hostile.model_copy(update={"kpis": (kpi,)})), "USD")
    assert "<!here>" not in text
    assert "](https://" not in text
