"""A review card is read in a minute, whatever the plan holds, and still carries the whole decision."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.line.posts import ReviewCard
from bot.line.reviews.card_fit import MINUTE, CardPart, fitted, short, words_in
from bot.line.reviews.card_parts import figures, parts, title
from bot.line.reviews.cards import checked
from bot.plan.model import BusinessPlan, Section
from bot.review.model import Action, Asked, Comment, Entry, Review, State, Version
from bot.review.summary import summarise
from bot.slack.card import card
from bot.slack.escape import typed
from tests.documents import samples as documents
from tests.review import samples as reviews
from tests.slack.people import text_of

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
LONG = "Two meetings a week do not fill the gap that the run-rate leaves, so say how you get to three of them by March."
ANSWER = (
    "Raised to three a week, and Tuesday and Thursday mornings are blocked for it from the first week of January on."
)
PAY = "Pay rewards what is planned: new accounts won, revenue. Paid without a target in the plan: Gross profit."

PLANS: dict[str, Callable[[], tuple[BusinessPlan, BusinessPlan]]] = {
    "a Hunter": lambda: (reviews.hunter_plan(), reviews.hunter_plan({"funnel.meetings_per_week": reviews.count(2)})),
    "a Farmer": lambda: (reviews.farmer_plan(), reviews.farmer_plan()),
    "a Hunter with much to say": lambda: (
        documents.hunter(),
        documents.hunter(**{"funnel.meetings_per_week": documents.count(2)}),
    ),
    "a Farmer with many accounts": lambda: (documents.farmer(), documents.farmer()),
    "hardly anything": lambda: (documents.almost_empty(), documents.hunter()),
}


def second_version(plan: BusinessPlan, before: BusinessPlan, comments: int) -> ReviewCard:
    """A second version that answers comments and a question, escalated, with pay beside it."""
    sections = list(Section)
    remarks = tuple(
        Comment(
            id=f"c{n}", version=1, section=sections[n], text=LONG, by="ruth", at=NOW, answer=ANSWER, answered_at=NOW
        )
        for n in range(comments)
    )
    asked = Asked(version=2, text=LONG, by="ruth", at=NOW, answer=ANSWER, answered_at=NOW)
    review = Review(
        person=plan.person,
        state=State.SUBMITTED,
        versions=(
            Version(number=1, plan=before, submitted_at=NOW),
            Version(number=2, plan=plan, submitted_at=NOW),
        ),
        comments=remarks,
        history=(Entry(at=NOW, by="ruth", action=Action.REQUEST_CHANGES, version=1),),
    )
    return ReviewCard(
        summary=summarise(review),
        state=review.state,
        check=checked(plan, None),
        pay=PAY,
        escalated="Waited 5 working days for a decision; escalated on Nov 30, 2026.",
        asked=(asked,),
    )


def words_of(content: ReviewCard) -> str:
    return typed("\n".join(text_of({"blocks": part.blocks}) for part in card(content, "https://example.com/canvas")))


@pytest.mark.parametrize("comments", [0, 1, 3, 8])
@pytest.mark.parametrize("whose", PLANS)
def test_a_second_version_is_read_in_a_minute(whose: str, comments: int) -> None:
    text = words_of(second_version(*PLANS[whose](), comments))
    assert words_in(text) <= MINUTE, text


@pytest.mark.parametrize("whose", PLANS)
def test_the_whole_decision_stays_on_it(whose: str) -> None:
    content = second_version(*PLANS[whose](), 3)
    text = words_of(content)
    summary = content.summary
    assert all(value in text for _, value in figures(summary))
    assert f"({summary.judgement})" in text
    assert "*Aggressive: " in text
    assert "*Attainable: " in text
    assert PAY in text
    assert f"({summary.suggestion.rule}: {summary.suggestion.says})" in text
    assert "Your comments, answered" in text
    assert "escalated on Nov 30, 2026" in text
    assert title(summary) in text
    titles = {part.title for part in parts(content)}
    assert ("Needs from others" in titles) == bool(summary.needs)
    assert any(name.startswith("Changed") for name in titles) == bool(summary.changes)
    assert any(name.endswith("own words") for name in titles) == bool(summary.speaks_for or summary.speaks_against)


ITEMS = st.lists(st.text("ab ", min_size=1, max_size=40), max_size=8).map(tuple)
PARTS = st.lists(st.builds(CardPart, title=st.just("Needs"), items=ITEMS, gives_way=st.integers(0, 3)), max_size=6)


@settings(max_examples=50)
@given(PARTS, st.integers(0, 80))
def test_what_gives_way_is_counted_and_a_part_keeps_its_least(given_: list[CardPart], room: int) -> None:
    found = fitted(given_, room)
    for before, after in zip(given_, found, strict=True):
        assert after.items == before.items[: len(after.items)]
        assert len(after.items) + after.left_out == len(before.items)
        assert len(after.items) >= min(before.least, len(before.items))
        assert before.gives_way or after.items == before.items
    fits = sum(words_in(part.text) for part in given_) <= room
    assert not fits or list(found) == given_


def test_a_long_text_ends_with_a_clause_where_it_has_one() -> None:
    assert short(ANSWER) == "Raised to three a week"
    assert short("“We lost it on price. Then the owner left and nobody called them back for a month.”") == (
        "“We lost it on price.”"
    )
    assert short("one " * 20).endswith("…")
