"""Everything a plan does not know yet, one line each in the order of its sections. Nothing here is ever filled in."""

from collections.abc import Iterator, Mapping

from bot.facts import Figure
from bot.figures import percent
from bot.plan.model import ZERO, Accounts, BusinessPlan, LookBack, OpenPoint, RunRate, Section, Targets, WhyNot
from bot.plan.quarters import given_shares, own_shares
from bot.plan.ramp import ramp_months
from bot.plan.sheet import Sheet, usable

Asked = Mapping[str, tuple[object, str]]
"""What is asked for, by slot: what is known of it, and what to say when that is nothing."""


def open_points(sheet: Sheet, plan: BusinessPlan) -> tuple[OpenPoint, ...]:
    """The open points of a plan that is drawn up in all else."""
    new = plan.look_back.newcomer is not None
    found = [
        *(() if new else _look_back(plan.look_back)),
        *(() if (new or plan.checked) and not plan.why_nots else _why_nots(plan.why_nots)),
        *_run_rate(plan.run_rate, plan.accounts),
        *_goal(plan),
        *(_targets(plan.targets) if plan.targets else ()),
        *(_accounts(plan.accounts) if plan.accounts else ()),
        *(_reviews(sheet) if plan.accounts else _funnel(sheet, plan)),
        *_quarters(sheet),
        *_the_rest(plan),
    ]
    return tuple(found)


def _look_back(look: LookBack) -> Iterator[OpenPoint]:
    known: dict[str, tuple[object, str]] = {
        "last_year.quota": (look.quota, "Last year's quota is not known."),
        "last_year.revenue": (look.revenue, "Last year's revenue is not known."),
        "last_year.won": (look.batting_average, "How many deals were won out of how many decided is not known."),
        "last_year.won_because": (look.won_because, "Why deals were won is not said."),
        "last_year.kpis_reached": (look.kpis_reached, "Whether last year's KPIs were reached is not said."),
        "last_year.kpis_right": (look.kpis_right, "Whether last year's KPIs were the right ones is not said."),
    }
    for promise in look.promises:
        known[f"promises.{promise.key}.kept"] = (promise.said, f'What became of "{promise.text}" is not said.')
    batting = look.batting_average
    if batting is None or batting.won < batting.decided:
        known["last_year.lost_because"] = (look.lost_because, "Why deals were lost is not said.")
        known["last_year.lost_on_price"] = (look.lost_on_price, "How many deals were lost on price is not known.")
    yield from _unknown(Section.LOOK_BACK, known)
    lost = batting.decided - batting.won if batting else None
    if lost is not None and look.lost_on_price and look.lost_on_price.value > lost and look.price_pattern:
        yield _point(Section.LOOK_BACK, "last_year.lost_on_price", look.price_pattern)


def _why_nots(why_nots: tuple[WhyNot, ...]) -> Iterator[OpenPoint]:
    if not why_nots:
        yield _point(Section.WHY_NOTS, "why_nots", "Nothing is named yet that should happen every time and did not.")
    for why in why_nots:
        at, of = f"why_nots.{why.key}", f'"{why.item}"'
        known = {
            f"{at}.cause": (why.cause, f"The cause behind {of} is not known."),
            f"{at}.evidence": (why.evidence, f"What shows the cause behind {of} is not said."),
            f"{at}.action": (why.action, f"What brings {of} to 100% is not decided."),
            f"{at}.owner": (why.owner, f"Who owns the plan for {of} is not said."),
            f"{at}.due": (why.due, f"By when {of} reaches 100% is not said."),
        }
        yield from _unknown(Section.WHY_NOTS, known)
        if why.cause_is_thin:
            text = f"The cause behind {of} is nothing anyone can act on yet: what happened before that?"
            yield _point(Section.WHY_NOTS, f"{at}.cause", text)


def _run_rate(run_rate: RunRate, accounts: Accounts | None) -> Iterator[OpenPoint]:
    known: dict[str, tuple[object, str]] = {}
    contracted = run_rate.contracted
    if accounts is None:
        known["run_rate.contracted"] = (contracted, "Revenue already contracted for the year is not known.")
    if accounts is None and (contracted is None or contracted.value):
        losses = "How much of the contracted revenue may not renew is not known."
        known["run_rate.not_renewing"] = (run_rate.not_renewing, losses)
    known["run_rate.signed"] = (run_rate.signed, "Work that is signed and not yet delivered is not known.")
    known["run_rate.follow_on"] = (run_rate.follow_on, "Refresh and follow-on work is not known.")
    known["deals"] = (run_rate.deals, "No open deal is named.")
    for deal in run_rate.deals:
        known[f"deals.{deal.key}.amount"] = (deal.amount, f"What the open deal {deal.name} is worth is not known.")
        known[f"deals.{deal.key}.odds"] = (deal.odds, f"The odds of the open deal {deal.name} are not known.")
    yield from _unknown(Section.RUN_RATE, known)
    if contracted and run_rate.not_renewing and run_rate.not_renewing.value > contracted.value:
        text = "More is said not to renew than is contracted. One is off."
        yield _point(Section.RUN_RATE, "run_rate.not_renewing", text)


def _goal(plan: BusinessPlan) -> Iterator[OpenPoint]:
    yield from _unknown(Section.GOAL, {"goal.revenue": (plan.goal.revenue, "The goal for the year is not known.")})


