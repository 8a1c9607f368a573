"""Figures that a sentence claims about pay, read narrowly: only what can mean nothing else is a claim.

A right statement must never be called wrong, so a figure in any looser wording is taken for something else.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.pay.main_points import Topic
from bot.pay.span import Span
from bot.reading.amounts import Amount

_PAYS = (
    r"\b(?:i(?:'ll| will| would|'d)? (?:get|earn|receive|make|am paid)|i'm paid|it pays|they pay|that pays|which pays|"
    r"plan pays|commission pays|pays me|pay me|gets me|(?:commission|rate)(?: rate)? (?:is|of|becomes|goes (?:up )?to|"
    r"jumps to|rises to|starts at))"
)
_RATE_BEFORE = rf"{_PAYS}(?: (?:me|a|an|about|flat|exactly|just|only|straight|commission of|rate of))* ?$"
_RATE_AFTER = r" commission\b(?! (?:split|cut|share|from))"
_SOLD = (
    r"(?:it|that|them|all|any|every\w*|each|what(?:ever)?|revenue|sales|bookings|(?:the |all |gross )?(?:gross )?"
    r"(?:revenue|sales?|deals?|price|contract|amount|margin|profit))\b"
)
_OF_A_SALE = (
    rf" ?(?:(?:of|on) {_SOLD}|commission\b(?! (?:split|cut|share))|"
    r"(?:up to|until|to|till) (?:my |the )?(?:goal|quota|target|i )|[.,;!]|$)"
)
_OF_SOMETHING_ELSE = (
    r"\b(?:from|through|via|by|with|in (?:the |each |my |any )?(?:q[1-4]|first|second|third|fourth|last|next|spring|"
    r"summer|fall|winter|\w+ary|march|april|may|june|july|august|\w+ber|quarter|year|month))\b"
)
_ABOVE = r"\b(?:above|over|past|beyond|after|then|once|accelerat\w+)\b"
_THEN = r"\b(?:then|and) (?:i (?:get|earn) )?$"
_ABOVE_AT_END = (
    r" (?:above|after|beyond|past|over) (?:it|that|this|goal|quota|(?:my|the) (?:goal|quota|target|number))\s*[.,;!]?$"
)
_GOAL = r"(?:my |the |our |full )?(?:annual |yearly |revenue )?(?:goal|quota|target|number)"
_AT_GOAL_BEFORE = (
    rf"\b(?:at|hit|hitting|reach|reaching|land|landing|meet|meeting) (?:100 ?% (?:of )?)?{_GOAL}"
    rf"[^\d$€£%.;:!?]{{0,60}}?{_PAYS}(?: (?:me|a|an|exactly|just))* ?[$€£]?$"
)
_AT_GOAL_AFTER = rf" (?:a year )?(?:at|for hitting|for reaching|if i (?:hit|reach)|when i (?:hit|reach)) {_GOAL}\b"
_PAYS_BEFORE = rf"{_PAYS} ?[$€£]?$"
_PART_OF_IT = (
    r"\b(?:extra|more|another|additional|on top|each|every|per|bonus|over|above|beyond|past|next|need|must|have to)\b"
)
_MORE_AFTER = r" (?:extra|more|on top|each|per|a (?:month|week|quarter|deal)|bonus|for each|for every)\b"
_KICKS_IN = (
    r"\b(?:accelerators?|higher rate|rate|percentage) (?:\w+ ){0,2}?(?:kicks? in|starts?|begins?|goes up|jumps?|"
    r"changes?|increases?|rises?|steps up) (?:at|above|over|past|after|beyond|once i (?:hit|pass|reach)) ?[$€£]?$"
)
_OF_QUOTA = r"(?: of)? ?(?:my |the )?(?:goal|quota|target|number)?\s*(?:[.,;!]|$|and |then |so |but |to )"
_CAP = r"(?<!not )(?<!n't )(?<!no )\b(?:capped at|cap is|cap of|maxes out at|tops out at) ?[$€£]?$"
_LEAVES = (
    r"\b(?:leaves?|cancels?|quits?|churns?|walks away|goes away)(?: \w+){0,3} (?:within|inside|in under|before) "
    r"(?:the first )?$"
)
_BACK = r"\b(?:back|claw\w*|return\w*|lose|repay\w*)\b"
_PAID_EVERY = {
    Span.WEEK: r"\bpaid(?: out)? (?:weekly|each week|every week)\b",
    Span.MONTH: r"\bpaid(?: out)? (?:monthly|each month|every month)\b",
    Span.QUARTER: r"\bpaid(?: out)? (?:quarterly|each quarter|every quarter)\b",
    Span.YEAR: r"\bpaid(?: out)? (?:annually|yearly|once a year|once, after the year)\b",
}
_ALL_OF_PAY = r"\b(?:my|the|all|all my) (?:commissions?|bonus(?:es)?|variable|incentives?)\b"
_BASE = r"\b(?:base|salary|draw|advance)\b"
_NOT_OF_THIS_PLAN = (
    r"\b(?:last year|used to|previous\w*|old|before this|tax|taxes|take[- ]home|colleague|my (?:wife|husband|partner|"
    r"manager|boss)|instead|not|wish|thought|should be|want|wanted|rather than|or is it)\b|n't\b|\?\s*$"
)


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _opens(pattern: str, text: str) -> bool:
    return re.match(pattern, text, re.IGNORECASE) is not None


class Claim(NamedTuple):
    """A figure said of a topic; `said` is how it was written. For spans of pay the figure is None."""

    topic: Topic
    said: str
    amount: Amount | None = None
    spans: frozenset[Span] = frozenset()


def claims_in(sentence: str, amounts: tuple[Amount, ...]) -> Iterator[Claim]:
    """What a sentence claims; its `amounts` are placed in it. One about another plan, or a question, claims nothing."""
    if _found(_NOT_OF_THIS_PLAN, sentence):
        return
    for amount in map(_pointed, amounts):
        if amount.value is None or amount.approx or amount.uncertain or amount.denied or amount.ambiguous:
            continue
        topic = _topic(sentence[: amount.start], sentence[amount.end :], sentence, amount)
        if topic is not None:
            yield Claim(topic, amount.quote, amount)
    spans = frozenset(span for span, pattern in _PAID_EVERY.items() if _found(pattern, sentence))
    if spans and _found(_ALL_OF_PAY, sentence) and not _found(_BASE, sentence):
        yield Claim(Topic.WHEN, " and ".join(f"each {span}" for span in sorted(spans)), spans=spans)


def _pointed(amount: Amount) -> Amount:
    """ "Above $1.2M" as the figure that stands in it."""
    if amount.value is not None or (amount.low is None) == (amount.high is None):
        return amount
    lead = re.match(r"[^\d$€£]*", amount.quote)
    skipped = lead.end() if lead else 0
    place = {"start": amount.start + skipped, "quote": amount.quote[skipped:]}
    return amount.model_copy(update={"value": amount.high if amount.low is None else amount.low, **place})


def _topic(before: str, after: str, whole: str, amount: Amount) -> Topic | None:
    if amount.kind == "percent":
        return _of_percent(before, after)
    if amount.kind in ("money", "unknown"):
        return _of_money(before, after)
    if amount.unit == "month" and _found(_LEAVES, before) and _found(_BACK, whole):
        return Topic.BACK
    return None


def _of_percent(before: str, after: str) -> Topic | None:
    if _found(_KICKS_IN, before) and _opens(_OF_QUOTA, after):
        return Topic.CHANGES
    if _found(_THEN, before) and _opens(_ABOVE_AT_END, after):
        return Topic.CHANGES
    if not (_opens(_OF_A_SALE, after) or _opens(_ABOVE_AT_END, after)) or _found(_OF_SOMETHING_ELSE, after):
        return None
    if not _found(_RATE_BEFORE, before) and not (_opens(_RATE_AFTER, after) and not _found(r"\d", before)):
        return None
    return Topic.CHANGES if _found(_ABOVE, before) or _found(_ABOVE, after[:40]) else Topic.RATE


def _of_money(before: str, after: str) -> Topic | None:
    if _found(_CAP, before):
        return Topic.CAP
    if _found(_KICKS_IN, before) and _opens(_OF_QUOTA, after):
        return Topic.CHANGES
    if _opens(_MORE_AFTER, after) or _found(_PART_OF_IT, before[-60:]):
        return None
    if _found(_AT_GOAL_BEFORE, before) or (_found(_PAYS_BEFORE, before) and _opens(_AT_GOAL_AFTER, after)):
        return Topic.TARGET
    return None


def is_near(amount: Amount, known: Decimal) -> bool:
    """Whether what was said is this figure: to within 2%, or rounded or cut as it was written; 10% when "about"."""
    if amount.low is not None and amount.high is not None:
        return amount.low <= known <= amount.high
    amount = _pointed(amount)
    if amount.value is None:
        return False
    apart = abs(amount.value - known)
    if apart <= abs(known) * (Decimal("0.1") if amount.approx or amount.uncertain else Decimal("0.02")):
        return True
    step = _step(amount)
    return step is not None and -step / 2 <= known - amount.value < step


def is_far(amount: Amount, known: Decimal) -> bool:
    """Whether what was said is surely another figure: over 5% away, and no rounding of it."""
    return amount.value is not None and not is_near(amount, known) and abs(amount.value - known) > abs(known) / 20


def _step(amount: Amount) -> Decimal | None:
    """The last place a figure was written to: 0.001 for "3.2%", 1,000 for "43k"."""
    written = re.search(r"\d[\d,]*(?:\.(\d+))?", amount.quote)
    number = Decimal(written[0].replace(",", "").rstrip(".")) if written else None
    if not written or not number or not amount.value:
        return None
    return amount.value / number * Decimal(1).scaleb(-len(written[1] or ""))
