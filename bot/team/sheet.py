"""The team as it is being set up: every field as the text one would write in a team file, complete or not.

A sheet and a team file are two forms of one thing. What may stand in a field is decided in one place, by the file's own
models: a sheet is checked by writing it out as a file (`written`) and reading that with `read_team`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Self

from pydantic import Field

from bot.facts import Frozen, Typed
from bot.reading.yaml_lines import Problem, YamlDocument, read_yaml
from bot.team.entries import ExecutiveEntry, PersonEntry, RepEntry, TeamEntry
from bot.team.file import read_team
from bot.team.model import Role, Team
from bot.team.working_entries import CalendarEntry

Value = Typed | tuple[Typed, ...]
Fields = dict[Typed, Value]
Place = tuple[str | None, str]
"""A field: the id of whose it is, None for the organization's own, and its name, dotted where it lies deeper."""

ADMINISTRATORS, INVITED = "administrators", "invited"
KEPT_ASIDE = frozenset({ADMINISTRATORS, INVITED})
"""What only the set-up knows of, and no team file: who may change it, and for which season somebody was invited."""
GROUPS = ("calendar", "last_year")
ORGANIZATION = (
    *(name for name in TeamEntry.model_fields if name not in ("calendar", "executive", "managers", "reps")),
    *(f"calendar.{name}" for name in CalendarEntry.model_fields),
)
TEXTS = frozenset({"company", "name", "title", "email", "manager", "pay_viewers", "service_lines"})
"""Fields whose text stays text, even where it looks like a number or a day."""
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)|[0-9]{4}-[0-9]{2}-[0-9]{2}")
ENTRIES: Mapping[str, type[PersonEntry]] = {
    Role.EXECUTIVE.value: ExecutiveEntry,
    Role.MANAGER.value: PersonEntry,
}


def in_one_line(value: Value | None) -> str:
    """A value as one line; empty for a field that is not set."""
    return ", ".join(value) if isinstance(value, tuple) else value or ""


class Sheet(Frozen):
    """The organization's fields, and each person's by id, in the order they came; a field that is not set is absent."""

    organization: Fields = Field(default_factory=dict, repr=False)
    people: dict[str, Fields] = Field(default_factory=dict, repr=False)

    def value(self, place: Place) -> Value | None:
        """What a field holds."""
        person, field = place
        fields = self.organization if person is None else self.people.get(person, {})
        return fields.get(field)

    def text(self, place: Place) -> str:
        """What a field holds as one line; empty where it is not set."""
        return in_one_line(self.value(place))

    def name(self, person: str) -> str:
        """What somebody is called."""
        return self.text((person, "name")) or person

    def role(self, person: str) -> str:
        """What somebody is, as it was written; empty where that is not said yet."""
        return self.text((person, "role"))

    def who(self, role: Role) -> tuple[str, ...]:
        """The ids of everyone with a role."""
        return tuple(person for person in self.people if self.role(person) == role.value)

    @property
    def writers(self) -> tuple[str, ...]:
        """The ids of everyone who writes a plan, and of those whose role is not said yet."""
        return tuple(person for person in self.people if self.role(person) not in ENTRIES)

    @property
    def pay_plans(self) -> frozenset[str]:
        """The names of all compensation plans."""
        return frozenset(name for person in self.people for name in self.pay_plans_of(person))

    def pay_plans_of(self, person: str) -> tuple[str, ...]:
        """The names of somebody's compensation plan, one for each version of it."""
        found = self.value((person, "comp_plan")) or ()
        return (found,) if isinstance(found, str) else found

    @property
    def administrators(self) -> tuple[str, ...]:
        """The addresses of those who may change it."""
        found = self.organization.get(ADMINISTRATORS, ())
        return found if isinstance(found, tuple) else (found,)

    def having(self, place: Place, value: Value | None) -> Self:
        """The sheet with one field set, or without it."""
        person, field = place
        fields = dict(self.organization if person is None else self.people[person])
        fields.pop(field, None)
        if value:
            # At the place it had, so that a sheet that says the same reads the same.
            there = self.organization if person is None else self.people[person]
            fields = {name: value if name == field else there[name] for name in there} | {field: value}
        if person is None:
            return self.model_copy(update={"organization": fields})
        return self.model_copy(update={"people": self.people | {person: fields}})


def without(sheet: Sheet, person: str) -> Sheet:
    """The sheet as if somebody had never been in it."""
    people = {
        who: {name: v for name, v in fields.items() if (name, v) != ("manager", person)}
        for who, fields in sheet.people.items()
        if who != person
    }
    viewers = sheet.organization.get("pay_viewers", ())
    left = sheet.model_copy(update={"people": people})
    return left.having((None, "pay_viewers"), tuple(v for v in viewers if v != person)) if viewers else left


