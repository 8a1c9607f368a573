"""Which number formats show a date: Excel keeps a day as a number and only its format tells.

The built-in formats are listed in ECMA-376 part 1, 18.8.30.
"""

import re

_BUILT_IN = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def is_date(key: int, code: str | None) -> bool:
    """Whether a format, by its number or by its code, shows a day; a time of day alone is none."""
    if code is None:
        return key in _BUILT_IN
    shown = _NOT_SHOWN.sub("", code.split(";")[0]).casefold()
    return bool(re.search(r"[dy]|mmm", shown)) and "general" not in shown
