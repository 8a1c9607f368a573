"""The engine: advance(state, commands) gives the next state and what there is to say. Pure; it words nothing.

Everything that changes an interview happens here. Facts are stored with the message they came from, a superseded
fact moves to the past, and no order of commands loses a confirmed one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.facts import Computed, Fact, Number, Said, Value, Words
from bot.figures import Unit
from bot.interview import moves as move
from bot.interview.agenda import (
    Step,
    awaits_confirmation,
    find,
    is_closed,
    missing,
    next_step,
    skipped,
    spec_of,
    step_of_slot,
    steps,
)
from bot.interview.commands import (
    AddItem,
    Back,
    Clarify,
    Command,
    Confirm,
    Deny,
    Finish,
    Nothing,
    Pause,
    Provide,
    RemoveItem,
    Revisit,
    ShowProgress,
    Skip,
    Start,
    Unknown,
)
from bot.interview.limits import UNITS, not_whole, outside
from bot.interview.moves import Move
from bot.interview.questions import Kind, Questions
from bot.interview.state import NAMED_BY, Interview, Mark, Status
from bot.interview.thin import is_thin

ZERO = Decimal(0)

MOST_TRIES = 2
"""How often an unreadable reply is asked again before the point stays open."""


@dataclass(frozen=True)
class Turn:
    """One message being worked through: the state as it becomes, and the moves so far."""

    questions: Questions
    state: Interview
    message: str
    at: datetime
    moves: tuple[Move, ...] = ()

    def say(self, *more: Move) -> "Turn":
        return replace(self, moves=(*self.moves, *more))

    def set(self, **changes: object) -> "Turn":
        return replace(self, state=self.state.model_copy(update=changes))

    def into(self, state: Interview) -> "Turn":
        return replace(self, state=state)

    @property
    def step(self) -> Step | None:
        """The step being asked."""
        return find(self.questions, self.state, self.state.focus)

    def fact(self, slot: str, value: Value, quote: str) -> Fact:
        return Fact(slot=slot, value=value, source=Said(message=self.message, quote=quote), at=self.at)


def advance(
    questions: Questions, state: Interview, commands: Sequence[Command], message: str, at: datetime
) -> tuple[Interview, tuple[Move, ...]]:
    """Run the commands of one message; no commands means that it could not be read.

    `message` is the key of the message, kept as the source of its facts; `at` is when it was received (UTC).
    """
    turn = _open(Turn(questions, state, message, at), commands)
    turn = _store(turn, [c for c in commands if isinstance(c, Provide | AddItem | RemoveItem)])
    for command in commands:
        turn = _run(turn, command)
    if not commands and state.status is Status.RUNNING:
        turn = _not_understood(turn)
    turn = _ask(turn)
    return turn.state, turn.moves


def _open(turn: Turn, commands: Sequence[Command]) -> Turn:
    """Any message begins an interview, picks up a paused one, and changes a finished one."""
    status = turn.state.status
    if status is Status.NEW:
        return turn.set(status=Status.RUNNING).say(move.Greet())
    if status is Status.PAUSED:
        return turn.set(status=Status.RUNNING).say(move.Recap())
    if status is Status.FINISHED and any(isinstance(c, Start | Back | Revisit) for c in commands):
        return turn.set(status=Status.RUNNING)
    return turn


def _run(turn: Turn, command: Command) -> Turn:
    """Everything but facts, which `_store` has taken in."""
    match command:
        case Confirm() | Deny():
            return _answer_yes_or_no(turn, command)
        case Nothing():
            return _nothing(turn, command.quote)
        case Unknown():
            return _close(turn, Mark.OPEN, "open")
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
        case Clarify():
            return turn.say(move.Explain(step=turn.state.focus)) if turn.state.focus else turn
        case ShowProgress():
            return turn.say(move.Progress())
        case Pause():
            return turn.set(status=Status.PAUSED).say(move.Paused())
        case Finish():
            return turn.set(status=Status.FINISHED, focus=None, revisiting=False).say(move.Finished())
        case _:
            return turn


def _store(turn: Turn, commands: Sequence[Provide | AddItem | RemoveItem]) -> Turn:
    """Take in every fact of the message, then read them back in one go."""
    if not commands:
        return turn
    before, refused = turn.state, None
    for command in commands:
        if isinstance(command, RemoveItem):
            turn = _remove(turn, command)
        elif isinstance(command, AddItem):
            turn = _add(turn, command)
        else:
            refused = outside(spec_of(turn.questions, turn.state, command.slot), command) or refused
            turn = turn if refused else _provide(turn, command)
    if broken := _broken_shares(turn, before):
        return turn.into(before).set(tries=before.tries + 1).say(broken)
    if refused:
        turn = turn.set(tries=turn.state.tries + 1).say(refused)
    turn = _read_back(turn, before)
    return turn if refused else _settle(turn, before)


def _broken_shares(turn: Turn, before: Interview) -> move.NotWhole | None:
    """What is wrong with shares that were just given: together they must make the whole."""
    for step in steps(turn.questions, turn.state):
        if not step.topic.whole or _own(step, turn.state) == _own(step, before):
            continue
        values = [fact.value for fact in _own(step, turn.state).values()]
        if len(values) == len(step.topic.slots):
            return not_whole([value.value for value in values if isinstance(value, Number)])
    return None


def _provide(turn: Turn, command: Provide) -> Turn:
    """Store one value. A question it answers is no longer skipped or open."""
    state = turn.state.keep(turn.fact(command.slot, command.value, command.quote))
    step = step_of_slot(turn.questions, state, command.slot)
    if step is not None and state.marks.get(step.id) in (Mark.SKIPPED, Mark.OPEN):
        state = state.mark(step.id, None)
    return turn.into(state)


def _add(turn: Turn, command: AddItem) -> Turn:
    slot = f"{command.collection}.{command.key}.{NAMED_BY.get(command.collection, 'name')}"
    if turn.state.has(slot):
        return turn
    return turn.into(turn.state.keep(turn.fact(slot, Words(text=command.name), command.quote)))


def _remove(turn: Turn, command: RemoveItem) -> Turn:
    prefix = f"{command.collection}.{command.key}."
    name = turn.state.names(command.collection).get(command.key)
    if name is None:
        return turn
    state = turn.state.drop([slot for slot in turn.state.facts if slot.startswith(prefix)])
    return turn.into(state).say(move.Removed(name=name))


def _read_back(turn: Turn, before: Interview) -> Turn:
    """Say what was stored, and what it replaced."""
    new = tuple(fact for slot, fact in turn.state.facts.items() if before.facts.get(slot) != fact)
    replaced = tuple(before.facts[fact.slot] for fact in new if before.has(fact.slot))
    said = tuple(fact for fact in replaced if fact.slot not in before.probed)
    if not new:
        return turn
    return turn.say(move.Noted(facts=new, before=said, step=before.focus))


def _settle(turn: Turn, before: Interview) -> Turn:
    """Close what the facts have closed, and probe a thin cause once (M07)."""
    step = turn.step
    if turn.state.status is Status.FINISHED:
        return turn.say(move.Finished(again=True))
    if step is None:
        return turn
    thin = _thin_slot(turn, step)
    if thin is not None and thin not in turn.state.probed:
        turn = turn.set(probed=(*turn.state.probed, thin), revisiting=True)
        return turn.say(move.Probe(step=step.id, slot=thin))
    if thin is not None and before.revisiting:
        turn = _keep_thin(turn, thin)
    turn = turn.set(revisiting=False, tries=0)
    return _mark_answered(turn, step, before)


def _mark_answered(turn: Turn, step: Step, before: Interview) -> Turn:
    """A list or checklist that got an answer is done; so is a team-file answer that was amended."""
    touched = any(turn.state.facts.get(slot) != fact for slot, fact in _own(step, turn.state).items()) or _own(
        step, turn.state
    ) != _own(step, before)
    if not touched or missing(step, turn.state):
        return turn
    if step.topic.kind in (Kind.LIST, Kind.PICK) or step.topic.confirm:
        return turn.into(turn.state.mark(step.id, Mark.DONE))
    return turn


def _own(step: Step, state: Interview) -> dict[str, Fact]:
    """The facts this step is about."""
    prefix = f"{step.topic.collection}." if step.topic.collection else ""
    paths = {step.path(slot) for slot in step.topic.slots}
    return {s: f for s, f in state.facts.items() if s in paths or (prefix and s.startswith(prefix))}


def _thin_slot(turn: Turn, step: Step) -> str | None:
    """The path of this step's cause, if it has one and it is thin."""
    for slot in step.topic.slots:
        fact = turn.state.facts.get(step.path(slot))
        if slot.probe and fact is not None and isinstance(fact.value, Words) and is_thin(fact.value.text):
            return fact.slot
    return None


