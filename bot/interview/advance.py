"""The engine: advance(state, commands) gives the next state and what there is to say. Pure; it words nothing.

Facts are stored with the message they came from, a superseded fact moves to the past, and no order of commands loses
a confirmed one.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from bot.facts import Number, Setting
from bot.figures import Unit
from bot.interview import moves as move
from bot.interview.agenda import Step, awaits_confirmation, find, is_closed, missing, next_step, skipped, steps
from bot.interview.commands import (
    AddItem,
    Back,
    Cancel,
    Clarify,
    Command,
    Confirm,
    DecideFile,
    Deny,
    Finish,
    Nothing,
    Pause,
    Propose,
    Provide,
    RemoveItem,
    Restart,
    Revisit,
    Settle,
    ShowProgress,
    Skip,
    Start,
    Thanks,
    Undo,
    Unknown,
    Unsure,
)
from bot.interview.doubts import leave, settle, settle_alone
from bot.interview.filing import decide_file
from bot.interview.heard import link
from bot.interview.limits import UNITS
from bot.interview.moves import Move
from bot.interview.pasting import leave_out, propose, take
from bot.interview.questions import Kind, Questions
from bot.interview.state import Answer, Interview, Mark, Status, Unclear, apart
from bot.interview.taking import keep_thin, take_in, thin_slot, undo
from bot.interview.turn import Turn

ZERO = Decimal(0)

MOST_TRIES = 2
"""How often an unreadable reply is asked again before the point stays open."""


def advance(
    questions: Questions, state: Interview, commands: Sequence[Command], message: str, at: datetime
) -> tuple[Interview, tuple[Move, ...]]:
    """Run the commands of one message; no commands means that it could not be read.

    `message` is the key of the message, kept as the source of its facts; `at` is when it was received (UTC).
    """
    begun = state.model_copy(update={"restart_asked": False, "unclear": None})
    turn = _open(Turn(questions, begun, message, at, restart_asked=state.restart_asked), commands)
    turn = run(leave(turn, commands), commands)
    if not commands and state.status is Status.RUNNING:
        turn = _not_understood(turn)
    turn = ask(turn)
    return _remember(turn, state), tuple(_drafted_again(said, questions, state) for said in turn.moves)


def _drafted_again(said: Move, questions: Questions, before: Interview) -> Move:
    """The end of an interview that had been through before: a change to its draft, not the first sight of it."""
    was_through = (
        before.status is not Status.NEW
        and next_step(questions, before.model_copy(update={"revisiting": False})) is None
    )
    if isinstance(said, move.Finished) and not apart(said.last) and was_through:
        return said.model_copy(update={"again": True})
    return said


def _remember(turn: Turn, before: Interview) -> Interview:
    """Keep what this message changed, by its key, and as the answer that "undo" takes back."""
    if any(isinstance(said, move.Restarted) for said in turn.moves):
        return turn.state
    undone = any(isinstance(said, move.Undone) for said in turn.moves)
    answer = Answer(focus=before.focus) if undone else turn.state.changes_since(before)
    last = {"undo": answer} if answer.before or answer.marks else {}
    return link(turn.state, turn.message, answer).model_copy(update=last)


def _open(turn: Turn, commands: Sequence[Command]) -> Turn:
    """Any message begins an interview, picks up a paused one, and changes a finished one."""
    status = turn.state.status
    if status is Status.NEW:
        return turn.set(status=Status.RUNNING).say(move.Greet())
    if status is Status.PAUSED and not any(isinstance(c, Pause | Thanks) for c in commands):
        return turn.set(status=Status.RUNNING).say(move.Recap())
    goes_on = any(isinstance(c, Back | Revisit | Undo) for c in commands)
    is_open = any(isinstance(c, Start) for c in commands) and next_step(turn.questions, turn.state) is not None
    if status is Status.FINISHED and (goes_on or is_open):
        return turn.set(status=Status.RUNNING)
    return turn


def run(turn: Turn, commands: Sequence[Command]) -> Turn:
    """Take in the facts, then do the rest in order; of figures that could be two, the first is asked about."""
    turn = take_in(turn, [c for c in commands if isinstance(c, Provide | AddItem | RemoveItem)])
    for command in commands:
        turn = _run(turn, command)
    unsure = next((command for command in commands if isinstance(command, Unsure)), None)
    return _which_reading(turn, unsure) if unsure else turn


def _run(turn: Turn, command: Command) -> Turn:
    """Everything but facts, which are taken in before."""
    match command:
        case Propose():
            return propose(turn, command)
        case Confirm() | Deny():
            return _answer_yes_or_no(turn, command)
        case DecideFile():
            return decide_file(turn, command)
        case Nothing():
            return _nothing(turn, command.quote)
        case Unknown():
            return _evaded(turn) if command.evades else _close(turn, Mark.OPEN, "open")
        case Skip():
            return _close(turn, Mark.OPEN if turn.state.second_round else Mark.SKIPPED, "skipped")
        case Back():
            return _back(turn)
        case Revisit():
            return turn.set(focus=command.step, revisiting=True, tries=0)
        case _:
            return _steer(turn, command)


def _steer(turn: Turn, command: Command) -> Turn:
    """What changes no answer: why, how far, stop for now, enough."""
    match command:
        case Undo():
            return undo(turn)
        case Cancel():
            return _cancel(turn)
        case Settle():
            return settle(turn, later=command.later)
        case Restart():
            return _restart(turn)
        case Thanks():
            return turn.say(move.Welcome())
        case Clarify():
            return turn.say(move.Explain(step=turn.state.focus)) if turn.state.focus else turn
        case ShowProgress():
            return turn.say(move.Progress())
        case Pause():
            return turn.set(status=Status.PAUSED).say(move.Paused())
        case Finish():
            return _finish(turn)
        case _:
            return turn


def _which_reading(turn: Turn, command: Unsure) -> Turn:
    """Ask what a figure means, as often as any question is asked again."""
    if turn.state.tries >= MOST_TRIES:
        return _not_understood(turn)
    unclear = Unclear.model_validate(command.model_dump(exclude={"kind"}))
    turn = turn.set(unclear=unclear, tries=turn.state.tries + 1)
    return turn.say(move.WhichReading.model_validate(unclear.model_dump()))


def _finish(turn: Turn) -> Turn:
    """End the asking; pasted notes that were never confirmed do not count.

    A rehearsal or a review of a quarter that was cut short does not go on by itself after a later change.
    """
    last = turn.state.focus
    for step in steps(turn.questions, turn.state):
        if apart(step.id) and not is_closed(step, turn.state):
            turn = turn.into(turn.state.mark(step.id, Mark.OPEN))
    pending = turn.state.pending
    turn = leave_out(turn, pending) if pending is not None and not pending.file else turn
    return turn.set(status=Status.FINISHED, focus=None, revisiting=False).say(move.Finished(last=last))


def _cancel(turn: Turn) -> Turn:
    """Leave an answer that is looked at again as it is, or take back a correction just made; else it is a skip."""
    state = turn.state
    if turn.restart_asked:
        return turn.say(move.AllStays())
    last = next(reversed(state.heard.values()), None)
    corrected = last is not None and last == state.undo and any(last.before.values())
    if corrected and not state.revisiting:
        return undo(turn)
    return _run(turn, Skip())


def _restart(turn: Turn) -> Turn:
    """Begin anew once it was asked for twice in a row; what the team file set is known again, all else is past."""
    state = turn.state
    if not turn.restart_asked:
        return turn.set(restart_asked=True).say(move.ConfirmRestart(count=len(state.facts)))
    everything = (*state.past, *state.facts.values())
    known = {fact.slot: fact for fact in everything if isinstance(fact.source, Setting)}
    anew = Interview(person=state.person, role=state.role, status=Status.RUNNING, facts=known, past=everything)
    return turn.into(anew).say(move.Restarted())


def _answer_yes_or_no(turn: Turn, command: Confirm | Deny) -> Turn:
    """Yes or no to what the team file says; anywhere else it is not an answer."""
    step, pending = turn.step, turn.state.pending
    if pending is not None and not pending.file and command.step is None:
        return (take if isinstance(command, Confirm) else leave_out)(turn, pending)
    if command.step is not None and (step is None or command.step != step.id):
        return turn.say(move.Stale())
    if step is None or not awaits_confirmation(step, turn.state):
        return _not_understood(turn)
    if isinstance(command, Confirm):
        return _close(turn, Mark.DONE, "confirmed")
    state = turn.state.drop([step.path(slot) for slot in step.topic.slots if turn.state.is_set(step.path(slot))])
    return turn.into(state)


def _nothing(turn: Turn, quote: str) -> Turn:
    """Nothing to report closes an optional topic: zero for its figures, an empty list for a list."""
    step = turn.step
    if step is None:
        return turn
    if not step.topic.optional:
        return _close(turn, Mark.OPEN, "open")
    for slot in step.topic.required:
        unit = UNITS.get(slot.type)
        if step.topic.kind is Kind.FIELDS and unit in (Unit.MONEY, Unit.COUNT, Unit.WEEKS):
            turn = turn.into(turn.state.keep(turn.fact(step.path(slot), Number(value=ZERO, unit=unit), quote)))
    return _close(turn, Mark.DONE, "nothing")


def _close(turn: Turn, mark: Mark, how: str) -> Turn:
    """Close the step in focus. A thin cause is kept and marked; an answer that was looked at again stays."""
    step = turn.step
    if step is None:
        return turn
    thin = thin_slot(turn, step)
    keeps_answer = turn.state.revisiting and mark is not Mark.DONE and not missing(step, turn.state)
    if turn.state.revisiting and thin is not None:
        turn = keep_thin(turn, thin)
    elif not keeps_answer:
        turn = turn.into(turn.state.mark(step.id, mark))
    turn = turn.set(revisiting=False, tries=0)
    return turn.say(move.Closed.model_validate({"step": step.id, "how": how}))


def _back(turn: Turn) -> Turn:
    """To the last step before this one that still exists."""
    known = {step.id for step in steps(turn.questions, turn.state)}
    trail = [step for step in turn.state.trail if step in known and step != turn.state.focus]
    if not trail:
        return turn
    return turn.set(focus=trail[-1], trail=tuple(trail[:-1]), revisiting=True, tries=0)


def _not_understood(turn: Turn) -> Turn:
    """Ask again with an example, at most twice; then the point stays open."""
    step = turn.step
    if step is None:
        return turn
    if turn.state.tries >= MOST_TRIES:
        return _close(turn, Mark.OPEN, "enough")
    return turn.set(tries=turn.state.tries + 1).say(move.NotUnderstood(step=step.id))


def _evaded(turn: Turn) -> Turn:
    """Ask once more what was evaded; then the point stays open."""
    if turn.step is None or turn.state.tries:
        return _close(turn, Mark.OPEN, "open")
    return turn.set(tries=1).say(move.Evaded(step=turn.step.id))


def ask(turn: Turn) -> Turn:
    """End the turn with the next question, or with the end."""
    waiting_for = move.Probe | move.Stale | move.Proposed | move.WhichReading
    waits = turn.state.focus is not None and any(isinstance(said, waiting_for) for said in turn.moves)
    if turn.state.status is not Status.RUNNING or waits:
        return turn
    turn = settle_alone(turn)
    if turn.state.doubts:
        later = turn.state.doubts[0]
        return turn.say(move.Differs(there=turn.state.facts[later.slot], later=later))
    step = next_step(turn.questions, turn.state)
    waiting = skipped(turn.questions, turn.state)
    if step is None and waiting and not turn.state.second_round:
        turn = turn.set(second_round=True).say(move.SecondRound(count=len(waiting)))
        step = next_step(turn.questions, turn.state)
    if step is None:
        return _finish(turn)
    return _focus(turn, step)


def _focus(turn: Turn, step: Step) -> Turn:
    """Put a step in focus and ask it; one that was just asked in vain is asked again by its own move."""
    same = step.id == turn.state.focus
    if same and any(isinstance(m, move.NotUnderstood | move.Evaded) for m in turn.moves):
        return turn
    opens = not same and _opens_chapter(turn, step)
    gaps: Iterable[str] = missing(step, turn.state)
    wanted = tuple(gaps) if _partly_answered(step, turn.state) else ()
    if not same:
        trail = (*turn.state.trail, turn.state.focus) if turn.state.focus else turn.state.trail
        turn = turn.set(focus=step.id, trail=trail[-40:], tries=0, revisiting=False)
    confirm = awaits_confirmation(step, turn.state)
    again = same and not any(isinstance(m, move.Greet | move.Recap) for m in turn.moves)
    return turn.say(move.Ask(step=step.id, confirm=confirm, missing=wanted, opens_chapter=opens, again=again))


def _partly_answered(step: Step, state: Interview) -> bool:
    """Whether some of what this step asks is there and some is not."""
    if is_closed(step, state) or not missing(step, state):
        return False
    paths = [step.topic.path(slot, item) for slot in step.topic.required for item in _items(step, state)]
    return any(state.has(path) for path in paths)


def _items(step: Step, state: Interview) -> Sequence[str | None]:
    return state.items(step.topic.collection) if step.topic.kind is Kind.LIST else [step.item]


def _opens_chapter(turn: Turn, step: Step) -> bool:
    """Whether the question asked last was in another chapter."""
    last = find(turn.questions, turn.state, turn.state.focus)
    chapters = turn.questions.chapters_for(turn.state.role)
    mine = next(c for c in chapters if step.topic in c.topics)
    return last is None or last.topic not in mine.topics
