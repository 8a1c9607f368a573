"""What the fields of the team are called when people read of them, and how their values are written."""

import re
from collections.abc import Mapping
from decimal import Decimal

from bot.cycle.season import IN_WORDS, Milestone

WORDS: Mapping[str, str] = {
    "company": "company",
    "fiscal_year_start": "first day of the fiscal year",
    "currency": "currency",
    "country": "country for public holidays",
    "budgeted_revenue": "revenue in the budget",
    "last_year_budget": "last year's budget",
    "last_year_revenue": "last year's revenue of the whole team",
    "nudges": "reminders",
    "nudges_a_week": "most reminders a week",
    "escalate_after": "working days until a plan that waits is escalated",
    "working_hours": "working hours",
    "working_days": "working days",
    "closed": "days the company is closed",
    "pay_viewers": "who else may read pay",
    "service_lines": "service lines",
    "ramp_months": "months a newcomer takes to full speed",
    "administrators": "administrators",
    "invited": "invitation",
    "name": "name",
    "title": "title",
    "email": "email",
    "slack_id": "Slack member",
    "workspace": "Slack workspace",
    "time_zone": "time zone",
    "leave": "days off",
    "role": "role",
    "manager": "manager",
    "goal": "revenue goal",
    "last_year.quota": "last year's quota",
    "last_year.revenue": "last year's revenue",
    "last_year.won": "deals won last year",
    "last_year.decided": "deals decided last year",
    "last_year.average_deal": "last year's average deal",
    "comp_plan": "compensation plan",
}
AMOUNTS = frozenset(
    {
        *("budgeted_revenue", "last_year_budget", "last_year_revenue", "goal"),
        *("last_year.quota", "last_year.revenue", "last_year.average_deal"),
    }
)
_WHOLE = re.compile(r"[0-9]+(\.[0-9]+)?")


def in_words(field: str) -> str:
    """What a field is called: "revenue goal"."""
    group, _, inner = field.partition(".")
    if group == "calendar" and inner in tuple(Milestone):
        return f"deadline: {IN_WORDS[Milestone(inner)]}"
    return WORDS.get(field, field.replace("_", " "))


def value_in_words(field: str, text: str) -> str:
    """A value as people read it: amounts with their thousands told apart."""
    if field in AMOUNTS and _WHOLE.fullmatch(text):
        return f"{Decimal(text):,f}"
    return text
