"""The forms of the set-up, front-end neutral: what each asks, and what it holds when it opens."""

from collections.abc import Callable, Iterator
from typing import Literal

from pydantic import Field

from bot.cycle.season import DEFAULT, Milestone
from bot.facts import Frozen
from bot.line.buttons import Option
from bot.plan.judging import and_list
from bot.team.entries import REP_ROLES
from bot.team.model import Role
from bot.team.sheet import ADMINISTRATORS, ENTRIES, Sheet
from bot.team.words import in_words

Kind = Literal["line", "lines", "pick", "several", "day", "members", "channels", "file"]
LISTS = frozenset({ADMINISTRATORS, "closed", "leave", "service_lines", "pay_viewers"})
"""Fields that hold several values; in a form each stands on a line, or is picked."""
LEAD_ROLES = (Role.MANAGER.value, Role.EXECUTIVE.value)
ROLES = (*(role.value for role in REP_ROLES.values()), *LEAD_ROLES)
ROLE_WORDS = {
    "Hunter": "Hunter: wins new accounts",
    "Farmer": "Farmer: keeps and grows accounts",
    "vCIO": "vCIO: farms, from Service",
    "manager": "Manager: leads reps",
    "executive": "Sales executive: reviews all plans",
}


class Blank(Frozen):
    """One place of a form: `key` is a field, `value` what it holds now (several with a line for each)."""

    key: str
    label: str
    kind: Kind = "line"
    value: str = Field(default="", repr=False)
    options: tuple[Option, ...] = ()
    hint: str = ""


class TeamForm(Frozen):
    """A form: `about` says what it is about when it comes back, `intro` what to know before filling it in."""

    about: str
    title: str
    intro: str = Field(repr=False)
    blanks: tuple[Blank, ...] = ()
    submit: str = "Save"


ORGANIZATION, CALENDAR, WORKING, PEOPLE = "organization", "calendar", "working", "people"
PERSON, PAY, TAKE, LEAVE = "person", "pay", "take", "leave"


def organization_form(sheet: Sheet) -> TeamForm:
    """Who you are, what the year is to bring, and who looks after this."""
    profiles = (("light", "Light: two a week"), ("standard", "Standard: three a week"), ("active", "Active: five"))
    of = _of(sheet, None)
    blanks = (
        of("company"),
        of("fiscal_year_start", "day", hint="The year being planned. Planning opens three months before."),
        of("currency", hint="Three letters: USD, EUR, GBP."),
        of("budgeted_revenue", hint="Of the whole team, in full: 6,200,000. The plans must add up to it or more."),
        of("country", hint="Two letters, such as US: whose public holidays count. Without it, US."),
        of("nudges", "pick", options=tuple(Option(label=label, value=value) for value, label in profiles)),
        of(ADMINISTRATORS, "members", hint="Who may set up the team, besides you."),
    )
    return TeamForm(about=ORGANIZATION, title="Your organization", intro="What every plan starts from.", blanks=blanks)


def calendar_form(sheet: Sheet) -> TeamForm:
    """By when each step is due."""
    of = _of(sheet, None)
    blanks = tuple(of(f"calendar.{each.value}", hint=f"Usually {_usual(each)}.") for each in Milestone)
    intro = (
        "Write *6 weeks before* or *10 days after* the first day of the fiscal year, or a day such as 2026-11-20. "
        "What is empty keeps its usual place. One on a weekend or a holiday is due on the working day before."
    )
    return TeamForm(about=CALENDAR, title="Deadlines", intro=intro, blanks=blanks)


def _usual(milestone: Milestone) -> str:
    weeks = abs(DEFAULT[milestone]) // 7
    return f"{weeks} weeks {'before' if DEFAULT[milestone] < 0 else 'after'}"


def working_form(sheet: Sheet) -> TeamForm:
    """Working time, what the company sells, and who else may read pay."""
    of = _of(sheet, None)
    managers = tuple(Option(label=sheet.name(person), value=person) for person in sheet.who(Role.MANAGER))
    viewers = (of("pay_viewers", "several", options=managers, hint="Managers only."),) if managers else ()
    blanks = (
        of("working_hours", hint="Such as 8:30-17:00. Without it, 9:00-17:00."),
        of("working_days", hint="Such as Mon-Fri or Sun-Thu. Without it, Mon-Fri."),
        of("closed", "lines", hint="A line for each: 2026-11-27, or 2026-12-24 to 2027-01-01."),
        of("service_lines", "lines", hint="What you sell, a line for each."),
        of("ramp_months", hint="A number. Until then a newcomer's plan counts half. Empty: the coach asks."),
        of("last_year_budget", hint="Of the whole team. Shows whether goals were set too high or too low."),
        of("last_year_revenue", hint="Of the whole team, people who have left included."),
        *viewers,
    )
    intro = "All of it may be left empty. People's own time zone, holidays and days off are with each person."
    return TeamForm(about=WORKING, title="Working time and more", intro=intro, blanks=blanks)


def people_form() -> TeamForm:
    """Whom to bring in from Slack."""
    blanks = (
        Blank(key="members", label="People", kind="members"),
        Blank(key="channels", label="Everyone in these channels", kind="channels", hint="I must be in a private one."),
    )
    intro = (
        "Their name, email, title and time zone come from Slack. Roles and goals are yours to say next. Nobody is "
        "written to before you invite them."
    )
    return TeamForm(about=PEOPLE, title="Bring in people", intro=intro, blanks=blanks, submit="Bring in")


