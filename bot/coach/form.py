"""A chapter of the interview as a form: what is known of it as text to change, and what the changed texts say.

A single answer is one text; a list is one text with a line for each item ("Acme $120,000 60%"). What comes back is read
by the readers of a typed correction, and only where a text was changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from itertools import islice

from bot.coach.context import Context
from bot.coach.phrase import phrase
from bot.coach.telling import Telling
from bot.coach.understand import answer_to
from bot.coach.wording import fill
from bot.facts import Fact, Ratio, Said, Value, Words
from bot.interview.agenda import Step, find, spec_of, step_of_slot, steps
from bot.interview.commands import AddItem, Command, Provide, RemoveItem
from bot.interview.limits import not_whole, outside
from bot.interview.questions import Chapter, Kind, SlotType
from bot.interview.state import NAMED_BY, REHEARSAL
from bot.line.actions import EDIT
from bot.line.buttons import Menu, Option
from bot.line.forms import Change, Field, Form

MOST_FIELDS = 90
LONGEST_TEXT = 2400
"""Characters of one field when it is shown; a longer list goes on in the next one."""
PART = "~"
"""Stands before the number of a list's field, when it has several."""


@dataclass
class FormRead:
    """What the changed texts say, and what is wrong with those that cannot be taken, by their keys."""

    commands: list[Command] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)


def chapter_form(chapter: int, telling: Telling) -> Form | None:
    """The form of a chapter, counted from 0 among those of the person's role; None when there is none to change."""
    chapters = telling.questions.chapters_for(telling.state.role)
    if not 0 <= chapter < len(chapters):
        return None
    found = tuple(islice(_fields_of(chapters[chapter], telling), MOST_FIELDS))
    return Form(chapter=chapter, title=chapters[chapter].title, fields=found) if found else None


def edit_menu(telling: Telling) -> tuple[Menu, ...]:
    """The chapters to change, as a menu that opens a form; none while nothing is known."""
    options = tuple(
        Option(label=chapter.title, value=str(number))
        for number, chapter in enumerate(telling.questions.chapters_for(telling.state.role))
        if any(_fields_of(chapter, telling))
    )
    return (Menu(label="Change a part", action=EDIT, options=options),) if options else ()


def _fields_of(chapter: Chapter, telling: Telling) -> Iterator[Field]:
    own = {topic.id for topic in chapter.topics}
    for step in steps(telling.questions, telling.state):
        if step.topic.id in own:
            yield from _fields(step, telling)


def _fields(step: Step, telling: Telling) -> Iterator[Field]:
    topic = step.topic
    if topic.kind is Kind.PICK or topic.collection == REHEARSAL:
        return
    hint = fill(topic.example, telling.about(step))
    if topic.kind is Kind.LIST:
        yield from _list_fields(step, hint, telling)
        return
    name = telling.item_name(step)
    for slot in topic.slots:
        fact = telling.state.facts.get(step.path(slot))
        label = telling.wording_of(slot.label)
        if fact is not None:
            text = f"{name}: {label}" if name else label
            yield Field(key=fact.slot, label=text[:1].upper() + text[1:], text=_written(fact.value, telling))


def _written(value: Value, telling: Telling) -> str:
    """A value as one would type it: a ratio without its percentage, which would not follow a change."""
    return f"{value.part} of {value.whole}" if isinstance(value, Ratio) else telling.value(value)


def _list_fields(step: Step, hint: str, telling: Telling) -> Iterator[Field]:
    """A list in one field, or in as many as it needs; only its own question can also begin one."""
    title, lines = telling.wording_of(step.topic.title), list(_lines(step, telling))
    label = title[:1].upper() + title[1:]
    texts = [""] if _begins_list(step, telling) and not lines else []
    for line in lines:
        if texts and len(texts[-1]) + len(line) < LONGEST_TEXT:
            texts[-1] += f"\n{line}"
        else:
            texts.append(line)
    for number, text in enumerate(texts, 1):
        key, title = (step.id, label) if number == 1 else (f"{step.id}{PART}{number}", f"{label} ({number})")
        yield Field(key=key, label=title, text=text, hint=hint, is_list=True)


def _begins_list(step: Step, telling: Telling) -> bool:
    """Whether a step is where the items of its list come from; the other steps only ask more of each."""
    all_steps = steps(telling.questions, telling.state)
    return next(s for s in all_steps if s.topic.collection == step.topic.collection).id == step.id


def _lines(step: Step, telling: Telling) -> Iterator[str]:
    for key, name in telling.state.names(step.topic.collection).items():
        yield _line(step, key, name, telling)


def _line(step: Step, key: str, name: str, telling: Telling) -> str:
    facts = [telling.state.facts.get(step.topic.path(slot, key)) for slot in step.topic.slots]
    values = [" ".join(_written(fact.value, telling).split()) for fact in facts if fact]
    worded = any(
        slot.type is SlotType.WORDS or (slot.type is SlotType.DAY and slot.required) for slot in step.topic.slots
    )
    return f"{name} {(', ' if worded else ' ').join(values)}".strip()


def read_form(changes: Sequence[Change], context: Context, telling: Telling) -> FormRead:
    """Read what was changed; a text that cannot be taken has a problem, and nothing of it is among the commands."""
    read = FormRead()
    for change in _whole_lists(changes):
        step = find(context.questions, context.state, change.key)
        if step is not None and step.topic.kind is Kind.LIST:
            context = _read_list(change, step, read, context, telling)
        else:
            _read_single(change, read, context, telling)
    _check_shares(changes, read, context, telling)
    return read


