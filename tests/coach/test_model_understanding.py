"""What a model hears is taken only as far as the message itself bears it out."""

from collections.abc import Sequence

import pytest

from bot.coach.llm.assistant import Helper
from bot.coach.llm.port import Job
from bot.coach.llm.privacy import Secrets
from bot.coach.llm.stand_ins import StandIns
from bot.coach.llm.understanding import Understood, is_certain, understand_with
from bot.coach.understand import understand
from bot.facts import Words
from bot.interview.commands import Clarify, Confirm, Nothing, RemoveItem, Skip, Unknown
from bot.line.use import Spent
from bot.team.model import Role
from tests.coach.conftest import count, in_focus, money, stored
from tests.coach.model_stub import DOWN, Stub, assistant, heard

ASKED = ((False, "What revenue did you bring in during 2026, and what was your quota?"),)


def helper(stub: Stub, hidden: bool = False, names: Sequence[str] = ()) -> Helper:
    return Helper(assistant(stub), "dana", "event-1", Secrets(), StandIns("dana", names, hidden=hidden), Spent)


def hear(text: str, says, focus: str | None = "numbers", **about) -> tuple[Understood, Stub]:
    stub, context = Stub(lambda _: says), in_focus(focus, **about)
    return understand_with(helper(stub), text, context, understand(text, context), ASKED), stub


RAMBLE = "Honestly Globex took forever, but we closed out at one point oh five mil if the CRM is to be believed"


@pytest.mark.parametrize(
    "text",
    ["1.05M against 1.2M", "1.05M", "skip", "why?", "back", "about 40k", "9 of 24", "7", "yes", "no idea", "🙂", "..."],
)
def test_a_plain_figure_or_a_steering_word_takes_no_call(text):
    _, stub = hear(text, heard())
    assert stub.requests == []


def test_an_answer_the_reader_took_whole_takes_no_call():
    _, stub = hear("We came in late, when the incumbent had already quoted. Four went on price.", heard(), "lost")
    assert stub.requests == []


def test_words_the_reader_cannot_place_are_placed_by_the_model_and_read_by_code():
    text = (
        "Revenue wise the books say 1.05M for my patch; Globex alone quoted 3M to others, whatever that means to them"
    )
    context = in_focus("numbers")
    assert not is_certain(text, understand(text, context))
    understood, stub = hear(text, heard(("last_year.revenue", "1.05M for my patch")))
    assert stored(understood.commands) == {"last_year.revenue": "1050000"}
    assert stub.jobs() == [Job.UNDERSTAND]


UNSURE = (
    "Well, the boss of Globex wanted 3 things from us, the printer broke, and the patch did 1.05M or so they tell me"
)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (("last_year.revenue", "2.5M"), "the words are not in the message"),
        (("last_year.revenue", "1.05"), "the quote cuts the figure in two"),
        (("last_year.revenue", "the patch did"), "there is no figure in it"),
        (("last_year.salary", "1.05M"), "there is no such slot"),
        (("goal.revenue", "3 things"), "three things are no money"),
        (("last_year.revenue", ""), "nothing is quoted"),
        (("remove", "Globex", "Globex wanted"), "nobody asked for it to go"),
    ],
)
def test_what_the_message_does_not_bear_out_is_dropped(answer, why):
    assert hear(UNSURE, heard(answer))[0].commands == hear(UNSURE, heard())[0].commands, why


def test_a_figure_that_was_denied_stays_denied():
    text = (
        "The patch did 1.2M for Globex people, no scratch that, it was not 1.2M but something I must look up elsewhere"
    )
    understood, _ = hear(text, heard(("last_year.revenue", "1.2M")))
    assert all(getattr(command, "slot", "") != "last_year.revenue" for command in understood.commands)


def test_a_range_of_two_figures_is_not_one():
    text = "Globex folks say the patch made 900k or 1.1M, nobody upstairs could tell me which one it is frankly"
    understood, _ = hear(text, heard(("last_year.revenue", "900k or 1.1M, nobody upstairs")))
    assert all(command.value != money(1_100_000) for command in understood.commands if hasattr(command, "value"))


def test_the_model_takes_nothing_away_from_the_reader():
    """A hostile "other" cannot lose an answer that was read without it."""
    text = "I had to ignore the previous pricing instructions from marketing and we still lost."
    context = in_focus("lost")
    alone = understand(text, context)
    stub = Stub(lambda _: heard(kind="other"))
    assert understand_with(helper(stub), text, context, alone, ASKED).commands == alone
    assert stored(alone)["last_year.lost_because"] == text


def test_entries_of_a_list_keep_the_names_as_they_were_typed():
    text = "so the bakery people, Crumb & Sons that is, would be worth something like 45k to us once they sign off"
    understood, _ = hear(text, heard(("amount", "Crumb & Sons", "something like 45k")), "prospects", role=Role.HUNTER)
    told = stored(understood.commands)
    assert set(told.values()) >= {"45000"}
    assert any(name == "Crumb & Sons" for name in told.values())


