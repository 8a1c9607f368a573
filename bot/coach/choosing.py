"""Two figures for one thing: how both are named with where they come from, and which of them a reply chooses."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.coach.context import Context
from bot.coach.plainness import own_words, strays
from bot.coach.values import value_of
from bot.facts import Computed, Fact, Number, Ratio, Read, Said
from bot.figures import on
from bot.interview.agenda import spec_of
from bot.interview.commands import Command, Provide
from bot.interview.questions import Questions
from bot.interview.state import Interview
from bot.reading.amounts import read_amounts

_IN_FILE = re.compile(r" in (\S.*\.\w{2,5})$")


def file_of(fact: Fact) -> str | None:
    """The file a fact was read or worked out from, if it was."""
    if isinstance(fact.source, Read):
        return fact.source.file
    worked = _IN_FILE.search(fact.source.formula) if isinstance(fact.source, Computed) else None
    return worked[1] if worked else None


def origin(fact: Fact, now: datetime) -> str:
    """Who says so: "deals.csv says", "on Nov 3, 2026 you said"; what was said today was said earlier."""
    file = file_of(fact)
    if file:
        return f"{file} says"
    return "earlier you said" if fact.at.date() == now.date() else f"on {on(fact.at.date())} you said"


_TAKE = r"(?:(?:take|use|keep|it'?s|go with) )?"
_LATER = (
    rf"(?:{_TAKE}(?:the )?(?:new|newer|later|latter|latest|last|second|2nd|now)(?: one| figure)?|(?:update|change) it)"
)
_THERE = (
    rf"(?:{_TAKE}(?:the )?(?:old|older|earlier|former|first|1st|previous|original)(?: one| figure)?"
    r"|(?:keep|leave)(?: it| that)?(?: as it (?:is|was))?)"
)
_FILE = rf"(?:{_TAKE}(?:the )?(?:file(?:'?s)?|sheet|export|crm|one in the file|data)(?: is right| holds| one)?)"
_MINE = rf"(?:{_TAKE}(?:mine|my (?:figure|number|one)|what i said|me)(?: is right)?)"


def chosen(text: str, there: Fact, later: Fact, questions: Questions, state: Interview) -> bool | None:
    """Whether a reply means the later of two facts; False is the one that is there, None neither."""
    said = text.strip(" .!").casefold()
    file, mine = _is_later_by_source(there, later)
    for pattern, answer in ((_LATER, True), (_THERE, False), (_FILE, file), (_MINE, mine)):
        if answer is not None and re.fullmatch(pattern, said):
            return answer
    return _by_figure(text, (there, later), questions, state)


def third_figure(text: str, there: Fact, context: Context) -> Iterator[Command]:
    """Neither of the two but another figure: that is the one."""
    spec = spec_of(context.questions, context.state, there.slot)
    amounts = read_amounts(text)
    value = value_of(text, amounts[0], spec) if spec and len(amounts) == 1 else None
    if spec and value is not None and strays(text, amounts, amounts[0], own_words(spec)) == 0:
        yield Provide(slot=there.slot, value=value, quote=amounts[0].quote, corrects=True)


def _is_later_by_source(there: Fact, later: Fact) -> tuple[bool | None, bool | None]:
    """What "the file" and "mine" mean, where just one of the two comes from a file."""
    if (file_of(there) is None) == (file_of(later) is None):
        return None, None
    return file_of(later) is not None, isinstance(later.source, Said)


def _by_figure(text: str, facts: Sequence[Fact], questions: Questions, state: Interview) -> bool | None:
    spec = spec_of(questions, state, facts[0].slot)
    values = {value_of(text, amount, spec) for amount in read_amounts(text)} if spec else set()
    figures = {value.value if isinstance(value, Number) else value for value in values if value is not None}
    hits = [number for number, fact in enumerate(facts) if _figure(fact) in figures]
    return bool(hits[0]) if len(hits) == 1 and len(figures) == 1 else None


def _figure(fact: Fact) -> object:
    return fact.value.value if isinstance(fact.value, Number) else fact.value if isinstance(fact.value, Ratio) else None
