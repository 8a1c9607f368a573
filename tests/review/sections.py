"""Which slots of the interview stand behind each section of a plan, to hold differences to."""

from bot.plan.model import Section
from bot.team.model import Role

BOTH: dict[Section, tuple[str, ...]] = {
    Section.LOOK_BACK: ("last_year.",),
    Section.WHY_NOTS: ("why_nots.",),
    Section.RUN_RATE: ("run_rate.", "deals."),
    Section.GOAL: ("goal.",),
    Section.QUARTERS: ("quarters.",),
    Section.KPIS: ("kpis.",),
    Section.NEEDS: ("needs.",),
    Section.RISKS: ("risks.",),
    Section.COMMITMENTS: ("commitments.",),
}
HUNTER: dict[Section, tuple[str, ...]] = {
    Section.TARGETS: ("targets.", "prospects."),
    Section.FUNNEL: ("funnel.", "year."),
}
FARMER: dict[Section, tuple[str, ...]] = {
    Section.ACCOUNTS: ("accounts.",),
    Section.FUNNEL: ("reviews.", "year."),
}


def slots_of(section: Section, role: Role) -> tuple[str, ...]:
    """The slot prefixes a comment on a section reopens for a role; empty when that role's plan lacks the section."""
    return (BOTH | (FARMER if role.farms else HUNTER)).get(section, ())
