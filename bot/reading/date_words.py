"""The words of dates, and a reply cut into them."""

import re
from collections.abc import Iterator
from typing import Any

from bot.reading.fold import Node, Phrases
from bot.reading.holiday_names import HOLIDAYS

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_MONTHS = (
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october"
    "/oct november/nov december/dec"
).split()
_DAYS = "monday/mon/mondays tuesday/tue/tues wednesday/weds thursday/thu/thur/thurs friday/fri/fridays saturday sunday"
# kind -> value -> phrases
_TABLE: dict[str, dict[Any, str]] = {
    "ordinal": dict(enumerate(ORDINALS, 1)) | {30: "thirtieth"},
    "tens": {20: "twenty", 30: "thirty"},
    "num": dict(enumerate(_NUMBERS, 1)),
    "couple": {2: "couple/couple of"},
    "month": {at: names for at, names in enumerate(_MONTHS, 1) if names != "may"},
    "may": {5: "may"},
    "weekday": dict(enumerate(_DAYS.split())),
    "wordday": {2: "wed", 5: "sat", 6: "sun"},  # each is a plain word as well
    "holiday": dict(HOLIDAYS),
    "dayword": {
        0: "today/tonight",
        1: "tomorrow/tomorrows/tmr/tmrw",
        -1: "yesterday",
        2: "day after tomorrow",
        -2: "day before yesterday",
    },
    "unit": {
        "day": "day/days",
        "week": "week/weeks/wk/wks/calendar week/cw/kw",
        "month": "month/months/mo/mos",
        "quarter": "quarter/quarters/qtr/qtrs/q/fiscal quarter",
        "half": "half/halves",
        "year": "year/years/yr/yrs/calendar year",
        "fiscal": "fiscal year/financial year/fy/fiscal",
        "fortnight": "fortnight/fortnights",
        "weekend": "weekend/weekends",
        "workweek": "workweek/work week",
        "workday": "business day/business days/working day/working days/weekday/weekdays/workdays",
    },
    "season": {3: "spring", 6: "summer", 9: "fall/autumn", 12: "winter"},
    "seasons": {None: "season/seasons"},
    "rel": {
        1: "next/following",
        0: "this/current/same",
        -1: "last/previous/past/prior",
    },
    "coming": {1: "coming/upcoming/this coming/this upcoming"},
    "part": {
        "early": "early/early in/beginning of/start of/beginning",
        "mid": "mid/mid of/middle of/halfway through",
        "late": "late/late in",
        "end": "end of/close of/end/the end of",
    },
    "partunit": {
        ("end", "week"): "eow",
        ("end", "month"): "eom",
        ("end", "quarter"): "eoq",
        ("end", "year"): "eoy",
        ("end", "fiscal"): "eofy",
        ("early", "month"): "bom",
    },
    "weekof": {None: "week starting/week beginning/week commencing/week starting on/week beginning on/wc"},
    "later": {1: "hence/from now/out", -1: "ago/back"},
    "rest": {1: "later/later in/rest of/remainder of", -1: "earlier/earlier in"},
    "newyear": {None: "in the new year/early in the new year/early new year/the new year"},
    "afternext": {None: "after next"},
    "closest": {None: "closest/nearest"},
    "the": {None: "the/my/our/their"},
    "a": {1: "a/an"},
    "of": {None: "of"},
    "in": {None: "in/during/into", "within": "within"},
    "before": {None: "before"},
    "till": {None: "until/till"},
    "on": {None: "on/by/since/due/for/starting/starts/begins/beginning on/as of/no later than/sometime"},
    "or": {None: "or"},
    "halfname": {1: "front half", 2: "back half"},
    "now": {None: "now/right now"},
    "deny": {None: "not/isn't/wasn't/is not/was not/instead of/rather than"},
    "moves": {None: "pushed/slipped/moved/shifted/delayed/postponed/bumped/slid/changed/went/push/move/shift/change"},
    "to": {None: "to/through/thru/up to"},
    "from": {None: "from"},
    "between": {None: "between"},
    "and": {None: "and/&"},
    "after": {None: "after/following the"},
    "prior": {None: "prior to/ahead of"},
    "thousand": {None: "thousand"},
    "noun": {
        None: "time/deal/option/call/meeting/account/place/floor/party/person/attempt/try/version/choice/client"
        "/customer/reason/thing/step/point/question/look/round/proposal/visit/contract/renewal"
        "/chinese new year/lunar new year"
    },
    "doubt": {
        None: "maybe/perhaps/possibly/probably/i think/i guess/not sure/might/could be/hopefully/unsure/potentially"
    },
    "about": {None: "about/around/roughly/circa/approximately/some time/somewhere around/ish/or so"},
    "dash": {None: "-/–/—/~"},
    "stop": {None: "./!/;/\n/)/?"},
    "comma": {None: ",/("},
}


