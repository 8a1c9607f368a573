"""A rep explains their pay: what is right is heard in many wordings, and nothing right is ever called wrong."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures import money, plain
from bot.pay.file import load_comp_plan
from bot.pay.main_points import Topic, main_points
from bot.pay.model import CompPlan
from bot.pay.planned import PlannedResults
from bot.pay.teach_back import check, in_words
from tests.pay.conftest import ROOT
from tests.pay.test_explain import PLANNED

PAYS, RATE, CHANGES, TARGET, WHEN, BACK, AIM, LEAST, CAP, LESS = Topic


def plan_of(name: str) -> CompPlan:
    plan = load_comp_plan((ROOT / f"knowledge/sample-team/comp/{name}.yaml").read_text(), name)
    assert isinstance(plan, CompPlan)
    return plan


# At a goal of $1,000,000: 4.5% to goal, 6.75% to 120%, 9% above; 1.5% bonus; 45,000 and 15,000; base 70,000.
HUNTER = main_points(plan_of("hunter"), PLANNED)
# 3.2% on everything, 3% more above goal; 32,000; base 78,000.
FARMER = main_points(plan_of("farmer"), PLANNED)
# A plan with a clawback, a gate, a threshold, a cap and instalments.
STRICT_PLAN = load_comp_plan(
    """
company: A
currency: USD
effective: {from: 2027-01-01, to: 2027-12-31}
components:
  - name: Margin share
    clause: "4"
    measure: gross profit
    per: quarter
    quota: 100000
    target: 8000
    threshold: {at: 50%, pays: from zero}
    pays:
      shape: retroactive tiers
      at_edge: higher
      bands: [{from: 0%, to: 90%, rate: 4%}, {from: 90%, rate: 8%}]
    then:
      - {do: gate, when: {measure: net retention, over: quarter, at_least: 92%}, otherwise: 50%}
      - {do: cap, at: 20000}
    clawback: {within_months: 6, returns: all}
