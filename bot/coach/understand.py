"""What a message means: commands, each with the words it rests on. The reader that needs no model.

It looks for a steering word, then for a correction, then for an answer to the question asked; figures that are left
over and whose words name another question answer that one too.
"""

import re
from collections.abc import Iterator, Sequence

from bot.coach.answering import answer_fields
from bot.coach.assign import Wanted, by_cue
from bot.coach.choosing import chosen, third_figure
from bot.coach.context import Context
from bot.coach.correction import named_changes, read_correction
from bot.coach.evading import is_evasive
from bot.coach.intents import agrees, had_none, held_none, is_newcomer, is_question, read_intent, stays
from bot.coach.items import answer_list
from bot.coach.of_several import is_all
from bot.coach.pasting import answer_proposal, is_wall, names_others, read_pasted
from bot.coach.plainness import PLAIN, own_words, stem, words_of
from bot.coach.ticking import denies_all, ticked
from bot.coach.unclear import by_size, settled, settled_whose, unsure_whose
from bot.coach.values import FIGURES
from bot.facts import Words
from bot.interview.agenda import Step, awaits_confirmation, choices_for, missing, spec_of
from bot.interview.commands import (
    AddItem,
    Back,
    Cancel,
    Clarify,
    Command,
    Confirm,
    Deny,
    Nothing,
    Provide,
    Settle,
    Start,
    Unknown,
)
from bot.interview.questions import Kind, SlotType
from bot.interview.state import NEWCOMER, Status
from bot.reading.amounts import Amount, read_amounts
from bot.reading.replies import Answer, read_answer

LONGEST = 4000
"""Characters of one message that are read; the rest stays in the transcript."""
LEAST_WORD = 2
"""Letters of what is no word but a slip or a unit: "k", "wk"."""
BARE = 4
"""Words a plain yes or no has at most; with more it is an answer that happens to begin so."""


def understand(text: str, context: Context) -> tuple[Command, ...]:
    """Read one message into commands; an empty tuple says that it could not be read."""
    text = text[:LONGEST].strip()
    picked = _settled(text, context)
    if picked:
        return picked
    waiting = _about_what_waits(text, context)
    if waiting:
        return waiting
    intent = read_intent(text)
    if intent == Cancel() and _would_keep(text, context):
        intent = None
    if intent is None and context.state.revisiting and stays(text):
        intent = Cancel()
    if intent is not None:
        comes_back = intent == Back() and context.state.status is Status.PAUSED
        return (Start() if comes_back else intent,)
    if not context.state.is_new and context.state.status is not Status.FINISHED and is_newcomer(text, context.today):
        return (Provide(slot=NEWCOMER, value=Words(text=text), quote=text),)
    correction = read_correction(text, context)
    if correction:
        return correction
    step = context.step
    if step is None:
        told = tuple(_told(text, tuple(context.singles())))
        return told or named_changes(text, context)
    return _plain_answer(text, step, context) or _full_answer(text, step, context)


def _would_keep(text: str, context: Context) -> bool:
    """Whether "keep it" answers the question, which asks what to keep, and leaves nothing as it was."""
    step = context.step
    asks = step is not None and not context.state.revisiting and "keep" in step.topic.question.casefold()
    return asks and "keep" in text.casefold()


def _about_what_waits(text: str, context: Context) -> tuple[Command, ...]:
    """A reply to what was put to the person beside the question: which of two figures holds, pasted notes."""
    state = context.state
    there = state.facts.get(state.doubts[0].slot) if state.doubts else None
    if there is not None:
        later = chosen(text, there, state.doubts[0], context.questions, state)
        return (Settle(later=later),) if later is not None else tuple(third_figure(text, there, context))
    if state.pending is not None and not state.pending.file and not is_wall(text):
        return answer_proposal(text, context)
    return ()


def _settled(text: str, context: Context) -> tuple[Provide, ...]:
    """The reading that was picked of a figure just asked about."""
    unclear = context.state.unclear
    if unclear and unclear.slots:
        return settled_whose(text, unclear, [spec_of(context.questions, context.state, each) for each in unclear.slots])
    spec = spec_of(context.questions, context.state, unclear.slot) if unclear else None
    picked = settled(text, unclear, spec) if unclear and spec else None
    return (picked,) if picked else ()


def _told(text: str, wanted: Sequence[Wanted]) -> Iterator[Command]:
    """Figures that the words around them name, though nothing was asked."""
    pairs = by_cue(text, read_amounts(text), (), wanted)
    yield from (Provide(slot=want.path, value=value, quote=amount.quote) for want, amount, value in pairs)


def _plain_answer(text: str, step: Step, context: Context) -> tuple[Command, ...]:
    """Yes, no, none, no idea, or a question back."""
    if is_question(text) or not re.search(r"\w", text):
        return (Clarify(),) if "?" in text or is_question(text) else ()
    is_none = text.casefold().strip(" .!") in step.topic.none_words
    if is_none or (step.topic.kind is Kind.PICK and denies_all(text)):
        return (Nothing(quote=text),)
    if read_amounts(text):
        return ()
    answer = read_answer(text) or _in_its_own_words(text, step, context)
    opening = None if _in_words(step) else read_answer(re.split(r"[,.;:–-]", text, maxsplit=1)[0])
    if held_none(text) and all(slot.type is SlotType.COUNT for slot in step.topic.required):
        return (Nothing(quote=text),)
    if "unknown" in (answer, opening) or had_none(text):
        return (Unknown(),)
    if is_evasive(text) and not (is_all(text) and any(slot.same_as for slot in step.topic.slots)):
        return (Unknown(evades=True),)
    if awaits_confirmation(step, context.state) and (answer in ("yes", "no") or agrees(text)):
        return (Deny() if answer == "no" else Confirm(),)
    declines = answer == "no" and step.topic.optional and len(text.split()) <= BARE
    if answer == "none" or declines:
        return (Nothing(quote=text),)
    return (Clarify(),) if text.endswith("?") and not _in_words(step) else ()


