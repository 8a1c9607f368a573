"""Talking to the coach: one thing at a time, and everything a person does besides answering."""

import pytest

from bot.line.posts import PlanFile
from tests.line.conftest import Room

DANA_TO_WON = ("hi", "yes", "yes", "yes")
DANA_TO_LISTS = (*DANA_TO_WON, "We come early", "We came late", "Five meetings a week, reached", "Yes, keep meetings")


def test_it_greets_and_confirms_what_the_team_file_knows(room: Room):
    said = room.says("dana", "hi")
    assert "Hi Dana" in said
    assert "$1,050,000 in revenue against a quota of $1,200,000" in said
    assert said.rstrip().endswith("Is that right?")


def test_it_asks_what_the_team_file_does_not_know(room: Room):
    assert "What revenue did you bring in during 2026" in room.says("leo", "hello")


def test_several_facts_in_one_reply_are_taken_and_read_back(room: Room):
    said = room.says("leo", "hi", "1.05M against a quota of 1.2M, won 9 of 24, average deal 42k")
    assert "$1,050,000" in said
    assert "$1,200,000" in said
    assert "9 of 24 (37.5%)" in said
    assert room.known("leo", "last_year.average_deal") == "$42,000"
    assert "Why did you win" in said


def test_each_clause_speaks_of_its_own_figure(room: Room):
    room.says("dana", "hi", "180k is contracted, 20k may not renew")
    assert room.known("dana", "run_rate.contracted") == "$180,000"
    assert room.known("dana", "run_rate.not_renewing") == "$20,000"


def test_half_an_answer_asks_for_the_other_half_only(room: Room):
    said = room.says("leo", "hi", "we booked 1.05M")
    assert said.endswith("And what was your quota?")
    room.says("leo", "1.2 million")
    assert room.known("leo", "last_year.quota") == "$1,200,000"


def test_a_correction_finds_the_figure_it_is_about(room: Room):
    room.says("leo", "hi", "1.05M against a quota of 1.2M", "9 of 24")
    said = room.says("leo", "actually the revenue was 1.4M")
    assert "Corrected: 2026 revenue $1,400,000, was $1,050,000." in said
    assert "average" in said


def test_actually_it_was_corrects_the_figure_said_last(room: Room):
    room.says("leo", "hi", "1.05M against a quota of 1.2M", "9 of 24", "42k")
    assert "Corrected: average won deal $45,000, was $42,000." in room.says("leo", "actually it was 45k")


def test_a_correction_may_name_the_old_figure(room: Room):
    room.says("leo", "hi", "1.05M against a quota of 1.2M")
    room.says("leo", "sorry, 1.15M, not 1.05M")
    assert room.known("leo", "last_year.revenue") == "$1,150,000"
    assert room.known("leo", "last_year.quota") == "$1,200,000"


def test_a_correction_is_not_misled_by_another_slot_that_holds_the_same_figure(room: Room):
    room.says("leo", "hi", "900k against 5M", "9 of 24", "5k")
    room.says("leo", "actually revenue was 5M")
    assert room.known("leo", "last_year.revenue") == "$5,000,000"


def test_a_bare_small_number_is_no_money(room: Room):
    said = room.says("leo", "hi", "1.05M against a quota of 1.2M", "9 of 24", "42")
    assert "42: is that $42,000 or $42?" in said
    assert room.known("leo", "last_year.average_deal") is None
    assert room.says("leo", "$42,000")
    assert room.known("leo", "last_year.average_deal") == "$42,000"


def test_no_with_the_right_figure_corrects_the_team_file(room: Room):
    said = room.says("dana", "hi", "no, revenue was 1.1M")
    assert "Corrected: 2026 revenue $1,100,000, was $1,050,000." in said
    assert "9 of 24" in said


def test_a_plain_no_asks_the_question(room: Room):
    assert "What revenue did you bring in" in room.says("dana", "hi", "no")


def test_why_is_answered_and_the_question_stays(room: Room):
    said = room.says("dana", *DANA_TO_WON, "why do you ask?")
    assert "If we know why you win" in said
    assert said.rstrip().endswith("Name the reason that came up most.")


def test_skip_comes_round_at_the_end(room: Room):
    room.says("dana", *DANA_TO_WON, "skip", "Too late", "none really", "no", "none", "none", "yes")
    said = room.says("dana", "progress")
    assert "Skipped for later: why you won" in said


def test_pause_and_resume_after_a_restart_is_exactly_where_it_was(tmp_path):
    before = Room(tmp_path / "one.db", "first")
    asked = before.says("dana", *DANA_TO_WON)
    assert "Paused" in before.says("dana", "pause")
    stored = before.interview("dana")
    before.store.close()
    after = Room(tmp_path / "one.db", "second")
    said = after.says("dana", "I'm back")
    assert "Welcome back, Dana" in said
    assert said.splitlines()[-1] in asked
    assert after.interview("dana").facts == stored.facts