def _keep_thin(turn: Turn, cause: str) -> Turn:
    """The cause stayed thin after the probe: mark it so, and move on."""
    slot = cause.rsplit(".", 1)[0] + ".thin"
    source = Computed(formula="the cause names a symptom, also when asked what came before", inputs={})
    return turn.into(turn.state.keep(Fact(slot=slot, value=Words(text="yes"), source=source, at=turn.at)))


def _answer_yes_or_no(turn: Turn, command: Confirm | Deny) -> Turn:
    """Yes or no to what the team file says; anywhere else it is not an answer."""
    step = turn.step
    if command.step is not None and (step is None or command.step != step.id):
        return turn.say(move.Stale())
    if step is None or not awaits_confirmation(step, turn.state):
        return _not_understood(turn)
    if isinstance(command, Confirm):
        return _close(turn, Mark.DONE, "confirmed")
    state = turn.state.drop([step.path(slot) for slot in step.topic.slots if turn.state.is_set(step.path(slot))])
    return turn.into(state)


def _nothing(turn: Turn, quote: str) -> Turn:
    """ "None" closes an optional topic: zero for its figures, an empty list for a list."""
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
    """Close the step in focus. After a probe its first, thin cause is kept and marked."""
    step = turn.step
    if step is None:
        return turn
    thin = _thin_slot(turn, step)
    if turn.state.revisiting and thin is not None:
        turn = _keep_thin(turn, thin)
    elif not (turn.state.revisiting and mark is not Mark.DONE and not missing(step, turn.state)):
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


