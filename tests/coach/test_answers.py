"""Plain answers, ticks, lists, owners, dates and questions back."""

import pytest

from bot.coach.listing import lines_of
from bot.coach.owners import owner
from bot.facts import Words
from bot.interview.commands import Back, Clarify, Confirm, Finish, Nothing, Pause, Skip, Thanks, Unknown
from bot.team.model import Role
from tests.coach.conftest import Hear, money, stored


def ticks(commands) -> list[str]:
    return [key.removeprefix("why_nots.") for key in stored(commands)]


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("3, 6", ["lead-follow-up", "forecast"]),
        ("3,6", ["lead-follow-up", "forecast"]),
        ("3/6 und 7", ["lead-follow-up", "forecast", "crm"]),
        ("6-8", ["forecast", "crm", "referrals"]),
        ("$6,7k short", []),
        ("3 n 7", ["lead-follow-up", "crm"]),
        ("number 3 for sure, and I guess 7 as well because CRM is never complete", ["lead-follow-up", "crm"]),
        ("the CRM", ["crm"]),
        ("Of 10 deals I forecast for Q3 only 4 closed in Q3", ["forecast"]),
        ("actually not 4, but 7", ["crm"]),
        ("8 of 30", []),
        ("one and four", ["quota", "ideal-client"]),
        ("the first two", ["quota", "activity"]),
        ("the last one", ["training"]),
        ("all good except 5", ["price-held"]),
        ("first quarter was slow", []),
    ],
)
def test_numbers_tick_where_they_stand_alone(hear: Hear, text, ticked):
    assert ticks(hear(text, "own_work")) == (
        ticked or (["lead-follow-up", "forecast", "crm"] if ticked is None else [])
    )


@pytest.mark.parametrize(
    "text", ["dunno u pick", "call smith first then patel", "mktg send me 5 leads a mo", "referals"]
)
def test_talk_names_no_company(hear: Hear, text):
    assert stored(hear(text, "prospects")) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("smith n jones 20k, patel law 15k", {"smith-n-jones", "patel-law"}),
        ("Baker Stein 50k, Lowell, Voss & Co 45k", {"baker-stein", "lowell", "voss-co"}),
        ("I have two: Kestrel 55k and Orin Labs 40k", {"kestrel", "orin-labs"}),
        ("Company, Value\nLakeside, $31,000\nPine, $38,000", {"lakeside", "pine"}),
        ("Muller 60.000, Rossi 45.000", {"muller", "rossi"}),
    ],
)
def test_a_list_of_companies_is_read(hear: Hear, text, names):
    slots = stored(hear(text, "prospects"))
    assert {slot.split(".")[1] for slot in slots} == names


FARM = {
    "accounts__acme__name": Words(text="Acme"),
    "accounts__acme__last_year": money(100_000),
    "accounts__globex__name": Words(text="Globex"),
    "accounts__globex__last_year": money(80_000),
}


def test_the_rest_of_a_list_takes_one_figure(hear: Hear):
    slots = stored(hear("Acme 20k phones, 0 for the others", "growth", role=Role.FARMER, **FARM))
    assert slots["accounts.acme.growth"] == "20000"
    assert slots["accounts.globex.growth"] == "0"
    assert "accounts.others" not in slots


def test_a_figure_with_words_answers_for_the_one_item_asked_about(hear: Hear):
    slots = stored(hear("55k phone system", "growth", role=Role.FARMER, accounts__globex__growth=money(0), **FARM))
    assert slots == {"accounts.acme.growth": "55000", "accounts.acme.sell": "phone system"}


