"""What the interview asks: chapters of topics, read from the files under `prompts/interview/`.

A topic is data that a sales manager can edit: the question, why it is asked, an example answer, the slots it fills.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import Any, Self

import yaml
from pydantic import Field, model_validator

from bot.facts import Frozen
from bot.plan.model import Section
from bot.reading import fast_yaml
from bot.team.model import Role

PLANNERS = (Role.HUNTER, Role.FARMER, Role.VCIO)


class SlotType(StrEnum):
    """What a slot holds. Percent is kept as a fraction; money in the team's currency, for the whole year.

    Services are service lines of the company, kept as their names joined by commas, or "none".
    """

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    WEEKS = "weeks"
    RATIO = "ratio"
    WORDS = "words"
    OWNER = "owner"
    DAY = "day"
    SERVICES = "services"


class Kind(StrEnum):
    """How a topic is asked."""

    FIELDS = "fields"
    LIST = "list"
    PICK = "pick"
    EACH = "each"


class Slot(Frozen):
    """One thing a topic wants to know. In LIST and EACH topics `name` is the last part of the path."""

    name: str
    type: SlotType
    label: str
    required: bool = True
    ask: str = Field(default="", description="the question when only this one is missing")
    cues: tuple[str, ...] = Field(default=(), description="words that tell this figure from its neighbors")
    per: str = Field(default="year", description="the period of a money or count slot")
    in_year: bool = Field(default=False, description="whether a date without a year is meant in the planned year")
    calendar: bool = Field(default=False, description="whether days are told by the calendar, not as working days")
    min: Decimal | None = None
    max: Decimal | None = None
    same_as: str = Field(default="", description='the slot of the same item that "all of it" repeats')
    probe: str = Field(default="", description="asked once when a cause is thin (M07)")


class Choice(Frozen):
    """One line of a checklist (M06)."""

    key: str
    label: str
    roles: tuple[Role, ...] = PLANNERS


class Topic(Frozen):
    """One question of the interview and everything needed to ask it well."""

    id: str
    kind: Kind = Kind.FIELDS
    section: Section
    title: str
    roles: tuple[Role, ...] = PLANNERS
    question: str
    confirm: str = Field(default="", description="asked instead when the team file already knows the answer")
    why: str
    example: str
    read_back: str = ""
    insight: str = Field(default="", description="what the plan so far says back, by the name of a written line")
    collection: str = ""
    slots: tuple[Slot, ...] = ()
    choices: tuple[Choice, ...] = ()
    about_last_year: bool = Field(default=False, description="whether it asks about last year here")
    for_newcomers: bool = Field(default=False, description="whether only who is new is asked")
    answered: bool = Field(default=False, description="whether each line says also what one would do about it")
    whole: bool = Field(default=False, description="whether its percentages are shares that make 100% together")
    optional: bool = Field(default=False, description='whether "none" is a full answer')
    none_words: tuple[str, ...] = Field(default=(), description='what means "none" here, besides the usual words')
    none_said: str = Field(default="", description='how "none" is read back, where it means something of its own')

    @model_validator(mode="after")
    def _shape(self) -> Self:
        if (self.kind is Kind.FIELDS) == bool(self.collection):
            raise ValueError(f"{self.id}: list, pick and each topics name a collection, fields topics do not")
        return self

    @property
    def required(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.required)

    @property
    def each_of(self) -> str | None:
        """The collection whose items this topic goes through, one question each."""
        return self.collection if self.kind is Kind.EACH else None

    def is_for(self, *, is_new: bool) -> bool:
        """A newcomer is asked nothing about last year, and has questions of their own."""
        return not self.about_last_year if is_new else not self.for_newcomers

    def path(self, slot: Slot, item: str | None) -> str:
        """Where this slot's fact sits, for one item of the topic's collection or for none."""
        return f"{self.collection}.{item}.{slot.name}" if item else slot.name


class Chapter(Frozen):
    """A part of the interview, as progress counts them."""

    title: str
    topics: tuple[Topic, ...]


class Questions(Frozen):
    """The whole interview for every role."""

    chapters: tuple[Chapter, ...]

    def chapters_for(self, role: Role) -> tuple[Chapter, ...]:
        """The chapters that have something to ask this role, with just those topics."""
        return self.by_role[role]

    @cached_property
    def by_role(self) -> Mapping[Role, tuple[Chapter, ...]]:
        """The chapters of every role; worked out once, for a turn goes through them hundreds of times."""
        return {role: tuple(self._own(role)) for role in Role}

    @cached_property
    def specs(self) -> Mapping[Role, Mapping[str, Slot]]:
        """The slots that every role's topics describe, by `name`, or by `collection.name` for one of each item."""
        found: dict[Role, dict[str, Slot]] = {role: {} for role in Role}
        for role, known in found.items():
            for topic in self.topics_for(role):
                for slot in topic.slots:
                    known.setdefault(f"{topic.collection}.{slot.name}" if topic.collection else slot.name, slot)
        return found

    @cached_property
    def asked(self) -> Mapping[tuple[Role, bool], Mapping[str, Topic]]:
        """The topics by their ids, in order, that somebody of a role is asked who was here last year, or was not."""
        return {
            (role, is_new): {topic.id: topic for topic in self.topics_for(role) if topic.is_for(is_new=is_new)}
            for role in Role
            for is_new in (False, True)
        }

    @cached_property
    def runs(self) -> Mapping[tuple[Role, bool], tuple[tuple[str | None, tuple[Topic, ...]], ...]]:
        """The same, those side by side together that are about each item of one collection; all others alone."""
        return {
            of: tuple(
                run
                for collection, topics in groupby(asked.values(), key=lambda topic: topic.each_of)
                for run in ([(collection, tuple(topics))] if collection else [(None, (topic,)) for topic in topics])
            )
            for of, asked in self.asked.items()
        }

    def _own(self, role: Role) -> Iterator[Chapter]:
        for chapter in self.chapters:
            topics = tuple(topic for topic in chapter.topics if role in topic.roles)
            if topics:
                yield Chapter(title=chapter.title, topics=topics)

    def topics_for(self, role: Role) -> Iterator[Topic]:
        for chapter in self.chapters_for(role):
            yield from chapter.topics

    def topic(self, topic_id: str) -> Topic | None:
        return next((t for c in self.chapters for t in c.topics if t.id == topic_id), None)


def read_questions(files: Mapping[str, str]) -> Questions:
    """Read the chapter files (name to YAML text), in the order of their names.

    Raises ValueError with the file's name when one does not say what a chapter must say.
    """
    return Questions(chapters=tuple(_chapter(name, files[name]) for name in sorted(files)))


def _chapter(name: str, text: str) -> Chapter:
    try:
        # Everything stays text until the model types it: "off" or "no" among the cues is a word, not a truth value.
        data: Any = fast_yaml.load_text(text)
        return Chapter.model_validate(data)
    except (yaml.YAMLError, ValueError) as problem:
        raise ValueError(f"{name}: {problem}") from problem
