"""A click on a quick reply: what it stands for, or a polite word when it belongs to something that is past."""

from bot.coach.understand import understand
from bot.interview.agenda import choices_for, missing
from bot.interview.commands import AddItem, Command, Confirm, Deny, Settle
from bot.line.actions import ABOUT_FILE, ANSWER, HOLDS, NOTES, PICK, READING, TAKE_OVER, TYPED, read_mark
from bot.line.books import Outcome
from bot.line.case import Case
from bot.line.inbound import Click
from bot.line.rep.going_on import go_on
from bot.line.rep.importing import decide_file, pick_option


def quick_reply(click: Click, case: Case) -> Outcome | None:
    """Answer a click on a quick reply; None when it is another button."""
    state, (said, belongs_to) = case.interview, read_mark(click.value)
    pending = state.pending.stamp if state.pending else None
    match click.action:
        case _ if click.action == ANSWER:
            return go_on((Confirm(step=belongs_to) if said == "yes" else Deny(step=belongs_to),), case)
        case _ if click.action == TAKE_OVER:
            return decide_file(take=said == "yes", case=case) if pending == belongs_to else case.say("file_gone")
        case _ if click.action == ABOUT_FILE:
            return pick_option(said, case) if pending == belongs_to else case.say("stale")
        case _ if click.action == NOTES:
            return _if(pending == belongs_to, Confirm() if said == "yes" else Deny(), case)
        case _ if click.action == HOLDS:
            waits = bool(state.doubts) and state.doubts[0].slot == belongs_to
            return _if(waits, Settle(later=said == "later"), case)
        case _ if click.action == READING:
            return _reading(said, belongs_to, case)
        case _ if click.action == TYPED:
            return _typed(said, belongs_to, case)
        case _ if click.action == PICK:
            return _picked(click.value, case)
        case _:
            return None


def _if(waits: bool, command: Command, case: Case) -> Outcome:  # noqa: FBT001 - one condition, one command
    return go_on((command,), case) if waits else case.say("stale")


def _reading(number: str, slot: str, case: Case) -> Outcome:
    """One of the two readings of a figure, said as it would be typed."""
    if case.interview.unclear is None or case.interview.unclear.slot != slot:
        return case.say("stale")
    return go_on(understand("the first one" if number == "0" else "the second one", case.context), case)


def _typed(words: str, path: str, case: Case) -> Outcome:
    """The words a button stands for, while what it answers is still what is asked for."""
    step = case.context.step
    waits = step is not None and missing(step, case.interview)[:1] == (path,)
    return go_on(understand(words, case.context), case) if waits else case.say("stale")


def _picked(value: str, case: Case) -> Outcome:
    """The lines of a checklist that were ticked."""
    picked = dict(read_mark(part) for part in value.split(",") if part)
    step = case.context.step
    if step is None or set(picked.values()) != {step.id}:
        return case.say("stale")
    topic = step.topic
    chosen = [choice for choice in choices_for(topic, case.interview) if choice.key in picked]
    said = (AddItem(collection=topic.collection, key=c.key, name=c.label, quote=c.label) for c in chosen)
    return go_on(tuple(said), case)