@pytest.mark.parametrize(
    ("text", "alone", "who"),
    [
        ("me", True, "Dana Reyes"),
        ("my manager", True, "my manager"),
        ("Tomas", True, "Tomas"),
        ("Four", True, None),
        ("we all do", True, None),
        ("My manager blocks the dates, by January 20", False, None),
        ("call same day, me, jan", False, "Dana Reyes"),
        ("An engineer signs every quote. Owner: Tomas. From February.", False, "Tomas"),
        ("Ticket trend in every review, Service desk, by February", False, "Service desk"),
        ("Marketing forwards leads to my phone and I call the same day", False, "Marketing"),
        ("No date without a next step, I own it, from February", False, "Dana Reyes"),
    ],
)
def test_an_owner_is_named_or_asked_for(text, alone, who):
    assert owner(text, "Dana Reyes", alone=alone) == who


@pytest.mark.parametrize(
    ("text", "renews"),
    [
        ("October, sponsor left in summer", "2027-10-01"),
        ("Auto-renews in November, the CFO, low risk", "2027-11-01"),
        ("Our sponsor left in May, nothing else is known", None),
    ],
)
def test_a_renewal_is_the_date_of_its_own_clause(hear: Hear, text, renews):
    acme = {"accounts__acme__name": Words(text="Acme")}
    assert stored(hear(text, "renewals", role=Role.FARMER, **acme)).get("accounts.acme.renewal") == renews


@pytest.mark.parametrize(
    ("focus", "text", "command"),
    [
        ("won", "sorry, what do you mean?", Clarify()),
        ("won", "wait, why?", Clarify()),
        ("goal", "is 30% growth realistic?", Clarify()),
        ("signed", "should I put the Hooli 60k here?", Clarify()),
        ("won", "who cares", Clarify()),
        ("won", "no, skip it", Skip()),
        ("won", "actually go back", Back()),
        ("won", "I don't have time for this", Pause()),
        ("won", "we're done", Finish()),
        ("won", "great, thanks", Thanks()),
        ("numbers", "I didn't have a quota", Unknown()),
        ("contracted", "nah", Nothing(quote="nah")),
    ],
)
def test_what_is_no_answer_is_not_taken_for_one(hear: Hear, focus, text, command):
    assert hear(text, focus) == (command,)


@pytest.mark.parametrize(("focus", "text"), [("won", "ok"), ("won", "4"), ("cause/crm", "yes")])
def test_a_bare_yes_or_figure_is_no_reason(hear: Hear, focus, text):
    assert hear(text, focus, why_nots__crm__item=Words(text="CRM complete")) == ()


def test_an_answer_may_sound_like_a_question(hear: Hear):
    assert stored(hear("I guess we came late?", "lost")) == {"last_year.lost_because": "I guess we came late?"}


def test_only_agreeing_confirms_nothing_where_nothing_was_read_out(hear: Hear):
    assert Confirm() not in hear("fine. yes", "goal")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("losing Voss - go to Lowell group", 1),
        ("if Voss leaves, I go to Lowell", 1),
        ("I ramp slower; then Tomas joins my calls", 1),
        ("proposals out within 5 days, two referrals a week", 2),
        ("- one thing\n- another thing", 2),
        ("1) one thing 2) another thing", 2),
        ("6 meetings a wk. a referral ask every go live. crm every friday", 3),
        ("I hold 20 reviews. They get me the renewals.", 1),
    ],
)
def test_a_risk_stays_in_one_piece(text, lines):
    assert len(lines_of(text)) == lines


@pytest.mark.parametrize(
    ("text", "company"),
    [
        (
            "I called late, from the road. Marketing sends leads without a number",
            "Marketing sends leads without a number",
        ),
        ("the company has no process for it; I improvised", "the company has no process for it"),
        ("I waited for Marketing to call them first", None),
        ("I was on site and forgot", None),
    ],
)
def test_the_companys_part_of_a_cause_is_kept_apart(hear: Hear, text, company):
    known = {"why_nots__crm__item": Words(text="CRM complete")}
    told = stored(hear(text, "cause/crm", **known))
    assert told["why_nots.crm.cause"] == text
    assert told.get("why_nots.crm.company") == company


