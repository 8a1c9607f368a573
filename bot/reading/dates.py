"""Business dates in a reply, as the interval that was meant: mid-January, end of Q2, the week of the 10th."""

import re
from collections.abc import Sequence
from datetime import date

from bot.facts import Frozen
from bot.reading.date_nodes import DATED, meaning_of
from bot.reading.date_rules import DATES
from bot.reading.date_words import looks_dated, tokens
from bot.reading.fold import Node
from bot.reading.spans import Calendar, Grain, Span


class When(Frozen):
    """A date as the interval that was meant, both ends included; `text[start:end] == quote`.

    `approx`: the words are loose ("mid-March", "around the 10th"); `uncertain`: the person hedged, or two readings are
    possible, and then `ambiguous` lists them, the one taken first: 3/4 is March 4 or 3 April.
    """

    starts: date
    ends: date
    grain: Grain = "day"
    approx: bool = False
    uncertain: bool = False
    ambiguous: tuple["When", ...] = ()
    start: int
    end: int
    quote: str


_PAST = re.compile(
    r"\b(?:lost|was|were|wasn't|won|signed|had|did|didn't|went|happened|ended|started|renewed|left|came|ran|sold|made|got"
    r"|bought|churned|cancell?ed|slipped|missed|closed|since|ago|back\s+in)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|won't|would|should|going|due|expect\w*|plan\w*|be|by|until|till|next|need\w*|want\w*|hop\w+|could|supposed"
    r"|might|may|renews?|closes?|starts|ends"
    r"|(?:slipped|pushed|moved|delayed|postponed|bumped|slid)(?:\s+\w+){0,2}\s+(?:to|from|into|until|till|out))\b|'ll\b",
    re.IGNORECASE,
)


def read_dates(text: str, reference: date, fiscal_year_start: tuple[int, int] | str = (1, 1)) -> tuple[When, ...]:
    """Every date in `text`, in order, as meant on the day `reference`.

    `fiscal_year_start` is (month, day) or "MM-DD"; quarters, halves and fiscal years count from it, and a fiscal year
    is called by the calendar year it ends in. A date without a year is the next one, or the last where the sentence
    tells of the past.
    """
    if not looks_dated(text):
        return ()
    row = DATES.fold(tokens(text))
    calendar = Calendar(reference, _month_and_day(fiscal_year_start))
    found = (_when(text, row, at, calendar) for at, node in enumerate(row) if node.kind in DATED)
    return tuple(when for when in found if when)


def _month_and_day(start: tuple[int, int] | str) -> tuple[int, int]:
    if not isinstance(start, str):
        return start
    month, day = start.split("-")
    return int(month), int(day)


def _when(text: str, row: Sequence[Node], at: int, calendar: Calendar) -> When | None:
    node = row[at]
    before = _said_before(row, at)
    span = meaning_of(node)(calendar._replace(past=_tells_of_past(text, node)))
    if not span or _denied(before):
        return None
    doubted = "doubt" in before or (at + 1 < len(row) and row[at + 1].kind == "doubt")
    when = _plain(span, node, text, approx=span.approx or "about" in before[:2], uncertain=doubted)
    if not span.other:
        return when
    readings = (when, _plain(span.other, node, text, approx=when.approx, uncertain=doubted))
    return when.model_copy(update={"uncertain": True, "ambiguous": readings})


def _plain(span: Span, node: Node, text: str, *, approx: bool, uncertain: bool) -> When:
    quote = text[node.start : node.end]
    return When(
        starts=span.starts,
        ends=span.ends,
        grain=span.grain,
        approx=approx,
        uncertain=uncertain,
        start=node.start,
        end=node.end,
        quote=quote,
    )


def _said_before(row: Sequence[Node], at: int) -> list[str]:
    """The kinds of the few nodes before a date, nearest first, back to the last stop or date."""
    kinds: list[str] = []
    for step in range(at - 1, max(at - 7, -1), -1):
        if row[step].kind in {"stop", "comma", *DATED}:
            break
        kinds.append(row[step].kind)
    return kinds


def _denied(before: Sequence[str]) -> bool:
    """ "not March", "not in March"; "not before March" still names a date."""
    return before[:1] == ["deny"] or (before[1:2] == ["deny"] and before[0] in {"in", "on", "the"})


def _tells_of_past(text: str, node: Node) -> bool:
    """Whether the sentence around a date speaks of the past and not of what is to come."""
    opens = max(text.rfind(mark, max(0, node.start - 200), node.start) for mark in ".!?;\n") + 1
    # Without the date itself: in "closed it in May" the month is no "may".
    around = f"{text[max(opens, node.start - 200) : node.start]} | {text[node.end : node.end + 60]}"
    sentence = around.split(".", maxsplit=1)[0]
    return bool(_PAST.search(sentence)) and not _FUTURE.search(sentence)