def _ask(turn: Turn) -> Turn:
    """End the turn with the next question, or with the end."""
    waits = turn.state.focus is not None and any(isinstance(m, move.Probe | move.Stale) for m in turn.moves)
    if turn.state.status is not Status.RUNNING or waits:
        return turn
    step = next_step(turn.questions, turn.state)
    waiting = skipped(turn.questions, turn.state)
    if step is None and waiting and not turn.state.second_round:
        turn = turn.set(second_round=True).say(move.SecondRound(count=len(waiting)))
        step = next_step(turn.questions, turn.state)
    if step is None:
        return turn.set(status=Status.FINISHED, focus=None, revisiting=False).say(move.Finished())
    return _focus(turn, step)


def _focus(turn: Turn, step: Step) -> Turn:
    """Put a step in focus and ask it; one that was just asked in vain is asked again by its own move."""
    same = step.id == turn.state.focus
    if same and any(isinstance(m, move.NotUnderstood) for m in turn.moves):
        return turn
    opens = not same and _opens_chapter(turn, step)
    gaps: Iterable[str] = missing(step, turn.state)
    wanted = tuple(gaps) if _partly_answered(step, turn.state) else ()
    if not same:
        trail = (*turn.state.trail, turn.state.focus) if turn.state.focus else turn.state.trail
        turn = turn.set(focus=step.id, trail=trail[-40:], tries=0, revisiting=False)
    confirm = awaits_confirmation(step, turn.state)
    return turn.say(move.Ask(step=step.id, confirm=confirm, missing=wanted, opens_chapter=opens))


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
