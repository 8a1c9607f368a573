"""What each message changed, as a chain: taking one out leaves what later ones said, and brings back what was before.

`Interview.heard` holds the links by the key of the message and in order.
"""

from bot.facts import Computed, Fact, Said
from bot.interview.state import NAMED_BY, Answer, Interview


def without(state: Interview, message: str) -> Interview:
    """The interview as if a message had never been, with the question it was read against in focus."""
    return named_only(taken_out(state, message), state)


def taken_out(state: Interview, message: str) -> Interview:
    """The same, with items that have lost their name still there: what is said next may name them again."""
    answer, later = state.heard[message], after(state, message)
    free = Answer(
        before={slot: fact for slot, fact in answer.before.items() if _is_free(state, slot, message, later)},
        marks={step: mark for step, mark in answer.marks.items() if not any(step in a.marks for a in later.values())},
    )
    heard = {**state.heard, message: Answer(focus=answer.focus)} | _spliced(answer, later)
    at_then = {"heard": heard, "focus": answer.focus, "revisiting": False, "tries": 0, "undo": None}
    return state.restore(free).model_copy(update=at_then)


def link(state: Interview, message: str, answer: Answer) -> Interview:
    """Add what a message changed. What it only said yes to belongs to the message that brought it."""
    brought = {slot: key for slot in answer.before if (key := _brought_by(state, slot)) not in (None, message)}
    heard = dict(state.heard)
    for key in dict.fromkeys(brought.values()):
        own = {slot: fact for slot, fact in answer.before.items() if brought.get(slot) == key}
        earlier = heard.pop(key)
        heard[key] = earlier.model_copy(update={"before": {**earlier.before, **own}})
    rest = {slot: fact for slot, fact in answer.before.items() if slot not in brought}
    heard[message] = answer.model_copy(update={"before": rest})
    return state.model_copy(update={"heard": heard})


def unlinked(state: Interview, answer: Answer) -> dict[str, Answer]:
    """The chain without the last link of everything an answer changed."""
    heard = dict(state.heard)
    for slot in answer.before:
        key = next((key for key in reversed(heard) if slot in heard[key].before), None)
        if key is not None:
            before = {other: fact for other, fact in heard[key].before.items() if other != slot}
            heard[key] = heard[key].model_copy(update={"before": before})
    for step in answer.marks:
        key = next((key for key in reversed(heard) if step in heard[key].marks), None)
        if key is not None:
            marks = {other: mark for other, mark in heard[key].marks.items() if other != step}
            heard[key] = heard[key].model_copy(update={"marks": marks})
    return heard


def _brought_by(state: Interview, slot: str) -> str | None:
    """The message that a fact comes from, if that is one we heard."""
    fact = state.facts.get(slot)
    said = fact.source.message if fact is not None and isinstance(fact.source, Said) else None
    return said if said in state.heard else None


def after(state: Interview, message: str) -> dict[str, Answer]:
    """What later messages changed, by their keys."""
    keys = list(state.heard)
    return {key: state.heard[key] for key in keys[keys.index(message) + 1 :]}


def _is_free(state: Interview, slot: str, message: str, later: dict[str, Answer]) -> bool:
    """Whether a slot still holds what a message left in it: nothing said, read or set later has changed it."""
    now = state.facts.get(slot)
    source = now.source if now else None
    own = source is None or isinstance(source, Computed) or (isinstance(source, Said) and source.message == message)
    return own and not any(slot in answer.before for answer in later.values())


def _spliced(gone: Answer, later: dict[str, Answer]) -> dict[str, Answer]:
    """The next message that changed the same slot or mark gets what was there before the one taken out."""
    spliced = dict(later)
    for slot, fact in gone.before.items():
        key = next((key for key, answer in later.items() if slot in answer.before), None)
        if key is not None:
            spliced[key] = spliced[key].model_copy(update={"before": {**spliced[key].before, slot: fact}})
    for step, mark in gone.marks.items():
        key = next((key for key, answer in later.items() if step in answer.marks), None)
        if key is not None:
            spliced[key] = spliced[key].model_copy(update={"marks": {**spliced[key].marks, step: mark}})
    return spliced


def put_beneath(state: Interview, message: str, fact: Fact) -> Interview:
    """Keep a fact of an earlier message that a later one has overruled: in the past, and for when that one goes."""
    key = next(key for key, answer in after(state, message).items() if fact.slot in answer.before)
    link = state.heard[key].model_copy(update={"before": {**state.heard[key].before, fact.slot: fact}})
    return state.model_copy(update={"heard": {**state.heard, key: link}, "past": (*state.past, fact)})


def named(state: Interview) -> set[tuple[str, str]]:
    """Collection and key of every item that has a name."""
    parts = [slot.split(".") for slot in state.facts if slot.count(".") == 2]
    return {(collection, key) for collection, key, last in parts if last == NAMED_BY.get(collection, "name")}


def named_only(state: Interview, before: Interview) -> Interview:
    """Without the items that have lost their name: what else was said of them goes to the past as well."""
    lost = _nameless(state) - _nameless(before)
    return state.drop([slot for slot in state.facts if _item(slot) in lost])


def _nameless(state: Interview) -> set[tuple[str, str]]:
    return {item for slot in state.facts if (item := _item(slot))} - named(state)


def _item(slot: str) -> tuple[str, str] | None:
    """Collection and key of the item a fact is about; a fact that stands on its own has none."""
    collection, key, *rest = (*slot.split("."), "")
    return (collection, key) if len(rest) > 1 else None