@pytest.mark.parametrize(
    "text",
    [
        "that was all operations' doing, so none",
        "none, it all went fine",
        "nothing - delivery was perfect",
        "all good, so nothing from my side",
    ],
)
def test_a_reply_that_comes_to_none_ticks_nothing(hear: Hear, text):
    assert hear(text, "set_up") == (Nothing(quote=text),)


@pytest.mark.parametrize(
    ("text", "left_out"), [("all except 5 and 7", 2), ("everything but 3", 1), ("all but the last", 1)]
)
def test_all_but_some_ticks_the_others(hear: Hear, text, left_out):
    assert len(ticks(hear(text, "own_work"))) == 9 - left_out


@pytest.mark.parametrize("text", ["all good", "they were all 100%", "everything was fine", "none of those"])
def test_a_list_that_was_all_well_is_closed(hear: Hear, text):
    assert hear(text, "own_work") == (Nothing(quote=text),)


@pytest.mark.parametrize("text", ["even split", "flat"])
def test_a_year_in_four_equal_parts_is_said_in_many_ways(hear: Hear, text):
    assert hear(text, "quarters") == (Nothing(quote=text),)


@pytest.mark.parametrize("text", ["25 each", "25% each quarter", "25% in each"])
def test_one_figure_for_each_is_for_all_that_was_asked(hear: Hear, text):
    assert stored(hear(text, "quarters")) == {f"quarters.q{number}": "0.25" for number in range(1, 5)}


@pytest.mark.parametrize("text", ["I'd love to say none, but the handover was poor", "none, well maybe the handover"])
def test_a_none_that_is_taken_back_does_tick(hear: Hear, text):
    assert ticks(hear(text, "set_up")) == ["handover"]


@pytest.mark.parametrize(
    "text",
    [
        "it all depends",
        "Depends on the market",
        "I'd rather not say",
        "we'll see",
        "hm, varies a lot",
        "I'll do my best",
        "the usual stuff",
        "can't promise anything",
        "as many as possible",
    ],
)
@pytest.mark.parametrize("focus", ["profile", "commitments", "sources", "activity"])
def test_an_evasion_is_no_answer(hear: Hear, text, focus):
    assert hear(text, focus) == (Unknown(evades=True),)


@pytest.mark.parametrize("text", ["Mid-size clinics, depends on the region", "The usual suspects: banks and insurers"])
def test_an_answer_with_a_hedge_is_one(hear: Hear, text):
    assert stored(hear(text, "profile")) == {"targets.profile": text}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A merger stops the rollout; we offer the audit instead", 1),
        ("Hospitals freeze spending; I'll open the dental segment", 1),
        ("The vendor raises prices; in that case I sell the older line; my engineer quits", 2),
        ("I lose my engineer; the merger stalls", 2),
        ("Freeze: I go to clinics; undercutting: I bring the audit", 2),
    ],
)
def test_what_one_does_about_a_risk_is_no_risk(hear: Hear, text, count):
    assert len(stored(hear(text, "risks"))) == count


def test_a_semicolon_parts_commitments(hear: Hear):
    assert len(stored(hear("5 meetings a week; I call every lead the same day", "commitments"))) == 2


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Finance sends the number and I type it in, that's on me, by May", "Dana Reyes"),
        ("Services writes it up, my job to check. That's mine. March 3", "Dana Reyes"),
        ("I prepare the list every Friday. Responsible is Ruth. Until 3 May", "Ruth"),
        ("We share one template, Ivo Lang is responsible, by June", "Ivo Lang"),
        ("I draft it, in charge is Marketing until July", "Marketing"),
        ("A checklist for each bid, responsible am I, from May", "Dana Reyes"),
    ],
)
def test_an_owner_said_as_such_comes_first(text, who):
    assert owner(text, "Dana Reyes", alone=False) == who


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Mostly the incumbent. 5 we have lost because of the price", "5"),
        ("Three were lost due to price, else timing", "3"),
        ("No decision mostly. 6 of them went because we were too expensive", "6"),
    ],
)
def test_lost_on_price_is_counted_across_a_because(hear: Hear, text, lost):
    assert stored(hear(text, "lost"))["last_year.lost_on_price"] == lost


