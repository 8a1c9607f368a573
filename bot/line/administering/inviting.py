"""The first message to everyone: each person once a season, and never before the administrator says so."""

from bot.cycle.season import Milestone, dates_of
from bot.figures import whole_money
from bot.line.actions import SAY
from bot.line.books import Desk
from bot.line.buttons import Button
from bot.line.nudges.words import short_day
from bot.line.posts import Reply
from bot.team.changes import SetField, TeamChange
from bot.team.model import Person, Rep, Role, Team
from bot.team.sheet import INVITED, Sheet


def invite(sheet: Sheet, team: Team, desk: Desk) -> tuple[TeamChange, ...]:
    """Write to everyone who was not invited yet, and give the changes that keep it."""
    season = team.season.key
    waiting = [p for p in team.people if p.slack_id and sheet.text((p.id, INVITED)) != season]
    for person in waiting:
        # The key makes it happen once, whatever else goes wrong.
        desk.tray.post(person.id, _first_words(person, team, desk), key=f"invite/{season}/{person.id}")
    return tuple(
        SetField(person=person.id, field=INVITED, before=sheet.value((person.id, INVITED)), after=season)
        for person in waiting
    )


def _first_words(person: Person, team: Team, desk: Desk) -> Reply:
    """What somebody reads first: who writes, what it is about, and the one next step."""
    values = {
        "first_name": person.first_name,
        "company": team.company,
        "year": team.fiscal_year.label,
        "executive": team.executive.name,
        "count": str(len(team.reports_of(person.id))),
    }
    if not isinstance(person, Rep):
        name = "invite_executive" if person.role is Role.EXECUTIVE else "invite_manager"
        return Reply(text=desk.office.wording.say(name, values))
    due = dates_of(team.season, person.work)[Milestone.INTERVIEW]
    values |= {"goal": whole_money(person.goal, team.currency), "role": person.role.value}
    by = f" by {short_day(due)}" if due >= person.work.today(desk.now) else " soon"
    text = desk.office.wording.say("invite_rep", values | {"by": by})
    return Reply(text=text, buttons=(Button(label="Start", action=SAY, value="continue", style="primary"),))