""",
    "strict",
)
STRICT = main_points(STRICT_PLAN, PLANNED)
_LIMITED = STRICT_PLAN.components[0].model_copy(update={"clawback": None, "then": STRICT_PLAN.components[0].then[1:]})
CAPPED = main_points(STRICT_PLAN.model_copy(update={"components": (_LIMITED,)}), PLANNED)


def topics(found) -> set[Topic]:
    return {point.topic for point in found}


def test_the_points_come_in_order_of_weight_with_their_clause():
    assert [(point.topic, point.clause) for point in HUNTER] == [
        (PAYS, "2.1, 2.2"),
        (RATE, "2.1"),
        (CHANGES, "2.1"),
        (TARGET, "2.1, 2.2"),
        (WHEN, "2.1, 2.2"),
        (LESS, "2.1, 2.2"),
    ]
    assert HUNTER[1].text == "New business commission pays 4.5% up to $1,000,000 (100% of quota)."
    assert HUNTER[3].text == ("Land your goal of $1,000,000 and your sales pay $60,000, $130,000 with base pay.")
    assert HUNTER[4].text == "New business commission: paid each month. Goal bonus: paid each quarter."


def test_what_goes_back_weighs_more_than_a_second_aim_and_a_limit():
    assert [(point.topic, point.text) for point in STRICT[4:]] == [
        (BACK, "Margin share: if a client leaves within 6 months, pay goes back."),
        (AIM, "Margin share: it pays in full only if net retention is at least 92%. If not, only 50% is paid."),
    ]
    assert topics(CAPPED) >= {LEAST, CAP}


def test_at_most_six_points_for_any_plan(everything, sample):
    for plan in (everything, sample("executive"), sample("hunter"), STRICT_PLAN):
        for planned in (PLANNED, PlannedResults(goal=Decimal(500_000)), PlannedResults()):
            points = main_points(plan, planned)
            assert 1 <= len(points) <= 6
            assert len({(point.topic, point.text) for point in points}) == len(points)


def test_without_a_goal_no_figure_is_asked_for_and_none_is_wrong():
    points = main_points(plan_of("hunter"), PlannedResults())
    assert topics(points) == {PAYS, WHEN, LESS}
    assert not check("I get 40% of everything I sell, paid monthly.", points).contradicted


RIGHT = [
    (HUNTER, "My commission is on revenue.", {PAYS}),
    (HUNTER, "I'm paid on what I sell", {PAYS}),
    (HUNTER, "I get 4.5% of everything I sell up to my goal", {PAYS, RATE}),
    (HUNTER, "four and a half percent on every deal, that's the commission", {PAYS, RATE}),
    (HUNTER, "It's 4.5% commission on revenue until I reach my number", {PAYS, RATE}),
    (HUNTER, "Together with the bonus I make 6% of revenue", {PAYS, RATE}),
    (HUNTER, "Above goal the rate goes up to 6.75%", {CHANGES}),
    (HUNTER, "then 6.75% above that", {CHANGES}),
    (HUNTER, "Past quota I earn one and a half times as much, 1.5x", {CHANGES}),
    (HUNTER, "once I pass my goal the accelerator kicks in", {CHANGES}),
    (HUNTER, "over a million the rate jumps, and over $1.2M again", {CHANGES}),
    (HUNTER, "The commission rate goes up at 120% to 9%", {CHANGES}),
    (HUNTER, "If I hit my goal I get 60k", {TARGET}),
    (HUNTER, "At goal I make $60,000, so 130k with my base", {TARGET}),
    (HUNTER, "At 100% that pays sixty thousand", {TARGET}),
    (HUNTER, "At goal I make 45k commission plus a 15k bonus", {TARGET}),
    (HUNTER, "At goal it pays 5k a month on average", {TARGET}),
    (HUNTER, "The commission comes each month, the bonus each quarter", {WHEN}),
    (HUNTER, "I get paid monthly and the bonus is quarterly", {WHEN}),
    (HUNTER, "It arrives with the paycheck the month after", {WHEN}),
    (HUNTER, "There's no cap and nothing gets clawed back", {LESS}),
    (HUNTER, "If I sell less I earn less, that is all", {LESS}),
    (HUNTER, "It is uncapped", {LESS}),
    (HUNTER, "It only shrinks if I miss my goal", {LESS}),
    (FARMER, "I earn 3.2% on all revenue from my accounts", {PAYS, RATE}),
    (FARMER, "above goal I get 3% more on top", {CHANGES}),
    (FARMER, "Above my goal I get 6.2% in all", {CHANGES}),
    (FARMER, "When I hit goal I earn $32,000, or 110k with base", {TARGET}),
    (STRICT, "I get 4% of the gross profit", {PAYS, RATE}),
    (STRICT, "From 90% of quota on the rate doubles to 8% of all of it", {CHANGES}),
    (STRICT, "It is paid every quarter", {WHEN}),
    (STRICT, "If a client cancels within 6 months I have to pay it back", {BACK}),
    (STRICT, "There is a clawback, and I need 92% retention for the full amount", {BACK, AIM}),
    (CAPPED, "Below 50k a quarter I get nothing", {LEAST}),
    (CAPPED, "There is a minimum, and it is capped at 20k a quarter", {LEAST, CAP}),
    (CAPPED, "It is capped at $20,000", {CAP}),
]


@pytest.mark.parametrize(("points", "text", "makes"), RIGHT)
def test_a_right_statement_makes_its_points_and_contradicts_none(points, text, makes):
    found = check(text, points)
    assert makes <= topics(found.made)
    assert found.contradicted == ()


NOT_CALLED_WRONG = [
    (HUNTER, "I get about 5% of everything up to goal"),
    (HUNTER, "I get 4% of everything, a bit more actually"),
    (HUNTER, "I get maybe 7% of it, I am not sure"),
    (HUNTER, "Last year I got 3% of everything I sold"),
    (HUNTER, "I used to get 8% commission"),
    (HUNTER, "I wish I got 12% of sales"),
    (HUNTER, "Do I get 12% of sales?"),
    (HUNTER, "I close 37.5% of my deals"),
    (HUNTER, "I get 30% of my leads from referrals"),
    (HUNTER, "I get 40% of my meetings from marketing and 10% of clients through friends"),
    (HUNTER, "If I land 20% above goal I make 76.5k"),
    (HUNTER, "I get 4.5% to goal, and 20% above goal I make more"),
    (HUNTER, "A deal of 50k pays me $2,250"),
    (HUNTER, "If I sell 100k I get 4,500, or 6,000 with the bonus"),
    (HUNTER, "At 120% of goal I make 76,500"),
    (HUNTER, "At 80% of goal I make 48k"),
    (HUNTER, "At goal I make 130k before tax, maybe 95k after tax"),
    (HUNTER, "I have to make 1.4M to hit my goal"),
    (HUNTER, "Once I hit goal, I get an extra 22,500 for each 250k"),
    (HUNTER, "If I hit goal every quarter I get 3,750 bonus each quarter"),
    (HUNTER, "My base is 70k, paid every two weeks"),
    (HUNTER, "I am paid monthly"),
    (HUNTER, "75% of my variable is commission, 25% is the bonus"),
    (HUNTER, "Above goal I earn 50% more per dollar"),
    (HUNTER, "Above goal I get 2.25% more"),
    (HUNTER, "Above 110% of quota I still get 6.75%"),
    (HUNTER, "On average I get 6.17% if I land my plan"),
    (HUNTER, "54% of my pay is base"),
    (HUNTER, "I get 100% of my commission the month after"),
    (HUNTER, "My manager gets 2% of what I sell"),
    (HUNTER, "It's not 10%, it's 4.5%"),
    (HUNTER, "I get 5%, no, 4.5% of revenue"),
    (HUNTER, "the bonus is paid quarterly"),
    (HUNTER, "commission is paid monthly and the bonus is paid quarterly"),
    (HUNTER, "I need 3 meetings a week and a 40% close rate to get paid"),
    (HUNTER, "If the client leaves within 6 months I have to find another one"),
    (HUNTER, "There is no cap at 200k or anywhere else"),
    (HUNTER, "I make 37.5% of my closes in Q4"),
    (HUNTER, "I earn 30% in Q4"),
    (HUNTER, "I get 20% in each of the first quarters and 30% in the last"),
    (HUNTER, "I get 40% of my sales from referrals"),
    (HUNTER, "I get 40% of revenue from renewals"),
    (HUNTER, "I receive 40% upfront"),
    (HUNTER, "My OTE is 130k: 70k base and 60k variable, a 54/46 split."),
    (HUNTER, "I get 6% of revenue to goal, 8.25% from there, 10.5% past 120%."),
    (HUNTER, "Accelerator kicks in at a million, and the rate goes up to 9% after 120%"),
    (HUNTER, "A 36k deal puts 1,620 in my pocket, 2,160 counting the bonus."),
    (FARMER, "I get 3.2 cents of every dollar"),
    (FARMER, "Above goal I get 6.2%"),
    (FARMER, "At goal I get 2,667 a month"),
    (STRICT, "Under 50k a quarter I get nothing, from 50k it all counts"),
    (STRICT, "At quota I get 8,000 a quarter, which is 32k a year"),
    (STRICT, "It tops out at 20k"),
    (STRICT, "It is capped at $20,000 a quarter"),
    (STRICT, "If retention is under 92% I get half of it"),
    (STRICT, "I'm paid 90 days after the quarter ends"),
]


@pytest.mark.parametrize(("points", "text"), NOT_CALLED_WRONG)
def test_what_is_right_hedged_or_about_something_else_contradicts_nothing(points, text):
    assert check(text, points).contradicted == ()


WRONG = [
    (HUNTER, "I get 12% of everything I sell.", RATE, "12%"),
    (HUNTER, "My commission rate is 3% on all revenue.", RATE, "3%"),
    (HUNTER, "The plan pays me 12% of revenue up to goal", RATE, "12%"),
    (HUNTER, "I get 4.5% up to goal, then 12% above that.", CHANGES, "12%"),
    (HUNTER, "Above goal the rate goes up to 12%.", CHANGES, "12%"),
    (HUNTER, "The accelerator kicks in at 140% of quota", CHANGES, "140%"),
    (HUNTER, "The rate jumps above $1.7M.", CHANGES, "$1.7M"),
    (HUNTER, "If I hit my goal I get 90k", TARGET, "90k"),
    (HUNTER, "When I reach 100% of my goal, the plan pays me $90,000", TARGET, "$90,000"),
    (HUNTER, "I earn $90,000 at goal", TARGET, "$90,000"),
    (HUNTER, "My commission is paid once a year", WHEN, "each year"),
    (FARMER, "I earn 12% on all revenue of my accounts", RATE, "12%"),
    (STRICT, "If a client leaves within 12 months the pay goes back", BACK, "12 months"),
    (CAPPED, "It is capped at $27,500", CAP, "$27,500"),
    (STRICT, "The commission is paid monthly", WHEN, "each month"),
]


@pytest.mark.parametrize(("points", "text", "topic", "said"), WRONG)
def test_a_wrong_figure_is_named_with_its_point(points, text, topic, said):
    found = check(text, points)
    assert [(each.point.topic, each.said) for each in found.contradicted] == [(topic, said)]
    assert topic not in topics(found.made)


@pytest.mark.parametrize("text", ["My pay has two parts, it is a bonus", "At 150% of goal I would get a bonus"])
def test_a_count_or_a_place_along_the_way_is_no_rate(text):
    assert not {RATE, CHANGES, TARGET} & topics(check(text, HUNTER).made)


def test_each_point_is_in_exactly_one_place():
    for _, text, *_ in (*RIGHT, *NOT_CALLED_WRONG, *WRONG):
        for points in (HUNTER, FARMER, STRICT, CAPPED):
            found = check(text, points)
            sorted_out = [*found.made, *found.missing, *(each.point for each in found.contradicted)]
            assert sorted(sorted_out, key=points.index) == list(points)


PHRASES = st.sampled_from(
    [
        "I get {rate}% of everything I sell",
        "The commission rate is {rate}% of revenue up to my goal",
        "It pays {rate}% on each deal until I reach quota",
        "{rate}% commission on what I close",
        "I earn {rate}%",
    ]
)
AT_GOAL = st.sampled_from(
    [
        "At goal I get {amount}",
        "If I hit my goal I earn {amount}",
        "I make {amount} at goal",
        "When I reach my quota, the plan pays me {amount}",
        "At 100% of goal it pays {amount}",
    ]
)
GOALS = st.decimals(min_value=50_000, max_value=9_000_000, places=0)


@given(GOALS, PHRASES, st.integers(0, 4), st.sampled_from(["hunter", "farmer"]))
@settings(max_examples=60, deadline=None)
def test_a_right_rate_is_heard_however_it_is_rounded(goal, phrase, places, name):
    points = main_points(plan_of(name), PlannedResults(goal=goal, revenue=goal))
    rate = next(point for point in points if point.topic is RATE).figures[0]
    written = plain(rate * 100, places=places)
    if Decimal(written.replace(",", "")) == 0:
        return
    found = check(phrase.format(rate=written), points)
    assert found.contradicted == ()
    assert RATE in topics(found.made)


@given(GOALS, AT_GOAL, st.sampled_from(["hunter", "farmer"]), st.sampled_from(["full", "thousands", "base"]))
@settings(max_examples=60, deadline=None)
def test_the_right_pay_at_goal_is_heard_however_it_is_written(goal, phrase, name, way):
    plan = plan_of(name)
    points = main_points(plan, PlannedResults(goal=goal, revenue=goal))
    pay = plan.incentive if way != "base" else plan.incentive + plan.base
    written = f"{pay / 1000:f}k" if way == "thousands" else money(pay, "USD")
    found = check(phrase.format(amount=written), points)
    assert found.contradicted == ()
    assert TARGET in topics(found.made)


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_is_sorted_out_without_a_stop(text):
    found = check(text, STRICT)
    assert len(found.made) + len(found.missing) + len(found.contradicted) == len(STRICT)


def test_a_very_long_text_is_read_quickly():
    assert check("I get paid if my rate at goal is " * 5_000, HUNTER).contradicted == ()


WHOLE = (
    "I get 4.5% of everything I sell up to goal and 6.75% above. At goal I make 60k on top of my base. "
    "Commission comes each month, the bonus each quarter. There is no cap, and nothing goes back."
)


def test_a_whole_explanation_is_all_that_is_needed():
    found = check(WHOLE, HUNTER)
    assert found.missing == ()
    assert in_words(found) == (
        "That is the whole of it: what pays you, the rate, where the rate changes, what your goal pays, when it is "
        "paid and what could reduce it. You can explain this plan at home."
    )


def test_the_reply_says_what_is_right_and_the_next_two_points_with_their_clause():
    assert in_words(check("I get 4.5% of what I sell, paid monthly.", HUNTER)) == (
        "You have what pays you, the rate and when it is paid right.\n\n"
        "Still to come:\n"
        "- Clause 2.1: New business commission then pays 6.75% above $1,000,000 (100% of quota), up to $1,200,000 "
        "(120% of quota), and 9% above $1,200,000 (120% of quota).\n"
        "- Clause 2.1, 2.2: Land your goal of $1,000,000 and your sales pay $60,000, $130,000 with base pay.\n\n"
        "Try it once more in your own words, or go on. Nothing hangs on it."
    )


def test_a_wrong_figure_comes_before_what_is_missing():
    reply = in_words(check("I get 12% of what I sell.", HUNTER))
    assert "One figure reads otherwise: you said 12%. Clause 2.1: New business commission pays 4.5%" in reply
    assert reply.count("Clause") == 2


def test_nothing_heard_asks_for_the_first_things():
    reply = in_words(check("It is complicated.", HUNTER))
    assert reply.startswith("I did not hear a main point yet.")
    assert reply.count("- Clause") == 2


@pytest.mark.parametrize("text", ["", WHOLE, "I get 12% of what I sell.", "I get 12% of it at goal, paid once a year"])
def test_the_reply_is_short_and_flatters_nobody(text):
    for points in (HUNTER, FARMER, STRICT, CAPPED):
        reply = in_words(check(text, points))
        assert len(reply) < 900
        for word in ("great", "amazing", "perfect", "excellent", "!", "well done"):
            assert word not in reply.lower()


def test_what_was_said_about_pay_does_not_print_itself():
    found = check("I get 12% of what I sell.", HUNTER)
    for value in (HUNTER[0], found, found.contradicted[0]):
        assert not any(character.isdigit() for character in repr(value))