_ANSWERING = words_of("yes no not none nothing zero right correct wrong fine good ok okay sure")
_LINKING = frozenset("the my our that this is are was were it s".split())


def _in_its_own_words(text: str, step: Step, context: Context) -> Answer | None:
    """A plain answer that repeats what was asked about: "the goal is right", "nothing contracted yet"."""
    words = re.findall(r"[a-z]+", re.sub(r"n['’]t\b", " not", text.casefold()))
    if not words or len(words) > BARE or step.topic.kind is Kind.PICK or _in_words(step):
        return None
    own = frozenset[str]().union(*(own_words(slot, step.topic) for slot in step.topic.slots)) - _ANSWERING
    left = [word for word in words if not own & {stem(word), stem(word.removesuffix("s"))} and word not in _LINKING]
    answer = read_answer(" ".join(left)) if len(left) < len(words) else None
    has_none = words[0] in ("no", "not") and answer == "no" and not awaits_confirmation(step, context.state)
    return "none" if has_none else answer


def _full_answer(text: str, step: Step, context: Context) -> tuple[Command, ...]:
    """Read a reply to the question in focus."""
    listed = step.topic.kind is Kind.LIST
    if is_wall(text) and (not listed or names_others(text, step, context)):
        return read_pasted(text, context, lambda body, other: answer_to(body, other, context))
    return answer_to(text, step, context)


def answer_to(text: str, step: Step, context: Context) -> tuple[Command, ...]:
    """Read a text as an answer to one question."""
    match step.topic.kind:
        case Kind.PICK:
            return tuple(_picked(text, step, context)) or tuple(_told(text, tuple(context.singles())))
        case Kind.LIST:
            return tuple(answer_list(text, step, context))
        case _:
            return _fields(text, step, context)


def _fields(text: str, step: Step, context: Context) -> tuple[Command, ...]:
    if _in_words(step) and (_only_agrees(text, step) or _only_counts(text, step)):
        return ()
    amounts = by_size(_amounts(_without_bullets(text), context.wanted(step)), context.sizes(step))
    answered = context.state.revisiting and not missing(step, context.state)
    if (answered or awaits_confirmation(step, context.state)) and _is_either(amounts, step, text, context):
        whose = unsure_whose(amounts[0], text, [want for want in context.wanted(step) if want.slot.type in FIGURES])
        return (whose,) if whose else () if answered else (Deny(),)
    return tuple(answer_fields(text, amounts, step, context))


def _amounts(text: str, wanted: Sequence[Wanted]) -> tuple[Amount, ...]:
    """The figures of a reply as what is asked for; "a third" is a share wherever one is asked for among others."""
    amounts = read_amounts(text, _hint(wanted))
    if not any(want.slot.type is SlotType.PERCENT for want in wanted):
        return tuple(amounts)
    shares = [
        a for a in read_amounts(text, str(SlotType.PERCENT)) if a.kind == "percent" and not re.search(r"\d", a.quote)
    ]
    others = [a for a in amounts if not any(a.start < share.end and share.start < a.end for share in shares)]
    return tuple(sorted([*others, *shares], key=lambda amount: amount.start))


_BULLET = re.compile(r"^[ \t]*[-*•–][ \t]+", re.MULTILINE)


def _without_bullets(text: str) -> str:
    """The same text, as long as it was, with no dash before a figure that could be read as a minus."""
    return _BULLET.sub(lambda mark: " " * len(mark.group()), text)


def _is_either(amounts: Sequence[Amount], step: Step, text: str, context: Context) -> bool:
    """Whether one figure is held against two that were read out and does not say which it replaces."""
    alike = [want for want in context.wanted(step) if want.slot.type in FIGURES]
    return len(amounts) == 1 and len(alike) > 1 and not by_cue(text, amounts, alike, tuple(context.singles(but=step)))


def _hint(wanted: Sequence[Wanted]) -> str | None:
    """The kind of figure that is asked for, where it is one kind."""
    kinds = {str(want.slot.type) for want in wanted if want.slot.type in FIGURES}
    return kinds.pop() if len(kinds) == 1 else None


def _in_words(step: Step) -> bool:
    return any(slot.type is SlotType.WORDS and slot.required for slot in step.topic.slots)


_YES_OR_NO = re.compile(r"(?:^|[,.?!:] )(?:and )?(?:did|do|does|is|are|was|were|will|have|has|can)\b", re.IGNORECASE)


def _only_agrees(text: str, step: Step) -> bool:
    """Whether a reply is a bare yes or no where only a sentence would be an answer."""
    agrees = read_answer(text) in ("yes", "no") and len(text.split()) <= BARE
    return agrees and not _YES_OR_NO.search(step.topic.question)


def _only_counts(text: str, step: Step) -> bool:
    """Whether a reply is a bare figure where a sentence was asked for, and no number with it."""
    asks_for_one = re.search(r"\bone number\b|\bhow many\b", step.topic.question, re.IGNORECASE)
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > LEAST_WORD and word not in PLAIN]
    return bool(re.search(r"\d", text)) and not asks_for_one and not words


def _picked(text: str, step: Step, context: Context) -> Iterator[Command]:
    for choice in ticked(text, choices_for(step.topic, context.state)):
        yield AddItem(collection=step.topic.collection, key=choice.key, name=choice.label, quote=text)