def _targets(targets: Targets) -> Iterator[OpenPoint]:
    known: dict[str, tuple[object, str]] = {
        "targets.profile": (targets.profile, "The ideal client is not described."),
        "targets.sources": (targets.sources, "Where the leads come from is not said."),
        "targets.first_quarter": (targets.first_quarter, "Whom to win in the first quarter is not said."),
        "prospects": (targets.named, "No target is named."),
    }
    for target in targets.named:
        known[f"prospects.{target.key}.amount"] = (target.amount, f"What {target.name} could be worth is not known.")
    yield from _unknown(Section.TARGETS, known)


def _accounts(accounts: Accounts) -> Iterator[OpenPoint]:
    if not accounts.items:
        yield _point(Section.ACCOUNTS, "accounts", "No account is named.")
    for account in accounts.items:
        at, name = f"accounts.{account.key}", account.name
        known: dict[str, tuple[object, str]] = {
            f"{at}.last_year": (account.last_year, f"What {name} did last year is not known."),
            f"{at}.keep": (account.keep, f"How much of {name} is secured for the year is not known."),
            f"{at}.growth": (account.growth, f"What {name} will grow by is not known."),
            f"{at}.renewal": (account.renewal, f"When {name} renews is not known."),
            f"{at}.relationship": (account.relationship, f"Who the sponsor at {name} is is not said."),
            f"{at}.risk": (account.risk, f"What puts {name} at risk is not said."),
            f"{at}.buys": ("known" if account.buys is not None else None, f"What {name} buys today is not known."),
        }
        if account.growth is None or account.growth.value:
            known[f"{at}.sell"] = (account.sell, f"What to sell into {name} is not said.")
        yield from _unknown(Section.ACCOUNTS, known)


def _reviews(sheet: Sheet) -> Iterator[OpenPoint]:
    reviews = usable(sheet.count("reviews.per_account"))
    known = {"reviews.per_account": (reviews, "How many business reviews each account gets is not known.")}
    yield from _unknown(Section.FUNNEL, known | _weeks_off(sheet))


def _funnel(sheet: Sheet, plan: BusinessPlan) -> Iterator[OpenPoint]:
    batting = plan.look_back.batting_average
    deal = usable(sheet.money("funnel.average_deal")) or usable(plan.look_back.average_deal)
    close = usable(sheet.percent("funnel.close_rate")) or usable(batting.rate if batting else None)
    becomes = usable(sheet.percent("funnel.meeting_rate"))
    cycle, held = sheet.weeks("funnel.cycle_weeks"), sheet.count("funnel.meetings_held")
    committed = sheet.count("funnel.meetings_per_week")
    new = plan.look_back.newcomer is not None
    known: dict[str, tuple[object, str]] = {
        "funnel.average_deal": (deal, "What an average deal is worth is not known."),
        "funnel.close_rate": (close, "The close rate to plan with is not known."),
        "funnel.meeting_rate": (becomes, "The share of first meetings that become an opportunity is not known."),
        "funnel.cycle_weeks": (cycle, "The weeks from first meeting to signature are not known."),
        "funnel.meetings_per_week": (committed, "How many first meetings a week are committed is not known."),
    }
    if new:
        known["ramp.months"] = (ramp_months(sheet), "How many months the ramp takes is not known.")
    else:
        known["funnel.meetings_held"] = (held, "How many first meetings were held a week last year is not known.")
    yield from _unknown(Section.FUNNEL, {**known, **_weeks_off(sheet)})


def _weeks_off(sheet: Sheet) -> dict[str, tuple[Figure | None, str]]:
    return {"year.weeks_off": (sheet.weeks("year.weeks_off"), "The weeks of leave in the year are not known.")}


def _quarters(sheet: Sheet) -> Iterator[OpenPoint]:
    """Shares of the quarters are optional, but once begun all four are wanted and must come to the whole year."""
    shares = given_shares(sheet)
    given = [share.value for share in shares.values() if share is not None]
    if not given or own_shares(sheet) is not None:
        return
    if len(given) == len(shares):
        come_to = percent(sum(given, ZERO))
        text = f"The shares of the four quarters come to {come_to}, not 100%, so working days are used."
        yield _point(Section.QUARTERS, "quarters", text)
    for slot, share in shares.items():
        if share is None:
            text = f"The share of {slot[-2:].upper()} is not known, so working days are used."
            yield _point(Section.QUARTERS, slot, text)


def _the_rest(plan: BusinessPlan) -> Iterator[OpenPoint]:
    if not plan.needs:
        yield _point(Section.NEEDS, "needs", "What the plan needs from other departments is not said.")
    if not plan.risks:
        yield _point(Section.RISKS, "risks", "No risk is named.")
    if not plan.commitments:
        yield _point(Section.COMMITMENTS, "commitments", "No commitment is named.")


def _unknown(section: Section, known: Asked) -> Iterator[OpenPoint]:
    """A point for each slot with nothing in it: None, or an empty list of items."""
    for slot, (value, text) in known.items():
        if value is None or value == ():
            yield _point(section, slot, text)


def _point(section: Section, slot: str, text: str) -> OpenPoint:
    return OpenPoint(section=section, slot=slot, text=text)
