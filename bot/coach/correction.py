"""Corrections: "actually it was 1.4M", "Acme is 130k, not 120k", "change my goal", "remove Initech".

A message that only opens like one ("sorry, I was on the phone. 4 on price") is an answer, and left to be read as such.
"""

import re
from collections.abc import Iterator, Sequence

from bot.coach.adding import read_addition
from bot.coach.assign import Wanted, assign, by_cue
from bot.coach.context import Context
from bot.coach.listing import item_named, named_in
from bot.coach.orders import read_order
from bot.coach.plainness import is_story, mentions, own_words, strays, words_of
from bot.coach.swapping import in_thousands, read_swap
from bot.coach.unclear import by_size
from bot.coach.values import FIGURES, could_be, value_of
from bot.facts import Day, Number, Ratio, Value
from bot.figures import Unit
from bot.interview.agenda import awaits_confirmation, missing, step_of_slot, steps
from bot.interview.commands import Command, Provide, RemoveItem, Revisit
from bot.interview.limits import outside
from bot.interview.questions import Kind, SlotType, Topic
from bot.interview.state import Interview
from bot.reading.amounts import Amount, read_amounts
from bot.reading.dates import read_dates

_STRONG = (
    r"correction|scratch that|my mistake|my bad|i meant|i misspoke|i made a mistake|typo|make (?:that|it)"
    r"|(?:that|it) should (?:be|have been)"
)
_OPENING = re.compile(
    rf"^\W*(?:(?:no|wait|hold on|sorry|oops|actually|i mean|not quite|{_STRONG})\b[\s,:.!\-–]*)+", re.IGNORECASE
)
_INSISTS = re.compile(rf"\b(?:{_STRONG})\b", re.IGNORECASE)
_REFERS_BACK = re.compile(
    rf"\b(?:(?:it|that|this|they) (?:was|were|is|are)|it's|that's|should (?:be|have been)|{_STRONG})\b", re.IGNORECASE
)
_WRONG = re.compile(
    r"\W*(?:(?:that|it|this)(?: (?:was|is)|'s) (?:wrong|not right|incorrect|a (?:mistake|typo))|i was wrong|wrong)?\W*",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^(?:please )?(?:(?:can i |i want to |i need to |i'd like to |let me )?)(?:change|edit|correct|redo|fix|update|"
    r"revisit|(?:go )?back to)\s+(?:my |the )?(.{3,50}?)[.!?]*$",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    r"^(?:please )?(?:remove|drop|delete|forget|take out|strike)\s+(?:the )?(.{2,60}?)"
    r"(?: (?:from|off) (?:my|the) (?:list|accounts|deals|pipeline|targets))?[.!]*$",
    re.IGNORECASE,
)
_IDLE = frozenset({"answer", "answers", "about", "question", "that", "last", "please", "again", "with"})
COLLECTIONS = ("accounts", "deals", "prospects", "why_nots", "kpis", "risks", "commitments")


def read_correction(text: str, context: Context) -> tuple[Command, ...]:
    """Read a correction of an earlier answer, or nothing when the message is none."""
    return tuple(c.model_copy(update={"corrects": True}) if isinstance(c, Provide) else c for c in _read(text, context))


def _read(text: str, context: Context) -> tuple[Command, ...]:
    removal = _REMOVE.match(text)
    if removal:
        return tuple(_removed(removal.group(1), context.state))
    added = tuple(read_addition(text, context.questions, context.state))
    if added:
        return added
    swapped = read_swap(text, _within_reach(text, context), context.state)
    if swapped:
        return swapped
    order = tuple(read_order(text, context.known, context))
    if order:
        return order
    change, opening = _CHANGE.match(text), _OPENING.match(text)
    if change and not read_amounts(text):
        return tuple(_revisited(change.group(1), context))
    if opening and _answers_in_full(text[opening.end() :], context):
        return ()
    if change or opening:
        body = change.group(1) if change else text
        return named_changes(body, context) or _announced(text, opening, context)
    return _restated(text, context) or tuple(_referring(text, context))


def _answers_in_full(body: str, context: Context) -> bool:
    """Whether what follows "no, wait" gives each of several figures that were read out: "2.2M against 2.1M"."""
    step = context.step
    asked = [want for want in context.wanted(step) if want.slot.type in FIGURES] if step else []
    if step is None or len(asked) < PAIR or not awaits_confirmation(step, context.state):
        return False
    amounts = by_size(read_amounts(body, asked[0].slot.type), context.sizes(step))
    return len(assign(body, amounts, asked, tuple(context.singles(but=step)))) == len(asked)


PAIR = 2
"""Figures at least that are read out together."""


def _within_reach(text: str, context: Context) -> Sequence[Wanted]:
    """The figures that "4 instead of 6" may be about: of a why-not it tells the story, unless it opens as a correction.

    Of figures that were just given it speaks in any case.
    """
    known, step = context.known, context.step
    if _OPENING.match(text) or _CHANGE.match(text) or step is None or step.item is None:
        return known
    last = context.state.undo.before if context.state.undo else {}
    return [want for want in known if want.path in last]


def _referring(text: str, context: Context) -> Iterator[Command]:
    """ "It was 45k" after the question has moved on to words, or "15 of 38" after it has moved on to an amount."""
    slots = context.step.topic.slots if context.step else ()
    wants = any(slot.type in FIGURES for slot in slots) if context.step else True
    amounts = read_amounts(text)
    alone = len(amounts) == 1 and text.strip(" .!") == amounts[0].quote
    foreign = alone and context.step is not None and not any(could_be(amounts[0], slot) for slot in slots)
    if (not wants and _IT_WAS.match(text)) or (foreign and amounts[0].kind == "ratio"):
        yield from _of_the_last(text, text, context)


_IT_WAS = re.compile(r"(?:it|that|this) (?:was|is|should be)\b", re.IGNORECASE)


def _announced(text: str, opening: re.Match[str] | None, context: Context) -> tuple[Command, ...]:
    """A new figure or date for the answer before; where none can be read, the answer before is asked for again."""
    body = text[opening.end() :] if opening else text
    if _is_asked_for(text, body, context):
        return ()
    last = tuple(_of_the_last(text, body, context)) or tuple(_in_thousands(body, context))
    last = last or tuple(_another_day(text, body, context))
    if not last and (unfinished := _unfinished(body, context)):
        return unfinished
    insists = bool(_INSISTS.search(text[: len(text) - len(body)])) and len(body) <= LONGEST_BODY
    if last or not (insists or (body.strip(" .!") and _WRONG.fullmatch(body))):
        return last
    return (Revisit(step=context.state.trail[-1]),) if context.state.trail else ()


def _unfinished(body: str, context: Context) -> tuple[Command, ...]:
    """ "The quota was", sent too soon: what it names is asked for again."""
    known = context.known
    named = [want for want in known if mentions(body, words_of(want.slot.label))] or [
        want for want in known if mentions(body, want.own)
    ]
    if len(named) != 1 or read_amounts(body) or is_story(body, (), named[0].own, most=0):
        return ()
    step = step_of_slot(context.questions, context.state, named[0].path)
    return (Revisit(step=step.id),) if step else ()


LONGEST_BODY = 60
"""Characters behind "make that" and the like that can still be the new answer alone."""


def _removed(name: str, state: Interview) -> Iterator[Command]:
    for collection in COLLECTIONS:
        key = item_named(name, state.names(collection))
        if key is not None:
            yield RemoveItem(collection=collection, key=key)
            return


def named_changes(text: str, context: Context) -> tuple[Command, ...]:
    """New figures for what a message names: an item, an old figure, or the words of a question."""
    state, amounts, known = context.state, read_amounts(text), context.known
    of_item = _of_item(text, known, state)
    named = of_item or known
    old = [want for want in named if any(_same(amount, state.facts[want.path].value) for amount in amounts)]
    fresh = [a for a in amounts if not a.denied and not any(_same(a, state.facts[want.path].value) for want in old)]
    open_ones = [want for want in context.singles() if want.path not in state.facts]
    cued = by_cue(text, amounts, of_item, () if of_item else [*known, *open_ones])
    cued = cued or by_cue(text, _of_known_size(text, known, state), of_item, () if of_item else known)
    if cued:
        return tuple(Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in cued)
    if fresh and (old or (of_item and not _tells_else(text, of_item, state))):
        return tuple(_latest(text, fresh, old or of_item, state))
    return ()


def _of_known_size(text: str, known: Sequence[Wanted], state: Interview) -> list[Amount]:
    """Figures with a fraction that are short for millions, by what is to be corrected: "quota was 1.3" after 1.5M."""
    values = [state.facts[want.path].value for want in known if want.slot.type is SlotType.MONEY]
    sizes = [value.value for value in values if isinstance(value, Number)]
    amounts = by_size(read_amounts(text, SlotType.MONEY), sizes)
    return [amount for amount in amounts if amount.value and re.search(r"\d[.,]\d", amount.quote)]


def _tells_else(text: str, of_item: Sequence[Wanted], state: Interview) -> bool:
    """Whether a message says more than an item's name and a figure: "Dover scanners 45k" is not about Dover Clinic.

    Where it opens as a correction one word more is let pass: "actually Dover grows by 45k".
    """
    names = [name for want in of_item for name in words_of(_item_name(want, state))]
    own = frozenset().union(names, *(own_words(want.slot) for want in of_item))
    body = _OPENING.sub("", text)
    return is_story(body, read_amounts(body), own, most=int(body != text))


def _restated(text: str, context: Context) -> tuple[Command, ...]:
    """A figure said anew without any opening, where the whole message says nothing else: "Hooli is 90k, not 80k"."""
    state, step, amounts = context.state, context.step, read_amounts(text)
    known = [want for want in context.known if step is None or want.slot not in step.topic.slots]
    if not amounts or step is None or step.topic.kind is Kind.PICK:
        return ()
    of_item = _of_item(text, known, state)
    if of_item and _is_wanted(amounts, step.topic) and not _OF_THEN.search(text):
        return ()
    names = [name for want in of_item for name in words_of(_item_name(want, state))]
    own = frozenset().union(names, *(own_words(want.slot) for want in (of_item or known)))
    if is_story(text, amounts, own, most=0):
        return ()
    changes = named_changes(text, context) if of_item else _cued(text, amounts, known)
    if len(changes) < sum(not amount.denied for amount in amounts) and not of_item:
        return ()
    return tuple(change for change in changes if isinstance(change, Provide) and _is_other(change, state))


_OF_THEN = re.compile(r"\b(?:last year|was|were|did)\b", re.IGNORECASE)


def _is_wanted(amounts: Sequence[Amount], topic: Topic) -> bool:
    """Whether the question in focus asks for such a figure, so that "Acme 60k" or "20k at Acme" is about that."""
    return any(could_be(amount, slot) for slot in topic.required if slot.type in FIGURES for amount in amounts)


def _cued(text: str, amounts: Sequence[Amount], known: Sequence[Wanted]) -> tuple[Command, ...]:
    pairs = by_cue(text, amounts, (), known)
    return tuple(Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in pairs)


def _item_name(want: Wanted, state: Interview) -> str:
    collection, key, *_ = want.path.split(".")
    return state.names(collection).get(key, "")


def _is_other(change: Provide, state: Interview) -> bool:
    before = state.facts.get(change.slot)
    return before is not None and before.value != change.value


def _of_the_last(text: str, body: str, context: Context) -> Iterator[Command]:
    """The new figure for the answer before, when the message says little else.

    "It was 45k" may reach further back than the last message, and so may "7 meetings"; a bare "actually 45k" may not.
    """
    refers, amounts, known = bool(_REFERS_BACK.search(text)), read_amounts(body), context.known
    last = context.state.undo.before if context.state.undo else {}
    near = known if refers else [want for want in known if want.path in last or mentions(body, want.own)]
    plain = [
        (want, amount)
        for want in near
        for amount in amounts
        if _is_plain(body, amounts, amount, want)
        and not _halves(value_of(body, amount, want.slot), context.state.facts[want.path].value)
    ]
    if plain and not any(amount.denied for amount in amounts):
        yield from _of_one_answer(body, plain, context.state)


def _in_thousands(body: str, context: Context) -> Iterator[Command]:
    """ "I mean 66" after 65k: a bare figure for the one amount of the answer before."""
    amounts, last = read_amounts(body), context.state.undo.before if context.state.undo else {}
    given = [want for want in context.known if want.path in last]
    if len(amounts) == 1 and len(given) == 1 and body.strip(" .!") == amounts[0].quote:
        value = in_thousands(amounts[0], context.state.facts[given[0].path].value)
        if value is not None:
            yield Provide(slot=given[0].path, value=value, quote=body)


def _of_one_answer(text: str, plain: Sequence[tuple[Wanted, Amount]], state: Interview) -> Iterator[Command]:
    """The new figure, if the answer it is about gave only one such figure; else that answer is asked for again."""
    latest = max(state.facts[want.path].at for want, _ in plain)
    wanted = [want for want, _ in plain if state.facts[want.path].at == latest]
    if len({want.path for want in wanted}) == 1:
        yield from _latest(text, [amount for _, amount in plain], wanted, state)


def _is_plain(text: str, amounts: Sequence[Amount], amount: Amount, want: Wanted) -> bool:
    value = value_of(text, amount, want.slot)
    if value is None or outside(want.slot, Provide(slot=want.path, value=value, quote=amount.quote)):
        return False
    return strays(text, amounts, amount, want.own) == 0


def _halves(value: Value | None, before: Value) -> bool:
    """Whether a whole count would become a fraction: 1.4 lost deals are an amount of something else."""
    if not isinstance(value, Number) or not isinstance(before, Number) or before.unit is not Unit.COUNT:
        return False
    return before.value % 1 == 0 and value.value % 1 != 0


def _is_asked_for(text: str, body: str, context: Context) -> bool:
    """Whether the question in focus wants such a figure, so that it is answered rather than the one before corrected.

    "It was 45k" refers back, unless the question reads out what the team file has.
    """
    step, state = context.step, context.state
    if step is None:
        return False
    reads_out = any(state.is_set(step.path(slot)) for slot in step.topic.slots) and not missing(step, state)
    amounts = by_size(read_amounts(body), context.sizes(step))
    fits = any(value_of(body, amount, slot) for amount in amounts for slot in step.topic.slots)
    return fits and (reads_out or not _REFERS_BACK.search(text))


def _another_day(text: str, body: str, context: Context) -> Iterator[Command]:
    """A new date for the one that the answer before gave."""
    start = context.year.starts
    days = read_dates(body, context.today, (start.month, start.day)) if len(body) <= LONGEST_BODY else ()
    given = [slot for slot in (context.state.undo.before if context.state.undo else {}) if _is_day(slot, context)]
    if days and given and (_REFERS_BACK.search(text) or body.strip(" .!") == days[-1].quote):
        yield Provide(slot=given[-1], value=Day(starts=days[-1].starts, ends=days[-1].ends), quote=days[-1].quote)


def _is_day(slot: str, context: Context) -> bool:
    fact = context.state.facts.get(slot)
    return fact is not None and isinstance(fact.value, Day)


def _latest(text: str, amounts: Sequence[Amount], wanted: Sequence[Wanted], state: Interview) -> Iterator[Command]:
    """The figure for the slot that was filled last, of those that can hold it."""
    for want in reversed(wanted):
        for amount in amounts:
            value, before = value_of(text, amount, want.slot), state.facts[want.path].value
            fresh = Provide(slot=want.path, value=value, quote=amount.quote) if value is not None else None
            if fresh is None or outside(want.slot, fresh):
                bare = in_thousands(amount, before)
                fresh = Provide(slot=want.path, value=bare, quote=amount.quote) if bare is not None else None
            if fresh is not None and type(fresh.value) is type(before):
                yield fresh
                return


def _of_item(text: str, known: Sequence[Wanted], state: Interview) -> list[Wanted]:
    """The slots of an item whose name stands in the message."""
    for collection in COLLECTIONS:
        key = named_in(text, state.names(collection))
        own = [want for want in known if want.path.startswith(f"{collection}.{key}.")]
        if own:
            return own
    return []


def _same(amount: Amount, value: Value) -> bool:
    if isinstance(value, Ratio):
        return (amount.part, amount.whole) == (value.part, value.whole)
    return isinstance(value, Number) and amount.value == value.value


def _revisited(topic: str, context: Context) -> Iterator[Command]:
    """The first step whose title or labels have every word that was named, idle ones such as "answer" aside."""
    words = _stems(topic) - {word[:5] for word in _IDLE}
    for step in steps(context.questions, context.state) if words else ():
        name = context.state.names(step.topic.collection).get(step.item or "", "")
        labels = [step.topic.title, step.topic.section, name, *(slot.label for slot in step.topic.slots)]
        if words <= _stems(" ".join(labels)):
            yield Revisit(step=step.id)
            return


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]{3,}", text.lower())}
