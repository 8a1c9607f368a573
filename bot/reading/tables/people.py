"""Rows into people's results and quotas, and what they come to: sales, growth, commission and quota by year."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.reading.tables.columns import Columns
from bot.reading.tables.model import Meaning, People, PersonResult, Row

_CENT = Decimal("0.01")


def build_people(columns: Columns) -> People:
    """Every row that names a person."""
    return People(results=tuple(_result(columns, row) for row in columns.layout.data if _who(columns, row)))


def _who(columns: Columns, row: Row) -> str | None:
    return columns.text(row, Meaning.PERSON) or columns.text(row, Meaning.OWNER)


def _result(columns: Columns, row: Row) -> PersonResult:
    def money(meaning: Meaning) -> Decimal | None:
        found = columns.money(row, meaning)
        return found.value if found else None

    return PersonResult(
        source=columns.source(row),
        person=_who(columns, row) or "",
        sales_to_date=money(Meaning.SALES_TO_DATE),
        last_year=money(Meaning.LAST_YEAR),
        commission_rate=columns.share(row, Meaning.COMMISSION),
        quota=money(Meaning.QUOTA),
        quota_from=columns.day(row, Meaning.QUOTA_FROM) if columns.has(Meaning.QUOTA_FROM) else None,
    )


def people_totals(people: People) -> dict[str, Any]:
    """The totals of people's results. Growth is in percent of last year, None without a last year to compare with.

    Commission is the rate on sales to date. Quotas are added by person and calendar year: "275-2024".
    """
    results = people.results
    found: dict[str, Any] = {"people": len({result.person for result in results})}
    if any(result.sales_to_date is not None for result in results):
        found |= _sales(results)
    quotas = [result for result in results if result.quota is not None and result.quota_from]
    return found | ({"quota_by_person_year": _by_year(quotas)} if quotas else {})


def _sales(results: tuple[PersonResult, ...]) -> dict[str, Any]:
    return {
        "sales_ytd_total": _cents(sum((each.sales_to_date or Decimal(0) for each in results), Decimal(0))),
        "sales_last_year_total": _cents(sum((each.last_year or Decimal(0) for each in results), Decimal(0))),
        "commission_on_ytd": {each.person: _commission(each) for each in results},
        "growth_pct": {each.person: _growth(each) for each in results},
    }


def _commission(result: PersonResult) -> Decimal | None:
    if result.sales_to_date is None or result.commission_rate is None:
        return None
    return _cents(result.sales_to_date * result.commission_rate)


def _growth(result: PersonResult) -> Decimal | None:
    if result.sales_to_date is None or not result.last_year:
        return None
    return _cents((result.sales_to_date / result.last_year - 1) * 100)


def _by_year(quotas: list[PersonResult]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for each in quotas:
        if each.quota is not None and each.quota_from:
            key = f"{each.person}-{each.quota_from.starts.year}"
            sums[key] = sums.get(key, Decimal(0)) + each.quota
    return dict(sorted(sums.items()))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)
