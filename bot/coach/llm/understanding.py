"""Understanding with a model: it says which words answer what, and code reads the values out of those words.

It can only add to what the reader without a model took. No value is ever the model's: a quote that is not in the
message, or in which nothing of the slot's kind can be read, is dropped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.coach.context import Context
from bot.coach.intents import read_intent
from bot.coach.listing import named_in
from bot.coach.llm.assistant import Helper
from bot.coach.llm.checks import has_figure, is_plain, oversteps, strangers
from bot.coach.llm.port import Job, Schema
from bot.coach.llm.quoting import commands_of, offers_for, span_of
from bot.coach.llm.stand_ins import likely_names
from bot.coach.plainness import PLAIN
from bot.interview.agenda import awaits_confirmation
from bot.interview.commands import (
    Back,
    Clarify,
    Command,
    Confirm,
    Deny,
    Nothing,
    Pause,
    ShowProgress,
    Skip,
    Unknown,
)
from bot.interview.state import Status
from bot.reading.amounts import read_amounts
from bot.reading.lists import read_list

LONGEST_MESSAGE, LONGEST_TURN, LONGEST_QUESTION = 1500, 160, 300
"""Characters of a message, of an earlier turn and of the question that a request carries."""
MOST_NAMES = 8
CLIENTS = ("accounts", "deals", "prospects")
"""The lists whose items are clients, or are to become some."""
LONGEST_ACKNOWLEDGEMENT = 120


class Quoted(Schema):
    """Words of the message that answer a slot; `item` names the entry of a list, or is empty."""

    slot: str
    item: str
    quote: str


class Heard(Schema):
    """What a model heard in a message."""

    kind: Literal["answer", "yes", "no", "nothing", "unknown", "skip", "why", "progress", "back", "pause", "other"]
    answers: list[Quoted]
    acknowledgement: str


@dataclass(frozen=True)
class Understood:
    """The commands of a message, and a sentence that shows it was heard (or none)."""

    commands: tuple[Command, ...]
    acknowledgement: str = ""


def is_certain(text: str, commands: Sequence[Command]) -> bool:
    """Whether the reader without a model has taken all there is: a steering word, a plain figure, or every figure."""
    if read_intent(text) is not None or not has_words(text):
        return True
    if not commands or tuple(commands) == (Clarify(),):
        return False
    spans = [span_of(text, command.quote) for command in commands if hasattr(command, "quote")]
    return all(
        amount.denied or any(span and span[0] <= amount.start and amount.end <= span[1] for span in spans)
        for amount in read_amounts(text)
    )


def has_words(text: str) -> bool:
    """Whether a message says anything besides figures and small talk."""
    amounts = read_amounts(text)
    words = re.finditer(r"[^\W\d_]{3,}", text)
    return any(
        word.group().lower() not in PLAIN and not any(a.start <= word.start() < a.end for a in amounts)
        for word in words
    )


def understand_with(
    helper: Helper, text: str, context: Context, commands: tuple[Command, ...], lines: Sequence[tuple[bool, str]]
) -> Understood:
    """What a message means, with one call at most. `lines` are the last ones said: whether by the person, and the text.

    `commands` is what the reader without a model took; it stands whatever the model says.
    """
    if is_certain(text, commands):
        return Understood(commands)
    for name in (*likely_names(text, helper.words), *_listed_names(text, context)):
        helper.names.add(name)
    question, earlier = _split([line for line in lines if not line[0] or not helper.secrets.are_in(line[1])], context)
    written = {"slots": "\n".join(f"{name}: {offer.label}" for name, offer in offers_for(context).items())}
    said = {"question": question, "turns": earlier, "known": _known(text, context), "message": text[:LONGEST_MESSAGE]}
    heard = helper.structured(Job.UNDERSTAND, written, said, Heard)
    if heard is None:
        return Understood(commands)
    added = () if commands else _steering(heard, text, context)
    quotes = [(q.slot, helper.names.reveal(q.item), helper.names.reveal(q.quote)) for q in heard.answers]
    taken = tuple(_untouched(commands_of(quotes, text, context), commands))
    kept = () if taken and tuple(commands) == (Clarify(),) else commands
    return Understood((*kept, *taken) or added, _acknowledgement(heard.acknowledgement, helper.words))


def _listed_names(text: str, context: Context) -> tuple[str, ...]:
    """What a message about a list of clients may call them, in capitals or not."""
    step = context.step
    named = step is not None and step.topic.collection in CLIENTS
    return tuple(item.name for item in read_list(text)) if named else ()


def _untouched(taken: Iterator[Command], commands: Sequence[Command]) -> Iterator[Command]:
    """What the model found for slots that the reader has not filled."""
    filled = {getattr(command, "slot", None) for command in commands}
    for command in taken:
        slot = getattr(command, "slot", None)
        if slot is None or slot not in filled:
            yield command


def _split(lines: Sequence[tuple[bool, str]], context: Context) -> tuple[str, str]:
    """The question as it was last asked, and the few turns before it, cut short."""
    asked = next((at for at in range(len(lines) - 1, -1, -1) if not lines[at][0]), None)
    if asked is None:
        return (context.step.topic.question if context.step else ""), ""
    question = lines[asked][1].strip().split("\n\n")[-1][-LONGEST_QUESTION:]
    earlier = [f"{'person' if own else 'coach'}: {_cut(said)}" for own, said in lines[:asked]]
    return question, "\n".join(earlier)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_TURN else flat[:LONGEST_TURN] + "…"


def _known(text: str, context: Context) -> str:
    """The entries that a message may be about: those of the list in question, and those it names."""
    state, step = context.state, context.step
    own = state.names(step.topic.collection) if step and step.topic.collection else {}
    named = [names[key] for names in map(state.names, CLIENTS) if (key := named_in(text, names)) is not None]
    return ", ".join(dict.fromkeys([*named, *own.values()][: MOST_NAMES + len(named)]))


def _steering(heard: Heard, text: str, context: Context) -> tuple[Command, ...]:
    """What a message does that answers nothing. Nothing that could undo or end the interview is among it."""
    step = context.step
    if step is None or context.state.status is not Status.RUNNING:
        return ()
    if heard.kind in ("yes", "no"):
        meant: Command = Confirm() if heard.kind == "yes" else Deny()
        return (meant,) if awaits_confirmation(step, context.state) else ()
    if heard.kind == "nothing":
        return (Nothing(quote=text),) if step.topic.optional else ()
    command = _STEERS.get(heard.kind)
    return (command,) if command else ()


_STEERS: dict[str, Command] = {
    "unknown": Unknown(),
    "skip": Skip(),
    "why": Clarify(),
    "progress": ShowProgress(),
    "back": Back(),
    "pause": Pause(),
}


def _acknowledgement(text: str, words: frozenset[str]) -> str:
    """The model's sentence, if it is one the coach could have written; else none."""
    said = " ".join(text.split())
    fits = 0 < len(said) <= LONGEST_ACKNOWLEDGEMENT and is_plain(said) and not re.search(r"[?{}*_~]|[.!]\s", said)
    if not fits or has_figure(said) or oversteps(said) or strangers(said, [words]):
        return ""
    return said if said[-1] in ".!" else f"{said}."