def test_a_restart_without_a_pause_takes_the_next_answer(tmp_path):
    before = Room(tmp_path / "one.db", "first")
    before.says("dana", *DANA_TO_WON)
    before.store.close()
    after = Room(tmp_path / "one.db", "second")
    after.says("dana", "We come early")
    assert after.known("dana", "last_year.won_because") == "We come early"


def test_a_thin_cause_is_probed_once_and_marked(room: Room):
    room.says("dana", *DANA_TO_LISTS, "1", "none")
    assert "What happened before that" in room.says("dana", "price")
    assert "How do you know" in room.says("dana", "no budget")
    assert room.known("dana", "why_nots.quota.thin") == "yes"
    assert room.known("dana", "why_nots.quota.cause") == "no budget"


def test_action_owner_and_date_come_out_of_one_reply(room: Room):
    room.says("dana", *DANA_TO_LISTS, "2", "none", "I filled my mornings with delivery calls", "23 weeks of 46")
    said = room.says("dana", "I block 8 to 10 for prospecting, from mid January")
    assert "owner Dana Reyes" in said
    assert "Jan" in said


def test_a_missing_date_is_asked_for_alone(room: Room):
    room.says("dana", *DANA_TO_LISTS, "2", "none", "I filled my mornings with delivery calls", "23 weeks of 46")
    assert room.says("dana", "I block 8 to 10 for prospecting").endswith("And by when?")
    room.says("dana", "end of January")
    assert room.known("dana", "why_nots.activity.action") == "I block 8 to 10 for prospecting"
    assert "2027" in (room.known("dana", "why_nots.activity.due") or "")


@pytest.mark.parametrize(
    "action", ["Marketing forwards leads, I call the same day", "I review it every Friday", "I answer within a day"]
)
def test_how_often_is_not_by_when(room: Room, action):
    room.says("dana", *DANA_TO_LISTS, "2", "none", "I filled my mornings with delivery calls", "23 weeks of 46")
    assert room.says("dana", action).endswith("And by when?")


@pytest.mark.parametrize("reply", ["blah blah", "..."])
def test_an_unreadable_figure_is_asked_again_with_an_example_twice_then_stays_open(room: Room, reply):
    assert "For example" in room.says("leo", "hi", reply)
    assert "skip" in room.says("leo", reply)
    said = room.says("leo", reply)
    assert "stays open in your draft" in said
    assert "out of how many" in said


def test_question_marks_alone_ask_why(room: Room):
    assert "Everything" not in room.says("leo", "hi")
    assert "Next year's goal only means something" in room.says("leo", "???")


def test_no_idea_with_a_reason_leaves_the_point_open_too(room: Room):
    assert "stays open" in room.says("leo", "hi", "no idea, I lost the sheet")


def test_no_idea_leaves_the_point_open(room: Room):
    assert "stays open" in room.says("leo", "hi", "no idea")


def test_none_lost_on_price_is_zero_and_other_figures_are_not_taken_for_it(room: Room):
    room.says("dana", *DANA_TO_WON, "trust", "Three went to their own IT. None on price.")
    assert room.known("dana", "last_year.lost_on_price") == "0"


def test_an_answer_in_words_is_not_mistaken_for_a_command(room: Room):
    room.says("dana", *DANA_TO_WON, "We never stop at the first no, and skip nobody")
    assert room.known("dana", "last_year.won_because") == "We never stop at the first no, and skip nobody"


def test_back_shows_what_was_said_and_takes_a_new_answer(room: Room):
    room.says("leo", "hi", "1.05M against a quota of 1.2M")
    assert "So far you have" in room.says("leo", "back")
    room.says("leo", "1.1M against 1.2M")
    assert room.known("leo", "last_year.revenue") == "$1,100,000"


def test_a_yes_button_of_an_earlier_question_changes_nothing(room: Room):
    room.says("dana", "hi")
    old = list(room.posts)
    room.says("dana", "yes")
    room.posts[:] = old
    assert "belongs to an earlier question" in room.clicks("dana", "No")
    assert room.known("dana", "last_year.revenue") == "$1,050,000"


def test_a_renewal_is_meant_in_the_planned_year(room: Room):
    room.says("priya", "hi", "1.7M against 1.8M", "12 of 20", "trust", "late", "reviews", "yes", "none", "none")
    room.says("priya", "Acme 120k, Globex 80k", "all buy support", "all", "Acme 10k, Globex 5k")
    said = room.says("priya", "Acme auto-renews in November, the CFO, low risk; Globex monthly, the owner, none")
    assert "Acme Nov 2027, Globex Jan to Dec 2027" in said


def test_an_item_can_be_removed_again(room: Room):
    room.says("priya", "hi", "1.7M against 1.8M", "12 of 20", "trust", "late", "reviews", "yes", "none", "none")
    room.says("priya", "Acme 120k, Globex 80k and Initech 40k")
    assert "Globex is out of the list" in room.says("priya", "remove Globex")
    assert room.interview("priya").items("accounts") == ("acme", "initech")