@pytest.mark.parametrize("text", ["that's enough, draft it", "ok, enough. wrap it up please", "done and draft my plan"])
def test_two_words_for_one_thing_are_that_thing(hear: Hear, text):
    assert hear(text, "profile") == (Finish(),)


def test_two_words_for_two_things_are_an_answer(hear: Hear):
    assert Finish() not in hear("done with prospecting, later with calls", "profile")


@pytest.mark.parametrize(
    ("text", "focus", "command"),
    [
        ("nothing contracted", "contracted", "nothing"),
        ("no refresh work yet", "follow_on", "nothing"),
        ("no open deals", "deals", "nothing"),
        ("no targets", "prospects", "nothing"),
        ("goals right", "goal", "confirm"),
        ("the goal is wrong", "goal", "deny"),
    ],
)
def test_a_plain_answer_may_repeat_what_was_asked(hear: Hear, text, focus, command):
    heard = hear(text, focus, **({"goal__revenue": money(900_000)} if focus == "goal" else {}), given=True)
    assert [each.kind for each in heard] == [command]


@pytest.mark.parametrize(
    ("text", "odds"),
    [
        ("Mercy 90k maybe 30", "0.3"),
        ("Mercy 90k (30)", "0.3"),
        ("Mercy 90k 2 sites", None),
        ("Mercy 90k 12 weeks", None),
    ],
)
def test_a_bare_figure_behind_an_amount_is_the_odds_of_a_deal(hear: Hear, text, odds):
    told = stored(hear(text, "deals"))
    assert told["deals.mercy.amount"] == "90000"
    assert told.get("deals.mercy.odds") == odds


FOUR = {
    f"accounts__{name.lower()}__{slot}": value
    for name, amount in (("Acme", 420_000), ("Globex", 310_000), ("Initech", 95_000), ("Hooli", 60_000))
    for slot, value in (("name", Words(text=name)), ("last_year", money(amount)))
}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("everything except acme 400k and hooli is gone", "400000 310000 95000 0"),
        ("all except Acme 400k and Initech 60k", "400000 310000 60000 60000"),
        ("everything but 50k at acme", "- 310000 95000 60000"),
        ("acme 400k rest all", "400000 310000 95000 60000"),
        ("acme 400k, hooli might leave, rest is secured", "400000 310000 95000 -"),
        ("acme all globex all initech 60k hooli none", "420000 310000 60000 0"),
        ("Acme: full, Globex: 300k, Initech: full, Hooli is leaving", "420000 300000 95000 0"),
        ("same as acme", "- - - -"),
        ("same as last one", "- - - -"),
        ("same", "420000 310000 95000 60000"),
        ("same as last year", "420000 310000 95000 60000"),
    ],
)
def test_all_of_it_is_of_those_that_no_word_takes_out(hear: Hear, text, figures):
    slots = stored(hear(text, "keep", role=Role.FARMER, **FOUR))
    assert [slots.get(f"accounts.{key}.keep", "-") for key in ("acme", "globex", "initech", "hooli")] == figures.split()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("acme 60k", "60000 - - -"),
        ("acme up 60k to 480k", "60000 - - -"),
        ("acme 60k globex 25k initech 0 hooli 0", "60000 25000 0 0"),
        ("acme 60k security globex 25k backup rest nothing", "60000 25000 0 0"),
        ("acme 30k phones, nothing for the others", "30000 0 0 0"),
        ("initech no growth but acme 30k", "30000 - 0 -"),
        ("Hooli 20k phones for Acme users", "- - - 20000"),
        ("60k Acme, 25k Globex", "60000 25000 - -"),
    ],
)
def test_a_figure_beside_an_account_is_the_growth_that_was_asked_for(hear: Hear, text, figures):
    slots = stored(hear(text, "growth", role=Role.FARMER, **FOUR))
    assert [slots.get(f"accounts.{key}.growth", "-") for key in ("acme", "globex", "initech", "hooli")] == (
        figures.split()
    )
    assert not any(slot.endswith(".last_year") for slot in slots)


