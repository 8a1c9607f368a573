"""Moves into words: one short message a turn, ending in at most one question. The voice that needs no model."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.coach.choosing import file_of, origin
from bot.coach.insights import POINT, insight
from bot.coach.quick import buttons, menus
from bot.coach.readback import read_back, summary
from bot.coach.telling import Telling, and_list
from bot.coach.what_to_say import options
from bot.coach.wording import fill
from bot.facts import Fact, Setting, Words
from bot.figures import percent
from bot.interview import moves as move
from bot.interview.agenda import Step, choices_for, missing, skipped, spec_of, step_of_slot
from bot.interview.moves import Move
from bot.interview.questions import Kind
from bot.interview.state import Mark, Status, is_rehearsal
from bot.line.posts import Reply
from bot.plan.promises import PROMISES, SO_FAR

MOST_NAMED = 20
"""Entries of a list that are named when it is asked for again."""
MOST_ITEMS = 6
"""Facts that are named when they are taken back; the rest are counted."""
NOD = 14
"""An acknowledgment shorter than this is a nod: "Noted.", "Understood."."""


def phrase(moves: Sequence[Move], telling: Telling) -> Reply:
    """Word one turn. Paragraphs follow the moves; the question comes last."""
    paragraphs = [text for said in moves if (text := _word(said, telling))]
    return Reply(text="\n\n".join(joined(paragraphs)), buttons=buttons(moves, telling), menus=menus(moves, telling))


def joined(paragraphs: list[str]) -> list[str]:
    """Put a bare acknowledgment on the same line as a plain question, so that it does not stand alone."""
    if len(paragraphs) > 1 and len(paragraphs[0]) < NOD and "\n" not in paragraphs[1]:
        return [f"{paragraphs[0]} {paragraphs[1]}", *paragraphs[2:]]
    return paragraphs


def _word(said: Move, telling: Telling) -> str:
    """One move in words; a move without a way of its own is the written sentence of its name."""
    worder = _WORDERS.get(type(said))
    return worder(said, telling) if worder else telling.wording.say(said.kind.replace(" ", "_"), telling.values)


def _noted(said: move.Noted, telling: Telling) -> str:
    """What was stored; after figures, what the plan makes of them: all of it at first, in a sentence on a change."""
    text = read_back(said, telling)
    short = any(not isinstance(fact.source, Setting) for fact in said.before)
    if all(isinstance(fact.value, Words) for fact in said.facts) and said.corrected:
        return text
    for step in _steps_to_tell_of(said, telling):
        text = _with_insight(text, step, telling, short=short)
    return text


def _steps_to_tell_of(said: move.Noted, telling: Telling) -> list[str]:
    """The question that was asked, once it is answered; else the last one that these facts answer in full.

    What a point is worth is told whenever its figures came, also beside other answers.
    """
    asked = telling.step(said.step)
    answered = [step_of_slot(telling.questions, telling.state, fact.slot) for fact in said.facts]
    full = [step for step in answered if step and step.topic.insight and not telling.lacks(step)]
    if asked is not None and any(_belongs(fact, asked) for fact in said.facts):
        first = [asked.id]
    else:
        first = [full[-1].id] if full else []
    return list(dict.fromkeys([*first, *(step.id for step in full if step.topic.insight == POINT)]))


def _belongs(fact: Fact, step: Step) -> bool:
    listed = bool(step.topic.collection) and fact.slot.startswith(f"{step.topic.collection}.")
    return listed or fact.slot in {step.path(slot) for slot in step.topic.slots}


def _which_reading(said: move.WhichReading, telling: Telling) -> str:
    if said.slots:
        values = {"figure": telling.value(said.readings[0]), "slots": " or ".join(map(telling.label_of, said.slots))}
        return telling.wording.say("which_slot", values)
    readings = " or ".join(telling.value(reading) for reading in said.readings)
    name = telling.state.names(said.slot.split(".")[0]).get(said.slot.split(".")[1], "")
    quote = f"{name} {said.quote}" if name else said.quote
    return telling.wording.say("which_reading", telling.values | {"quote": quote, "readings": readings})


def _probe(said: move.Probe, telling: Telling) -> str:
    spec = spec_of(telling.questions, telling.state, said.slot)
    return spec.probe if spec else ""


def _undone(said: move.Undone, telling: Telling) -> str:
    """What was taken back, and what holds again."""
    lines = [
        telling.wording.say(name, {"facts": and_list(texts)})
        for name, facts in (("undone_with", said.facts), ("back_to", said.back))
        if (texts := _briefly(facts, telling))
    ]
    return " ".join(lines) or telling.wording.say("undone")


def _withdrawn(said: move.Withdrawn, telling: Telling) -> str:
    """What went, and what is back instead."""
    lines = [
        telling.wording.say(name, {"facts": and_list(texts)})
        for name, facts in (("withdrawn", said.facts), ("back_to", said.back))
        if (texts := _briefly(facts, telling))
    ]
    return " ".join(lines) or telling.wording.say("undone")


def _differs(said: move.Differs, telling: Telling) -> str:
    values = {"label": telling.label(said.there), "there": telling.value(said.there.value)}
    values |= {"later": telling.value(said.later.value), "by": origin(said.there, said.later.at)}
    values |= {"by_later": origin(said.later, said.later.at)}
    name = "differs_from_file" if file_of(said.later) else "differs"
    return _capitalised(telling.wording.say(name, values))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stays(said: move.Stays, telling: Telling) -> str:
    return telling.wording.say("stays", {"fact": telling.labelled(said.fact)})


def _proposed(said: move.Proposed, telling: Telling) -> str:
    """The offer in a few lines, with what it would replace."""
    ahead = telling.state
    for fact in said.facts:
        ahead = ahead.keep(fact)
    lines = summary(said.facts, said.there, replace(telling, state=ahead))
    listed = "\n".join(f"- {line}" for line in lines)
    return telling.wording.say("proposed_again" if said.again else "proposed", {"facts": listed})


def _briefly(facts: Sequence[Fact], telling: Telling) -> list[str]:
    """Facts in few words: a whole item by its name, words by their label."""
    names = {
        fact.slot.rpartition(".")[0]: fact.value.text
        for fact in facts
        if isinstance(fact.value, Words) and fact.slot.endswith((".name", ".item"))
    }
    rest = [fact for fact in facts if fact.slot.rpartition(".")[0] not in names]
    said = [telling.label(fact) if isinstance(fact.value, Words) else telling.labelled(fact) for fact in rest]
    texts = [text for text in (*names.values(), *said) if text]
    more = len(texts) - MOST_ITEMS
    return [*texts[:MOST_ITEMS], f"{more} more"] if more > 1 else texts


def _outdated(said: move.Outdated, telling: Telling) -> str:
    facts = "; ".join(telling.labelled(fact) for fact in said.facts)
    return telling.wording.say("outdated", {"facts": facts})


def _not_understood(said: move.NotUnderstood, telling: Telling) -> str:
    name = "not_understood" if telling.state.tries <= 1 else "not_understood_again"
    step = telling.step(said.step)
    values = _step_values(telling, said.step) | {"options": options(step, telling.state) if step else ""}
    gaps = missing(step, telling.state) if step else ()
    if step is None or not 0 < len(gaps) < len(step.topic.required):
        return telling.wording.say(name, values)
    return telling.wording.say(f"{name}_in_part", values | {"question": _missing(gaps, step, telling)})


def _step_values(telling: Telling, step_id: str) -> dict[str, str]:
    """What sentences about a step may want: its title, why it is asked, its example."""
    step = telling.step(step_id)
    if step is None:
        return telling.values
    about = telling.about(step)
    own = {"title": step.topic.title, "why": step.topic.why, "example": step.topic.example}
    return about | {name: fill(text, about) for name, text in own.items()}


def _with_insight(text: str, step_id: str | None, telling: Telling, *, short: bool = False) -> str:
    """Add what the plan so far makes of the answer, once the question is answered in full; a draft says it itself."""
    step = telling.step(step_id)
    drafted = telling.state.status is Status.FINISHED
    if step is None or drafted or not step.topic.insight or telling.lacks(step):
        return text
    return f"{text} {insight(step.topic.insight, telling.plan, changed=short)}".strip()


def _closed(said: move.Closed, telling: Telling) -> str:
    values = _step_values(telling, said.step)
    step = telling.step(said.step)
    if said.how == "nothing" and step is not None and step.topic.kind is Kind.PICK:
        return telling.wording.say("all_good", values)
    if said.how == "nothing" and step is not None and step.topic.none_said:
        return fill(step.topic.none_said, values)
    if said.how in ("open", "skipped", "enough") and step is not None and _stands(step, telling):
        return telling.wording.say("stands", values)
    name = {"open": "left_open"}.get(said.how, said.how)
    if is_rehearsal(said.step) and name in ("left_open", "skipped", "enough"):
        name = "rehearsal_left"
    text = telling.wording.say(name, values, variant=len(telling.state.marks))
    return _with_insight(text, said.step, telling) if said.how in ("confirmed", "nothing") else text


def _stands(step: Step, telling: Telling) -> bool:
    """Whether a question that was looked at again keeps its answer."""
    return step.id not in telling.state.marks or telling.state.marks[step.id] is Mark.DONE


def _ask(said: move.Ask, telling: Telling) -> str:
    step = telling.step(said.step)
    if step is None:
        return ""
    question = _question(said, step, telling)
    if not said.opens_chapter:
        return question
    header = telling.wording.say("chapter", telling.values | {"title": telling.values["chapter"]})
    return f"{header}\n\n{question}"


def _question(said: move.Ask, step: Step, telling: Telling) -> str:
    if said.confirm:
        return fill(step.topic.confirm, telling.about(step))
    if said.missing:
        return _missing(said.missing, step, telling)
    question = fill(telling.worded.get(step.id, step.topic.question), telling.about(step))
    if step.topic.kind is Kind.PICK and not (said.again and not telling.state.revisiting):
        lines = [f"{n}. {choice.label}" for n, choice in enumerate(choices_for(step.topic, telling.state), 1)]
        return "\n".join([question, *lines])
    known = _known(step, telling)
    if known and (telling.state.revisiting or _begins_its_list(step, telling)):
        return f"{telling.wording.say('so_far', {'facts': '; '.join(known)})} {question}"
    return question


def _begins_its_list(step: Step, telling: Telling) -> bool:
    """Whether this question asks who or what is on a list, of which some may be known already."""
    topics = telling.questions.topics_for(telling.state.role)
    first = next((topic for topic in topics if topic.collection == step.topic.collection), None)
    return step.topic.kind is Kind.LIST and first is step.topic


def _known(step: Step, telling: Telling) -> list[str]:
    """What a question has been answered with so far: its facts, or the entries of its list."""
    if step.topic.kind is Kind.LIST:
        return list(telling.state.names(step.topic.collection).values())[:MOST_NAMED]
    return [telling.labelled(fact) for slot in step.topic.slots if (fact := telling.state.facts.get(step.path(slot)))]


def _missing(paths: Sequence[str], step: Step, telling: Telling) -> str:
    """Ask for just what is missing: of the first slot that lacks something, for every item that lacks it."""
    spec = spec_of(telling.questions, telling.state, paths[0])
    if spec is None or not spec.ask:
        return fill(step.topic.question, telling.about(step))
    items = [path.split(".")[1] for path in paths if path.endswith(f".{spec.name}") and path.count(".") == 2]
    return fill(spec.ask, telling.about(step, items))


def _range_values(said: move.OutOfRange, telling: Telling) -> dict[str, str]:
    spec = spec_of(telling.questions, telling.state, said.slot)
    label = telling.wording_of(spec.label) if spec else said.slot
    return {"value": said.value, "label": label, "low": said.low, "high": said.high}


def _progress(telling: Telling) -> str:
    numbers = [telling.labelled(fact) for slot, fact in telling.state.facts.items() if slot in _HEADLINES]
    facts = "; ".join(numbers) or telling.wording.say("nothing_yet")
    lines = [telling.wording.say("progress", telling.values | {"facts": facts})]
    later = [fill(step.topic.title, telling.about(step)) for step in skipped(telling.questions, telling.state)]
    if later:
        lines.append(telling.wording.say("skipped_so_far", {"titles": and_list(later)}))
    return "\n".join(lines)


def _greet(telling: Telling) -> str:
    """The first words; where there was a plan for last year, what it came to and what is asked of it first."""
    greeting = telling.wording.say("greet", telling.values)
    so_far = telling.values.get(SO_FAR)
    lives_on = telling.wording.say("greet_again", telling.values | {"so_far": f": {so_far}" if so_far else ""})
    return f"{greeting}\n\n{lives_on}" if telling.state.items(PROMISES) else greeting


_WORDERS: dict[type, Callable[[Any, Telling], str]] = {
    move.Greet: lambda _, telling: _greet(telling),
    move.Noted: _noted,
    move.Removed: lambda said, telling: telling.wording.say("removed", {"name": said.name}),
    move.Closed: _closed,
    move.Ask: _ask,
    move.Probe: _probe,
    move.WhichReading: _which_reading,
    move.Evaded: lambda said, telling: telling.wording.say("evaded", _step_values(telling, said.step)),
    move.NotUnderstood: _not_understood,
    move.OutOfRange: lambda said, telling: telling.wording.say("out_of_range", _range_values(said, telling)),
    move.NotWhole: lambda said, telling: telling.wording.say("not_whole", {"total": percent(said.total)}),
    move.Explain: lambda said, telling: telling.wording.say("explain", _step_values(telling, said.step)),
    move.Progress: lambda _, telling: _progress(telling),
    move.Undone: _undone,
    move.Withdrawn: _withdrawn,
    move.Outdated: _outdated,
    move.Differs: _differs,
    move.Proposed: _proposed,
    move.Stays: _stays,
    move.ConfirmRestart: lambda said, telling: telling.wording.say("confirm_restart", {"count": str(said.count)}),
    move.SecondRound: lambda said, telling: telling.wording.say("second_round", {"count": str(said.count)}),
    move.Finished: lambda *_: "",
}
_HEADLINES = ("last_year.revenue", "last_year.quota", "last_year.won", "goal.revenue", "funnel.meetings_per_week")
