"""The prose of a plan's sections. The model refers to figures by name and code puts them in; nothing else is taken.

A section with a figure of its own is asked for once more, with the reason; after that it opens with sentences written
by code (`bot.documents.section_prose`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.coach.llm.assistant import Helper
from bot.coach.llm.checks import (
    filled_in,
    has_figure,
    is_plain,
    names_in,
    oversteps,
    strangers,
    without_names,
    words_in,
)
from bot.coach.llm.facts import Named, facts_of
from bot.coach.llm.port import Job, Schema
from bot.coach.plainness import PLAIN
from bot.documents.section_prose import written_prose
from bot.facts import Statement
from bot.plan.model import BusinessPlan, Section

SECTIONS = (
    Section.LOOK_BACK,
    Section.WHY_NOTS,
    Section.RUN_RATE,
    Section.GOAL,
    Section.TARGETS,
    Section.ACCOUNTS,
    Section.FUNNEL,
    Section.RISKS,
)
"""The sections that prose helps; the others are lists."""
LONGEST_WORDS = 240
MOST_ITEMS = 8
LONGEST_SECTION = 700
MOST_STRANGE = 0.15
"""Share of words that neither the coach nor the person uses, above which a text is not plain English."""
LEAST_SHARED = 2
"""Words that a text without a figure shares with what was said in its section; with fewer it is about another."""


class Written(Schema):
    """The prose of one section."""

    heading: str
    text: str


class Drafted(Schema):
    """The prose of a plan."""

    sections: list[Written]


@dataclass(frozen=True)
class Brief:
    """What a model is told of a section: its figures by name, and what was said, without anything about pay."""

    section: Section
    facts: tuple[Named, ...]
    said: tuple[str, ...]

    @property
    def text(self) -> str:
        figures = [f"{{{{{fact.name}}}}}: {fact.label}" for fact in self.facts]
        return "\n".join([f"# {self.section.value}", *figures, *(f"- {words}" for words in self.said)])


def draft(helper: Helper, plan: BusinessPlan) -> dict[Section, str]:
    """The prose of the sections, figures filled in, with two calls at most; none where the model had nothing to say."""
    briefs = {brief.section: brief for brief in _briefs(helper, plan)}
    if not briefs:
        return {}
    taken, refused = _ask(helper, plan, briefs, "")
    if refused:
        helper.reject()
        again = "\n".join(f"{section.value}: put aside, because it {why}." for section, why in refused.items())
        second, still = _ask(helper, plan, {section: briefs[section] for section in refused}, again)
        taken |= second
        if still:
            helper.reject()
    values = {fact.name: fact.written for brief in briefs.values() for fact in brief.facts}
    prose = {section: filled_in(text, values) for section, text in taken.items()}
    prose |= {section: written_prose(plan, section) for section in refused if section not in taken}
    return {section: prose[section] for section in plan.sections if prose.get(section)}


def _ask(
    helper: Helper, plan: BusinessPlan, briefs: Mapping[Section, Brief], again: str
) -> tuple[dict[Section, str], dict[Section, str]]:
    """The sections that can be taken, and why the others cannot."""
    written = {"about": f"{plan.role.value}, year {plan.year.label}", "again": again}
    told = helper.structured(
        Job.DRAFT, written, {"sections": "\n\n".join(brief.text for brief in briefs.values())}, Drafted
    )
    taken: dict[Section, str] = {}
    refused: dict[Section, str] = {}
    for part in told.sections if told else ():
        section = next((each for each in briefs if each.value.casefold() == part.heading.strip("# ").casefold()), None)
        text = helper.names.reveal(" ".join(part.text.split()))
        if section is None or not text:
            continue
        why = _why_not(text, briefs[section], helper.words)
        if why:
            refused[section] = why
        else:
            taken[section] = text
    return taken, {section: why for section, why in refused.items() if section not in taken}


def _why_not(text: str, brief: Brief, words: frozenset[str]) -> str:
    """Why a section's prose cannot be taken, in words that help to mend it; nothing where it can."""
    bare = without_names(text)
    unknown = names_in(text) - {fact.name for fact in brief.facts}
    if unknown:
        return f"refers to {', '.join(sorted(unknown))}, which is not listed for it"
    if has_figure(bare):
        return "has a figure of its own, in digits or in words"
    if not is_plain(bare) or re.search(r"[{}*#_~]", bare):
        return "has a link or markup"
    if oversteps(bare):
        return "speaks of pay, a promise or a decision"
    if len(text) > LONGEST_SECTION:
        return "is too long"
    length, said = len(re.findall(r"[^\W\d_]+", bare)), words_in(" ".join(brief.said))
    labels = words_in(" ".join(fact.label for fact in brief.facts))
    if strangers(bare, [words, said, labels]) > MOST_STRANGE * length:
        return "is not in plain English"
    usual = words_in(" ".join(PLAIN))
    is_about_it = names_in(text) or len((words_in(bare) - usual) & said) >= LEAST_SHARED
    return "" if is_about_it and "?" not in bare else "says nothing of what is listed for it"


def _briefs(helper: Helper, plan: BusinessPlan) -> Iterator[Brief]:
    for section in SECTIONS:
        if section not in plan.sections:
            continue
        words = [_cut(text) for text in _said(plan, section) if not helper.secrets.are_in(text)]
        facts = facts_of(plan, section)
        if facts or words:
            yield Brief(section, facts, tuple(words))


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_WORDS else flat[:LONGEST_WORDS] + "…"


def _said(plan: BusinessPlan, section: Section) -> Iterable[str]:
    """What was said or judged in a section, one line each."""
    last, targets, accounts = plan.look_back, plan.targets, plan.accounts
    match section:
        case Section.LOOK_BACK:
            return _led(
                ("won because", last.won_because), ("lost because", last.lost_because), ("KPIs", last.kpis_right)
            )
        case Section.WHY_NOTS:
            whole = [_led((f"{why.item}: cause", why.cause), ("action", why.action)) for why in plan.why_nots]
            return ["; ".join(parts) for parts in whole[:MOST_ITEMS] if parts]
        case Section.RUN_RATE:
            return [f"cover of the goal is {plan.run_rate.judgement.value}"]
        case Section.GOAL:
            adds_up = {True: "meets the goal", False: "falls short of the goal", None: "is not known in full yet"}
            return [f"what is planned {adds_up[plan.adds_up.adds_up]}"]
        case Section.TARGETS if targets:
            return _led(("ideal client", targets.profile), ("leads", targets.sources), ("first", targets.first_quarter))
        case Section.ACCOUNTS if accounts:
            whole = [_led((f"{item.name}: sell", item.sell), ("risk", item.risk)) for item in accounts.items]
            return ["; ".join(parts) for parts in whole[:MOST_ITEMS] if parts]
        case Section.RISKS:
            return [risk.text for risk in plan.risks[:MOST_ITEMS]]
    return []


def _led(*statements: tuple[str, Statement | None]) -> Sequence[str]:
    return [f"{lead}: {said.text}" for lead, said in statements if said is not None]
