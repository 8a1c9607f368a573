"""Plans of a Hunter and a Farmer, complete and nearly empty, drawn up from facts written the short way."""

from datetime import UTC, date, datetime
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Day, Fact, Number, Ratio, Read, Said, Words
from bot.figures import Unit
from bot.plan.build import build_plan
from bot.plan.model import Section
from bot.plan.rollup import roll_up
from bot.review.model import Action, Comment, Entry, Review, State, Version
from bot.review.summary import summarise
from bot.team.model import LastYear, Person, Rep, Role, Team

NOW = datetime(2026, 11, 16, 15, 30, tzinfo=UTC)
HUNTER = Rep(
    id="dana",
    name="Dana Reyes",
    role=Role.HUNTER,
    manager="morgan",
    goal=Decimal(1050000),
    last_year=LastYear(quota=Decimal(900000)),
    lines={"goal": 33, "last_year.quota": 31},
)
FARMER = Rep(id="sam", name="Sam Okafor", role=Role.FARMER, manager="morgan", goal=Decimal(1180000))
TEAM = Team(
    company="Northwind Managed IT",
    fiscal_year=FiscalYear(starts=date(2027, 1, 1)),
    currency="USD",
    budgeted_revenue=Decimal(2200000),
    executive=Person(id="alex", name="Alex Chen", role=Role.EXECUTIVE),
    managers=(Person(id="morgan", name="Morgan Ito", role=Role.MANAGER),),
    reps=(HUNTER, FARMER),
)


def money(amount, *, about=False):
    return Number(value=Decimal(amount), unit=Unit.MONEY, about=about)


def percent(fraction):
    return Number(value=Decimal(fraction), unit=Unit.PERCENT)


def count(number):
    return Number(value=Decimal(number), unit=Unit.COUNT)


def words(text):
    return Words(text=text)


def day(first, last=None):
    return Day(starts=first, ends=last or first)


def facts(values, source=None):
    def fact(slot, value):
        return Fact(slot=slot, value=value, source=source or Said(message="Ev01", quote=_quote(value)), at=NOW)

    return {slot: fact(slot, value) for slot, value in values.items()}


def _quote(value):
    return value.text if isinstance(value, Words) else f"call it {getattr(value, 'value', 'that')}, all in all"


LOOK_BACK = {
    "last_year.revenue": money(828000, about=True),
    "last_year.won": Ratio(part=9, whole=24),
    "last_year.average_deal": money(62000),
    "last_year.won_because": words("In the room before the tender, with a named engineer and a security review."),
    "last_year.lost_because": words("Late to five deals where the incumbent had just renewed for three years."),
    "last_year.lost_on_price": count(3),
    "last_year.kpis_reached": words("First meetings yes, proposals out within five days no."),
}
WHY_NOTS = {
    "why_nots.follow-up.item": words("Every lead followed up in time"),
    "why_nots.follow-up.cause": words("Leads land in a shared mailbox that nobody owns on Fridays."),
    "why_nots.follow-up.evidence": words("11 of 42 leads waited more than two days."),
    "why_nots.follow-up.action": words("One owner a week, with a reply inside four working hours."),
    "why_nots.follow-up.owner": words("Dana"),
    "why_nots.follow-up.due": day(date(2027, 1, 31)),
    "why_nots.price.item": words("Price and gross margin held"),
    "why_nots.price.cause": words("Price"),
    "why_nots.price.evidence": words("Discounts of 12% on average in the fourth quarter."),
    "why_nots.price.action": words("Agree the walk-away price with Finance before the proposal."),
    "why_nots.price.due": day(date(2027, 3, 11), date(2027, 3, 20)),
}
REST = {
    "run_rate.signed": money(45000),
    "deals.harbor.name": words("Harbor Clinics"),
    "deals.harbor.amount": money(120000),
    "deals.harbor.odds": percent("0.5"),
    "deals.delta.name": words("Delta Freight"),
    "deals.delta.amount": money(80000),
    "year.weeks_off": count(5),
    "needs.services": words("A named engineer for two pre-sales visits a month from February."),
    "needs.marketing": words("Four security workshops, 30 qualified leads in the first half."),
    "risks.freeze.name": words("Harbor may freeze spending until the merger closes."),
    "commitments.meetings.name": words("Every meeting logged by Friday noon."),
}
HUNTING = {
    "run_rate.contracted": money(180000),
    "run_rate.not_renewing": money(30000),
    "targets.profile": words("Clinics and freight firms with 50 to 250 seats and no IT of their own."),
    "targets.sources": words("Half from referrals, a third from Marketing's security workshops, the rest cold."),
    "targets.first_quarter": words("Mesa and Lakeside to a first meeting by the end of January."),
    "prospects.mesa.name": words("Mesa Dental Group"),
    "prospects.mesa.amount": money(95000, about=True),
    "prospects.lakeside.name": words("Lakeside Cold Storage"),
    "prospects.lakeside.amount": money(70000),
    "prospects.orchard.name": words("Orchard Physio"),
    "funnel.meeting_rate": percent("0.4"),
    "funnel.cycle_weeks": count(10),
    "funnel.meetings_held": count("1.8"),
    "funnel.meetings_per_week": count(3),
    "kpis.proposals.name": words("Proposals out within five days"),
}
ACCOUNTS = {
    "Ashby Legal": (210000, 30000),
    "Bright Smiles Dental": (185000, 12000),
    "Cobalt Foundry and Castings of the Upper Valley": (164000, 24000),
    "Dunmore Schools": (142000, 8000),
    "Elm Street Credit Union": (120000, 15000),
    "Foxglove Nurseries": (96000, 0),
    "Granite State Insurance": (88000, 11000),
    "Hollis & Vane | Partners": (51000, None),
}


