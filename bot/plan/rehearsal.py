"""The questions peers are likely to ask when the plan is presented (M13): five, on its weakest points."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.facts import Frozen
from bot.figures import between, percent, plain
from bot.plan.model import ZERO, Account, BusinessPlan, Rehearsed, RunRateJudgement, Verdict, WhyNot
from bot.plan.rounding import share
from bot.plan.sheet import Sheet
from bot.plan.weight import HEAVY, heaviest_account, heaviest_deal, is_at_risk

ASKED = 5
FEW = 2
LEAKS = Decimal("0.90")
"""Keeping less than this of last year's account revenue is asked about (ours)."""


class PeerQuestion(Frozen):
    """A question, under a key that stays the same while the plan's figures change."""

    key: str
    text: str


def likely_questions(plan: BusinessPlan) -> tuple[PeerQuestion, ...]:
    """Five questions, the weakest point first; a sound plan is asked what any plan is asked."""
    return _every(plan, Sheet({}, plan.currency))[:ASKED]


def rehearsed(plan: BusinessPlan, sheet: Sheet) -> tuple[Rehearsed, ...]:
    """The questions asked in a rehearsal, with their answers; one that the plan no longer gives cause for is left out.

    They are asked in the words that the plan's figures have now, not in those of the day of the rehearsal.
    """
    now = {question.key: question.text for question in _every(plan, sheet)}
    return tuple(
        Rehearsed(key=key, question=now[key], answer=sheet.words(f"rehearsal.{key}.answer"))
        for key in sheet.keys("rehearsal")
        if key in now
    )


def _every(plan: BusinessPlan, sheet: Sheet) -> tuple[PeerQuestion, ...]:
    """All there is to ask, ranked; two questions on the same thing are one, the first."""
    found: dict[str, str] = {}
    for source in _RANKED:
        for key, text in source(plan, sheet):
            found.setdefault(key, text)
    return tuple(PeerQuestion(key=key, text=text) for key, text in found.items())


Found = Iterator[tuple[str, str]]


def _sum(plan: BusinessPlan, sheet: Sheet) -> Found:
    """A plan that falls short, or cannot be added up (M11)."""
    difference = plan.adds_up.difference
    if plan.adds_up.adds_up is None:
        yield "adds-up", "Your plan cannot be added up against your goal yet. What is missing, and when will you know?"
    elif difference and difference.value < 0:
        short = sheet.amount(-difference.value)
        yield "adds-up", f"Your plan falls {short} short of your goal. Where does that come from?"


def _double_a(plan: BusinessPlan, _: Sheet) -> Found:
    """What speaks against either half (M14), the sum aside, which has a question of its own."""
    for key, half, asks in (
        ("attainable", plan.double_a.attainable, "What will you do differently?"),
        ("aggressive", plan.double_a.aggressive, "Why not more?"),
    ):
        against = [point.text for point in half.evidence if not point.supports]
        own = [text for text in against if text not in plan.adds_up.reading]
        if half.verdict is Verdict.NO and own:
            yield key, f"{own[0]} {asks}"


def _cover(plan: BusinessPlan, _: Sheet) -> Found:
    """Both kinds of run-rate are asked about (M09)."""
    cover = plan.run_rate.cover
    if cover is None:
        return
    if plan.run_rate.judgement is RunRateJudgement.LOW:
        yield "cover", f"Only {percent(cover.value)} of your goal is in motion. What if the first quarter stays empty?"
    elif plan.run_rate.judgement is RunRateJudgement.HIGH:
        yield "cover", f"{percent(cover.value)} of your goal is already in motion. What do you add, and why not more?"


def _guess(plan: BusinessPlan, _: Sheet) -> Found:
    """A close rate from few deals, or one nobody has proven here yet (M03)."""
    batting = plan.look_back.batting_average
    if batting and batting.is_guess and batting.won:
        fewer = percent(share((batting.rate.value * batting.decided - 1) / batting.decided))
        of = f"{batting.won} of {batting.decided} decided deals"
        yield "close-rate", f"Your close rate rests on {of}: a guess. With one win fewer it is {fewer}. What then?"


def _weight(plan: BusinessPlan, _: Sheet) -> Found:
    """Too much on one account or one open deal."""
    account, deal = heaviest_account(plan), heaviest_deal(plan)
    if account and account[1] > HEAVY:
        named = f"{account[0].name} carries {percent(share(account[1]))} of what your accounts are to bring"
        yield "one-account", f"{named}. What if they leave or freeze?"
    if deal and deal[1] > HEAVY and len(plan.run_rate.deals) > 1:
        named = f"{deal[0].name} is {percent(share(deal[1]))} of your weighted pipeline"
        yield "one-deal", f"{named}. What if it slips a quarter?"


