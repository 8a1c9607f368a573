"""Who may see and do what with a rep's plan: one table, asked before anything is shown or done."""

from collections.abc import Mapping
from enum import StrEnum

from bot.review.model import Refusal
from bot.team.model import Rep, Team


class Deed(StrEnum):
    """What someone wants with a rep's plan. Writing is answering the interview, submitting and answering comments."""

    SEE_PLAN = "see the plan"
    HEAR_PLAN = "hear the plan presented"
    SEE_PAY = "see the pay explanation"
    ANSWER_PAY = "answer on pay"
    WRITE = "write the plan"
    DECIDE = "decide on the plan"
    ASK = "ask the rep"
    DELEGATE = "delegate the decision"
    MOVE_DEADLINE = "move a deadline"


class Relation(StrEnum):
    """What someone is to the rep whose plan it is. The rep comes first: nobody is a reviewer of their own plan."""

    SELF = "the rep"
    MANAGER = "the rep's manager"
    EXECUTIVE = "the executive"
    PAY_VIEWER = "someone the team file names for pay"
    COLLEAGUE = "someone else in the team"
    OTHER = "someone else"


PERMITTED: Mapping[Deed, frozenset[Relation]] = {
    Deed.SEE_PLAN: frozenset({Relation.SELF, Relation.MANAGER, Relation.EXECUTIVE}),
    Deed.HEAR_PLAN: frozenset(
        {Relation.SELF, Relation.MANAGER, Relation.EXECUTIVE, Relation.PAY_VIEWER, Relation.COLLEAGUE}
    ),
    Deed.SEE_PAY: frozenset({Relation.SELF, Relation.EXECUTIVE, Relation.PAY_VIEWER}),
    Deed.ANSWER_PAY: frozenset({Relation.EXECUTIVE}),
    Deed.WRITE: frozenset({Relation.SELF}),
    Deed.DECIDE: frozenset({Relation.EXECUTIVE}),
    Deed.ASK: frozenset({Relation.MANAGER, Relation.EXECUTIVE}),
    Deed.DELEGATE: frozenset({Relation.EXECUTIVE}),
    Deed.MOVE_DEADLINE: frozenset({Relation.EXECUTIVE}),
}

REFUSED: Mapping[Deed, str] = {
    Deed.SEE_PLAN: "A plan is between its rep, their manager and {executive}, so I have shown nothing. "
    "Ask the rep; they can share it with you.",
    Deed.HEAR_PLAN: "A plan is presented to the sales team only, so I have shown nothing. Ask {executive}.",
    Deed.SEE_PAY: "A pay explanation is only for the rep it is about, {executive} and whoever the team file names for "
    "it, so I have shown nothing. Ask {executive} about pay.",
    Deed.ANSWER_PAY: "A question about pay is only for the rep who asks it and {executive}, so I have sent nothing. "
    "Tell {executive} what you know about it.",
    Deed.WRITE: "Only the rep whose plan it is can write in it, so it stands as it was. "
    "Tell them what you would change, or tell {executive}.",
    Deed.DECIDE: "Deciding on this plan is with {executive}, so it stands as it was. "
    "Tell {executive} what you think of it.",
    Deed.ASK: "Questions on a plan are for {executive} and the rep's manager, so I have asked nothing. "
    "Ask the rep yourself.",
    Deed.DELEGATE: "Who decides on plans is with {executive}, so nothing has changed. "
    "Tell {executive} whom you would ask.",
    Deed.MOVE_DEADLINE: "Deadlines are moved by {executive}, so this one stands as it was. "
    "Tell {executive} which day would do, and why.",
}
OWN = "Nobody decides on their own plan, so it stands as it was. Send it for review, and someone else decides."
OUTSIDE = (
    "I only work with the people in the planning team, so I have shown and changed nothing. "
    "Whoever runs planning at your company can add you."
)


def may(person: str, what: Deed, rep_id: str, team: Team) -> Refusal | None:
    """None when this person (a team id, from the signed event) may do this with that rep's plan, else why not."""
    relations = relations_to(rep_id, person, team)
    if not PERMITTED[what].isdisjoint(relations):
        return None
    if team.person(person) is None:
        return Refusal(text=OUTSIDE)
    if Relation.SELF in relations and what is Deed.DECIDE:
        return Refusal(text=OWN)
    return Refusal(text=REFUSED[what].format(executive=team.executive.name))


def relations_to(rep_id: str, person: str, team: Team) -> frozenset[Relation]:
    """What a person is to a rep: a manager may be a pay viewer too. Someone else when either is not in the team."""
    rep = team.rep(rep_id)
    if rep is None:
        return frozenset({Relation.OTHER})
    if person == rep.id:
        return frozenset({Relation.SELF})
    if person == team.executive.id:
        return frozenset({Relation.EXECUTIVE})
    manages = {Relation.MANAGER} if rep in team.reports_of(person) else set[Relation]()
    views = {Relation.PAY_VIEWER} if person in team.pay_viewers else set[Relation]()
    else_ = Relation.COLLEAGUE if team.person(person) else Relation.OTHER
    return frozenset(manages | views or {else_})


def pay_seen_by(person: str, team: Team) -> tuple[Rep, ...]:
    """The reps whose pay explanation a person may open."""
    return tuple(rep for rep in team.reps if may(person, Deed.SEE_PAY, rep.id, team) is None)