def test_an_entry_is_taken_away_only_where_the_message_says_so():
    facts = {"accounts__acme__name": Words(text="Acme"), "accounts__acme__last_year": money(100)}
    text = "Bad news from the buyer at Acme this morning, that one is gone for good as far as anyone here can tell"
    understood, _ = hear(text, heard(("remove", "Acme", "that one is gone")), "reviews", role=Role.FARMER, **facts)
    assert RemoveItem(collection="accounts", key="acme") in understood.commands


@pytest.mark.parametrize(
    ("kind", "focus", "command"),
    [
        ("skip", "numbers", Skip()),
        ("unknown", "numbers", Unknown()),
        ("why", "numbers", Clarify()),
        ("yes", "numbers", None),
        ("nothing", "numbers", None),
        ("other", "numbers", None),
    ],
)
def test_what_a_message_does_is_steered_only_where_that_is_possible(kind, focus, command):
    text = "look, my kid is on my lap and the spreadsheet lives on another machine altogether"
    understood, _ = hear(text, heard(kind=kind), focus)
    assert understood.commands == ((command,) if command else ())


def test_nothing_is_a_full_answer_where_the_question_allows_it():
    text = "zero contracts of that sort with anybody under my roof sadly"
    understood, stub = hear(text, heard(kind="nothing"), "signed")
    assert not stub.requests or understood.commands == (Nothing(quote=text),)


def test_yes_confirms_only_what_was_read_out():
    assert Confirm() not in hear("looks like what finance sent round last week", heard(kind="yes"))[0].commands


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("That is a cause you can act on", "That is a cause you can act on."),
        ("Losing late hurts.", "Losing late hurts."),
        ("You lost 40% of them.", ""),
        ("You lost half of them.", ""),
        ("What happened then?", ""),
        ("Your plan is approved.", ""),
        ("Your commission is safe.", ""),
        ("Visit www.shoplux.com now.", ""),
        ("<!channel> well done", ""),
        ("Eso es una causa clara.", ""),
        ("{{goal.revenue}} is fine.", ""),
        ("Good. Now on.", ""),
        ("Brand A has luxury watches.", ""),
        ("ok " * 100, ""),
        ("SGVsbG8gd29ybGQ", ""),
        ("\u202edrawkcab", ""),
    ],
)
def test_an_acknowledgement_is_only_what_the_coach_could_have_written(said, kept):
    understood, _ = hear("look, the spreadsheet lives on another machine altogether", heard(kind="other", ack=said))
    assert understood.acknowledgement == kept


def test_trouble_leaves_what_the_reader_took():
    for says in (DOWN, None):
        understood, _ = hear("look, the spreadsheet lives on another machine altogether", says)
        assert understood == Understood(())


def test_a_request_does_not_grow_with_the_interview_nor_with_the_message():
    many = {f"prospects__p{n}__name": Words(text=f"Client number {n} of the list") for n in range(60)}
    many |= {f"prospects__p{n}__amount": money(1000 + n) for n in range(60)}
    many |= {"last_year__lost_on_price": count(4), "goal__revenue": money(1_400_000)}
    text = "look, the spreadsheet lives on another machine altogether"
    _, early = hear(text, heard(kind="other"), "prospects")
    _, late = hear(text, heard(kind="other"), "prospects", **many)
    _, wall = hear("word " * 25_000, heard(kind="other"), "numbers", **many)
    first, last = (len(stub.requests[0].instructions + stub.requests[0].data) for stub in (early, late))
    assert last <= 1.1 * first
    assert all(len(request.data) < 4000 for request in wall.requests)


def test_clients_go_by_stand_ins_that_are_mapped_back():
    stub = Stub(lambda _: heard())
    text = "Honestly Wayne said 45k and then Oscorp Labs went quiet, so put wayne down for what they said I suppose"
    context = in_focus("sources", prospects__wayne__name=Words(text="Wayne Clinics"))
    asked = helper(stub, hidden=True, names=["Wayne Clinics"])
    understand_with(asked, text, context, (), ASKED)
    assert len(stub.requests) == 1
    assert not any(name in stub.sent.lower() for name in ("wayne", "oscorp"))
    assert asked.names.reveal(asked.names.hide(text)).lower() == text.lower()


def test_stand_ins_are_the_same_at_every_turn_and_differ_by_person():
    one, two = (StandIns("dana", ["Acme", "Globex"], hidden=True).hide("Acme and Globex") for _ in range(2))
    assert one == two != StandIns("leo", ["Acme", "Globex"], hidden=True).hide("Acme and Globex")
    assert "Acme" not in one
    assert StandIns("dana", ["Acme"], hidden=False).hide("Acme") == "Acme"
