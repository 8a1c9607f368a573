"""`planwright calendar`: by when what is due, who would be nudged, and why something is held back. Sends nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cycle.nudges import Call, Held, Nudge, decide
from bot.cycle.season import IN_WORDS
from bot.cycle.steps import Step
from bot.cycle.wishes import Rung
from bot.facts import Frozen
from bot.line.nudges.weekly import weekly
from bot.line.nudges.words import NudgeWords, short_day
from bot.line.office import Office
from bot.line.roster import Roster
from bot.store.store import Store
from bot.team.model import Person
from bot.terminal.show import styled
from bot.wiring import now as clock

WHY = {
    Rung.OPENS: "two weeks before",
    Rung.SOON: "a week before",
    Rung.TOMORROW: "the day before",
    Rung.TODAY: "on the day",
    Rung.LATE: "two days after",
    Rung.LATER: "a week after",
}
"""The moment a nudge belongs to; it may go out later, after a weekend or time away."""

SPELLED_OUT = 6


class Line(Frozen):
    """One person: when they were looked at (their own time), what would happen, why, and the words if it is sent."""

    person: str
    name: str
    at: datetime
    happens: str
    about: tuple[str, ...] = ()
    why: str
    text: str = ""


def show(office: Office, store: Store, as_of: datetime | None, *, as_json: bool) -> None:
    """Print the season's dates, and a line for everyone."""
    lines = tuple(look(office, store, as_of))
    dates = {milestone.value: office.team.season.day(milestone).isoformat() for milestone in IN_WORDS}
    if as_json:
        told = {"dates": dates, "people": [line.model_dump(mode="json") for line in lines]}
        print(json.dumps(told, indent=2))  # noqa: T201 - the one output of this command
        return
    console = Console()
    console.print(_dates(office))
    console.print(_table(lines))
    sent = [line for line in lines if line.text]
    for line in sent[:SPELLED_OUT]:
        console.print(Text(f"To {line.name}:", style="bold green"))
        console.print(Padding(styled(line.text), (0, 0, 1, 2)))
    if len(sent) > SPELLED_OUT:
        console.print(f"The words of the other {len(sent) - SPELLED_OUT}: add --json.")


def look(office: Office, store: Store, as_of: datetime | None) -> Iterator[Line]:
    """What everyone would be told. A day without a time is looked at when each person's working day begins."""
    roster = Roster(store, office)
    roster.refresh()
    words = NudgeWords(office, store, roster.planners, weekly(office, store))
    for person in office.team.people:
        at, ear = _moment(person, as_of), roster.ears[person.id]
        verdict = decide(ear, roster.tasks(person, at), at)
        text = words.reply(verdict, ear, at).text if isinstance(verdict, Nudge) else ""
        yield _line(person, at, verdict, text)


def _moment(person: Person, as_of: datetime | None) -> datetime:
    if as_of is None:
        return clock()
    is_day = as_of.time() == datetime.min.time()
    return person.work.opening(as_of.date()) if is_day else as_of.replace(tzinfo=UTC)


def _line(person: Person, at: datetime, verdict: Nudge | Held | None, text: str) -> Line:
    local = person.work.local(at)
    line = Line(person=person.id, name=person.name, at=local, happens="-", why="nothing is due")
    if verdict is None:
        return line
    about = tuple(map(_about, verdict.calls))
    if isinstance(verdict, Held):
        return line.model_copy(update={"happens": "held back", "about": about, "why": verdict.why})
    why = _why(verdict, local.date())
    return line.model_copy(update={"happens": "nudge", "about": about, "why": why, "text": text})


def _about(call: Call) -> str:
    if call.task.step is Step.WEEKLY:
        return "the team's week"
    escalated = " (escalated)" if call.task.step is Step.ESCALATED else ""
    return f"{IN_WORDS[call.task.milestone]} {call.task.about}".strip() + escalated


def _why(nudge: Nudge, today: date) -> str:
    if nudge.asked:
        return "asked to be reminded"
    call = nudge.calls[0]
    due = call.task.due
    return f"{WHY[call.rung]}, {'was due' if due < today else 'due'} {short_day(due)}"


def _dates(office: Office) -> Table:
    season = office.team.season
    table = Table(title=f"Planning for {season.year.label}", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for column in ("Milestone", "Due", ""):
        table.add_column(column)
    for milestone, words in IN_WORDS.items():
        table.add_row(words, short_day(season.day(milestone)), _place(season.offsets[milestone]))
    return table


def _place(days: int) -> str:
    weeks, rest = divmod(abs(days), 7)
    count = f"{abs(days)} days" if rest else f"{weeks} weeks"
    return f"{count} {'before' if days < 0 else 'after'} the year begins"


def _table(lines: tuple[Line, ...]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1))
    for column in ("Who", "Their time", "Today", "About", "Why"):
        table.add_column(column)
    for line in lines:
        at = f"{line.at:%a %b} {line.at.day}, {line.at:%H:%M}"
        # As texts: what somebody calls themselves in Slack is no markup.
        table.add_row(*map(Text, (line.name, at, line.happens, ", ".join(line.about), line.why)))
    return table
