"""Lists of things with their amounts: "Acme 120k, Globex 80k and maybe 40 for Initech", one a line or in a sentence."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from bot.facts import Frozen
from bot.reading.amounts import Amount, read_amounts
from bot.reading.replies import read_answer


class Item(Frozen):
    """One entry of a list: its name, the amounts said with it, and the remaining words; `text[start:end] == quote`."""

    name: str
    amounts: tuple[Amount, ...] = ()
    rest: str = ""
    quote: str
    start: int
    end: int


_LINES = re.compile(r"[\n;•]")
_COMMAS = re.compile(r"[,|\t]|(?:(?<=\d)|(?<=\d[km]))\s\+(?=\s)|\band\b|\bplus\b|\bthen\b", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-*•–—]\s+|\(?\d{1,2}[.)]\s+|[a-z][.)]\s+)", re.IGNORECASE)
# Words that belong to no name: how people introduce an entry, hedge it, or tie a figure to it.
_FILLER = frozenset(
    (
        "and also then plus maybe perhaps possibly probably about around roughly approximately approx nearly "
        "almost just under over is was are were be at for from with of in on to by the a an i we i've we've i'm "
        "it's there's got have has had think guess say worth total totaling totalling account deal deals accounts "
        "should would could might will can do does some like another up another one next year last looking expect "
        "expecting plan planning aim aiming want but only just both each none nothing including include includes "
        "namely mainly mostly ca circa odds chance probability likely close closing"
    ).split()
)
_PARTNERS = frozenset(
    "inc ltd llc llp plc corp gmbh sons son co company partners associates brothers bros daughters family".split()
)
# Words that open a further figure of the same entry: "Acme last year 80k, keep 60k, grow 20k".
_FIGURE_NAMES = frozenset(
    (
        "keep keeping kept retain renew renews renewal grow growing growth goal target odds chance probability "
        "secured contracted expected worth won lost due both each all closing closes sell selling add adding "
        "upsell last next this was quota"
    ).split()
)
_NAME = re.compile(r"\s{1,3}(?:[A-Z][\w&'’.-]{2,40}\s{1,3}){1,4}")
_EDGE = ' \t\r\n,;:.-–—()[]=~*|→>"“”'


def read_list(text: str, known: Collection[str] = ()) -> tuple[Item, ...]:
    """The entries of a list, in order; plain names have no amounts. "None" and "no idea" are empty lists.

    `known` are names that begin an entry also where nothing but a space stands before them.
    """
    if read_answer(text) is not None:
        return ()
    amounts = read_amounts(text)
    lines = [line for line in _split(text, _LINES, (0, len(text)), amounts) if text[slice(*line)].strip()]
    names = _any_of(known)
    items = [_item(text, entry, amounts) for line in lines for entry in _entries(text, line, amounts, names)]
    return _shared(tuple(item for item in items if item.name))


def _any_of(names: Collection[str]) -> re.Pattern[str] | None:
    """Any of these names as a whole; None where there are none."""
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"{_NOT_BEHIND}(?:{longest_first})(?!\w)", re.IGNORECASE) if names else None


_NOT_BEHIND = "".join(rf"(?<!\b{word} )" for word in ("for", "from", "at", "with", "of", "to", "in", "by")) + r"(?<!\w)"
_EACH = re.compile(r"(?:each|apiece|a piece)\b", re.IGNORECASE)


def _shared(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Each entry with its amounts; "Acme and Globex 200k each" gives them to the names before that have none."""
    shared: list[Item] = []
    for item in reversed(items):
        after = shared[-1] if shared else None
        each = after is not None and not item.amounts and not item.rest and bool(_EACH.match(after.rest))
        shared.append(
            item.model_copy(update={"amounts": after.amounts, "rest": after.rest}) if after and each else item
        )
    return tuple(reversed(shared))


Span = tuple[int, int]


def _within(amounts: Sequence[Amount], stretch: Span) -> Sequence[Amount]:
    """The amounts that begin in a stretch of text."""
    low, high = (bisect_left(amounts, edge, key=lambda amount: amount.start) for edge in stretch)
    return amounts[low:high]


