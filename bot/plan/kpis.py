"""The countable things the year is steered by: the plan's own results and activities (M15), then the rep's own."""

from bot.facts import Figure
from bot.plan.funnel import CLOSE_RATE, Farming, Hunting, is_guess
from bot.plan.model import Kpi
from bot.plan.sheet import Sheet


def hunter_kpis(sheet: Sheet, hunting: Hunting) -> tuple[Kpi, ...]:
    """Result, wins, close rate and weekly first meetings; the commitment is the target once there is one."""
    year = {
        "Revenue": sheet.money("goal.revenue"),
        "New accounts won": hunting.wins,
        "New opportunities": hunting.opportunities,
        CLOSE_RATE: hunting.close_rate,
    }
    week = {"First meetings": hunting.committed or hunting.needed}
    guessed = (CLOSE_RATE,) if is_guess(hunting) else ()
    return _known(year, "year", guessed) + _known(week, "week") + own_kpis(sheet)


def farmer_kpis(sheet: Sheet, farming: Farming) -> tuple[Kpi, ...]:
    """Result, revenue kept, growth, retention and the review calendar."""
    year = {
        "Revenue": sheet.money("goal.revenue"),
        "Revenue kept": farming.accounts.keep,
        "Growth in existing accounts": farming.accounts.growth,
        "Gross retention": farming.accounts.retention,
        "Net retention": farming.accounts.net_retention,
        "Business reviews": farming.reviews,
    }
    week = {"Business reviews": farming.per_week}
    return _known(year, "year") + _known(week, "week") + own_kpis(sheet)


def own_kpis(sheet: Sheet) -> tuple[Kpi, ...]:
    """KPIs the rep added, in the rep's own words."""
    return tuple(Kpi(name=sheet.name("kpis", key), period="year") for key in sheet.keys("kpis"))


def _known(targets: dict[str, Figure | None], period: str, guessed: tuple[str, ...] = ()) -> tuple[Kpi, ...]:
    known = {name: target for name, target in targets.items() if target is not None}
    return tuple(Kpi(name=name, target=known[name], period=period, is_guess=name in guessed) for name in known)
