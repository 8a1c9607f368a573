"""The record of what was changed in the team: who, when, which field, from what to what. Of pay, only that it was."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from pydantic import Field

from bot.facts import Frozen
from bot.reading.tables.writing import csv_bytes, inert
from bot.team.sheet import INVITED, Sheet, Value, in_one_line
from bot.team.words import in_words, value_in_words

PAY = frozenset({"comp_plan"})
"""Fields of which the record says that they were changed, and not what they held."""
NAMING = ("manager", "pay_viewers")
"""Fields that hold people's ids."""
_ADDRESS = re.compile(r" \((?:T[A-Z0-9]+/)?[UW][A-Z0-9]+\)$")
ORGANIZATION, THERE = "Organization", "in the team"
HEADER = ("Version", "When (UTC)", "Who", "About", "Field", "From", "To")


class TeamVersion(Frozen):
    """The team at one point: its number from 1, and when it was made (UTC).

    `by` is who made it: a name with its Slack address, or whoever ran a command.
    """

    number: int = Field(ge=1)
    at: datetime
    by: str
    sheet: Sheet

    @property
    def by_name(self) -> str:
        """Who made it, without their address where their name is known."""
        return _ADDRESS.sub("", self.by) or self.by


class Difference(Frozen):
    """A field that two versions differ in, empty where it is not set; `whose` is a name, or the organization."""

    whose: str
    field: str
    before: str
    after: str

    @property
    def is_pay(self) -> bool:
        """Whether it is about pay, so that only the change itself is told."""
        return self.field in PAY


def differences(before: Sheet, after: Sheet) -> Iterator[Difference]:
    """What was changed from one version to the next, the organization first, then person by person."""
    yield from _between(ORGANIZATION, _by_name(before.organization, before), _by_name(after.organization, after))
    for person in (*after.people, *(who for who in before.people if who not in after.people)):
        whose = after.name(person) if person in after.people else before.name(person)
        if (person in before.people) != (person in after.people):
            there = person in after.people
            yield Difference(whose=whose, field=THERE, before=_yes(not there), after=_yes(there))
        was, now = before.people.get(person, {}), after.people.get(person, {})
        yield from _between(whose, _by_name(was, before), _by_name(now, after))


def _by_name(fields: dict[str, Value], sheet: Sheet) -> dict[str, Value]:
    """Fields with people's names in place of their ids."""
    named = {name: fields[name] for name in NAMING if name in fields}
    return fields | {
        name: tuple(map(sheet.name, ids)) if isinstance(ids, tuple) else sheet.name(ids) for name, ids in named.items()
    }


def _yes(there: bool) -> str:  # noqa: FBT001 - it is what is said
    return "yes" if there else "no"


def _between(whose: str, before: dict[str, Value], after: dict[str, Value]) -> Iterator[Difference]:
    for field in (*after, *(name for name in before if name not in after)):
        was, now = before.get(field), after.get(field)
        if was != now:
            yield Difference(whose=whose, field=field, before=_told(field, was), after=_told(field, now))


def _told(field: str, value: Value | None) -> str:
    if field in PAY:
        return ""
    return value_in_words(field, in_one_line(value))


def told(before: Sheet, after: Sheet) -> tuple[str, ...]:
    """What was changed, a line for each; of who joined or left, that they did."""
    found = tuple(differences(before, after))
    moved = {difference.whose for difference in found if difference.field == THERE}
    return tuple(line(d) for d in found if d.field == THERE or d.whose not in moved)


def line(difference: Difference) -> str:
    """A difference in words: "Dana Reyes: revenue goal from 1,400,000 to 1,600,000"."""
    what = f"{difference.whose}: {in_words(difference.field)}"
    if difference.is_pay:
        return f"{what} changed"
    if difference.field == THERE:
        return f"{difference.whose}: {'joined' if difference.after == 'yes' else 'left'} the team"
    if difference.field == INVITED:
        return f"{difference.whose}: invited for the year from {difference.after}"
    if not difference.before:
        return f"{what} set to {difference.after}"
    return f"{what} {difference.before} taken out" if not difference.after else _from_to(what, difference)


def _from_to(what: str, difference: Difference) -> str:
    return f"{what} from {difference.before} to {difference.after}"


def log_lines(versions: Sequence[TeamVersion]) -> tuple[str, ...]:
    """Every version with what it changed, the latest first."""
    pairs = list(zip((None, *versions), versions, strict=False))
    return tuple(
        f"{version.at:%Y-%m-%d %H:%M} {version.by_name}: {each}"
        for before, version in reversed(pairs)
        for each in told(before.sheet if before else Sheet(), version.sheet)
    )


def log_csv(versions: Sequence[TeamVersion]) -> bytes:
    """Every change of every version as CSV, in order; no cell is one that a spreadsheet works out."""
    rows = [HEADER]
    for before, version in zip((None, *versions), versions, strict=False):
        for found in differences(before.sheet if before else Sheet(), version.sheet):
            told = ("changed", "changed") if found.is_pay else (found.before, found.after)
            at = f"{version.at:%Y-%m-%d %H:%M}"
            cells = (str(version.number), at, version.by_name, found.whose, in_words(found.field), *told)
            rows.append(tuple(map(inert, cells)))  # type: ignore[arg-type]
    return csv_bytes(rows)
