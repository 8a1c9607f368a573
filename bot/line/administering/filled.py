"""What a form of the set-up that was sent in asks for: changes to the team, or what is wrong with it by place."""

from collections.abc import Mapping

from bot.line.administering.forms import LISTS
from bot.team.changes import Leave, SetField, TeamChange
from bot.team.sheet import ADMINISTRATORS, Value
from bot.team.standing import Wrong


def value_of(field: str, text: str) -> Value | None:
    """A field's value from a form's text: a list has a line, or a place between commas, for each."""
    if field not in LISTS:
        return text.strip() or None
    items = tuple(item.strip() for line in text.splitlines() for item in line.split(",") if item.strip())
    return items or None


def field_changes(
    person: str | None, before: Mapping[str, str], after: Mapping[str, str], workspace: str
) -> tuple[TeamChange, ...]:
    """A change for each text that is another now, the role first: what else may be set depends on it."""
    changed = [field for field in after if after[field].strip() != before.get(field, "").strip()]
    return tuple(
        SetField(
            person=person,
            field=field,
            before=_addressed(field, value_of(field, before.get(field, "")), workspace),
            after=_addressed(field, value_of(field, after[field]), workspace),
        )
        for field in sorted(changed, key=lambda field: field != "role")
    )


def _addressed(field: str, value: Value | None, workspace: str) -> Value | None:
    """Members picked in a form are of the workspace that it was filled in in."""
    if field != ADMINISTRATORS or not isinstance(value, tuple) or not workspace:
        return value
    return tuple(member if "/" in member else f"{workspace}/{member}" for member in value)


def leave_changes(person: str, after: Mapping[str, str]) -> tuple[TeamChange, ...]:
    """Somebody leaves, and who was picked takes over."""
    return (Leave(person=person, to=after.get("to") or None),)


def by_place(wrongs: tuple[Wrong, ...], person: str | None) -> dict[str, str]:
    """What is wrong, by the field it is about; "" holds what is about no field of this form's."""
    found: dict[str, str] = {}
    for wrong in wrongs:
        place = wrong.field if wrong.person == person else ""
        found[place] = f"{found[place]} {wrong}" if place in found else str(wrong)
    return found