def fields_of(role: str) -> frozenset[str]:
    """The fields that somebody with a role may have, those that only the set-up knows of among them."""
    entry = ENTRIES.get(role, RepEntry)
    names = {name for name in entry.model_fields if name not in ("id", "last_year")}
    lasts = RepEntry.model_fields["last_year"].default.__class__.model_fields if entry is RepEntry else ()
    return frozenset(names | {f"last_year.{name}" for name in lasts} | {"role", INVITED})


def read_sheet(text: str, name: str) -> Sheet | list[Problem]:
    """A team file as a sheet, or what is wrong with it; the ids that the file leaves out are made as ever."""
    team, document = read_team(text, name), read_yaml(text, name)
    if not isinstance(team, Team) or isinstance(document, Problem):
        return team if isinstance(team, list) else []
    return _sheet(document, team)


def _sheet(document: YamlDocument, team: Team) -> Sheet:
    value = document.value
    entries = (value["executive"], *(value.get("managers") or ()), *value["reps"])
    roles = {person.id: person.role.value for person in team.people}
    people: dict[str, Fields] = {}
    for person, entry in zip(team.people, entries, strict=True):
        own: Fields = {"name": person.name, "role": roles[person.id]}
        people[person.id] = own | {name: v for name, v in _fields(entry) if name != "id"}
    for rep in team.reps:
        people[rep.id] |= {"role": rep.role.value} | ({"manager": rep.manager} if "manager" in people[rep.id] else {})
    organization = {name: v for name, v in value.items() if name not in ("executive", "managers", "reps")}
    viewers: Fields = {"pay_viewers": team.pay_viewers} if team.pay_viewers else {}
    return Sheet(organization=dict(_fields(organization)) | viewers, people=people)


def _fields(entry: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
    """The fields of a part of a file as texts; a group's own are dotted."""
    for name, value in entry.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", found) for inner, found in _fields(value))
        elif isinstance(value, list):
            if value:
                yield name, tuple(map(_text, value))
        elif value is not None:
            yield name, _text(value)


def _text(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class Page(Frozen):
    """A sheet written out as a team file, with the field that each line is about."""

    text: str
    places: dict[int, Place]

    def place(self, line: int | None) -> Place:
        """The field a line is about; the organization's name for the whole."""
        return self.places.get(line or 1, (None, "company"))


def written(sheet: Sheet) -> Page:
    """The sheet as a team file, which `read_sheet` makes the same sheet of again."""
    lines = list(_page(sheet))
    return Page(
        text="".join(f"{line}\n" for line, _ in lines),
        places={number: place for number, (_, place) in enumerate(lines, 1)},
    )


def _page(sheet: Sheet) -> Iterator[tuple[str, Place]]:
    yield from _part(sheet.organization.items(), None, "")
    for person in sheet.who(Role.EXECUTIVE)[:1]:
        yield "executive:", (person, "name")
        yield from _person(sheet, person, "  ")
    groups = {"managers": (*sheet.who(Role.EXECUTIVE)[1:], *sheet.who(Role.MANAGER)), "reps": sheet.writers}
    for group, people in groups.items():
        if people:
            yield f"{group}:", (people[0], "name")
        for person in people:
            first, *rest = _person(sheet, person, "    ")
            yield (f"  - {first[0].strip()}", first[1])
            yield from rest


def _person(sheet: Sheet, person: str, indent: str) -> Iterator[tuple[str, Place]]:
    leads = sheet.role(person) in ENTRIES
    yield f"{indent}id: {person}", (person, "name")
    own = ((name, value) for name, value in sheet.people[person].items() if not (leads and name == "role"))
    yield from _part(own, person, indent)


def _part(fields: Iterable[tuple[str, Value]], person: str | None, indent: str) -> Iterator[tuple[str, Place]]:
    """The lines of one part; the fields of a group stand together under its name."""
    kept = [(name, value) for name, value in fields if name not in KEPT_ASIDE]
    for name, value in kept:
        if "." not in name:
            yield f"{indent}{name}: {_shown(name, value)}", (person, name)
    for group in GROUPS:
        inside = [(name, value) for name, value in kept if name.partition(".")[0] == group and "." in name]
        if inside:
            yield f"{indent}{group}:", (person, inside[0][0])
        for name, value in inside:
            yield f"{indent}  {name.partition('.')[2]}: {_shown(name, value)}", (person, name)


def _shown(name: str, value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_shown(name, item) for item in value)}]"
    if name not in TEXTS and _PLAIN.fullmatch(value):
        return value
    return f'"{"".join(map(_safe, value))}"'


def _safe(letter: str) -> str:
    return letter if letter.isprintable() and letter not in '"\\' else f"\\U{ord(letter):08x}"
