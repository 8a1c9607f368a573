"""What is shown of a team of one or two people, where any sum could give a person's pay away, holds no figure of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.documents.canvas import to_canvas
from bot.documents.markdown import to_markdown
from bot.documents.rollup import rollup_pages
from bot.documents.sales_plan import sales_plan_deck, sales_plan_pages
from bot.line.home import reviewer_home
from bot.line.nudges.weekly import desk_at, weekly
from bot.line.reviews.cards import review_card
from bot.line.reviews.team_summary import team_summary
from bot.plan.rollup import roll_up
from bot.plan.sales_plan import sales_plan
from bot.reviews_command import history_csv
from bot.slack.card import card
from tests.line.conftest import HUNTER_PAY, STARTS, TEAM, Room

PAY = ("70,000", "70000", "60,000", "60000", "130,000", "130000", "45,000", "45000", "15,000", "15000", "5,833", "6.25")
"""Base, target incentive, pay on target, the parts of it, a month's base, and what a component is worth."""


@pytest.mark.parametrize("people", [1, 2])
def test_no_figure_of_pay_is_shown(people: int, tmp_path: Path) -> None:
    team = TEAM.model_copy(update={"reps": (TEAM.reps[0], TEAM.reps[2])[:people]})
    room = Room(tmp_path / "pay.db", team=team)
    room.stage.office = room.office = replace(room.office, comp_plans={rep.id: HUNTER_PAY for rep in team.reps})
    for rep in team.reps:
        room.says(rep.id, "hi", "done", "send it")
    now = STARTS + timedelta(days=1)
    desk = desk_at(room.office, room.store, now)
    reviews = {rep.id: room.review(rep.id) for rep in team.reps}
    plans = [review.latest.plan for review in reviews.values() if review.latest]
    assert len(plans) == people
    assert any(figure in (review.latest.pay_text or "") for review in reviews.values() for figure in PAY)
    rolled = roll_up(team, plans)
    pack = sales_plan("Ruth Okafor", rolled, {}, (), now)
    manager = team.managers[0]
    shown = [
        to_markdown(rollup_pages(rolled)),
        to_canvas(rollup_pages(rolled), "As sent"),
        to_markdown(sales_plan_pages(pack)),
        str(sales_plan_deck(pack)),
        history_csv({team.season.key: reviews}, team).decode("utf-8-sig"),
        team_summary(manager, desk),
        weekly(room.office, room.store)(manager.id, now),
        reviewer_home(desk, manager).model_dump_json(),
        *(str(card(review_card(review, manager.id, desk))) for review in reviews.values()),
    ]
    assert all(len(text) > 50 for text in shown)
    assert [(figure, text) for text in shown for figure in PAY if figure in text] == []