def person_form(sheet: Sheet, person: str) -> TeamForm:
    """Everything about one person but their pay."""
    of = _of(sheet, person)
    leads = [who for who in sheet.people if sheet.role(who) in ENTRIES and who != person]
    options = tuple(Option(label=sheet.name(who), value=who) for who in leads)
    reports = (of("manager", "pick", options=options, hint="Empty: the executive."),) if options else ()
    blanks = (
        of("name"),
        of("title"),
        of("role", "pick", options=tuple(Option(label=ROLE_WORDS[role], value=role) for role in ROLES)),
        *reports,
        of("goal", hint="For the year, in full: 1,400,000. Hunters, Farmers and vCIOs have one."),
        *(of(f"last_year.{name}", hint=hint) for name, hint in LAST_YEAR.items() if sheet.role(person) not in ENTRIES),
        of("time_zone", hint="Such as America/New_York."),
        of("country", hint="Two letters, where their public holidays are not the company's."),
        of("leave", "lines", hint="A line for each: 2026-11-27, or 2026-12-21 to 2027-01-03."),
    )
    intro = "Nobody is both Hunter and Farmer. Of last year, leave out what you do not know; I will ask."
    return TeamForm(about=f"{PERSON}:{person}", title=sheet.name(person), intro=intro, blanks=blanks)


LAST_YEAR = {
    "quota": "",
    "revenue": "",
    "won": "A number of deals.",
    "decided": "Won plus lost.",
    "average_deal": "",
}


def _of(sheet: Sheet, person: str | None) -> Callable[..., Blank]:
    """Makes the places of a form, each with what its field holds."""

    def blank(field: str, kind: Kind = "line", options: tuple[Option, ...] = (), hint: str = "") -> Blank:
        value = sheet.value((person, field)) or ""
        text = "\n".join(value) if isinstance(value, tuple) and field in LISTS else sheet.text((person, field))
        text = _role(text) if field == "role" else text
        label = in_words(field)
        label = label[0].upper() + label[1:]
        return Blank(key=field, label=label, kind=kind, value=text, options=options, hint=hint)

    return blank


def _role(written: str) -> str:
    return next((role for role in ROLES if role.casefold() == written.casefold()), written)


def pay_form(sheet: Sheet, person: str, examples: tuple[str, ...]) -> TeamForm:
    """Where somebody's compensation plan comes from."""
    others = [who for who in sheet.people if who != person and sheet.pay_plans_of(who)]
    same = tuple(Option(label=f"The same as {sheet.name(who)}", value=f"same:{who}") for who in others)
    shown = tuple(Option(label=title, value=f"example:{n}") for n, title in enumerate(examples))
    blanks = (
        Blank(key="text", label="The plan as YAML", kind="lines", hint="Longer than 3,000 characters? Send the file."),
        Blank(key="file", label="Or its file", kind="file"),
        Blank(key="from", label="Or start from", kind="pick", options=(*same, *shown)[:100]),
    )
    there = "There is a plan on file, which a new one follows." if sheet.pay_plans_of(person) else "None is on file."
    intro = (
        f"{there} One of the three will do; `planwright pay reference` says how a plan is written. You see what it "
        "pays before it is taken in. After that only the rep, the executive and those named for pay see it."
    )
    about = f"{PAY}:{person}"
    return TeamForm(about=about, title="Compensation plan", intro=intro, blanks=blanks, submit="See what it pays")


def take_form(person: str, name: str, intro: str) -> TeamForm:
    """A plan that was read, before it is taken in."""
    return TeamForm(about=f"{TAKE}:{person}:{name}", title="Is this the plan?", intro=intro, submit="Take it in")


def leave_form(sheet: Sheet, person: str, plan: str) -> TeamForm:
    """What happens when somebody leaves, and who takes over."""
    name = sheet.name(person)
    blank = Blank(key="to", label="Who takes over", kind="pick", options=tuple(_successors(sheet, person)))
    intro = f"{' '.join(_what_happens(sheet, person, plan))} The log keeps that {name} was in the team."
    return TeamForm(
        about=f"{LEAVE}:{person}",
        title="Remove or hand over",
        intro=intro,
        blanks=(blank,) if blank.options else (),
        submit="Remove",
    )


def _successors(sheet: Sheet, person: str) -> Iterator[Option]:
    leads = sheet.role(person) in ENTRIES
    for who in sheet.people:
        if who != person and (sheet.role(who) in ENTRIES) == leads:
            yield Option(label=sheet.name(who), value=who)


def _what_happens(sheet: Sheet, person: str, plan: str) -> Iterator[str]:
    name = sheet.name(person)
    yield f"*{name}* leaves the team: I write to them no more, and what they write gets a polite line."
    if person in sheet.writers:
        yield plan
        yield "Whoever takes over gets the goal on top of their own; with nobody, the goal is gone."
        return
    reports = [sheet.name(rep) for rep in sheet.writers if sheet.text((rep, "manager")) == person]
    if reports:
        yield f"Reporting to whoever takes over, else to the executive: {and_list(reports)}."
    if sheet.role(person) == Role.EXECUTIVE:
        yield "Somebody has to take over as executive: every plan is reviewed there."