def _whole_lists(changes: Sequence[Change]) -> list[Change]:
    """The fields of one list as one, so that a line can move between them."""
    joined: dict[str, Change] = {}
    for change in changes:
        key = change.key.partition(PART)[0]
        earlier = joined.get(key)
        both = (f"{earlier.before}\n{change.before}", f"{earlier.after}\n{change.after}") if earlier else None
        before, after = both or (change.before, change.after)
        joined[key] = Change(key=key, before=before, after=after)
    return list(joined.values())


def _read_single(change: Change, read: FormRead, context: Context, telling: Telling) -> None:
    """One answer, read as if its question had just been asked and it alone."""
    step = step_of_slot(context.questions, context.state, change.key)
    spec = spec_of(context.questions, context.state, change.key)
    text = change.after.strip()
    if step is None or spec is None:
        read.problems[change.key] = telling.wording.say("form_gone", telling.values)
    elif not text:
        read.problems[change.key] = telling.wording.say("form_empty", telling.values)
    elif spec.type is SlotType.WORDS:
        said = Provide(slot=change.key, value=Words(text=text), quote=text, corrects=True)
        read.commands.append(said)
    else:
        alone = replace(step, topic=step.topic.model_copy(update={"slots": (spec,)}))
        told = answer_to(text, alone, _asked(step, context))
        _take(change.key, [c for c in told if isinstance(c, Provide) and c.slot == change.key], read, context, telling)


def _asked(step: Step, context: Context) -> Context:
    return replace(context, state=context.state.model_copy(update={"focus": step.id, "revisiting": True}))


def _take(
    key: str, told: Sequence[Provide | AddItem], read: FormRead, context: Context, telling: Telling, line: str = ""
) -> None:
    """Take what was read of a text, or say what is wrong with it."""
    step = find(context.questions, context.state, key) or step_of_slot(context.questions, context.state, key)
    refused = [_refusal(c, context, telling) for c in told if isinstance(c, Provide)]
    if any(refused):
        read.problems[key] = next(filter(None, refused))
    elif not told:
        example = fill(step.topic.example, telling.about(step)) if step else ""
        values = {"line": line, "example": example}
        read.problems[key] = telling.wording.say("form_line_unread" if line else "form_unread", values)
    else:
        read.commands += [_meant(command) for command in told]


def _meant(command: Provide | AddItem) -> Command:
    return command.model_copy(update={"corrects": True}) if isinstance(command, Provide) else command


def _refusal(command: Provide, context: Context, telling: Telling) -> str:
    said = outside(spec_of(context.questions, context.state, command.slot), command)
    return phrase((said,), telling).text if said else ""


def _read_list(change: Change, step: Step, read: FormRead, context: Context, telling: Telling) -> Context:
    """The lines that are new or changed, and the items whose line is gone; gives the context with the new items."""
    before = [" ".join(line.split()) for line in change.before.splitlines() if line.strip()]
    after = [" ".join(line.split()) for line in change.after.splitlines() if line.strip()]
    named = set[str]()
    for line in [line for line in after if line not in before]:
        said = answer_to(line, step, _asked(step, context))
        told = [c for c in said if isinstance(c, Provide | AddItem) and _is_of(c, step)]
        _take(change.key, told, read, context, telling, line)
        named |= {_key(c) for c in told}
        context = _with_items([c for c in told if isinstance(c, AddItem)], context)
    listed = {_line(step, key, name, telling): key for key, name in telling.state.names(step.topic.collection).items()}
    gone = [listed[line] for line in before if line not in after and line in listed]
    _remove([key for key in gone if key not in named], step, read, telling)
    return context


def _is_of(command: Provide | AddItem, step: Step) -> bool:
    of = command.slot.split(".")[0] if isinstance(command, Provide) else command.collection
    return of == step.topic.collection


def _key(command: Provide | AddItem) -> str:
    return command.slot.split(".")[1] if isinstance(command, Provide) else command.key


def _with_items(added: Sequence[AddItem], context: Context) -> Context:
    """The context in which what was just added can be named."""
    state = context.state
    for item in added:
        slot = f"{item.collection}.{item.key}.{NAMED_BY.get(item.collection, 'name')}"
        said = Said(message="", quote=item.quote)
        fact = Fact(
            slot=slot, value=Words(text=item.name), source=said, at=datetime.combine(context.today, time(), UTC)
        )
        state = state.keep(fact)
    return replace(context, state=state)


def _remove(keys: Sequence[str], step: Step, read: FormRead, telling: Telling) -> None:
    """Take items out whose line is gone; a step that only asks more of each item takes none out."""
    own = _begins_list(step, telling)
    removed = {c.key for c in read.commands if isinstance(c, RemoveItem) and c.collection == step.topic.collection}
    for key in keys:
        if own:
            read.commands.append(RemoveItem(collection=step.topic.collection, key=key))
        elif key not in removed:
            name = telling.state.names(step.topic.collection)[key]
            read.problems[step.id] = telling.wording.say("form_line_gone", {"name": name})


def _check_shares(changes: Sequence[Change], read: FormRead, context: Context, telling: Telling) -> None:
    """Percentages that make a whole together have to do so after the changes too."""
    said = {c.slot: c.value for c in read.commands if isinstance(c, Provide)}
    for step in steps(context.questions, context.state):
        paths = [step.path(slot) for slot in step.topic.slots]
        first = next((change.key for change in changes if change.key in paths), None)
        facts = [said.get(p) or (context.state.facts[p].value if context.state.has(p) else None) for p in paths]
        values = [value.value for value in facts if value is not None and value.type == "number"]
        if step.topic.whole and first and len(values) == len(paths) and (broken := not_whole(values)):
            read.problems[first] = phrase((broken,), telling).text
