"""What there is to ask and what comes next, derived from the questions and the facts each time.

Nothing here is stored, so a restart resumes exactly where it was, and a changed question set simply shows up as
questions that are still open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.interview.questions import Chapter, Choice, Kind, Questions, Slot, Topic
from bot.interview.state import Interview, Mark, apart


@dataclass(frozen=True)
class Step:
    """One question to one person: a topic, and for EACH topics the item it is about."""

    topic: Topic
    item: str | None = None

    @property
    def id(self) -> str:
        return f"{self.topic.id}/{self.item}" if self.item else self.topic.id

    def path(self, slot: Slot) -> str:
        return self.topic.path(slot, self.item)


@dataclass(frozen=True)
class Progress:
    """How far the interview is: steps closed of all steps, and the chapter being asked."""

    closed: int
    total: int
    chapter: int
    chapters: int
    title: str


def steps(questions: Questions, state: Interview) -> Iterator[Step]:
    """Every step for this person, in order. Topics about each item of a list are asked item by item, not by turns."""
    for collection, topics in questions.runs[state.role, state.is_new]:
        items = (None,) if collection is None else state.items(collection)
        yield from (Step(topic, item) for item in items for topic in topics)


def choices_for(topic: Topic, state: Interview) -> tuple[Choice, ...]:
    """The checklist lines that this person's role is asked about."""
    return tuple(choice for choice in topic.choices if state.role in choice.roles)


def missing(step: Step, state: Interview) -> tuple[str, ...]:
    """The paths of required facts this step still lacks. A list lacks its own path while it is empty."""
    topic = step.topic
    if topic.kind is Kind.PICK:
        return ()
    if topic.kind is not Kind.LIST:
        return tuple(step.path(slot) for slot in topic.required if not state.has(step.path(slot)))
    items = state.items(topic.collection)
    if not items:
        return (topic.collection,)
    paths = (topic.path(slot, item) for item in items for slot in topic.required)
    return tuple(path for path in paths if not state.has(path))


def is_closed(step: Step, state: Interview) -> bool:
    """Whether this step needs no more asking: marked, or all its facts are there and confirmed.

    Only its person knows when a list is whole, so a list needs its mark; one that was done opens again when an item
    joins without what the list asks of each.
    """
    mark = state.marks.get(step.id)
    is_list = step.topic.kind is Kind.LIST
    if mark is Mark.DONE and is_list and state.items(step.topic.collection):
        return not missing(step, state)
    if mark is not None:
        return mark is not Mark.SKIPPED or not state.second_round
    if is_list or step.topic.kind is Kind.PICK or not _is_begun(step, state):
        return False
    return not missing(step, state) and not awaits_confirmation(step, state)


def _is_begun(step: Step, state: Interview) -> bool:
    """Whether any of this step's facts is there; without required slots that is all it takes to be answered."""
    return any(state.has(step.path(slot)) for slot in step.topic.slots)


def awaits_confirmation(step: Step, state: Interview) -> bool:
    """Whether the team file knows the answer and the person has not yet said it is right."""
    if not step.topic.confirm or step.id in state.marks:
        return False
    paths = [step.path(slot) for slot in step.topic.slots]
    return not missing(step, state) and any(state.is_set(path) for path in paths)


def went_through(questions: Questions, state: Interview) -> bool:
    """Whether every checklist was answered, be it with "none"."""
    lists = [step for step in steps(questions, state) if step.topic.kind is Kind.PICK]
    return bool(lists) and all(state.marks.get(step.id) is Mark.DONE for step in lists)


def find(questions: Questions, state: Interview, step_id: str | None) -> Step | None:
    """The step with this id, while there is one."""
    topic_id, _, item = (step_id or "").partition("/")
    topic = questions.asked[state.role, state.is_new].get(topic_id)
    if topic is None or item not in (state.items(topic.each_of) if topic.each_of else ("",)):
        return None
    return Step(topic, item or None)


def step_of_slot(questions: Questions, state: Interview, slot: str) -> Step | None:
    """The step that asks for this slot."""
    for step in steps(questions, state):
        topic = step.topic
        if topic.kind is Kind.LIST:
            if any(topic.path(spec, item) == slot for item in state.items(topic.collection) for spec in topic.slots):
                return step
        elif any(step.path(spec) == slot for spec in topic.slots):
            return step
    return None


def spec_of(questions: Questions, state: Interview, slot: str) -> Slot | None:
    """The slot, as a topic describes it, that a fact's path belongs to."""
    specs = questions.specs[state.role]
    return specs.get(slot) or specs.get(f"{slot.split('.', maxsplit=1)[0]}.{slot.rsplit('.', maxsplit=1)[-1]}")


def next_step(questions: Questions, state: Interview) -> Step | None:
    """What to ask now: the step in focus while it is open or being revisited, else the first open one."""
    focus = find(questions, state, state.focus)
    if focus is not None and (state.revisiting or not is_closed(focus, state)):
        return focus
    return next((step for step in _at_hand(questions, state) if not is_closed(step, state)), None)


def skipped(questions: Questions, state: Interview) -> tuple[Step, ...]:
    """The steps that were put off."""
    return tuple(step for step in _at_hand(questions, state) if state.marks.get(step.id) is Mark.SKIPPED)


def _at_hand(questions: Questions, state: Interview) -> Iterator[Step]:
    """The steps to go through: in a part asked apart just its own, also where the plan has open questions."""
    part = apart(state.focus)
    return (step for step in steps(questions, state) if part is None or apart(step.id) == part)


def progress(questions: Questions, state: Interview) -> Progress:
    """Count closed steps, and name the chapter of the next one."""
    everything = list(steps(questions, state))
    asked = {step.topic.id for step in everything}
    # What nobody is asked is no chapter to count: the rehearsal before its time, last year for a newcomer.
    chapters = tuple(c for c in questions.chapters_for(state.role) if any(t.id in asked for t in c.topics))
    done = sum(is_closed(step, state) and state.marks.get(step.id) is not Mark.SKIPPED for step in everything)
    upcoming = next_step(questions, state)
    index = _chapter_of(chapters, upcoming) if upcoming else len(chapters) - 1
    return Progress(done, len(everything), index + 1, len(chapters), chapters[index].title)


def by_chapter(questions: Questions, state: Interview) -> tuple[Progress, ...]:
    """How far each chapter is that has something to ask; its number counts from 1 among all of the role's."""
    everything, chapters = tuple(steps(questions, state)), questions.chapters_for(state.role)
    found = []
    for number, chapter in enumerate(chapters, 1):
        own = [step for step in everything if step.topic in chapter.topics]
        done = sum(is_closed(step, state) and state.marks.get(step.id) is not Mark.SKIPPED for step in own)
        found += [Progress(done, len(own), number, len(chapters), chapter.title)] if own else []
    return tuple(found)


def _chapter_of(chapters: tuple[Chapter, ...], step: Step) -> int:
    return next(index for index, chapter in enumerate(chapters) if step.topic in chapter.topics)
