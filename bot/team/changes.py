"""Changes to the team as values: a field set, somebody who joins, somebody who leaves. What cannot stand is refused.

Changes made together stand or fall together, so that an executive can hand over to another in one go.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from bot.facts import Frozen, Typed
from bot.team.entries import AMOUNT, WRITTEN_ID
from bot.team.model import Role
from bot.team.sheet import (
    ADMINISTRATORS,
    ENTRIES,
    KEPT_ASIDE,
    ORGANIZATION,
    Fields,
    Sheet,
    Value,
    fields_of,
    in_one_line,
)
from bot.team.standing import NEEDED, NEEDED_OF_A_REP, Wrong, in_force, missing_of, wrongs
from bot.team.words import in_words


class SetField(Frozen):
    """A field of somebody's, or (None) of the organization's: what it held when it was looked at, and what it shall.

    None is a field that is not set.
    """

    kind: Literal["set"] = "set"
    person: str | None = None
    field: Typed
    before: Value | None = Field(default=None, repr=False)
    after: Value | None = Field(default=None, repr=False)


class Join(Frozen):
    """Somebody new, with an id of their own and what is known of them."""

    kind: Literal["join"] = "join"
    person: str
    fields: Fields = Field(repr=False)


class Leave(Frozen):
    """Somebody leaves. `to` takes over: the executive's office, a manager's reps, or a rep's goal."""

    kind: Literal["leave"] = "leave"
    person: str
    to: Typed | None = None


TeamChange = Annotated[SetField | Join | Leave, Field(discriminator="kind")]


def apply(sheet: Sheet, changes: Sequence[TeamChange]) -> Sheet | tuple[Wrong, ...]:
    """The sheet after all of these changes, or why none of them was made."""
    after = sheet
    for change in changes:
        made = _made(after, change)
        if isinstance(made, Wrong):
            return (made,)
        after = made
    return wrongs(after) or tuple(_lost(sheet, after, changes)) or after


def _made(sheet: Sheet, change: TeamChange) -> Sheet | Wrong:
    match change:
        case SetField():
            return _set(sheet, change)
        case Join(person=person):
            if person in sheet.people:
                return _wrong(person, "name", f'"{sheet.name(person)}" is in the team already', "everyone once")
            if not WRITTEN_ID.fullmatch(person):
                return _wrong(
                    person, "name", f'no id can be made of "{change.fields.get("name")}"', "a name in letters"
                )
            unknown = next((field for field in change.fields if field not in fields_of("")), None)
            if unknown:
                return _wrong(person, unknown, f'"{unknown}" is not a field here', "a field of the team file")
            return sheet.model_copy(update={"people": sheet.people | {person: change.fields}})
        case Leave():
            return _left(sheet, change)


def _set(sheet: Sheet, change: SetField) -> Sheet | Wrong:
    person, field = place = change.person, change.field
    known = (*ORGANIZATION, ADMINISTRATORS) if person is None else fields_of(sheet.role(person))
    if person is not None and person not in sheet.people:
        return _wrong(person, field, f'"{person}" is not in the team any more', "somebody who is")
    if field not in known:
        return _wrong(person, field, f'"{field}" is not a field here', "a field of the team file")
    there = sheet.value(place)
    if in_one_line(there) not in (in_one_line(change.before), in_one_line(change.after)):
        now = "not set" if there is None else f'"{sheet.text(place)}"' if field != "comp_plan" else "another one"
        wrong = f"{in_words(field)} was changed meanwhile and is {now} now"
        return _wrong(person, field, wrong, "a look at what it is now, and then your change")
    needed = (*NEEDED, ADMINISTRATORS) if person is None else (*NEEDED_OF_A_REP, "name")
    if not change.after and there and field in needed:
        return _wrong(person, field, f"{in_words(field)} would be empty", "something in its place")
    return _in_role(sheet, person, change.after) if person and field == "role" else sheet.having(place, change.after)


