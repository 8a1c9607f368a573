"""A correction finds what it is about; what only sounds like one is an answer."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.coach.understand import understand
from bot.facts import Day, Number, Ratio, Words
from bot.figures import Unit
from bot.interview.commands import Cancel, RemoveItem, Revisit
from bot.team.model import Role
from tests.coach.conftest import NOW, Hear, count, in_focus, money, stored

KNOWN = {
    "last_year__revenue": money(1_050_000),
    "last_year__won": Ratio(part=9, whole=24),
    "last_year__lost_on_price": count(4),
    "deals__hooli__name": Words(text="Hooli"),
    "deals__hooli__amount": money(80_000),
}


@pytest.mark.parametrize(
    ("focus", "text", "slots"),
    [
        ("lost", "Actually we won 10 of 24", {"last_year.won": "10 of 24"}),
        ("profile", "Hooli is 90k, not 80k", {"deals.hooli.amount": "90000"}),
        ("kpis", "Hooli should be 90k", {"deals.hooli.amount": "90000"}),
        (None, "my revenue was 1.1M", {"last_year.revenue": "1100000"}),
        ("won", "no wait, revenue was 1.08M", {"last_year.revenue": "1080000"}),
    ],
)
def test_it_is_about_what_it_names(hear: Hear, focus, text, slots):
    assert stored(hear(text, focus, **KNOWN)) == slots


def test_a_bare_figure_too_large_for_odds_is_the_amount_in_thousands(hear: Hear):
    known = KNOWN | {"deals__hooli__odds": Number(value=Decimal("0.6"), unit=Unit.PERCENT)}
    assert stored(hear("hmm actually hooli is 130", "profile", **known)) == {"deals.hooli.amount": "130000"}


@pytest.mark.parametrize("text", ["same", "still the same", "as it was", "fine as is", "unchanged"])
def test_an_answer_looked_at_again_stays_when_its_person_says_so(text):
    again = in_focus("sources", sources__worked=Words(text="referrals"))
    again = replace(again, state=again.state.model_copy(update={"revisiting": True}))
    assert understand(text, again) == (Cancel(),)


def test_a_figure_for_a_question_left_open_changes_no_other_that_happens_to_be_alike(hear: Hear):
    goal = {"goal__revenue": money(900_000)}
    assert stored(hear("wait my revenue was 780k, quota 900", "set_up", **goal)) == {"last_year.revenue": "780000"}
    both = hear("hold on, revenue was 780k and quota 900k", "set_up", **goal)
    assert stored(both) == {"last_year.revenue": "780000", "last_year.quota": "900000"}
    assert stored(hear("actually not 900k, 780k", "set_up", **goal)) == {"goal.revenue": "780000"}


@pytest.mark.parametrize(
    ("focus", "text"),
    [
        ("won", "Actually the leads waited 3 days until somebody called"),
        ("won", "Sorry, I was on the phone. We know healthcare, 3 clinics referred us"),
        ("first_quarter", "Update the CRM after each call"),
        ("first_quarter", "Drop the legacy servers at Hooli and move them"),
        ("sources", "Change management projects are our door opener"),
    ],
)
def test_an_answer_that_only_begins_like_one_is_an_answer(hear: Hear, focus, text):
    (words,) = stored(hear(text, focus, **KNOWN)).values()
    assert words == text


def test_a_bare_figure_is_about_the_answer_before(hear: Hear):
    assert stored(hear("actually 5", "kpis", last=("last_year.lost_on_price",), **KNOWN)) == {
        "last_year.lost_on_price": "5"
    }
    assert "last_year.lost_on_price" not in stored(hear("actually 5", "own_work", **KNOWN))


def test_a_figure_that_may_be_either_of_two_changes_neither(hear: Hear):
    both = {"last_year__revenue": money(1_050_000), "last_year__quota": money(1_200_000)}
    assert stored(hear("it was 1.1M", "won", last=("last_year.revenue", "last_year.quota"), **both)) == {}


def test_a_question_that_wants_the_figure_comes_first(hear: Hear):
    assert stored(hear("sorry, 5", "weeks_off", last=("last_year.lost_on_price",), **KNOWN)) == {"year.weeks_off": "5"}


def test_a_date_can_be_corrected(hear: Hear):
    due = {"why_nots__crm__item": Words(text="CRM"), "why_nots__crm__due": Day(starts=NOW.date(), ends=NOW.date())}
    heard = hear("wait, make that mid February", "goal", last=("why_nots.crm.due",), **due)
    assert stored(heard) == {"why_nots.crm.due": "2027-02-11"}


@pytest.mark.parametrize("text", ["change my revenue", "change last year's revenue please", "fix the revenue"])
def test_a_topic_named_is_asked_again(hear: Hear, text):
    assert hear(text, "goal", **KNOWN) == (Revisit(step="numbers"),)


def test_an_item_goes_only_by_its_own_name(hear: Hear):
    assert hear("drop Hooli", "goal", **KNOWN) == (RemoveItem(collection="deals", key="hooli"),)
    assert hear("remove Hooli from my pipeline", "goal", **KNOWN) == (RemoveItem(collection="deals", key="hooli"),)


def test_a_late_entry_joins_the_list_it_names_or_the_one_just_given(hear: Hear):
    assert stored(hear("add Stark 45k to my deals", "goal", **KNOWN))["deals.stark.amount"] == "45000"
    just_now = hear("I forgot Stark 45k", "profile", last=("deals.hooli.amount",), **KNOWN)
    assert stored(just_now)["deals.stark.amount"] == "45000"
    assert "deals.stark" not in stored(hear("I forgot Stark 45k", "profile", **KNOWN))


def test_an_account_is_found_by_its_first_word(hear: Hear):
    known = {
        "accounts__wayne-clinics__name": Words(text="Wayne Clinics"),
        "accounts__wayne-clinics__growth": money(5000),
    }
    heard = hear("actually Wayne grows by 9k", "goal", role=Role.FARMER, **known)
    assert stored(heard) == {"accounts.wayne-clinics.growth": "9000"}


SWAPS = {**KNOWN, "last_year__quota": money(1_200_000), "goal__revenue": money(1_400_000)}


@pytest.mark.parametrize(
    "text",
    [
        "not 80, 90",
        "90 not 80",
        "90, not 80",
        "no, 90k not 80k",
        "not 80k but 90k",
        "not 80k, it's 90k",
        "change 80 to 90",
        "change 80k to 90k",
        "pls change Hooli from 80k to 90k",
        "replace 80k with 90k",
        "80k should be 90k",
        "i said 80k but it's 90k",
        "80k is wrong, should be 90k",
        "80k -> 90k",
        "90k instead of 80k",
        "sorry 90 rather than 80",
        "oops, 90 not 80!",
    ],
)
@pytest.mark.parametrize("focus", ["profile", "signed", None])
def test_the_old_figure_may_come_first_or_last(hear: Hear, focus, text):
    assert stored(hear(text, focus, **SWAPS)) == {"deals.hooli.amount": "90000"}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("10 of 24 not 9 of 24", {"last_year.won": "10 of 24"}),
        ("not 4, 5", {"last_year.lost_on_price": "5"}),
        ("change 4 on price to 5 on price", {"last_year.lost_on_price": "5"}),
        ("change my revenue to 1.1M", {"last_year.revenue": "1100000"}),
        ("change the goal to 1.5M please", {"goal.revenue": "1500000"}),
        ("1.5M not 1.4M", {"goal.revenue": "1500000"}),
    ],
)
def test_any_figure_can_be_swapped(hear: Hear, text, slots):
    assert stored(hear(text, "profile", **SWAPS)) == slots


@pytest.mark.parametrize("text", ["not 70, 75", "75 not 70", "2 not 5"])
def test_an_old_figure_that_was_never_said_changes_nothing(hear: Hear, text):
    assert not set(stored(hear(text, "own_work", **SWAPS))) & {"deals.hooli.amount", "last_year.lost_on_price"}


def test_an_old_figure_that_two_answers_hold_is_told_by_the_last_answer_or_by_name(hear: Hear):
    two = {**KNOWN, "deals__stark__name": Words(text="Stark"), "deals__stark__amount": money(80_000)}
    assert stored(hear("90 not 80", "signed", **two)) == {}
    assert stored(hear("90 not 80", "signed", last=("deals.stark.amount",), **two)) == {"deals.stark.amount": "90000"}
    assert stored(hear("Hooli 90 not 80", "signed", **two)) == {"deals.hooli.amount": "90000"}


@pytest.mark.parametrize("text", ["actually the revenue was", "sorry, last year's revenue is"])
def test_a_correction_sent_too_soon_asks_for_what_it_names(hear: Hear, text):
    assert hear(text, "profile", **KNOWN) == (Revisit(step="numbers"),)


FINISHED = {
    "accounts__larch-bakery__name": Words(text="Larch Bakery"),
    "accounts__larch-bakery__growth": money(50_000),
    "deals__pine-tills__name": Words(text="Pine tills"),
    "deals__pine-tills__amount": money(20_000),
}


@pytest.mark.parametrize(
    "text",
    [
        "add a deal Larch ovens 45k 60%",
        "please add another deal: Larch ovens 45k 60%",
        "add Larch ovens 45k 60% to my pipeline",
        "one more deal: Larch ovens 45k 60%",
        "there's also a new opportunity with Larch ovens 45k 60%",
        "I forgot a deal, Larch ovens 45k 60%",
        "also Larch ovens 45k 60%",
    ],
)
def test_a_late_deal_changes_no_account_of_a_like_name(hear: Hear, text):
    assert stored(hear(text, None, role=Role.FARMER, **FINISHED)) == {
        "deals.larch-ovens": "Larch ovens",
        "deals.larch-ovens.amount": "45000",
        "deals.larch-ovens.odds": "0.6",
    }


@pytest.mark.parametrize("text", ["Larch ovens 45k", "add 45k to Larch Bakery", "put the Larch ovens down at 45k"])
def test_more_words_than_a_name_and_a_figure_correct_nothing(hear: Hear, text):
    assert stored(hear(text, None, role=Role.FARMER, **FINISHED)) == {}


@pytest.mark.parametrize("text", ["Larch 45k", "Larch Bakery is 45k", "actually Larch grows by 45k"])
def test_a_name_and_a_figure_do(hear: Hear, text):
    assert stored(hear(text, None, role=Role.FARMER, **FINISHED)) == {"accounts.larch-bakery.growth": "45000"}


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("add a risk: the buyer leaves in May", "risks.the-buyer-leaves-in-may"),
        ("please add another commitment: two site visits a week", "commitments.two-site-visits-a-week"),
    ],
)
def test_a_late_line_joins_its_list(hear: Hear, text, slot):
    assert list(stored(hear(text, None, **FINISHED))) == [slot]


PLANNED = {
    "last_year__revenue": money(1_100_000),
    "funnel__meetings_held": count(4),
    "goal__revenue": money(1_400_000),
    "year__weeks_off": count(4),
    "funnel__meetings_per_week": count(6),
}


@pytest.mark.parametrize("focus", [None, "goal", "needs"])
@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("set my first meetings a week to 8", "funnel.meetings_per_week", "8"),
        ("please raise my weekly meetings to 8", "funnel.meetings_per_week", "8"),
        ("reduce my weeks off to 3", "year.weeks_off", "3"),
        ("lower my goal to 1.3M", "goal.revenue", "1300000"),
    ],
)
def test_a_figure_is_set_by_the_name_of_its_question(hear: Hear, text, slot, value, focus):
    assert stored(hear(text, focus, **PLANNED)) == {slot: value}


@pytest.mark.parametrize("text", ["raise my goal by 100k", "set my bar at 8", "change my invoices to 8"])
def test_what_names_no_answer_sets_none(hear: Hear, text):
    assert stored(hear(text, None, **PLANNED)) == {}


@pytest.mark.parametrize("text", ["4 instead of 6 a week", "4 meetings, not 6"])
def test_a_story_with_two_figures_is_no_correction_where_words_are_asked_for(hear: Hear, text):
    why = {"why_nots__activity__item": Words(text="Activity targets reached")}
    heard = hear(text, "evidence/activity", last=("why_nots.activity.cause",), **PLANNED, **why)
    assert stored(heard) == {"why_nots.activity.evidence": text}


@pytest.mark.parametrize("text", ["sorry, 4 instead of 6", "no, 4 not 6"])
def test_with_an_opening_it_is_one(hear: Hear, text):
    facts = {**PLANNED, "funnel__meetings_held": count(3)}
    why = {"why_nots__activity__item": Words(text="Activity targets reached")}
    assert stored(hear(text, "evidence/activity", **facts, **why)) == {"funnel.meetings_per_week": "4"}


def test_an_order_means_the_answer_with_most_of_its_words(hear: Hear):
    later = {**PLANNED, "funnel__cycle_weeks": count(12)}
    assert stored(hear("change my weekly first meetings to 7", None, **later)) == {"funnel.meetings_per_week": "7"}


READ_OUT = {"last_year__revenue": money(2_130_000), "last_year__quota": money(2_100_000)}


@pytest.mark.parametrize(
    ("text", "revenue", "quota"),
    [
        ("no wait its 2.2 mil against 2.05", "2200000", "2050000"),
        ("no, 2.2m against 2.05m", "2200000", "2050000"),
        ("2,2m vs 2,05", "2200000", "2050000"),
        ("2.2 and 2.05", "2200000", "2050000"),
        ("wait quota was 2.05 and revenue 2.2", "2200000", "2050000"),
        ("nope. 2.2M revenue, quota two point zero five", "2200000", "2050000"),
        ("no the quota was 2m", None, "2000000"),
        ("no, revenue 2.2", "2200000", None),
    ],
)
def test_two_figures_read_out_are_both_put_right_in_the_size_they_have(hear: Hear, text, revenue, quota):
    slots = stored(hear(text, "numbers", role=Role.FARMER, given=True, **READ_OUT))
    assert (slots.get("last_year.revenue"), slots.get("last_year.quota")) == (revenue, quota)


def test_a_fraction_for_millions_is_no_pair_of_ticks(hear: Hear):
    slots = stored(hear("wait quota was 2.05 and revenue 2.2", "own_work", role=Role.FARMER, **READ_OUT))
    assert slots == {"last_year.revenue": "2200000", "last_year.quota": "2050000"}
    assert len(stored(hear("1.3", "own_work", role=Role.FARMER, **READ_OUT))) == 2
    assert stored(hear("240", "goal", role=Role.FARMER, given=True, goal__revenue=money(2_400_000))) == {}


def test_a_count_becomes_no_fraction(hear: Hear):
    last = ("last_year.lost_on_price",)
    assert "last_year.lost_on_price" not in stored(hear("make it 1.4", "kpis", last=last, **KNOWN))
    assert stored(hear("make it 2", "kpis", last=last, **KNOWN)) == {"last_year.lost_on_price": "2"}


ACME = {"accounts__acme__name": Words(text="Acme"), "accounts__acme__last_year": money(420_000)}


@pytest.mark.parametrize(
    ("focus", "text"),
    [("signed", "20k at acme"), ("follow_on", "acme 40k"), ("reviews", "4, monthly for acme"), ("deals", "Acme 60k")],
)
def test_a_figure_for_the_question_changes_no_account_it_names(hear: Hear, focus, text):
    assert "accounts.acme.last_year" not in stored(hear(text, focus, role=Role.FARMER, **ACME))


def test_a_sum_beside_a_service_does_not_change_what_an_account_buys(hear: Hear):
    bought = {"accounts__acme__buys": Words(text="Managed support")}
    assert "accounts.acme.buys" not in stored(hear("acme 60k security", "services", role=Role.FARMER, **ACME, **bought))
    slots = stored(hear("acme 3 sites support and security", "services", role=Role.FARMER, **ACME))
    assert slots == {"accounts.acme.buys": "Managed support, Security"}
