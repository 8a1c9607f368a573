"""A small team, and facts written the short way: slot to value."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Day, Fact, Number, Ratio, Said, Value, Words
from bot.figures import Unit
from bot.plan.build import build_plan
from bot.plan.model import BusinessPlan
from bot.team.model import LastYear, Person, Rep, Role, Team

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

HUNTER = Rep(
    id="dana",
    name="Dana Reyes",
    role=Role.HUNTER,
    manager="morgan",
    goal=Decimal(1_200_000),
    last_year=LastYear(quota=Decimal(1_000_000), revenue=Decimal(920_000)),
    lines={"goal": 14, "last_year.quota": 16},
)
FARMER = Rep(id="sam", name="Sam Okafor", role=Role.FARMER, manager="morgan", goal=Decimal(1_500_000))
VCIO = Rep(id="kim", name="Kim Vu", role=Role.VCIO, manager="morgan", goal=Decimal(300_000))
TEAM = Team(
    company="Northwind IT",
    fiscal_year=FiscalYear(starts=date(2027, 1, 1)),
    currency="USD",
    budgeted_revenue=Decimal(3_000_000),
    executive=Person(id="alex", name="Alex Chen", role=Role.EXECUTIVE),
    managers=(Person(id="morgan", name="Morgan Ito", role=Role.MANAGER),),
    reps=(HUNTER, FARMER, VCIO),
)


def money(amount: int | str) -> Number:
    return Number(value=Decimal(amount), unit=Unit.MONEY)


def percent(fraction: str) -> Number:
    return Number(value=Decimal(fraction), unit=Unit.PERCENT)


def count(number: int | str) -> Number:
    return Number(value=Decimal(number), unit=Unit.COUNT)


def weeks(number: int | str) -> Number:
    return Number(value=Decimal(number), unit=Unit.WEEKS)


def ratio(part: int, whole: int) -> Ratio:
    return Ratio(part=part, whole=whole)


def words(text: str) -> Words:
    return Words(text=text)


def facts(values: Mapping[str, Value]) -> dict[str, Fact]:
    """Facts as the person said them."""
    said = Said(message="m1", quote="as quoted")
    return {slot: Fact(slot=slot, value=value, source=said, at=NOW) for slot, value in values.items()}


def plan(rep: Rep, values: Mapping[str, Value], team: Team = TEAM) -> BusinessPlan:
    return build_plan(rep, team, facts(values), NOW)


BOTH: dict[str, Value] = {
    "last_year.won": ratio(9, 24),
    "last_year.won_because": words("We were on site before anyone sent a quote."),
    "last_year.lost_because": words("We came in late."),
    "last_year.lost_on_price": count(4),
    "last_year.kpis_reached": words("Four of five."),
    "last_year.kpis_right": words("Meetings led to revenue, calls did not."),
    "why_nots.lead-follow-up.item": words("Every lead followed up in time"),
    "why_nots.lead-follow-up.cause": words("Leads land in a shared inbox that nobody owns"),
    "why_nots.lead-follow-up.evidence": words("31 of 80 leads waited over two days"),
    "why_nots.lead-follow-up.action": words("Route leads to me with a same-day alarm"),
    "why_nots.lead-follow-up.owner": words("Dana"),
    "why_nots.lead-follow-up.due": Day(starts=date(2027, 1, 31), ends=date(2027, 1, 31)),
    "run_rate.signed": money(60_000),
    "run_rate.follow_on": money(40_000),
    "year.weeks_off": weeks(4),
    "needs.marketing": words("20 qualified leads a quarter"),
    "risks.merger.name": words("Two clinics merge and freeze spending"),
    "commitments.meetings.name": words("Six first meetings every week"),
    "kpis.referrals.name": words("A referral asked at every go-live"),
}
HUNTING: dict[str, Value] = BOTH | {
    "last_year.average_deal": money(50_000),
    "run_rate.contracted": money(180_000),
    "run_rate.not_renewing": money(20_000),
    "deals.vandelay.name": words("Vandelay"),
    "deals.vandelay.amount": money(120_000),
    "deals.vandelay.odds": percent("0.6"),
    "deals.hooli.name": words("Hooli"),
    "deals.hooli.amount": money(80_000),
    "targets.profile": words("Clinics with 50 to 200 seats"),
    "targets.sources": words("Referrals and the spring event"),
    "targets.first_quarter": words("Initech and Stark"),
    "prospects.initech.name": words("Initech"),
    "prospects.initech.amount": money(70_000),
    "funnel.meeting_rate": percent("0.4"),
    "funnel.cycle_weeks": weeks(10),
    "funnel.meetings_held": count(4),
    "funnel.meetings_per_week": count(4),
}
FARMING: dict[str, Value] = BOTH | {
    "last_year.quota": money(1_300_000),
    "last_year.revenue": money(1_310_000),
    "accounts.acme.name": words("Acme"),
    "accounts.acme.last_year": money(700_000),
    "accounts.acme.keep": money(660_000),
    "accounts.acme.growth": money(90_000),
    "accounts.acme.sell": words("Security monitoring"),
    "accounts.acme.renewal": Day(starts=date(2027, 6, 1), ends=date(2027, 6, 30)),
    "accounts.acme.risk": words("The CFO leaves"),
    "accounts.acme.relationship": words("The COO, met every month"),
    "accounts.acme.buys": words("Managed support, Backup"),
    "accounts.globex.name": words("Globex"),
    "accounts.globex.last_year": money(610_000),
    "accounts.globex.keep": money(610_000),
    "accounts.globex.growth": money(50_000),
    "accounts.globex.sell": words("Backup"),
    "accounts.globex.renewal": Day(starts=date(2027, 9, 1), ends=date(2027, 9, 30)),
    "accounts.globex.risk": words("None seen"),
    "accounts.globex.relationship": words("The owner"),
    "accounts.globex.buys": words("none"),
    "deals.acme-siem.name": words("Acme SIEM"),
    "deals.acme-siem.amount": money(100_000),
    "reviews.per_account": count(4),
}
