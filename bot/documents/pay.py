"""The pay explanation as a file to take home: its chart, and its Markdown as DOCX with that chart in it."""

from decimal import ROUND_CEILING, Decimal

from bot.documents.charts import pay_chart, pay_chart_alt
from bot.documents.form import Block, Document, Picture, Table
from bot.documents.reading_markdown import read_markdown
from bot.documents.word import to_docx
from bot.pay.model import CompPlan, with_goal
from bot.pay.payout import payout
from bot.pay.planned import PlannedResults, is_open, planned_in, without_the_unplanned, year_of
from bot.plan.model import BusinessPlan

_PAY = "Pay from sales"
_PERCENT = Decimal("0.01")
_QUARTER = Decimal("0.25")
_PAST = Decimal("0.1")
_LEAST_SHOWN = Decimal("1.5")
_MOST_SHOWN = Decimal(3)


def pay_docx(markdown: str, chart: Picture | None) -> bytes:
    """An explanation in Markdown as the bytes of a DOCX file; the chart follows the table it draws."""
    document = read_markdown(markdown)
    return to_docx(document if chart is None else _with(document, chart))


def _with(document: Document, chart: Picture) -> Document:
    """The table of pay by attainment is the first with pay from sales; without one the chart comes last."""
    blocks = document.blocks
    tables = (place for place, block in enumerate(blocks, start=1) if _shows_pay(block))
    place = next(tables, len(blocks))
    return document.model_copy(update={"blocks": (*blocks[:place], chart, *blocks[place:])})


def _shows_pay(block: Block) -> bool:
    return isinstance(block, Table) and any(column.title == _PAY for column in block.columns)


def pay_chart_for(plan: CompPlan, business_plan: BusinessPlan) -> Picture | None:
    """The chart of a rep's pay by attainment, with its words; None while the goal is open.

    It shows what the explanation's table shows, and names no goal, quota, rate or revenue, so it may go home.
    """
    planned = planned_in(business_plan)
    points, plan_at = pay_points(plan, planned), _attainment(planned)
    if not points:
        return None
    return Picture(png=pay_chart(points, plan.currency, plan_at), alt=pay_chart_alt(points, plan.currency, plan_at))


def pay_points(plan: CompPlan, planned: PlannedResults) -> tuple[tuple[Decimal, Decimal], ...]:
    """What a year pays at each percent of the goal, and at the rep's own plan: (attainment, pay), in rising order.

    From nothing to 150%, and on past the plan as far as 300%. The sums are those of the explanation's table: the year
    falls on the months as the rep plans it. Nothing while the goal is open.
    """
    goal, plan_at = planned.goal, _attainment(planned)
    if not goal or is_open(plan, planned):
        return ()
    settled = without_the_unplanned(with_goal(plan, goal), planned).plan
    revenues = {at: goal * at for at in (count * _PERCENT for count in range(_last_percent(plan_at) + 1))}
    if plan_at is not None and planned.revenue is not None and 0 <= plan_at <= _MOST_SHOWN:
        revenues[plan_at] = planned.revenue
    return tuple((at, payout(settled, year_of(settled, planned, revenues[at])).total) for at in sorted(revenues))


def _attainment(planned: PlannedResults) -> Decimal | None:
    """The planned revenue as a share of the goal."""
    return planned.revenue / planned.goal if planned.revenue is not None and planned.goal else None


def _last_percent(plan_at: Decimal | None) -> int:
    """Where the chart ends, in percent: a little past the plan, on a quarter."""
    past = ((plan_at or Decimal(0)) + _PAST) / _QUARTER
    return int(min(max(past.to_integral_value(ROUND_CEILING) * _QUARTER, _LEAST_SHOWN), _MOST_SHOWN) / _PERCENT)