_PHRASES = Phrases(
    {
        phrase: (kind, value)
        for kind, phrases in _TABLE.items()
        for value, names in phrases.items()
        for phrase in names.split("/")
    }
    | {"/": ("slash", None), "w / c": ("weekof", None)}
)
_TOKEN = re.compile(
    r"""
    (?P<junk> 24/7 | \d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m\b)? | \d{1,2}\s?(?:[ap]m\b|o['’]clock)
      | [$€£]\s?[\d.,]{1,20}\w? | \d[\d,]{0,20}(?:\.\d{1,9})?\s?(?:[kmb]\b|[%€£]) )
  | (?P<iso>(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))
  | (?P<numeric>(?<!\d)\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?!\d))
  | (?P<yearmonth>(?<!\d)(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])(?!\d))
  | (?P<monthyear>(?<!\d)(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d(?!\d))
  | (?P<slashed>(?<![\d/])\d{1,2}/\d{1,2}(?![\d/]))
  | (?P<quarter>(?:(?P<qyear>(?:20)?\d\d)[ -]?)?[qQ][ -]?(?P<q>[1-4])(?!\w))
  | (?P<fore>(?<!\w)(?P<fq>[1-4])Q(?:\s?['’]?(?P<fqyear>(?:20)?\d\d))?(?!\w))
  | (?P<half>\b(?:[hH](?P<h>[12])|(?P<hh>[12])[hH])(?!\w))
  | (?P<fy>\bFY\s?['’]?(?:(?:20)?\d\d/)?(?P<fyear>(?:20)?\d\d)(?!\d))
  | (?P<decade>(?<!\d)(?:19|20)\d0\s?['’]?s\b)
  | (?P<dayth>(?<!\d)(?P<nth>\d{1,2})(?:st|nd|rd|th)\b)
  | (?P<shortyear>(?<!\w)['’]\d\d(?!\d))
  | (?P<num>\d+)
  | (?P<short>\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thur?s?|fri|sat|sun)\.
      (?=\s?[\d,]|\s[A-Za-z]))
  | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
  | (?P<other>\n|[^\w\s]|_)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LOOKS_DATED = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|eo[mqywf]|q\b|bom|qtr|yr|mo\b|wk|tm)"
    r""
    r"|day|week|month|quarter|year|half|tomorrow|spring|summer|fall|autumn|winter|season|christmas|xmas|easter|thanksgiv"
    r"|halloween|valentin|patrick|fortnight|tonight|fiscal",
    re.IGNORECASE,
)


def looks_dated(text: str) -> bool:
    """Whether a reply holds anything a date could be made of."""
    return _LOOKS_DATED.search(text) is not None


def tokens(text: str) -> list[Node]:
    """The nodes of a text, between a "begin" and a "finish"."""
    row = [Node("begin", None, 0, 0), *_cut(text), Node("finish", None, len(text), len(text))]
    return _PHRASES.fold(row)


def _cut(text: str) -> Iterator[Node]:
    for found in _TOKEN.finditer(text):
        kind = _kind(found)
        value: object = found
        if kind == "word":
            value = found.group().lower().replace("’", "'").removesuffix(".") or "."
        elif kind == "num":
            value = int(found.group()[:9]), len(found.group())
        elif kind == "shortyear":
            value = 2000 + int(found.group()[1:])
        yield Node(kind, value, found.start(), found.end())


def _kind(found: re.Match[str]) -> str:
    if found.group() == "May":
        return "capitalmay"
    return "word" if found.lastgroup in {"other", "short", None} else found.lastgroup
