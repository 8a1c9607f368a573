"""The figures of a plan by name, as a model refers to them: `{{goal.revenue}}`. It sees the names, never the values."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.coach.listing import slug
from bot.documents.plan_lines import lines_of
from bot.documents.words import in_figures
from bot.plan.model import BusinessPlan, Section


@dataclass(frozen=True)
class Named:
    """A figure of a plan: its name, what it is, and how code writes it."""

    name: str
    label: str
    written: str


def facts_of(plan: BusinessPlan, section: Section) -> tuple[Named, ...]:
    """The figures of a section that stand on their own, by name; those of single accounts and deals are left out."""
    key = slug(section.value).replace("-", "_")
    lines = () if section is Section.TARGETS else lines_of(plan, section)
    return tuple(
        Named(line.slot or f"{key}.{slug(line.label)}", line.label, in_figures(line.figure, plan.currency))
        for line in lines
        if not line.row
    )


def all_facts(plan: BusinessPlan, sections: Iterable[Section] = Section) -> dict[str, Named]:
    """The figures of several sections, by name."""
    return {fact.name: fact for section in sections for fact in facts_of(plan, section)}