def test_last_year_said_as_such_is_corrected_while_growth_is_asked_for(hear: Hear):
    for text in ("Hooli was 70k last year", "hooli 70k not 60k"):
        assert stored(hear(text, "growth", role=Role.FARMER, **FOUR)) == {"accounts.hooli.last_year": "70000"}


def test_what_is_sold_holds_no_word_of_the_other_accounts(hear: Hear):
    slots = stored(hear("acme 60k security globex 25k backup, rest nothing", "growth", role=Role.FARMER, **FOUR))
    assert (slots["accounts.acme.sell"], slots["accounts.globex.sell"]) == ("security", "backup")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("acme 420k globex 310k initech 95k and hooli 60k", {"acme": "420000", "globex": "310000", "initech": "95000"}),
        ("acme four hundred thousand globex ninety thousand", {"acme": "400000", "globex": "90000"}),
        ("acme is 420k last year globex is 310k", {"acme": "420000", "globex": "310000"}),
        ("acme 420k + globex 310k", {"acme": "420000", "globex": "310000"}),
        ("acme and globex 200k each", {"acme": "200000", "globex": "200000"}),
        ("1. Acme - 420k\n2. Globex: n/a", {"acme": "420000", "globex": "-"}),
    ],
)
def test_accounts_dictated_in_one_breath_are_apart(hear: Hear, text, figures):
    slots = stored(hear(text, "accounts", role=Role.FARMER))
    assert {name: slots.get(f"accounts.{name}.last_year", "-") for name in figures} == figures
    assert {slot.split(".")[1] for slot in slots} - {"hooli"} == figures.keys()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("i'll build a list, tomas will own it, after easter", "Tomas"),
        ("I build the list, marketing owns it", "Marketing"),
        ("sam does that", "Sam"),
        ("i do that", "Dana Reyes"),
        ("i guess", None),
        ("i think I will do it", "Dana Reyes"),
        ("we run it every week", None),
    ],
)
def test_a_name_in_small_letters_owns_what_it_is_said_to_own(text, who):
    assert owner(text, "Dana Reyes", alone=True) == who


@pytest.mark.parametrize("text", ["dont know", "i dont know", "cant say", "Im not sure", "havent a clue"])
def test_no_idea_needs_no_apostrophe(hear: Hear, text):
    assert hear(text, "won") == (Unknown(),)


def test_a_bare_no_tells_no_reason(hear: Hear):
    assert hear("nope", "lost") == ()
    assert stored(hear("nope", "kpis")) == {"last_year.kpis_reached": "nope"}


@pytest.mark.parametrize(
    ("text", "won"),
    [("14 won 6 lost 2 still open", "14 of 20"), ("won 14 lost 6", "14 of 20"), ("lost 4 won 11", "11 of 15")],
)
def test_a_record_is_read_from_its_beginning(hear: Hear, text, won):
    assert stored(hear(text, "batting")) == {"last_year.won": won}


@pytest.mark.parametrize(
    "text", ["what was the question again", "can you repeat that?", "what does ruth want", "pardon?"]
)
def test_the_question_once_more_is_no_answer(hear: Hear, text):
    assert hear(text, "won") == (Clarify(),)


@pytest.mark.parametrize("text", ["what they say about us: quick on site", "they want what we have"])
def test_what_customers_say_is_an_answer(hear: Hear, text):
    assert stored(hear(text, "won")) == {"last_year.won_because": text}
