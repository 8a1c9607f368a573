"""A correction by the old figure: "not 80, 90", "90 not 80", "change 80 to 90", "80k should be 90k"."""

import re
from collections.abc import Sequence

from bot.coach.assign import Wanted
from bot.coach.plainness import mentions
from bot.coach.values import value_of
from bot.facts import Number, Ratio, Value
from bot.figures import Unit
from bot.interview.commands import Provide
from bot.interview.state import Interview
from bot.reading.amounts import Amount, read_amounts

_LEAD = (
    r"(?:(?:no|nope|nah|sorry|wait|hold on|actually|oops|ugh|ok|well|i mean|i meant|my bad|my mistake|correction|typo|"
    r"please|pls|it'?s|it is|it was|that'?s|that is|it should be|that should be|make (?:it|that))\b[\s,.:!\-–]*)*"
)
_IS = r"(?:it'?s|it is|it was|that'?s|should be|should have been|must be|i meant|meant|make it|rather|but)"
_NEW_FIRST = r"(?P<new>.+?)[\s,;(–-]+(?:and |but )?(?:not|instead of|rather than)\s+(?P<old>[^,;]+?)\)?"
_OLD_FIRST = rf"(?:not|wasn'?t|isn'?t|instead of|rather than)\s+(?P<old>.+?)[\s,;.–-]+(?:{_IS}\s+)*(?P<new>\S.*?)"
_CHANGE = (
    r"(?:change|correct|fix|replace|swap|switch|update|edit|turn)\s+(?:.{0,40}?\bfrom\s+)?(?P<old>.+?)\s+"
    r"(?:to|for|with|by|into)\s+(?P<new>.+?)"
)
_SHOULD_BE = (
    r"(?:i (?:said|wrote|typed|put)\s+)?(?P<old>.+?)\s*"
    rf"(?:->|=>|→|(?:is|was) wrong[\s,;.]*(?:{_IS}\s+)*|[,;]?\s*(?:{_IS}\s+)+)\s*(?P<new>.+?)"
)
_SHAPES = tuple(
    re.compile(rf"{_LEAD}{shape}[\s.!]*", re.IGNORECASE) for shape in (_NEW_FIRST, _OLD_FIRST, _CHANGE, _SHOULD_BE)
)
LONGEST = 80
"""Characters of such a message; a longer one tells something."""
_THOUSAND = 1000


def read_swap(text: str, known: Sequence[Wanted], state: Interview) -> tuple[Provide, ...]:
    """The new figure in the place of the old one it names; nothing where the old one is not known, or is two things."""
    for shape in _SHAPES if len(text) <= LONGEST else ():
        found = shape.fullmatch(" ".join(text.split()))
        old, new = (_only(found[part]) for part in ("old", "new")) if found else (None, None)
        if old is None or new is None:
            continue
        alike = [(want, times) for want in known if (times := _times(old, state.facts[want.path].value))]
        chosen = _meant(text, alike, state)
        value = _value(text, new, *chosen) if chosen else None
        if chosen and value is not None and value != state.facts[chosen[0].path].value:
            return (Provide(slot=chosen[0].path, value=value, quote=text, corrects=True),)
    return ()


def _only(text: str) -> Amount | None:
    amounts = read_amounts(text)
    return amounts[0] if len(amounts) == 1 else None


def _times(amount: Amount, value: Value) -> int:
    """By what an amount must be multiplied to be this value: 80 may stand for 80k; 0 when it is another."""
    if isinstance(value, Ratio):
        return int((amount.part, amount.whole) == (value.part, value.whole))
    if not isinstance(value, Number) or amount.value is None:
        return 0
    if amount.value == value.value or (value.unit is Unit.PERCENT and amount.value == value.value * 100):
        return 1
    return _THOUSAND if value.unit is Unit.MONEY and amount.value * _THOUSAND == value.value else 0


def _meant(text: str, alike: Sequence[tuple[Wanted, int]], state: Interview) -> tuple[Wanted, int] | None:
    """Of several slots that hold the old figure: the one that is named, else one of the answer before, else none."""
    last = state.undo.before if state.undo else {}
    for among in (
        [pair for pair in alike if mentions(text, pair[0].own) or _names_item(text, pair[0], state)],
        [pair for pair in alike if pair[0].path in last],
        alike,
    ):
        if len(among) == 1:
            return among[0]
    return None


def _names_item(text: str, want: Wanted, state: Interview) -> bool:
    collection, key, *_ = (*want.path.split("."), "")
    name = state.names(collection).get(key, "")
    return bool(name) and name.casefold() in text.casefold()


def in_thousands(amount: Amount, value: Value) -> Number | None:
    """A bare figure as thousands, where it is to replace an amount of whole thousands: 66 for 65k."""
    whole = isinstance(value, Number) and value.unit is Unit.MONEY and value.value >= _THOUSAND
    if (
        not whole
        or amount.kind not in ("count", "unknown")
        or amount.value is None
        or not 1 <= amount.value < _THOUSAND
    ):
        return None
    return Number(value=amount.value * _THOUSAND, unit=Unit.MONEY, about=amount.approx)


def _value(text: str, amount: Amount, want: Wanted, times: int) -> Value | None:
    if times > 1 and amount.value is not None and amount.value < _THOUSAND:
        return Number(value=amount.value * times, unit=Unit.MONEY, about=amount.approx)
    meant = amount.model_copy(update={"denied": False})
    return value_of(text, meant, want.slot)
