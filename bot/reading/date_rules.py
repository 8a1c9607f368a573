"""The date grammar, from the small to the large. A rule builds a meaning, resolved against a calendar at the end.

Kinds: "date" stands by itself (tomorrow), and so do "weekdate" (next week) and "yeardate" (next fiscal year);
"yearly" comes back every year until a year is named (March, Q2, Thanksgiving); "duration" is a number of units.
"""

from bot.reading import date_figures as figures
from bot.reading import date_parts as parts
from bot.reading import date_relatives as relatives
from bot.reading.date_nodes import inner
from bot.reading.date_numbers import NUMBER_RULES, other
from bot.reading.fold import Build, Grammar

_NTH = "(ordinal|dayth)"
_DAY = "(ordinal|dayth|num)"
_ANY = "(date|weekdate|yeardate|yearly)"

_FIGURES: list[tuple[str, Build]] = [
    ("iso", figures.iso),
    ("numeric", figures.numeric),
    ("yearmonth|monthyear", figures.year_month),
    ("slashed of (the|word|noun)", other),
    ("slashed", figures.slashed),
    ("quarter", figures.quarter),
    ("fore", figures.quarter_first),
    ("(begin|in|on|or|before|of|stop|comma|till|from|to|part) unit num", inner(figures.quarter_named, before=1)),
    ("half", figures.half),
    ("fy|unit of? year", figures.fiscal_year),
    ("decade", figures.decade),
    ("year num num", figures.spaced),
    ("begin num dash num finish", figures.dashed),
]
_MONTHS: list[tuple[str, Build]] = [
    ("unit num of month", parts.week_of_month),
    (f"the? {_DAY} (to|dash|and) the? {_DAY} of? the? month", parts.month_days),
    (f"month the? {_DAY} (to|dash|and) the? {_DAY}", parts.month_days),
    ("year (dash|slash|comma)? month (dash|slash)? (num|dayth)|(num|dayth) dash year dash month", parts.year_month_day),
    (f"the? {_DAY} (of|dash|slash)? the? month|month (the|dash|slash)? {_DAY}", parts.month_day),
    ("month comma the? (ordinal|dayth)", parts.month_day),
    ("month (of|comma|slash|dash)? year|year (slash|dash|of)? month", parts.year_month),
    ("month", parts.month),
    ("holiday", parts.holiday),
    ("the? rel seasons", relatives.seasons),
    ("(rel|in|part|on|or|the|dash|of) season", inner(parts.season, before=1)),
    ("begin season (finish|stop|comma|year|of|or|and|to|dash)", inner(parts.season, before=1, behind=1)),
    ("the? dayword", relatives.day_word),
]
_PARTS: list[tuple[str, Build]] = [
    ("halfname", parts.half_named),
    ("unit afternext (weekday|unit|yearly)", relatives.after_next),
    ("the? unit afternext", relatives.unit_after_next),
    ("(of|in|on|yearly) the? rel unit", inner(relatives.relative_unit, before=1)),
    ("(of|on|in) the unit", inner(relatives.relative_unit, before=1)),
    ("part the? rel unit", inner(relatives.relative_unit, before=1)),
    ("unit dash? part (of|comma)? year|partunit (of|comma)? year", parts.part_of_year),
    ("part dash? the? unit|unit dash? part", parts.part_unit),
    ("newyear", parts.new_year),
    ("rest the? rel unit|rest the unit", parts.rest_of),
    ("partunit", parts.part_unit),
    ("(begin|in|on|or|before|of|stop|comma|till|from|to|part|the) unit num", inner(parts.numbered_week, before=1)),
    (f"the? {_NTH} unit (of|in) the? {_ANY}", parts.half_of),
    (f"the? {_NTH} unit", parts.ordinal_part),
    ("yearly (of|comma|in|dash|slash)? (year|yeardate|shortyear)", parts.of_year),
    ("(year|yeardate) (dash|comma|of)? yearly", parts.year_before),
    ("yearly comma? num (finish|stop|comma)", parts.short_year),
    ("(in|of|begin|since|after|before|till|on|rel|the|part|from|between) year", inner(relatives.lone_year, before=1)),
    (f"the? {_NTH}? rel? (num|couple)? unit (of|in) the? {_ANY}", parts.nth_unit),
    (f"the? {_NTH}? rel? weekday (of|in) the? {_ANY}", parts.nth_weekday),
    (f"the? {_DAY} (of|in) the? date", parts.day_of),
    (f"the? {_NTH} weekday after the? {_ANY}", relatives.nth_after),
]
_RELATIVES: list[tuple[str, Build]] = [
    ("the? rel yearly", parts.relative_yearly),
    ("the? coming yearly", parts.relative_yearly),
    ("the? (rel|coming) (num|couple) unit|the? (num|couple) (rel|coming) unit", relatives.counted_units),
    ("the? (rel|coming) unit", relatives.relative_unit),
    ("weekday afternext", relatives.weekday_after_next),
    ("weekday (of|in|on|comma)? the? weekdate|weekdate comma? weekday", relatives.weekday_of),
    ("weekday comma? (yearly|date)|(yearly|date) comma weekday", parts.with_weekday),
    (f"weekday comma? the? {_NTH}", relatives.day_number),
    ("the? rel weekday|the? coming weekday", relatives.weekday),
    ("the? dayth noun", other),
    ("the dayth (to|dash) the? dayth", relatives.day_numbers),
    ("weekof the? dayth", relatives.week_with),
    ("the dayth", relatives.day_number),
    ("(on|or|in|before|till|begin|to|from|after|part) dayth", inner(relatives.day_number, before=1)),
    ("the? closest weekday to (date|yearly)", relatives.closest),
    (f"weekof the? {_ANY}", relatives.week_with),
    ("unit of the? (date|yearly|dayth)", relatives.week_named),
    ("weekday", relatives.weekday),
    ("(num|couple|a couple|a) of? unit", relatives.duration),
    ("duration (and? duration)+", relatives.durations),
    ("yearly in duration", relatives.yearly_after),
    ("yeardate (dash|comma|of)? yearly", parts.year_before),
    (f"the? unit (after|before) the? {_ANY}", relatives.day_beside),
    (f"duration (from|after) the? {_ANY}|duration (before|prior) the? {_ANY}", relatives.from_date),
    ("in about? duration|duration (later|rest)", relatives.from_today),
]
_STRETCHES: list[tuple[str, Build]] = [
    (f"part (to|dash) part dash? (in|of)? the? {_ANY}", parts.parts_of),
    (f"part dash? about? the? {_ANY}", parts.part_of),
    (f"moves (word|the|noun)* from the? {_ANY} (to|till) the? {_ANY}", relatives.moved_on),
    (f"(from|between)? now (to|till|dash|and) the? {_ANY}", relatives.from_now),
    (f"between the? {_ANY} (and|to|dash) the? {_ANY}", relatives.stretch),
    (f"from the? {_ANY} (to|dash|till) the? {_ANY}", relatives.stretch),
    (f"{_ANY} (to|dash) the? {_ANY}", relatives.stretch),
    ("(from|between)? year (to|dash|and) year", relatives.years),
]
_WORD_DAYS: list[tuple[str, Build]] = [
    ("(on|or|before|rel|after|to|from|of|in|stop|till|coming|closest) wordday", relatives.plain_day),
    ("wordday (comma|stop|month|finish|slash|dash|num|dayth)", relatives.plain_day),
]
DATES = Grammar([*NUMBER_RULES, *_WORD_DAYS, *_FIGURES, *_MONTHS, *_PARTS, *_RELATIVES, *_STRETCHES])
