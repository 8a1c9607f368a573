"""One question in focus, and what a message means there."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.coach.context import Context
from bot.coach.understand import understand
from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Day, Fact, Number, Ratio, Said, Setting, Value, Words
from bot.figures import Unit
from bot.interview.commands import AddItem, Command, Provide
from bot.interview.questions import read_questions
from bot.interview.state import Answer, Interview, Status
from bot.team.model import Role

PROMPTS = Path(__file__).parents[2] / "prompts" / "interview"
QUESTIONS = read_questions({path.name: path.read_text("utf-8") for path in PROMPTS.glob("*.yaml")})
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def money(amount: int) -> Number:
    return Number(value=Decimal(amount), unit=Unit.MONEY)


def count(amount: int) -> Number:
    return Number(value=Decimal(amount), unit=Unit.COUNT)


Hear = Callable[..., tuple[Command, ...]]


def in_focus(
    focus: str | None, role: Role = Role.HUNTER, last: tuple[str, ...] = (), *, given: bool = False, **facts: Value
) -> Context:
    """The interview at a question; facts are written as `last_year__revenue=...`, `last` names those said just now.

    What is `given` comes from the team file.
    """
    source = Setting(where="team.yaml:1") if given else Said(message="m", quote="q")
    stored = {
        slot: Fact(slot=slot, value=value, source=source, at=NOW)
        for slot, value in ((name.replace("__", "."), value) for name, value in facts.items())
    }
    undo = Answer(before=dict.fromkeys(last)) if last else None
    state = Interview(person="dana", role=role, status=Status.RUNNING, focus=focus, facts=stored, undo=undo)
    if focus is None:
        state = state.model_copy(update={"status": Status.FINISHED})
    return Context(QUESTIONS, state, "Dana Reyes", NOW.date(), FiscalYear(starts=date(2027, 1, 1)))


@pytest.fixture
def hear() -> Hear:
    """hear(text, focus, ...) gives the commands of a message."""
    return lambda text, focus, **about: understand(text, in_focus(focus, **about))


def stored(commands: tuple[Command, ...]) -> dict[str, str]:
    """What the commands would store, as short text by slot."""
    return {c.slot: _short(c.value) for c in commands if isinstance(c, Provide)} | {
        f"{c.collection}.{c.key}": c.name for c in commands if isinstance(c, AddItem)
    }


def _short(value: Value) -> str:
    match value:
        case Number():
            return f"{value.value.normalize():f}"
        case Ratio():
            return f"{value.part} of {value.whole}"
        case Words():
            return value.text
        case Day():
            return f"{value.starts}"
