"""A file that was shown: what it brings is stored on the person's yes, and never over what they said themselves."""

from bot.facts import Number, Ratio, Said
from bot.interview import moves as move
from bot.interview.agenda import next_step
from bot.interview.commands import DecideFile
from bot.interview.pasting import settled
from bot.interview.state import Status
from bot.interview.turn import Turn


def decide_file(turn: Turn, command: DecideFile) -> Turn:
    """Take the file's facts over, or leave them; where the person had said otherwise, it is asked which holds."""
    pending = turn.state.pending
    if pending is None or not pending.file:
        return turn.say(move.Stale())
    turn = turn.set(pending=None)
    if not command.take:
        return turn.say(move.FileLeft())
    differing = []
    for fact in pending.facts:
        known = turn.state.facts.get(fact.slot)
        if known is None or not isinstance(known.source, Said):
            turn = turn.into(turn.state.keep(fact))
        elif known.value != fact.value and isinstance(fact.value, Number | Ratio):
            differing.append(fact)
    turn = turn.into(settled(turn, pending.facts)).set(doubts=tuple(differing))
    if turn.step is not None and {fact.slot for fact in pending.facts} & set(
        map(turn.step.path, turn.step.topic.slots)
    ):
        # What was asked is answered, also where it was asked although it had an answer.
        turn = turn.set(revisiting=False)
    return _drafted_anew(turn.say(move.FileTaken()))


def _drafted_anew(turn: Turn) -> Turn:
    """A finished interview goes on with what the file leaves to ask; else its draft is drawn up again."""
    if turn.state.status is not Status.FINISHED:
        return turn
    if next_step(turn.questions, turn.state) is None and not turn.state.doubts:
        return turn.say(move.Finished(again=True))
    return turn.set(status=Status.RUNNING)
