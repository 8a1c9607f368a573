"""The five questions peers are likely to ask: on the plan's weakest points, the weightiest first."""

from bot.plan.model import Section
from bot.plan.rehearsal import likely_questions
from tests.plan.samples import FARMER, FARMING, HUNTER, HUNTING, VCIO, count, money, percent, plan, ratio, words


def asked(rep, facts):
    return {question.key: question.text for question in likely_questions(plan(rep, facts))}


def test_there_are_five_questions_whatever_is_known():
    for rep, facts in ((HUNTER, HUNTING), (FARMER, FARMING), (HUNTER, {}), (VCIO, {})):
        assert len(asked(rep, facts)) == 5


def test_a_plan_that_falls_short_is_asked_for_the_rest_first():
    questions = asked(HUNTER, HUNTING | {"funnel.meetings_per_week": count(1)})
    assert next(iter(questions)) == "adds-up"
    assert "short of your goal" in questions["adds-up"]


def test_dependence_on_one_account_or_one_deal_is_asked_about():
    assert "What if they leave" in asked(FARMER, FARMING | {"accounts.globex.keep": money(90_000)})["one-account"]
    assert asked(HUNTER, HUNTING)["one-deal"].startswith("Vandelay is 70.6% of your weighted pipeline")


def test_a_close_rate_from_few_deals_is_asked_about_with_one_win_fewer():
    text = asked(HUNTER, HUNTING | {"last_year.won": ratio(3, 8)})["close-rate"]
    assert "3 of 8 decided deals: a guess. With one win fewer it is 25%" in text
    assert "close-rate" not in asked(HUNTER, HUNTING | {"last_year.won": ratio(9, 24)})


def without_weaknesses():
    """A Hunter's plan that leaves room for questions on its why-nots."""
    sound = {"funnel.meetings_per_week": count(9), "funnel.meetings_held": count(9)}
    return HUNTING | sound | {"deals.vandelay.odds": percent("0.3"), "deals.third.amount": money(90_000)}


def test_the_companys_part_of_a_cause_without_an_owner_there_is_asked_about():
    mine = {"why_nots.lead-follow-up.owner": words("Dana Reyes")}
    company = {"why_nots.lead-follow-up.company": words("Marketing sends leads without a number")}
    assert "the company's" in asked(HUNTER, without_weaknesses() | mine | company)["why-not-lead-follow-up"]
    assert "why-not-lead-follow-up" not in asked(HUNTER, without_weaknesses() | mine)


def test_a_thin_cause_is_asked_about_in_the_reps_own_words():
    thin = {"why_nots.lead-follow-up.owner": words("Dana Reyes"), "why_nots.lead-follow-up.cause": words("No time.")}
    text = asked(HUNTER, without_weaknesses() | thin)["why-not-lead-follow-up"]
    assert text.endswith('you say "No time". What happened before that?')


def test_an_account_at_risk_is_asked_about_and_one_without_a_risk_is_not():
    assert asked(FARMER, FARMING)["renewal"].startswith("Acme renews Jun 2027, and the risk is: The CFO leaves.")
    safe = {"accounts.acme.risk": words("no risk"), "accounts.globex.risk": words("low, they like us")}
    assert "renewal" not in asked(FARMER, FARMING | safe)


def test_answers_are_kept_with_the_plan_under_the_question_as_its_figures_stand_now():
    short = HUNTING | {"funnel.meetings_per_week": count(1)}
    answered = {"rehearsal.adds-up.name": words("as asked then"), "rehearsal.adds-up.answer": words("Referrals.")}
    drawn = plan(HUNTER, short | answered)
    assert [(each.question, each.answer.text) for each in drawn.rehearsal] == [
        (asked(HUNTER, short)["adds-up"], "Referrals.")
    ]
    assert drawn.sections[-1] is Section.REHEARSAL


def test_a_weak_point_that_was_mended_is_no_longer_a_question():
    answered = {"rehearsal.adds-up.name": words("as asked then"), "rehearsal.adds-up.answer": words("Referrals.")}
    mended = plan(HUNTER, HUNTING | {"funnel.meetings_per_week": count(20)} | answered)
    assert mended.rehearsal == ()
    assert Section.REHEARSAL not in mended.sections
