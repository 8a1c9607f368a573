"""Cut a reply into the nodes of the amount grammar: figures as written, words, marks, and what must not be counted."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.reading.amount_words import SUFFIXES, lexicon
from bot.reading.fold import Node, Phrases


class Num(NamedTuple):
    """A figure before its unit is known. `step`: the scale said with it; `spoken`: in words; `unsure`: a guess."""

    value: Decimal
    step: Decimal = Decimal(1)
    spoken: bool = False
    unsure: bool = False

    @property
    def plain(self) -> bool:
        return self.step == 1


_LONGEST = 18  # digits; more is an identifier, not a figure
_JUNK = r"""
    <[@#!]?[^<>\s]{1,400}>                                        # a Slack mention, channel or link
  | (?:https?://|www\.)\S+ | [\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}
  | \d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)                           # a date, in the three usual orders
  | (?:0?[1-9]|[12]\d|3[01])(?P<between>[-/.])(?:0?[1-9]|1[0-2])(?P=between)(?:19|20)?\d{2}(?![-/.]?\d)
  | (?:0?[1-9]|1[0-2])(?P<within>[-/.])(?:0?[1-9]|[12]\d|3[01])(?P=within)(?:19|20)?\d{2}(?![-/.]?\d)
  | \d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m\b)? | 24[/x]7 | 1:1 | 80/20 | \d-star\b
  | (?i:7-eleven|forever\ 21|8x8)\b                             # companies called by a figure
  | \(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b                             # telephone numbers
  | (?<!\w)\+(?!\d{1,3}(?:[ ,.]\d{3})+(?![ ,.]?\d))\d{1,3}(?:[ .-]?\(?\d{2,4}\)?){2,4}(?!\d)
  | \d{2,4}-0\d{2,}(?!\d) | (?<![\d.,'’])(?<!\d\s)0\d{2,}(?:[ -]\d{2,})*(?![.,]?\d)
  | \d+(?:\.\d+){2,}(?!\d)(?<!\.\d{3}) | \d+(?:\.\d+){3,}        # a version or an address
"""
_FIGURE = r"""
    \d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)                             # 1.234,56
  | \d{1,3}(?:\.\d{3}){2,}(?!\.?\d)                            # 1.234.567
  | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])                          # 1,234.56
  | \d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)                      # 12,34,567
  | \d{1,3}(?:['’\u00a0\u202f\u2009]\d{3})+(?:[.,]\d{1,2})?(?!\d)    # 1'234 and hard spaces
  | \d{1,3}(?:\ \d{3})+,\d{2}(?!\d)                              # 1 234,56
  | \d{1,3}(?:\ \d{3}){2,}(?![,.]?\d) | \d{1,3}\ 000(?![,.]?\d)
  | \d+,\d{1,2}(?!,?\d)                                       # 1,2
  | \d+(?:\.\d+)? | (?<![\d.])\.\d+
"""
_TOKEN = re.compile(
    rf"(?P<junk>{_JUNK})|(?P<figure>{_FIGURE})|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<mark>\n|[^\w\s])", re.VERBOSE
)
_SCALE = {name: scale for scale, names in SUFFIXES.items() for name in names.split()}
_NAMES = "|".join(sorted(_SCALE, key=len, reverse=True))
_STOPPED = r"(?:\.(?=\s?[€$£]|\s(?:eur|usd|chf)\b))?"  # "1,2 Mio. €"
_SUFFIX = re.compile(rf"(?P<space> ?)(?P<name>{_NAMES}){_STOPPED}(?![^\W_]|['’])", re.IGNORECASE)
_SETTLED = re.compile(r"\s?[%€$£]")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_MULTIPLE = re.compile(r"x\b", re.IGNORECASE)
_PHRASES = Phrases(lexicon())


def tokens(text: str) -> list[Node]:
    """The nodes of a text, words and phrases already named by the lexicon."""
    return _PHRASES.fold(list(_cut(text)))


def _cut(text: str) -> Iterator[Node]:
    at = 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found.lastgroup == "figure":
            node = _figure(text, found.start(), at)
            at = node.end
            yield node
        else:
            yield Node(_kind(found), found.group().lower(), found.start(), at)


def _kind(found: re.Match[str]) -> str:
    if found.lastgroup == "word" and found.group() == "May":
        return "month"
    return {"junk": "junk", "mark": "mark"}.get(found.lastgroup or "", "word")


def _figure(text: str, start: int, end: int) -> Node:
    """A figure with what is glued to it: a scale (120k), an ordinal ending (3rd), a multiple (3x), or anything else."""
    if sum(map(str.isdigit, text[start:end])) > _LONGEST:
        return Node("junk", None, start, end)
    number = written(text[start:end])
    if suffix := _SUFFIX.match(text, end):
        step, sure = _SCALE[suffix["name"].lower()], _surely(text, start, suffix)
        return Node("num", Num(number.value * step, step, unsure=not sure), start, suffix.end())
    for kind, ending in (("ordinal", _ORDINAL), ("multiple", _MULTIPLE)):
        if glued := ending.match(text, end):
            return Node(kind, number, start, glued.end())
    if number.unsure and _SETTLED.match(text, end):  # "62,5%" can be no list
        number = number._replace(unsure=False)
    return Node("num", number, start, end)


def _surely(text: str, start: int, suffix: re.Match[str]) -> bool:
    """Behind a space, "5 m" may be no scale; "5 M", "120 k", "3 mm" and "$5 m" are."""
    name = suffix["name"]
    return (
        not suffix["space"]
        or name.isupper()
        or len(name) > 1
        or name == "k"
        or text[max(start - 1, 0) : start] in {"$", "€", "£"}
        or "." in text[start : suffix.start()]
    )


def written(digits: str) -> Num:
    """Read digits with separators. Three digits behind a comma are thousands; one or two are decimals, and unsure."""
    bare = re.sub("['’\u00a0\u202f\u2009 ]", "", digits)
    if "," in bare and "." in bare and bare.rindex(",") > bare.rindex("."):
        return Num(Decimal(bare.replace(".", "").replace(",", ".")))
    if bare.count(".") > 1:
        return Num(Decimal(bare.replace(".", "")))
    if re.fullmatch(r"\d+,\d{1,2}", bare) and bare != digits:
        return Num(Decimal(bare.replace(",", ".")))
    if re.fullmatch(r"\d+,\d{1,2}", bare):
        return Num(Decimal(bare.replace(",", ".")), unsure=True)
    return Num(Decimal(bare.replace(",", "")))
