"""What can be said to a question, in a few words: for whoever was not understood twice."""

from bot.interview.agenda import Step, awaits_confirmation, choices_for, missing
from bot.interview.questions import Kind, SlotType
from bot.interview.state import Interview

_SAYS = {
    SlotType.MONEY: "an amount",
    SlotType.PERCENT: "a percentage",
    SlotType.COUNT: "a number",
    SlotType.WEEKS: "a number of weeks",
    SlotType.RATIO: "two numbers, the part and the whole",
    SlotType.WORDS: "a sentence of your own",
    SlotType.OWNER: "a name, or *me*",
    SlotType.DAY: "a date or a month",
    SlotType.SERVICES: "the names of the services",
}


def options(step: Step, state: Interview) -> str:
    """The answers a question takes: "the numbers that apply (1 to 9), *none* or *skip*"."""
    if awaits_confirmation(step, state):
        return "*yes*, *no*, what it should be instead, or *skip*"
    if step.topic.kind is Kind.PICK:
        return f"the numbers that apply (1 to {len(choices_for(step.topic, state))}), *none*, or *skip*"
    says = _SAYS[_wanted(step, state)]
    listed = f"a name and {says} for each" if step.topic.kind is Kind.LIST else says
    return f"{listed}, {'*none*, ' if step.topic.optional else ''}*no idea*, or *skip*"


def _wanted(step: Step, state: Interview) -> SlotType:
    """The type of the first slot that still lacks something."""
    gaps = missing(step, state)
    lacking = [slot.type for slot in step.topic.slots if any(gap.endswith(slot.name) for gap in gaps)]
    return [*lacking, *(slot.type for slot in step.topic.slots)][0]
