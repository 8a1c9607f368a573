"""How figures are held and how they are written: one way for chat, cards and documents."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "INR": "₹", "JPY": "¥"}


class Unit(StrEnum):
    """What a figure counts. A percent is held as a fraction: 37.5% is Decimal("0.375")."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    WEEKS = "weeks"


def money(amount: Decimal, currency: str) -> str:
    """Write an amount in full: money(Decimal("1250000"), "USD") is "$1,250,000"; cents only where there are any."""
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole = cents == cents.to_integral_value()
    digits = f"{abs(cents):,.0f}" if whole else f"{abs(cents):,.2f}"
    symbol = SYMBOLS.get(currency)
    written = f"{symbol}{digits}" if symbol else f"{currency} {digits}"
    return f"-{written}" if cents < 0 else written


def percent(fraction: Decimal) -> str:
    """Write a fraction as a percentage with at most one decimal: percent(Decimal("0.375")) is "37.5%"."""
    return f"{plain(fraction * 100, places=1)}%"


def plain(number: Decimal, places: int = 1) -> str:
    """Write a number with thousands separators and no trailing zeros: plain(Decimal("9.50")) is "9.5"."""
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(value: Decimal, unit: Unit, currency: str) -> str:
    """Write a figure in the manner of its unit; `currency` is an ISO code and only used for money."""
    if unit is Unit.MONEY:
        return money(value, currency)
    if unit is Unit.PERCENT:
        return percent(value)
    return plain(value)


def in_plan(value: Decimal, unit: Unit, currency: str) -> str:
    """Write a figure as a plan shows it: money in whole units of the currency, though it is held to the cent."""
    return whole_money(value, currency) if unit is Unit.MONEY else written(value, unit, currency)


def whole_money(amount: Decimal, currency: str) -> str:
    """Write an amount without cents: whole_money(Decimal("406187.50"), "USD") is "$406,188"."""
    return money(amount.quantize(Decimal(1), ROUND_HALF_UP), currency)


def due_by(starts: date, ends: date) -> str:
    """Write a date by which something is due: a whole month as such, else the last day that was meant."""
    of_a_month = starts.day == 1 and starts.month == ends.month
    return between(starts, ends) if of_a_month else on(ends)


def on(day: date) -> str:
    """Write a day: "Mar 11, 2026"."""
    return f"{day:%b} {day.day}, {day.year}"


def between(starts: date, ends: date) -> str:
    """Write a date as exactly as it was meant: a day, whole months, or from one day to another, both included."""
    if starts == ends:
        return on(starts)
    whole = starts.day == 1 and (ends + timedelta(days=1)).day == 1
    same_year = starts.year == ends.year
    if whole and same_year:
        return f"{starts:%b} {ends.year}" if starts.month == ends.month else f"{starts:%b} to {ends:%b %Y}"
    if same_year and starts.month == ends.month:
        return f"{starts:%b} {starts.day} to {ends.day}, {ends.year}"
    return f"{starts:%b} {starts.day}{'' if same_year else f', {starts.year}'} to {on(ends)}"
