"""Whether the right facts are known at the end, slot by slot: nothing missing, nothing wrong, nothing made up."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch

from bot.facts import Day, Frozen, Value, Words
from bot.figures import on
from bot.interview.state import NAMED_BY
from evals.holding import Exchange, Held
from evals.persona import Persona


class SlotCheck(Frozen):
    """One slot: what was expected and what is known; None where nothing is."""

    slot: str
    expected: str | None
    known: str | None
    right: bool


def check_facts(persona: Persona, held: Held) -> tuple[SlotCheck, ...]:
    """Every expected slot, every slot that is known although nobody said it, and every point that must stay open."""
    known = _of_interest(persona, held)
    expected = persona.facts | {slot: value for slot, value in persona.if_asked.items() if slot in known}
    slots = [_check(slot, expected.get(slot), known.get(slot), held) for slot in {**expected, **known}]
    lists = [check for name, lines in persona.lists.items() for check in _check_list(name, lines, held)]
    return (*slots, *lists, *_open(persona, held))


def _of_interest(persona: Persona, held: Held) -> dict[str, str]:
    """What is known, without the names of items (their key says it) and the entries of plain lists."""
    listed = tuple(f"{name}." for name in persona.lists)
    named = {slot for slot in held.known if _is_name(slot) and not _stands_alone(slot, held)}
    return {slot: text for slot, text in held.known.items() if slot not in named and not slot.startswith(listed or " ")}


def _is_name(slot: str) -> bool:
    group, *rest = slot.split(".")
    return len(rest) == 2 and rest[1] == NAMED_BY.get(group, "name")


def _stands_alone(slot: str, held: Held) -> bool:
    """Whether an item has nothing but its name, so that the name is what there is to check."""
    item = slot.rsplit(".", 1)[0]
    return sum(other.startswith(f"{item}.") for other in held.known) == 1


def _check(slot: str, expected: str | None, known: str | None, held: Held) -> SlotCheck:
    fact = held.facts.get(slot)
    right = fact is not None and expected is not None and _agrees(fact.value, known or "", expected)
    return SlotCheck(slot=slot, expected=expected, known=known, right=right)


def _agrees(value: Value, known: str, expected: str) -> bool:
    """Words hold what matters, a date ends on the day that was meant, and a figure is the same, rough or not."""
    match value:
        case Words():
            return _holds(known, expected)
        case Day():
            return expected in (known, on(value.ends))
        case _:
            return known.removeprefix("about ") == expected


def _holds(known: str, expected: str) -> bool:
    """Whether a text holds the words that matter, in whatever case and spacing."""
    return _folded(expected) in _folded(known)


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _check_list(name: str, lines: tuple[str, ...], held: Held) -> Iterator[SlotCheck]:
    """Each expected line stands in one entry of its own, and there is no other."""
    left = [text for slot, text in held.known.items() if slot.startswith(f"{name}.") and _is_name(slot)]
    for number, line in enumerate(lines, 1):
        entry = next((text for text in left if _holds(text, line)), None)
        if entry is not None:
            left.remove(entry)
        yield SlotCheck(slot=f"{name}.{number}", expected=line, known=entry, right=entry is not None)
    for text in left:
        yield SlotCheck(slot=f"{name}.more", expected=None, known=text, right=False)


def _open(persona: Persona, held: Held) -> Iterator[SlotCheck]:
    """What was left open is visibly open in the plan."""
    points = {point.slot: point.text for point in held.plan.open_points}
    for slot in persona.open:
        said = points.get(slot)
        yield SlotCheck(slot=slot, expected="open in the plan", known=said, right=said is not None)


def exchanges_about(slot: str, held: Held) -> tuple[Exchange, ...]:
    """The exchanges that a slot came from: those that met its question, and those that changed it."""
    return tuple(
        exchange
        for exchange in held.exchanges
        if slot in exchange.changed
        or any(fnmatch(name, each) for each in exchange.about for name in (slot, f"{slot}.name"))
    )
