"""What a sheet of the team comes to: what is wrong with it, what is still missing, and the team in force."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.cycle.fiscal_year import FiscalYear
from bot.facts import Frozen
from bot.team.file import read_team
from bot.team.model import Person, Role, Team
from bot.team.sheet import Fields, Page, Place, Sheet, written
from bot.team.words import in_words

KEPT = "team set-up"
"""What the figures of a team that was set up in Slack are said to be from, in place of a file's name."""
NEEDED = ("company", "fiscal_year_start", "currency", "budgeted_revenue")
NEEDED_OF_A_REP = ("role", "goal")
STAND_IN_ID = "somebody-to-come"
STAND_INS: Mapping[str, str] = {
    "company": "Company",
    "fiscal_year_start": "2027-01-01",
    "currency": "USD",
    "budgeted_revenue": "1",
    "role": Role.HUNTER.value,
    "goal": "1",
}
STAND_IN = Team(
    company="your company",
    fiscal_year=FiscalYear(starts=date(2027, 1, 1)),
    currency="USD",
    budgeted_revenue=Decimal(1),
    executive=Person(id=STAND_IN_ID, name="your sales executive", role=Role.EXECUTIVE),
    reps=(),
    file=KEPT,
)
"""The team while none is in force: nobody is in it."""
_ON_LINE = re.compile(r"the person on line (\d+)")


class Wrong(Frozen):
    """One thing wrong with a field: whose it is (None: the organization's), what is wrong, and what is expected."""

    person: str | None
    field: str
    wrong: str
    expected: str

    def __str__(self) -> str:
        return f"{self.wrong[:1].upper()}{self.wrong[1:]}. Expected: {self.expected}."


def wrongs(sheet: Sheet) -> tuple[Wrong, ...]:
    """What is wrong with what is there, in the words of a team file's own problems; what is missing is not wrong."""
    page = written(_filled(sheet))
    found = read_team(page.text, KEPT)
    if isinstance(found, Team):
        return ()
    return tuple(
        _wrong(page.place(problem.line), _named(problem.wrong, page, sheet), problem.expected) for problem in found
    )


def _wrong(place: Place, wrong: str, expected: str) -> Wrong:
    # A field of the file, called as the forms call it.
    person, field = place
    named = f'"{field.rpartition(".")[2]}"'
    said = f"{in_words(field)}{wrong.removeprefix(named)}" if wrong.startswith(named) else wrong
    return Wrong(person=person, field=field, wrong=said, expected=expected)


def _named(wrong: str, page: Page, sheet: Sheet) -> str:
    """A line of the page that nobody sees, told as whose it is."""
    return _ON_LINE.sub(lambda found: sheet.name(page.place(int(found[1]))[0] or ""), wrong)


def _filled(sheet: Sheet) -> Sheet:
    """The sheet with stand-ins for what is missing, so that what is there can be checked by itself."""
    organization: Fields = {name: STAND_INS[name] for name in NEEDED}
    of_a_rep: Fields = {name: STAND_INS[name] for name in NEEDED_OF_A_REP}
    people = {
        person: of_a_rep | fields if person in sheet.writers else fields for person, fields in sheet.people.items()
    }
    if not sheet.who(Role.EXECUTIVE):
        people |= {STAND_IN_ID: {"name": "Executive to come", "role": Role.EXECUTIVE.value}}
    if not sheet.writers:
        people |= {f"{STAND_IN_ID}-too": {"name": "Rep to come", "role": STAND_INS["role"], "goal": STAND_INS["goal"]}}
    return Sheet(organization=organization | sheet.organization, people=people)


def missing_of(sheet: Sheet, person: str | None = None) -> tuple[str, ...]:
    """The fields that are still needed of somebody, or (None) of the organization."""
    needed = NEEDED if person is None else NEEDED_OF_A_REP if person in sheet.writers else ()
    return tuple(field for field in needed if sheet.value((person, field)) is None)


def in_force(sheet: Sheet) -> Team | None:
    """The team as everything else knows it, without those of whom something is missing.

    None while there is no organization, no executive, or nobody who can write a plan.
    """
    complete = {person: fields for person, fields in sheet.people.items() if not missing_of(sheet, person)}
    if missing_of(sheet) or not sheet.who(Role.EXECUTIVE) or not any(person in complete for person in sheet.writers):
        return None
    team = read_team(written(Sheet(organization=sheet.organization, people=complete)).text, KEPT)
    if not isinstance(team, Team):
        return None
    # A line of a page that nobody sees leads nowhere.
    return team.model_copy(update={"reps": tuple(rep.model_copy(update={"lines": {}}) for rep in team.reps)})
