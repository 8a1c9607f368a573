"""More at-bats, a better average, or both (M03): what the gap takes of each, in a sentence or two."""

from bot.figures import percent
from bot.plan.funnel import Hunting
from bot.plan.rounding import share
from bot.plan.sheet import Sheet


def at_bats(sheet: Sheet, hunting: Hunting) -> str | None:
    """The at-bats the gap takes at the own average, against last year's; None while either is not known."""
    needed, batting, wins = hunting.opportunities, hunting.batting, hunting.wins
    if needed is None or batting is None or wins is None or not needed.value:
        return None
    own = f"{percent(batting.rate.value)}{', a guess on so few deals,' if batting.is_guess else ''}"
    takes = f"At your batting average of {own} the gap takes {sheet.write(needed)} at-bats"
    if needed.value <= batting.decided:
        return f"{takes}, and you had {batting.decided} last year: neither has to rise."
    average = share(wins.value / batting.decided)
    if average > 1:
        return f"{takes}; last year had {batting.decided}. A better average alone cannot do it."
    alone = (
        f"The {sheet.write(wins)} wins out of last year's {batting.decided} would be an average of {percent(average)}"
    )
    return f"{takes}. {alone}: it needs more at-bats, a better average, or both."
