"""An interview from a list of replies: the same line as in Slack, without anybody typing."""

import io
import tempfile
from collections.abc import Sequence

from rich.console import Console

from bot.line.office import Office
from bot.plan.model import BusinessPlan
from bot.store.store import Store
from bot.team.model import Rep
from bot.terminal.chat import find_person, name_in
from bot.terminal.show import Screen
from bot.terminal.stage import Stage
from bot.wiring import now


def hold_interview(office: Office, name: str, replies: Sequence[str], *, as_json: bool) -> None:
    """Play the replies as one rep, and print the conversation or, as JSON, the typed plan that came of it.

    Raises LookupError when no rep has that name.
    """
    person = find_person(office.team, name)
    rep = office.team.rep(person.id) if person else None
    if rep is None:
        names = ", ".join(r.name for r in office.team.reps)
        raise LookupError(f"{name} is not a rep in the team file. The reps are: {names}.")
    console = Console(file=io.StringIO()) if as_json else Console()
    plan = _play(office, rep, replies, console)
    if as_json:
        print(plan.model_dump_json(indent=2))  # noqa: T201 - the one output of this command


def _play(office: Office, rep: Rep, replies: Sequence[str], console: Console) -> BusinessPlan:
    screen = Screen(console, lambda to: name_in(office.team, to), lambda file: file.document)
    with tempfile.TemporaryDirectory() as scratch:
        store = Store.open(f"sqlite:///{scratch}/interview.db")
        stage = Stage(office, store, now, screen.told, "scripted")
        for reply in filter(str.strip, replies):
            screen.heard(rep, reply)
            stage.say(rep, reply)
        stored = store.load(rep.id, office.team.season.key).value
        store.close()
    at = now()
    return office.draw_up(rep, office.interview(stored, rep, at), at)
