"""Taking in what a message says: every fact stored with its source, read back, and its question closed or probed."""

from collections.abc import Sequence

from bot.facts import Computed, Fact, Number, Value, Words
from bot.interview import moves as move
from bot.interview.agenda import Step, missing, spec_of, step_of_slot, steps
from bot.interview.commands import AddItem, Provide, RemoveItem
from bot.interview.doubts import contradicts, doubt
from bot.interview.heard import unlinked
from bot.interview.limits import not_whole, outside
from bot.interview.questions import Kind
from bot.interview.state import NAMED_BY, Interview, Mark, Status
from bot.interview.thin import is_thin
from bot.interview.turn import Turn
from bot.plan.promises import Kept, read_kept


def take_in(turn: Turn, commands: Sequence[Provide | AddItem | RemoveItem]) -> Turn:
    """Take in every fact of the message, then read them back in one go."""
    if not commands:
        return turn
    before, refused = turn.state, None
    for command in commands:
        if isinstance(command, RemoveItem):
            turn = _remove(turn, command)
        elif isinstance(command, AddItem):
            turn = _add(turn, command)
        elif contradicts(turn, command):
            turn = doubt(turn, command)
        else:
            refused = outside(spec_of(turn.questions, turn.state, command.slot), command) or refused
            turn = turn if refused else _provide(turn, command)
    if broken := _broken_shares(turn, before):
        return turn.into(before).set(tries=before.tries + 1).say(broken)
    if refused:
        turn = turn.set(tries=turn.state.tries + 1).say(refused)
    turn = _read_back(turn, before)
    only_doubts = turn.state.facts == before.facts and bool(turn.state.doubts)
    return turn if refused or only_doubts else _settle(turn, before)


def undo(turn: Turn) -> Turn:
    """Take the last answer back; what it said stays in the past."""
    last, state = turn.state.undo, turn.state
    if last is None:
        return turn.say(move.NothingToUndo())
    taken = tuple(state.facts[slot] for slot, fact in last.before.items() if fact is None and slot in state.facts)
    back = tuple(fact for fact in last.before.values() if fact is not None)
    again = {"focus": last.focus, "undo": None, "revisiting": False, "tries": 0, "heard": unlinked(state, last)}
    return turn.into(state.restore(last).model_copy(update=again)).say(move.Undone(facts=taken, back=back))


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
    state = turn.state.keep(turn.fact(command.slot, _in_full(turn, command), command.quote))
    step = step_of_slot(turn.questions, state, command.slot)
    if step is not None and state.marks.get(step.id) in (Mark.SKIPPED, Mark.OPEN):
        state = state.mark(step.id, None)
    return turn.into(state)


def _in_full(turn: Turn, command: Provide) -> Value:
    """The answer; what was asked after a promise was not kept in full adds the reason to that."""
    before, value = turn.state.facts.get(command.slot), command.value
    if command.slot not in turn.state.probed or not isinstance(value, Words) or before is None:
        return value
    stands = before.value.text if isinstance(before.value, Words) else ""
    adds = read_kept(stands) and not read_kept(value.text)
    return Words(text=f"{stands.rstrip('. ')}: {value.text}") if adds else value


def _add(turn: Turn, command: AddItem) -> Turn:
    slot = f"{command.collection}.{command.key}.{NAMED_BY.get(command.collection, 'name')}"
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
    thin = thin_slot(turn, step)
    if thin is not None and thin not in turn.state.probed:
        turn = turn.set(probed=(*turn.state.probed, thin), revisiting=True)
        return turn.say(move.Probe(step=step.id, slot=thin))
    if thin is not None and before.revisiting:
        turn = keep_thin(turn, thin)
    turn = turn.set(revisiting=False, tries=0)
    return _mark_answered(turn, step, before)


def _mark_answered(turn: Turn, step: Step, before: Interview) -> Turn:
    """A list or checklist that got an answer is done; so is a team-file answer that was amended."""
    if _own(step, turn.state) == _own(step, before) or missing(step, turn.state):
        return turn
    if step.topic.kind in (Kind.LIST, Kind.PICK) or step.topic.confirm:
        return turn.into(turn.state.mark(step.id, Mark.DONE))
    return turn


def _own(step: Step, state: Interview) -> dict[str, Fact]:
    """The facts this step is about."""
    prefix = f"{step.topic.collection}." if step.topic.collection else ""
    paths = {step.path(slot) for slot in step.topic.slots}
    return {s: f for s, f in state.facts.items() if s in paths or (prefix and s.startswith(prefix))}


def thin_slot(turn: Turn, step: Step) -> str | None:
    """The path of this step's cause, if it has one and it is thin."""
    for slot in step.topic.slots:
        fact = turn.state.facts.get(step.path(slot))
        said = fact.value.text if fact is not None and isinstance(fact.value, Words) else ""
        if slot.probe and fact is not None and said and read_kept(said) is not Kept.KEPT and is_thin(said):
            return fact.slot
    return None


def keep_thin(turn: Turn, cause: str) -> Turn:
    """The cause stayed thin after the probe: mark it so, and move on."""
    slot = cause.rsplit(".", 1)[0] + ".thin"
    source = Computed(formula="the cause names a symptom, also when asked what came before", inputs={})
    return turn.into(turn.state.keep(Fact(slot=slot, value=Words(text="yes"), source=source, at=turn.at)))
