"""Notes pasted whole: what they label is taken out of them, heading by heading, and proposed for a yes.

Nothing of a story is guessed at. What is on offer can be taken, left, or named as wrong: "all but the goal".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.coach.assign import by_cue
from bot.coach.context import Context
from bot.coach.correction import named_changes, read_correction
from bot.coach.listing import named_in
from bot.coach.plainness import PLAIN, stem, words_of
from bot.interview.agenda import Step, spec_of, steps
from bot.interview.commands import AddItem, Command, Confirm, Deny, Propose, Provide
from bot.interview.questions import Kind, SlotType
from bot.reading.amounts import read_amounts
from bot.reading.replies import read_answer

WALL, WALL_LINES = 1200, 5
"""A reply of more characters or lines is no answer to one question; only what it labels is taken from it."""
_HEADING = re.compile(r"^[\W\d]{0,6}([A-Za-z][A-Za-z' /&-]{1,40}?)\s*(?::|\s[-–=]\s|$)\s*(.*)$")
_IDLE = frozenset({"my", "your", "our", "open", "list", "why", "last", "this", "next", "what", "named"})

_IN_PASSING = (PLAIN | _IDLE) - {"won"}

Answer = Callable[[str, Step], tuple[Command, ...]]


def is_wall(text: str) -> bool:
    """Whether a reply is far more than an answer to one question."""
    return len(text) > WALL or text.count("\n") >= WALL_LINES


def read_pasted(text: str, context: Context, answer: Answer) -> tuple[Propose, ...]:
    """What pasted notes would bring; `answer` reads the text below a heading as an answer to its question."""
    told = dict[str, Command]()
    for step, body in _parts(text, context):
        commands = answer(body, step) if step else _figures(body, context)
        told |= {_key(c): c for c in commands if isinstance(c, Provide | AddItem)}
    return (Propose(commands=tuple(c for c in told.values() if isinstance(c, Provide | AddItem))),)


def names_others(text: str, step: Step, context: Context) -> bool:
    """Whether a long reply has headings of other questions than the one that was asked."""
    return any(found and found.id != step.id for found, _ in _parts(text, context))


def _key(command: Command) -> str:
    return command.slot if isinstance(command, Provide) else repr(command)


def _figures(text: str, context: Context) -> Iterator[Command]:
    wanted = tuple(context.singles())
    for want, amount, value in by_cue(text, read_amounts(text), (), wanted):
        yield Provide(slot=want.path, value=value, quote=amount.quote)


def _parts(text: str, context: Context) -> list[tuple[Step | None, str]]:
    """The text below each heading that names a question, with that question; the rest is of none."""
    parts: list[tuple[Step | None, list[str]]] = [(None, [])]
    for line in text.splitlines():
        heading = _HEADING.match(line)
        step = _headed(heading[1], heading[2], context) if heading else None
        if heading and step:
            parts.append((step, [heading[2]] if heading[2] else []))
        elif not line.strip() or (heading and heading[2] and parts[-1][0]):
            parts.append((None, [line]))
        else:
            parts[-1][1].append(line)
    return [(step, "\n".join(lines)) for step, lines in parts if "".join(lines).strip()]


def _headed(heading: str, rest: str, context: Context) -> Step | None:
    """The list or the question in words that a heading names, if it is the only one; "Won: 12 of 31" is a figure."""
    named = {stem(word) for word in re.findall(r"[A-Za-z]{2,}", heading.lower()) if word not in _IN_PASSING}
    found = [step for step in steps(context.questions, context.state) if named and named <= _names(step)]
    if len({step.topic.collection or step.id for step in found}) != 1:
        return None
    counts = bool(rest) and not re.search(r"[A-Za-z]{3,}", rest)
    return None if counts and found[0].topic.kind is Kind.FIELDS else found[0]


def _names(step: Step) -> frozenset[str]:
    topic = step.topic
    in_words = any(slot.type is SlotType.WORDS and slot.required for slot in topic.slots)
    if topic.kind is not Kind.LIST and not (topic.kind is Kind.FIELDS and in_words):
        return frozenset()
    labels = [slot.label for slot in topic.slots] if topic.kind is Kind.FIELDS else []
    return words_of(" ".join([topic.title, topic.collection, *labels]))


_WRONG = re.compile(
    r"(?:(?P<yes>yes|yep|ok|all|everything|all good|right)[\s,]*)?"
    r"(?:(?:but|except|apart from|not|without|leave out|drop|remove|skip|no,? not)\s+(?:for )?(?:the |my )?(?P<but>.+)"
    r"|(?:the |my )?(?P<is>\S.*?)\s+(?:is|are|was|were|looks?|isn'?t|aren'?t)"
    r"\s*(?:wrong|not right|off|incorrect|right|old|outdated))",
    re.IGNORECASE,
)


def answer_proposal(text: str, context: Context) -> tuple[Command, ...]:
    """What a reply makes of pasted notes that wait: taken, left, or with something put right; else nothing."""
    pending = context.state.pending
    plain = read_answer(text)
    if pending is None or plain in ("yes", "no"):
        return (Confirm() if plain == "yes" else Deny(),) if pending else ()
    ahead = context.state
    for fact in pending.facts:
        ahead = ahead.keep(fact)
    merged = replace(context, state=ahead)
    wrong = _WRONG.fullmatch(text.strip(" .!"))
    slots = _named(wrong["but"] or wrong["is"], merged) if wrong else ()
    if wrong and slots:
        return (Propose(commands=(), without=slots), *((Confirm(),) if wrong["yes"] else ()))
    right = [c for c in read_correction(text, merged) or named_changes(text, merged) if isinstance(c, Provide)]
    mine = {fact.slot for fact in pending.facts}
    return (Propose(commands=tuple(right)),) if right and all(c.slot in mine for c in right) else ()


def _named(words: str, context: Context) -> tuple[str, ...]:
    """The slots on offer that some words name: an item with all it has, or single facts by their labels."""
    pending = context.state.pending
    slots = [fact.slot for fact in pending.facts] if pending else []
    collections = dict.fromkeys(slot.split(".")[0] for slot in slots if slot.count(".") == 2)
    for collection in collections:
        key = named_in(words, context.state.names(collection))
        if key:
            return tuple(slot for slot in slots if slot.startswith(f"{collection}.{key}."))
    said = {stem(word) for word in re.findall(r"[A-Za-z]{3,}", words) if word.lower() not in PLAIN}
    specs = {slot: spec_of(context.questions, context.state, slot) for slot in slots}
    of_list = [slot for slot in slots if slot.count(".") == 2 and said and said <= words_of(slot.split(".")[0])]
    near = [slot for slot, spec in specs.items() if spec and said and said <= words_of(f"{spec.label} {spec.cues}")]
    return tuple(of_list or [slot for slot in near if slot.count(".") == 1])