def _split(text: str, mark: re.Pattern[str], stretch: Span, amounts: Sequence[Amount]) -> list[Span]:
    """Cut a stretch at every mark that is not inside an amount."""
    taken = iter(_within(amounts, stretch))
    amount = next(taken, None)
    spans, at = [], stretch[0]
    for found in mark.finditer(text, *stretch):
        while amount and amount.end <= found.start():
            amount = next(taken, None)
        if not amount or found.end() <= amount.start:
            spans.append((at, found.start()))
            at = found.end()
    return [*spans, (at, stretch[1])]


def _run_on(text: str, stretch: Span, amounts: Sequence[Amount], known: re.Pattern[str] | None) -> list[Span]:
    """Cut "Acme 120k Globex 80k" before a known name, or where only a name stands between two figures."""
    own = _within(amounts, stretch)
    opens = _trimmed(text[stretch[0] : own[0].start], _FILLER) if own else ""
    between = pairwise(own) if opens else ()
    cuts = {before.end for before, after in between if _NAME.fullmatch(text, before.end, after.start)}
    if known and opens:
        cuts |= {name.start() for name in list(known.finditer(text, *stretch))[1:]}
    elif opens.islower():
        cuts |= set(_before_small_names(text, own))
    return list(pairwise([stretch[0], *sorted(cuts), stretch[1]]))


_WHEN = re.compile(r"\s*(?:(?:in|by|early|mid|late|end of)\s)*(?:[a-z]{3,9}|q[1-4])(?=\s)", re.IGNORECASE)
_MONTHS = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|q[1-4])$",
    re.IGNORECASE,
)


def _before_small_names(text: str, own: Sequence[Amount]) -> Iterator[int]:
    """Where names begin that are typed like any other word, "acme 420k globex 310k": between two sums of money."""
    worth = [amount for amount in own if amount.kind != "percent"]
    for before, after in pairwise(worth):
        last = next(amount for amount in reversed(own) if amount.start < after.start)
        when = _WHEN.match(text, last.end, after.start)
        at = when.end() if when and _MONTHS.search(when.group()) else last.end
        words = _trimmed(text[at : after.start], _FILLER).split()
        if _is_worth(before) and _is_worth(after) and 0 < len(words) <= MOST_IN_NAME and not _FIGURE_NAMES & {*words}:
            yield at


MOST_IN_NAME = 3
"""Words of a name between two figures."""


def _entries(text: str, line: Span, amounts: Sequence[Amount], known: re.Pattern[str] | None) -> list[Span]:
    """Cut a line at commas and "and", then put back together what is one entry."""
    counted = bool(_within(amounts, line))
    entries: list[Span] = []
    named = figured = False  # whether the entry so far has a name, and an amount
    pieces = [run for piece in _split(text, _COMMAS, line, amounts) for run in _run_on(text, piece, amounts, known)]
    for start, end in pieces:
        piece = _item(text, (start, end), amounts)
        opens = named and known and known.match(piece.quote)
        if entries and not opens and _continues(piece, counted=counted, named=named, figured=figured):
            entries[-1] = (entries[-1][0], end)
            named, figured = named or bool(piece.name), figured or bool(piece.amounts)
        else:
            entries.append((start, end))
            named, figured = bool(piece.name), bool(piece.amounts)
    return entries


def _continues(piece: Item, *, counted: bool, named: bool, figured: bool) -> bool:
    """Whether a piece belongs to the entry before it: it has no name, or only words where others have figures."""
    first = piece.name.split()[0].strip(".") if piece.name else ""
    if not piece.name or first.lower() in _PARTNERS or (named and first in _FIGURE_NAMES):
        return True
    if piece.amounts:
        return not named and not figured
    return (counted and not piece.name[0].isupper()) or (not named and figured)


