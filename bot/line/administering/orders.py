"""What an administrator types to set up the team: every form's work, in a line."""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.facts import Frozen
from bot.line.administering.filled import value_of
from bot.team.changes import Leave, SetField, TeamChange
from bot.team.sheet import ADMINISTRATORS, ORGANIZATION, Sheet, Value, fields_of
from bot.team.words import in_words


class Wants(StrEnum):
    """What is wanted beside a change."""

    OVERVIEW = "overview"
    LOG = "log"
    INVITE = "invite"
    ADD = "add"
    CHANGE = "change"


class Order(Frozen):
    """What is wanted, the changes where it is some, and the members to add with their role."""

    wants: Wants
    changes: tuple[TeamChange, ...] = ()
    members: tuple[str, ...] = ()
    role: str = ""


OVERVIEW = re.compile(r"set[- ]?up(?: (?:the |my |our )?team)?|team set[- ]?up|review the set[- ]?up", re.IGNORECASE)
LOG = re.compile(r"(?:team |set[- ]?up )?log|(?:recent |latest )?changes to the team", re.IGNORECASE)
INVITE = re.compile(r"invite (?:everyone|everybody|all|the team)|start the season", re.IGNORECASE)
_FIELD = r"(?:(?P<whose>.+?)['’]s? )?(?P<field>.+?)(?: of (?P<who>.+?))?"
_SET = re.compile(rf"set {_FIELD} to (?P<value>.+)", re.IGNORECASE | re.DOTALL)
_CLEAR = re.compile(rf"clear {_FIELD}", re.IGNORECASE)
_MEMBERS = r"(?P<members>@[UW]\w+(?:(?:\s|,|and)+@[UW]\w+)*)"
_ADD = re.compile(rf"add {_MEMBERS}(?: as (?:an? |the )?(?P<role>\w+))?", re.IGNORECASE)
_REMOVE = re.compile(r"remove (?P<who>.+?)(?: and hand (?:\w+ )?over to (?P<to>.+))?", re.IGNORECASE)
_SAME = re.compile(r"give (?P<who>.+?) the (?:same )?compensation plan (?:of|as) (?P<other>.+)", re.IGNORECASE)
_DEADLINE = re.compile(r"(?<=set )(?:the )?deadline (?:of|for) (?:the )?", re.IGNORECASE)
ALIASES: Mapping[str, str] = {
    "budget": "budgeted_revenue",
    "fiscal year": "fiscal_year_start",
    "fiscal year start": "fiscal_year_start",
    "company name": "company",
    "country": "country",
    "lead": "manager",
    "slack id": "slack_id",
}


def read_team_order(text: str, sheet: Sheet) -> Order | None:
    """Read what an administrator types; None where it is nothing of the set-up."""
    said = text.strip().rstrip(".!")
    for wants, pattern in ((Wants.OVERVIEW, OVERVIEW), (Wants.LOG, LOG), (Wants.INVITE, INVITE)):
        if pattern.fullmatch(said):
            return Order(wants=wants)
    added = _ADD.fullmatch(said)
    if added:
        members = tuple(re.findall(r"@([UW]\w+)", added["members"]))
        return Order(wants=Wants.ADD, members=members, role=added["role"] or "")
    said = _DEADLINE.sub("", said)
    change = _set(said, sheet) or _removed(said, sheet) or _same(said, sheet)
    return Order(wants=Wants.CHANGE, changes=(change,)) if change else None


def _set(said: str, sheet: Sheet) -> TeamChange | None:
    found = _SET.fullmatch(said) or _CLEAR.fullmatch(said)
    if found is None:
        return None
    whose = found["whose"] or found["who"]
    person = named(whose, sheet) if whose else None
    field = _field(found["field"], sheet, person)
    if field is None or field == "comp_plan" or (whose and person is None):
        return None
    text = found.groupdict().get("value") or ""
    before = sheet.value((person, field))
    return SetField(person=person, field=field, before=before, after=_value(field, text, sheet))


def _field(said: str, sheet: Sheet, person: str | None) -> str | None:
    """The field that words name, among those there are for the organization or for this person."""
    known = (*ORGANIZATION, ADMINISTRATORS) if person is None else sorted(fields_of(sheet.role(person)))
    words = " ".join(said.casefold().removeprefix("the ").split())
    wanted = ALIASES.get(words, words)
    for field in known:
        if wanted in (field, field.rpartition(".")[2].replace("_", " "), in_words(field).casefold()):
            return field
    return next((field for field in known if words == in_words(field).casefold().removeprefix("revenue ")), None)


def _value(field: str, text: str, sheet: Sheet) -> Value | None:
    if field == "manager":
        return named(text, sheet) or text.strip() or None
    value = value_of(field, text)
    if field == "pay_viewers" and isinstance(value, tuple):
        return tuple(named(each, sheet) or each for each in value)
    if field == ADMINISTRATORS and isinstance(value, tuple):
        return tuple(each.removeprefix("@") for each in value)
    return value


def _removed(said: str, sheet: Sheet) -> TeamChange | None:
    found = _REMOVE.fullmatch(said)
    person = named(found["who"], sheet) if found else None
    if found is None or person is None:
        return None
    return Leave(person=person, to=(named(found["to"], sheet) or found["to"]) if found["to"] else None)


def _same(said: str, sheet: Sheet) -> TeamChange | None:
    found = _SAME.fullmatch(said)
    person, other = (named(found[part], sheet) for part in ("who", "other")) if found else (None, None)
    if person is None or other is None or not sheet.pay_plans_of(other):
        return None
    after = sheet.value((other, "comp_plan"))
    return SetField(person=person, field="comp_plan", before=sheet.value((person, "comp_plan")), after=after)


def named(words: str, sheet: Sheet) -> str | None:
    """The id of whom words name: by id, member, full name, or a first name that only one has."""
    said = words.strip().casefold().removeprefix("@")
    exact = (
        who
        for who in sheet.people
        if said in (who, sheet.name(who).casefold(), sheet.text((who, "slack_id")).casefold() or who)
    )
    first = [who for who in sheet.people if sheet.name(who).casefold().split()[0] == said]
    return next(exact, first[0] if len(first) == 1 else None)
