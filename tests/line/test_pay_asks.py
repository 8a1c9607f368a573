"""What reps write about their pay, in their own words and with their own typos, and what only looks like it."""

from pathlib import Path

import pytest
import yaml

from bot.line.asks import Ask
from bot.line.pay.asks import Asker, read_pay_ask

DATA = Path(__file__).parent / "data"
ASKS = {
    "explain": Ask.PAY,
    "what if": Ask.SUPPOSE,
    "why": Ask.WHY_PAY,
    "changed": Ask.PAY_CHANGED,
    "wrong": Ask.PAY_WRONG,
    "status": Ask.PAY_STATUS,
    "agree": Ask.AGREE,
    "teach back": Ask.TEACH_BACK,
    "none": None,
}
DANA = Asker(name="Dana Reyes", others=("Ruth Okafor", "Tomas Lindqvist", "Priya Natarajan", "Leo Brandt"))


def written(file: str) -> list[tuple[str, Ask | None]]:
    listed = yaml.safe_load((DATA / file).read_text(encoding="utf-8"))
    return [(text, ASKS[name]) for name, texts in listed.items() for text in texts]


@pytest.mark.parametrize(("text", "ask"), written("pay_wordings.yaml"))
def test_an_ask_about_pay_is_known_in_any_wording(text: str, ask: Ask | None):
    assert read_pay_ask(text, DANA) is ask


def test_wordings_the_reader_was_not_built_on_are_mostly_known_and_nothing_is_mistaken():
    unseen = written("pay_wordings_unseen.yaml")
    missed = [text for text, ask in unseen if ask is not None and read_pay_ask(text, DANA) is not ask]
    mistaken = [text for text, ask in unseen if ask is None and read_pay_ask(text, DANA) is not None]
    assert len(missed) <= len(unseen) // 20, missed
    assert mistaken == []


@pytest.mark.parametrize(
    "text",
    [
        "show me Jo's pay",
        "show me Priya's comp plan",
        "what does Leo make?",
        "how much does Ruth earn",
        "pay Priya",
        "what is my manager's salary",
        "how much is everyone getting paid",
    ],
)
def test_an_ask_for_someone_elses_pay_is_known_as_one(text: str):
    assert read_pay_ask(text, DANA) is Ask.PAY_OF_OTHERS


def test_short_words_count_only_where_pay_was_just_explained():
    shown = Asker(name="Dana Reyes", was_shown=True)
    for text, ask in (("I agree", Ask.AGREE), ("agreed.", Ask.AGREE), ("this looks wrong", Ask.PAY_WRONG)):
        assert read_pay_ask(text, DANA) is None
        assert read_pay_ask(text, shown) is ask


def test_a_name_alone_signs_what_waits_for_it():
    assert read_pay_ask("Dana Reyes", DANA) is None
    assert read_pay_ask("dana reyes", Asker(name="Dana Reyes", may_sign=True)) is Ask.AGREE


def test_a_very_long_message_is_read_quickly():
    assert read_pay_ask("what if I pay my commission and you told me wrong " * 400, DANA) is Ask.PAY_WRONG
