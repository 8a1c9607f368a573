"""The set-up on an administrator's home page: where it stands, what is needed, everyone, and the latest changes."""

from bot.line.actions import SAY, TEAM
from bot.line.administering import forms
from bot.line.administering.words import better, member_line, needed, organization_line, recent, standing_line
from bot.line.buttons import Button, Menu, Option
from bot.line.office import Office
from bot.line.pages import HomeTeam
from bot.team.audit import TeamVersion
from bot.team.model import Role
from bot.team.sheet import Sheet
from bot.team.standing import in_force, missing_of

SHOWN = 40
"""People listed with what can be done; a page has room for no more beside a role's own part."""
LINES = 6
"""Lines of the log on the page."""


def home_team(sheet: Sheet, versions: tuple[TeamVersion, ...], office: Office) -> HomeTeam:
    """The page's part for an administrator, of the sheet as it is now."""
    people = list(sheet.people)
    left = len(people) - SHOWN
    return HomeTeam(
        standing=f"{standing_line(office, sheet)}\n{organization_line(sheet)}",
        missing=tuple(needed(sheet)),
        better=tuple(better(sheet)),
        first=_first(sheet),
        buttons=_buttons(sheet),
        members=tuple(_member(person, sheet) for person in people[:SHOWN]),
        more=f"And {left} more: say *set up* for all, or *set Dana's goal to ...* for one." if left > 0 else "",
        changes=recent(versions, LINES),
    )


def _first(sheet: Sheet) -> tuple[Button, ...]:
    """The next step: the organization, then people, then inviting them."""
    if missing_of(sheet):
        return (_opens("Your organization", forms.ORGANIZATION, "primary"),)
    if len(sheet.people) < 2:
        return (_opens("Bring in people from Slack", forms.PEOPLE, "primary"),)
    if in_force(sheet) is not None and any(_waits(person, sheet) for person in sheet.people):
        return (Button(label="Invite everyone", action=SAY, value="invite everyone", style="primary"),)
    return ()


def _waits(person: str, sheet: Sheet) -> bool:
    season = sheet.text((None, "fiscal_year_start"))
    reachable = sheet.text((person, "slack_id")) and not missing_of(sheet, person)
    return bool(reachable) and sheet.text((person, "invited")) != season


def _buttons(sheet: Sheet) -> tuple[Button, ...]:
    if missing_of(sheet):
        return ()
    return (
        _opens("Organization", forms.ORGANIZATION),
        _opens("Deadlines", forms.CALENDAR),
        _opens("Working time and more", forms.WORKING),
        _opens("Bring in people", forms.PEOPLE),
        Button(label="All changes", action=SAY, value="team log"),
    )


def _opens(label: str, about: str, style: str = "default") -> Button:
    return Button(label=label, action=TEAM, value=about, style="primary" if style == "primary" else "default")


def _member(person: str, sheet: Sheet) -> Menu:
    """Somebody with what can be done about them."""
    pay = (Option(label="Compensation plan", value=f"{forms.PAY}:{person}"),)
    options = (
        Option(label="Change", value=f"{forms.PERSON}:{person}"),
        *(pay if sheet.role(person) != Role.MANAGER else ()),
        Option(label="Remove or hand over", value=f"{forms.LEAVE}:{person}"),
    )
    return Menu(label=member_line(person, sheet), action=TEAM, options=options, small=True)
