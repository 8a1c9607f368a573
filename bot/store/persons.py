"""Everything held about one person: to hand out, and to delete on request; what has to stay is named."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, or_, select

from bot.store import teams
from bot.store.database import for_reading
from bot.store.tables import (
    canvases,
    conversations,
    history,
    inbox,
    model_use,
    nudges,
    outbox,
    pay_answers,
    pay_plans,
    plan_versions,
    reviews,
    team_versions,
    transcript,
    upkeep,
    votes,
    wishes,
)
from bot.store.upkeep import Deed, on_record

AS_JSON = ("payload", "value", "plan")
"""Columns that hold JSON as text."""
IN_WORDS = {
    inbox: "messages and clicks received",
    outbox: "messages to them",
    conversations: "interview",
    wishes: "wishes about reminders",
    nudges: "reminders sent",
    model_use: "records of a language model's use (counts, no contents)",
    transcript: "lines of the conversation",
    votes: "votes on answers to their questions",
    plan_versions: "versions of the plan, with their pay explanation",
    history: "lines of the history of the plan",
    reviews: "review of the plan, with comments and what was said on pay",
    canvases: "note of where the plan stands as a canvas (the canvas itself is to be deleted in Slack)",
}
"""The tables with rows of a person's own. The inbox comes first: a turn that is being worked on then ends unwritten."""


@dataclass(frozen=True)
class Subject:
    """Whom it is about: the id in the team file, and the Slack id and name where they are known."""

    id: str
    slack_id: str | None = None
    name: str | None = None

    @property
    def lanes(self) -> tuple[str, ...]:
        """The conversations that are theirs: also what they wrote before they were in the team."""
        return (self.id, self.slack_id, f"outside:{self.slack_id}") if self.slack_id else (self.id,)


def held_about(engine: Engine, who: Subject) -> Mapping[str, list[dict[str, Any]]]:
    """Every row that is theirs, or is about them or by them among other people's, as one moment has it."""
    with for_reading(engine).begin() as connection:
        own = {words: list(_rows(connection, table, _of(table, who))) for table, words in IN_WORDS.items()}
        return {words: rows for words, rows in (own | dict(_elsewhere(connection, who))).items() if rows}


def goes_and_stays(engine: Engine, who: Subject) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """What an erasure would delete, and what it would leave: rows, by what they are."""
    held = {words: len(rows) for words, rows in held_about(engine, who).items()}
    stays = {words: count for words, count in held.items() if words in STAYS}
    with for_reading(engine).begin() as connection:
        naming = sum(_names(row, who) for row in _rows(connection, transcript, transcript.c.person.not_in(who.lanes)))
    stays |= {"lines in other people's conversations that name them": naming} if naming else {}
    return {words: count for words, count in held.items() if words not in STAYS}, stays


def erase(engine: Engine, who: Subject, by: str, at: datetime) -> int:
    """Delete everything that `goes_and_stays` says goes, in one transaction and on record; gives the number of rows."""
    with engine.begin() as connection, on_record(connection, Deed.ERASE, who.id, by, at):
        gone = sum(connection.execute(delete(table).where(_of(table, who))).rowcount for table in IN_WORDS)
        gone += teams.forget(connection, who.id)
        cards = [row["seq"] for row in _posts_about(connection, who)]
        for seq in cards:
            connection.execute(delete(outbox).where(outbox.c.seq == seq))
        return gone + len(cards)


CARDS = "cards and files about them that went to reviewers"
TEAM = "what versions of the team's set-up say of them"
PAY_PLANS = "compensation plans of theirs alone"
DECISIONS = "decisions of theirs in the history of other people's plans"
COMMENTS = "what they said to other people's plans, or were asked to decide"
READS = "canvases of other people's plans that they may read (to be closed to them in Slack)"
SET_UP = "changes of theirs to the team's set-up and its compensation plans"
ANSWERS = "answers of theirs to open points of compensation plans"
UPKEEP = "records of earlier erasures"
STAYS = (DECISIONS, COMMENTS, ANSWERS, UPKEEP, READS, SET_UP)
"""What stays: the history of others has to stay whole, and that something was erased stays on record."""


def _elsewhere(connection: Connection, who: Subject) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield CARDS, _posts_about(connection, who)
    said, own = teams.of_person(connection, who.id)
    yield from ((TEAM, said), (PAY_PLANS, own))
    yield DECISIONS, list(_rows(connection, history, (history.c.by == who.id) & (history.c.person != who.id)))
    others = _rows(connection, reviews, reviews.c.person != who.id)
    yield COMMENTS, [{"person": row["person"]} | said for row in others for said in _said_by(row["value"], who.id)]
    canvas_rows = _rows(connection, canvases, canvases.c.person != who.id)
    yield READS, [row for row in canvas_rows if re.search(rf"(?:^| ){re.escape(who.id)}(?:=| |$)", row["readers"])]
    yield SET_UP, list(_set_up_by(connection, who))
    yield ANSWERS, list(_rows(connection, pay_answers, pay_answers.c.by == who.id))
    yield UPKEEP, list(_rows(connection, upkeep, upkeep.c.about == who.id))


def _of(table: Table, who: Subject) -> ColumnElement[bool]:
    lane = table.c.lane if "lane" in table.c else table.c.person
    return or_(*(lane == name for name in who.lanes))


def _rows(connection: Connection, table: Table, where: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    found = connection.execute(select(table).where(where).order_by(*table.primary_key))
    for row in found:
        values = dict(zip((column.key for column in table.c), row, strict=True))
        yield {name: json.loads(v) if name in AS_JSON and v else v for name, v in values.items()}


def _posts_about(connection: Connection, who: Subject) -> list[dict[str, Any]]:
    """Cards and files about them, in the outbox to others."""
    posts = _rows(connection, outbox, outbox.c.lane.not_in(who.lanes))
    return [row for row in posts if who.id in _about(row["payload"]["content"])]


def _about(content: Mapping[str, Any]) -> tuple[str | None, ...]:
    summary = content.get("summary")
    return content.get("person"), summary.get("person") if isinstance(summary, dict) else None


def _set_up_by(connection: Connection, who: Subject) -> Iterator[dict[str, Any]]:
    """What they changed in the set-up, by the Slack id that it is signed with; without its contents."""
    for table in (team_versions, pay_plans) if who.slack_id else ():
        key = next(iter(table.primary_key))
        for row in connection.execute(select(key, table.c.by, table.c.at).order_by(key)):
            if who.slack_id in re.findall(r"\w+", row.by):
                yield {"table": table.name, key.key: row[0], "by": row.by, "at": row.at}


def _said_by(value: Any, person: str) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Every entry of a review that says it is by this person, or lets them decide."""
    if isinstance(value, dict):
        if person in (value.get("by"), value.get("answered_by"), value.get("to")):
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _said_by(part, person)


def _names(row: Mapping[str, Any], who: Subject) -> bool:
    first = (who.name or who.id).split()[0]
    return first.casefold() in str(row["text"]).casefold()
