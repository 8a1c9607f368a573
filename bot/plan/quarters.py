"""The planned revenue by quarter: in the rep's own shares, else by working days. The four add up to the cent."""

from collections.abc import Sequence
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.cycle.selling_weeks import working_days_by_quarter
from bot.facts import Figure
from bot.figures import Unit, percent
from bot.plan.model import ZERO, Quarter
from bot.plan.rounding import cents
from bot.plan.sheet import Input, Sheet

LABELS = ("Q1", "Q2", "Q3", "Q4")
# Four shares said in whole percents may miss 100% by a rounding; more than this is a mistake to ask about.
TOLERANCE = Decimal("0.01")


def build_quarters(sheet: Sheet, year: FiscalYear, country: str, planned: Figure | None) -> tuple[Quarter, ...]:
    """The four quarters; none while nothing is planned yet."""
    if planned is None:
        return ()
    own = own_shares(sheet)
    weights = [Decimal(days) for days in working_days_by_quarter(year, country)] if own is None else own
    how = "by working days" if own is None else "in the shares that were given"
    shares = [weight / sum(weights) for weight in weights]
    after = running_totals(planned.value, weights)
    formula = f"planned for the year x share of the year, {how}, to the cent"
    parts = [
        _part(sheet, planned, until - before, (formula, share))
        for until, before, share in zip(after, (ZERO, *after), shares, strict=False)
    ]
    return tuple(
        Quarter(
            label=LABELS[n],
            starts=starts,
            ends=ends,
            planned=parts[n],
            cumulative=sheet.worked(
                Unit.MONEY,
                after[n],
                f"sum of the quarters up to {LABELS[n]}",
                dict(zip(LABELS[: n + 1], parts, strict=False)),
            ),
        )
        for n, (starts, ends) in enumerate(year.quarters)
    )


def own_shares(sheet: Sheet) -> Sequence[Decimal] | None:
    """The rep's share of each quarter; None unless all four are known and come to the whole year."""
    shares = [share.value for share in given_shares(sheet).values() if share is not None]
    return shares if len(shares) == len(LABELS) and abs(sum(shares, ZERO) - 1) <= TOLERANCE else None


def given_shares(sheet: Sheet) -> dict[str, Figure | None]:
    """The shares as given, by slot."""
    return {slot: sheet.percent(slot) for slot in (f"quarters.{label.lower()}" for label in LABELS)}


def running_totals(planned: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """The running totals in cents; the last is the whole, so that the quarters add up to it exactly."""
    whole = sum(weights)
    return [cents(planned * sum(weights[: n + 1]) / whole) for n in range(len(weights) - 1)] + [planned]


def _part(sheet: Sheet, whole: Figure, value: Decimal, formula_and_share: tuple[str, Decimal]) -> Figure:
    formula, share = formula_and_share
    inputs: dict[str, Input] = {"planned for the year": whole, "share of the year": percent(share)}
    return sheet.worked(Unit.MONEY, value, formula, inputs)
