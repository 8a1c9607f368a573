"""What a reply tells of each item of a known list, in words: "Acme end of June, the CFO, low risk; Globex March".

A name opens an item's part of the reply, and the next name ends it. "The rest" and "all" stand for several.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from bot.coach.assign import Wanted
from bot.coach.context import Context
from bot.coach.days import date_in
from bot.coach.listing import named_in
from bot.facts import Words
from bot.interview.agenda import Step, missing
from bot.interview.commands import Command, Provide
from bot.interview.questions import Slot, SlotType
from bot.team.services import lines_named

_OPENS = r"(?:^|[\n;.,|•/]|\band\b|\bbut\b|\bfor\b|\bat\b|\bexcept\b)[\s*\-–]*(?:(?:and|for|at|then)\s+)?"
_EDGE = ' \t\r\n,;:.-–—|=>"“”'
_ALL = re.compile(
    r"^\W*(?:all|each|every(?:one|body|where)?|both|same)\b(?: (?:of them|accounts?|the same|four|five|six))*",
    re.IGNORECASE,
)
_REST = re.compile(
    rf"{_OPENS}(?:all )?(?:of )?(?:the )?(?:rest|others?|remaining(?: ones)?|everyone else|everything else)\b",
    re.IGNORECASE,
)


def answer_of_each(text: str, step: Step, context: Context) -> Iterator[Command]:
    """The facts a reply gives for the items of a list that has no figures to ask for."""
    names = context.state.names(step.topic.collection)
    gaps = missing(step, context.state)
    parts = _by_line(text, names, context.services) if _asks_lines(step) else {}
    for key, part in (parts or _parts(text, names, gaps)).items():
        slots = _asked(step, key, gaps)
        for slot in slots:
            yield from _READ[slot.type](part, Wanted(step.topic.path(slot, key), slot), slots, context)


def _asks_lines(step: Step) -> bool:
    return any(slot.type is SlotType.SERVICES for slot in step.topic.slots)


def _asked(step: Step, key: str, gaps: Sequence[str]) -> Sequence[Slot]:
    """The slots of an item that a reply may fill: those it lacks, or all where it lacks none."""
    lacking = [slot for slot in step.topic.slots if step.topic.path(slot, key) in gaps]
    return lacking or step.topic.slots


def _parts(text: str, names: dict[str, str], gaps: Sequence[str]) -> dict[str, str]:
    """The part of a reply that is about each item, by key."""
    parts = dict(_between_names(text, names))
    lacking = list(dict.fromkeys(path.split(".")[1] for path in gaps if path.count(".") == 2))
    alone = lacking if len(lacking) == 1 else list(names) if len(names) == 1 else []
    if not parts and alone:
        return {alone[0]: text}
    named = set(parts)
    for mark, keys in ((_REST.search(text), lacking), (_ALL.match(text), lacking or list(names))):
        if mark is not None:
            rest = _until_a_name(text[mark.end() :], names)
            parts |= {key: rest for key in keys if key not in named and rest}
    return parts | _added(text, parts, names, named)


_ADDED = re.compile(r"\b(?:also|too|as well|in addition|additionally|on top|plus)\b", re.IGNORECASE)


def _added(text: str, parts: dict[str, str], names: dict[str, str], named: set[str]) -> dict[str, str]:
    """What an item has besides what all have: "All buy support. Acme also security"."""
    everyone = _ALL.match(text)
    shared = _until_a_name(text[everyone.end() :], names) if everyone else ""
    return {key: f"{shared}, {parts[key]}" for key in named if shared and _ADDED.search(parts[key])}


def _between_names(text: str, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    found = _openings(text, names)
    stops = [*(start for start, _, _ in found[1:]), len(text)]
    for (_, at, key), stop in zip(found, stops, strict=False):
        rest = _REST.search(text, at, stop)
        yield key, _trimmed(text[at : rest.start() if rest else stop])


def _until_a_name(text: str, names: dict[str, str]) -> str:
    found = _openings(text, names)
    return _trimmed(text[: found[0][0]] if found else text)


def _openings(text: str, names: dict[str, str]) -> list[tuple[int, int, str]]:
    """Where each item's part begins: (start of its name, end of its name, key), the first place of each."""
    found: dict[str, tuple[int, int, str]] = {}
    for opening in re.finditer(rf"(?i:{_OPENS})(?=(?P<name>[\w&'’.-]+(?: [\w&'’.-]+){{0,4}}))", text):
        words = opening["name"].split()
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count])
            key = named_in(name, names)
            if key is not None and key not in found and _is_of(name, names[key]):
                start = opening.start("name")
                found[key] = (start, start + len(name.rstrip(_EDGE)), key)
                break
    return sorted(found.values())


def _is_of(said: str, name: str) -> bool:
    """Whether every word said belongs to the name, so that nothing that is told of the item is taken for its name."""
    own = set(re.findall(r"\w+", name.casefold()))
    return set(re.findall(r"\w+", said.casefold())) <= own | {"s", "inc"}


def _trimmed(part: str) -> str:
    cells = re.sub(r"\s*[\t|]\s*", ", ", part.strip(_EDGE))
    return re.sub(r"[\s,;]+(?:and|but)$", "", cells).strip(_EDGE)


