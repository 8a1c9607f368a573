"""What people say about nudges and dates: "remind me tomorrow", "nudge me less", "when is my plan due?"."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.cycle.wishes import Profile
from bot.cycle.working import Work
from bot.facts import Frozen
from bot.reading.dates import read_dates

FARTHEST = timedelta(days=60)
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "once": 1, "twice": 2}


class Wish(StrEnum):
    """What somebody wants of nudges, or asks about dates."""

    CALENDAR = "calendar"
    HOW_OFTEN = "how often"
    STOP = "stop"
    START = "start"
    LESS = "less"
    MORE = "more"
    PROFILE = "profile"
    AT_MOST = "at most"
    SNOOZE = "snooze"
    DONE = "done"


class WishAsked(Frozen):
    """A message read as a wish: `words` is what came with it, such as "tomorrow", "active" or "2"."""

    wish: Wish
    words: str = ""


_ME = r"(?:nudge|remind|ping|bug)(?: me)?"
_THEM = r"(?:nudges|reminders|nudging|reminding)"
_PLAN = r"(?:my |the |our )?(?:business )?(?:plan|draft|interview|review|presentation|it|this|that|everything|planning)"
_DID = r"(?:did|done|sent|finished|presented) (?:it|that|this|mine|my \w+)"
_SHOW = r"(?:(?:show|see|open|tell me|what(?:'s| is| are)) )?(?:me )?"
_COUNT = r"(\d|once|twice|one|two|three)(?: times?| nudges?| reminders?)?"
_PUT_OFF = r"(?:not now,? |maybe |ok(?:ay)?,? |i'?ll do (?:it|that) |later,? )?"
_DAY = r"(?:on |next )?(?:mon|tues|wednes|thurs|fri)day"

_ANY_TIME: tuple[tuple[Wish, tuple[str, ...]], ...] = (
    (
        Wish.CALENDAR,
        (
            rf"{_SHOW}(?:my |the |our )?(?:planning )?(?:calendar|dates|deadlines?|due dates?|milestones?|schedule)",
            rf"(?:and )?when (?:is|are|was) {_PLAN}(?: (?:due|needed|wanted))?",
            rf"(?:by )?when (?:do|must|should|does|will) (?:i|we|you) (?:have to )?\w+ {_PLAN}(?: by| done)?",
            rf"(?:by )?when (?:do|must|should) {_PLAN} (?:have to |need to )?be (?:done|ready|finished|in)",
        ),
    ),
    (Wish.HOW_OFTEN, (rf"how (?:often|much) (?:do|will|can|would) you {_ME}",)),
    (
        Wish.STOP,
        (
            rf"(?:stop|no more|quit|(?:turn|switch) off)(?: the| these| all)? (?:{_THEM}|{_ME}|nagging)(?: me)?",
            rf"(?:don'?t|do not|never) (?:{_ME}|nag me)(?: any ?more| again)?|leave me alone",
        ),
    ),
    (
        Wish.PROFILE,
        (rf"(?:{_ME}|{_THEM}):? (light|standard|active)(?:ly)?", rf"(light|standard|active) {_THEM}"),
    ),
    (
        Wish.AT_MOST,
        (rf"(?:{_ME} |{_THEM}:? )?(?:at most|no more than|max(?:imum)?) {_COUNT} (?:a|per|each) week",),
    ),
    (
        Wish.LESS,
        (rf"{_ME} less(?: often)?|(?:fewer|less) {_THEM}|too many {_THEM}", rf"you {_ME} too (?:much|often)"),
    ),
    (Wish.MORE, (rf"{_ME} more(?: often)?|more {_THEM}",)),
    (Wish.START, (rf"(?:start|resume|(?:turn|switch) on)(?: the)? (?:{_THEM}|{_ME})(?: me)?(?: again)?|{_ME} again",)),
    (
        Wish.SNOOZE,
        (rf"(?:snooze|{_ME}(?: of (?:this|it))?)(?: again)?(?: (?:until|till|on|at|for))? ?(.*)",),
    ),
    (Wish.DONE, (r"(?:it'?s |that'?s |i'?m )?(?:already done|done already)", rf"i(?:'ve| have)? already {_DID}")),
)
_TO_A_NUDGE: tuple[tuple[Wish, tuple[str, ...]], ...] = (
    (
        Wish.SNOOZE,
        (
            rf"{_PUT_OFF}((?:later(?: today)?|tomorrow|next week|in .+|{_DAY})(?: morning| afternoon)?)",
            r"(not now|later|come back to (?:it|this|that)(?: later)?)",
        ),
    ),
    (Wish.DONE, (rf"(?:yes,? )?(?:did (?:it|that)|(?:it|that)'?s done|i(?:'ve| have)? {_DID})(?: already)?",)),
)


def read_wish(text: str, *, to_a_nudge: bool) -> WishAsked | None:
    """Read a whole message as a wish; shorter words will do right after a nudge (`to_a_nudge`)."""
    message = re.sub(r"\s+", " ", text).strip(" .!?").removeprefix("please ").removesuffix(" please")
    for wish, patterns in (*_ANY_TIME, *(_TO_A_NUDGE if to_a_nudge else ())):
        for pattern in patterns:
            match = re.fullmatch(pattern, message, re.IGNORECASE)
            if match:
                return WishAsked(wish=wish, words=next(filter(None, match.groups()), "").strip().casefold())
    return None


def profile_in(words: str) -> Profile:
    """The profile that was named."""
    return Profile(words)


def count_in(words: str) -> int:
    """The number that was named, at least one."""
    return max(1, COUNTS.get(words) or int(words))


def until(words: str, work: Work, now: datetime, fiscal_start: tuple[int, int]) -> datetime | None:
    """When to come back: the first working moment of the time that was named (UTC); None when none can be read.

    A day begins with the person's working hours; "later" is three hours on; no words at all mean tomorrow.
    """
    wanted = _moment(words or "tomorrow", work, now, fiscal_start)
    return work.next_moment(wanted) if wanted and now < wanted < now + FARTHEST else None


def _moment(words: str, work: Work, now: datetime, fiscal_start: tuple[int, int]) -> datetime | None:
    today = work.today(now)
    hours = re.search(r"\b(\d+|an?|one|two|three|four|half an) (hour|minute)s?\b", words)
    if hours:
        if hours[1] == "half an":
            return now + timedelta(minutes=30)
        count = COUNTS.get(hours[1]) or int(hours[1])
        return now + timedelta(**{f"{hours[2]}s": count})
    if words.startswith(("later", "not now", "come back")):
        return now + timedelta(hours=3)
    day = _day(words, today, fiscal_start)
    if day is None:
        return None
    return work.opening(day) + timedelta(hours=4 * ("afternoon" in words))


def _day(words: str, today: date, fiscal_start: tuple[int, int]) -> date | None:
    found = read_dates(words, today, fiscal_start)
    return found[0].starts if found else None
