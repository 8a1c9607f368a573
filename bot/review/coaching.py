"""The one thing to coach a rep on: chosen from the weakest point of the plan, with the rule it rests on."""

from collections.abc import Mapping

from bot.plan.model import BusinessPlan
from bot.review.model import Suggestion
from bot.review.points import Check, first_weak_check


def suggestion(plan: BusinessPlan) -> Suggestion:
    """What the executive could take up with the rep; a plan without a weak point is rehearsed (M13)."""
    weak = first_weak_check(plan)
    rule, says, hunter, *farmer = ADVICE[weak] if weak else SOUND
    text = farmer[0] if farmer and plan.accounts is not None else hunter
    return Suggestion(rule=rule, says=says, text=text.format(name=plan.name.split()[0]))


SOUND = (
    "M13",
    "each plan is presented",
    "Nothing weak stands out. Let {name} rehearse the hardest questions before it is presented.",
)
ADVICE: Mapping[Check, tuple[str, ...]] = {
    Check.ADDS_UP: (
        "M11",
        "the plan adds up to the goal",
        "Ask {name} which one moves: more first meetings a week, a better close rate, or larger deals.",
        "Go through the accounts with {name} and ask which of them can grow by more, and who opens the door.",
    ),
    Check.ATTAINABLE: (
        "M14",
        "aggressive but attainable",
        "Settle with {name} what it takes, more at-bats or a better average, and what is done differently in January.",
        "Ask {name} what is done differently from the first month on, and put the answer in as a commitment.",
    ),
    Check.AGGRESSIVE: (
        "M14",
        "aggressive but attainable",
        "Ask {name} what the goal would be if nothing went wrong, and whether facts or confidence hold it back.",
    ),
    Check.COVER: (
        "M09",
        "low cover never excuses",
        "Go through the first quarter with {name}, week by week: what is begun now fills the gap in time.",
    ),
    Check.COMPLETE: (
        "M14",
        "complete and thought through",
        "Close the open points with {name} first; the rest cannot be judged without them.",
    ),
    Check.WHY_NOTS: (
        "M07",
        "every why-not has a plan to 100%",
        "Take one why-not with {name} and ask what happened before that, until there is something to do about it.",
    ),
    Check.SPREAD: (
        "M13",
        "relationship and renewal risk of every account",
        "Ask {name} how the year looks without the largest account, and who else there would speak for you.",
    ),
    Check.TARGETS: (
        "M13",
        "named targets, not only a profile",
        "Have {name} name targets until they are worth the gap; a profile cannot be called.",
    ),
    Check.RETENTION: (
        "M08",
        "run-rate is net of what does not renew",
        "Go through what is lost with {name}, account by account, before you talk of growth.",
    ),
    Check.BATTING_AVERAGE: (
        "M03",
        "few decided deals make a guess",
        "Plan with {name} for a lower average than the few deals show, and look at it again after ten.",
    ),
    Check.COMMITMENTS: (
        "M10",
        "simple and countable",
        "Ask {name} for one commitment that can be counted every week.",
    ),
    Check.RISKS: (
        "M13",
        "a plan names its risks",
        "Ask {name} what would sink the year, and what the first sign of it would be.",
    ),
}
"""For each check: the rule, what the rule says, the suggestion, and the one for a Farmer where it differs (ours)."""