def _in_role(sheet: Sheet, person: str, role: Value | None) -> Sheet | Wrong:
    """Somebody in another role: what does not belong to it goes, and who no longer leads hands over their reps."""
    written = next((each.value for each in Role if each.value.casefold() == str(role).casefold()), str(role or ""))
    others = [who for who in sheet.who(Role.EXECUTIVE) if who != person]
    if written == Role.EXECUTIVE and others:
        wrong = f"{sheet.name(others[0])} is the executive, and there is one"
        return _wrong(person, "role", wrong, f"another role for {sheet.name(others[0])} first")
    had_role, fields = sheet.role(person), fields_of(written)
    kept = {name: value for name, value in sheet.people[person].items() if name in fields}
    sheet = sheet.model_copy(update={"people": sheet.people | {person: kept}}).having((person, "role"), written)
    return _without_lead(sheet, person, None) if had_role in ENTRIES and written not in ENTRIES else sheet


def _left(sheet: Sheet, change: Leave) -> Sheet | Wrong:
    person, to = change.person, change.to
    if person not in sheet.people or (to is not None and (to not in sheet.people or to == person)):
        return _wrong(person, "name", "one of the two is not in the team", "two people who are")
    was, goal = sheet.role(person), sheet.text((person, "goal"))
    people = {who: fields for who, fields in sheet.people.items() if who != person}
    without = sheet.model_copy(update={"people": people})
    after = _in_role(without, to, Role.EXECUTIVE.value) if to and was == Role.EXECUTIVE else without
    if isinstance(after, Wrong):
        return after
    if was in ENTRIES:
        return _without_lead(after, person, to if to and after.role(to) in ENTRIES else None)
    if to is None or not goal:
        return after
    if to not in after.writers:
        return _wrong(person, "goal", f"{after.name(to)} writes no plan", "somebody who does, for the goal")
    return after.having((to, "goal"), _sum(goal, after.text((to, "goal"))))


def _without_lead(sheet: Sheet, person: str, to: str | None) -> Sheet:
    """Nobody reports to this person any more: their reps are `to`'s, or the executive's own."""
    for rep in sheet.writers:
        if sheet.value((rep, "manager")) == person:
            sheet = sheet.having((rep, "manager"), to)
    viewers = sheet.organization.get("pay_viewers", ())
    left = tuple(viewer for viewer in viewers if viewer != person)
    return sheet.having((None, "pay_viewers"), left) if left != viewers else sheet


def _sum(*amounts: str) -> str:
    read = [Decimal(amount.replace(",", "")) for amount in amounts if AMOUNT.fullmatch(amount)]
    return f"{sum(read, Decimal(0)):f}"


def _lost(before: Sheet, after: Sheet, changes: Iterable[TeamChange]) -> Iterable[Wrong]:
    """Who would drop out of a team that is in force without having left it."""
    was, now = in_force(before), in_force(after)
    if was is None:
        return
    left = {change.person for change in changes if isinstance(change, Leave)}
    if now is None and not after.who(Role.EXECUTIVE):
        yield _wrong(None, "executive", "the team would be without an executive", "somebody who takes over")
    elif now is None and all(missing_of(after, person) for person in after.writers):
        yield _wrong(None, "reps", "nobody would be left who writes a plan", "at least one")
    for person in was.people:
        needed = missing_of(after, person.id) if person.id not in left else ()
        if needed:
            wrong = f"{person.name} would be without {' and '.join(in_words(field) for field in needed)}"
            yield _wrong(person.id, needed[0], wrong, "both in one go")


def _wrong(person: str | None, field: str, wrong: str, expected: str) -> Wrong:
    return Wrong(person=person, field=field, wrong=wrong, expected=expected)


def taken_over(sheet: Sheet, imported: Sheet) -> Sheet:
    """An imported sheet in the place of another: what only the set-up knows of stays with those it is about."""
    aside = {name: value for name, value in sheet.organization.items() if name in KEPT_ASIDE}
    people = {
        person: fields | {name: v for name, v in sheet.people.get(person, {}).items() if name in KEPT_ASIDE}
        for person, fields in imported.people.items()
    }
    return Sheet(organization=imported.organization | aside, people=people)
