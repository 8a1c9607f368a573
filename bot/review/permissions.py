"""Who may see and do what with a rep's plan: one table, asked before anything is shown or done."""

from collections.abc import Mapping
from enum import StrEnum

from bot.review.model import Refusal
from bot.team.model import Team


class Deed(StrEnum):
    """What someone wants with a rep's plan. Writing is answering the interview, submitting and answering comments."""

    SEE_PLAN = "see the plan"
    SEE_PAY = "see the pay explanation"
    WRITE = "write the plan"
    DECIDE = "decide on the plan"


class Relation(StrEnum):
    """What someone is to the rep whose plan it is. The rep comes first: nobody is a reviewer of their own plan."""

    SELF = "the rep"
    MANAGER = "the rep's manager"
    EXECUTIVE = "the executive"
    OTHER = "someone else"


PERMITTED: Mapping[Deed, frozenset[Relation]] = {
    Deed.SEE_PLAN: frozenset({Relation.SELF, Relation.MANAGER, Relation.EXECUTIVE}),
    Deed.SEE_PAY: frozenset({Relation.SELF, Relation.EXECUTIVE}),
    Deed.WRITE: frozenset({Relation.SELF}),
    Deed.DECIDE: frozenset({Relation.EXECUTIVE}),
}

REFUSED: Mapping[Deed, str] = {
    Deed.SEE_PLAN: "A plan is between its rep, their manager and {executive}, so I have shown nothing. "
    "Ask the rep; they can share it with you.",
    Deed.SEE_PAY: "A pay explanation is only for the rep it is about and {executive}, so I have shown nothing. "
    "Questions about pay go to {executive}.",
    Deed.WRITE: "Only the rep whose plan it is can write in it, so it stands as it was. "
    "Tell them what you would change, or tell {executive}.",
    Deed.DECIDE: "Deciding on this plan is with {executive}, so it stands as it was. "
    "Tell {executive} what you think of it.",
}
OWN = "Nobody decides on their own plan, so it stands as it was. Send it for review, and someone else decides."
OUTSIDE = (
    "I only work with the people in the planning team, so I have shown and changed nothing. "
    "Whoever runs planning at your company can add you."
)


def may(person: str, what: Deed, rep_id: str, team: Team) -> Refusal | None:
    """None when this person (a team id, from the signed event) may do this with that rep's plan, else why not."""
    relation = relation_to(rep_id, person, team)
    if relation in PERMITTED[what]:
        return None
    if team.person(person) is None:
        return Refusal(text=OUTSIDE)
    if relation is Relation.SELF:
        return Refusal(text=OWN)
    return Refusal(text=REFUSED[what].format(executive=team.executive.name))


def relation_to(rep_id: str, person: str, team: Team) -> Relation:
    """What a person is to a rep; someone else when either is not in the team."""
    rep = team.rep(rep_id)
    if rep is None:
        return Relation.OTHER
    if person == rep.id:
        return Relation.SELF
    if person == team.executive.id:
        return Relation.EXECUTIVE
    return Relation.MANAGER if rep in team.reports_of(person) else Relation.OTHER
