"""A message that was edited or deleted afterwards: what it said is taken out, and what it says now is put in its place.

What later messages said stands, and what was there before the message comes back (`bot.interview.heard`).
"""

from collections.abc import Sequence
from datetime import datetime

from bot.facts import Fact
from bot.interview import moves as move
from bot.interview.advance import ask, run
from bot.interview.agenda import is_closed, steps
from bot.interview.commands import AddItem, Command, Confirm, Deny, Nothing, Provide, RemoveItem, Skip, Unknown
from bot.interview.heard import after, named, named_only, put_beneath, taken_out
from bot.interview.moves import Move
from bot.interview.questions import Questions
from bot.interview.state import Interview, Status
from bot.interview.taking import keep_thin
from bot.interview.turn import Turn

ANSWERS = (Provide, AddItem, RemoveItem, Confirm, Deny, Nothing, Unknown, Skip)
"""What an edit can say. It steers nothing: by the time of an edit, "pause" and the like are long done."""


def amend(
    questions: Questions, state: Interview, message: str, commands: Sequence[Command], at: datetime
) -> tuple[Interview, tuple[Move, ...]]:
    """Put these commands in the place of what a message said; none withdraws it. `message` must be in `state.heard`.

    What it no longer says moves to the past, and a question that this opens is asked again at once.
    """
    base = taken_out(state, message).model_copy(update={"status": Status.RUNNING})
    overruled = {slot for answer in after(state, message).values() for slot in answer.before} & set(base.facts)
    said = _renamed([_meant(c) for c in commands if isinstance(c, ANSWERS)], base, state)
    late = [c for c in said if isinstance(c, Provide) and c.slot in overruled]
    turn = run(Turn(questions, base, message, at), [c for c in said if c not in late])
    for probe in [said for said in turn.moves if isinstance(said, move.Probe)]:
        turn = keep_thin(turn, probe.slot)
    heard = {**turn.state.heard, message: turn.state.changes_since(base)}
    played = named_only(turn.state.model_copy(update={"heard": heard}), state)
    for command in late:
        played = put_beneath(played, message, turn.fact(command.slot, command.value, command.quote))
    refused = tuple(said for said in turn.moves if isinstance(said, move.OutOfRange | move.NotWhole | move.Closed))
    told = (*_told(played, state, message), *refused, *_outdated(late, played))
    return _go_on(Turn(questions, played, message, at, told), state)


def _meant(command: Command) -> Command:
    """An edit says that what was there is wrong; it contradicts nothing."""
    return command.model_copy(update={"corrects": True}) if isinstance(command, Provide) else command


def _renamed(commands: Sequence[Command], base: Interview, before: Interview) -> list[Command]:
    """An item that only got another name keeps its key, and with it what else was said of it."""
    added = {(c.collection, c.key) for c in commands if isinstance(c, AddItem)}
    lost, new = named(before) - named(base) - added, added - named(before)
    if len(lost) != 1 or len(new) != 1 or {of for of, _ in lost} != {of for of, _ in new}:
        return list(commands)
    (of, old), (_, key) = *lost, *new
    return [_rekeyed(command, of, key, old) for command in commands]


def _rekeyed(command: Command, collection: str, key: str, other: str) -> Command:
    if isinstance(command, AddItem) and (command.collection, command.key) == (collection, key):
        return command.model_copy(update={"key": other})
    if isinstance(command, Provide) and command.slot.startswith(f"{collection}.{key}."):
        return command.model_copy(update={"slot": command.slot.replace(f".{key}.", f".{other}.", 1)})
    return command


def _told(now: Interview, before: Interview, message: str) -> tuple[Move, ...]:
    """What is other than it was: new and corrected facts, those that are gone, and those that are back."""
    gone = tuple(fact for slot, fact in before.facts.items() if slot not in now.facts)
    changed = [fact for slot, fact in now.facts.items() if _differs(fact, before.facts.get(slot))]
    back = tuple(fact for fact in changed if fact in before.past)
    new = tuple(fact for fact in changed if fact not in back)
    old = tuple(before.facts[fact.slot] for fact in new if before.has(fact.slot))
    noted = (move.Noted(facts=new, before=old, step=now.heard[message].focus),) if new else ()
    unmarked = now.marks != before.marks and not changed
    return (*noted, *((move.Withdrawn(facts=gone, back=back),) if gone or back or unmarked else ()))


def _differs(fact: Fact, before: Fact | None) -> bool:
    return before is None or before.value != fact.value


def _outdated(commands: Sequence[Provide], state: Interview) -> tuple[Move, ...]:
    facts = tuple(state.facts[c.slot] for c in commands if state.facts[c.slot].value != c.value)
    return (move.Outdated(facts=facts),) if facts else ()


def _go_on(turn: Turn, before: Interview) -> tuple[Interview, tuple[Move, ...]]:
    """Back to where the interview was, or to a question that is open again."""
    place = {name: getattr(before, name) for name in ("status", "focus", "revisiting", "tries")}
    turn = turn.set(**place)
    if not turn.moves:
        return turn.state, ()
    opened = _opened(turn, before)
    if opened:
        trail = (*turn.state.trail, before.focus) if before.focus else turn.state.trail
        turn = turn.set(focus=opened, trail=trail, revisiting=False, tries=0)
    if before.status is Status.FINISHED:
        turn = turn.set(status=Status.RUNNING) if opened else turn.say(move.Finished(again=True))
    turn = ask(turn)
    return turn.state, turn.moves


def _opened(turn: Turn, before: Interview) -> str | None:
    """The first question that was answered and no longer is."""
    closed = {step.id for step in steps(turn.questions, before) if is_closed(step, before)}
    return next(
        (s.id for s in steps(turn.questions, turn.state) if s.id in closed and not is_closed(s, turn.state)), None
    )