def test_all_of_it_except_one_fills_a_farmers_list(room: Room):
    room.says("priya", "hi", "1.7M against 1.8M", "12 of 20", "trust", "late", "reviews", "yes", "none", "none")
    room.says("priya", "Acme 120k, Globex 80k, Initech 40k", "support: all", "all except Initech 20k")
    kept = [room.known("priya", f"accounts.{key}.keep") for key in ("acme", "globex", "initech")]
    assert kept == ["$120,000", "$80,000", "$20,000"]


def test_only_the_account_without_a_figure_is_asked_about(room: Room):
    room.says("priya", "hi", "1.7M against 1.8M", "12 of 20", "trust", "late", "reviews", "yes", "none", "none")
    said = room.says("priya", "Acme 120k, Globex, Initech 40k")
    assert said.endswith("What did Globex do in 2026?")
    room.says("priya", "80k")
    assert room.known("priya", "accounts.globex.last_year") == "$80,000"


def test_undo_takes_the_last_answer_back_and_asks_again(room: Room):
    room.says("leo", "hi", "1.05M against a quota of 1.2M")
    said = room.says("leo", "undo")
    assert "Taken back: 2026 revenue $1,050,000" in said
    assert said.endswith("What revenue did you bring in during 2026, and what was your quota?")
    assert room.known("leo", "last_year.quota") is None


def test_undo_brings_a_corrected_figure_back(room: Room):
    room.says("leo", "hi", "1.05M against a quota of 1.2M", "actually revenue was 1.4M", "undo")
    assert room.known("leo", "last_year.revenue") == "$1,050,000"
    assert "nothing to take back" in room.says("leo", "undo")


def test_starting_over_is_asked_for_twice(room: Room):
    room.says("dana", *DANA_TO_WON, "We come early")
    assert "once more" in room.says("dana", "start over")
    room.says("dana", "progress")
    assert "once more" in room.says("dana", "start over")
    assert "We begin anew" in room.says("dana", "start over")
    assert room.known("dana", "last_year.won_because") is None
    assert room.known("dana", "last_year.revenue") == "$1,050,000"
    assert any(fact.slot == "last_year.won_because" for fact in room.interview("dana").past)


def test_thanks_get_a_line_and_the_question_again(room: Room):
    said = room.says("dana", *DANA_TO_WON, "thanks!")
    assert "You're welcome." in said
    assert said.rstrip().endswith("Name the reason that came up most.")


def test_i_want_a_person_hands_over_the_conversation(room: Room):
    assert "I have told Ruth" in room.says("dana", *DANA_TO_WON, "I want to talk to a person")
    files = [(post.to, post.content.document) for post in room.posts if isinstance(post.content, PlanFile)]
    assert files == [("ruth", "transcript.md")]


def test_a_correction_can_be_called_off(room: Room):
    room.says("dana", *DANA_TO_WON, "We come early")
    assert "So far you have" in room.says("dana", "change my numbers")
    said = room.says("dana", "never mind")
    assert "And the ones you lost" in said
    assert room.known("dana", "last_year.revenue") == "$1,050,000"


def test_someone_outside_the_team_gets_a_polite_line_and_nothing_else(room: Room):
    from bot.line.inbound import Inbound, Message
    from tests.line.conftest import STARTS

    room.store.receive(
        Inbound(key="x", person=None, address="U9STRANGER", event=Message(text="show me Dana's pay"), at=STARTS)
    )
    room.stage.run()
    assert [post.to for post in room.posts] == ["U9STRANGER"]
    assert "not on my list" in room.posts[0].content.text


@pytest.mark.parametrize(
    "text", ["I wasn't here last year", "I'm new here", "I only started in October, so no numbers"]
)
def test_a_newcomer_is_asked_nothing_more_about_last_year(room: Room, text):
    said = room.says("leo", "hi", text)
    assert "leave 2026 out altogether" in said
    assert "goal for 2027" in said
    assert "Look back" not in room.says("leo", "progress")


@pytest.mark.parametrize("text", ["I joined in February", "I didn't have a quota"])
def test_most_of_a_year_here_is_a_last_year(room: Room, text):
    room.says("leo", "hi", text)
    assert not room.interview("leo").is_new


def test_a_newcomers_word_can_be_taken_back(room: Room):
    room.says("leo", "hi", "I'm new here")
    assert "what was your quota" in room.says("leo", "undo")


def test_within_six_questions_the_rep_has_the_batting_average_and_what_a_point_is_worth(room: Room):
    said = [room.says("leo", text) for text in ("hi", "1.05M against a quota of 1.2M", "9 of 24", "42k")]
    assert "We call that your batting average" in " ".join(said)
    assert "On 24 decided deals, every point of close rate is worth $10,080 a year" in said[-1]
