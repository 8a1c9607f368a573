"""Pasted notes: what they would bring waits in the interview until the person has said yes."""

from collections.abc import Sequence

from bot.facts import Fact, Words
from bot.interview import moves as move
from bot.interview.agenda import missing, spec_of, steps
from bot.interview.commands import AddItem, Propose, Provide
from bot.interview.limits import outside
from bot.interview.questions import Kind
from bot.interview.state import NAMED_BY, Interview, Mark, Pending
from bot.interview.turn import Turn


def propose(turn: Turn, command: Propose) -> Turn:
    """Put facts on offer, or change what is on offer; a figure that cannot be is left out."""
    waiting = turn.state.pending
    offered = {fact.slot: fact for fact in waiting.facts} if waiting and not waiting.file else {}
    offered_before = bool(offered)
    offered = {slot: fact for slot, fact in offered.items() if slot not in command.without}
    for said in command.commands:
        fact = _fact(turn, said)
        known = turn.state.facts.get(fact.slot)
        if known is None or known.value != fact.value:
            offered[fact.slot] = fact
    refused = {
        c.slot
        for c in command.commands
        if isinstance(c, Provide) and outside(spec_of(turn.questions, turn.state, c.slot), c)
    }
    facts = tuple(fact for slot, fact in offered.items() if slot not in refused)
    if not facts:
        return turn.set(pending=None).say(move.NothingFound())
    there = tuple(turn.state.facts[fact.slot] for fact in facts if turn.state.has(fact.slot))
    return turn.set(pending=Pending(file="", facts=facts)).say(
        move.Proposed(facts=facts, there=there, again=offered_before)
    )


def _fact(turn: Turn, command: Provide | AddItem) -> Fact:
    if isinstance(command, Provide):
        return turn.fact(command.slot, command.value, command.quote)
    slot = f"{command.collection}.{command.key}.{NAMED_BY.get(command.collection, 'name')}"
    return turn.fact(slot, Words(text=command.name), command.quote)


def take(turn: Turn, pending: Pending) -> Turn:
    """Store what was on offer; a list that is whole with it is done."""
    turn = turn.set(pending=None)
    for fact in pending.facts:
        turn = turn.into(turn.state.keep(fact))
    return turn.into(settled(turn, pending.facts)).say(move.Taken())


def settled(turn: Turn, facts: Sequence[Fact]) -> Interview:
    """The interview with the questions marked that facts just stored have answered."""
    state, stored = turn.state, {fact.slot for fact in facts}
    for step in steps(turn.questions, state):
        own = any(fact.slot.startswith(f"{step.topic.collection}.") for fact in facts)
        if step.topic.kind is Kind.LIST and own and not missing(step, state):
            state = state.mark(step.id, Mark.DONE)
        elif stored & {step.path(slot) for slot in step.topic.slots} and not missing(step, state):
            state = state.mark(step.id, None)
    return state


def leave_out(turn: Turn, pending: Pending) -> Turn:
    """Let go of what was on offer; it stays on record in the past."""
    past = (*turn.state.past, *pending.facts)
    return turn.set(pending=None, past=past).say(move.LeftOut())
