"""Last year against its goals, and what it taught (M02, M03, M05)."""

from bot.facts import Figure
from bot.figures import Unit
from bot.plan.model import BattingAverage, LookBack
from bot.plan.promises import BATTING, build_promises
from bot.plan.ramp import NEWCOMER
from bot.plan.rounding import share
from bot.plan.sheet import Sheet, usable

ENOUGH_DECIDED = 10
"""Fewer decided deals than this make a close rate a guess (M03)."""


def build_look_back(sheet: Sheet) -> LookBack:
    """The look-back section from the facts under `last_year`."""
    quota, revenue = sheet.money("last_year.quota"), sheet.money("last_year.revenue")
    batting = batting_average(sheet)
    on_price = sheet.count("last_year.lost_on_price")
    return LookBack(
        quota=quota,
        revenue=revenue,
        attainment=_attainment(sheet, revenue, quota),
        batting_average=batting,
        average_deal=sheet.money("last_year.average_deal"),
        won_because=sheet.words("last_year.won_because"),
        lost_because=sheet.words("last_year.lost_because"),
        lost_on_price=on_price,
        price_pattern=_price_pattern(sheet, batting, on_price),
        kpis_reached=sheet.words("last_year.kpis_reached"),
        kpis_right=sheet.words("last_year.kpis_right"),
        newcomer=sheet.words(NEWCOMER),
        promises=build_promises(sheet),
        batting_before=sheet.ratio(BATTING),
    )


def batting_average(sheet: Sheet) -> BattingAverage | None:
    """Deals won of deals decided (M03); a guess below ten decided deals."""
    won = sheet.ratio("last_year.won")
    if won is None:
        return None
    inputs = {"won": str(won.part), "decided": str(won.whole)}
    rate = sheet.worked(Unit.PERCENT, won.fraction, "won / decided", inputs)
    return BattingAverage(won=won.part, decided=won.whole, rate=rate, is_guess=won.whole < ENOUGH_DECIDED)


def _attainment(sheet: Sheet, revenue: Figure | None, quota: Figure | None) -> Figure | None:
    if revenue is None or usable(quota) is None or quota is None:
        return None
    inputs = {"revenue": revenue, "quota": quota}
    return sheet.worked(Unit.PERCENT, share(revenue.value / quota.value), "revenue / quota", inputs)


def _price_pattern(sheet: Sheet, batting: BattingAverage | None, on_price: Figure | None) -> str | None:
    """What the share of deals lost on price says about the price (M02); one lost deal says nothing."""
    if batting is None or on_price is None:
        return None
    lost = batting.decided - batting.won
    if on_price.value > lost:
        return f"{sheet.write(on_price)} deals are said to be lost on price, but only {lost} were lost. One is off."
    if lost <= 1:
        return None
    if on_price.value == 0:
        return f"None of the {lost} lost deals went on price. The price is probably too low."
    if on_price.value == lost:
        return f"All {lost} lost deals went on price. The price is too high, or the customer does not feel the value."
    return f"{sheet.write(on_price)} of the {lost} lost deals went on price."
