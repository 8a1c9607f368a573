"""What may stand in a team file, field by field. `knowledge/sample-team/README.md` documents the same fields."""

import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import BeforeValidator, ValidationInfo

from bot.facts import Frozen
from bot.reading.yaml_lines import UnreadableError, refusal
from bot.team.currencies import CURRENCIES
from bot.team.model import Role
from bot.team.services import USUAL
from bot.team.working_entries import AWeek, CalendarEntry, DaysOff, Hours, ProfileName, Weekdays, WorkingDays

AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?|[0-9]{1,3}(,[0-9]{3}){1,3}(\.[0-9]{1,2})?")
WRITTEN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
WORKSPACE = re.compile(r"T[A-Z0-9]{2,}")
REP_ROLES = {role.value.casefold(): role for role in (Role.HUNTER, Role.FARMER, Role.VCIO)}
BOTH = re.compile(r"hybrid|both|\b(hunter|farmer|vcio)\b.*\b(hunter|farmer|vcio)\b", re.IGNORECASE)

ONE_ROLE = (
    "one role, Hunter, Farmer or vCIO. Winning new accounts and growing existing ones take different habits and "
    "different weeks, and whoever has both lets one of them wait; so nobody has both (M12)"
)


def _text(raw: object, info: ValidationInfo) -> str:
    if isinstance(raw, str) and raw.strip() and len(raw) <= 100 and raw.isprintable():
        return raw.strip()
    raise refusal(info, raw, "a name of at most 100 characters")


def _names(raw: object, info: ValidationInfo) -> object:
    if isinstance(raw, list):
        return raw
    raise refusal(info, raw, "a list of names, such as [Tomas Lindqvist]")


def _amount(raw: object, info: ValidationInfo) -> Decimal:
    """Money in the team's currency, in full: 1200000, 1,200,000 or 1200000.50; never zero or less."""
    text = str(raw).strip()
    if not isinstance(raw, bool) and AMOUNT.fullmatch(text) and (amount := Decimal(text.replace(",", ""))):
        return amount
    raise refusal(info, raw, "an amount above zero, written in full, such as 1200000")


def _revenue(raw: object, info: ValidationInfo) -> Decimal:
    return Decimal(0) if str(raw) == "0" else _amount(raw, info)


def _count(raw: object, info: ValidationInfo) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 100_000:
        return raw
    raise refusal(info, raw, "a number of deals, such as 9")


def _months(raw: object, info: ValidationInfo) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw <= 12:
        return raw
    raise refusal(info, raw, "a number of months from 1 to 12, such as 4")


def _first_day(raw: object, info: ValidationInfo) -> date:
    if isinstance(raw, date) and raw.day <= 28 and 2000 <= raw.year < 2100:
        return raw
    raise refusal(info, raw, "the first day of the year being planned, such as 2027-01-01, up to the 28th of a month")


def _currency(raw: object, info: ValidationInfo) -> str:
    if str(raw).upper() in CURRENCIES:
        return str(raw).upper()
    raise refusal(info, raw, "an ISO 4217 currency code, such as USD, EUR or GBP")


def _country(raw: object, info: ValidationInfo) -> str:
    if isinstance(raw, str) and re.fullmatch("[A-Za-z]{2}", raw):
        return raw.upper()
    raise refusal(info, raw, "an ISO country code of two letters, such as US (for public holidays)")


def _email(raw: object, info: ValidationInfo) -> str:
    if isinstance(raw, str) and len(raw) <= 254 and EMAIL.fullmatch(raw):
        return raw
    raise refusal(info, raw, "an email address, such as dana@example.com")


def _written_id(raw: object, info: ValidationInfo) -> str:
    if isinstance(raw, str) and len(raw) <= 40 and WRITTEN_ID.fullmatch(raw):
        return raw
    raise refusal(info, raw, "lower-case letters, digits and hyphens, such as dana-reyes")


def _slack_id(raw: object, info: ValidationInfo) -> str:
    if isinstance(raw, str) and SLACK_ID.fullmatch(raw):
        return raw
    raise refusal(info, raw, "a Slack member ID such as U024BE7LH (in Slack: profile, More, Copy member ID)")


def _workspace(raw: object, info: ValidationInfo) -> str:
    if isinstance(raw, str) and WORKSPACE.fullmatch(raw):
        return raw
    raise refusal(info, raw, "Slack's ID of a workspace, such as T024BE7LD (it begins the address of its pages)")


