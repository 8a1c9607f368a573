"""What a reviewer types instead of clicking: "approve dana", "changes dana targets: too few names", "open priya"."""

import re
from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from bot.facts import Frozen
from bot.plan.model import Section
from bot.team.model import Rep


class Verb(StrEnum):
    """What a reviewer can ask for in words."""

    APPROVE = "approve"
    CHANGES = "changes"
    OPEN = "open"
    LAST_PLAN = "last year's plan"
    PAY = "pay"
    ASK = "ask"
    CARD = "card"
    QUESTION = "question"
    ANSWER = "answer"
    ALIGN = "align"
    ROLL_UP = "roll-up"
    SUMMARY = "summary"
    STATUS = "status"
    HELLO = "hello"
    HELP = "help"


class Order(Frozen):
    """A reviewer's message as a deed: what to do with whose plan, the words after the name, and comments by section."""

    verb: Verb
    rep: Rep | None = None
    words: str = ""
    comments: dict[str, str] = Field(default_factory=dict)


_VERBS = (
    (Verb.APPROVE, r"approve|approved|ok|accept"),
    (Verb.CHANGES, r"(?:request |ask for )?changes?(?: for| to| on)?|comment(?: on)?"),
    (Verb.ASK, r"ask"),
    (Verb.ANSWER, r"answer|reply(?: to)?|tell"),
    (Verb.CARD, r"card(?: of| for)?"),
    (Verb.QUESTION, r"question(?: of| from)?"),
    (Verb.ALIGN, r"align(?:ment|ed)?|pay plans|do (?:we|our pay plans) (?:win together|pull the same way)"),
    (Verb.PAY, r"pay|comp|compensation|explain pay(?: of| for)?"),
    (Verb.ROLL_UP, r"(?:(?:show|see|send|open)(?: me)? )?(?:the )?(?:roll[- ]?up|team plan)"),
    (Verb.LAST_PLAN, r"(?:(?:show|see|open)(?: me)? )?last year'?s? plan(?: of| from| for)?|last plan(?: of)?"),
    (Verb.OPEN, r"(?:open|show|see|read|pull up)(?: me)?|plan(?: of)?"),
    (Verb.SUMMARY, r"how (?:is|are|'?s) (?:my|the) (?:team|people|reps)(?: doing)?|how's my team(?: doing)?|summary"),
    (Verb.STATUS, r"status|team|queue|who|reviews?|my team|list"),
    (Verb.HELLO, r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?|thank you|thx|ty|cheers)(?: \w+)?\W*$"),
)
_PATTERNS = tuple(
    (verb, re.compile(rf"(?:{words})\b[:,]?\s*(.*)", re.IGNORECASE | re.DOTALL)) for verb, words in _VERBS
)


def read_order(text: str, reps: Sequence[Rep]) -> Order:
    """Read a reviewer's message; anything unclear asks for help, with nothing done."""
    asked = next((rep for rep in reps if _asks_for_pay(text, rep)), None)
    if asked is not None:
        return Order(verb=Verb.PAY, rep=asked)
    for verb, pattern in _PATTERNS:
        match = pattern.match(text.strip())
        if match:
            if verb is Verb.HELLO:
                return Order(verb=verb)
            rep, rest = _rep(match.group(1), reps)
            if verb in (Verb.SUMMARY, Verb.STATUS, Verb.ALIGN, Verb.ROLL_UP) and rep is None:
                return Order(verb=verb)
            several = _AND.match(rest) and _rep(_AND.sub("", rest, count=1), reps)[0] is not None
            if rep is None or several or (verb is Verb.APPROVE and not _PLAINLY.fullmatch(rest)):
                return Order(verb=Verb.HELP)
            return Order(verb=verb, rep=rep, words=rest.strip(), comments=_comments(rest))
    return Order(verb=Verb.HELP)


_PLAINLY = re.compile(
    r"\W*(?:(?:please|pls|thanks|thank you|thx|now|too|as well|it|plan|for me|from me|looks? (?:good|great|fine)"
    r"|good job|well done|nice work|v(?:ersion)? ?\d+)\W*)*",
    re.IGNORECASE,
)
"""What may stand behind an approval: with more it is a condition, a doubt or no approval at all."""


_AND = re.compile(r"(?:and|&|\+|or)\s+", re.IGNORECASE)


def _asks_for_pay(text: str, rep: Rep) -> bool:
    """Whether a message asks to see what a rep is paid: "show me Dana's pay", "what does Dana earn?"."""
    who = "|".join(map(re.escape, (rep.name, rep.id, rep.first_name)))
    pay = r"(?:pay|comp\w*|commission|bonus|incentive|salary|ote)\b(?: (?:plan|explanation))?"
    shown = rf"(?:show|open|see|send|explain|read|what(?:'s| is))\b(?: me)? (?:{who})(?:['’]?s)? {pay}"
    earned = rf"(?:what|how much|how) (?:does|do|is|will) (?:{who}) (?:earn|make|get(?: paid)?|paid)"
    return (
        re.match(rf"(?:(?:can|could) (?:i|you) |please )?(?:{shown}|{earned})\W*$", text.strip(), re.IGNORECASE)
        is not None
    )


def _rep(text: str, reps: Sequence[Rep]) -> tuple[Rep | None, str]:
    """The rep named at the beginning, by full or first name, and what follows."""
    for rep in reps:
        for name in (rep.name, rep.id, rep.first_name):
            match = re.match(rf"{re.escape(name)}(?:['’]?s)?\b(?: plan)?[:,]?\s*", text, re.IGNORECASE)
            if match:
                return rep, text[match.end() :]
    return None, text


def _comments(text: str) -> dict[str, str]:
    """The comment of each section: "targets: too few names; goal: above budget share"."""
    headings = "|".join(re.escape(section) for section in Section)
    parts = re.split(rf"(?:^|[;\n]\s*|\s)({headings})\s*:\s*", text, flags=re.IGNORECASE)
    by_name = {section.casefold(): section for section in Section}
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {by_name[name.casefold()]: words.strip(" ;\n") for name, words in pairs if words.strip(" ;\n")}
