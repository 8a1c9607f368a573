"""A business plan as typed values: what a Hunter or a Farmer presents for the year (M13).

A figure that nobody has given is None, and says so as an open point; nothing is filled in by guess.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Day, Figure, Frozen, Ratio, Statement
from bot.team.model import Role


class Section(StrEnum):
    """The sections of a plan, in the order they are read. The value is the heading."""

    LOOK_BACK = "Look back"
    WHY_NOTS = "Why nots"
    RUN_RATE = "Run-rate"
    GOAL = "Goal"
    TARGETS = "Targets"
    ACCOUNTS = "Accounts"
    FUNNEL = "Funnel and activity"
    QUARTERS = "Quarters"
    KPIS = "KPIs"
    NEEDS = "Needs from others"
    RISKS = "Risks"
    COMMITMENTS = "Commitments"
    REHEARSAL = "Questions you will be asked"


class BattingAverage(Frozen):
    """Close rate on decided deals (M03); `is_guess` below ten decided deals. Percent as a fraction."""

    won: int
    decided: int
    rate: Figure
    is_guess: bool


class Promise(Frozen):
    """Something last year's plan promised, and what the rep says became of it; `kept` is the short of that."""

    key: str
    text: str
    said: Statement | None = None
    kept: str | None = None


class LookBack(Frozen):
    """Last year against its goals, and what it taught (M02 to M05); `newcomer` where there was none here.

    `promises` and `batting_before` are from the plan for last year, where there was one.
    """

    quota: Figure | None = None
    revenue: Figure | None = None
    attainment: Figure | None = None
    batting_average: BattingAverage | None = None
    average_deal: Figure | None = None
    won_because: Statement | None = None
    lost_because: Statement | None = None
    lost_on_price: Figure | None = None
    price_pattern: str | None = None
    kpis_reached: Statement | None = None
    kpis_right: Statement | None = None
    newcomer: Statement | None = None
    promises: tuple[Promise, ...] = ()
    batting_before: Ratio | None = None


class WhyNot(Frozen):
    """One thing that should happen every time and did not (M06), with its plan to 100% (M07).

    The cause is the rep's view; `company` is the part of it that the rep sees with the company.
    """

    key: str
    item: str
    cause: Statement | None = None
    cause_is_thin: bool = False
    company: Statement | None = None
    evidence: Statement | None = None
    action: Statement | None = None
    owner: str | None = None
    due: Day | None = None


class RunRateJudgement(StrEnum):
    """What the cover says (M09). Low cover never excuses, and high cover never relaxes."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    UNKNOWN = "unknown"


class Deal(Frozen):
    """An open deal in the pipeline; `odds` is the rep's own, else the batting average (M08); `closes` when expected."""

    key: str
    name: str
    amount: Figure | None = None
    odds: Figure | None = None
    weighted: Figure | None = None
    closes: Day | None = None


class RunRate(Frozen):
    """Revenue already in motion, in its four parts (M08), and what share of the goal it covers."""

    contracted: Figure | None = None
    not_renewing: Figure | None = None
    signed: Figure | None = None
    follow_on: Figure | None = None
    deals: tuple[Deal, ...] = ()
    weighted_pipeline: Figure | None = None
    total: Figure
    cover: Figure | None = None
    judgement: RunRateJudgement
    reading: str


class Goal(Frozen):
    """The year's revenue goal, its share of the budget, and the gap that run-rate leaves.

    `first_year` says what a newcomer's goal would be for a whole year at full speed.
    """

    revenue: Figure | None = None
    budget: Figure
    budget_share: Figure | None = None
    growth_on_last_year: Figure | None = None
    first_year: str | None = None
    gap: Figure | None = None


class Target(Frozen):
    """A named prospect of a Hunter."""

    key: str
    name: str
    amount: Figure | None = None


class Targets(Frozen):
    """Whom a Hunter goes after, and where the leads come from."""

    profile: Statement | None = None
    named: tuple[Target, ...] = ()
    sources: Statement | None = None
    first_quarter: Statement | None = None


class Account(Frozen):
    """An existing account of a Farmer: what it did, what is kept, what it grows by, and what puts it at risk.

    `buys` are the service lines it buys (None: not known), `grows_into` those that its growth is sold from. `reviews`
    are the months of its business reviews.
    """

    key: str
    name: str
    last_year: Figure | None = None
    keep: Figure | None = None
    growth: Figure | None = None
    sell: Statement | None = None
    buys: tuple[str, ...] | None = None
    grows_into: tuple[str, ...] = ()
    relationship: Statement | None = None
    renewal: Day | None = None
    risk: Statement | None = None
    reviews: tuple[str, ...] = ()


