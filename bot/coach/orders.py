"""A figure ordered in a sentence of its own: "change my weekly first meetings to 7", "lower the goal to 1.2M"."""

import re
from collections.abc import Iterator, Sequence

from bot.coach.assign import Wanted
from bot.coach.context import Context
from bot.coach.plainness import PLAIN
from bot.coach.values import value_of
from bot.interview.agenda import step_of_slot
from bot.interview.commands import Provide
from bot.reading.amounts import read_amounts

_ORDER = re.compile(
    r"(?:please |pls |can you |now )*"
    r"(?:change|set|raise|lower|increase|decrease|reduce|bump|update|edit|correct|fix|make)"
    r"(?P<whose> my| the| our)? (?P<what>.{3,40}?)(?: up| down)? (?:to|at|as|=) (?P<new>.{1,30})",
    re.IGNORECASE,
)
_ALIKE = 4
"""Letters by which words of an order and of a question are compared: "weekly" names what is counted a week."""
_EVERYDAY = frozenset(word[:_ALIKE] for word in PLAIN)


def read_order(text: str, known: Sequence[Wanted], context: Context) -> Iterator[Provide]:
    """The new figure for the answer about the year ahead whose question has most of the words named.

    `known` are the answers with a figure, the one said last at the end. While a question is open an order says whose
    figure it means, for "set the meetings to 7" may be an answer.
    """
    order = _ORDER.fullmatch(text.strip(" .!"))
    amounts = read_amounts(order["new"]) if order else ()
    if order is None or len(amounts) != 1 or order["new"].strip() != amounts[0].quote:
        return
    named = _words(order["what"])
    if order["whose"] is None and context.step is not None:
        return
    asked = [(want, _asked_with(want, context)) for want in reversed(known)]
    meant = [(want, words) for want, words in asked if _is_named(named, words)]
    for want, _ in sorted(meant, key=lambda pair: -len(named & pair[1])):
        value = value_of(order["new"], amounts[0], want.slot)
        if value is not None and type(value) is type(context.state.facts[want.path].value):
            yield Provide(slot=want.path, value=value, quote=text)
            return


def _is_named(named: set[str], asked: set[str]) -> bool:
    """Whether all words that tell something are the question's; where all are everyday ones, every one of them."""
    return bool(asked) and bool(named) and ((named - _EVERYDAY) or named) <= asked


def _asked_with(want: Wanted, context: Context) -> set[str]:
    """The beginnings of the words that a single answer about the year ahead and its question are called by."""
    step = step_of_slot(context.questions, context.state, want.path)
    if step is None or step.topic.collection or step.topic.about_last_year:
        return set()
    return _words(" ".join([want.slot.label, *want.slot.cues, step.topic.title, step.topic.id]))


def _words(text: str) -> set[str]:
    return {word[:_ALIKE] for word in re.findall(r"[a-z]{3,}", text.lower())}
