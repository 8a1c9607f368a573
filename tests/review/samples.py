"""A team with two managers, and a complete plan of a Hunter and of a Farmer, fact by fact."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Day, Fact, Number, Ratio, Said, Value, Words
from bot.figures import Unit
from bot.plan.build import build_plan
from bot.plan.model import BusinessPlan
from bot.team.model import Person, Rep, Role, Team

NOW = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
SECRET = "OTE 180,000 with an accelerator of 12%"

HANA = Rep(id="hana", name="Hana Sato", role=Role.HUNTER, manager="mo", goal=Decimal(950_000))
FINN = Rep(id="finn", name="Finn Moran", role=Role.FARMER, manager="mia", goal=Decimal(900_000))
EXECUTIVE = Person(id="dana", name="Dana Ortiz", role=Role.EXECUTIVE)
TEAM = Team(
    company="Larkspur IT",
    fiscal_year=FiscalYear(starts=date(2027, 1, 1)),
    currency="USD",
    budgeted_revenue=Decimal(1_800_000),
    executive=EXECUTIVE,
    managers=(
        Person(id="mo", name="Mo Haddad", role=Role.MANAGER),
        Person(id="mia", name="Mia Berg", role=Role.MANAGER),
    ),
    reps=(HANA, FINN),
)


def money(amount: int) -> Number:
    return Number(value=Decimal(amount), unit=Unit.MONEY)


def percent(fraction: str) -> Number:
    return Number(value=Decimal(fraction), unit=Unit.PERCENT)


def count(number: int) -> Number:
    return Number(value=Decimal(number), unit=Unit.COUNT)


def weeks(number: int) -> Number:
    return Number(value=Decimal(number), unit=Unit.WEEKS)


def words(text: str) -> Words:
    return Words(text=text)


def day(month: int, number: int) -> Day:
    return Day(starts=date(2027, month, number), ends=date(2027, month, number))


BOTH: Mapping[str, Value] = {
    "last_year.quota": money(950_000),
    "last_year.revenue": money(850_000),
    "last_year.won": Ratio(part=9, whole=24),
    "last_year.average_deal": money(45_000),
    "last_year.won_because": words("We knew the owners from the chamber of commerce"),
    "last_year.lost_because": words("We met the buyer after the shortlist was made"),
    "last_year.lost_on_price": count(4),
    "last_year.kpis_reached": words("Meetings yes, proposals no"),
    "last_year.kpis_right": words("Meetings led to deals, calls did not"),
    "why_nots.crm.item": words("CRM complete"),
    "why_nots.crm.cause": words("I enter notes on Fridays and forget half of them"),
    "why_nots.crm.evidence": words("31 of 80 records lack a next step"),
    "why_nots.crm.action": words("Dictate notes in the car after each visit"),
    "why_nots.crm.owner": words("me"),
    "why_nots.crm.due": day(2, 1),
    "run_rate.signed": money(60_000),
    "run_rate.follow_on": money(40_000),
    "deals.kestrel.name": words("Kestrel Foods"),
    "deals.kestrel.amount": money(80_000),
    "deals.kestrel.odds": percent("0.5"),
    "goal.revenue": money(1_000_000),
    "year.weeks_off": weeks(4),
    "quarters.q1": percent("0.2"),
    "quarters.q2": percent("0.25"),
    "quarters.q3": percent("0.25"),
    "quarters.q4": percent("0.3"),
    "kpis.demos.name": words("Demos held"),
    "needs.services": words("An engineer for two demos a month"),
    "needs.finance": words("Quotes checked within a day"),
    "needs.operations": words("Onboarding slots in March"),
    "needs.marketing": words("Ten leads a month"),
    "risks.hiring.name": words("The second engineer is not hired by May"),
    "commitments.calls.name": words("I block Monday mornings for prospecting"),
}
HUNTER: Mapping[str, Value] = BOTH | {
    "run_rate.contracted": money(250_000),
    "run_rate.not_renewing": money(20_000),
    "targets.profile": words("Manufacturers with 50 to 200 seats"),
    "targets.sources": words("Referrals and two trade shows"),
    "targets.first_quarter": words("Brightmill and Cobalt"),
    "prospects.brightmill.name": words("Brightmill"),
    "prospects.brightmill.amount": money(400_000),
    "prospects.cobalt.name": words("Cobalt Dental"),
    "prospects.cobalt.amount": money(350_000),
    "funnel.average_deal": money(50_000),
    "funnel.close_rate": percent("0.4"),
    "funnel.meeting_rate": percent("0.3"),
    "funnel.cycle_weeks": weeks(8),
    "funnel.meetings_held": count(4),
    "funnel.meetings_per_week": count(5),
}
FARMER: Mapping[str, Value] = BOTH | {
    "accounts.acme.name": words("Acme Logistics"),
    "accounts.acme.last_year": money(320_000),
    "accounts.acme.keep": money(300_000),
    "accounts.acme.growth": money(60_000),
    "accounts.acme.sell": words("A second site and backup"),
    "accounts.acme.relationship": words("The owner calls me first"),
    "accounts.acme.renewal": day(6, 30),
    "accounts.acme.risk": words("A new finance chief compares prices"),
    "accounts.bluff.name": words("Bluff Clinics"),
    "accounts.bluff.last_year": money(300_000),
    "accounts.bluff.keep": money(300_000),
    "accounts.bluff.growth": money(30_000),
    "accounts.bluff.sell": words("Phones"),
    "accounts.bluff.relationship": words("Good with the manager, none with the board"),
    "accounts.bluff.renewal": day(9, 30),
    "accounts.bluff.risk": words("They may be bought"),
    "accounts.corvid.name": words("Corvid Tools"),
    "accounts.corvid.last_year": money(250_000),
    "accounts.corvid.keep": money(250_000),
    "accounts.corvid.growth": money(50_000),
    "accounts.corvid.sell": words("Security training"),
    "accounts.corvid.relationship": words("Monthly coffee with the owner"),
    "accounts.corvid.renewal": day(3, 31),
    "accounts.corvid.risk": words("None that I see before March"),
    "reviews.per_account": count(4),
}


def plan_of(rep: Rep, values: Mapping[str, Value], as_of: datetime = NOW) -> BusinessPlan:
    facts = {
        slot: Fact(slot=slot, value=value, source=Said(message="m1", quote="as said"), at=NOW)
        for slot, value in values.items()
    }
    return build_plan(rep, TEAM, facts, as_of)


def hunter_plan(changes: Mapping[str, Value] | None = None, without: tuple[str, ...] = ()) -> BusinessPlan:
    """Hana's plan, with some facts changed and every slot that starts with one of `without` left out."""
    return plan_of(HANA, _changed(HUNTER, changes or {}, without))


def farmer_plan(changes: Mapping[str, Value] | None = None, without: tuple[str, ...] = ()) -> BusinessPlan:
    """Finn's plan, changed in the same way."""
    return plan_of(FINN, _changed(FARMER, changes or {}, without))


def _changed(values: Mapping[str, Value], changes: Mapping[str, Value], without: tuple[str, ...]) -> dict[str, Value]:
    return {slot: value for slot, value in (values | changes).items() if not slot.startswith(without)}
