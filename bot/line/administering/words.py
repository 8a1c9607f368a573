"""The state of the set-up in plain words: what is still needed, what would be better, and what the goals come to."""

from collections.abc import Iterator
from decimal import Decimal

from bot.figures import whole_money
from bot.line.office import Office
from bot.plan.judging import and_list
from bot.team.audit import TeamVersion, told
from bot.team.entries import AMOUNT, REP_ROLES
from bot.team.model import Role
from bot.team.sheet import INVITED, Sheet
from bot.team.standing import in_force, missing_of
from bot.team.words import in_words, value_in_words


def needed(sheet: Sheet) -> Iterator[str]:
    """What is missing before the season can start, a line for each place."""
    missing = missing_of(sheet)
    if missing:
        yield f"Your organization: {and_list([in_words(field) for field in missing])}."
    if not sheet.who(Role.EXECUTIVE):
        yield "Somebody with the role of executive, who reviews every plan."
    if not sheet.writers:
        yield "At least one person who writes a plan: a Hunter, Farmer or vCIO."
    for person in sheet.writers:
        fields = missing_of(sheet, person)
        if fields:
            yield f"{sheet.name(person)}: {and_list([in_words(field) for field in fields])}."


def better(sheet: Sheet) -> Iterator[str]:
    """What can stay as it is, and what it costs."""
    nobody = [sheet.name(person) for person in sheet.people if not sheet.text((person, "slack_id"))]
    if nobody:
        yield f"Not in Slack, so I cannot write to them: {and_list(nobody)}."
    writers = [person for person in sheet.writers if not missing_of(sheet, person)]
    without = [sheet.name(person) for person in writers if not sheet.pay_plans_of(person)]
    if without:
        yield f"No compensation plan, so no pay explanation: {and_list(without)}."
    asked = [sheet.name(p) for p in writers if not any(field.startswith("last_year.") for field in sheet.people[p])]
    if asked:
        yield f"No figures of last year, so I will ask them: {and_list(asked)}."
    yield from _sum_of_goals(sheet, writers)


def _sum_of_goals(sheet: Sheet, writers: list[str]) -> Iterator[str]:
    """The goals together against the budget, which the plans have to add up to (M11)."""
    budget, goals = sheet.text((None, "budgeted_revenue")), [sheet.text((person, "goal")) for person in writers]
    if not goals or missing_of(sheet):
        return
    total, wanted, currency = _sum(goals), _sum([budget]), sheet.text((None, "currency")).upper()
    if total < wanted:
        gap = whole_money(wanted - total, currency)
        yield f"The goals come to {whole_money(total, currency)}, {gap} below the budget."


def _sum(amounts: list[str]) -> Decimal:
    return sum((Decimal(amount.replace(",", "")) for amount in amounts if AMOUNT.fullmatch(amount)), Decimal(0))


def organization_line(sheet: Sheet) -> str:
    """The organization in a line."""
    values = [(field, sheet.text((None, field))) for field in ("company", "fiscal_year_start", "budgeted_revenue")]
    said = [f"{in_words(field)} {value_in_words(field, text)}" for field, text in values[1:] if text]
    currency = sheet.text((None, "currency")).upper()
    return "; ".join([values[0][1] or "No company yet", *said]) + (f" {currency}" if currency else "")


def member_line(person: str, sheet: Sheet) -> str:
    """Somebody in a line or two: who they are, their goal and lead, and what is missing."""
    role, title = sheet.role(person), sheet.text((person, "title"))
    role = REP_ROLES[role.casefold()].value if role.casefold() in REP_ROLES else role
    said = [role or "no role yet", f'"{title}"' if title else ""]
    if person in sheet.writers:
        goal = value_in_words("goal", sheet.text((person, "goal")))
        lead = sheet.text((person, "manager"))
        said += [
            f"goal {goal}" if goal else "no goal yet",
            f"reports to {sheet.name(lead)}" if lead else "",
            "has a compensation plan" if sheet.pay_plans_of(person) else "no compensation plan",
        ]
    said += ["invited" if sheet.text((person, INVITED)) else ""]
    return f"*{sheet.name(person)}*: {', '.join(part for part in said if part)}"


def standing_line(office: Office, sheet: Sheet) -> str:
    """How far the set-up is, in a sentence."""
    team, missing = in_force(sheet), list(needed(sheet))
    if team is None:
        return "The team is not complete yet, so nobody has been written to."
    waiting = [person.name for person in team.people if person.slack_id and not _is_invited(person.id, sheet, office)]
    if missing:
        return "The team is in place, except for those of whom something is still needed."
    return f"Everything is there. Not invited yet: {and_list(waiting)}." if waiting else "Everyone is invited."


def _is_invited(person: str, sheet: Sheet, office: Office) -> bool:
    return sheet.text((person, INVITED)) == office.team.season.key


def recent(versions: tuple[TeamVersion, ...], most: int) -> tuple[str, ...]:
    """The last changes, the latest first."""
    lines: list[str] = []
    for number in range(len(versions) - 1, -1, -1):
        version, before = versions[number], versions[number - 1].sheet if number else Sheet()
        day = f"{version.at:%b} {version.at.day}"
        lines += [f"{day}, {version.by_name}: {line}" for line in told(before, version.sheet)]
        if len(lines) >= most:
            break
    return tuple(lines[:most])