def _renewals(plan: BusinessPlan, _: Sheet) -> Found:
    """The largest account at risk, and what last year's book loses."""
    items = plan.accounts.items if plan.accounts else ()
    at_risk = [item for item in items if is_at_risk(item) and item.last_year]
    if at_risk:
        item = max(at_risk, key=_size)
        when = f" renews {between(item.renewal.starts, item.renewal.ends)}" if item.renewal else ""
        risk = item.risk.text.rstrip(".") if item.risk else ""
        yield "renewal", f"{item.name}{when}, and the risk is: {risk}. What do you do before then?"
    retention = plan.accounts.retention if plan.accounts else None
    if retention and retention.value < LEAKS:
        yield "retention", f"You keep {percent(retention.value)} of last year's revenue. What would have kept the rest?"


def _why_nots(plan: BusinessPlan, _: Sheet) -> Found:
    """Causes nobody can act on, and what others are to mend (M07): one question of a kind."""
    for kind in (_company_share, _thin, _unplanned, _others):
        first = next(((why, text) for why in plan.why_nots if (text := kind(why, plan))), None)
        if first is not None:
            yield f"why-not-{first[0].key}", f'"{first[0].item}": {first[1]}'


def _company_share(why: WhyNot, plan: BusinessPlan) -> str | None:
    alone = why.company is not None and why.owner in (None, plan.name)
    return "part of the cause is the company's. Who there owns it, and have they agreed?" if alone else None


def _thin(why: WhyNot, _: BusinessPlan) -> str | None:
    thin = why.cause.text.rstrip(".") if why.cause and why.cause_is_thin else ""
    return f'you say "{thin}". What happened before that?' if thin else None


def _unplanned(why: WhyNot, _: BusinessPlan) -> str | None:
    is_open = why.action is None or why.owner is None or why.due is None
    return "what gets it to 100%, who owns that, and by when?" if is_open else None


def _others(why: WhyNot, plan: BusinessPlan) -> str | None:
    return f"{why.owner} is to bring it to 100%. Have they agreed?" if why.owner not in (None, plan.name) else None


def _targets(plan: BusinessPlan, sheet: Sheet) -> Found:
    """Named targets that cannot fill the gap."""
    gap, targets = plan.goal.gap, plan.targets
    if targets is None or gap is None or not gap.value:
        return
    worth = sum((target.amount.value for target in targets.named if target.amount), ZERO)
    if worth < gap.value:
        named = f"Your named targets are worth {sheet.amount(worth)} against a gap of {sheet.amount(gap.value)}"
        yield "targets", f"{named}. Who else, and when will you know their names?"


def _growth(plan: BusinessPlan, sheet: Sheet) -> Found:
    """Growth that nobody said what to sell for."""
    for item in plan.accounts.items if plan.accounts else ():
        if item.growth and item.growth.value and item.sell is None:
            yield f"growth-{item.key}", f"{item.name} is to grow by {sheet.write(item.growth)}. With what, exactly?"


def _price(plan: BusinessPlan, _: Sheet) -> Found:
    """Losing none on price, or all (M02)."""
    batting, on_price = plan.look_back.batting_average, plan.look_back.lost_on_price
    lost = batting.decided - batting.won if batting else 0
    if lost < FEW or on_price is None or not plan.look_back.price_pattern:
        return
    if on_price.value == 0:
        yield "price", f"{plan.look_back.price_pattern} Why not charge more?"
    elif on_price.value == lost:
        yield "price", f"{plan.look_back.price_pattern} What will you change before the next offer?"


def _stretch(plan: BusinessPlan, _: Sheet) -> Found:
    """More activity than last year has to come from somewhere."""
    funnel = plan.funnel
    if funnel is None or funnel.per_week_held is None or funnel.per_week_committed is None:
        return
    held, committed = funnel.per_week_held.value, funnel.per_week_committed.value
    if committed > held:
        text = f"{plain(committed)} {funnel.activity} a week after {plain(held)} last year"
        yield "stretch", f"{text}: what will you stop doing to make room?"


def _open(plan: BusinessPlan, _: Sheet) -> Found:
    if plan.open_points:
        first = plan.open_points[0]
        yield "open", f"Your plan leaves something open: {first.text} When will you know?"


def _needs(plan: BusinessPlan, _: Sheet) -> Found:
    for need in plan.needs[:1]:
        yield "needs", f"You need {need.department} for this. What do you do if they cannot deliver it?"


def _any_plan(plan: BusinessPlan, _: Sheet) -> Found:
    """What every plan is asked, however sound."""
    if plan.risks:
        yield "risk", "You named your risks. What would be the first sign of them, and who would see it?"
    yield "proof", "What will we see by the end of the first quarter that tells us you are on track?"
    yield "unsure", "Which figure in your plan are you least sure of, and why?"
    yield "more", "What would it take to beat your goal by a tenth?"
    yield "help", "Which of us could help you most, and with what?"
    yield "last-year", "What do you do differently from last year?"


def _size(item: Account) -> Decimal:
    return item.last_year.value if item.last_year else ZERO


_RANKED: tuple[Callable[[BusinessPlan, Sheet], Found], ...] = (
    _sum,
    _double_a,
    _weight,
    _guess,
    _cover,
    _renewals,
    _why_nots,
    _targets,
    _growth,
    _price,
    _open,
    _stretch,
    _needs,
    _any_plan,
)