def _item(text: str, stretch: Span, amounts: Sequence[Amount]) -> Item:
    """Read one entry: the name stands before the first amount, or behind it after "for" or "from"."""
    own = _within(amounts, stretch)
    start, end = stretch
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
        own = _within(amounts, (start, end))
    own = _without_name(text, own, start)
    before = text[start : own[0].start] if own else text[start:end]
    after = " ".join(_gaps(text, own, end))
    name, rest = _trimmed(before, _FILLER), _trimmed(after, ())
    if not name:
        name, rest = _name_behind(after)
    quote = text[start:end].strip(" \t\r\n,")
    at = start + text[start:end].find(quote)
    return Item(name=name, amounts=tuple(own), rest=rest, quote=quote, start=at, end=at + len(quote))


def _without_name(text: str, own: Sequence[Amount], start: int) -> Sequence[Amount]:
    """The figures of an entry but for one that is part of its name: "3M 120k", "Beacon branch 4 75k 60%"."""
    if len(own) < 2 or own[0].currency:
        return own
    before, between = text[start : own[0].start], text[own[0].end : own[1].start]
    if not before.strip():
        named = between.strip()[:1].isupper() or (not between.strip() and own[0].quote[-1:].isupper())
    else:
        named = _is_bare(own[0]) and _is_worth(own[1]) and bool(_UP_TO_THE_FIGURE.fullmatch(between))
        named = named and bool((_NOUN if "," in between else _BEHIND_A_NAME).search(before))
    return own[1:] if named else own


_BEHIND_A_NAME = re.compile(r"[^\W\d_][.]? $")
_NOUN = re.compile(r"(?<=\s)[a-z]{3,} $")
"""Before a comma only what numbers things by its sense does: "branch 4, 75k", while "Acme 40, 75k" has two figures."""
_UP_TO_THE_FIGURE = re.compile(r"(?:\s+[A-Z][\w&'’.-]*){0,3}[\s,:|(=–—-]*")
LEAST_WORTH = 1000
"""A bare figure below this counts, or numbers a name, where a larger one stands beside it."""


def _is_bare(amount: Amount) -> bool:
    """Whether a figure can be the number of something: "line 3", "phase two"; "3 deals", "3k" and "40%" count."""
    small = amount.value is not None and (amount.value < LEAST_WORTH or len(amount.quote) < len(f"{LEAST_WORTH}"))
    return amount.kind == "unknown" and amount.unit is None and small and not re.search(r"\d\W?[a-z]", amount.quote)


def _is_worth(amount: Amount) -> bool:
    return amount.kind == "money" or (amount.kind == "unknown" and (amount.value or amount.low or 0) >= LEAST_WORTH)


def _gaps(text: str, own: Sequence[Amount], end: int) -> list[str]:
    """The stretches of text behind each figure, up to the next."""
    figures = [*own[:1], *(amount for amount in own[1:] if not _counts(text, amount))]
    edges = [amount.start for amount in figures[1:]]
    return [text[amount.end : edge] for amount, edge in zip(figures, [*edges, end], strict=False)]


def _counts(text: str, amount: Amount) -> bool:
    """Whether a figure says how many of what, and so belongs to the words: "for their two plants", "3 sites"."""
    noun = re.match(r" ([a-z]{3,})", text[amount.end :]) if _is_bare(amount) else None
    return amount.kind == "count" or bool(noun and noun[1] not in _FIGURE_NAMES | _FILLER)


def _name_behind(after: str) -> tuple[str, str]:
    """ "for Initech backup": the capitalised run is the name, or all of it where nothing is capitalised."""
    words = _trimmed(after, _FILLER).split()
    upper = next((at for at, word in enumerate(words) if not word[0].isupper() and not word[0].isdigit()), len(words))
    return (" ".join(words[:upper]), " ".join(words[upper:])) if upper else (" ".join(words), "")


def _trimmed(piece: str, filler: Collection[str]) -> str:
    """The piece without marks at its edges and without filler words at either end."""
    words = [word for word in (word.strip(_EDGE) for word in piece.split()) if word]
    while words and words[0].lower().replace("’", "'") in filler:
        words.pop(0)
    while words and words[-1].lower().replace("’", "'") in filler:
        words.pop()
    if filler:  # "my top targets are Acme"
        told = [at for at, word in enumerate(words) if word in {"are", "is", "include", "includes", "were"}]
        words = words[told[-1] + 1 :] if told else words
    return " ".join(words)