def _account(number, name, last_year, growth):
    at = f"accounts.account-{number}"
    read = {f"{at}.name": words(name), f"{at}.last_year": money(last_year), f"{at}.keep": money(last_year - 4000)}
    read[f"{at}.buys"] = words("Managed support, Security" if number % 3 else "none")
    told = {f"{at}.relationship": words(("The owner knows us well", "New office manager, met once")[number % 2])}
    if growth is not None:
        told[f"{at}.growth"] = money(growth)
    if growth:
        told[f"{at}.sell"] = words(("Managed backup", "Security awareness training and phishing tests")[number % 2])
    if number != 4:
        told[f"{at}.renewal"] = day(date(2027, 1 + number, 1), date(2027, 1 + number, 15))
    if number % 2:
        told[f"{at}.risk"] = words("Being courted by a national provider")
    return facts(read, Read(file="accounts.csv", row=number + 2)) | facts(told)


def hunter(**values):
    return build_plan(HUNTER, TEAM, facts(LOOK_BACK | WHY_NOTS | REST | HUNTING | values), NOW)


def farmer():
    known = facts(LOOK_BACK | WHY_NOTS | REST | {"reviews.per_account": count(2)})
    for number, (name, (last_year, growth)) in enumerate(ACCOUNTS.items()):
        known |= _account(number, name, last_year, growth)
    return build_plan(FARMER, TEAM, known, NOW)


def almost_empty(rep=HUNTER):
    return build_plan(rep.model_copy(update={"last_year": LastYear()}), TEAM, {}, NOW)


def summary():
    asked = Comment(
        id="c1",
        version=1,
        section=Section.FUNNEL,
        text="Two meetings a week do not fill the gap.",
        by="alex",
        at=NOW,
        answer="Raised to three, and blocked Tuesdays for it.",
        answered_at=NOW,
    )
    first = Version(number=1, plan=hunter(**{"funnel.meetings_per_week": count(2)}), submitted_at=NOW)
    return summarise(
        Review(
            person="dana",
            state=State.SUBMITTED,
            versions=(first, Version(number=2, plan=hunter(), submitted_at=NOW)),
            comments=(asked,),
            history=(Entry(at=NOW, by="alex", action=Action.REQUEST_CHANGES, version=1),),
        )
    )


def rollup():
    extra = Rep(id="kim", name="Kim Vu", role=Role.VCIO, manager="morgan", goal=Decimal(300000))
    team = TEAM.model_copy(update={"reps": (*TEAM.reps, extra)})
    return roll_up(team, [hunter(), farmer()])
