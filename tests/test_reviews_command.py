"""The history of the reviews as CSV: every line, nothing about pay, and no cell that a spreadsheet works out."""

import csv
from io import StringIO

from bot.review.asking import ask
from bot.review.life import Decision, decide, submit
from bot.review.model import Action, Entry, PayAction, Review
from bot.reviews_command import history_csv
from tests.review.samples import NOW, TEAM, hunter_plan


def rows_of(review: Review) -> list[list[str]]:
    return list(csv.reader(StringIO(history_csv({"2027-01-01": {review.person: review}}, TEAM).decode("utf-8-sig"))))


def test_every_line_says_who_did_what_when_and_in_which_words():
    review = submit(Review(person="hana"), hunter_plan(), None, "hana", NOW)
    review = decide(review, Decision(version=1, action=Action.APPROVE), "dana", NOW, TEAM)
    assert isinstance(review, Review)
    assert rows_of(review)[1:] == [
        ["2027-01-01", "Hana Sato", "1", "2026-11-03 14:05", "Hana Sato", "submit", "The first version"],
        ["2027-01-01", "Hana Sato", "1", "2026-11-03 14:05", "Dana Ortiz", "approve", ""],
    ]


def test_words_that_would_be_a_formula_are_made_inert():
    review = submit(Review(person="hana"), hunter_plan(), None, "hana", NOW)
    asked = ask(review, '=HYPERLINK("https://example.org","x")', "dana", NOW, TEAM)
    assert isinstance(asked, Review)
    assert rows_of(asked)[-1][-1].startswith("'=")


def test_what_was_said_about_pay_is_left_out():
    entry = Entry(at=NOW, by="hana", action=PayAction.AGREE, version=1, note="not: aggressive; OTE 180,000")
    review = Review(person="hana", history=(entry,))
    assert rows_of(review)[1][-2:] == ["answer on pay", ""]