def _time_zone(raw: object, info: ValidationInfo) -> str:
    try:
        return ZoneInfo(str(raw)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = get_close_matches(str(raw), available_timezones(), n=1) or ["America/New_York"]
        raise refusal(info, raw, f"a time zone such as {near[0]}") from None


def _role(raw: object, info: ValidationInfo) -> Role:
    if isinstance(raw, list) or BOTH.search(str(raw)):
        named = " and ".join(map(str, raw)) if isinstance(raw, list) else str(raw)
        raise UnreadableError(f'"{info.field_name}" is a hybrid, "{named[:60]}"', ONE_ROLE)
    if role := REP_ROLES.get(str(raw).strip().casefold()):
        return role
    raise refusal(
        info, raw, "Hunter (wins new accounts), Farmer (keeps and grows accounts) or vCIO (farms from Service)"
    )


def _comp_plans(raw: object, info: ValidationInfo) -> tuple[str, ...]:
    """One plan file, or a list of them: the versions of a plan, each with the days it is in force."""
    files = raw if isinstance(raw, list) and raw else [raw]
    paths = tuple(_comp_plan(file, info) for file in files)
    if len(set(paths)) < len(paths):
        raise UnreadableError(f'"{info.field_name}" names a file twice', "each version of a plan once")
    return paths


def _comp_plan(raw: object, info: ValidationInfo) -> str:
    """A path that stays inside the team file's folder on every system: no drive, no backslash, no way up."""
    path = PurePosixPath(str(raw))
    inside = not path.is_absolute() and ".." not in path.parts and not re.search(r"[\\:\x00-\x1f]", str(raw))
    if isinstance(raw, str) and inside and path.suffix in (".yaml", ".yml"):
        return str(path)
    raise refusal(info, raw, "a YAML file in the team file's own folder, such as comp/hunter.yaml")


Text = Annotated[str, BeforeValidator(_text)]
Names = Annotated[tuple[Text, ...], BeforeValidator(_names)]
Money = Annotated[Decimal, BeforeValidator(_amount)]
Revenue = Annotated[Decimal, BeforeValidator(_revenue)]
Months = Annotated[int, BeforeValidator(_months)]
Count = Annotated[int, BeforeValidator(_count)]
FirstDay = Annotated[date, BeforeValidator(_first_day)]
Currency = Annotated[str, BeforeValidator(_currency)]
Country = Annotated[str, BeforeValidator(_country)]
Email = Annotated[str, BeforeValidator(_email)]
WrittenId = Annotated[str, BeforeValidator(_written_id)]
SlackId = Annotated[str, BeforeValidator(_slack_id)]
Workspace = Annotated[str, BeforeValidator(_workspace)]
TimeZone = Annotated[str, BeforeValidator(_time_zone)]
RepRole = Annotated[Role, BeforeValidator(_role)]
CompPlanPaths = Annotated[tuple[str, ...], BeforeValidator(_comp_plans)]


class PersonEntry(Frozen):
    """Someone in the team; a manager has no further fields."""

    name: Text
    id: WrittenId | None = None
    title: Text | None = None
    email: Email | None = None
    slack_id: SlackId | None = None
    workspace: Workspace | None = None
    time_zone: TimeZone | None = None
    country: Country | None = None
    working_hours: Hours | None = None
    working_days: Weekdays | None = None
    leave: DaysOff = ()


class ExecutiveEntry(PersonEntry):
    """The sales executive, whose own pay can be set beside the reps' (M16, M21)."""

    comp_plan: CompPlanPaths = ()


class LastYearEntry(Frozen):
    """Last year's figures; each may be left out, and the coach then asks the rep."""

    quota: Money | None = None
    revenue: Revenue | None = None
    won: Count | None = None
    decided: Count | None = None
    average_deal: Money | None = None


class RepEntry(PersonEntry):
    """A salesperson who writes a plan."""

    role: RepRole
    manager: Text | None = None
    goal: Money
    last_year: LastYearEntry = LastYearEntry()
    comp_plan: CompPlanPaths = ()


class TeamEntry(Frozen):
    """The whole file."""

    company: Text
    fiscal_year_start: FirstDay
    currency: Currency
    country: Country = "US"
    budgeted_revenue: Money
    last_year_budget: Money | None = None
    last_year_revenue: Money | None = None
    calendar: CalendarEntry = CalendarEntry()
    nudges: ProfileName | None = None
    nudges_a_week: AWeek | None = None
    escalate_after: WorkingDays | None = None
    working_hours: Hours | None = None
    working_days: Weekdays | None = None
    closed: DaysOff = ()
    executive: ExecutiveEntry
    managers: tuple[PersonEntry, ...] = ()
    pay_viewers: Names = ()
    service_lines: Names = USUAL
    ramp_months: Months | None = None
    reps: tuple[RepEntry, ...]
