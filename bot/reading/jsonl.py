"""Reading as JSON: one object in, the amounts and dates of its text out, for other programs and for measuring."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.reading.amounts import Amount, read_amounts
from bot.reading.dates import When, read_dates
from bot.reading.spans import shifted

_KINDS = {"money": "money", "percent": "percent"}


def read_line(line: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Read one object: `text`, and optionally `reference` (ISO date), `fiscal_year_start` ("MM-DD") and `slot`.

    Answers `{"amounts": [...], "dates": [...]}`. An amount has kind money, percent, number or range; a percent is
    written as people say it (60 for 60%), a ratio "9 of 24" as its two numbers. The end of a date is the day after its
    last.
    Dates are read only where a reference is given. Raises KeyError without a text and ValueError for a broken date.
    """
    text = str(line["text"])
    amounts = [entry for amount in read_amounts(text, line.get("slot")) for entry in _amount(amount)]
    if "reference" not in line:
        return {"amounts": amounts, "dates": []}
    reference = date.fromisoformat(str(line["reference"])[:10])
    dates = read_dates(text, reference, line.get("fiscal_year_start") or "01-01")
    return {"amounts": amounts, "dates": [_date(when) for when in dates]}


def _amount(amount: Amount) -> list[dict[str, Any]]:
    if amount.denied:
        return []
    if amount.part is not None and amount.whole is not None and not _one_figure(amount):
        return [_figure(amount, Decimal(number)) for number in (amount.part, amount.whole)]
    if amount.value is not None:
        return [_figure(amount, amount.value)]
    entry: dict[str, Any] = {"kind": "range", "lo": _number(amount, amount.low), "hi": _number(amount, amount.high)}
    entry |= {"lo_inclusive": amount.low is not None and amount.low_included}
    entry |= {"hi_inclusive": amount.high is not None and amount.high_included, "of": _kind(amount)}
    return [entry | _about(amount)]


def _one_figure(amount: Amount) -> bool:
    """ "One in four" and "one out of three" are one figure, "9 of 24" two."""
    words = amount.quote.lower().split()
    return "in" in words or "out" in words


def _figure(amount: Amount, value: Decimal) -> dict[str, Any]:
    return {"kind": _kind(amount), "value": _number(amount, value)} | _about(amount)


def _kind(amount: Amount) -> str:
    return _KINDS.get(amount.kind, "number")


def _number(amount: Amount, value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    said = value * 100 if amount.kind == "percent" else value
    return int(said) if said == said.to_integral_value() else float(said)


def _about(amount: Amount) -> dict[str, Any]:
    stated = {"currency": amount.currency, "per": amount.per, "unit": amount.unit}
    return {name: value for name, value in stated.items() if value} | {
        "approx": amount.approx,
        "uncertain": amount.uncertain,
    }


def _date(when: When) -> dict[str, Any]:
    after = shifted(when.ends, "day", 1)
    return {
        "start": when.starts.isoformat(),
        "end": (after or when.ends).isoformat(),
        "grain": when.grain,
        "approx": when.approx,
        "uncertain": when.uncertain,
    }