class Accounts(Frozen):
    """A Farmer's whole list with its totals.

    `retention` is gross: revenue kept, growth left out; `net_retention` is kept and grown. `services` are the
    company's service lines, `white_space` says in a line what is not bought of them.
    """

    items: tuple[Account, ...] = ()
    last_year: Figure | None = None
    keep: Figure | None = None
    growth: Figure | None = None
    retention: Figure | None = None
    net_retention: Figure | None = None
    reviews: Statement | None = None
    services: tuple[str, ...] = ()
    white_space: str | None = None


class FunnelStep(Frozen):
    """A step of the funnel worked backwards from the gap: its figure carries formula and inputs.

    `is_guess` is a close rate from fewer than ten decided deals (M03).
    """

    label: str
    figure: Figure
    is_guess: bool = False


class Funnel(Frozen):
    """From the gap to activity (M10): the steps, what a week needs, and what the rep commits to.

    `per_week_needed`, `per_week_committed` and `per_week_held` (last year) count first meetings (Hunter) or business
    reviews (Farmer). `at_bats` says what the gap takes in at-bats and average, `ramp` what a newcomer's first months
    count.
    """

    steps: tuple[FunnelStep, ...] = ()
    activity: str
    selling_weeks: Figure | None = None
    per_week_needed: Figure | None = None
    per_week_committed: Figure | None = None
    per_week_held: Figure | None = None
    expected_revenue: Figure | None = None
    ramp: str | None = None
    at_bats: str | None = None


class Quarter(Frozen):
    """A quarter of the year with its planned revenue and the running total."""

    label: str
    starts: date
    ends: date
    planned: Figure
    cumulative: Figure


class Kpi(Frozen):
    """A countable thing the year is steered by (M15); `is_guess` as in a funnel step."""

    name: str
    is_guess: bool = False
    target: Figure | None = None
    period: str


class Need(Frozen):
    """What the plan needs from another department (M19)."""

    department: str
    what: Statement


class AddsUp(Frozen):
    """Whether the planned activity meets the goal (M11). `difference` is planned minus goal."""

    parts: tuple[FunnelStep, ...] = ()
    planned: Figure | None = None
    difference: Figure | None = None
    adds_up: bool | None = None
    reading: str


class Verdict(StrEnum):
    """One half of the double A (M14)."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


class Evidence(Frozen):
    """A point for or against, as a whole sentence with its figures written out."""

    supports: bool
    text: str


class Judgement(Frozen):
    """One half of the verdict with what speaks for and against it."""

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()


class DoubleA(Frozen):
    """Aggressive but attainable (M14): both halves with their evidence, and one line that says it."""

    aggressive: Judgement
    attainable: Judgement
    reading: str


class Rehearsed(Frozen):
    """A question peers are likely to ask (M13), and the rep's answer to it."""

    key: str
    question: str
    answer: Statement | None = None


class Actual(Frozen):
    """A quarter that is over: what it brought against what the approved version planned, and the rep's words to it."""

    key: str
    label: str
    planned: Figure | None = None
    revenue: Figure | None = None
    won: int | None = None
    decided: int | None = None
    difference: Figure | None = None
    why: Statement | None = None
    kept: Statement | None = None
    ahead: Statement | None = None
    help: Statement | None = None


class OpenPoint(Frozen):
    """Something the plan does not know yet, said in one line. `slot` is where an answer would go."""

    section: Section
    slot: str
    text: str


class BusinessPlan(Frozen):
    """The whole plan of one person for one year. `as_of` is when it was drawn up (UTC).

    `checked` says that the person went through the list of why-nots, so that an empty one says that nothing fell short.
    `narrative` is prose by section, where some was written; every figure in it was put there by code.
    """

    person: str
    name: str
    role: Role
    company: str
    currency: str
    year: FiscalYear
    as_of: datetime
    look_back: LookBack
    why_nots: tuple[WhyNot, ...]
    checked: bool = False
    run_rate: RunRate
    goal: Goal
    targets: Targets | None = None
    accounts: Accounts | None = None
    funnel: Funnel | None = None
    quarters: tuple[Quarter, ...]
    kpis: tuple[Kpi, ...]
    needs: tuple[Need, ...]
    risks: tuple[Statement, ...]
    commitments: tuple[Statement, ...]
    adds_up: AddsUp
    double_a: DoubleA
    open_points: tuple[OpenPoint, ...]
    rehearsal: tuple[Rehearsed, ...] = ()
    actuals: tuple[Actual, ...] = ()
    narrative: dict[Section, str] = Field(default_factory=dict)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections this plan has: a Hunter has targets, a Farmer accounts; questions once they were rehearsed."""
        absent = {Section.ACCOUNTS if self.accounts is None else Section.TARGETS}
        absent |= set() if self.rehearsal else {Section.REHEARSAL}
        return tuple(section for section in Section if section not in absent)


ZERO = Decimal(0)