def _by_line(text: str, names: dict[str, str], lines: Sequence[str]) -> dict[str, str]:
    """A reply the other way round, by item: "Security: Acme and Globex; Backup: all" lists the lines of each."""
    bought: dict[str, list[str]] = {}
    for entry in re.split(r"[\n;]|\.\s", text):
        head, _, rest = entry.strip().partition(":") if ":" in entry else entry.strip().partition(" ")
        line = lines_named(head, lines)
        if not line or _openings(head, names):
            continue
        named = [key for _, _, key in _openings(rest, names)]
        for key in [key for key in names if key not in named] if _ALL.match(rest) else named:
            bought.setdefault(key, []).extend(line)
    return {key: ", ".join(lines) for key, lines in bought.items()}


Read = Callable[[str, Wanted, Sequence[Slot], Context], Iterator[Command]]


def _day(part: str, want: Wanted, _: Sequence[Slot], context: Context) -> Iterator[Command]:
    day = date_in(part, context.year)
    if day is not None:
        yield Provide(slot=want.path, value=day, quote=part)


_BUT = re.compile(r"\b(?:except|but|apart from|other than|without|not)\b", re.IGNORECASE)
_NONE = re.compile(r"\W*(?:none|nothing|no services?)\W*", re.IGNORECASE)


_SUM = re.compile(r"[$€£]\s?\d|\d\s?(?:k|m|thousand|grand|mil\w*)\b", re.IGNORECASE)
"""What an account grows by or brings, and so no tale of what it buys."""


def _services(part: str, want: Wanted, _: Sequence[Slot], context: Context) -> Iterator[Command]:
    """The lines an item buys: those named, or all but those; "none" is an answer too."""
    left = _BUT.search(part) if _ALL.match(part) or re.match(r"\W*everything", part, re.IGNORECASE) else None
    if _SUM.search(part):
        return
    named = lines_named(part[left.end() :] if left else part, context.services)
    if left or (not named and re.match(r"\W*(?:all|everything)\b", part, re.IGNORECASE)):
        named = tuple(line for line in context.services if line not in named)
    if named or _NONE.fullmatch(part):
        yield Provide(slot=want.path, value=Words(text=", ".join(named) or "none"), quote=part)


_RISK = re.compile(
    r"risk|leav|\bleft\b|lost|merg|acqui|sold|sells?\b|selling|procure|competit|unhappy|late|complain|cut|budget|price|new"
    r"\b|threat|fine\b|safe|solid|worr|danger|insourc|in-house|bid|tender",
    re.IGNORECASE,
)
_SPONSOR = re.compile(
    r"sponsor|\b(?:c[efito]o|ciso|owner|president|director|manager|lead|partner|vp|head|chief|principal|founder)\b"
    r"|relationship|\bknow\b|\bmet\b|contact|champion",
    re.IGNORECASE,
)


def _words(part: str, want: Wanted, slots: Sequence[Slot], context: Context) -> Iterator[Command]:
    """The words of a part: all of them for the only slot in words, else its clauses, who is who and what is at risk."""
    wordy = [slot for slot in slots if slot.type is SlotType.WORDS]
    clauses = _clauses(part, context) if len(slots) > 1 else [part]
    if len(wordy) > 1:
        risky = [clause for clause in clauses if _RISK.search(clause)]
        people = [clause for clause in clauses if clause not in risky]
        if len(people) > 1 and not risky and not _SPONSOR.search(people[-1]):
            risky = [people.pop()]
        clauses = risky if want.slot.name == "risk" else people
    text = ", ".join(clauses).strip(_EDGE)
    if text:
        yield Provide(slot=want.path, value=Words(text=text), quote=part)


def _clauses(part: str, context: Context) -> list[str]:
    """The clauses of a part without the one that only says when."""
    found = [clause.strip(_EDGE) for clause in re.split(r"[,;\n]|\.\s|\.$|\s[-–]\s", part)]
    return [clause for clause in found if clause and not _only_says_when(clause, context)]


_ABOUT_WHEN = re.compile(
    r"\b(?:auto|renew\w*|contract|ends?|runs?|until|through|expires?|expiring|due|up|it|is|the|in|on|by|at|for|of|and|its|"
    r"their|term|next|again|month|year|rolling|evergreen|to|agreement)\b|[\W\d_]",
    re.IGNORECASE,
)


def _only_says_when(clause: str, context: Context) -> bool:
    day = date_in(clause, context.year, loosely=True)
    return day is not None and not re.search(r"\w{3}", _ABOUT_WHEN.sub(" ", _MONTHS.sub(" ", clause)))


_MONTHS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b|\bq[1-4]\b|\bh[12]\b|\b(?:early|mid|late|end|start"
    r"|beginning|middle|quarter|half|first|second|third|fourth|last|spring|summer|fall|autumn|winter|monthly)\b",
    re.IGNORECASE,
)

_READ: dict[SlotType, Read] = {SlotType.DAY: _day, SlotType.SERVICES: _services, SlotType.WORDS: _words}
