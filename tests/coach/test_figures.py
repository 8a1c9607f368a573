"""A figure is taken where it answers, and never out of a story."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.understand import understand
from bot.facts import Ratio
from bot.interview.commands import Provide
from bot.interview.questions import SlotType
from tests.coach.conftest import QUESTIONS, Hear, count, in_focus, money, stored

NUMBERS, GOAL, OFF = "numbers", "goal", "weeks_off"


@pytest.mark.parametrize(
    ("focus", "text", "slots"),
    [
        (NUMBERS, "840k, 900k", {"last_year.revenue": "840000", "last_year.quota": "900000"}),
        (NUMBERS, "We made 1.180.000 and the quota was 1.300.000", {"last_year.quota": "1300000"}),
        (NUMBERS, "revenue 1.3M, quota not 1.2M but 1.25M", {"last_year.quota": "1250000"}),
        (GOAL, "Somewhere in the neighborhood of 500 grand, I guess", {"goal.revenue": "500000"}),
        (GOAL, "45.000 euros", {"goal.revenue": "45000"}),
        ("contracted", "The recurring part is about 180k", {"run_rate.contracted": "180000"}),
        (
            "contracted",
            "200k contracted of which 30k may not renew, 50k signed",
            {"run_rate.contracted": "200000", "run_rate.not_renewing": "30000", "run_rate.signed": "50000"},
        ),
        ("contracted", "- 120k contracted\n- 15k may not renew (Halden)", {"run_rate.contracted": "120000"}),
        ("rates", "1 in 3, 10", {"funnel.meeting_rate": "0.3333", "funnel.cycle_weeks": "10"}),
        ("rates", "half of them, 3 months", {"funnel.meeting_rate": "0.5", "funnel.cycle_weeks": "13"}),
        ("lost", "price. 9", {"last_year.lost_on_price": "9"}),
        ("lost", "Mostly incumbents. 3 on price. no, 4 on price", {"last_year.lost_on_price": "4"}),
        ("lost", "5 lost, none on price", {"last_year.lost_on_price": "0"}),
        ("lost", "price, 12 on price out of 22, rest went silent", {"last_year.lost_on_price": "12"}),
        ("lost", "of the 22 we lost 12 on price", {"last_year.lost_on_price": "12"}),
        ("lost", "12/22 on price", {"last_year.lost_on_price": "12"}),
        ("set_up", "won 8 of 30", {"last_year.won": "8 of 30"}),
        (NUMBERS, "900k quota 780k revenue", {"last_year.revenue": "780000", "last_year.quota": "900000"}),
        (NUMBERS, "i booked 780k my quota was 900k", {"last_year.revenue": "780000", "last_year.quota": "900000"}),
        (
            "contracted",
            "180k contracted 20k may not renew",
            {"run_rate.contracted": "180000", "run_rate.not_renewing": "20000"},
        ),
        (
            "contracted",
            "180k and nothing at risk",
            {"run_rate.contracted": "180000", "run_rate.not_renewing": "0"},
        ),
        ("rates", "30% 3 mo", {"funnel.meeting_rate": "0.3", "funnel.cycle_weeks": "13"}),
        ("rates", "1/3 and 90 days", {"funnel.cycle_weeks": "12.9"}),
        ("rates", "a third, 10 weeks", {"funnel.meeting_rate": "0.3333", "funnel.cycle_weeks": "10"}),
        (OFF, "20 days", {"year.weeks_off": "4"}),
        ("follow_on", "2 x 25k", {"run_rate.follow_on": "50000"}),
        ("follow_on", "40k x2", {"run_rate.follow_on": "80000"}),
        ("follow_on", "two refreshes at 25k each", {"run_rate.follow_on": "50000"}),
        ("follow_on", "25k each year", {"run_rate.follow_on": "25000"}),
        ("activity", "4 a day", {"funnel.meetings_per_week": "20"}),
        (OFF, "I'll be away 4 weeks", {"year.weeks_off": "4"}),
        (OFF, "actually I commit to 5 first meetings a week", {"funnel.meetings_per_week": "5"}),
    ],
)
def test_an_answer_is_taken(hear: Hear, focus, text, slots):
    assert slots.items() <= stored(hear(text, focus)).items()


@pytest.mark.parametrize(
    ("focus", "text"),
    [
        (NUMBERS, "the biggest one was 210k and that skews things"),
        (NUMBERS, "In 2024 1.5M, then 1.2M, now 1.32M"),
        (NUMBERS, "87% of 900k"),
        ("batting", "8-22"),
        (NUMBERS, "Northgate paid 40k upfront, their revenue is 12M"),
        (GOAL, "Acme paid us 60k for the assessment in March"),
        ("activity", "marketing 5 leads a month"),
        ("activity", "20, 25, 25, 30"),
        ("quarters", "6 meetings a week"),
        (OFF, "6 first meetings a week; every lead called the same day"),
        ("rates", "5"),
        ("held", "I met 45k people, it felt like"),
        ("signed", "One project, Corwin, worth 38k, lands in February with 3 engineers"),
    ],
)
def test_a_story_gives_no_figure(hear: Hear, focus, text):
    assert hear(text, focus) == ()


@pytest.mark.parametrize(
    "text",
    [
        "There was this lead in March, Delmar, 45k, called Tuesday 9am",
        "Price was 20% too high, 3 competitors were cheaper",
        "We lost 15",
    ],
)
def test_words_keep_their_figures_to_themselves(hear: Hear, text):
    assert stored(hear(text, "lost")) == {"last_year.lost_because": text}


def test_a_figure_that_words_give_to_another_question_is_not_taken_for_this_one(hear: Hear):
    heard = hear("my quota was 1.3M", "average_deal", last_year__quota=money(1_200_000))
    assert stored(heard) == {"last_year.quota": "1300000"}


def test_one_figure_against_two_that_were_read_out_is_asked(hear: Hear):
    known = {"last_year__revenue": money(1_000_000), "last_year__quota": money(1_200_000)}
    assert not any(slot.startswith("last_year") for slot in stored(hear("maybe 3 or so", NUMBERS, **known)))


FIGURES = {SlotType.MONEY, SlotType.PERCENT, SlotType.COUNT, SlotType.WEEKS, SlotType.RATIO}
STEPS = [t.id for t in QUESTIONS.topics_for(in_focus(None).state.role) if {s.type for s in t.slots} & FIGURES]
TALK = st.lists(
    st.sampled_from("we lost deals price the client meeting Acme quota revenue and but weeks off contracted a".split()),
    max_size=12,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(focus=st.sampled_from(STEPS), text=TALK)
def test_talk_without_a_figure_never_gives_one(focus, text):
    heard = understand(text, in_focus(focus, last_year__won=Ratio(part=9, whole=24), last_year__lost_on_price=count(4)))
    assert not [c for c in heard if isinstance(c, Provide) and not hasattr(c.value, "text") and c.value != count(0)]


@pytest.mark.parametrize("text", ["W9 L15", "9W-15L", "W: 9, L: 15", "9 wins / 15 losses"])
def test_a_tally_is_won_of_decided(hear: Hear, text):
    assert stored(hear(text, "batting")) == {"last_year.won": "9 of 24"}


@pytest.mark.parametrize("text", ["120-ish k", "120ish k", "120 ish thousand"])
def test_a_hedge_inside_a_figure_leaves_it_whole(hear: Hear, text):
    (told,) = hear(text, "average_deal")
    assert (told.value.value, told.value.about) == (120_000, True)


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("a bit more in q4, 20 20 25 35", "0.2 0.2 0.25 0.35"),
        ("q4 40, q1 20, q2 20, q3 20", "0.2 0.2 0.2 0.4"),
        ("20/30/30/20", "0.2 0.3 0.3 0.2"),
    ],
)
def test_figures_in_a_row_are_in_the_order_asked_whatever_stands_before_them(hear: Hear, text, shares):
    slots = stored(hear(text, "quarters"))
    assert [slots.get(f"quarters.q{number}") for number in (1, 2, 3, 4)] == shares.split()
