"""Quick replies: the buttons and the menu under a turn's question. All of it can be typed as well.

Each carries what it belongs to, so that an old one is told from one that is still asked.
"""

from collections.abc import Sequence

from bot.coach.telling import Telling
from bot.coach.values import FIGURES
from bot.facts import Value
from bot.interview import moves as move
from bot.interview.agenda import Step, choices_for, missing, spec_of
from bot.interview.moves import Move
from bot.interview.questions import Kind, Slot, SlotType
from bot.line.actions import ANSWER, HOLDS, NOTES, PICK, READING, TYPED, marked
from bot.line.buttons import Button, Menu, Option

OPEN = ("Leave it open", "none")
OWNERS = (("I own it", "me"), ("Services", "Services"), ("Marketing", "Marketing"), OPEN)
"""Each with what it stands for when typed."""


def buttons(moves: Sequence[Move], telling: Telling) -> tuple[Button, ...]:
    """Yes and no where something is read out, both figures where it is asked which one holds or is meant."""
    state = telling.state
    for said in moves:
        match said:
            case move.Differs(there=there, later=later):
                mine = (("there", there.value), ("later", later.value))
                return tuple(_figure(telling, value, HOLDS, marked(name, there.slot)) for name, value in mine)
            case move.WhichReading(slot=slot, slots=(_, *_) as slots) if state.unclear:
                labels = enumerate(telling.label_of(each) for each in slots)
                return tuple(Button(label=label, action=READING, value=marked(str(n), slot)) for n, label in labels)
            case move.WhichReading(slot=slot, readings=readings) if state.unclear:
                values = enumerate(readings)
                return tuple(_figure(telling, value, READING, marked(str(n), slot)) for n, value in values)
            case move.Proposed() if state.pending:
                return _yes_or_no("Yes, all right", "No, leave it out", NOTES, state.pending.stamp)
    asked = next((said for said in moves if isinstance(said, move.Ask)), None)
    if asked is None or state.focus != asked.step:
        return ()
    if asked.confirm:
        return _yes_or_no("Yes, right", "No", ANSWER, asked.step)
    return _of_one(asked.missing, telling) or _none(telling.step(asked.step), telling)


def _of_one(paths: Sequence[str], telling: Telling) -> tuple[Button, ...]:
    """Whom or by when, where just that is asked for, of one thing."""
    spec = spec_of(telling.questions, telling.state, paths[0]) if paths else None
    if spec is None or sum(path.endswith(f".{spec.name}") for path in paths) != 1:
        return ()
    return tuple(
        Button(label=label, action=TYPED, value=marked(typed, paths[0])) for label, typed in _words(spec, telling)
    )


def _none(step: Step | None, telling: Telling) -> tuple[Button, ...]:
    """ "None", or what stands for it ("even"), where figures are asked for that there may not be."""
    if step is None or not step.topic.optional or step.topic.collection:
        return ()
    if not step.topic.slots or any(slot.type not in FIGURES for slot in step.topic.slots):
        return ()
    said = next(iter(step.topic.none_words), "none")
    paths = missing(step, telling.state)[:1]
    return tuple(Button(label=said.capitalize(), action=TYPED, value=marked(said, path)) for path in paths)


def _words(spec: Slot, telling: Telling) -> tuple[tuple[str, str], ...]:
    """What can be pressed for a slot, each with what it stands for when typed."""
    if spec.type is SlotType.OWNER:
        return OWNERS
    if spec.type is SlotType.DAY and not spec.in_year:
        return _quarter_ends(telling)
    return ()


def _quarter_ends(telling: Telling) -> tuple[tuple[str, str], ...]:
    """The last day of each quarter of the planned year."""
    ends = [last for _, last in telling.team.fiscal_year.quarters]
    return (
        *((f"End of Q{number}", f"by {last:%B} {last.day}, {last.year}") for number, last in enumerate(ends, 1)),
        OPEN,
    )


def _figure(telling: Telling, value: Value, action: str, about: str) -> Button:
    return Button(label=telling.value(value), action=action, value=about)


def _yes_or_no(yes: str, no: str, action: str, about: str) -> tuple[Button, ...]:
    return (
        Button(label=yes, action=action, value=marked("yes", about), style="primary"),
        Button(label=no, action=action, value=marked("no", about)),
    )


def menus(moves: Sequence[Move], telling: Telling) -> tuple[Menu, ...]:
    """The checklist that was asked, to tick."""
    asked = next((telling.step(said.step) for said in moves if isinstance(said, move.Ask) and not said.confirm), None)
    if asked is None or asked.topic.kind is not Kind.PICK or telling.state.focus != asked.id:
        return ()
    return (Menu(label="Tick all that apply", action=PICK, options=_options(asked, telling), several=True),)


def _options(step: Step, telling: Telling) -> tuple[Option, ...]:
    choices = choices_for(step.topic, telling.state)
    return tuple(Option(label=choice.label, value=marked(choice.key, step.id)) for choice in choices)
