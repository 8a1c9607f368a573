"""Two figures for one thing: neither is taken for granted, and the person says which holds."""

from collections.abc import Sequence

from bot.facts import Fact, Number, Ratio, Setting
from bot.interview import moves as move
from bot.interview.agenda import step_of_slot
from bot.interview.commands import Clarify, Command, Pause, Provide, Settle, ShowProgress, Start, Thanks
from bot.interview.state import Status
from bot.interview.turn import Turn

WAITING = (Settle, Start, Clarify, ShowProgress, Pause, Thanks)
"""What can be said without leaving the question which figure holds."""


def contradicts(turn: Turn, command: Provide) -> bool:
    """Whether a figure told in passing is other than what the person or a file said before.

    What is asked right now, or said to be a correction, is no contradiction; nor is anything about a draft.
    """
    there = turn.state.facts.get(command.slot)
    if there is None or command.corrects or turn.state.status is Status.FINISHED or isinstance(there.source, Setting):
        return False
    if not isinstance(command.value, Number | Ratio) or _figure(there) == _figure(command):
        return False
    asked, about = turn.step, step_of_slot(turn.questions, turn.state, command.slot)
    if asked is None or about is None or asked.id == about.id:
        return False
    return not asked.topic.collection or asked.topic.collection != about.topic.collection


def _figure(said: Fact | Provide) -> object:
    return said.value.value if isinstance(said.value, Number) else said.value


def doubt(turn: Turn, command: Provide) -> Turn:
    """Hold a figure back until the person has said whether it holds."""
    fact = turn.fact(command.slot, command.value, command.quote)
    return turn.set(doubts=(*(d for d in turn.state.doubts if d.slot != fact.slot), fact))


def leave(turn: Turn, commands: Sequence[Command]) -> Turn:
    """Something else was said instead: what is there stays, and is said to."""
    if not turn.state.doubts or (commands and all(isinstance(command, WAITING) for command in commands)):
        return turn
    third = {command.slot for command in commands if isinstance(command, Provide) and command.corrects}
    for later in turn.state.doubts:
        turn = turn.set(past=(*turn.state.past, later)) if later.slot in third else _stays(turn, later)
    return turn.set(doubts=())


def settle_alone(turn: Turn) -> Turn:
    """A figure whose other has been withdrawn meanwhile is in doubt no more."""
    for fact in turn.state.doubts:
        if not turn.state.has(fact.slot):
            turn = turn.into(turn.state.keep(fact)).set(doubts=tuple(d for d in turn.state.doubts if d is not fact))
    return turn


def settle(turn: Turn, *, later: bool) -> Turn:
    """Take the later figure, or keep the one that is there."""
    if not turn.state.doubts:
        return turn.say(move.Stale())
    first, *rest = turn.state.doubts
    there = turn.state.facts.get(first.slot)
    turn = turn.set(doubts=tuple(rest))
    if not later:
        return _stays(turn, first)
    turn = turn.into(turn.state.keep(first))
    return turn.say(move.Noted(facts=(first,), before=(there,) if there else (), step=None))


def _stays(turn: Turn, later: Fact) -> Turn:
    """Keep what is there; what came later is on record in the past."""
    there = turn.state.facts.get(later.slot)
    turn = turn.set(past=(*turn.state.past, later))
    return turn.say(move.Stays(fact=there)) if there else turn
